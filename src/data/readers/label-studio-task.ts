/**
 * A row of data as a task for Label Studio: what is shown, and the row's gold, if it has any, as a prediction that
 * annotators begin with. The reader of exports is the other half; what this writes, that one reads back to the same gold.
 */
import { type Content, type Html, html, rendered } from "../../html.js"
import type { Example, FieldType, Value } from "../../value.js"
import {
  type Control,
  dynamicOptions,
  ID_KEY,
  INPUT_KEY,
  type LabelStudioForm,
  labelStudioForm,
  type ObjectTag,
  optionAttributes,
  repeatedName,
} from "./label-studio-form.js"
import { isRecord, mentionsIn, namesOf, type TaskFields } from "./task-fields.js"

export interface LabelStudioTask {
  readonly data: Readonly<Record<string, unknown>>
  readonly predictions: readonly { readonly model_version: string; readonly result: readonly Region[] }[]
}

export interface Region {
  readonly id?: string
  readonly type: string
  readonly from_name?: string
  readonly to_name?: string
  readonly value?: Readonly<Record<string, unknown>>
  readonly from_id?: string
  readonly to_id?: string
  readonly direction?: string
  readonly labels?: readonly string[]
}

export function labelStudioTask(task: TaskFields, { id, input, gold }: Example): LabelStudioTask {
  const form = labelStudioForm(task)
  const result = form.controls.flatMap((control, at) => regionsOf(control, `c${at}`, { task, form, input, gold }))
  return {
    data: { [ID_KEY]: id, [INPUT_KEY]: input, ...shownData(task, form, input) },
    predictions: result.length > 0 ? [{ model_version: "gold", result }] : [],
  }
}

function shownData(task: TaskFields, form: LabelStudioForm, input: Example["input"]): Record<string, unknown> {
  const data: Record<string, unknown> = {}
  for (const { input: name, key, as } of form.objects) {
    const type = task.inputs.find((one) => one.name === name)!.type
    data[key] = shown(task, name, type, Object.hasOwn(input, name) ? input[name] : undefined, as)
  }
  for (const control of form.controls) {
    if (control.kind !== "choices" || control.key === undefined) continue
    const type = choiceOf(fieldType(task, control.field))
    if (type)
      data[control.key] = dynamicOptions(type, task, (list) => itemsOf(input[list]).length).map(optionAttributes)
  }
  return data
}

/** Label Studio asks for every key that its tags name: what does not apply is shown as nothing. */
function shown(
  task: TaskFields,
  name: string,
  type: FieldType,
  value: Value | undefined,
  as: ObjectTag["as"],
): unknown {
  if (as === "list" || as === "items") return listItems(task, name, type, value)
  if (value === undefined) return ""
  if (as === "text") return plainText(value)
  if (type.kind === "table") return rendered(tableHtml(value))
  if (type.kind === "list") return rendered(listHtml(task, name, type, value))
  return rendered(
    type.kind === "text" ? markedHtml(plainText(value), mentionsIn(task, name)) : html`<pre>${plainText(value)}</pre>`,
  )
}

function listItems(task: TaskFields, name: string, type: FieldType, value: Value | undefined) {
  const items = itemsOf(value)
  const names = namesOf(task, name, items.length)
  const item = type.kind === "list" ? type.item : type
  return items.map((one, i) => ({
    id: names[i],
    title: names[i],
    body: item.kind === "table" ? plainRows(one) : plainText(one),
  }))
}

/** A value as text, with line ends as Label Studio counts them. */
export function plainText(value: Value): string {
  if (typeof value === "string") return value.replace(/\r\n?/g, "\n")
  if (typeof value === "boolean") return value ? "yes" : "no"
  return typeof value === "object" ? JSON.stringify(value, undefined, 2) : String(value)
}

const plainRows = (table: Value): string =>
  itemsOf(table)
    .map((row) => itemsOf(row).map(plainText).join(" | "))
    .join("\n")

const lines = (text: string): Content => text.split("\n").map((line, i) => (i === 0 ? line : html`<br>${line}`))

const tableHtml = (value: Value): Html => {
  const [header = [], ...rows] = itemsOf(value)
  const cell = { head: "border-bottom: 1.5px solid; padding: 2px 10px; text-align: left", body: "padding: 2px 10px" }
  return html`<table style="border-collapse: collapse"><thead><tr>${itemsOf(header).map((one) => html`<th style="${cell.head}">${lines(plainText(one))}</th>`)}</tr></thead><tbody>${rows.map((row) => html`<tr>${itemsOf(row).map((one) => html`<td style="${cell.body}">${lines(plainText(one))}</td>`)}</tr>`)}</tbody></table>`
}

function listHtml(task: TaskFields, name: string, type: FieldType, value: Value): Html {
  const items = itemsOf(value)
  const names = namesOf(task, name, items.length)
  const item = type.kind === "list" ? type.item : type
  return html`${items.map((one, i) => html`<p><b>${names[i]}</b><br>${item.kind === "table" ? tableHtml(one) : lines(plainText(one))}</p>`)}`
}

