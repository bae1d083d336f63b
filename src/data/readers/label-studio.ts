/**
 * What annotators made of a task in Label Studio: its export in the format "JSON", a list of tasks with all annotations.
 *
 * Cancelled annotations and tasks without any are left out and counted. Annotators who agree make one row; those who do
 * not make one row each. The export does not say what its controls mean: the task does, by the form that both sides share.
 */
import type { Diagnostic } from "../../diagnostic.js"
import { nearest, type Source, type Span } from "../../text.js"
import type { Example, FieldType, Value } from "../../value.js"
import { report as diagnose } from "../codes.js"
import { CodePoints } from "./code-points.js"
import { jsonItems } from "./json-items.js"
import { jsonPlace } from "./json-place.js"
import { kindOf, values } from "./jsonl.js"
import {
  type Control,
  controlOfExport,
  ID_KEY,
  INPUT_KEY,
  type LabelStudioForm,
  labelStudioForm,
} from "./label-studio-form.js"
import { plainText } from "./label-studio-task.js"
import type { Reader, ReadRow } from "./reader.js"
import { isRecord, missingGold, namesOf, shownInputs, type TaskFields } from "./task-fields.js"

type Report = (diagnostic: Diagnostic) => void
type Gold = Record<string, Value>

/** @param task that the export was annotated for */
export function labelStudioReader(task: TaskFields): Reader {
  const form = labelStudioForm(task)
  return {
    name: "label-studio",
    summary: "Label Studio's export in the format JSON",
    *rows(source, report, options) {
      const tasks = readTasks(source, report)
      const counts = new Counts()
      const seen = new Set<string>()
      // said once a file, not once a task
      const unknown = (name: string, span: Span, what = "control") => {
        if (seen.has(name)) return
        seen.add(name)
        const near = nearest(name, knownAs(form, task, what))
        report(diagnose("data-name-unknown", { name, what, ...(near && { near }) }, { place: { source, span } }))
      }
      for (const [i, { item, span }] of tasks.entries()) {
        const reading = new TaskReading({ task, form, source, span, report, unknown, counts, place: i + 1 })
        yield* reading.rows(item, options.comments)
      }
      if (counts.any)
        report(diagnose("data-left-out", { counts: counts.counted }, { place: { source, span: { start: 0, end: 0 } } }))
    },
  }
}

function knownAs({ controls }: LabelStudioForm, { labels }: TaskFields, what: string): string[] {
  if (what === "control") return controls.map(({ name }) => name)
  return labels[what === "relation" ? "relations" : "entities"].map(({ name }) => name)
}

class Counts {
  readonly counted: Record<string, number> = {}
  add(what: string): void {
    this.counted[what] = (this.counted[what] ?? 0) + 1
  }
  get any(): boolean {
    return Object.keys(this.counted).length > 0
  }
}

function readTasks(source: Source, report: Report): { readonly item: unknown; readonly span: Span }[] {
  const mark = source.text.startsWith("\ufeff") ? 1 : 0
  const text = source.text.slice(mark)
  const moved = ({ start, end }: Span): Span => ({ start: start + mark, end: end + mark })
  let list: unknown
  try {
    list = JSON.parse(text)
  } catch {
    const { offset, expected } = jsonPlace(text)
    const found = offset < text.length ? `"${String.fromCodePoint(text.codePointAt(offset)!)}"` : "the end of the file"
    const span = moved({ start: offset, end: Math.min(offset + 1, text.length) })
    report(diagnose("data-row", { expected: `${expected} (the file is not JSON)`, found }, { place: { source, span } }))
    return []
  }
  if (!Array.isArray(list)) {
    const place = { source, span: { start: 0, end: Math.min(1, source.text.length) } }
    report(diagnose("data-row", { expected: "a list of tasks", found: kindOf(list) }, { place }))
    return []
  }
  const spans = jsonItems(text)
  return list.map((item, i) => ({ item, span: moved(spans[i]!) }))
}

interface Context {
  readonly task: TaskFields
  readonly form: LabelStudioForm
  readonly source: Source
  readonly span: Span
  readonly report: Report
  readonly unknown: (name: string, span: Span, what?: string) => void
  readonly counts: Counts
  /** From 1: its name, if it brings none. */
  readonly place: number
}

interface Annotated {
  readonly gold: Gold
  /** The same for annotators who agree. */
  readonly key: string
  readonly by: string[]
}

