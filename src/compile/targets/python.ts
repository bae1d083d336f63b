/**
 * What all trainers share: the reward as one Python module (the runtime of `assets/python`, the plan as JSON and the
 * trainer's own entry points), what can not be exported, and rows of data with their prompts.
 */

import type { Phrase } from "../../catalogue.js"
import type { Diagnostic } from "../../diagnostic.js"
import type { Plan, PlanRule } from "../../reward/plan.js"
import type { Example, Message } from "../../value.js"
import type { PromptOptions, Task } from "../task.js"
import { report } from "./codes.js"
import type { Exported } from "./target.js"

/** What a trainer is given: one reward, and examples in the order in which they are written. */
export interface Training {
  readonly task: Task
  /** Of `assets/python`: this layer opens no file. */
  readonly runtime: string
  readonly train: readonly Example[]
  readonly test: readonly Example[]
  /** Of the rows' prompts. */
  readonly prompt?: PromptOptions
}

export interface Trainer {
  readonly name: string
  /** One line for people. */
  readonly summary: string
  /** Does its reward function see more than one answer at a time? */
  readonly seesBatches: boolean
  readonly files: (training: Training) => Exported["files"]
}

/** @returns no files where the reward can not be exported, and why */
export function trainerFiles(trainer: Trainer, training: Training): Exported {
  const diagnostics = refusals(trainer, training.task)
  return { files: diagnostics.length > 0 ? {} : trainer.files(training), diagnostics }
}

function refusals({ name, seesBatches }: Trainer, { plan, meaning }: Task): Diagnostic[] {
  const own = ownCode(plan)
  const at = { place: meaning.place }
  return [
    ...(own.length > 0 ? [report("export-own-code", { tool: name, names: own }, at)] : []),
    ...(plan.standardize === "batch" && !seesBatches ? [report("export-standardize", { tool: name }, at)] : []),
    ...(plan.terms.length === 0 ? [report("export-no-reward", { tool: name }, at)] : []),
  ]
}

/** Terms and rules in use that run the user's own code. */
function ownCode({ terms, rules }: Plan): string[] {
  const runs = (phrase: Phrase) => phrase.kind === "verb" && phrase.verb === "runs"
  const used = new Set(terms.flatMap(({ phrase, after }) => [...after, ...rulesIn(phrase)]))
  const isOwn = (rule: PlanRule) => rule.grade === "checked" && used.has(rule.name) && runs(rule.phrase)
  return [
    ...terms.filter(({ phrase }) => runs(phrase)).map(({ name }) => name),
    ...rules.filter(isOwn).map(({ name }) => name),
  ]
}

function rulesIn(phrase: Phrase): string[] {
  if (phrase.kind === "rule") return [phrase.rule]
  return phrase.kind === "verb" && phrase.subject.kind === "rule" ? [phrase.subject.name] : []
}

/** Judges whose values must be given with a row, or nothing can be scored. */
export function judges({ terms, rules }: Plan): string[] {
  const used = new Set(terms.flatMap(({ phrase, after }) => [...after, ...rulesIn(phrase)]))
  return rules.flatMap(({ name, grade }) => (grade === "judged" && used.has(name) ? [name] : []))
}

/** @param entry what the trainer calls, in Python */
export function moduleOf({ task, runtime }: Training, tool: string, entry: string): string {
  const { name, version, hash, plan } = task
  const about = [
    `Reward of the guideline "${name}", version ${version}${plan.arm === undefined ? "" : `, arm ${plan.arm}`}`,
    `sha256 of the guideline: ${hash}`,
    `Made by: glossator compile --to ${tool}. Do not edit: change the guideline and compile it again.`,
  ]
  const head = about.map((line) => `# ${ascii(line.replace(/\s+/g, " "))}\n`).join("")
  const data = pythonJson(plan, "PLAN")
  return `${head}${runtime.trimEnd()}\n\n\n# === this guideline ===\n\n${data}REWARD = Reward(PLAN)\n\n\n${entry.trim()}\n`
}

/** Plain data as a statement of Python: JSON in ASCII, which no quote, backslash or line end of a guideline can leave. */
export function pythonJson(value: unknown, name: string): string {
  return `${name} = json.loads(r'''${ascii(JSON.stringify(value, undefined, 1)).replaceAll("'", "\\u0027")}''')\n`
}

const ascii = (text: string): string =>
  text.replace(/[^\n\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)

/** A row as every trainer takes it: the prompt, and input and gold as JSON texts, so that all rows have the same columns. */
export interface TrainingRow {
  readonly id: string
  readonly prompt: readonly Message[]
  readonly input: string
  readonly gold: string
}

/** Lists that the guideline shuffles are put in an order drawn from the row's number. */
export function rowsOf({ task, prompt }: Training, examples: readonly Example[]): TrainingRow[] {
  return examples.map((example, i) => {
    const { id, input, gold } = task.shuffled(example, i + 1)
    const { messages } = task.prompt(input, prompt)
    return { id, prompt: messages, input: JSON.stringify(input), gold: JSON.stringify(gold) }
  })
}

export const jsonLines = (rows: readonly unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join("")

/** A name as a part of an identifier of Python, in ASCII. */
export const identifier = (name: string): string => {
  const plain = name.replace(/[^A-Za-z0-9]+/g, "_").replace(/^_+|_+$/g, "")
  return /^[A-Za-z]/.test(plain) ? plain.toLowerCase() : `x_${plain}`.toLowerCase()
}

/** Identifiers of several names: those that would be the same are numbered. */
export function identifiers(names: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return names.map((name) => {
    const base = identifier(name)
    const count = (seen.get(base) ?? 0) + 1
    seen.set(base, count)
    return count === 1 ? base : `${base}_${count}`
  })
}
