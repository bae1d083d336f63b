/**
 * The same verdict in Python: every shipped guideline with its arms, compiled to modules, against the TypeScript, on
 * generated, damaged and hostile completions. GLOSS_DIFFERENTIAL=100000 for the long form.
 */
import { spawn } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { createInterface } from "node:readline"
import { isDeepStrictEqual } from "node:util"
import { describe, expect, test } from "vitest"
import { moduleOf } from "../../src/compile/targets/python.js"
import type { Task } from "../../src/compile/task.js"
import { Random } from "../../src/random.js"
import { findingCodes } from "../../src/reward/codes.js"
import { possibleTotals } from "../../src/reward/combine.js"
import type { Verdict } from "../../src/reward/plan.js"
import { codePointsIn } from "../../src/text.js"
import { GUIDELINES, task as shipped } from "../guidelines/shipped.js"
import { Completions, type Drawn, type Row, rowsFor } from "./python-completions.js"

const COUNT = Number(process.env.GLOSS_DIFFERENTIAL ?? 10_000)
const SEED = Number(process.env.GLOSS_DIFFERENTIAL_SEED ?? 1)
const runtime = readFileSync("assets/python/glossator_reward.py", "utf8")

interface Subject {
  readonly name: string
  readonly task: Task
  readonly rows: readonly Row[]
  readonly firstRow: number
  readonly completions: Completions
}

const subjects: Subject[] = []
for (const name of GUIDELINES)
  for (const arm of [undefined, ...shipped(name).arms]) {
    const task = shipped(name, arm)
    const rows = rowsFor(task)
    const label = arm === undefined ? name : `${name} ${arm}`
    const firstRow = subjects.reduce((sum, one) => sum + one.rows.length, 0)
    const completions = new Completions(task, rows, Random.of(SEED, label), arm === undefined && COUNT > 10_000)
    subjects.push({ name: label, task, rows, firstRow, completions })
  }

/** What both sides say, as plain data; places in code points. */
function said(completion: string, verdict: Verdict): unknown {
  const at = (offset: number) => codePointsIn(completion, 0, offset)
  return JSON.parse(
    JSON.stringify([
      verdict.score,
      verdict.normalised,
      verdict.terms.map(({ name, value, paid, applied }) => [name, value, paid, applied]),
      verdict.reports.map(({ name, value }) => [name, value]),
      verdict.findings.map(({ code, span }) => (span ? [code, at(span.start), at(span.end)] : [code])),
      verdict.answer,
      verdict.unscorable ?? null,
    ]),
  )
}

interface Outcome {
  readonly scored: number
  readonly differing: readonly string[]
  readonly codes: ReadonlyMap<string, number>
  /** By subject and total. */
  readonly totals: ReadonlyMap<string, ReadonlyMap<number, number>>
  readonly unscorable: number
  readonly seconds: number
}

/** All completions through one process; answers come in the order of the questions. */
async function compared(each: number): Promise<Outcome> {
  const folder = mkdtempSync(path.join(tmpdir(), "glossator-python-"))
  const modules = subjects.map(({ task }, i) => {
    const file = path.join(folder, `reward_${i}.py`)
    writeFileSync(file, moduleOf({ task, runtime, train: [], test: [] }, "trl", ""))
    return file
  })
  const started = Date.now()
  const child = spawn("python3", ["tests/conformance/python-differential.py"], { stdio: ["pipe", "pipe", "inherit"] })
  const rows = subjects.flatMap(({ rows: own }, i) => own.map(({ input, gold }) => [i, input, gold]))
  child.stdin.write(`${JSON.stringify({ modules, rows })}\n`)
  const waiting: { readonly subject: Subject; readonly drawn: Drawn; readonly verdict: Verdict }[] = []
  let next = 0
  const differing: string[] = []
  const codes = new Map<string, number>()
  const totals = new Map<string, Map<number, number>>(subjects.map(({ name }) => [name, new Map()]))
  let unscorable = 0
  const lines = createInterface({ input: child.stdout })
  const ended = new Promise<void>((resolve) => lines.on("close", resolve))
  lines.on("line", (line) => {
    const { subject, drawn, verdict } = waiting[next]!
    delete waiting[next++]
    const own = said(drawn.completion, verdict)
    const other: unknown = JSON.parse(line)
    if (!isDeepStrictEqual(own, other) && differing.length < 20)
      differing.push(
        JSON.stringify({
          subject: subject.name,
          ...drawn,
          ...subject.rows[drawn.row],
          typescript: own,
          python: other,
        }).slice(0, 4000),
      )
  })
  const send = async (subject: Subject, drawn: Drawn): Promise<void> => {
    const row = subject.rows[drawn.row]!
    const verdict = subject.task.score(drawn.completion, row, drawn.given)
    for (const code of new Set(verdict.findings.map((one) => one.code))) codes.set(code, (codes.get(code) ?? 0) + 1)
    const own = totals.get(subject.name)!
    if (verdict.unscorable !== undefined) unscorable++
    else own.set(verdict.score, (own.get(verdict.score) ?? 0) + 1)
    waiting.push({ subject, drawn, verdict })
    const line = `${JSON.stringify([subject.firstRow + drawn.row, drawn.completion, drawn.given ?? null])}\n`
    if (!child.stdin.write(line)) await new Promise<void>((resolve) => child.stdin.once("drain", () => resolve()))
  }
  for (const subject of subjects) {
    let sent = 0
    for (const drawn of subject.completions.fixed()) {
      if (sent >= each / 2) break
      await send(subject, drawn)
      sent++
    }
    for (; sent < each; sent++) await send(subject, subject.completions.drawn())
  }
  child.stdin.end()
  await ended
  rmSync(folder, { recursive: true, force: true })
  if (next !== waiting.length) differing.push(`Python answered ${next} of ${waiting.length}`)
  return { scored: waiting.length, differing, codes, totals, unscorable, seconds: (Date.now() - started) / 1000 }
}

describe("Python modules", () => {
  test(`say what TypeScript says, ${COUNT} times`, { timeout: 3_600_000 }, async () => {
    const { scored, differing, codes, totals, unscorable, seconds } = await compared(Math.ceil(COUNT / subjects.length))
    const rare = (count: number | undefined) => (count ?? 0) < 100
    const lacking = subjects.flatMap(({ name, task: { plan } }) => {
      const possible = possibleTotals(plan.terms, plan) ?? []
      const missed = possible.filter((total) => rare(totals.get(name)!.get(total)))
      return missed.length === 0
        ? []
        : [`  ${name}: ${missed.map((total) => `${total} (${totals.get(name)!.get(total) ?? 0})`).join(", ")}`]
    })
    const few = Object.keys(findingCodes).filter((code) => rare(codes.get(code)))
    console.log(
      [
        `${scored} completions, ${subjects.length} rewards, ${unscorable} unscorable, ${differing.length} differ, ${seconds.toFixed(1)} s`,
        `Findings seen fewer than 100 times: ${few.map((code) => `${code} (${codes.get(code) ?? 0})`).join(", ") || "none"}`,
        `Totals seen fewer than 100 times:${lacking.length === 0 ? " none" : ""}`,
        ...lacking,
      ].join("\n"),
    )
    expect(differing).toEqual([])
    expect(scored).toBeGreaterThanOrEqual(COUNT)
  })
})
