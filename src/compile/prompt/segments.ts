/** A prompt before it is joined: named stretches of text in their order, some of which a budget may drop. */
import type { Droppable, Meaning, Relation } from "../../language/meaning.js"

export interface Segment {
  readonly name: string
  readonly text: string
  /** What stands between this segment and the one before. */
  readonly joint: string
  readonly kind?: Droppable
}

/** A style: what a meaning says, relations in the given order. */
export type Style = (meaning: Meaning, relations: readonly Relation[]) => readonly Segment[]

export const joined = (segments: readonly Segment[]): string =>
  segments.map(({ text, joint }, i) => (i === 0 ? text : joint + text)).join("")

export const mentionsOf = (meaning: Meaning): readonly [string, string] | undefined =>
  meaning.answers.find(({ between }) => between)?.between
