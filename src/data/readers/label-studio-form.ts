/**
 * A task as Label Studio shows it: which tag stands for which field, under which names. The one place that both sides
 * look at: `compile --to label-studio` writes the tags, the reader of exports finds its way back by their names.
 *
 * Data keys and names are ASCII words, because Label Studio reads a variable (`$name`) no further than that.
 */
import { allLabels, DECLARED_LISTS, type FieldType, isWhole, type LabelSchema, relationFromText } from "../../value.js"
import { type LegalNames, legalNames } from "./legal-names.js"
import { itemOf, mentionsIn, namesOf, shownInputs, type TaskFields } from "./task-fields.js"

/** An input as it is shown. */
export interface ObjectTag {
  readonly name: string
  readonly input: string
  /** Of the task's data. */
  readonly key: string
  /**
   * `list`: items that can be put in order; `items`: shown one by one, each with its own controls. A list of which both is
   * asked is shown twice, from the same data.
   */
  readonly as: "text" | "html" | "list" | "items"
}

interface AnyControl {
  readonly name: string
  /** The part of the answer or gold field that it fills. */
  readonly field: string
  readonly to: string
  /** The list for each of whose items it stands there once; its name then ends in the item's number from 0. */
  readonly each?: string
}

export interface Option {
  /** As exported. */
  readonly value: string
  /** What the annotator reads, if it is not the value. */
  readonly shown?: string
}

export type Control = AnyControl &
  (
    | {
        readonly kind: "choices"
        readonly several: boolean
        readonly options: readonly Option[]
        /** The key of the task's data that holds the options: they depend on the task. */
        readonly key?: string
      }
    | { readonly kind: "rating"; readonly highest: number }
    | { readonly kind: "number"; readonly whole: boolean; readonly bounds?: readonly [number, number] }
    | { readonly kind: "text"; readonly several: boolean; readonly numbers: boolean }
    | { readonly kind: "ranker"; readonly list: string }
    /** Stretches of a text, copied as the value. */
    | { readonly kind: "quotes"; readonly several: boolean; readonly text: string }
    /** Labelled stretches and directed relations between them. */
    | {
        readonly kind: "triplets"
        readonly several: boolean
        readonly text: string
        readonly labels: readonly string[]
      }
  )

/** What can not be shown as what it is, and why; both continue a sentence. */
export interface Unshown {
  readonly field: string
  readonly why: string
  /** What is shown instead, if anything is. */
  readonly instead?: string
}

export interface LabelStudioForm {
  readonly objects: readonly ObjectTag[]
  readonly controls: readonly Control[]
  readonly unshown: readonly Unshown[]
  readonly names: LegalNames
}

/** Keys of a task's data that are ours: the row's id, and its inputs as they are in the row. */
export const ID_KEY = "id"
export const INPUT_KEY = "input"

const RESERVED = [ID_KEY, INPUT_KEY, "true", "false", "nan", "inf", "infinity", "null", "none"]

/** Stars are counted at a glance up to so many. */
const MOST_STARS = 10

/** Inside a legal name "__" never stands, so the number of an item can be told from the name. */
export const repeatedName = (name: string, item: number | string): string => `${name}__${item}`

export function labelStudioForm(task: TaskFields): LabelStudioForm {
  const fields = [...task.answer, ...task.golds.map((gold) => ({ ...gold, optional: false }))]
  const inputs = shownInputs(task)
  const every = [...inputs, ...fields].map(({ name }) => name)
  const names = legalNames(every, { hyphens: false, reserved: RESERVED })
  const unshown: Unshown[] = []
  const groups = new Map(task.answer.filter(({ type }) => innermostGroup(type)).map((one) => [one.name, one.type]))
  const each = new Map<string, string>()
  const controls: Control[] = []
  const objects = inputs.flatMap((input) => {
    const name = names.legal(input.name)
    return shownAs(input, task, fields).map((as): ObjectTag => ({ name, input: input.name, key: keyOf(name, as), as }))
  })
  const [first] = objects.filter(({ as }) => as !== "items")
  for (const field of fields) {
    const parent = "parent" in field ? field.parent : undefined
    const around = parent === undefined ? undefined : groups.get(parent)
    if (parent !== undefined && (around === undefined || unshown.some((one) => one.field === parent))) {
      unshown.push({ field: field.name, why: `it is a part of ${parent}` })
      continue
    }
    const list = around?.kind === "each" ? around.of : parent !== undefined ? each.get(parent) : undefined
    if (list !== undefined) each.set(field.name, list)
    if (groups.has(field.name)) {
      const why = groupTrouble(field.type, list, objects)
      if (why) unshown.push({ field: field.name, why })
      continue
    }
    const found = controlOf(field.name, field.type, list, { task, objects, names, ...(first && { first }) })
    if ("why" in found) unshown.push({ field: field.name, ...found })
    else {
      controls.push(found.control)
      if (found.trouble) unshown.push({ field: field.name, ...found.trouble })
    }
  }
  return { objects, controls, unshown, names }
}

