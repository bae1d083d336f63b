/** Entities of triplets, compared by their words. */
import type { LabelSchema } from "../../value.js"
import { isSymmetric } from "./same.js"
import { wordsOf } from "./words.js"

/**
 * How many words the longer text has before and behind the shorter one; infinite when the shorter one does not stand in
 * it as a run of words. "Off by one token at the front or the back" is 1.
 */
export function tokenGap(a: string, b: string): number {
  const [x, y] = [wordsOf(a).map(({ text }) => text), wordsOf(b).map(({ text }) => text)]
  const [short, long] = x.length <= y.length ? [x, y] : [y, x]
  if (short.length === 0) return a === b ? 0 : Number.POSITIVE_INFINITY
  for (let at = 0; at + short.length <= long.length; at++)
    if (short.every((word, i) => word === long[at + i])) return long.length - short.length
  return Number.POSITIVE_INFINITY
}

interface Ends {
  readonly fixed: string
  readonly entities: readonly string[]
  readonly relation?: string
}

/** The same triplet read from its other end; undefined where the relation has a direction. */
export function unorderedEnds({ fixed, entities, relation }: Ends, labels: LabelSchema | undefined): Ends | undefined {
  if (relation === undefined || !isSymmetric(relation, labels)) return undefined
  const [name, head, tail] = JSON.parse(fixed) as string[]
  return { fixed: JSON.stringify([name, tail, head]), entities: entities.toReversed(), relation }
}
