/**
 * Names, definitions and cues alone, for the small context of a model with one token a word:
 *
 *     bano : kire wuza . dine bano (e1,e2) . lomu bano (e2,e1) .
 *
 * A cue stands next to the name and the direction that it states, so that each is one step away from it.
 */
import type { Relation } from "../../language/meaning.js"
import { mentionsOf, type Segment, type Style } from "./segments.js"

export const terse: Style = (meaning, relations) => {
  const [a, b] = mentionsOf(meaning) ?? ["e1", "e2"]
  return relations.flatMap((relation): Segment[] => {
    const { name, says, cues } = relation
    const definition: Segment = {
      name: `relation ${name}`,
      text: says === undefined ? `${name} .` : `${name} : ${oneLine(says)} .`,
      joint: " ",
    }
    if (cues.length === 0) return [definition]
    const lines = cues.map(
      (cue) => `${oneLine(cue.text)} ${name} ${direction(relation, cue.forward) ? `(${a},${b})` : `(${b},${a})`} .`,
    )
    return [definition, { name: `cues of ${name}`, text: lines.join(" "), joint: " ", kind: "cues" }]
  })
}

/** A symmetric relation is written in one order, whichever way the cue states it. */
const direction = ({ symmetric }: Relation, forward: boolean): boolean => symmetric || forward

/** Prose as words with single spaces, without the full stop that the format itself writes. */
const oneLine = (prose: string): string => prose.trim().split(/\s+/).join(" ").replace(/\.$/, "").trimEnd()
