/**
 * Hostile texts, derived from a guideline: its own right answers, with one piece again and again at every place that they
 * are made of, and its own names among the pieces. Knows nothing of readers: what an answer is written with is all it sees.
 */
import type { Task } from "../../src/compile/task.js"
import { composer } from "../../src/compile/write.js"
import { allExamples } from "../../src/language/meaning.js"
import type { Plan } from "../../src/reward/plan.js"
import type { Example, Value } from "../../src/value.js"

export type Row = Pick<Example, "input" | "gold">

/** What stands before and behind the repeated piece. */
export interface Place {
  readonly before: string
  readonly after: string
  /** The piece is all that stands in a tag, a line, a text: what a part is read from. */
  readonly isWhole: boolean
}

/** What no guideline has to say, by family. */
const COMMON: Readonly<Record<string, readonly string[]>> = {
  braces: [
    "{",
    "[",
    "{[",
    '{"a":',
    "}",
    "]",
    '["',
    "[1",
    "[1 ",
    "[1/",
    "[[1],",
    '{"a":[1],',
    '["\\',
    "[/**/",
    "{}",
    "[],",
  ],
  "JSON values": [
    '"',
    '"a",',
    '"a":1,',
    "'",
    "\\",
    "\\u0041",
    "\\(",
    "\\n",
    "1,",
    "true,",
    "null,",
    "/**/",
    "//\n",
    "a:1,",
  ],
  tags: ["<answer>", "</answer>", "<answer", "<think>", "</think>", "</think><answer>", "<"],
  parentheses: ["(", "((e1,", "e1,e2)", "a(", "a)", "[1]", "(2)", "[1, 2]", "[[", "]]", "[[A]]"],
  "boxes and fences": ["\\boxed{", "\\boxed{a}", "\\boxed{1} ", "```json\n", "```", "```\n"],
  "numbers and separators": [
    "1,",
    "9",
    "1e9 ",
    "- ",
    "1. ",
    "1\n",
    "1 > ",
    "-",
    ",",
    ":",
    ".",
    "|",
    "|\n",
    "a | b\n",
    "4,000 ",
  ],
  "invisible and look-alike letters": [
    "\u200b",
    "\u0430",
    "\ufeff ",
    "\u{1d402}",
    "\u0130",
    "\ufdfa",
    "\u4ed6\u3002",
    "\u00e9 ",
  ],
  "broken Unicode": ["\ud800", "\udc00\ud800", "\u0000"],
  "spaces and lines": [" ", "\n", "\r\n", "\t \n", "\u3000", "\u00a0\n"],
  "the same word": ["a ", "a\n", "the storm ", "a", "A. ", "a-", "a'", "is ", "<a>"],
}

/** Names are taken so many of each kind: the first ones, and the longest. */
const MOST_NAMES = 2

/** @returns pieces by family, those of the guideline and of the row last */
export function piecesFor(task: Task, row: Row): Readonly<Record<string, readonly string[]>> {
  const { plan } = task
  const { labels } = plan
  const names = (all: readonly { readonly name: string; readonly aliases: readonly string[] }[]) =>
    someOf([...all.map(({ name }) => name), ...all.flatMap(({ aliases }) => aliases)])
  const items = plan.inputs.flatMap(({ name, type }) => {
    const list = row.input[name]
    if (type.kind !== "list" || !Array.isArray(list)) return []
    const first = type.numbered ?? "1"
    return [first, ...list.slice(0, 1).filter((one) => typeof one === "string")]
  })
  const choices = plan.answer.flatMap(({ type }) => choicesIn(type).slice(0, MOST_NAMES))
  const words = wordsIn([row.input, row.gold] as unknown as Value)
  const objects = [...plan.rules, ...plan.terms, ...plan.reports].flatMap((one) => {
    const phrase = "phrase" in one ? one.phrase : undefined
    return phrase?.kind === "verb"
      ? phrase.objects.flatMap((object) => (object.kind === "text" ? [object.text] : []))
      : []
  })
  const told = [
    ...names(labels.relations),
    ...names(labels.entities),
    ...names(labels.labels),
    ...(labels.otherwise ? [labels.otherwise.name] : []),
    ...someOf(task.labels),
    ...items,
    ...choices,
    ...someOf(objects),
  ]
  const keys = plan.answer.map(({ name, key }) => key ?? name)
  const tags = plan.answer.flatMap(({ place }) => (place?.spot.kind === "tag" ? [place.spot.tag] : []))
  return {
    ...COMMON,
    tags: [...COMMON.tags!, ...tags.flatMap((tag) => [`<${tag}>`, `<${tag}>a</${tag}>`, `</${tag}>`])],
    "names of the guideline": told.flatMap((name) => [
      name,
      `${name} `,
      `${name}\n`,
      `${name}, `,
      `${name}(`,
      `[${name}]`,
      `"${name}",`,
    ]),
    "keys of the guideline": keys.flatMap((key) => [
      `"${key}":`,
      `"${key}": "a", `,
      `"${key}": [`,
      `{"${key}": "a"}, `,
      `{"${key}": 1} `,
      `${key}: `,
    ]),
    "words of the row": words.flatMap((word) => [`${word} `, `${word}\n`, `${word}(`, `"${word}", `]),
    "whole answers": [...answersTo(task, row), ...triplets(plan)],
  }
}

