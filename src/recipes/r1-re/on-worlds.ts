/** The run on annotation worlds: which jobs, what becomes of their messages, and where the results come from. */
import { readFileSync } from "node:fs"
import { availableParallelism } from "node:os"
import path from "node:path"
import { TINY_FOLDER } from "../../model/tiny.js"
import { hashOf, type RunFolder, type RunIdentity } from "../../rollout/run-folder.js"
import { asPlain } from "../as-plain.js"
import { JobLog, type JobMessage } from "../job-log.js"
import { isKept, type Job, runJobs } from "../jobs.js"
import type { RunOptions, RunOutcome, RunReporter } from "../recipe.js"
import type { CompiledWorld } from "../worlds/corpus.js"
import { items, PROMPT, worldsOf } from "../worlds/domains.js"
import type { ArmJob, ArmResult } from "./arm.js"
import type { BaseJob } from "./base.js"
import { pageOf } from "./page.js"
import { resultsOf } from "./results.js"
import type { Settings, TrainedArm } from "./settings.js"

const SEEDS = { short: 3, long: 5 }
/** Jobs run in processes of one thread each: two of them are faster than one with two threads. */
const AT_ONCE = 2
const ON_OTHER_BASES: readonly TrainedArm[] = ["grpo", "sft-traces", "sft-labels"]

export async function runOnWorlds(options: RunOptions, report: RunReporter, settings: Settings): Promise<RunOutcome> {
  const { signal, long } = options
  const seeds = Array.from({ length: options.seeds ?? (long ? SEEDS.long : SEEDS.short) }, (_, i) => i + 1)
  const folder = await options.open(identityOf(options, settings, seeds))
  const log = new JobLog(folder, report, options.engine)
  const onMessage = (message: unknown) => log.take(message as JobMessage)
  const atOnce = options.threads ?? Math.min(AT_ONCE, availableParallelism())

  const bases = settings.otherBases
  if (bases.length > 0) report({ type: "phase", phase: "bases", says: `making ${bases.length} other bases` })
  const made = await runJobs<{ step: number }>(
    bases.map((seed) => baseJob(folder, seed, options)),
    { folder, atOnce, signal, onMessage },
  )
  if (made.state === "stopped") return made

  const jobs = armJobs(folder, settings, seeds, options)
  const done = jobs.filter((job) => isKept(folder, job)).length
  const kept = done > 0 ? `, ${done} of them done before` : ""
  report({ type: "phase", phase: "train", says: `${jobs.length} jobs, ${atOnce} at a time${kept}` })
  const again = jobs.filter((job) => !isKept(folder, job)).map(({ settings: { name, seed } }) => ({ arm: name, seed }))
  if (folder.resumed) await log.forgetEvaluations(again)
  const end = await runJobs<ArmResult>(jobs, { folder, atOnce, signal, onMessage })
  if (end.state === "stopped") return end

  report({ type: "phase", phase: "results", says: "intervals over seeds, worlds and sentences" })
  const measured = jobs.map(({ id, settings: job }) => ({ job, result: end.results.get(id)! }))
  const sets = Object.fromEntries(
    Object.entries(settings.sets).map(([name, domain]) => [name, items(domain, settings.testSeed)]),
  )
  return { state: "finished", results: resultsOf(measured, sets), page: pageOf(settings, measured) }
}

function identityOf({ engine, long }: RunOptions, settings: Settings, seeds: readonly number[]): RunIdentity {
  const domains = { training: settings.training, dev: settings.dev, ...settings.sets }
  const worlds = new Map(Object.entries(domains).map(([name, domain]) => [name, worldsOf(domain)]))
  const all = [...worlds].flatMap(([name, compiled]) => compiled.map((one) => ({ name, ...one })))
  const prompts = all.map(({ task }) => task.prompt({ sentence: "" }, PROMPT).messages[0]!.content)
  const data = Object.values(settings.sets).flatMap((domain) =>
    items(domain, settings.testSeed).map(({ example }) => example),
  )
  const policy = ["model.safetensors", "config.json", "tokenizer.json"].map((file) =>
    hashOf(readFileSync(path.join(TINY_FOLDER, file)).toString("base64")),
  )
  return {
    recipe: "r1-re",
    guidelines: unique(all).map(({ task }) => task.meaning.files[0]!),
    hashes: { prompt: hashOf(prompts), plan: hashOf(all.map(({ task }) => task.plan)), data: hashOf(data) },
    seeds,
    engine,
    settings: { long, policy: hashOf(policy), worlds: asPlain(settings) },
  }
}

/** Worlds of one name are written once: a swapped world is the same file with its names permuted, and is derived. */
function unique(worlds: readonly CompiledWorld[]): CompiledWorld[] {
  return [...new Map(worlds.map((one) => [one.world.name, one] as const).reverse()).values()].reverse()
}

function armJobs(
  folder: RunFolder,
  settings: Settings,
  seeds: readonly number[],
  { engine }: RunOptions,
): Job<ArmJob>[] {
  const module = new URL("./arm.js", import.meta.url)
  const job = (arm: ArmJob["arm"], seed: number, base?: number): Job<ArmJob> => {
    const name = base === undefined ? arm : `${arm} (base ${base})`
    const start = base === undefined ? TINY_FOLDER : baseFolder(folder, base)
    const own: ArmJob = { arm, name, seed, engine, base: start, settings }
    return { id: [arm, ...(base === undefined ? [] : [`base-${base}`]), seed].join("-"), module, settings: own }
  }
  const of = (arms: readonly TrainedArm[], count: number, base?: number): Job<ArmJob>[] =>
    arms.flatMap((arm) => seeds.slice(0, count).map((seed) => job(arm, seed, base)))
  const onOther = (base: number) => [...of(ON_OTHER_BASES, 3, base), job("base", 0, base)]
  return [
    ...of(settings.armsOnce, 1),
    ...of(settings.arms, seeds.length),
    ...settings.otherBases.flatMap(onOther),
    job("base", 0),
  ]
}

const baseFolder = (folder: RunFolder, seed: number): string => folder.checkpointPath(`base-${seed}`)

function baseJob(folder: RunFolder, seed: number, { engine }: RunOptions): Job<BaseJob> {
  const settings: BaseJob = { seed, engine, folder: baseFolder(folder, seed) }
  return { id: `make-base-${seed}`, module: new URL("./base.js", import.meta.url), settings }
}
