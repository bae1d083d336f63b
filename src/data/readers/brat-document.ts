/**
 * A row of data as a document for brat: the text, and beside it a standoff file with the mentions that the row gives and
 * with its gold, if it has any. The reader of `.ann` files is the other half.
 */
import { type Example, relationFromText, type Value } from "../../value.js"
import { type BratEntity, type BratForm, bratForm } from "./brat-form.js"
import { CodePoints } from "./code-points.js"
import { isRecord, type TaskFields } from "./task-fields.js"

export interface BratDocument {
  readonly txt: string
  readonly ann: string
}

/** @returns undefined when brat can not show the task at all */
export function bratDocument(
  task: TaskFields,
  { input, gold }: Pick<Example, "input" | "gold">,
): BratDocument | undefined {
  const form = bratForm(task)
  if (!form) return undefined
  const marked = input[form.text]
  const { text, spans } = withoutMarks(typeof marked === "string" ? marked : "", form.mentions)
  const writer = new StandoffWriter(form, text)
  for (const [name, span] of spans) writer.mention(name, span)
  writer.gold(gold)
  return { txt: text, ann: writer.lines.map((line) => `${line}\n`).join("") }
}

interface Stretch {
  readonly start: number
  readonly end: number
}

/** Takes `<e1>…</e1>` off; offsets in UTF-16 units of what is left. */
function withoutMarks(marked: string, mentions: readonly string[]): { text: string; spans: Map<string, Stretch> } {
  const marks = mentions
    .flatMap((name) => [
      { name, mark: `<${name}>`, at: marked.indexOf(`<${name}>`) },
      { name, mark: `</${name}>`, at: marked.indexOf(`</${name}>`) },
    ])
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
  let text = ""
  let from = 0
  const starts = new Map<string, number>()
  const spans = new Map<string, Stretch>()
  for (const { name, mark, at } of marks) {
    text += marked.slice(from, at)
    from = at + mark.length
    const start = starts.get(name)
    if (!mark.startsWith("</")) starts.set(name, text.length)
    else if (start !== undefined) spans.set(name, { start, end: text.length })
  }
  return { text: text + marked.slice(from), spans }
}

class StandoffWriter {
  readonly lines: string[] = []
  readonly #form: BratForm
  readonly #text: string
  readonly #made = new Map<string, string>()
  #relations = 0
  #attributes = 0

  constructor(form: BratForm, text: string) {
    this.#form = form
    this.#text = text
  }

  mention(name: string, span: Stretch): void {
    this.#mark(`mention ${name}`, this.#entity(name, "mention"), span)
  }

  gold(gold: Example["gold"]): void {
    const { relation, triplets, quotes, attributes } = this.#form
    const valueFor = (field: string): Value | undefined => (Object.hasOwn(gold, field) ? gold[field] : undefined)
    for (const label of relation ? listOf(valueFor(relation.field)) : []) this.#label(String(label))
    for (const triplet of triplets ? listOf(valueFor(triplets.field)) : [])
      if (isRecord(triplet)) this.#triplet(triplet)
    for (const { field } of quotes)
      for (const words of listOf(valueFor(field))) this.#words(this.#entity(field, "quote"), String(words))
    for (const { name, brat, kind, values } of attributes) {
      const value = valueFor(name)
      const wanted = typeof value === "boolean" ? (value ? "yes" : "no") : value
      const written = [...values].find(([, one]) => one === wanted)?.[0]
      if (written === undefined) continue
      const mark = this.#wholeText()
      if (mark === undefined) continue
      this.#attributes++
      this.lines.push(`A${this.#attributes}\t${brat} ${mark} ${kind === "yes-no" ? wanted : written}`)
    }
  }

  #label(label: string): void {
    const value = relationFromText(label)
    const form = this.#form.relations.find(({ name }) => name === value?.name)
    const [a, b] = value?.mentions ?? this.#form.relation!.between
    const [from, to] = [this.#made.get(`mention ${a}`), this.#made.get(`mention ${b}`)]
    if (form && from !== undefined && to !== undefined) this.#join(form.brat, from, to)
  }

  #triplet({ relation, head, head_type, tail, tail_type }: Readonly<Record<string, Value>>): void {
    const form = this.#form.relations.find(({ name }) => name === relation)
    const end = (words: Value | undefined, type: Value | undefined) =>
      this.#words(this.#entity(String(type), "entity"), String(words))
    const [from, to] = [end(head, head_type), end(tail, tail_type)]
    if (form && from !== undefined && to !== undefined) this.#join(form.brat, from, to)
  }

  #join(relation: string, from: string, to: string): void {
    this.#relations++
    this.lines.push(`R${this.#relations}\t${relation} Arg1:${from} Arg2:${to}`)
  }

  /** Marks the first place where the words stand. */
  #words(entity: BratEntity | undefined, words: string): string | undefined {
    const start = this.#text.indexOf(words)
    if (start < 0 || words === "") return undefined
    return this.#mark(`${entity?.role} ${entity?.name} ${words}`, entity, { start, end: start + words.length })
  }

  #wholeText(): string | undefined {
    const first = /\S+/.exec(this.#text)
    const entity = this.#form.entities.find(({ role }) => role === "whole-text")
    return first
      ? this.#mark("whole-text", entity, { start: first.index, end: first.index + first[0].length })
      : undefined
  }

  #mark(key: string, entity: BratEntity | undefined, { start, end }: Stretch): string | undefined {
    const known = this.#made.get(key)
    if (known !== undefined || !entity) return known
    const id = `T${this.#made.size + 1}`
    this.#made.set(key, id)
    // a line end would end the annotation: brat marks the pieces before and behind it
    const pieces: string[] = []
    const words: string[] = []
    for (const match of this.#text.slice(start, end).matchAll(/[^\r\n]+/g)) {
      const at = start + match.index
      pieces.push(`${codePoints(this.#text, at)} ${codePoints(this.#text, at + match[0].length)}`)
      words.push(match[0])
    }
    this.lines.push(`${id}\t${entity.brat} ${pieces.join(";")}\t${words.join(" ")}`)
    return id
  }

  #entity(name: string, role: BratEntity["role"]): BratEntity | undefined {
    return this.#form.entities.find((one) => one.role === role && one.name === name)
  }
}

const codePoints = (text: string, end: number): number => new CodePoints(text.slice(0, end)).length

const listOf = (value: Value | undefined): readonly Value[] =>
  Array.isArray(value) ? (value as readonly Value[]) : value === undefined ? [] : [value]
