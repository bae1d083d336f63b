/**
 * `glossator run RECIPE`: runs a recipe in a folder of its own, shows how it goes, and writes results and report.
 *
 * Knows nothing of what a recipe trains; all numbers come from its outcome.
 */
import { availableParallelism } from "node:os"
import path from "node:path"
import { UserError } from "../diagnostic.js"
import { type Conclusion, conclude } from "../display/conclusions.js"
import { createProgress, type Progress } from "../display/progress.js"
import { renderReport } from "../display/report.js"
import { formatConclusions, formatResults, wrap } from "../display/terminal.js"
import { ENGINE_NAMES, type EngineName } from "../engine/engine.js"
import { needInstalled } from "../engine/installed.js"
import { engineVersion } from "../engine/packages.js"
import { version } from "../package.js"
import { recipes } from "../recipes/index.js"
import type { Recipe, ReportPage, RunEvent } from "../recipes/recipe.js"
import { asUserError } from "../rollout/durable.js"
import type { Manifest } from "../rollout/manifest.js"
import type { ResultRow } from "../rollout/result.js"
import { type RunContext, RunFolder, type RunIdentity, readManifest } from "../rollout/run-folder.js"
import { nearest } from "../text.js"
import { report } from "./codes.js"
import { EXIT } from "./exit.js"
import { interruptible } from "./interrupt.js"
import { err, type Io, out, outJson, usesColor } from "./io.js"

export interface RunFlags {
  readonly data?: string
  readonly out?: string
  readonly resume?: string
  readonly engine?: string
  readonly seeds?: number
  readonly steps?: number
  readonly threads?: number
  readonly long?: boolean
  readonly json?: boolean
}

/** What is run: from the flags, or where a run goes on, from its manifest. */
interface Plan {
  readonly recipe: Recipe
  readonly engine: EngineName
  readonly options: Manifest["options"]
}

/**
 * @param argv  the command line as typed, for the manifest
 * @param known for tests: other recipes than the package's
 * @throws UserError engine-not-installed, before anything is begun
 */
export async function run(
  name: string | undefined,
  flags: RunFlags,
  argv: readonly string[],
  io: Io,
  known: readonly Recipe[] = recipes,
): Promise<number> {
  const plan = planOf(name, flags, known)
  const { recipe, engine, options } = plan
  needInstalled(engine)
  const progress = createProgress({ stream: io.stderr })
  let folder: RunFolder | undefined
  const resumeLine = (): string =>
    folder ? `Go on with:\n  npx glossator run ${recipe.name} --resume ${quoted(folder.path)}` : ""
  const context: RunContext = {
    glossator: version(),
    engineVersion: engineVersion(engine),
    command: ["glossator", ...argv.map((argument) => withoutFolders(argument, io.cwd))],
    options,
    now: () => new Date(),
  }
  const open = async (identity: RunIdentity): Promise<RunFolder> => {
    folder = flags.resume
      ? await RunFolder.resume(identity, context, flags.resume)
      : await RunFolder.create(identity, context, flags.out)
    progress.note(`${flags.resume ? "Going on in" : "Run folder:"} ${folder.path}`)
    return folder
  }
  let device: Promise<void> = Promise.resolve()
  const devices = new Set<string>()
  const hear = (event: RunEvent): void => {
    // every child process tells its device; it is said once
    if (event.type !== "device" || !devices.has(event.device.description)) tell(event, progress)
    if (event.type === "device") devices.add(event.device.description)
    if (event.type === "device" && folder) device = folder.setDevice(event.device)
    // awaited below; until then a failure is not an unhandled one
    device.catch(() => {})
  }
  try {
    const outcome = await interruptible(
      io,
      "\nStopping after this step and writing a checkpoint; press Ctrl-C again to stop at once.",
      (signal) => recipe.run({ ...given(options), open, engine, long: options.long, signal }, hear),
      () => `Stopped at once; what was done since the last checkpoint is lost. ${resumeLine()}`,
    )
    progress.stop()
    await device
    if (!folder) throw new RangeError(`the recipe ${recipe.name} did not open its folder`)
    if (outcome.state === "stopped") {
      await folder.close("stopped")
      err(io, `Stopped: ${outcome.at}. A checkpoint is written. ${resumeLine()}`)
      if (flags.json) outJson(io, { state: "stopped", folder: folder.path, at: outcome.at })
      return EXIT.interrupted
    }
    const conclusions = await finish(folder, outcome.results, outcome.page)
    if (flags.json) {
      const sentences = conclusions.map(({ sentence, verdict, comparison }) => ({ ...comparison, verdict, sentence }))
      outJson(io, { state: "finished", folder: folder.path, results: outcome.results, conclusions: sentences })
    } else print(io, folder, outcome.results, outcome.page, conclusions)
    return EXIT.ok
  } catch (error) {
    progress.stop()
    if (!folder) throw error
    await folder.close("stopped").catch(() => {})
    err(io, `What was done up to the last checkpoint is kept in ${folder.path}. ${resumeLine()}\n`)
    throw fullDisk(error) ? asUserError({ code: "ENOSPC" }, folder.path) : error
  }
}

