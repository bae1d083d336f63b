/**
 * A guideline as a labeling configuration for Label Studio: what is shown, and a control for each field that annotators
 * can fill. What it can not show is said in a comment and by a diagnostic. Its preview shows the guideline's first example.
 */
import {
  type Control,
  type LabelStudioForm,
  labelStudioForm,
  type ObjectTag,
  type Option,
  optionAttributes,
  plain,
  repeatedName,
} from "../../data/readers/label-studio-form.js"
import { labelStudioTask } from "../../data/readers/label-studio-task.js"
import { isCompared, type TaskFields, withKinds } from "../../data/readers/task-fields.js"
import type { Diagnostic } from "../../diagnostic.js"
import { allExamples, allNames, type Meaning } from "../../language/meaning.js"
import { listed } from "../../text.js"
import { type Condition, relationFromText } from "../../value.js"
import { report } from "./codes.js"
import { taskFields, unenforced, unshownReports } from "./fields.js"
import { hue } from "./palette.js"
import type { Exported, Target } from "./target.js"
import { type Element, jsonComment, type Node, xmlText } from "./xml.js"

const TOOL = "Label Studio"

export const labelStudio: Target = {
  name: "label-studio",
  summary: "labeling configuration for Label Studio: XML",
  files: configFiles,
}

/** The place of an item's number in a repeated name. */
const INDEX = "{{idx}}"

function configFiles(meaning: Meaning): Exported {
  const task = taskFields(meaning)
  const form = labelStudioForm(task)
  const held = form.controls.filter(({ field }) => isCompared(task, field))
  if (form.controls.length === 0 || (task.compared.length > 0 && held.length === 0)) {
    const why = "it has no control for what is compared with gold"
    return { files: {}, diagnostics: [report("export-no-fit", { tool: TOOL, why }, { place: meaning.place })] }
  }
  const diagnostics = troubles(meaning, task, form)
  const [example] = allExamples(meaning)
  const sample = example ? jsonComment(labelStudioTask(task, { ...example, id: "sample" })) : ""
  const view = new ConfigWriter(meaning, task, form).view(diagnostics.map(({ message }) => message))
  return { files: { "label-studio.xml": `${xmlText(view)}${sample}` }, diagnostics }
}

function troubles(meaning: Meaning, task: TaskFields, form: LabelStudioForm): Diagnostic[] {
  const fields = [...meaning.inputs, ...meaning.answers, ...meaning.golds]
  const at = (name: string) => ({ place: fields.find((one) => one.name === name)?.place ?? meaning.place })
  const rules = unenforced(meaning)
  const conditions = [...meaning.inputs, ...meaning.answers].flatMap(({ name, when }) => {
    const isShown =
      form.controls.some(({ field }) => field === name) || form.objects.some(({ input }) => input === name)
    const why = when && isShown ? conditionTrouble(name, when, form) : undefined
    return why === undefined ? [] : [report("export-condition", { tool: TOOL, field: name, why }, at(name))]
  })
  return [
    ...unshownReports(TOOL, form.unshown, task, at),
    ...conditions,
    ...form.names.collisions.map(({ name, other, legal }) =>
      report("export-names-alike", { tool: TOOL, name, other, written: legal }, at(name)),
    ),
    ...(rules.length > 0 && form.controls.some(({ kind }) => kind === "triplets" || kind === "choices")
      ? [report("export-not-enforced", { tool: TOOL, rules }, { place: meaning.place })]
      : []),
  ]
}

/** Why a field can not be hidden while its condition does not hold. */
function conditionTrouble(
  field: string,
  { field: on, values }: Condition,
  { controls, objects }: LabelStudioForm,
): string | undefined {
  if (objects.some(({ input }) => input === field)) return "what is shown is decided by the data"
  const control = controls.find((one) => one.field === field)
  const choices = controls.find((one) => one.field === on)
  if (!choices) return `it can look at a choice that annotators make, and "${on}" is none`
  if (choices.kind !== "choices" || (choices.each !== undefined && choices.each !== control?.each))
    return `"${on}" is no choice of the whole task`
  return values.some((value) => value.includes(",")) ? "one of the values has a comma" : undefined
}

