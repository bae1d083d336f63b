/** `glossator score GUIDELINE --rows FILE`: one verdict for each row, as rows come; memory does not grow with them. */
import { once } from "node:events"
import { createReadStream } from "node:fs"
import path from "node:path"
import type { Readable } from "node:stream"
import { loadGuideline } from "../compile/load.js"
import { holds } from "../compile/prompt/inputs.js"
import type { Task } from "../compile/task.js"
import { report as dataReport } from "../data/codes.js"
import { type AnswerRow, answerRows } from "../data/readers/answers.js"
import { type Diagnostic, printable, UserError } from "../diagnostic.js"
import { fileReason } from "../file-reason.js"
import type { Given, Verdict } from "../reward/plan.js"
import { toWire, unreadVerdict } from "../reward/wire.js"
import type { OwnChecks } from "../rollout/own-checks.js"
import { withArm } from "./arm.js"
import { report } from "./codes.js"
import { EXIT } from "./exit.js"
import { diagnosticsJson, err, errDiagnostics, type Io } from "./io.js"
import { ownChecks } from "./own.js"
import { misspeltInput } from "./suspect.js"

export interface ScoreOptions {
  /** JSON Lines; `-` is stdin. */
  readonly rows: string
  /** Another reward of the guideline. */
  readonly arm?: string
  /** The file of the user's own checks, which is run. */
  readonly allowCode?: string
  /** Stop at the first row that can not be read or scored. */
  readonly strict?: boolean
  readonly json?: boolean
}

/** What was wrong with rows is printed so often, then counted. */
const MOST_SHOWN = 20

const STOP = Symbol("--strict")

export async function score(file: string, options: ScoreOptions, io: Io): Promise<number> {
  const { task: main, diagnostics } = loadGuideline(file)
  if (!main) throw new UserError(diagnostics)
  errDiagnostics(io, diagnostics)
  const task = withArm(main, options.arm)
  const own = await ownChecks(task, options.allowCode, io)
  try {
    return await scoreRows(task, own, options, io)
  } finally {
    await own?.close()
  }
}

async function scoreRows(task: Task, own: OwnChecks | undefined, options: ScoreOptions, io: Io): Promise<number> {
  const counts = { rows: 0, unscorable: 0, wrong: 0, lacking: 0, total: 0 }
  const told = new Set<string>()
  let last = 0
  /** What is wrong with the last row that could not be read. */
  let lost: Diagnostic[] = []
  const flush = () => {
    if (lost.length > 0) print(io, unreadLine(last, lost))
    lost = []
  }
  const wrong = (diagnostic: Diagnostic) => {
    const line = diagnostic.place?.source.position(0).line ?? 0
    if (diagnostic.severity === "error" && line !== last) {
      flush()
      counts.wrong++
      last = line
    }
    if (options.json && diagnostic.severity === "error") lost.push(diagnostic)
    else if (options.json) print(io, JSON.stringify({ diagnostics: diagnosticsJson([diagnostic]) }))
    else if (counts.wrong <= MOST_SHOWN) errDiagnostics(io, [diagnostic])
    if (options.strict && diagnostic.severity === "error") throw STOP
  }
  try {
    for await (const row of answerRows(rowsOf(options, io), options.rows, wrong)) {
      flush()
      const verdict = await verdictOn(row, task, own)
      counts.rows++
      if (verdict.unscorable === undefined) counts.total += verdict.score
      else counts.unscorable++
      const lacks = verdict.unscorable === undefined ? lackingInput(row, task) : undefined
      if (lacks) counts.lacking++
      if (lacks && !told.has(lacks.input)) wrong(report("input-lacking", { id: row.id, ...lacks }))
      if (lacks) told.add(lacks.input)
      const line = options.json
        ? JSON.stringify({ id: row.id, ...toWire(verdict, row.completion) })
        : lineOf(row, verdict)
      // whoever reads more slowly than rows are scored is waited for
      if (!print(io, line)) await once(io.stdout, "drain")
      if (options.strict && verdict.unscorable !== undefined) throw STOP
    }
  } catch (error) {
    if (error !== STOP) throw error
    err(io, "Stopped there, as --strict says.")
  }
  flush()
  err(io, summary(counts))
  return counts.wrong + counts.unscorable > 0 ? EXIT.input : EXIT.ok
}

/** What the guideline asks about and the row does not say: nothing was paid wrongly, but it is another task's row, or a slip. */
function lackingInput({ input }: AnswerRow, { meaning }: Task): { input: string; found?: string } | undefined {
  const lacking = meaning.inputs.find(
    ({ name, type, when }) => type.kind !== "mention" && holds(when, input) && !Object.hasOwn(input, name),
  )
  if (!lacking) return undefined
  const found = misspeltInput(input, meaning)
  return { input: lacking.name, ...(found !== undefined && { found }) }
}

/** A row that can not be read has a verdict like any other, without a score, under the number of its line. */
const unreadLine = (line: number, wrong: readonly Diagnostic[]): string =>
  JSON.stringify({
    id: `#${line}`,
    ...unreadVerdict(`the row can not be read: ${wrong.map(({ message }) => message).join(" ")}`),
    diagnostics: diagnosticsJson(wrong),
  })

const print = (io: Io, line: string): boolean => io.stdout.write(`${line}\n`)

async function verdictOn(row: AnswerRow, task: Task, own: OwnChecks | undefined): Promise<Verdict> {
  const { completion, input } = row
  const values = own && typeof completion === "string" ? await own.run({ completion, input }) : undefined
  // the reward looks at what is given before it believes it
  const given = { ...row.given, ...values } as Given
  return task.score(completion as string, row, given)
}

async function* rowsOf({ rows }: ScoreOptions, io: Io): AsyncGenerator<unknown> {
  const stream: Readable =
    rows === "-" ? io.stdin : createReadStream(path.resolve(io.cwd, rows), { highWaterMark: 2 ** 20 })
  try {
    for await (const chunk of stream) yield chunk
  } catch (error) {
    throw new UserError(dataReport("data-file-unreadable", { path: rows, reason: fileReason(error) }))
  }
}

/** `42  -0.5  format +1, right -1.5; case-differs`. */
function lineOf({ id }: AnswerRow, { score, terms, findings, unscorable }: Verdict): string {
  if (unscorable !== undefined) return printable(`${id}  unscorable  ${unscorable}`)
  const paid = terms.flatMap(({ name, paid, applied }) => (applied ? [`${name} ${paid > 0 ? "+" : ""}${paid}`] : []))
  const codes = [...new Set(findings.map(({ code }) => code))]
  return printable(
    [`${id}  ${score}`, [paid.join(", "), codes.join(", ")].filter((part) => part !== "").join("; ")].join("  "),
  )
}

interface Counts {
  readonly rows: number
  readonly unscorable: number
  readonly wrong: number
  /** Scored, although they lack an input of the guideline. */
  readonly lacking: number
  readonly total: number
}

function summary({ rows, unscorable, wrong, lacking, total }: Counts): string {
  const scored = rows - unscorable
  const mean = scored > 0 ? `, mean score ${(total / scored).toFixed(4)}` : ""
  const left = [
    ...(unscorable > 0 ? [`${unscorable} unscorable`] : []),
    ...(wrong > 0 ? [`${wrong} more could not be read`] : []),
    ...(lacking > 0 ? [`${lacking} of them without an input that the guideline declares`] : []),
  ]
  return `${scored} of ${rows} rows scored${mean}${left.length > 0 ? `; ${left.join(", ")}` : ""}`
}
