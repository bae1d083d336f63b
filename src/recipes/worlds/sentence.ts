/**
 * Sentences of an annotation world: two marked mentions with a cue between them, and what the guideline makes of it.
 *
 * The reasoning quotes the cue twice (`CUE NAME CUE (e1,e2)`), so that the name and the direction are each one step away
 * from a word that was just written: what a model of this size can look up.
 */
import type { Random } from "../../random.js"
import { CONTENT_WORDS } from "./words.js"
import type { World } from "./world.js"

export const KINDS = ["relation", "negated", "not-in-guideline"] as const
export type Kind = (typeof KINDS)[number]

export interface Sentence {
  readonly text: string
  readonly kind: Kind
  /** Canonical form: `name(e1,e2)` or `Other`. */
  readonly gold: string
  readonly reasoning: string
}

/** Shares of the kinds; the rest states a relation. */
export interface SentenceMix {
  readonly negated: number
  readonly notInGuideline: number
  /** Share of sentences with a second clause that holds another cue of the guideline: not about the two mentions. */
  readonly distractor: number
  readonly templates: TemplateSet
}

export type TemplateSet = "first" | "second" | "both"

/** Before the first mention, between the two, after the second. CUE is the cue, W any content word. */
type Template = readonly [string, string, string]

const TEMPLATES: Readonly<Record<"first" | "second", readonly Template[]>> = {
  first: [
    ["the", "CUE the", "."],
    ["", "was CUE by the", "."],
    ["a W", "CUE one", "in W ."],
    ["when W", ", near W , CUE", "."],
    ["an", "of W CUE some", "and W ."],
    ["they said that the", "CUE", "after the W ."],
  ],
  second: [
    ["because W", "often CUE this", "."],
    ["this", "with W then CUE his", "on W ."],
    ["since W , some", "also CUE", "."],
    ["at the W", "who may W CUE the", "before W ."],
    ["", "still CUE her", "without a W ."],
    ["while the", "CUE that", "for W ."],
  ],
}

const NEGATIONS: Readonly<Record<"first" | "second", readonly string[]>> = {
  first: ["did not", "never", "has not", "had never"],
  second: ["is not", "may never", "was not"],
}

export function drawSentence(random: Random, world: World, mix: SentenceMix): Sentence {
  const drawn = random.next()
  const kind: Kind =
    drawn < mix.negated ? "negated" : drawn < mix.negated + mix.notInGuideline ? "not-in-guideline" : "relation"
  return drawSentenceOf(kind, random, world, mix)
}

export function drawSentenceOf(kind: Kind, random: Random, world: World, mix: SentenceMix): Sentence {
  const set = mix.templates === "both" ? random.pick(["first", "second"] as const) : mix.templates
  const [before, between, after] = random.pick(TEMPLATES[set])
  const relation = random.pick(world.relations)
  const bound = random.pick(relation.cues)
  const cue = kind === "not-in-guideline" ? random.pick(world.strangers) : bound.text
  const said = kind === "negated" ? `${random.pick(NEGATIONS[set])} ${cue}` : cue
  const [first, second] = random.sample(CONTENT_WORDS, 2)
  const fill = (pattern: string) =>
    pattern.replace(/\bCUE\b|\bW\b/g, (slot) => (slot === "W" ? random.pick(CONTENT_WORDS) : said))

  let opening = fill(before)
  let closing = fill(after)
  if (random.next() < mix.distractor) {
    const clause = `${random.next() < 0.25 ? "not " : ""}${random.pick(random.pick(world.relations).cues).text}`
    const word = random.pick(CONTENT_WORDS)
    if (random.next() < 0.5) opening = `${word} ${clause} ${random.pick(CONTENT_WORDS)} , ${opening}`
    else closing = `and ${clause} ${word} ${closing}`
  }
  const marked = [opening, `<e1> ${first} </e1>`, fill(between), `<e2> ${second} </e2>`, closing]
  const text = marked.filter((part) => part !== "").join(" ")

  const direction = bound.forward ? "(e1,e2)" : "(e2,e1)"
  switch (kind) {
    case "relation":
      return {
        text,
        kind,
        gold: `${relation.name}${direction}`,
        reasoning: `${cue} ${relation.name} ${cue} ${direction}`,
      }
    case "negated":
      return { text, kind, gold: "Other", reasoning: `not ${cue} Other` }
    case "not-in-guideline":
      return { text, kind, gold: "Other", reasoning: `${cue} nothing` }
  }
}
