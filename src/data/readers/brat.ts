/**
 * brat's standoff files: what annotators marked in `NAME.txt` stands in `NAME.ann`, one annotation a line:
 *
 *     T1<TAB>drug 0 7<TAB>Lithium
 *     T2<TAB>symptom 20 25;30 34<TAB>manic mood
 *     R1<TAB>treatment-for Arg1:T1 Arg2:T2
 *     *<TAB>Equiv T1 T2
 *     A1<TAB>certain T1 high
 *
 * Offsets count code points. A task that asks for triplets gets one row a document; one that asks for the relation between
 * two mentions gets one row for each two that a relation joins, the first one in the text as the first mention. Events,
 * normalisations and notes have no place in a row: they are counted.
 *
 * brat is in no package registry; this follows its documentation of the format.
 */
import type { Diagnostic } from "../../diagnostic.js"
import { keyOf } from "../../folds.js"
import { nearest, type Source, type Span } from "../../text.js"
import { type NamedForm, relationText, type Value } from "../../value.js"
import { report as diagnose } from "../codes.js"
import { type BratEntity, type BratForm, type BratRelation, bratForm } from "./brat-form.js"
import { CodePoints } from "./code-points.js"
import { tripletValue } from "./label-studio.js"
import { lines, type Reader, type ReadRow } from "./reader.js"
import { missingGold, shownInputs, type TaskFields } from "./task-fields.js"

/**
 * @param task that the documents were annotated for
 * @param textOf the document of an `.ann` file, if it is there
 */
export function bratReader(task: TaskFields, textOf: (annPath: string) => Source | undefined): Reader {
  const form = bratForm(task)
  const lacking = shownInputs(task).filter(({ name, when }) => name !== form?.text && !when)
  return {
    name: "brat",
    summary: "brat's standoff annotations: NAME.ann beside NAME.txt",
    *rows(source, report) {
      const text = textOf(source.path)
      const start = { source, span: { start: 0, end: 0 } }
      if (!form)
        report(
          diagnose(
            "data-row",
            { expected: "a task with one text", found: "one that brat can not show" },
            { place: start },
          ),
        )
      else if (!text)
        report(diagnose("data-row", { expected: "a file .txt beside this one", found: "none" }, { place: start }))
      else if (lacking.length > 0) {
        const expected = `the ${lacking.map(({ name }) => name).join(" and the ")} of the task as well`
        report(diagnose("data-row", { expected, found: "one text, which is all that brat holds" }, { place: start }))
      } else yield* new Document(task, form, source, text, report).rows()
    },
  }
}

interface Mark {
  readonly id: string
  readonly type: string
  readonly entity: BratEntity | undefined
  /** In UTF-16 units, in the order of the text. */
  readonly pieces: readonly Span[]
  readonly words: string
  readonly span: Span
}

interface Joint {
  readonly id: string
  readonly relation: BratRelation
  readonly from: Mark
  readonly to: Mark
  readonly span: Span
}

interface Line {
  readonly id: string
  readonly body: string
  readonly tail: string | undefined
  readonly span: Span
}

/** Every two of so many that are said to be the same are joined. */
const MOST_EQUIVALENT = 50

class Document {
  readonly #task: TaskFields
  readonly #form: BratForm
  readonly #source: Source
  readonly #text: CodePoints
  readonly #report: (diagnostic: Diagnostic) => void
  readonly #marks = new Map<string, Mark>()
  readonly #joints: Joint[] = []
  readonly #values = new Map<string, Value>()
  readonly #counts: Record<string, number> = {}
  readonly #entities = new Map<string, BratEntity | undefined>()
  readonly #relations = new Map<string, BratRelation | undefined>()

  constructor(
    task: TaskFields,
    form: BratForm,
    source: Source,
    text: Source,
    report: (diagnostic: Diagnostic) => void,
  ) {
    this.#task = task
    this.#form = form
    this.#source = source
    this.#text = new CodePoints(text.text)
    this.#report = report
  }