/** Marks `<e1>…</e1>` as coloured words with the mention's name behind; what is no such mark stays text. */
export function markedHtml(text: string, mentions: readonly string[]): Html {
  const parts: Content[] = []
  let at = 0
  const marks = mentions
    .map((name) => ({ name, open: text.indexOf(`<${name}>`), close: text.indexOf(`</${name}>`) }))
    .filter(({ open, close }) => open >= 0 && close > open)
    .sort((a, b) => a.open - b.open)
  for (const { name, open, close } of marks) {
    if (open < at) continue
    const style = "background: #fde9c8; color: #1c2127; border-bottom: 2px solid #b35900; font-weight: 600"
    const inner = text.slice(open + name.length + 2, close)
    parts.push(lines(text.slice(at, open)), html`<span style="${style}">${lines(inner)}<sub> ${name}</sub></span>`)
    at = close + name.length + 3
  }
  return html`${parts}${lines(text.slice(at))}`
}

interface Row {
  readonly task: TaskFields
  readonly form: LabelStudioForm
  readonly input: Example["input"]
  readonly gold: Example["gold"]
}

/** The gold value of a control's field, as the regions that an annotator would have made. */
function regionsOf(control: Control, id: string, row: Row): Region[] {
  const value = Object.hasOwn(row.gold, control.field) ? row.gold[control.field] : undefined
  if (value === undefined) return []
  if (control.each === undefined) return regions(control, control.name, control.to, value, id, row)
  const names = namesOf(row.task, control.each, itemsOf(row.input[control.each]).length)
  return names.flatMap((name, i) => {
    const one = Array.isArray(value) ? (value[i] as Value | undefined) : isRecord(value) ? value[name] : undefined
    return one === undefined
      ? []
      : regions(control, repeatedName(control.name, i), repeatedName(control.to, i), one, `${id}i${i}`, row)
  })
}

function regions(control: Control, from: string, to: string, value: Value, id: string, row: Row): Region[] {
  const region = (type: string, filled: Record<string, unknown>): Region[] => [
    { id, type, from_name: from, to_name: to, value: filled },
  ]
  switch (control.kind) {
    case "choices":
      return region("choices", { choices: itemsOrOne(value, control.several).map(plainText) })
    case "rating":
      return region("rating", { rating: value })
    case "number":
      return region("number", { number: value })
    case "text":
      return region("textarea", { text: itemsOrOne(value, control.several).map(plainText) })
    case "ranker":
      return region("ranker", { ranker: { [from]: value } })
    case "quotes":
      return itemsOrOne(value, control.several).flatMap((one, i) =>
        spanRegion(String(one), control.field, `${id}q${i}`, from, to, row.input[control.text]),
      )
    case "triplets":
      return tripletRegions(control, itemsOrOne(value, control.several), id, row)
  }
}

function spanRegion(
  words: string,
  label: string,
  id: string,
  from: string,
  to: string,
  text: Value | undefined,
): Region[] {
  const whole = plainText(text ?? "")
  const at = whole.indexOf(words.replace(/\r\n?/g, "\n"))
  if (at < 0) return []
  // Label Studio counts code points
  const start = [...whole.slice(0, at)].length
  const value = { start, end: start + [...words].length, text: words, labels: [label] }
  return [{ id, type: "labels", from_name: from, to_name: to, value }]
}

function tripletRegions(
  control: Extract<Control, { kind: "triplets" }>,
  triplets: readonly Value[],
  id: string,
  { input }: Row,
): Region[] {
  const spans = new Map<string, Region>()
  const relations: Region[] = []
  for (const one of triplets) {
    if (!isRecord(one)) continue
    const { relation, head, head_type, tail, tail_type } = one
    const end = (words: Value | undefined, type: Value | undefined): string | undefined => {
      const key = JSON.stringify([type, words])
      const known = spans.get(key)
      if (known) return known.id
      const label = typeof type === "string" ? type : control.labels[0]!
      const name = `${id}m${spans.size}`
      const [made] = spanRegion(String(words), label, name, control.name, control.to, input[control.text])
      if (made) spans.set(key, made)
      return made?.id
    }
    const [from, to] = [end(head, head_type), end(tail, tail_type)]
    if (from !== undefined && to !== undefined)
      relations.push({ type: "relation", from_id: from, to_id: to, direction: "right", labels: [String(relation)] })
  }
  return [...spans.values(), ...relations]
}

const itemsOf = (value: Value | undefined): readonly Value[] =>
  Array.isArray(value) ? (value as readonly Value[]) : []

const itemsOrOne = (value: Value, several: boolean): readonly Value[] => (several ? itemsOf(value) : [value])

const fieldType = ({ answer, golds }: TaskFields, name: string): FieldType =>
  [...answer, ...golds].find((one) => one.name === name)!.type

function choiceOf(type: FieldType): Extract<FieldType, { kind: "choice" }> | undefined {
  if (type.kind === "list" || type.kind === "each") return choiceOf(type.item)
  return type.kind === "choice" ? type : undefined
}
