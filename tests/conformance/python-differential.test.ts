/**
 * The same verdict in Python: every shipped guideline with its arms, compiled to modules, against the TypeScript, on
 * generated, damaged and hostile completions; what is rare is drawn again near where it was seen, until every kind of finding
 * and every total that a shipped reward can pay was tried often enough. GLOSS_DIFFERENTIAL=100000 for the long form.
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
import { Completions, type Drawn, type Row } from "./python-completions.js"
import { type Subject, subjects } from "./python-subjects.js"
import { broken, isPlain, needless, outcomeOf, reachableTotals } from "./python-totals.js"

const COUNT = Number(process.env.GLOSS_DIFFERENTIAL ?? 10_000)
const SEED = Number(process.env.GLOSS_DIFFERENTIAL_SEED ?? 1)
const runtime = readFileSync("assets/python/glossator_reward.py", "utf8")

const all = subjects()
const modules = (change: (text: string) => string = (text) => text): string[] =>
  all.map(({ task }) => change(moduleOf({ task, runtime, train: [], test: [] }, "trl", "")))

/** What the plans of shipped rewards list. */
const possible = new Map(
  all.flatMap((subject) => {
    const { plan } = subject.task
    return subject.isShipped ? [[subject, new Set(possibleTotals(plan.terms, plan)!)] as const] : []
  }),
)

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
  /** How often: findings by code; totals of shipped rewards by `totalOf`, where every term holds or does not. */
  readonly occurred: ReadonlyMap<string, number>
  /** Of shipped rewards: what they can not be, and was. */
  readonly impossible: ReadonlySet<string>
  readonly unscorable: number
  readonly seconds: number
}

/** How often each kind of finding, and each total that a shipped reward can pay, must occur. */
const ENOUGH = 100
/** What is rare is drawn again near what was seen: so many completions are tried for each. */
const MOST_TRIES = 100_000
const MOST_SEEN = 32

const totalOf = ({ name }: Subject, total: number): string => `${name}: ${total}`
const wantedTotals = all
  .filter(({ isShipped }) => isShipped)
  .map((subject) => [subject, reachableTotals(subject)] as const)
const WANTED = [
  ...Object.keys(findingCodes),
  ...wantedTotals.flatMap(([subject, totals]) => [...totals.keys()].map((total) => totalOf(subject, total))),
]

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
  child.stdin.write(`${JSON.stringify({ modules: files })}\n`)
  /** By subject: the same row may be of several. */
  const sent = new Map<Subject, Map<Row, number>>(all.map((subject) => [subject, new Map()]))
  let rows = 0
  const waiting: (Seen & { readonly verdict: Verdict })[] = []
  let next = 0
  const differing: string[] = []
  let unscorable = 0
  const lines = createInterface({ input: child.stdout })
  const ended = new Promise<void>((resolve) => lines.on("close", resolve))
  lines.on("line", (line) => {
    const { subject, completions, drawn, verdict } = waiting[next]!
    delete waiting[next++]
    const own = said(drawn.completion, verdict)
    const other: unknown = JSON.parse(line)
    if (!isDeepStrictEqual(own, other) && differing.length < 20)
      differing.push(
        JSON.stringify({
          subject: subject.name,
          ...drawn,
          ...completions.rowOf(drawn),
          typescript: own,
          python: other,
        }).slice(0, 4000),
      )
  })
  /** By finding, and by total of a shipped reward: how often it occurred, and the first places. */
  const shown = new Map<string, { count: number; readonly at: Seen[] }>()
  /** Of each shipped reward, completions whose terms came out in ways of their own. */
  const kinds = new Map<Subject, Map<string, Seen>>(all.map((subject) => [subject, new Map()]))
  const impossible = new Set<string>()
  const shownBy = (subject: Subject, { findings, score, terms, unscorable: lost }: Verdict): string[] => {
    const codes = [...new Set(findings.map(({ code }) => code))]
    if (!subject.isShipped || lost !== undefined) return codes
    for (const one of broken(subject, terms)) impossible.add(one)
    if (!isPlain(terms)) return codes
    if (!possible.get(subject)!.has(score)) impossible.add(`${totalOf(subject, score)} is not in the plan's list`)
    return [...codes, totalOf(subject, score)]
  }
  /** @returns whether its terms came out as they never had */
  const isNewKind = (seen: Seen, { terms }: Verdict): boolean => {
    const known = kinds.get(seen.subject)!
    const kind = outcomeOf(terms)
    const isNew = seen.subject.isShipped && !known.has(kind)
    if (isNew) known.set(kind, seen)
    return isNew
  }
  const send = async (seen: Seen, isRareOnly = false): Promise<void> => {
    const { subject, completions, drawn } = seen
    const row = completions.rowOf(drawn)
    const verdict = subject.task.score(drawn.completion, row, drawn.given)
    const showing = shownBy(subject, verdict)
    const isNew = isNewKind(seen, verdict)
    if (isRareOnly && !isNew && !showing.some((one) => (shown.get(one)?.count ?? 0) < enough)) return
    for (const one of showing) {
      const known = shown.get(one) ?? { count: 0, at: [] }
      shown.set(one, known)
      known.count++
      if (known.at.length < MOST_SEEN) known.at.push(seen)
    }
    if (verdict.unscorable !== undefined) unscorable++
    waiting.push({ ...seen, verdict })
    const numbers = sent.get(subject)!
    const number = numbers.get(row) ?? rows++
    const { input, gold } = row
    if (!numbers.has(row)) child.stdin.write(`${JSON.stringify({ module: all.indexOf(subject), input, gold })}\n`)
    numbers.set(row, number)
    const line = `${JSON.stringify([number, drawn.completion, drawn.given ?? null])}\n`
    if (!child.stdin.write(line)) await new Promise<void>((resolve) => child.stdin.once("drain", () => resolve()))
  }
  for (const subject of all) {
    const { name, task, rows: own } = subject
    const completions = new Completions(task, own, subject.own, Random.of(seed, name), each > 1000)
    let count = 0
    for (const drawn of completions.fixed()) {
      if (count >= each / 2) break
      await send({ subject, completions, drawn })
      count++
    }
    for (; count < each * subject.weight; count++) await send({ subject, completions, drawn: completions.drawn() })
  }
  const random = Random.of(seed, "rare")
  const isRare = (one: string) => (shown.get(one)?.count ?? 0) < enough
  for (const code of Object.keys(findingCodes))
    for (let tries = 0; shown.has(code) && isRare(code) && tries < MOST_TRIES; tries++) {
      const { subject, completions, drawn } = random.pick(shown.get(code)!.at)
      await send({ subject, completions, drawn: completions.near(drawn) }, true)
    }
  for (const [subject, totals] of wantedTotals)
    for (const [amount, outcomes] of totals) {
      const total = totalOf(subject, amount)
      for (let tries = 0; isRare(total) && tries < MOST_TRIES; tries++) {
        const places = random.below(2) ? shown.get(total)?.at : undefined
        const { completions, drawn } = random.pick(places ?? nearest(kinds.get(subject)!, outcomes, random))
        const isText = random.below(places ? 2 : 4) === 0
        await send({ subject, completions, drawn: isText ? completions.near(drawn) : completions.other(drawn) }, true)
      }
    }
  child.stdin.end()
  await ended
  rmSync(folder, { recursive: true, force: true })
  if (next !== waiting.length) differing.push(`Python answered ${next} of ${waiting.length}`)
  const occurred = new Map([...shown].map(([one, { count }]) => [one, count]))
  const seconds = (Date.now() - started) / 1000
  return { scored: waiting.length, differing, occurred, impossible, unscorable, seconds }
}

