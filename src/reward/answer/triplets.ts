/**
 * Triplets: `Lithium:drug, treatment-for, mania:symptom` as a line, and the same five values as a JSON object. Entities
 * may hold commas and colons, so the line is cut at its only relation.
 */
import type { LabelSchema, Value } from "../../value.js"
import { type Form, Forms, formIn, formsOf, nearIn } from "./forms.js"
import { type Piece, partOf, spanIn, trimmed } from "./piece.js"
import type { State } from "./state.js"

/** Keys of a triplet in the order in which they are given. */
export const TRIPLET_KEYS = ["relation", "head", "head_type", "tail", "tail_type"] as const
export type Triplet = Readonly<Record<(typeof TRIPLET_KEYS)[number], string>>

/** No sentence is longer; a line is cut at every comma once. */
const LONGEST_LINE = 20_000

export class TripletReader {
  readonly #relations: readonly [Forms]
  readonly #types: readonly [Forms]
  readonly #relationNames: ReadonlySet<Value>
  readonly #typeNames: ReadonlySet<Value>

  constructor({ relations, entities }: LabelSchema) {
    this.#relations = [new Forms(formsOf(relations))]
    this.#types = [new Forms(formsOf(entities))]
    this.#relationNames = new Set(relations.map(({ name }) => name))
    this.#typeNames = new Set(entities.map(({ name }) => name))
  }

  /** @returns why a gold value is no triplet; undefined for one that is */
  goldProblem(value: Value): string | undefined {
    if (typeof value !== "object" || Array.isArray(value)) return "is no triplet"
    const given = value as Readonly<Record<string, Value | undefined>>
    for (const key of TRIPLET_KEYS) if (typeof given[key] !== "string") return `has no text "${key}"`
    if (!this.#relationNames.has(given.relation!)) return `has the relation "${given.relation}", which is not declared`
    for (const key of ["head_type", "tail_type"] as const)
      if (!this.#typeNames.has(given[key]!)) return `has the type "${given[key]}", which is not declared`
    return undefined
  }

  /** @param piece a line without white space around it */
  read(piece: Piece, state: State): Triplet | undefined {
    const cut = piece.text.length <= LONGEST_LINE ? this.#cut(piece) : undefined
    if (!cut) return state.report("triplet-unreadable", { text: piece.text.slice(0, 100) }, piece.span)
    const [head, relation, tail] = cut
    return this.of({ relation, head: head.words, head_type: head.type, tail: tail.words, tail_type: tail.type }, state)
  }

  /** @param given each without white space around it */
  of(given: Readonly<Record<keyof Triplet, Piece>>, state: State): Triplet | undefined {
    for (const key of ["head", "tail"] as const)
      if (given[key].text === "") return state.report("part-missing", { part: key }, given[key].span)
    const relation = named(this.#relations, given.relation, "relation", state)
    const headType = named(this.#types, given.head_type, "entity", state)
    const tailType = named(this.#types, given.tail_type, "entity", state)
    if (!relation || !headType || !tailType) return undefined
    return {
      relation: relation.value,
      head: given.head.text,
      head_type: headType.value,
      tail: given.tail.text,
      tail_type: tailType.value,
    }
  }

  /** At the relation that has typed words on both sides; where there are several, the line is none. */
  #cut(line: Piece): [Ends, Piece, Ends] | undefined {
    const commas: number[] = []
    for (let at = line.text.indexOf(","); at >= 0; at = line.text.indexOf(",", at + 1)) commas.push(at)
    const plain = commas.length === 2
    let found: [Ends, Piece, Ends] | undefined
    for (let i = 0; i + 1 < commas.length; i++) {
      const [before, after] = [commas[i]!, commas[i + 1]!]
      const relation = trimmed(partOf(line, before + 1, after))
      // with two commas there is only one way: what is wrong with its names can be said
      if (!plain && !known(this.#relations, relation)) continue
      const head = endsOf(line, 0, before)
      const tail = endsOf(line, after + 1, line.text.length)
      if (!head || !tail || (!plain && !(known(this.#types, head.type) && known(this.#types, tail.type)))) continue
      if (found) return undefined
      found = [head, relation, tail]
    }
    return found
  }
}

interface Ends {
  readonly words: Piece
  readonly type: Piece
}

const known = (sets: readonly [Forms], { text }: Piece): boolean =>
  sets[0].exact(text) !== undefined || nearIn(sets, text).length > 0

/** The words and, behind the last colon, their type. */
function endsOf(line: Piece, start: number, end: number): Ends | undefined {
  const colon = line.text.lastIndexOf(":", end - 1)
  if (colon < start) return undefined
  return { words: trimmed(partOf(line, start, colon)), type: trimmed(partOf(line, colon + 1, end)) }
}

function named(forms: readonly [Forms], piece: Piece, what: string, state: State): Form | undefined {
  const form = formIn(forms, piece, state)
  if (form) return form
  if (form === null) return undefined
  return state.report("name-unknown", { text: piece.text.slice(0, 100), what }, spanIn(piece, 0, piece.text.length))
}