/** @returns the name of the control behind the name in an export, with the number of the item that it was for */
export function controlOfExport(
  form: LabelStudioForm,
  exported: string,
): { control: Control; item?: number } | undefined {
  const exact = form.controls.find(({ name, each }) => each === undefined && name === exported)
  if (exact) return { control: exact }
  const cut = exported.lastIndexOf("__")
  const digits = exported.slice(cut + 2)
  if (cut < 0 || !/^\d{1,6}$/.test(digits)) return undefined
  const name = exported.slice(0, cut)
  const control = form.controls.find((one) => one.each !== undefined && one.name === name)
  return control && { control, item: Number(digits) }
}

/** The options that a task brings itself: names of items, then the literal texts. */
export function dynamicOptions(
  type: Extract<FieldType, { kind: "choice" }>,
  task: TaskFields,
  count: (list: string) => number,
): Option[] {
  return [
    ...type.lists.flatMap((list) => declared(list, task.labels) ?? namesOf(task, list, count(list))),
    ...type.texts,
  ].map((value) => ({ value }))
}

/** `Cause-Effect(e2,e1)` is shown as "Cause-Effect: e2 is the cause, e1 the effect". */
export function relationOption(label: string, { relations }: LabelSchema): Option {
  const relation = relationFromText(label)
  const form = relations.find(({ name }) => name === relation?.name)
  if (!relation?.mentions || !form) return { value: label }
  const [a, b] = relation.mentions
  const [first, second] = form.roles
  return {
    value: label,
    shown: form.symmetric
      ? `${form.name}: ${a} and ${b}, in either order`
      : `${form.name}: ${a} is the ${first}, ${b} the ${second}`,
  }
}

/**
 * An option as attributes of a tag. A "$" begins a variable there, so a sign that looks like it is shown in its place.
 */
export function optionAttributes({ value, shown = value }: Option): {
  readonly value: string
  readonly alias?: string
} {
  const text = plain(shown)
  return text === value ? { value } : { value: text, alias: value }
}

/** A text that Label Studio shows as it is: no "$", which would begin a variable. */
export const plain = (text: string): string => text.replaceAll("$", "\uff04")

interface Around {
  readonly task: TaskFields
  readonly objects: readonly ObjectTag[]
  readonly names: LegalNames
  readonly first?: ObjectTag
}

type Found = { readonly control: Control; readonly trouble?: Omit<Unshown, "field"> } | Omit<Unshown, "field">

