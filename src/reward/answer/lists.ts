/** The lists that answers point into, and what their items are called. */
import { type Example, type FieldType, itemNames, type Value } from "../../value.js"
import type { Plan } from "../plan.js"
import { Forms } from "./forms.js"
import { trim } from "./piece.js"
import type { Lists } from "./state.js"

/** Lists of texts cost what they are long: what was made for one row serves all completions of that row. */
export class InputLists implements Lists {
  readonly #inputs: ReadonlyMap<string, FieldType>
  readonly #input: Example["input"]
  readonly #made = new Map<string, unknown>()

  constructor(inputs: ReadonlyMap<string, FieldType>, input: Example["input"]) {
    this.#inputs = inputs
    this.#input = input
  }

  names(list: string): readonly string[] | undefined {
    const items = this.#items(list)
    return items && this.#once(`names ${list}`, () => namesOf(this.#inputs.get(list)!, items.length))
  }

  pointers(list: string): Forms | undefined {
    return this.#once(`pointers ${list}`, () => pointersTo(this.names(list)))
  }

  texts(list: string): Forms | undefined {
    return this.#once(`texts ${list}`, () => textsOf(this.#items(list), this.names(list)))
  }

  #items(list: string): readonly Value[] | undefined {
    if (this.#inputs.get(list)?.kind !== "list") return undefined
    const value: unknown = this.#input?.[list]
    return Array.isArray(value) ? value : undefined
  }

  #once<T>(key: string, make: () => T): T {
    if (!this.#made.has(key)) this.#made.set(key, make())
    return this.#made.get(key) as T
  }
}

export const listsOf = ({ inputs }: Pick<Plan, "inputs">): ReadonlyMap<string, FieldType> =>
  new Map(inputs.map(({ name, type }) => [name, type]))

/** A list that no `numbered` names counts from 1. @returns undefined for more items than letters */
export function namesOf(type: FieldType, count: number): readonly string[] | undefined {
  try {
    return itemNames((type.kind === "list" && type.numbered) || "1", count)
  } catch {
    return undefined
  }
}

const pointersTo = (names: readonly string[] | undefined): Forms | undefined =>
  names && new Forms(names.map((name) => ({ written: name, value: name, name })))

function textsOf(items: readonly Value[] | undefined, names: readonly string[] | undefined): Forms | undefined {
  if (!items || !names) return undefined
  return new Forms(
    items.flatMap((item, i) =>
      typeof item === "string" ? [{ written: trim(item), value: names[i]!, name: names[i]! }] : [],
    ),
  )
}
