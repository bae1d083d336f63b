/**
 * A user's own checks: functions of one TypeScript file that `check … runs "name"` names. They run only where somebody
 * allowed that file, in a worker that is ended when it takes too long or too much memory; the row is then unscorable, with
 * the reason, and the next row gets a new worker. `check` and editors never come here.
 *
 * The limits are against mistakes, not against malice: the code may do what Node may do.
 */
import { readFileSync } from "node:fs"
import { Worker } from "node:worker_threads"
import { type Diagnostic, UserError } from "../diagnostic.js"
import { fileReason } from "../file-reason.js"
import { AnswerReader } from "../reward/answer/read.js"
import type { Failed, Given, Plan } from "../reward/plan.js"
import { nearest, Source } from "../text.js"
import type { Example, Value } from "../value.js"
import { report } from "./own-codes.js"
import { OWN_WORKER } from "./own-worker.js"

export interface OwnLimits {
  /** Of all calls for one row; default 1,000. */
  readonly rowMilliseconds?: number
  /** Of loading the file; default 5,000. */
  readonly loadMilliseconds?: number
  /** Of all rows together; what comes later fails without being run. Default 600,000. */
  readonly totalMilliseconds?: number
  /** Of the worker's JavaScript heap; default 256. */
  readonly memoryMegabytes?: number
}

export interface OwnRow extends Partial<Pick<Example, "input">> {
  readonly completion: string
}

/** What a function is given beside the value that it judges. It never sees the gold. */
export interface OwnContext {
  readonly completion: string
  readonly input: Example["input"]
  /** All parts of the answer, as they were read. */
  readonly answer: Readonly<Record<string, Value>>
}

/** One check of the plan that runs a function. */
interface Call {
  /** The rule or term that the value is for. */
  readonly owner: string
  readonly part: string
  readonly function: string
}

/** @returns the names of the plan's rules and terms that run a user's own code */
export const ownRules = (plan: Plan): string[] => callsOf(plan).map(({ owner }) => owner)

function callsOf({ rules, terms, reports }: Plan): Call[] {
  const phrases = [
    ...rules.flatMap((rule) => (rule.grade === "checked" ? [{ name: rule.name, phrase: rule.phrase }] : [])),
    ...terms,
    ...reports,
  ]
  const calls = phrases.flatMap(({ name, phrase }): Call[] => {
    if (phrase.kind !== "verb" || phrase.verb !== "runs") return []
    const [first] = phrase.objects
    return first?.kind === "text" ? [{ owner: name, part: phrase.subject.name, function: first.text }] : []
  })
  return [...new Map(calls.map((call) => [call.owner, call])).values()]
}

/** @throws UserError own-code-unreadable, -syntax, -import, -fails; own-function-missing */
export async function runOwnChecks(
  file: string,
  plan: Plan,
  rows: readonly OwnRow[],
  limits: OwnLimits = {},
): Promise<Given[]> {
  const checks = await OwnChecks.open(file, plan, limits)
  try {
    const values: Given[] = []
    for (const row of rows) values.push(await checks.run(row))
    return values
  } finally {
    await checks.close()
  }
}

export class OwnChecks {
  readonly #path: string
  readonly #module: string
  readonly #calls: readonly Call[]
  readonly #reader: AnswerReader
  readonly #limits: Required<OwnLimits>
  #worker: OwnWorker | undefined
  #left: number