function controlOf(field: string, type: FieldType, list: string | undefined, around: Around): Found {
  const { task, objects, names, first } = around
  if (type.kind === "each") {
    if (list !== undefined) return { why: "it is for each item of a list inside another one" }
    if (!objects.some(({ input, as }) => input === type.of && as === "items"))
      return { why: `the items of ${type.of} are no input` }
    return controlOf(field, type.item, type.of, around)
  }
  const shown = list === undefined ? first : objects.find(({ input, as }) => input === list && as === "items")
  if (!shown) return { why: "Label Studio ties a control to an input that it shows, and there is none" }
  const name = names.legal(field)
  const base = { name, field, to: shown.name, ...(list !== undefined && { each: list }) }
  const item = itemOf(type)
  const several = type.kind === "list"
  const text = (instead?: string, why?: string): Found => ({
    control: { ...base, kind: "text", several, numbers: item.kind === "number" },
    ...(instead !== undefined && { trouble: { why: why!, instead } }),
  })
  switch (item.kind) {
    case "text":
      return text()
    case "number": {
      if (several) return text("as a list of texts", "there is no list of numbers")
      const { bounds } = item
      const whole = isWhole(item)
      const stars = bounds && whole && bounds[0] === 1 && bounds[1] <= MOST_STARS
      return stars
        ? { control: { ...base, kind: "rating", highest: bounds[1] } }
        : { control: { ...base, kind: "number", whole, ...(bounds && { bounds }) } }
    }
    case "yes-no":
      if (several) return text("as a list of texts", "there is no list of yes and no")
      return { control: { ...base, kind: "choices", several, options: [{ value: "yes" }, { value: "no" }] } }
    case "choice": {
      const isDynamic = item.lists.some((one) => declared(one, task.labels) === undefined)
      if (
        isDynamic &&
        item.lists.some((one) => !task.inputs.some((input) => input.name === one) && !declared(one, task.labels))
      )
        return { why: "it chooses from a list that is no input" }
      const options = isDynamic ? [] : dynamicOptions(item, task, () => 0)
      return {
        control: { ...base, kind: "choices", several, options, ...(isDynamic && { key: `${name}_choices` }) },
      }
    }
    case "relation":
      return {
        control: {
          ...base,
          kind: "choices",
          several,
          options: allLabels(task.labels, item.between).map((label) => relationOption(label, task.labels)),
        },
      }
    case "order": {
      const object = objects.find(({ input, as }) => input === item.of && as === "list")
      if (several || list !== undefined) return text("as a list of texts", "an order can be made only once a task")
      return object
        ? { control: { ...base, to: object.name, kind: "ranker", list: item.of } }
        : { why: `the items of ${item.of} are no input` }
    }
    case "quote": {
      const [source] = item.from
      const object = objects.find(({ input, as }) => input === source && as === "text")
      if (item.from.length === 1 && object && list === undefined)
        return { control: { ...base, to: object.name, kind: "quotes", several, text: source! } }
      return text("as text to copy by hand", "only one plain text can be quoted by marking it")
    }
    case "triplet": {
      const object = objects.find(({ input, as }) => input === item.within && as === "text")
      if (!object || list !== undefined) return { why: "mentions can be marked only in one plain text" }
      const labels = task.labels.entities.map((one) => one.name)
      if (labels.length === 0) return { why: "the guideline declares no entities" }
      return { control: { ...base, to: object.name, kind: "triplets", several, text: item.within, labels } }
    }
    case "table":
      return { why: "Label Studio has no control for a table" }
    default:
      return { why: "Label Studio has no control for lists in lists" }
  }
}

const innermostGroup = (type: FieldType): boolean =>
  type.kind === "group" || ((type.kind === "list" || type.kind === "each") && innermostGroup(type.item))

function groupTrouble(type: FieldType, list: string | undefined, objects: readonly ObjectTag[]): string | undefined {
  if (type.kind === "group") return undefined
  if (type.kind === "each" && type.item.kind === "group" && list === undefined)
    return objects.some(({ input }) => input === type.of) ? undefined : `the items of ${type.of} are no input`
  return "Label Studio has no control for a list of groups whose number is not known before"
}

const keyOf = (name: string, as: ObjectTag["as"]): string =>
  as === "text" ? name : `${name}_${as === "html" ? "html" : "items"}`

function shownAs(
  { name, type }: TaskFields["inputs"][number],
  task: TaskFields,
  fields: readonly { readonly name: string; readonly type: FieldType }[],
): ObjectTag["as"][] {
  if (type.kind === "table" || type.kind === "group") return ["html"]
  if (type.kind === "list") {
    const isRanked = fields.some((one) => one.type.kind === "order" && one.type.of === name)
    const isRepeated = fields.some((one) => one.type.kind === "each" && one.type.of === name)
    if (!isRanked && !isRepeated) return ["html"]
    return [...(isRanked ? (["list"] as const) : []), ...(isRepeated ? (["items"] as const) : [])]
  }
  // what is marked by hand is plain text: a stretch of HTML would be found again by its place among the elements
  const isMarked = mentionsIn(task, name).length > 0
  return [type.kind === "text" && isMarked && !fields.some((one) => isMarkedIn(one.type, name)) ? "html" : "text"]
}

const isMarkedIn = (type: FieldType, text: string): boolean =>
  type.kind === "list" || type.kind === "each"
    ? isMarkedIn(type.item, text)
    : (type.kind === "triplet" && type.within === text) || (type.kind === "quote" && type.from.includes(text))

/** The names of a declared list; undefined for any other list. */
function declared(list: string, labels: LabelSchema): string[] | undefined {
  if (!(DECLARED_LISTS as readonly string[]).includes(list)) return undefined
  const names = labels[list as (typeof DECLARED_LISTS)[number]].map(({ name }) => name)
  return labels.otherwise ? [...names, labels.otherwise.name] : names
}
