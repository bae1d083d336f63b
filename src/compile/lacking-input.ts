/** What a guideline asks about and a row does not say. Where no rule reads it, what was answered is paid all the same. */
import { report } from "../data/codes.js"
import type { Diagnostic } from "../diagnostic.js"
import { holds } from "../reward/answer/conditions.js"
import type { Plan } from "../reward/plan.js"
import { nearest } from "../text.js"
import type { Example, Value } from "../value.js"

export interface LackingInput {
  readonly input: string
  /** The row's name that was probably meant to be it. */
  readonly found?: string
}

/** @returns the first declared input that the row should have; a mention is no field of a row, its text is */
export function lackingInput(input: Example["input"], { inputs }: Pick<Plan, "inputs">): LackingInput | undefined {
  const names = new Map(inputs.map((one) => [one.name, one]))
  const lacking = inputs.find(
    ({ name, type, when }) =>
      type.kind !== "mention" && !Object.hasOwn(input, name) && (!when || holds(when, names, input, [])),
  )
  if (!lacking) return undefined
  const found = misspelt(
    input,
    inputs.flatMap(({ name, type }) => (type.kind === "mention" ? [] : [name])),
  )
  return { input: lacking.name, ...(found !== undefined && { found }) }
}

/** Rows that were scored all the same: one warning for each input that some of them lack. */
export class LackingRows {
  readonly #plan: Pick<Plan, "inputs">
  readonly #known = new Map<string, { readonly id: string; readonly found?: string; rows: number }>()

  constructor(plan: Pick<Plan, "inputs">) {
    this.#plan = plan
  }

  add({ id, input }: Pick<Example, "id" | "input">): void {
    const lacks = lackingInput(input, this.#plan)
    if (!lacks) return
    const known = this.#known.get(lacks.input)
    if (known) known.rows++
    else this.#known.set(lacks.input, { id, rows: 1, ...(lacks.found !== undefined && { found: lacks.found }) })
  }

  diagnostics(): Diagnostic[] {
    return [...this.#known].map(([input, facts]) => report("input-lacking", { input, ...facts }))
  }
}

/** @returns the first name of the record that is none of the declared ones, but near to one that is missing */
export function misspelt(values: Readonly<Record<string, Value>>, declared: readonly string[]): string | undefined {
  const missing = declared.filter((name) => !Object.hasOwn(values, name))
  return Object.keys(values).find((name) => !declared.includes(name) && nearest(name, missing) !== undefined)
}
