/**
 * Completions for the differential test: gold as the guideline writes it, wrong gold, attacks, and all of these damaged by
 * token, by sign and as JSON. Everything is drawn from a seed.
 */
import { families, type Ground } from "../../src/compile/attacks/families.js"
import type { Task } from "../../src/compile/task.js"
import { allExamples } from "../../src/language/meaning.js"
import type { Random } from "../../src/random.js"
import type { Given } from "../../src/reward/plan.js"
import type { Example, Value } from "../../src/value.js"
import { changedFields, type Fields, stringsIn, Values } from "./python-values.js"

export type Row = Pick<Example, "input" | "gold">

/** A completion for one of the rows. */
export interface Drawn {
  readonly row: number
  /** Instead of it: a row that was made for this. */
  readonly made?: Row
  readonly completion: string
  readonly given: Given | undefined
  /** What it was written from, where it was written. */
  readonly said?: Fields
}

/** The guideline's examples, their wrong answers as gold, and rows that lack something. */
export function rowsFor(task: Task, more?: Row): Row[] {
  const examples = allExamples(task.meaning).map(({ input, gold }) => ({ input, gold: withGolds(task, gold) }))
  const own = [...(more ? [more] : []), ...examples]
  const wrong = allExamples(task.meaning).flatMap(({ input, gold, nots }) =>
    nots.map(({ value }) => ({ input, gold: { ...gold, ...value } })),
  )
  const [first] = own
  if (!first) return []
  const keys = Object.keys(first.gold)
  const inputs = Object.keys(first.input)
  const without = (fields: Fields, key: string): Fields =>
    Object.fromEntries(Object.entries(fields).filter(([name]) => name !== key))
  return [
    ...own,
    ...wrong,
    ...keys.map((key) => ({ input: first.input, gold: without(first.gold, key) })),
    ...inputs.map((key) => ({ input: without(first.input, key), gold: first.gold })),
    ...ODD.map((value) => ({ input: first.input, gold: { ...first.gold, ...(keys[0] && { [keys[0]]: value }) } })),
    ...ODD.map((value) => ({ input: { ...first.input, ...(inputs[0] && { [inputs[0]]: value }) }, gold: first.gold })),
    { input: {}, gold: {} },
  ]
}

/** Gold that an arm compares with and examples do not say: another answer, or the answer's own. */
function withGolds({ plan }: Task, gold: Fields): Fields {
  const known = Object.values(gold)
  const made = plan.golds.flatMap(({ name, type }): (readonly [string, Value])[] => {
    if (Object.hasOwn(gold, name)) return []
    const text = known.find((value) => typeof value === "string") ?? "something"
    if (type.kind === "text" || type.kind === "quote") return [[name, text]]
    if (type.kind === "number") return [[name, type.bounds?.[0] ?? 1]]
    if (type.kind === "yes-no") return [[name, true]]
    return type.kind === "list" && type.item.kind === "text" ? [[name, [text]]] : []
  })
  return { ...gold, ...Object.fromEntries(made) }
}

const ODD: readonly Value[] = [
  "",
  " ",
  "\ud800",
  3,
  -0.5,
  1e21,
  true,
  [],
  {},
  ["", "x", 1],
  { "2": 1, "1": 2, a: true },
]

export class Completions {
  readonly #task: Task
  readonly #rows: readonly Row[]
  readonly #own: readonly string[]
  readonly #random: Random
  /** Of the row with the same number: what is right, and what is wrong but in form. */
  readonly #written: readonly (readonly string[])[]
  readonly #tests: readonly string[]
  /** Rows with gold, first of all. */
  readonly #good: number
  readonly #attacks: readonly ((input: Example["input"]) => string)[]
  readonly #snippets: readonly string[]
  readonly #values: Values