class ConfigWriter {
  readonly #meaning: Meaning
  readonly #task: TaskFields
  readonly #form: LabelStudioForm

  constructor(meaning: Meaning, task: TaskFields, form: LabelStudioForm) {
    this.#meaning = meaning
    this.#task = task
    this.#form = form
  }

  view(notes: readonly string[]): Element {
    const { name, version, task } = this.#meaning
    const { objects } = this.#form
    const controls = this.#inOrder(this.#form.controls)
    const marking = controls.filter(({ kind }) => kind === "triplets" || kind === "quotes")
    const other = controls.filter((one) => one.each === undefined && !marking.includes(one))
    const isRanked = (object: ObjectTag) => object.as === "list"
    return element("View", {}, [
      { comment: `${oneLine(name)}, version ${version}: made by glossator` },
      ...notes.map((comment) => ({ comment: oneLine(comment) })),
      {
        comment:
          "Data: a task for each row is written by glossator; keys that end in _html or _items are made from the row",
      },
      header(task, "5"),
      ...objects
        .filter((object) => object.as !== "items" && !isRanked(object))
        .flatMap((object) => [
          this.#title(object.input),
          ...marking.filter(({ to }) => to === object.name).flatMap((control) => this.#marker(control)),
          this.#object(object),
        ]),
      ...objects.filter(({ as }) => as === "items").map((object) => this.#repeater(object)),
      ...objects.filter(isRanked).map((object) => this.#object(object)),
      ...other.map((control) => this.#control(control)),
    ])
  }

  /** What counts comes first. */
  #inOrder(controls: readonly Control[]): Control[] {
    const counts = (control: Control) => isCompared(this.#task, control.field)
    return [...controls.filter(counts), ...controls.filter((control) => !counts(control))]
  }

  #object({ name, key, as, input }: ObjectTag): Element {
    if (as === "list") return element("List", { name, value: `$${key}`, title: input })
    const tag = as === "html" ? "HyperText" : "Text"
    return element(tag, {
      name,
      value: `$${key}`,
      ...(as === "html" ? { inline: "true", selectionEnabled: "false" } : {}),
    })
  }

  /** The items of a list one below the other, each with its own controls. */
  #repeater({ name, key, input }: ObjectTag): Element {
    const own = this.#inOrder(this.#form.controls.filter(({ each }) => each === input))
    return element("Repeater", { on: `$${key}`, indexFlag: INDEX }, [
      element("Header", { value: `${plain(input)} $${key}[${INDEX}].title`, size: "4", underline: "true" }),
      element("Text", { name: repeatedName(name, INDEX), value: `$${key}[${INDEX}].body` }),
      ...own.map((control) => this.#control(control)),
    ])
  }

  /** Labels to mark with stand above the text. */
  #marker(control: Control): Node[] {
    const { name, to, field } = control
    if (control.kind === "quotes") {
      const label = element("Label", { value: field, background: hue(0).ink, hint: hint(this.#says(field)) })
      return [this.#title(field), element("Labels", { name, toName: to }, [label])]
    }
    if (control.kind !== "triplets") return []
    const labels = control.labels.map((value, i) =>
      element("Label", { value, background: hue(i).ink, hint: hint(this.#nameSays(value)) }),
    )
    const relations = this.#meaning.relations.map((one, i) =>
      element("Relation", { value: one.name, background: hue(i).ink }),
    )
    const explained = this.#meaning.relations.map((one) => {
      const ends = one.roles.map((role, i) => `${role}${this.#endTypes(one.types[i as 0 | 1])}`)
      return {
        comment: `${one.name}: from the ${ends[0]} to the ${ends[1]}${one.symmetric ? ", or back" : ""}. ${oneLine(one.says ?? "")}`,
      }
    })
    return [
      this.#title(field),
      element("Labels", { name, toName: to }, labels),
      ...explained,
      element("Relations", {}, relations),
    ]
  }

  #endTypes(types: readonly string[]): string {
    const all = [...new Set(types.flatMap((name) => withKinds(name, this.#task.labels.entities)))]
    return all.length === 0 ? "" : ` (${listed(all, "or")})`
  }

  #control(control: Control): Element {
    return element("View", this.#condition(control), [this.#title(control.field), this.#input(control)])
  }

  #input(control: Control): Element {
    const { field, each } = control
    const repeated = (name: string) => (each === undefined ? name : repeatedName(name, INDEX))
    const answer = this.#meaning.answers.find(({ name }) => name === field)
    // a field that can not be hidden where it is not asked must not be demanded either
    const isHidden = answer?.when && Object.keys(this.#condition(control)).length > 0
    const isNeeded = isCompared(this.#task, field) && !answer?.optional && (!answer?.when || isHidden)
    const base = { name: repeated(control.name), toName: repeated(control.to), ...(isNeeded && { required: "true" }) }
    switch (control.kind) {
      case "choices": {
        const attributes = {
          ...base,
          choice: control.several ? "multiple" : "single-radio",
          ...(control.key !== undefined && { value: `$${control.key}` }),
          ...(control.options.length > 0 &&
          control.options.every(({ value }) => value.length < 20) &&
          control.options.length < 6
            ? { showInline: "true" }
            : {}),
        }
        return element(
          "Choices",
          attributes,
          control.options.map((option) => this.#choice(option)),
        )
      }
      case "rating":
        return element("Rating", { ...base, maxRating: String(control.highest) })
      case "number": {
        const { bounds, whole } = control
        return element("Number", {
          ...base,
          ...(bounds && { min: String(bounds[0]), max: String(bounds[1]) }),
          ...(whole && { step: "1" }),
        })
      }
      case "ranker":
        return element("Ranker", base)
      default:
        return element("TextArea", {
          ...base,
          editable: "true",
          rows: "several" in control && control.several ? "1" : "3",
          ...("several" in control && control.several ? {} : { maxSubmissions: "1" }),
        })
    }
  }

  #choice(option: Option): Element {
    const { value, alias } = optionAttributes(option)
    const name = relationFromText(option.value)?.name ?? option.value
    return element("Choice", { value, alias, hint: hint(this.#nameSays(name)) })
  }

  #condition({ field, each }: Control): Readonly<Record<string, string>> {
    const when = this.#meaning.answers.find(({ name }) => name === field)?.when
    if (!when || conditionTrouble(field, when, this.#form) !== undefined) return {}
    const { name, each: of } = this.#form.controls.find((one) => one.field === when.field)!
    return {
      visibleWhen: "choice-selected",
      whenTagName: of !== undefined && of === each ? repeatedName(name, INDEX) : name,
      whenChoiceValue: when.values.map(plain).join(","),
    }
  }

  #title(field: string): Element {
    const says = this.#says(field)
    const isOffered = this.#form.controls.some((one) => one.field === field) && !isCompared(this.#task, field)
    return header(`${field}${isOffered ? " (may be left empty)" : ""}${says === undefined ? "" : `: ${says}`}`, "5")
  }

  #says(field: string): string | undefined {
    const { inputs, answers, golds } = this.#meaning
    return [...inputs, ...answers, ...golds].find(({ name }) => name === field)?.says
  }

  #nameSays(name: string): string | undefined {
    return allNames(this.#meaning).find((one) => one.name === name)?.says
  }
}

const element = (tag: string, attributes: Element["attributes"], children: readonly Node[] = []): Element => ({
  tag,
  attributes,
  children,
})

const header = (text: string, size: string): Element => element("Header", { value: plain(oneLine(text)), size })

/** Shown while the pointer rests on a label. Label Studio takes the words true and false alone for no text. */
const hint = (says: string | undefined): string | undefined => {
  const text = says === undefined ? undefined : oneLine(says)
  return text === "true" || text === "false" ? `${text}.` : text || undefined
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim()
