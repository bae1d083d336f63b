/**
 * Reads one relation with its direction. Several labels, words around a label or a label without its direction are not
 * read, and the finding says so.
 */
import { keyOf } from "../../folds.js"
import { type Label, type LabelSchema, relationText, type Value } from "../../value.js"
import { type Form, Forms, formIn } from "./forms.js"
import type { Piece } from "./piece.js"
import type { State } from "./state.js"

/** So much of a wrong answer is looked at to say why it is wrong. */
export const LONGEST_EXPLAINED = 400

export class LabelReader {
  readonly #forms: readonly [Forms]
  readonly #explained: readonly [labels: LabelSchema, mentions: readonly [string, string]]
  /** Keys of names alone, for answers without arguments or with wrong ones; made for the first of these. */
  #names: ReadonlyMap<string, Named> | undefined
  readonly #gold = new Map<Value, Label>()

  constructor(labels: LabelSchema, mentions: readonly [string, string]) {
    this.#explained = [labels, mentions]
    const [a, b] = mentions
    const forms: Form[] = []
    for (const { name, aliases, symmetric } of labels.relations) {
      const example = relationText({ name, mentions: [a, b] })
      for (const order of [[a, b] as const, [b, a] as const]) {
        const written = relationText({ name, mentions: order })
        const value = symmetric ? example : written
        this.#gold.set(written, value)
        forms.push({ name, value, written })
        for (const alias of aliases)
          forms.push({ name, value, alias, written: relationText({ name: alias, mentions: order }) })
      }
    }
    if (labels.otherwise) {
      const { name, aliases } = labels.otherwise
      this.#gold.set(name, name)
      forms.push({ name, value: name, written: name })
      for (const alias of aliases) forms.push({ name, value: name, alias, written: alias })
    }
    this.#forms = [new Forms(forms)]
  }

  /** A gold value in the form that answers are compared in; undefined when it is no label in canonical form. */
  gold(value: Value): Label | undefined {
    return this.#gold.get(value)
  }

  /** @param piece not empty, without white space around it */
  read(piece: Piece, state: State): Label | undefined {
    const form = formIn(this.#forms, piece, state)
    if (form) return form.value
    return form === null ? undefined : this.#explain(piece, state)
  }

  #explain({ text, span }: Piece, state: State): undefined {
    const start = text.slice(0, LONGEST_EXPLAINED)
    const paren = start.search(/[(（]/)
    this.#names ??= namesOf(...this.#explained)
    const named = this.#names.get(keyOf(paren < 0 ? start : start.slice(0, paren))!)
    const whole = text.length <= LONGEST_EXPLAINED && (paren < 0 || endsItsParentheses(start, paren))
    if (named && whole) {
      const { name, example } = named
      if (example === undefined) return state.report("arguments-superfluous", { name }, span)
      return state.report(paren < 0 ? "arguments-missing" : "arguments-unknown", { name, example }, span)
    }
    const labels = this.#forms[0].labelsIn(start)
    if (labels.length > 1) return state.report("label-several", { labels }, span)
    if (labels.length === 1) return state.report("label-surrounded", { label: labels[0]! }, span)
    return state.report("label-unknown", { text: start }, span)
  }
}

interface Named {
  readonly name: string
  readonly example?: Label
}

function namesOf({ relations, otherwise }: LabelSchema, mentions: readonly [string, string]): Map<string, Named> {
  const names = new Map<string, Named>()
  for (const { name, aliases } of relations) {
    const named = { name, example: relationText({ name, mentions }) }
    for (const written of [name, ...aliases]) names.set(keyOf(written)!, named)
  }
  if (otherwise)
    for (const written of [otherwise.name, ...otherwise.aliases]) names.set(keyOf(written)!, { name: otherwise.name })
  return names
}

/** True when the text from its first parenthesis on is one argument list and nothing else. */
function endsItsParentheses(text: string, paren: number): boolean {
  const rest = text.slice(paren + 1)
  return /^[^()（）]*[)）]?$/.test(rest)
}