/** One task of the export. */
class TaskReading {
  readonly #context: Context
  readonly #texts = new Map<string, CodePoints>()
  readonly #names = new Map<string, readonly string[]>()

  constructor(context: Context) {
    this.#context = context
  }

  *rows(item: unknown, comments: boolean): Generator<ReadRow> {
    const { task, counts, span, source, report } = this.#context
    if (!isRecord(item) || !isRecord(item.data)) {
      this.#wrong("a task with data and annotations", isRecord(item) ? "an object without data" : kindOf(item))
      return
    }
    if (!Array.isArray(item.annotations)) {
      const found = "annotations" in item ? kindOf(item.annotations) : "a task without annotations"
      this.#wrong('a list "annotations", as the export format JSON has (not JSON-MIN)', found)
      return
    }
    const id = idOf(item, this.#context.place)
    const input = this.#input(item.data)
    if (!input) return
    const all: Annotated[] = []
    for (const annotation of item.annotations as readonly unknown[]) {
      if (!isRecord(annotation) || !Array.isArray(annotation.result)) {
        this.#wrong("an annotation with a result", kindOf(annotation))
        continue
      }
      if (annotation.was_cancelled === true) {
        counts.add("cancelled annotations")
        continue
      }
      const gold = this.#gold(annotation.result as readonly unknown[], input)
      const missing = missingGold(task, { input, gold })
      if (missing.length > 0) {
        report(diagnose("data-gold-missing", { id, fields: missing }, { place: { source, span } }))
        continue
      }
      const key = agreement(gold, task)
      const same = all.find((one) => one.key === key)
      if (same) same.by.push(annotator(annotation))
      else all.push({ gold, key, by: [annotator(annotation)] })
    }
    if ((item.annotations as readonly unknown[]).length === 0) counts.add("tasks without annotation")
    if (all.length > 1) {
      const annotators = all.map(({ by }) => by.join(", "))
      report(diagnose("data-annotators-differ", { id, annotators }, { place: { source, span } }))
    }
    for (const [i, { gold, by }] of all.entries()) {
      const own =
        all.length === 1
          ? id
          : `${id}-by-${by[0]}${all.slice(0, i).some((one) => one.by[0] === by[0]) ? `-${i + 1}` : ""}`
      const comment = `annotated by ${by.join(", ")}`
      yield { example: { id: own, input, gold, ...(comments && { comment }) }, span }
    }
  }

  #wrong(expected: string, found: string): void {
    const { source, span, report } = this.#context
    report(diagnose("data-row", { expected, found }, { place: { source, span } }))
  }