/** Different ones: the first, and the longest. */
function someOf(names: readonly string[]): string[] {
  const longest = [...names].sort((a, b) => b.length - a.length)[0]
  return [...new Set([...names.slice(0, MOST_NAMES), ...(longest === undefined ? [] : [longest])])]
}

function choicesIn(type: Plan["answer"][number]["type"]): readonly string[] {
  if (type.kind === "choice") return type.texts
  return type.kind === "list" || type.kind === "each" ? choicesIn(type.item) : []
}

/** Words that stand most often in the row's texts, and one sentence. */
function wordsIn(value: Value): string[] {
  const texts: string[] = []
  const visit = (one: Value): void => {
    if (typeof one === "string") texts.push(one)
    else if (typeof one === "object") for (const inner of Object.values(one)) visit(inner)
  }
  visit(value)
  const counts = new Map<string, number>()
  for (const word of texts.join(" ").match(/[\p{L}\p{N}]+/gu) ?? []) counts.set(word, (counts.get(word) ?? 0) + 1)
  const often = [...counts].sort((a, b) => b[1] - a[1]).slice(0, MOST_NAMES)
  return [...often.map(([word]) => word), ...texts.slice(0, 1).map((text) => text.slice(0, 60))]
}

function triplets({ labels }: Plan): string[] {
  const [entity] = labels.entities
  return entity ? labels.relations.slice(0, 1).map(({ name }) => `a:${entity.name}, ${name}, b:${entity.name}\n`) : []
}

/** Right answers to the row; of a list of groups whose length nothing says, one with one group. */
function answersTo({ plan }: Task, { input, gold }: Row): string[] {
  return [0, 1].flatMap((count) => {
    const compose = composer(plan, { value: () => undefined, members: () => count })
    try {
      return [compose(gold, "It is so.", input).completion]
    } catch {
      return []
    }
  })
}

/** Signs that open, close or separate, names of keys, and what stands between them. */
const TOKENS = /<\/?[\w-]+>|\\boxed\{|\[\[|\]\]|"(?:[^"\\]|\\.)*"|[{}[\],:\n]|[^<\\[\]"{},:\n]+|[<\\]/g

/**
 * Every place of the right answers where a piece can stand: before, in and instead of each of their tokens, with what
 * follows or cut off there. Places between the same two tokens under the same key are one.
 */
export function placesIn(task: Task, row: Row): Place[] {
  const found = new Map<string, Place>([
    ["bare", { before: "", after: "", isWhole: true }],
    ["tagged", { before: "<answer>", after: "</answer>", isWhole: true }],
    ["fenced", { before: "```json\n", after: "\n```", isWhole: false }],
    ["in prose", { before: "So it is {", after: '": 1} as said.', isWhole: false }],
  ])
  for (const answer of answersTo(task, row)) {
    let at = 0
    let key = ""
    let last = ""
    for (const token of answer.match(TOKENS) ?? []) {
      const end = at + token.length
      const [before, rest] = [answer.slice(0, at), answer.slice(end)]
      const kind = kindOf(token)
      const add = (how: string, before: string, after: string, isWhole = false) => {
        const name = `${key} ${last} ${kind} ${how}`
        if (!found.has(name)) found.set(name, { before, after, isWhole })
      }
      add("before", before, token + rest)
      add("cut before", before, "")
      if (kind === "text" || kind === "string") {
        const quote = kind === "string" ? '"' : ""
        const start = before + token.slice(0, token.length - quote.length)
        add("instead", before + quote, quote + rest, true)
        add("in, cut", start, "")
        add("in", start, quote + rest)
      }
      // a text before a colon is a key
      if (kind === "string" && /^\s*:/.test(rest)) key = token
      else if (kind.startsWith("<")) key = kind
      if (token.trim() !== "") last = kind
      at = end
    }
    found.set(`${answer} behind`, { before: answer, after: "", isWhole: false })
  }
  return [...found.values()]
}

function kindOf(token: string): string {
  if (token[0] === '"') return "string"
  return /^(?:<\/?[\w-]+>|\\boxed\{|\[\[|\]\]|[{}[\],:\n])$/.test(token) ? token : "text"
}

/** Rows under which different parts are asked for: the first of each combination of the values that conditions look at. */
export function rowsOf(task: Task): Row[] {
  const { plan } = task
  const looked = new Set(
    [...plan.answer, ...plan.terms, ...plan.rules, ...plan.inputs].flatMap(({ when }) => when?.field ?? []),
  )
  const fields = [...looked].filter((field) => plan.inputs.some(({ name }) => name === field))
  const rows = new Map<string, Row>()
  for (const { input, gold } of allExamples(task.meaning)) {
    const key = JSON.stringify(fields.map((field) => input[field]))
    if (!rows.has(key)) rows.set(key, { input, gold })
  }
  return [...rows.values()]
}
