/** What a training outside of a recipe is: what to answer, which model, every setting with its default. */
import { existsSync } from "node:fs"
import path from "node:path"
import { validateGold } from "../compile/selfcheck/gold.js"
import type { PromptOptions, Task } from "../compile/task.js"
import { UserError } from "../diagnostic.js"
import { ENGINE_NAMES, type EngineName } from "../engine/engine.js"
import { groupBy } from "../language/scope.js"
import { TINY_FOLDER } from "../model/tiny.js"
import type { Item } from "../rollout/item.js"
import { readManifest } from "../rollout/run-folder.js"
import type { Example } from "../value.js"
import { diagnose } from "./codes.js"

/** What is trained towards; as the arms of the recipes are called. */
export const OBJECTIVES = ["grpo", "grpo-random-reward", "sft-labels", "sft-traces"] as const
export type Objective = (typeof OBJECTIVES)[number]

/** Either rows of one guideline, or items that each have their own. */
export type Asked =
  | { readonly task: Task; readonly data: readonly Example[] }
  | { readonly task?: never; readonly data: readonly Item[] }

/** What is asked, and how the model is run. */
interface Common {
  /** The folder of a model (config.json, tokenizer.json, model.safetensors), or "tiny", which comes with the package. */
  readonly model?: string
  /** Longest answer, tokens, its end included; default 64. */
  readonly newTokens?: number
  /** How prompts are written; default: as the model was trained to read them (terse for "tiny"), else full. */
  readonly prompt?: Omit<PromptOptions, "countTokens">
  /** Default "ort-cpu". */
  readonly engine?: EngineName
  /** Of the engine; default 1, so that a notebook stays responsive. */
  readonly threads?: number
  /** Stops after the step that is being done, with a checkpoint. */
  readonly signal?: AbortSignal
}

export type TrainingPlan = Common &
  (
    | { readonly task: Task; readonly data: readonly Example[]; readonly dev?: readonly Example[] }
    | { readonly task?: never; readonly data: readonly Item[]; readonly dev?: readonly Item[] }
  ) & {
    /** Train also on rows whose gold answer the guideline does not pay in full; default false: they are an error. */
    readonly unpaidGold?: boolean
    /** Default "grpo". "sft-traces" needs items with reasoning. */
    readonly objective?: Objective
    /** Default 40. */
    readonly steps?: number
    /** Default 1. */
    readonly seed?: number
    /** Default 16. */
    readonly promptsPerStep?: number
    /** Answers to each prompt; default 8. */
    readonly groupSize?: number
    /** Updates from one step's answers, each on its share of the prompts; default 1. */
    readonly miniBatches?: number
    /** Default 2e-4. */
    readonly learningRate?: number
    /** Steps over which the learning rate rises; default 5. */
    readonly warmUpSteps?: number
    /** ε of GRPO; default 0.2. */
    readonly clip?: number
    /** β of GRPO; default 0.01. */
    readonly beta?: number
    /** Of sampling; default 1. */
    readonly temperature?: number
    /** The dev rows are answered every so many steps, and the best step's policy is kept; default 10. */
    readonly selectEvery?: number
    /** Where the run is kept; default `runs/NAME/START`. */
    readonly folder?: string
    /** The folder of a training of the same plan that stopped: goes on there. */
    readonly resume?: string
  }

/** Answers to data by a model, without training. */
export type EvaluationPlan = Common & Asked & { readonly arm?: string; readonly set?: string; readonly seed?: number }

/** Every number that determines what is computed. Structured-cloneable; in the manifest as it is. */
export interface TrainingSettings {
  readonly objective: Objective
  readonly model: string
  readonly steps: number
  readonly seed: number
  readonly promptsPerStep: number
  readonly groupSize: number
  readonly miniBatches: number
  readonly learningRate: number
  readonly warmUpSteps: number
  readonly clip: number
  readonly beta: number
  readonly temperature: number
  readonly selectEvery: number
  readonly newTokens: number
  readonly prompt: Omit<PromptOptions, "countTokens">
}