  /** The row's own inputs, or, where the task was made by hand, the values that its tags show. */
  #input(data: Readonly<Record<string, Value>>): Example["input"] | undefined {
    const { task, form, source, span, report } = this.#context
    const own = data[INPUT_KEY]
    const given = isRecord(own)
      ? own
      : Object.fromEntries(
          shownInputs(task).flatMap(({ name }) => {
            const key = [name, form.names.legal(name)].find((one) => Object.hasOwn(data, one))
            return key === undefined ? [] : [[name, data[key]!]]
          }),
        )
    let good = true
    const wrong = (field: string, expected: string, value: unknown) => {
      good = false
      report(diagnose("data-field", { field, expected, found: kindOf(value) }, { place: { source, span } }))
    }
    const input = values(given, "input", wrong)
    for (const { name, when } of shownInputs(task))
      if (!when && !Object.hasOwn(input, name)) wrong(`input.${name}`, "a value", undefined)
    return good ? input : undefined
  }

  #gold(result: readonly unknown[], input: Example["input"]): Gold {
    const { form, task, span, unknown } = this.#context
    const gold = new Map<string, Value>()
    const items = new Map<string, Map<string, Value>>()
    const marked: Marked[] = []
    const relations: Readonly<Record<string, Value>>[] = []
    for (const region of result) {
      if (!isRecord(region)) {
        this.#wrong("a region", kindOf(region))
        continue
      }
      if (region.type === "relation") {
        relations.push(region)
        continue
      }
      const found = controlOfExport(form, String(region.from_name))
      if (typeof region.from_name !== "string") {
        this.#wrong("a region with the name of its control", "one without")
        continue
      }
      if (!found) {
        unknown(String(region.from_name), span)
        continue
      }
      const { control, item } = found
      const value = isRecord(region.value) ? region.value : {}
      if (control.kind === "quotes" || control.kind === "triplets") {
        const words = this.#words(control, value, input)
        if (words !== undefined && this.#isLabelled(control, value))
          marked.push({ control, words, id: String(region.id), labels: texts(value.labels) })
        continue
      }
      const filled = this.#filled(control, value, input)
      if (filled === undefined) continue
      if (item === undefined) gold.set(control.field, filled)
      else {
        const name = this.#namesOf(control.each!, input)[item]
        if (name === undefined) unknown(String(region.from_name), span)
        else items.set(control.field, (items.get(control.field) ?? new Map()).set(name, filled))
      }
    }
    for (const [field, values] of items) gold.set(field, Object.fromEntries(values))
    // nothing marked or chosen is an answer where several may be
    const fill = ({ field, several }: { field: string; several: boolean }, values: readonly Value[]) => {
      if (!several && values[0] !== undefined) gold.set(field, values[0])
      if (several && (values.length > 0 || !isOptional(task, field))) gold.set(field, values)
    }
    for (const control of form.controls) {
      const own = marked.filter((one) => one.control === control)
      if (control.kind === "quotes") {
        fill(
          control,
          own.map((one) => one.words),
        )
      } else if (control.kind === "triplets") fill(control, this.#triplets(own, relations))
      else if ("several" in control && control.several && control.each === undefined && !gold.has(control.field)) {
        fill(control, [])
      }
    }
    return inOrder(gold, task)
  }

  #isLabelled(
    control: Extract<Control, { kind: "quotes" | "triplets" }>,
    { labels }: Readonly<Record<string, Value>>,
  ): boolean {
    const [label] = texts(labels)
    const known = control.kind === "triplets" ? control.labels : [control.field]
    if (label === undefined) this.#context.counts.add("mentions without a label")
    else if (!known.includes(label)) this.#context.unknown(label, this.#context.span, "label")
    else return true
    return false
  }

  #filled(
    control: Exclude<Control, { kind: "quotes" | "triplets" }>,
    value: Readonly<Record<string, Value>>,
    input: Example["input"],
  ): Value | undefined {
    const { task } = this.#context
    const wrong = (expected: string, found: unknown): undefined =>
      this.#wrong(`${expected} for "${control.field}"`, shownValue(found)) as undefined
    switch (control.kind) {
      case "choices": {
        const chosen = texts(value.choices)
        const known = new Set(control.options.map((one) => one.value))
        const strange = control.key === undefined ? chosen.find((one) => !known.has(one)) : undefined
        if (strange !== undefined) return wrong("one of the choices", strange)
        const type = fieldType(task, control.field)
        const typed = chosen.map((one) => (type.kind === "yes-no" ? one === "yes" : one))
        return control.several ? typed : typed[0]
      }
      case "rating":
      case "number": {
        const number = value[control.kind]
        return typeof number === "number" && Number.isFinite(number) ? number : wrong("a number", number)
      }
      case "text": {
        const written = texts(value.text)
        if (!control.several) return written.length === 0 ? undefined : written.join("\n")
        if (!control.numbers) return written
        const numbers = written.map(Number)
        return numbers.every(Number.isFinite) ? numbers : wrong("numbers", written)
      }
      case "ranker": {
        const [ranked] = isRecord(value.ranker) ? Object.values(value.ranker) : []
        const names = this.#namesOf(control.list, input)
        const order = texts(ranked)
        return order.every((name) => names.includes(name)) ? order : wrong("the names of the items", order)
      }
    }
  }

  /**
   * The marked words, without spaces around them. Offsets count code points, in older versions UTF-16 units: the words that
   * stand in the export tell which.
   */
  #words(
    control: Extract<Control, { kind: "quotes" | "triplets" }>,
    value: Readonly<Record<string, Value>>,
    input: Example["input"],
  ): string | undefined {
    const { source, span, report } = this.#context
    const { start, end } = value
    if (typeof start !== "number" || typeof end !== "number" || !(start < end)) {
      this.#wrong(`a stretch of the ${control.text}`, shownValue({ start, end }))
      return undefined
    }
    const whole = this.#texts.get(control.text) ?? new CodePoints(plainText(input[control.text] ?? ""))
    this.#texts.set(control.text, whole)
    const byPoints = whole.slice(start, end)
    if (typeof value.text !== "string") return byPoints.trim()
    // Label Studio writes a line end in the words as a backslash and an n
    const said = value.text.replaceAll("\\n", "\n").replace(/\r\n?/g, "\n")
    const found = [byPoints, whole.text.slice(start, end)].find((one) => one.trim() === said.trim())
    if (found === undefined) {
      report(diagnose("data-span", { words: said, found: byPoints }, { place: { source, span } }))
      return undefined
    }
    return found.trim()
  }

  #namesOf(list: string, input: Example["input"]): readonly string[] {
    const names = this.#names.get(list) ?? namesOf(this.#context.task, list, listLength(input, list))
    this.#names.set(list, names)
    return names
  }

  #triplets(marked: readonly Marked[], relations: readonly Readonly<Record<string, Value>>[]): Value[] {
    const { task, counts, unknown, span } = this.#context
    const byId = new Map(marked.map((one) => [one.id, one]))
    const known = task.labels.relations
    const found = new Map<string, Value>()
    const linked = new Set<Marked>()
    const end = (one: Marked): End => {
      linked.add(one)
      return [one.words, one.labels[0]!]
    }
    for (const relation of relations) {
      const [from, to] = [byId.get(String(relation.from_id)), byId.get(String(relation.to_id))]
      const labels = texts(relation.labels)
      if (!from || !to) {
        counts.add("relations between other things than mentions")
        continue
      }
      if (labels.length === 0) counts.add("relations without a name")
      for (const name of labels) {
        const form = known.find((one) => one.name === name)
        if (!form) {
          unknown(name, span, "relation")
          continue
        }
        const back = relation.direction === "left"
        const both = relation.direction === "bi" && !form.symmetric
        const pairs: [Marked, Marked][] = both
          ? [
              [from, to],
              [to, from],
            ]
          : [back ? [to, from] : [from, to]]
        for (const [head, tail] of pairs) {
          const one = tripletValue(name, end(head), end(tail))
          found.set(JSON.stringify(one), one)
        }
      }
    }
    for (const one of marked) if (!linked.has(one)) counts.add("mentions without a relation")
    return [...found.values()]
  }
}