  private constructor(path: string, module: string, plan: Plan, limits: OwnLimits) {
    this.#path = path
    this.#module = module
    this.#calls = callsOf(plan)
    this.#reader = new AnswerReader(plan)
    this.#limits = {
      ...{ rowMilliseconds: 1000, loadMilliseconds: 5000, totalMilliseconds: 600_000, memoryMegabytes: 256 },
      ...limits,
    }
    this.#left = this.#limits.totalMilliseconds
  }

  /** Reads and loads the file, and looks whether it has every function that the plan names. @throws UserError */
  static async open(file: string, plan: Plan, limits: OwnLimits = {}): Promise<OwnChecks> {
    const checks = new OwnChecks(file, await moduleOf(file), plan, limits)
    try {
      await checks.#start()
    } catch (error) {
      await checks.close()
      throw error
    }
    return checks
  }

  /** Values by rule; for a check of many values in one answer their mean. A part that was not read needs none. */
  async run({ completion, input = {} }: OwnRow): Promise<Given> {
    const reading = this.#reader.read(completion, input)
    const context: OwnContext = { completion, input, answer: { ...reading.values } }
    const given: Record<string, number | Failed> = {}
    const until = performance.now() + this.#limits.rowMilliseconds
    for (const { owner, part, function: name } of this.#calls) {
      const values = reading.occurrences(part).flatMap(({ value }) => (value === undefined ? [] : [value]))
      if (values.length === 0) continue
      let sum = 0
      let failed: Failed | undefined
      for (const value of values) {
        const judged = await this.#call(name, value, context, until)
        if (typeof judged === "object") {
          failed = judged
          break
        }
        sum += judged
      }
      given[owner] = failed ?? sum / values.length
    }
    return given
  }

  async close(): Promise<void> {
    const worker = this.#worker
    this.#worker = undefined
    await worker?.end()
  }

  async #call(name: string, value: Value, context: OwnContext, until: number): Promise<number | Failed> {
    const { rowMilliseconds, totalMilliseconds } = this.#limits
    if (this.#left <= 0) return { failed: `all rows together took longer than ${seconds(totalMilliseconds)}` }
    const started = performance.now()
    try {
      if (this.#worker?.isEnded) await this.close()
      this.#worker ??= await this.#start()
      const left = Math.min(until - performance.now(), this.#left)
      return (
        (await this.#worker.call(name, value, context, left)) ?? {
          failed: `it took longer than ${seconds(rowMilliseconds)}`,
        }
      )
    } catch (error) {
      return { failed: error instanceof Error ? error.message : String(error) }
    } finally {
      this.#left -= performance.now() - started
    }
  }

  /** @throws UserError own-code-fails, own-function-missing */
  async #start(): Promise<OwnWorker> {
    const worker = new OwnWorker(this.#module, this.#limits.memoryMegabytes)
    this.#worker = worker
    const exported = await worker.exported(this.#limits.loadMilliseconds)
    if ("failed" in exported) {
      await this.close()
      throw new UserError(report("own-code-fails", { path: this.#path, reason: exported.failed }))
    }
    const missing = [...new Set(this.#calls.map((call) => call.function))].filter(
      (name) => !exported.names.includes(name),
    )
    if (missing.length > 0) {
      await this.close()
      throw new UserError(missing.map((name) => functionMissing(this.#path, name, exported.names)))
    }
    return worker
  }
}

function functionMissing(path: string, name: string, exported: readonly string[]): Diagnostic {
  const near = nearest(name, exported)
  return report("own-function-missing", { path, name, exported, ...(near !== undefined && { near }) })
}

const seconds = (milliseconds: number): string => `${milliseconds / 1000} s`

type Answer = { readonly id?: number; readonly value?: number; readonly failed?: string; readonly exported?: string[] }

/** One worker and the one question that it is asked at a time. */
class OwnWorker {
  readonly #worker: Worker
  readonly #memoryMegabytes: number
  #waiting: ((answer: Answer) => void) | undefined
  #calls = 0
  isEnded = false

  constructor(module: string, memoryMegabytes: number) {
    this.#memoryMegabytes = memoryMegabytes
    this.#worker = new Worker(OWN_WORKER, {
      eval: true,
      workerData: { module },
      // nothing of the environment, and what it prints must not come between the verdicts
      env: {},
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    })
    this.#worker.stdout.resume()
    this.#worker.stderr.resume()
    this.#worker.on("message", (answer: Answer) => this.#waiting?.(answer))
    this.#worker.on("error", (error: Error & { code?: string }) => this.#fail(error))
    this.#worker.on("exit", (code) => this.#fail(new Error(`it ended the worker with code ${code}`)))
  }

  async exported(milliseconds: number): Promise<{ readonly names: readonly string[] } | Failed> {
    const answer = await this.#answer(milliseconds, () => {})
    if (!answer) return { failed: `it took longer than ${seconds(milliseconds)}` }
    return answer.exported ? { names: answer.exported } : { failed: answer.failed ?? "it gave no answer" }
  }

  /** @returns undefined when it took too long */
  async call(
    name: string,
    value: Value,
    context: OwnContext,
    milliseconds: number,
  ): Promise<number | Failed | undefined> {
    const id = this.#calls++
    const answer = await this.#answer(milliseconds, () => this.#worker.postMessage({ id, name, value, context }), id)
    return answer && (answer.value ?? { failed: answer.failed ?? "it gave no answer" })
  }

  async end(): Promise<void> {
    this.isEnded = true
    await this.#worker.terminate()
  }

  /** @param id answers to other calls are dropped. @returns undefined when it took too long: the worker has ended then */
  #answer(milliseconds: number, ask: () => void, id?: number): Promise<Answer | undefined> {
    return new Promise((resolve) => {
      const done = (answer: Answer | undefined) => {
        clearTimeout(timer)
        this.#waiting = undefined
        resolve(answer)
      }
      const timer = setTimeout(
        () => {
          this.isEnded = true
          done(undefined)
        },
        Math.max(0, milliseconds),
      )
      this.#waiting = (answer) => {
        if (answer.id === id || answer.id === undefined) done(answer)
      }
      ask()
    })
  }

  #fail(error: Error & { readonly code?: string }): void {
    this.isEnded = true
    const isMemory = error.code === "ERR_WORKER_OUT_OF_MEMORY"
    this.#waiting?.({ failed: isMemory ? `it needed more than ${this.#memoryMegabytes} MB of memory` : error.message })
  }
}

/** The file as one JavaScript module, in base64. @throws UserError */
async function moduleOf(path: string): Promise<string> {
  let text: string
  try {
    text = readFileSync(path, "utf8")
  } catch (error) {
    throw new UserError(report("own-code-unreadable", { path, reason: fileReason(error) }))
  }
  const { default: ts } = await import("typescript")
  const source = new Source(path, text)
  const imported = ts
    .preProcessFile(text, true, true)
    .importedFiles.filter(({ fileName }) => !fileName.startsWith("node:"))
  const { outputText, diagnostics = [] } = ts.transpileModule(text, {
    fileName: path,
    reportDiagnostics: true,
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, inlineSourceMap: false },
  })
  const wrong = [
    ...diagnostics.map(({ messageText, start = 0, length = 0 }) => {
      const reason = ts.flattenDiagnosticMessageText(messageText, " ")
      return report("own-code-syntax", { reason }, { place: { source, span: { start, end: start + length } } })
    }),
    ...imported.map(({ fileName, pos }) =>
      report(
        "own-code-import",
        { name: fileName },
        { place: { source, span: { start: pos, end: pos + fileName.length + 2 } } },
      ),
    ),
  ]
  if (wrong.length > 0) throw new UserError(wrong)
  return Buffer.from(outputText, "utf8").toString("base64")
}