/** Of the ways in which terms came out, some that differ in the fewest terms from one that is looked for; or all. */
function nearest(kinds: ReadonlyMap<string, Seen>, outcomes: readonly string[], random: Random): Seen[] {
  const all = [...kinds]
  if (random.below(3) === 0) return all.map(([, seen]) => seen)
  const wanted = random.pick(outcomes)
  const apart = ([kind]: (typeof all)[number]) => [...kind].filter((sign, i) => sign !== wanted[i]).length
  return all
    .map((one) => [apart(one), one[1]] as const)
    .sort(([a], [b]) => a - b)
    .slice(0, 8)
    .map(([, seen]) => seen)
}

describe("Python modules", () => {
  test("are tried on every total that can be paid: what rules one out is true of all, and needed", () => {
    expect(needless(all.filter(({ isShipped }) => isShipped))).toEqual([])
    for (const [{ name }, totals] of wantedTotals) expect(totals.size, name).toBeGreaterThan(0)
  })

  test(`say what TypeScript says, ${COUNT} times`, { timeout: 3_600_000 }, async () => {
    const outcome = await compared(Math.ceil(COUNT / all.length), modules(), SEED, ENOUGH)
    console.log(described(outcome))
    expect(outcome.differing).toEqual([])
    expect([...outcome.impossible]).toEqual([])
    expect(WANTED.filter((one) => (outcome.occurred.get(one) ?? 0) < ENOUGH)).toEqual([])
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

/** What occurred how often: the figures that say how much the agreement is worth. */
function described({ scored, unscorable, differing, seconds, occurred, impossible }: Outcome): string {
  const few = WANTED.filter((one) => (occurred.get(one) ?? 0) < ENOUGH).map(
    (one) => `${one} (${occurred.get(one) ?? 0})`,
  )
  const listed = all.filter(({ isShipped }) => isShipped).flatMap((subject) => [...possible.get(subject)!])
  const reachable = wantedTotals.flatMap(([, totals]) => [...totals])
  return [
    `${scored} completions, ${all.length} rewards, ${unscorable} unscorable, ${differing.length} differ, ${seconds.toFixed(1)} s`,
    `${Object.keys(findingCodes).length} kinds of findings, ${reachable.length} totals of ${listed.length} that plans list`,
    `Fewer than ${ENOUGH} times: ${few.join(", ") || "none"}`,
    `Impossible, and seen: ${[...impossible].join(", ") || "none"}`,
  ].join("\n")
}
