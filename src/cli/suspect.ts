/** What in a row of data is probably a slip: a misspelt name, or a label that the guideline does not declare. */
import { misspelt } from "../compile/lacking-input.js"
import { placeIn } from "../data/readers/json-spans.js"
import type { Place } from "../diagnostic.js"
import { allNames, type Meaning } from "../language/meaning.js"
import { nearest } from "../text.js"
import type { Example, FieldType } from "../value.js"

export interface Slip {
  readonly place: Place
  /** What rows with the same slip have in common. */
  readonly key: string
  /** The name that stands in the row instead of a declared one. */
  readonly found?: string
  /** The declared label that was probably meant. */
  readonly near?: string
}

type Values = Example["gold"]

const misspeltInput = (input: Values, { inputs }: Meaning): string | undefined =>
  misspelt(
    input,
    inputs.flatMap(({ name, type }) => (type.kind === "mention" ? [] : [name])),
  )

export function inputSlip(input: Values, meaning: Meaning, row: Place): Slip | undefined {
  const found = misspeltInput(input, meaning)
  if (found === undefined) return undefined
  return { place: placeIn(row, ["input", found], "key"), key: `input ${found}`, found }
}

/** @param isSound whether the guideline takes such a gold: what it would refuse as well was not meant */
export function goldSlip(
  gold: Values,
  meaning: Meaning,
  row: Place,
  isSound: (gold: Values) => boolean,
): Slip | undefined {
  const fields = [...meaning.answers, ...meaning.golds]
  const found = misspelt(
    gold,
    fields.map(({ name }) => name),
  )
  if (found !== undefined) return { place: placeIn(row, ["gold", found], "key"), key: `gold ${found}`, found }
  const all = Object.entries(gold)
  for (const [field, value] of all) {
    const type = fields.find(({ name }) => name === field)?.type
    const known = type && choicesOf(type, meaning)
    const name = typeof value === "string" ? value.split("(", 1)[0]! : undefined
    if (!known || name === undefined || known.includes(name)) continue
    const rest = String(value).slice(name.length)
    const near = nearestSound(name, known, (one) => isSound({ ...gold, [field]: one + rest }))
    return {
      place: placeIn(row, ["gold", field], "value"),
      key: `gold ${field} ${name}`,
      ...(near !== undefined && { near: near + rest }),
    }
  }
  const [only] = all
  if (!only || all.length > 1) return undefined
  const place = placeIn(row, ["gold", only[0]], "value")
  return { place, key: `gold ${only[0]} ${JSON.stringify(only[1])}` }
}

function nearestSound(name: string, known: readonly string[], isSound: (one: string) => boolean): string | undefined {
  const near = nearest(name, known)
  if (near === undefined || isSound(near)) return near
  const others = known.filter((one) => one !== near)
  return nearestSound(name, others, isSound)
}

/** Names and texts that such a field can be chosen from; undefined where a row has choices of its own, or there are none. */
function choicesOf(type: FieldType, meaning: Meaning): readonly string[] | undefined {
  if (type.kind === "relation") return namesIn(meaning, ["relations"])
  if (type.kind !== "choice" || !type.lists.every(isDeclared)) return undefined
  return [...type.texts, ...namesIn(meaning, type.lists.filter(isDeclared))]
}

const LISTS = ["labels", "entities", "relations"] as const
const isDeclared = (list: string): list is (typeof LISTS)[number] => (LISTS as readonly string[]).includes(list)

function namesIn(meaning: Meaning, lists: readonly (typeof LISTS)[number][]): string[] {
  const others = LISTS.filter((list) => !lists.includes(list)).flatMap((list) => meaning[list].map(({ name }) => name))
  return allNames(meaning)
    .filter(({ name }) => !others.includes(name))
    .flatMap(({ name, aliases }) => [name, ...aliases])
}