const DEFAULTS = {
  objective: "grpo",
  steps: 40,
  seed: 1,
  promptsPerStep: 16,
  groupSize: 8,
  miniBatches: 1,
  learningRate: 2e-4,
  warmUpSteps: 5,
  clip: 0.2,
  beta: 0.01,
  temperature: 1,
  selectEvery: 10,
} as const

const WHOLE = ["steps", "promptsPerStep", "groupSize", "miniBatches", "selectEvery", "newTokens"] as const

/** @throws RangeError for a number or a name that can not be meant */
export function trainingSettings(plan: TrainingPlan): TrainingSettings {
  const given = Object.fromEntries(
    Object.keys(DEFAULTS).flatMap((name) => {
      const value = plan[name as keyof typeof DEFAULTS]
      return value === undefined ? [] : [[name, value]]
    }),
  )
  const settings: TrainingSettings = { ...DEFAULTS, ...modelSettings(plan), ...given }
  if (!OBJECTIVES.includes(settings.objective))
    throw new RangeError(`objective is "${settings.objective}"; it is one of ${OBJECTIVES.join(", ")}`)
  for (const name of WHOLE)
    if (!Number.isInteger(settings[name]) || settings[name] < 1)
      throw new RangeError(`${name} is ${settings[name]}; it is a whole number from 1`)
  if (settings.objective.startsWith("grpo") && settings.groupSize < 2)
    throw new RangeError("groupSize is 1; GRPO compares the answers of a group, two at least")
  if (settings.promptsPerStep % settings.miniBatches !== 0)
    throw new RangeError(
      `miniBatches is ${settings.miniBatches}, which does not divide promptsPerStep ${settings.promptsPerStep}`,
    )
  for (const name of ["learningRate", "temperature"] as const)
    if (!(settings[name] > 0)) throw new RangeError(`${name} is ${settings[name]}; it is above 0`)
  return settings
}

/** What of a plan belongs to the model and its answers. @throws RangeError for an engine that is not there */
export function modelSettings({ model = "tiny", newTokens = 64, prompt, engine }: Common) {
  if (engine !== undefined && !ENGINE_NAMES.includes(engine))
    throw new RangeError(`engine is "${engine}"; it is one of ${ENGINE_NAMES.join(", ")}`)
  return { model, newTokens, prompt: prompt ?? promptReadBy(model) }
}

/** The style that a model was trained to read: of one that a training left, as its manifest says. */
function promptReadBy(model: string): TrainingSettings["prompt"] {
  if (model === "tiny") return { style: "terse" }
  if (!existsSync(path.join(model, "../manifest.json"))) return {}
  const { prompt } = readManifest(path.dirname(model)).settings
  return (prompt ?? {}) as TrainingSettings["prompt"]
}

export const modelFolder = (model: string): string => (model === "tiny" ? TINY_FOLDER : model)

/** Rows as items. @throws RangeError when there is none */
export function itemsOf(task: Task | undefined, rows: readonly (Example | Item)[], what: string): Item[] {
  if (rows.length === 0)
    throw new RangeError(`${what} holds no rows; where readData found none, its "diagnostics" say why`)
  return rows.map((row, i) => {
    const item = isItem(row) ? row : { task: task!, example: row }
    if (!item.task) throw new RangeError(`${what} holds rows without a guideline: give the task beside them`)
    const { id, input, gold } = Object(item.example) as Partial<Example>
    if (typeof id !== "string" || Object(input) !== input || Object(gold) !== gold)
      throw new RangeError(`${what}[${i}] is no row: a row is { id: "1", input: { … }, gold: { … } }`)
    return item
  })
}

const isItem = (row: Example | Item): row is Item => "task" in Object(row) && "example" in Object(row)

/** @throws UserError where a gold answer does not earn the highest score */
export function needPaidGold(items: readonly Item[]): void {
  const failures = [...groupBy(items, ({ task }) => task)].flatMap(([task, group]) =>
    validateGold(
      task,
      group.map(({ example }) => example),
    ),
  )
  if (failures.length > 0) throw new UserError([diagnose("gold-unpaid", { rows: items.length, failures })])
}