interface Marked {
  readonly control: Control
  readonly words: string
  readonly id: string
  readonly labels: readonly string[]
}

type End = readonly [words: string, type: string]

export const tripletValue = (
  relation: string,
  [head, headType]: End,
  [tail, tailType]: End,
): Record<string, Value> => ({
  relation,
  head,
  head_type: headType,
  tail,
  tail_type: tailType,
})

const isOptional = ({ answer }: TaskFields, field: string): boolean =>
  answer.some(({ name, optional }) => name === field && optional)

/** Of two golds that mean the same it is the same: lists are compared in whichever order, orders are not. */
function agreement(gold: Gold, { answer, golds }: TaskFields): string {
  const lists = new Set([...answer, ...golds].flatMap(({ name, type }) => (type.kind === "list" ? [name] : [])))
  return JSON.stringify(
    Object.entries(gold).map(([name, value]) =>
      lists.has(name) && Array.isArray(value) ? [name, value.map((one) => JSON.stringify(one)).sort()] : [name, value],
    ),
  )
}

/** In the order of the guideline. */
function inOrder(gold: ReadonlyMap<string, Value>, { answer, golds }: TaskFields): Gold {
  const names = [...answer, ...golds].map(({ name }) => name)
  return Object.fromEntries(names.flatMap((name) => (gold.has(name) ? [[name, gold.get(name)!]] : [])))
}

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === "string") : typeof value === "string" ? [value] : []

const listLength = (input: Example["input"], list: string): number => {
  const value = Object.hasOwn(input, list) ? input[list] : undefined
  return Array.isArray(value) ? value.length : 0
}

function fieldType({ answer, golds }: TaskFields, name: string): FieldType {
  let type = [...answer, ...golds].find((one) => one.name === name)!.type
  while (type.kind === "each" || type.kind === "list") type = type.item
  return type
}

function idOf({ data, id }: Readonly<Record<string, Value>>, place: number): string {
  const own = (data as Readonly<Record<string, Value>>)[ID_KEY]
  return String([own, id].find((one) => typeof one === "string" || typeof one === "number") ?? place)
}

/** Who made it: a number, or an account with its address. */
function annotator({ completed_by: by, id }: Readonly<Record<string, Value>>): string {
  const named = isRecord(by) ? [by.email, by.id] : [by]
  const known = named.find((one) => typeof one === "string" || typeof one === "number")
  return known === undefined ? `annotation ${JSON.stringify(id ?? 0)}` : String(known)
}

function shownValue(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing"
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