  /** @param long also texts of a megabyte */
  constructor(task: Task, rows: readonly Row[], own: readonly string[], random: Random, long: boolean) {
    this.#task = task
    this.#rows = rows
    this.#own = own
    this.#random = random
    this.#written = rows.map((row) => written(task, row, rows))
    this.#tests = [
      ...own,
      ...allExamples(task.meaning).flatMap(({ tests }) => tests.map(({ completion }) => completion)),
    ]
    const { length } = allExamples(task.meaning)
    this.#good = Math.max(1, Math.min(rows.length, length + own.length > 0 ? length + 1 : 1))
    const { plan } = task
    const tags = plan.answer.flatMap(({ place }) => (place?.spot.kind === "tag" ? [place.spot.tag] : []))
    const names = [...plan.labels.labels, ...plan.labels.entities, ...plan.labels.relations].map(({ name }) => name)
    const texts = plan.answer.flatMap(({ type }) => (type.kind === "choice" ? type.texts : []))
    const choices = [...new Set([...texts, ...task.labels, ...names])]
    const ground: Ground = {
      constants: this.#written
        .flatMap(([first]) => (first === undefined ? [] : [constant(first, choices)]))
        .slice(0, 12),
      choices,
      prompt: (input) => promptOf(task, input),
      texts: (input) => stringsIn(input).sort((a, b) => b.length - a.length),
      tags,
    }
    const all = families.filter(({ name }) => long || name !== "many-braces").flatMap((one) => one.attempts(ground))
    this.#attacks = all.length > 0 ? all : [() => ""]
    this.#snippets = [
      ...tags.flatMap((tag) => [`<${tag}>`, `</${tag}>`, `<${tag}`, `<${tag.toUpperCase()}>`]),
      ...plan.answer.flatMap(({ name, key, aliases }) => [`"${key ?? name}":`, ...aliases, `${name}: `]),
      ...choices,
      ...plan.inputs.flatMap(({ name }) => [`<${name}>`, `</${name}>`]),
      ...HOSTILE,
    ]
    this.#values = new Values(task, random, this.#snippets)
  }

  /** Everything that is not drawn: each written answer, test and attack once. */
  *fixed(): Generator<Drawn> {
    for (const [row, all] of this.#written.entries())
      for (const completion of all) yield { row, completion, given: this.#given() }
    for (const [row, { input }] of this.#rows.entries())
      for (const completion of this.#tests)
        if (input === this.#rows[0]!.input) yield { row, completion, given: this.#given() }
    for (const attack of this.#attacks) yield this.#attack(0, attack)
  }

  drawn(): Drawn {
    const random = this.#random
    const row = random.below(6) === 0 ? random.below(this.#rows.length) : random.below(this.#good)
    if (random.below(16) === 0) return this.#attack(row, random.pick(this.#attacks))
    if (this.#own.length > 0 && random.below(3) === 0)
      return { row: random.below(2) * row, completion: random.pick(this.#own), given: this.#given() }
    const right = this.#written[row]!
    if (right.length > 0 && random.below(5) === 0)
      return { row, completion: random.below(2) ? right[0]! : random.pick(right), given: this.#given() }
    let completion = this.#base(row)
    const kind = random.below(8)
    if (kind === 0) completion = this.#json(completion)
    else if (kind < 5) for (let left = random.below(4); left >= 0; left--) completion = this.#byToken(completion)
    else if (kind < 7) for (let left = random.below(6); left >= 0; left--) completion = this.#bySign(completion)
    if (random.below(10) === 0) completion = this.#json(completion)
    return { row, completion, given: this.#given() }
  }

  /** The same a little different, to see again what it showed. */
  near(drawn: Drawn): Drawn {
    const { completion } = drawn
    return { ...drawn, completion: this.#random.below(2) ? this.#byToken(completion) : this.#bySign(completion) }
  }

  rowOf({ row, made }: Drawn): Row {
    return made ?? this.#rows[row]!
  }

  /** Something else said in the same form, or of another row, or held against another gold, or judged in another way. */
  other(drawn: Drawn): Drawn {
    const random = this.#random
    const { made: _, ...from } = drawn
    const base = random.below(6) ? drawn : { ...from, row: random.below(this.#rows.length) }
    const own = random.below(3) ? this.rowOf(base) : this.#values.otherGold(this.rowOf(base))
    const place = own === this.#rows[base.row] ? { row: base.row } : { row: base.row, made: own }
    const given = random.below(2) ? drawn.given : this.#given()
    const known = drawn.said && random.below(4) ? drawn.said : own.gold
    const said = random.below(4) ? this.#values.other(known, own) : known
    const completion = tryWrite(this.#task, said, random.pick(REASONS), own.input)
    return completion === undefined ? { ...drawn, given } : { ...place, completion, given, said }
  }

  #attack(row: number, attack: (input: Example["input"]) => string): Drawn {
    try {
      return { row, completion: attack(this.#rows[row]!.input), given: this.#given() }
    } catch {
      return { row, completion: attack(this.#rows[0]!.input), given: this.#given() }
    }
  }

  #base(row: number): string {
    const random = this.#random
    const own = this.#written[row]!
    const other = random.pick(this.#written)
    const pool = random.below(4) === 0 ? other : own
    if (random.below(6) === 0 && this.#tests.length > 0) return random.pick(this.#tests)
    const { input, gold } = this.#rows[row]!
    if (random.below(3) === 0) {
      const changed = tryWrite(this.#task, changedFields(gold, random, this.#snippets), random.pick(REASONS), input)
      if (changed !== undefined) return changed
    }
    return pool.length > 0 ? random.pick(pool) : ""
  }

  #byToken(text: string): string {
    const random = this.#random
    const tokens = text.match(/[\p{L}\p{N}_-]+|\s+|[^\p{L}\p{N}\s]/gu) ?? []
    const at = random.below(tokens.length + 1)
    const to = random.below(tokens.length + 1)
    const own = tokens[to] ?? ""
    const more = random.below(2) === 0 ? random.pick(this.#snippets) : own
    const cut = [0, 0, 1, 1, 1 + random.below(8)][random.below(5)]!
    return [...tokens.slice(0, at), more, ...tokens.slice(at + cut)].join("")
  }

  #bySign(text: string): string {
    const random = this.#random
    const at = random.below(text.length + 1)
    switch (random.below(6)) {
      case 0:
        return text.slice(0, at) + random.pick(SIGNS) + text.slice(at)
      case 1:
        return text.slice(0, at) + random.pick(SIGNS) + text.slice(at + 1)
      case 2:
        return text.slice(0, at) + text.slice(at + 1)
      case 3: {
        const sign = text.slice(at, at + 1)
        return text.slice(0, at) + (random.below(2) ? sign.toUpperCase() : sign.toLowerCase()) + text.slice(at + 1)
      }
      case 4: {
        const pair = ALIKE.find(([from]) => from === text[at])
        return pair ? text.slice(0, at) + random.pick(pair.slice(1)) + text.slice(at + 1) : text
      }
      default:
        return random.below(4) === 0 ? text.slice(0, at) : text
    }
  }

  #json(text: string): string {
    const random = this.#random
    const at = random.below(text.length + 1)
    const head = text.slice(0, at)
    const tail = text.slice(at)
    switch (random.below(14)) {
      case 0:
        return head + tail.replace(/[}\]]/, (sign) => `,${sign}`)
      case 1:
        return text.replaceAll('"', "'")
      case 2:
        return head + tail.replace(/,/, ", // so\n")
      case 3:
        return head + tail.replace(/,/, "/* and */,")
      case 4:
        return head + tail.replace(/"([\w-]+)":/, "$1:")
      case 5:
        return text.replaceAll("true", "True").replaceAll("false", "False")
      case 6:
        return head + tail.replace(/"([^"]*)"/, (_, inner: string) => `"${escaped(inner, random)}"`)
      case 7:
        return text.replace(/([[{].*[\]}])/s, "```json\n$1\n```")
      case 8:
        return head + tail.replace(/[}\]]/, "")
      case 9:
        return head + tail.replace(/"([^"]*)"/, "$1")
      case 10:
        return head + tail.replace(/"[\w-]+":[^,}]*/, (member) => `${member},${member}`)
      case 11:
        return head + tail.replace(/: *("[^"]*"|[\w.]+)/, () => `: ${random.pick(JSON_VALUES)}`)
      case 12:
        return text.replace(/<\/?[\w-]+>/g, "")
      default:
        return head + tail.replace(/[{[]/, (sign) => `here: ${sign}`)
    }
  }

  #given(): Given | undefined {
    const { rules } = this.#task.plan
    const judged = rules.filter(({ grade }) => grade === "judged")
    if (judged.length === 0) return undefined
    const random = this.#random
    const odd = [undefined, { failed: "late" }, 1.5, -1, "1", true] as unknown as (number | undefined)[]
    return Object.fromEntries(
      judged.flatMap(({ name }) => {
        const value = random.below(12) === 0 ? random.pick(odd) : random.pick([0, 1, 1, 0.5, random.next()])
        return value === undefined ? [] : [[name, value]]
      }),
    ) as Given
  }
}

/** Right, wrong as other rows are right, and with reasons. */
function written(task: Task, { input, gold }: Row, rows: readonly Row[]): string[] {
  const golds = [gold, ...rows.slice(0, 40).map((row) => row.gold)]
  const all = golds.flatMap((one, i) => tryWrite(task, one, REASONS[i % REASONS.length]!, input) ?? [])
  return [...new Set(all)]
}

function tryWrite(task: Task, gold: Fields, reasoning: string, input: Fields): string | undefined {
  try {
    return task.write(gold, reasoning, input)
  } catch {
    return undefined
  }
}

const promptOf = (task: Task, input: Example["input"]): string =>
  task
    .prompt(input)
    .messages.map(({ content }) => content)
    .join("\n\n")

const constant = (completion: string, choices: readonly string[]) => {
  const choice = choices.find((one) => completion.includes(one))
  return choice === undefined ? { completion } : { completion, choice }
}

function escaped(text: string, random: Random): string {
  return [...text]
    .flatMap((sign) => {
      if (random.below(4) > 0) return [sign]
      const units = [...Array(sign.length).keys()].map((i) => sign.charCodeAt(i).toString(16).padStart(4, "0"))
      return [units.map((unit) => `\\u${unit}`).join("")]
    })
    .join("")
}

const REASONS = [
  "I think so.",
  "First one thing, then the other; 3 of 4 hold (see [1], F2).",
  'A <b>longer</b> thought \u{1f600} with signs: {"a": 1}, 40 %, 他来了。',
  "The same words again and again and again and again and again and again and again and again and again and again.",
] as const

const JSON_VALUES = [
  "null",
  "1",
  "-2.5",
  '"1"',
  '"4,000"',
  "true",
  '"yes"',
  "[]",
  "{}",
  '["a"]',
  "1e400",
  "01",
  '"\\ud83d\\ude00"',
]

const HOSTILE = [
  ...[
    "",
    " ",
    "\n",
    "\t",
    "\u200b",
    "\u00a0",
    "\u2028",
    "\ufeff",
    "\0",
    "\ud800",
    "\udc00",
    "\u{1f600}",
    "\u{1d400}",
    "İ",
    "ß",
    "ſ",
    "K",
  ],
  ...[
    "{",
    "}",
    "[",
    "]",
    "[[",
    "]]",
    "[[A]]",
    '"',
    "'",
    "\\",
    "```",
    "```json",
    "//",
    "/*",
    "*/",
    ",",
    ":",
    "|",
    "|a|b|",
    "<",
    ">",
    "</",
    "e1",
    "e2",
  ],
  ...[
    "\\boxed{",
    "\\boxed{4}",
    "\\frac{1}{2}",
    "3/4",
    "4,000",
    "40 km/h",
    "12 %",
    "$5",
    "-3",
    "−3",
    "１２",
    "²",
    "1e3",
    ".5",
    "yes",
    "no",
    "None",
    "none",
  ],
  ...[
    "first",
    "and",
    "or",
    "therefore",
    "Therefore, the answer is 12.",
    "1",
    "2",
    "3",
    "A",
    "B",
    "model-1",
    "model-2",
    "F1",
    "R9",
    "[1]",
    "(2)",
    "true",
    "null",
  ],
  ...["<answer>", "</answer>", "<think>", "</think>", "(e1,e2)", "(e2,e1)", "x".repeat(500), "a b ".repeat(50)],
]

const SIGNS = [
  ..."abeoABEO019 .,:;-_<>[]{}()\"'\\/\n\t|",
  "\u200b",
  "\u00a0",
  "а",
  "Е",
  "ο",
  "＜",
  "１",
  "–",
  "\ud83d",
  "\ude00",
  "\u{1f600}",
  "é",
]

/** A sign, and some that look like it. */
const ALIKE = ["aаａ", "eеｅ", "oοо0", "cсⅽ", "-–_−", " \u00a0\u2003\u200b", "(（", "1１¹", "AАΑ", "\"“'"].map(
  (signs) => [...signs],
)