  *rows(): Generator<ReadRow> {
    const all = [...this.#lines()]
    for (const line of all) if (line.id.startsWith("T")) this.#mark(line)
    for (const line of all) this.#annotation(line)
    const rows = this.#form.relation && !this.#form.triplets ? this.#pairRows(this.#form.relation) : this.#wholeRow()
    for (const row of rows) {
      const missing = missingGold(this.#task, row.example)
      if (missing.length === 0) yield row
      else this.#say(diagnose("data-gold-missing", { id: row.example.id, fields: missing }, this.#at(row.span)))
    }
    if (Object.keys(this.#counts).length > 0)
      this.#say(diagnose("data-left-out", { counts: this.#counts }, this.#at({ start: 0, end: 0 })))
  }

  *#lines(): Generator<Line> {
    for (const { text, span } of lines(this.#source)) {
      const line = span.start === 0 && text.startsWith("\ufeff") ? text.slice(1) : text
      if (line.trim() === "") continue
      const [id = "", body = "", ...tail] = line.split("\t")
      yield { id, body, tail: tail.length > 0 ? tail.join("\t") : undefined, span }
    }
  }

  #annotation(line: Line): void {
    const { id, span } = line
    if (id === "*") this.#equivalence(line)
    else if (!/^([A-Z]|#)[A-Za-z]*\d+$/.test(id))
      this.#wrong(span, "an annotation: T, R, A, E, N or # with a number, and a tab", shown(id))
    else if (id.startsWith("R")) this.#relation(line)
    else if (id.startsWith("A") || id.startsWith("M")) this.#attribute(line)
    else if (!id.startsWith("T")) this.#count(KINDS[id[0]!] ?? "other annotations")
  }

  #mark({ id, body, tail, span }: Line): void {
    const space = body.indexOf(" ")
    const type = body.slice(0, Math.max(space, 0))
    const pieces = body
      .slice(space + 1)
      .split(";")
      .map((piece) => piece.split(" ").map(Number))
    const inside = pieces.every(
      ([start, end, more]) =>
        Number.isInteger(start) &&
        Number.isInteger(end) &&
        more === undefined &&
        start! >= 0 &&
        start! < end! &&
        end! <= this.#text.length,
    )
    if (type === "" || !inside) {
      this.#wrong(span, `a type and offsets inside the text (${this.#text.length} signs)`, shown(body))
      return
    }
    const sorted = pieces.map(([start, end]) => [start!, end!] as const).sort((a, b) => a[0] - b[0])
    const words = sorted.map(([start, end]) => this.#text.slice(start, end)).join(" ")
    if (tail !== undefined && spaced(tail) !== spaced(words)) {
      this.#say(diagnose("data-span", { words: tail, found: words }, this.#at(span)))
      return
    }
    const entity = this.#entity(type)
    if (!entity && this.#form.triplets) {
      const names = this.#form.entities.map((one) => one.brat)
      this.#unknown(type, "entity", names, span)
      return
    }
    const units = sorted.map(([start, end]) => ({ start: this.#text.offset(start), end: this.#text.offset(end) }))
    this.#marks.set(id, { id, type, entity, pieces: units, words: spaced(words), span })
  }

  #relation({ id, body, span }: Line): void {
    const [type = "", ...args] = body.split(" ").filter((word) => word !== "")
    const ends = args.map((arg) => this.#marks.get(arg.slice(arg.indexOf(":") + 1)))
    if (args.length !== 2 || args.some((arg) => !arg.includes(":")))
      this.#wrong(span, "a relation and its two ends", shown(body))
    else if (!ends[0] || !ends[1]) this.#count("relations of what could not be read")
    else {
      const relation = this.#relationOf(type)
      if (relation) this.#joints.push({ id, relation, from: ends[0], to: ends[1], span })
      else
        this.#unknown(
          type,
          "relation",
          this.#form.relations.map((one) => one.brat),
          span,
        )
    }
  }

  /** Marks that are all the same thing: each two of them are joined. */
  #equivalence({ body, span }: Line): void {
    const [type = "", ...ids] = body.split(" ").filter((word) => word !== "")
    const relation = this.#relationOf(type)
    const marks = ids.flatMap((id) => this.#marks.get(id) ?? [])
    if (!relation || marks.length > MOST_EQUIVALENT) this.#count("equivalences")
    else
      marks.forEach((from, i) => {
        for (const to of marks.slice(i + 1)) this.#joints.push({ id: `*${i + 1}`, relation, from, to, span })
      })
  }

  #attribute({ body, span }: Line): void {
    const [name = "", target, ...rest] = body.split(" ").filter((word) => word !== "")
    const attribute = this.#form.attributes.find((one) => one.brat === name || keyOf(one.name) === keyOf(name))
    if (!attribute || target === undefined) {
      this.#count("attributes")
      return
    }
    const written = rest.join(" ") || "yes"
    const value = attribute.kind === "yes-no" ? { yes: true, no: false }[written] : attribute.values.get(written)
    if (value === undefined) this.#unknown(written, `value of ${attribute.name}`, [...attribute.values.keys()], span)
    else if (this.#values.has(attribute.name) && this.#values.get(attribute.name) !== value)
      this.#wrong(span, `one value of ${attribute.name}`, `"${written}" beside another one`)
    else this.#values.set(attribute.name, value)
  }

  /** One row for the document. */
  #wholeRow(): ReadRow[] {
    const { triplets, quotes, text, mentions } = this.#form
    const gold = new Map(this.#values)
    const marks = [...this.#marks.values()]
    if (triplets) {
      const found = new Map<string, Value>()
      const linked = new Set<Mark>()
      for (const { relation, from, to } of this.#joints) {
        const end = (mark: Mark) => {
          linked.add(mark)
          return [mark.words, mark.entity!.name] as const
        }
        const one = tripletValue(relation.name, end(from), end(to))
        found.set(JSON.stringify(one), one)
      }
      for (const mark of marks)
        if (mark.entity?.role === "entity" && !linked.has(mark)) this.#count("entities without a relation")
      setValue(gold, triplets, [...found.values()])
    }
    for (const quote of quotes) {
      const own = marks.filter(({ entity }) => entity?.role === "quote" && entity.name === quote.field)
      own.sort((a, b) => a.pieces[0]!.start - b.pieces[0]!.start)
      setValue(
        gold,
        quote,
        own.map(({ words }) => words),
      )
    }
    const given = mentions.flatMap(
      (name) => marks.find(({ entity }) => entity?.role === "mention" && entity.name === name) ?? [],
    )
    const span = { start: 0, end: 0 }
    const marked = this.#marked(
      given.map((mark) => [mark.entity!.name, mark] as const),
      span,
    )
    if (marked === undefined) return []
    return [{ example: { id: this.#name(), input: { [text]: marked }, gold: Object.fromEntries(gold) }, span }]
  }

  /** A row for the two mentions that the task gives, or for each two that a relation joins. */
  *#pairRows(relation: NonNullable<BratForm["relation"]>): Generator<ReadRow> {
    const [a, b] = relation.between
    const given = [a, b].map((name) =>
      [...this.#marks.values()].filter(({ entity }) => entity?.role === "mention" && entity.name === name),
    )
    if (given.every((marks) => marks.length === 1)) {
      const [first, second] = [given[0]![0]!, given[1]![0]!]
      yield* this.#pairRow(this.#name(), relation, first, second, this.#joints)
      return
    }
    const twice = given.findIndex((marks) => marks.length > 1)
    if (twice >= 0) {
      const mark = [a, b][twice]!
      const extras = this.#at(given[twice]![1]!.span)
      this.#say(diagnose("data-marks", { mark, reason: "stands there more than once" }, extras))
      return
    }
    const pairs = new Map<string, Joint[]>()
    for (const joint of this.#joints) {
      const key = [joint.from.id, joint.to.id].sort().join(" ")
      const known = pairs.get(key)
      if (known) known.push(joint)
      else pairs.set(key, [joint])
    }
    for (const joints of pairs.values()) {
      const { id, from, to } = joints[0]!
      const isForward = from.pieces[0]!.start <= to.pieces[0]!.start
      const [first, second] = isForward ? [from, to] : [to, from]
      yield* this.#pairRow(`${this.#name()}-${id}`, relation, first, second, joints)
    }
  }

  #pairRow(
    id: string,
    relation: NonNullable<BratForm["relation"]>,
    first: Mark,
    second: Mark,
    joints: readonly Joint[],
  ): ReadRow[] {
    const [a, b] = relation.between
    const span = joints[0]?.span ?? first.span
    const { otherwise } = this.#task.labels
    const labels = new Set<string>()
    for (const { relation: form, from, to } of joints) {
      const isForward = from === first && to === second
      if (!isForward && !(from === second && to === first)) continue
      const mentions = isForward || form.symmetric ? ([a, b] as const) : ([b, a] as const)
      labels.add(relationText(form.name === otherwise?.name ? { name: form.name } : { name: form.name, mentions }))
    }
    if (labels.size > 1 && !relation.several) {
      this.#wrong(span, `one relation between ${first.id} and ${second.id}`, [...labels].join(", "))
      return []
    }
    const text = this.#marked(
      [
        [a, first],
        [b, second],
      ],
      span,
    )
    if (text === undefined) return []
    const gold = new Map(this.#values)
    setValue(gold, relation, [...labels])
    return [{ example: { id, input: { [this.#form.text]: text }, gold: Object.fromEntries(gold) }, span }]
  }

  /** The text with marks around mentions; undefined, and said, where they can not be marked. */
  #marked(mentions: readonly (readonly [name: string, mark: Mark])[], at: Span): string | undefined {
    const { text } = this.#text
    const whole = text.startsWith("\ufeff") ? 1 : 0
    const sorted = [...mentions].sort(([, x], [, y]) => x.pieces[0]!.start - y.pieces[0]!.start)
    let out = ""
    let from = whole
    for (const [name, { pieces, span }] of sorted) {
      const [{ start, end }] = [pieces[0]!]
      const reason = this.#trouble(name, pieces, from)
      if (reason !== undefined) {
        this.#say(diagnose("data-marks", { mark: name, reason }, this.#at(mentions.length > 1 ? span : at)))
        return undefined
      }
      out += `${text.slice(from, start)}<${name}>${text.slice(start, end)}</${name}>`
      from = end
    }
    return out + text.slice(from)
  }

  #trouble(name: string, pieces: readonly Span[], from: number): string | undefined {
    if (pieces.length > 1) return "is in pieces, which no mark can be put around"
    if (pieces[0]!.start < from) return "overlaps another mention"
    return this.#text.text.includes(`<${name}>`) ? "stands in the text itself" : undefined
  }

  #entity(type: string): BratEntity | undefined {
    return this.#called(this.#entities, type, this.#form.entities, this.#task.labels.entities)
  }

  #relationOf(type: string): BratRelation | undefined {
    return this.#called(this.#relations, type, this.#form.relations, this.#task.labels.relations)
  }

  /** By brat's name, else by one that differs in hyphens, capitals or spaces, else by an alias. */
  #called<T extends { readonly name: string; readonly brat: string }>(
    known: Map<string, T | undefined>,
    type: string,
    forms: readonly T[],
    declared: readonly NamedForm[],
  ): T | undefined {
    if (!known.has(type)) {
      const isCalled = ({ name }: T): boolean => {
        const aliases = declared.find((one) => one.name === name)?.aliases ?? []
        return [name, ...aliases].some((one) => keyOf(one) === keyOf(type))
      }
      known.set(type, forms.find(({ brat }) => brat === type) ?? forms.find(isCalled))
    }
    return known.get(type)
  }

  #name(): string {
    const path = this.#source.path.replaceAll("\\", "/")
    return path.slice(path.lastIndexOf("/") + 1).replace(/\.ann$/, "")
  }

  #count(what: string): void {
    this.#counts[what] = (this.#counts[what] ?? 0) + 1
  }

  #unknown(name: string, what: string, known: readonly string[], span: Span): void {
    // every number is near every other one
    const near = name.length > 2 ? nearest(name, known) : undefined
    this.#say(diagnose("data-name-unknown", { name, what, ...(near && { near }) }, this.#at(span)))
  }

  #wrong(span: Span, expected: string, found: string): void {
    this.#say(diagnose("data-row", { expected, found }, this.#at(span)))
  }

  #at(span: Span): { readonly place: { readonly source: Source; readonly span: Span } } {
    return { place: { source: this.#source, span } }
  }

  #say(diagnostic: Diagnostic): void {
    this.#report(diagnostic)
  }
}

const KINDS: Readonly<Record<string, string>> = { E: "events", N: "normalisations", "#": "notes" }

/** Nothing marked is an empty list where several may be, and no value where one is asked. */
function setValue(
  gold: Map<string, Value>,
  { field, several }: { readonly field: string; readonly several: boolean },
  values: readonly Value[],
): void {
  if (several) gold.set(field, values)
  else if (values[0] !== undefined) gold.set(field, values[0])
}

const spaced = (text: string): string => text.replace(/\s+/g, " ").trim()

const shown = (text: string): string => `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`
