/**
 * The same verdict in Python: every shipped guideline with its arms, compiled to modules, against the TypeScript, on
 * generated, damaged and hostile completions; what is rare is drawn again near where it was seen. GLOSS_DIFFERENTIAL=100000
 * for the long form.
 */
import { spawn, spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { createInterface } from "node:readline"
import { isDeepStrictEqual } from "node:util"
import { describe, expect, test } from "vitest"
import { moduleOf } from "../../src/compile/targets/python.js"
import { Random } from "../../src/random.js"
import { checks } from "../../src/reward/checks/index.js"
import { findingCodes } from "../../src/reward/codes.js"
import { possibleTotals } from "../../src/reward/combine.js"
import type { Verdict } from "../../src/reward/plan.js"
import { codePointsIn } from "../../src/text.js"
import { Completions, type Drawn } from "./python-completions.js"
import { type Subject, subjects } from "./python-subjects.js"

const COUNT = Number(process.env.GLOSS_DIFFERENTIAL ?? 10_000)
const SEED = Number(process.env.GLOSS_DIFFERENTIAL_SEED ?? 1)
const runtime = readFileSync("assets/python/glossator_reward.py", "utf8")

const all = subjects()
const shippedCount = all.findIndex(({ name }) => name.endsWith(" ") || name.includes("relation between tags"))
const firstRows = all.map((_, i) => all.slice(0, i).reduce((sum, { rows }) => sum + rows.length, 0))
const modules = (change: (text: string) => string = (text) => text): string[] =>
  all.map(({ task }) => change(moduleOf({ task, runtime, train: [], test: [] }, "trl", "")))

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
  /** Findings, and totals of shipped rewards, that occurred and not often enough. */
  readonly rare: readonly string[]
  readonly unscorable: number
  readonly seconds: number
}

/** How often each kind of finding, and each total of a shipped reward that occurs, must occur. */
const ENOUGH = 100
/** What is rare is drawn again near where it was seen: so many completions are tried for each. */
const MOST_TRIES = 20_000
const MOST_SEEN = 32

interface Seen {
  readonly subject: Subject
  readonly completions: Completions
  readonly drawn: Drawn
}

/** All completions through one process; answers come in the order of the questions. */
async function compared(each: number, texts: readonly string[], seed: number, enough = 0): Promise<Outcome> {
  const folder = mkdtempSync(path.join(tmpdir(), "glossator-python-"))
  const files = texts.map((text, i) => {
    const file = path.join(folder, `reward_${i}.py`)
    writeFileSync(file, text)
    return file
  })
  const started = Date.now()
  const child = spawn("python3", ["tests/conformance/python-differential.py"], { stdio: ["pipe", "pipe", "inherit"] })
  const rows = all.flatMap(({ rows: own }, i) => own.map(({ input, gold }) => [i, input, gold]))
  child.stdin.write(`${JSON.stringify({ modules: files, rows })}\n`)
  const waiting: { readonly subject: Subject; readonly drawn: Drawn; readonly verdict: Verdict }[] = []
  let next = 0
  const differing: string[] = []
  const codes = new Map<string, number>()
  const totals = new Map<string, Map<number, number>>(all.map(({ name }) => [name, new Map()]))
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
  /** By finding, and by total of a shipped reward: how often it occurred, and the first places. */
  const shown = new Map<string, { count: number; readonly at: Seen[] }>()
  const shownBy = (subject: Subject, { findings, score, unscorable: lost }: Verdict): string[] => [
    ...new Set(findings.map(({ code }) => code)),
    ...(lost === undefined && all.indexOf(subject) < shippedCount && isPossible(subject, score)
      ? [`${subject.name} ${score}`]
      : []),
  ]
  const send = async (seen: Seen, isRareOnly = false): Promise<void> => {
    const { subject, drawn } = seen
    const row = subject.rows[drawn.row]!
    const verdict = subject.task.score(drawn.completion, row, drawn.given)
    const showing = shownBy(subject, verdict)
    if (isRareOnly && !showing.some((one) => (shown.get(one)?.count ?? 0) < enough)) return
    for (const one of showing) {
      const known = shown.get(one) ?? { count: 0, at: [] }
      shown.set(one, known)
      known.count++
      if (known.at.length < MOST_SEEN) known.at.push(seen)
    }
    for (const code of new Set(verdict.findings.map((one) => one.code))) codes.set(code, (codes.get(code) ?? 0) + 1)
    const own = totals.get(subject.name)!
    if (verdict.unscorable !== undefined) unscorable++
    else own.set(verdict.score, (own.get(verdict.score) ?? 0) + 1)
    waiting.push({ subject, drawn, verdict })
    const line = `${JSON.stringify([firstRows[all.indexOf(subject)]! + drawn.row, drawn.completion, drawn.given ?? null])}\n`
    if (!child.stdin.write(line)) await new Promise<void>((resolve) => child.stdin.once("drain", () => resolve()))
  }
  for (const subject of all) {
    const { name, task, rows: own } = subject
    const completions = new Completions(task, own, subject.own, Random.of(seed, name), each > 1000)
    let sent = 0
    for (const drawn of completions.fixed()) {
      if (sent >= each / 2) break
      await send({ subject, completions, drawn })
      sent++
    }
    for (; sent < each * subject.weight; sent++) await send({ subject, completions, drawn: completions.drawn() })
  }
  const random = Random.of(seed, "rare")
  for (const known of shown.values())
    for (let tries = 0; known.count < enough && tries < MOST_TRIES; tries++) {
      const { subject, completions, drawn } = random.pick(known.at)
      await send({ subject, completions, drawn: completions.near(drawn) }, true)
    }
  child.stdin.end()
  await ended
  rmSync(folder, { recursive: true, force: true })
  if (next !== waiting.length) differing.push(`Python answered ${next} of ${waiting.length}`)
  const rare = [...shown].filter(([, { count }]) => count < enough).map(([one, { count }]) => `${one} (${count})`)
  return { scored: waiting.length, differing, codes, totals, rare, unscorable, seconds: (Date.now() - started) / 1000 }
}

