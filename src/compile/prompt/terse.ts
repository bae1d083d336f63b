/**
 * Names, definitions and cues alone, for the small context of a model with one token a word:
 *
 *     bano : kire wuza . dine bano (e1,e2) . lomu bano (e2,e1) .
 *
 * A cue stands next to the name and the direction that it states, so that each is one step away from it. A guideline
 * without names says its task instead.
 */
import type { Cue, NamedLabel, Relation } from "../../language/meaning.js"
import { mentionsOf, type Segment, type Style } from "./segments.js"

export const terse: Style = (meaning, { entities, labels, relations }) => {
  const [a, b] = mentionsOf(meaning) ?? ["e1", "e2"]
  const segments = [
    ...entities.flatMap((entity) => named("entity", entity, () => "")),
    ...labels.flatMap((label) => named("label", label, () => "")),
    ...relations.flatMap((relation) =>
      named("relation", relation, (cue) => (isForward(relation, cue) ? ` (${a},${b})` : ` (${b},${a})`)),
    ),
  ]
  return segments.length > 0 ? segments : [{ name: "task", text: oneLine(meaning.task), joint: "" }]
}

function named(kind: string, { name, says, cues }: NamedLabel, direction: (cue: Cue) => string): Segment[] {
  const definition: Segment = {
    name: `${kind} ${name}`,
    text: says === undefined ? `${name} .` : `${name} : ${oneLine(says)} .`,
    joint: " ",
  }
  if (cues.length === 0) return [definition]
  const lines = cues.map((cue) => `${oneLine(cue.text)} ${name}${direction(cue)} .`)
  return [definition, { name: `cues of ${name}`, text: lines.join(" "), joint: " ", kind: "cues" }]
}

/** A symmetric relation is written in one order, whichever way the cue states it. */
const isForward = ({ symmetric }: Relation, { forward }: Cue): boolean => symmetric || forward

/** Prose as words with single spaces, without the full stop that the format itself writes. */
const oneLine = (prose: string): string => prose.trim().split(/\s+/).join(" ").replace(/\.$/, "").trimEnd()