/** @throws UserError recipe-unknown, engine-unknown, data-option, run-not-found, resume-other-recipe, threads-too-many */
function planOf(name: string | undefined, flags: RunFlags, known: readonly Recipe[]): Plan {
  const before = flags.resume === undefined ? undefined : readManifest(flags.resume)
  const wanted = name ?? before?.recipe ?? ""
  const recipe = known.find((one) => one.name === wanted)
  if (!recipe) {
    const names = known.map((one) => one.name)
    const near = nearest(wanted, names)
    throw new UserError(report("recipe-unknown", { name: wanted, known: names, ...(near && { near }) }))
  }
  if (before && before.recipe !== recipe.name)
    throw new UserError(
      report("resume-other-recipe", { folder: flags.resume!, recipe: before.recipe, asked: recipe.name }),
    )
  const engine = flags.engine ?? before?.engine ?? "ort-cpu"
  if (!isEngine(engine)) {
    const near = nearest(engine, ENGINE_NAMES)
    const expected = `${ENGINE_NAMES.join(", ")}${near ? ` (did you mean ${near}?)` : ""}`
    throw new UserError(report("option-value", { option: "--engine", value: engine, expected }))
  }
  const data = flags.data ?? before?.options.data ?? null
  if (data !== null && !recipe.data.includes(data))
    throw new UserError(report("data-option", { recipe: recipe.name, name: data, known: recipe.data }))
  const cores = availableParallelism()
  if (flags.threads !== undefined && flags.threads > cores)
    throw new UserError(report("threads-too-many", { threads: flags.threads, cores }))
  return {
    recipe,
    engine,
    options: {
      data,
      seeds: flags.seeds ?? before?.options.seeds ?? null,
      steps: flags.steps ?? before?.options.steps ?? null,
      threads: flags.threads ?? before?.options.threads ?? null,
      long: flags.long ?? before?.options.long ?? false,
    },
  }
}

const isEngine = (name: string): name is EngineName => (ENGINE_NAMES as readonly string[]).includes(name)

const given = ({ data, seeds, steps, threads }: Manifest["options"]) => ({
  ...(data !== null && { data }),
  ...(seeds !== null && { seeds }),
  ...(steps !== null && { steps }),
  ...(threads !== null && { threads }),
})

function tell(event: RunEvent, progress: Progress): void {
  if (event.type === "device")
    progress.note(`Engine ${event.engine}: ${event.device.description} (${event.device.kind})`)
  else if (event.type === "step") {
    const { phase, arm, seed, step, of, metrics } = event
    progress.step({ label: `${phase} ${arm}, seed ${seed}`, step, of, metrics })
  } else progress.note(event.says)
}

async function finish(folder: RunFolder, results: readonly ResultRow[], page: ReportPage): Promise<Conclusion[]> {
  const conclusions = conclude(results, page.comparisons)
  await folder.writeResults(results)
  await folder.close("finished")
  const [metrics, rollouts] = [await folder.metrics.read(), await folder.rollouts.read()]
  const { manifest, guidelines } = folder
  await folder.writeReport(renderReport({ manifest, results, metrics, rollouts, conclusions, guidelines, page }))
  return conclusions
}

function print(
  io: Io,
  folder: RunFolder,
  results: readonly ResultRow[],
  page: ReportPage,
  conclusions: readonly Conclusion[],
): void {
  const width = io.stdout.columns ?? 100
  const color = usesColor(io, io.stdout)
  const file = (name: string): string => path.join(folder.path, name)
  out(io, `\n${formatResults(results, { width, color })}`)
  if (conclusions.length > 0) out(io, `\n${formatConclusions(conclusions, { width })}`)
  if (page.scale.length > 0) out(io, `\n${page.scale.map((line) => wrap(line, width)).join("\n")}`)
  out(io, `\nReport: ${file("report.html")}\nNumbers: ${file("results.json")}`)
}

/** A disk that fills up in a child process comes back as a message only. */
const fullDisk = (error: unknown): boolean =>
  error instanceof Error && !(error instanceof UserError) && /\b(ENOSPC|EDQUOT)\b/.test(error.message)

/** Folders of this machine do not belong into a manifest. */
function withoutFolders(argument: string, cwd: string): string {
  if (!path.isAbsolute(argument)) return argument
  const relative = path.relative(cwd, argument)
  return relative.startsWith("..") || path.isAbsolute(relative) ? `…/${path.basename(argument)}` : relative || "."
}

const quoted = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)