describe("Python modules", () => {
  test(`say what TypeScript says, ${COUNT} times`, { timeout: 3_600_000 }, async () => {
    const outcome = await compared(Math.ceil(COUNT / all.length), modules(), SEED, ENOUGH)
    console.log(described(outcome))
    expect(outcome.differing).toEqual([])
    expect(outcome.rare).toEqual([])
    expect(Object.keys(findingCodes).filter((code) => (outcome.codes.get(code) ?? 0) < ENOUGH)).toEqual([])
    expect(outcome.scored).toBeGreaterThanOrEqual(COUNT)
  })

  test("that say something else are found out", { timeout: 600_000 }, async () => {
    const other = (from: string, to: string) => (text: string) => {
      expect(text).toContain(from)
      return text.replace(from, to)
    }
    const changes = [
      other("up - 0.5 > scaled", "up - 0.4 > scaled"),
      other("return 0 if every == 0 else shared / every", "return 0 if every == 0 else 0.999 * shared / every"),
      other('state.report("answer-repeated", (other, other + len(open)))', "pass"),
    ]
    for (const change of changes) expect((await compared(40, modules(change), 1)).differing.length).toBeGreaterThan(0)
  })

  test("judge every check's cases as they are declared", () => {
    const cases = [...checks].flatMap(([verb, check]) => check.cases.map((one) => [verb, one] as const))
    expect(cases.length).toBeGreaterThan(200)
    const folder = mkdtempSync(path.join(tmpdir(), "glossator-python-"))
    const file = path.join(folder, "reward.py")
    writeFileSync(file, modules()[0]!)
    const { stdout, stderr } = spawnSync("python3", ["tests/conformance/python-checks.py", file], {
      input: JSON.stringify(cases),
      encoding: "utf8",
    })
    rmSync(folder, { recursive: true, force: true })
    expect(stderr).toBe("")
    const values = JSON.parse(stdout) as number[]
    expect(cases.map(([verb, one], i) => [verb, one, values[i]])).toEqual(
      cases.map(([verb, one]) => [verb, one, one.value]),
    )
  })
})

const possible = new Map(all.map(({ name, task: { plan } }) => [name, new Set(possibleTotals(plan.terms, plan))]))
/** Of a graded reward there are totals without number. */
const isPossible = ({ name }: Subject, total: number): boolean => possible.get(name)!.has(total)

/** What occurred how often: the figures that say how much the agreement is worth. */
function described({ scored, unscorable, differing, seconds, codes, totals }: Outcome): string {
  const rare = (count: number | undefined) => (count ?? 0) < ENOUGH
  const lacking = all.slice(0, shippedCount).flatMap(({ name, task: { plan } }) => {
    const own = totals.get(name)!
    const missed = (possibleTotals(plan.terms, plan) ?? []).filter((total) => rare(own.get(total)))
    const listed = missed.slice(0, 12).map((total) => `${total} (${own.get(total) ?? 0})`)
    return missed.length === 0
      ? []
      : [`  ${name}: ${listed.join(", ")}${missed.length > 12 ? ` and ${missed.length - 12} more` : ""}`]
  })
  const few = Object.keys(findingCodes).filter((code) => rare(codes.get(code)))
  return [
    `${scored} completions, ${all.length} rewards, ${unscorable} unscorable, ${differing.length} differ, ${seconds.toFixed(1)} s`,
    `Findings seen fewer than ${ENOUGH} times: ${few.map((code) => `${code} (${codes.get(code) ?? 0})`).join(", ") || "none"}`,
    `Totals seen fewer than ${ENOUGH} times:${lacking.length === 0 ? " none" : ""}`,
    ...lacking,
  ].join("\n")
}
