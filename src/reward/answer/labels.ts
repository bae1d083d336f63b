/**
 * Reads one label from what stands between the tags: exact form by one look-up, anything else by its folded key and a
 * comparison sign by sign. Several labels, words around a label or a label without its direction are not read.
 */
import { keyOf, type Tolerance } from "../../folds.js"
import type { Span } from "../../text.js"
import { type LabelSchema, relationText, type Value } from "../../value.js"
import { finding, TOLERANCE_FINDING } from "../codes.js"
import type { Finding } from "../plan.js"
import { type Differences, differences } from "./compare.js"

/** One way to write a label: its own name or an alias, with arguments if it has any. */
interface Form {
  readonly written: string
  readonly value: Value
  readonly name: string
  readonly alias?: string
}

export interface LabelReading {
  readonly value?: Value
  readonly findings: readonly Finding[]
}

/** So much of a wrong answer is looked at to say why it is wrong. */
const LONGEST_EXPLAINED = 400

export class LabelReader {
  readonly #exact = new Map<string, Form>()
  readonly #byKey = new Map<string, Form[]>()
  /** Keys of names alone, for answers without arguments or with wrong ones. */
  readonly #names = new Map<string, { readonly name: string; readonly example?: Value }>()
  readonly #gold = new Map<Value, Value>()
  readonly #longestKey: number
  readonly #accept: ReadonlySet<Tolerance>

  constructor(labels: LabelSchema, mentions: readonly [string, string], accept: readonly Tolerance[]) {
    const [a, b] = mentions
    for (const { name, aliases, symmetric } of labels.relations) {
      const example = relationText({ name, mentions: [a, b] })
      for (const order of [[a, b] as const, [b, a] as const]) {
        const value = symmetric ? example : relationText({ name, mentions: order })
        this.#gold.set(relationText({ name, mentions: order }), value)
        this.#add({ name, value, written: relationText({ name, mentions: order }) })
        for (const alias of aliases) {
          this.#add({ name, value, alias, written: relationText({ name: alias, mentions: order }) })
        }
      }
      for (const written of [name, ...aliases]) this.#names.set(keyOf(written)!, { name, example })
    }
    if (labels.otherwise) {
      const { name, aliases } = labels.otherwise
      this.#gold.set(name, name)
      this.#add({ name, value: name, written: name })
      for (const alias of aliases) this.#add({ name, value: name, alias, written: alias })
      for (const written of [name, ...aliases]) this.#names.set(keyOf(written)!, { name })
    }
    this.#longestKey = Math.max(0, ...[...this.#byKey.keys()].map((key) => key.length))
    this.#accept = new Set(accept)
  }

  /** A gold value in the form that answers are compared in; undefined when it is no label in canonical form. */
  gold(value: Value): Value | undefined {
    return this.#gold.get(value)
  }

  /** @param span what stands between the tags, white space around it taken off; not empty */
  read(completion: string, span: Span): LabelReading {
    const text = completion.slice(span.start, span.end)
    const exact = this.#exact.get(text)
    if (exact) return { value: exact.value, findings: exact.alias === undefined ? [] : [aliasFinding(exact, span)] }
    const key = keyOf(text, this.#longestKey)
    const forms = key === undefined ? [] : (this.#byKey.get(key) ?? [])
    const near = forms.flatMap((form) => {
      const differing = differences(text, form.written, span.start)
      return differing ? [{ form, differing }] : []
    })
    if (near.length === 0) return { findings: [this.#explain(text, span)] }
    const accepted = near.filter(({ differing }) => [...differing.keys()].every((t) => this.#accept.has(t)))
    const first = accepted[0]
    if (!first) {
      const { form, differing } = near[0]!
      const tolerances = [...differing.keys()].filter((t) => !this.#accept.has(t))
      return { findings: [finding("tolerance-needed", { label: form.value, tolerances }, span)] }
    }
    const values = new Set(accepted.map(({ form }) => form.value))
    if (values.size > 1) return { findings: [finding("label-ambiguous", { labels: [...values] }, span)] }
    return { value: first.form.value, findings: toleratedFindings(first.form, first.differing, span) }
  }

  #add(form: Form): void {
    if (!this.#exact.has(form.written)) this.#exact.set(form.written, form)
    const key = keyOf(form.written)!
    const same = this.#byKey.get(key)
    if (same) same.push(form)
    else this.#byKey.set(key, [form])
  }

  #explain(text: string, span: Span): Finding {
    const start = text.slice(0, LONGEST_EXPLAINED)
    const paren = start.search(/[(（]/)
    const named = this.#names.get(keyOf(paren < 0 ? start : start.slice(0, paren))!)
    const whole = text.length <= LONGEST_EXPLAINED && (paren < 0 || endsItsParentheses(start, paren))
    if (named && whole) {
      const { name, example } = named
      if (example === undefined) return finding("arguments-superfluous", { name }, span)
      return finding(paren < 0 ? "arguments-missing" : "arguments-unknown", { name, example }, span)
    }
    const labels = this.#labelsIn(keyOf(start)!)
    if (labels.length > 1) return finding("label-several", { labels }, span)
    if (labels.length === 1) return finding("label-surrounded", { label: labels[0]! }, span)
    return finding("label-unknown", { text: start }, span)
  }

  /** Labels whose written form stands somewhere in a folded text; one inside a longer one that was found is left out. */
  #labelsIn(key: string): Value[] {
    const found = [...this.#byKey].filter(([form]) => form !== "" && key.includes(form))
    const outer = found.filter(([form]) => !found.some(([other]) => other.length > form.length && other.includes(form)))
    return [...new Set(outer.map(([, forms]) => forms[0]!.value))]
  }
}

/** True when the text from its first parenthesis on is one argument list and nothing else. */
function endsItsParentheses(text: string, paren: number): boolean {
  const rest = text.slice(paren + 1)
  return /^[^()（）]*[)）]?$/.test(rest)
}

const aliasFinding = ({ alias, name }: Form, span: Span): Finding =>
  finding("alias-used", { alias: alias ?? name, name }, span)

function toleratedFindings(form: Form, differing: Differences, span: Span): Finding[] {
  const findings = [...differing].map(([tolerance, where]) =>
    finding(TOLERANCE_FINDING[tolerance], { label: form.written }, where),
  )
  return form.alias === undefined ? findings : [aliasFinding(form, span), ...findings]
}
