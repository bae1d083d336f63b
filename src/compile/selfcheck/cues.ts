/**
 * Cues against examples: a cue between the two mentions of an example states a label; the example must not say another.
 * Of cues that overlap the longer one counts ("founded by" over "founded"), and one cue that agrees settles it. A `not`
 * below the example says that the author knows.
 */
import type { Diagnostic } from "../../diagnostic.js"
import type { Cue, GuidelineExample, Relation } from "../../language/meaning.js"
import type { Value } from "../../value.js"
import { report } from "../codes.js"
import type { Task } from "../task.js"
import { allExamples, canonical } from "./examples.js"

interface Known {
  readonly words: readonly string[]
  readonly cue: Cue
  readonly relation: Relation
}

interface Found extends Known {
  /** Index of its first word. */
  readonly at: number
}

export function cues(task: Task): Diagnostic[] {
  const byFirstWord = indexOf(task.meaning.relations)
  const pair = task.meaning.answers.find(({ between }) => between)?.between
  if (byFirstWord.size === 0 || !pair) return []
  return allExamples(task.meaning).flatMap((example) => {
    const between = betweenMentions(example.text, pair)
    if (!between) return []
    const gold = canonical(task, example.gold)
    const stated = longestCues(wordsOf(between.text), byFirstWord).map((known) => {
      const [first, second] = between.order
      const mentions = known.cue.forward ? ([first, second] as const) : ([second, first] as const)
      return { ...known, value: canonical(task, { name: known.relation.name, mentions }) }
    })
    if (stated.some(({ value }) => value === gold)) return []
    const denied = new Set(example.nots.map(({ value }) => canonical(task, value)))
    const open = stated.filter(({ value }) => !denied.has(value))
    const wrong = open.find(({ relation }) => relation.name === example.gold.name) ?? open[0]
    return wrong ? [diagnosticOf(wrong, gold, example)] : []
  })
}

function diagnosticOf(
  { cue, relation, value }: Found & { readonly value: Value },
  gold: Value,
  { gold: { name }, place }: GuidelineExample,
): Diagnostic {
  const code = relation.name === name ? "cue-contradicts-example" : "cue-misleads"
  const notes = [{ message: "the cue", place: cue.place }]
  return report(code, { cue: cue.text, states: value, value: gold }, { place, notes })
}

function indexOf(relations: readonly Relation[]): ReadonlyMap<string, Known[]> {
  const byFirstWord = new Map<string, Known[]>()
  for (const relation of relations) {
    for (const cue of relation.cues) {
      const words = wordsOf(cue.text)
      const [first] = words
      if (first === undefined) continue
      const same = byFirstWord.get(first)
      if (same) same.push({ words, cue, relation })
      else byFirstWord.set(first, [{ words, cue, relation }])
    }
  }
  return byFirstWord
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

/** The cues that stand in a text, from left to right, the longest at each place. */
function longestCues(words: readonly string[], byFirstWord: ReadonlyMap<string, readonly Known[]>): Found[] {
  const found: Found[] = []
  for (let at = 0; at < words.length; at++) {
    const here = (byFirstWord.get(words[at]!) ?? []).filter((known) => known.words.every((w, i) => words[at + i] === w))
    const longest = Math.max(0, ...here.map((known) => known.words.length))
    // the same wording may be a cue of two relations in two directions
    for (const known of here) if (known.words.length === longest) found.push({ ...known, at })
  }
  return found.filter((a) => !found.some((b) => b.words.length > a.words.length && covers(b, a)))
}

const covers = (outer: Found, inner: Found): boolean =>
  outer.at <= inner.at && inner.at + inner.words.length <= outer.at + outer.words.length

/** @returns the text between the two marked mentions, and their names in the order of the text */
function betweenMentions(
  text: string,
  [a, b]: readonly [string, string],
): { text: string; order: readonly [string, string] } | undefined {
  const [openA, openB] = [text.indexOf(`<${a}>`), text.indexOf(`<${b}>`)]
  if (openA < 0 || openB < 0) return undefined
  const [first, second] = openA < openB ? [a, b] : [b, a]
  const close = `</${first}>`
  const closed = text.indexOf(close)
  const opened = Math.max(openA, openB)
  return closed < 0 || closed > opened
    ? undefined
    : { text: text.slice(closed + close.length, opened), order: [first, second] }
}
