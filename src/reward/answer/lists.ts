/** The lists that answers point into, and what their items are called. */
import { type Example, type FieldType, itemNames, type Value } from "../../value.js"
import type { AnswerPart, Plan } from "../plan.js"
import { Forms } from "./forms.js"
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

/** Lists of the answer itself come after those of the inputs; they are whatever was read so far. */
export class AnswerLists implements Lists {
  readonly #inputs: Lists
  readonly #answer: ReadonlyMap<string, AnswerPart>
  readonly #values: Readonly<Record<string, Value>>

  constructor(inputs: Lists, answer: ReadonlyMap<string, AnswerPart>, values: Readonly<Record<string, Value>>) {
    this.#inputs = inputs
    this.#answer = answer
    this.#values = values
  }

  names(list: string): readonly string[] | undefined {
    const items = this.#items(list)
    return items ? namesOf(this.#answer.get(list)!.type, items.length) : this.#inputs.names(list)
  }

  pointers(list: string): Forms | undefined {
    return this.#items(list) ? pointersTo(this.names(list)) : this.#inputs.pointers(list)
  }

  texts(list: string): Forms | undefined {
    const items = this.#items(list)
    return items ? textsOf(items, this.names(list)) : this.#inputs.texts(list)
  }

  /** Of a list at the top, or in groups that there is one of. */
  #items(list: string): readonly Value[] | undefined {
    const value = this.#answer.has(list) ? this.#valueOf(this.#answer.get(list)!) : undefined
    return Array.isArray(value) ? value : undefined
  }

  #valueOf({ name, parent }: AnswerPart): Value | undefined {
    if (parent === undefined) return this.#values[name]
    const around = this.#answer.get(parent)
    const group = around?.type.kind === "group" ? this.#valueOf(around) : undefined
    return (group as Readonly<Record<string, Value>> | undefined)?.[name]
  }
}

export const listsOf = ({ inputs }: Pick<Plan, "inputs">): ReadonlyMap<string, FieldType> =>
  new Map(inputs.map(({ name, type }) => [name, type]))

/** A list that no `numbered` names counts from 1. */
function namesOf(type: FieldType, count: number): readonly string[] | undefined {
  try {
    return itemNames((type.kind === "list" && type.numbered) || "1", count)
  } catch {
    return undefined // more items than letters
  }
}

const pointersTo = (names: readonly string[] | undefined): Forms | undefined =>
  names && new Forms(names.map((name) => ({ written: name, value: name, name })))

function textsOf(items: readonly Value[] | undefined, names: readonly string[] | undefined): Forms | undefined {
  if (!items || !names) return undefined
  return new Forms(
    items.flatMap((item, i) =>
      typeof item === "string" ? [{ written: item.trim(), value: names[i]!, name: names[i]! }] : [],
    ),
  )
}
