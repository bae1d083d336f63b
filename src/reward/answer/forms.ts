/**
 * Names as they may be written: the exact form by one look-up, anything else by its folded key and a comparison sign by
 * sign. Reads labels, choices, keys and names of items alike.
 */
import { keyOf, type Reading, type Tolerance } from "../../folds.js"
import type { FindingCode } from "../codes.js"
import { type Differences, differences } from "./compare.js"
import { type Piece, spanIn } from "./piece.js"
import type { State } from "./state.js"

/** One way to write a name: the name itself, or an alias; a relation with its arguments. */
export interface Form {
  readonly written: string
  /** What it stands for. */
  readonly value: string
  /** The declared name, without arguments. */
  readonly name: string
  readonly alias?: string
}

export interface Near {
  readonly form: Form
  readonly differing: Differences
}

export const TOLERANCE_FINDING = {
  "any-case": "case-differs",
  "any-hyphen": "hyphen-differs",
  "any-spacing": "spacing-differs",
  "look-alikes": "letter-differs",
} as const satisfies Record<Tolerance, FindingCode>

export class Forms {
  readonly #forms: readonly Form[]
  readonly #exact = new Map<string, Form>()
  #keyed: Keyed | undefined

  constructor(forms: readonly Form[]) {
    this.#forms = forms
    for (const form of forms) if (!this.#exact.has(form.written)) this.#exact.set(form.written, form)
  }

  exact(text: string): Form | undefined {
    return this.#exact.get(text)
  }

  /** Made for the first answer that is in no exact form. */
  get keyed(): Keyed {
    this.#keyed ??= keyed(this.#forms)
    return this.#keyed
  }

  /** What the forms stand for, each once. */
  values(): string[] {
    return [...new Set([...this.#exact.values()].map(({ value }) => value))]
  }

  /** What stands somewhere in a text; one inside a longer one that was found is left out, as are very short ones. */
  labelsIn(text: string): string[] {
    const key = keyOf(text)!
    const found = [...this.keyed.byKey].filter(([form]) => form.length > 2 && key.includes(form))
    const outer = found.filter(([form]) => !found.some(([other]) => other.length > form.length && other.includes(form)))
    return [...new Set(outer.map(([, forms]) => forms[0]!.value))]
  }
}

interface Keyed {
  readonly byKey: ReadonlyMap<string, readonly Form[]>
  /** Of a key. */
  readonly longest: number
}

function keyed(forms: readonly Form[]): Keyed {
  const byKey = new Map<string, Form[]>()
  let longest = 0
  for (const form of forms) {
    const key = keyOf(form.written)!
    const same = byKey.get(key)
    if (same) same.push(form)
    else byKey.set(key, [form])
    longest = Math.max(longest, key.length)
  }
  return { byKey, longest }
}

export const formsOf = (names: readonly { readonly name: string; readonly aliases?: readonly string[] }[]): Form[] =>
  names.flatMap(({ name, aliases = [] }) => [
    { written: name, value: name, name },
    ...aliases.map((alias) => ({ written: alias, value: name, name, alias })),
  ])

/** @returns the forms that differ from the text in nothing but tolerances */
export function nearIn(sets: readonly Forms[], text: string): Near[] {
  if (sets.length === 0) return []
  // a text with a longer key is near to no form
  const key = keyOf(text, Math.max(...sets.map(({ keyed }) => keyed.longest)))
  const forms = key === undefined ? [] : sets.flatMap(({ keyed }) => keyed.byKey.get(key) ?? [])
  // parts under different conditions share their keys
  const compared = new Map(
    [...new Set(forms.map(({ written }) => written))].map((one) => [one, differences(text, one)]),
  )
  return forms.flatMap((form) => {
    const differing = compared.get(form.written)
    return differing ? [{ form, differing }] : []
  })
}

/**
 * The form that a piece is written in, with its findings.
 *
 * @param besides what the guideline has to let pass even for the exact form
 * @returns null where something is near and cannot be read, which was reported; undefined where nothing is near
 */
export function formIn(
  sets: readonly Forms[],
  piece: Piece,
  state: State,
  besides: readonly Reading[] = NOTHING,
): Form | null | undefined {
  if (besides.length === 0) {
    for (const forms of sets) {
      const exact = forms.exact(piece.text)
      if (!exact) continue
      if (exact.alias !== undefined) state.report("alias-used", { alias: exact.alias, name: exact.name }, piece.span)
      return exact
    }
  }
  const near = nearIn(sets, piece.text)
  if (near.length === 0) return undefined
  const needs = ({ differing }: Near): readonly Reading[] => [...differing.keys(), ...besides]
  const read = [
    near.filter(({ differing }) => differing.size === 0 && state.needed(besides).length === 0),
    near.filter((one) => state.accepts(needs(one))),
    near.filter((one) => state.needed(needs(one)).length === 0),
  ].find((found) => found.length > 0)
  if (!read) {
    const first = near[0]!
    state.report("tolerance-needed", { label: first.form.value, tolerances: state.needed(needs(first)) }, piece.span)
    return null
  }
  const values = new Set(read.map(({ form }) => form.value))
  if (values.size > 1) {
    state.report("label-ambiguous", { labels: [...values] }, piece.span)
    return null
  }
  const { form, differing } = read[0]!
  if (form.alias !== undefined) state.report("alias-used", { alias: form.alias, name: form.name }, piece.span)
  for (const [tolerance, { start, end }] of differing)
    state.report(TOLERANCE_FINDING[tolerance], { label: form.written }, spanIn(piece, start, end))
  state.use(needs(read[0]!), piece.span)
  return form
}

const NOTHING: readonly Reading[] = []
