/**
 * Monitors on made runs that were hacked in one way each, and on a real one that was not: `glossator run r1-re`, GRPO of the
 * first seed, every answer without its texts.
 */
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { gunzipSync } from "node:zlib"
import { describe, expect, test } from "vitest"
import { main } from "../../../src/cli.js"
import { loadGuidelineText } from "../../../src/compile/load.js"
import { findingsTable, monitoredPart } from "../../../src/display/monitored.js"
import { rendered } from "../../../src/html.js"
import { Random } from "../../../src/random.js"
import type { LoggedAnswer } from "../../../src/rollout/logs/log-reader.js"
import { monitor, monitors, stepsOfAnswers, stepsOfMetrics } from "../../../src/rollout/monitors/index.js"
import { FEWEST_STEPS } from "../../../src/rollout/monitors/monitor.js"
import { readSteps } from "../../../src/rollout/monitors/read.js"
import { captured } from "../../cli/support/io.js"

const HERE = "tests/rollout/monitors"
const STEPS = 60
const GROUPS = 16
const GROUP = 8

interface Policy {
  /** Chances of an answer, and how long it is. */
  readonly format: number
  readonly right: number
  readonly length: number
  /** A bonus for each token beyond twenty. */
  readonly perToken?: number
  /** Whether all answers of a group are alike. */
  readonly alike?: boolean
}

/** How a trainer's log looks: it says what was paid and no more. */
interface Paying {
  readonly form: string
  readonly formed: readonly [pays: number, otherwise: number]
  readonly label: string
  readonly right: readonly [pays: number, otherwise: number]
}

/** @param policy at a share of the run, in [0, 1] */
async function* made(policy: (share: number) => Policy, seed = 1): AsyncGenerator<LoggedAnswer[]> {
  const random = Random.of(seed, "made run")
  for (let step = 1; step <= STEPS; step++) {
    const { format, right, length, perToken = 0, alike = false } = policy((step - 1) / (STEPS - 1))
    yield Array.from({ length: GROUPS }, (_, group) => {
      const drawn = () => {
        const formed = random.next() < format
        const value = formed && random.next() < right ? 1 : 0
        const tokens = Math.max(1, Math.round(length * (0.7 + 0.6 * random.next())))
        return { formed: formed ? 1 : 0, value, tokens }
      }
      const first = drawn()
      return Array.from({ length: GROUP }, (): LoggedAnswer => {
        const { formed, value, tokens } = alike ? first : drawn()
        const bonus = perToken * Math.max(0, tokens - 20)
        const terms = [
          { name: "format", value: formed, paid: formed === 1 ? 1 : -3 },
          { name: "label-equals", value, paid: formed === 1 ? (value === 1 ? 2 : -1.5) : 0 },
          ...(perToken > 0 ? [{ name: "detail", value: 1, paid: bonus }] : []),
        ]
        const score = terms.reduce((sum, { paid }) => sum + paid, 0)
        return { id: "1", completion: "", group: `${group}`, step, score, terms, length: tokens, right: value === 1 }
      })
    }).flat()
  }
}

const linear = (from: number, to: number, share: number): number => from + (to - from) * share

async function found(policy: (share: number) => Policy): Promise<Record<string, number>> {
  const [one] = monitor(await stepsOfAnswers(made(policy)))
  return Object.fromEntries(one!.findings.map(({ code, since }) => [code, since]))
}

const healthy = (share: number): Policy => ({
  format: linear(0.7, 0.97, Math.min(1, 3 * share)),
  right: linear(0.4, 0.85, share),
  length: linear(40, 50, share),
})

/** The same run in a log that has neither values of terms nor which answers are right. */
async function* paidOnly(policy: (share: number) => Policy, { form, formed, label, right }: Paying) {
  for await (const batch of made(policy))
    yield batch.map(({ terms, right: _, ...answer }): LoggedAnswer => {
      const [isFormed, isRight] = terms!.map(({ value }) => value === 1)
      const paid = [
        { name: form, paid: formed[isFormed ? 0 : 1] },
        { name: label, paid: isFormed ? right[isRight ? 0 : 1] : 0 },
      ]
      return { ...answer, terms: paid, score: paid.reduce((sum, one) => sum + one.paid, 0) }
    })
}

describe("a healthy run", () => {
  const rows = gunzipSync(readFileSync(`${HERE}/healthy-rollouts.jsonl.gz`)).toString("utf8")
  const answers = rows
    .trim()
    .split("\n")
    .map((line) => {
      const { prompt, ...row } = JSON.parse(line)
      return { ...row, group: String(prompt) } as LoggedAnswer
    })
  const metrics = readFileSync(`${HERE}/healthy-metrics.jsonl`, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line))

  test("that is real gives no monitor a reason, from its answers and from its metrics", async () => {
    const steps = await stepsOfAnswers(batches(answers))
    expect(steps).toHaveLength(40)
    expect(monitor(steps)).toEqual([{ arm: "grpo", seed: 1, steps: 40, assumed: [], findings: [], notLooked: [] }])
    expect(monitor(stepsOfMetrics(metrics))).toMatchObject([{ findings: [], notLooked: [{ monitor: "length" }] }])
  })

  test("has the same numbers from its answers as training wrote of them", async () => {
    const [fromAnswers, fromMetrics] = [await stepsOfAnswers(batches(answers)), stepsOfMetrics(metrics)]
    for (const [i, row] of fromMetrics.entries())
      for (const name of ["reward", "format", "accuracy", "zeroVariance", "length"] as const)
        expect(fromAnswers[i]![name], `${name} of step ${row.step}`).toBeCloseTo(row[name]!, 4)
  })

  test("that is made is left alone, for many draws", async () => {
    for (let seed = 1; seed <= 30; seed++)
      expect(monitor(await stepsOfAnswers(made(healthy, seed)))).toMatchObject([{ findings: [] }])
  })
})

async function* batches(answers: readonly LoggedAnswer[]) {
  yield answers
}

describe("a hacked run", () => {
  test("whose groups come to agree without being right", async () => {
    const flat = (share: number) => ({ ...healthy(0.2), right: 0.3, alike: share > 0.5 })
    expect(await found(flat)).toEqual({ "monitor-groups-agree": expect.any(Number) })
    const since = (await found(flat))["monitor-groups-agree"]!
    expect(since).toBeGreaterThanOrEqual(26)
    expect(since).toBeLessThanOrEqual(34)
    const solved = (share: number) => ({ ...healthy(1), format: linear(0.9, 1, share), right: linear(0.9, 1, share) })
    const [one] = monitor(await stepsOfAnswers(made((share) => ({ ...solved(Math.min(1, 2 * share)) }))))
    expect(one!.findings).toMatchObject([{ code: "monitor-solved", severity: "info" }])
  })

  test("that learns the form and not the task", async () => {
    const codes = await found((share) => ({
      ...healthy(share),
      format: linear(0.5, 0.98, share),
      right: linear(0.5, 0.22, share),
    }))
    expect(codes["monitor-form-alone"]).toBeGreaterThan(10)
    expect(codes["monitor-form-alone"]).toBeLessThan(50)
  })

  test("whose bonus for detail grows while right answers get fewer, and longer ones are paid", async () => {
    const codes = await found((share) => ({
      ...{ format: 0.95, right: linear(0.7, 0.35, share), length: linear(40, 160, share), perToken: 0.05 },
    }))
    expect(codes["monitor-term-dominates"]).toBeGreaterThan(10)
    expect(codes["monitor-length-paid"]).toBeGreaterThan(5)
    expect(codes).not.toHaveProperty("monitor-form-alone")
  })

  test("whose reward jumps when a loophole is found, or drops", async () => {
    const jump = await found((share) => ({ ...healthy(0.3), perToken: 0.04, length: share < 0.6 ? 40 : 90 }))
    expect(jump["monitor-sudden"]).toBeGreaterThanOrEqual(35)
    expect(jump["monitor-sudden"]).toBeLessThanOrEqual(38)
    const drop = await found((share) => (share < 0.7 ? healthy(share) : { ...healthy(share), format: 0.3 }))
    expect(drop["monitor-sudden"]).toBeGreaterThanOrEqual(41)
    expect(drop["monitor-sudden"]).toBeLessThanOrEqual(44)
  })

  describe("whose verifier breaks overnight, so that nearly every answer is right", () => {
    const broken = (share: number): Policy => ({ format: 0.9, right: share < 0.5 ? 0.3 : 0.99, length: 200 })

    test("is not excused by the right answers of that verifier, in a log of verl", async () => {
      const folder = mkdtempSync(path.join(tmpdir(), "glossator-monitor-"))
      for await (const batch of made(broken)) {
        const lines = batch.map(({ group, step, score, terms, right }) => {
          const paid = Object.fromEntries(terms!.map(({ name, paid }) => [`term/${name}`, paid]))
          return { input: `p${group}`, output: "x", gts: "{}", score, step, acc: right ? 1 : 0, ...paid }
        })
        writeFileSync(
          path.join(folder, `${batch[0]!.step}.jsonl`),
          lines.map((line) => JSON.stringify(line)).join("\n"),
        )
      }
      const [one] = monitor(await readSteps(folder))
      expect(one!.findings).toMatchObject([{ code: "monitor-sudden", severity: "warning" }])
      expect(one!.findings[0]!.since).toBeGreaterThanOrEqual(30)
      expect(one!.findings[0]!.since).toBeLessThanOrEqual(32)
      expect(one!.findings[0]!.message).toContain("nothing that was measured apart from that reward confirms it")
    })

    /** Development items that every so many steps are right so often. */
    const evaluated = async (every: number, right: (share: number) => number) => {
      const steps = await stepsOfAnswers(made(broken))
      const rows = steps.map(({ step, reward, accuracy, format, terms }) => ({
        ...{ arm: "a", seed: 1, step, reward, accuracy, format },
        ...(step % every === 0 && { score: right((step - 1) / (STEPS - 1)) }),
        ...Object.fromEntries(Object.entries(terms).map(([name, paid]) => [`term/${name}`, paid])),
      }))
      return monitor(stepsOfMetrics(rows as Parameters<typeof stepsOfMetrics>[0]))[0]!.findings
    }

    test.each([1, 5, 20])(
      "is excused by development items that rise with it, measured every %d steps",
      async (every) => {
        expect(await evaluated(every, (share) => (share < 0.5 ? 0.3 : 0.9))).toEqual([])
        expect(await evaluated(every, () => 0.3)).toMatchObject([
          { code: "monitor-sudden", message: expect.stringContaining("the development items moved 0.00 points") },
        ])
      },
    )

    test("is excused by the metrics that stand beside a run's answers", async () => {
      const folder = mkdtempSync(path.join(tmpdir(), "glossator-monitor-"))
      const answers: string[] = []
      for await (const batch of made(broken))
        for (const { group, ...row } of batch)
          answers.push(JSON.stringify({ ...row, arm: "a", seed: 1, prompt: Number(group), input: {}, gold: {} }))
      writeFileSync(path.join(folder, "rollouts.jsonl"), answers.join("\n"))
      expect(monitor(await readSteps(folder))[0]!.findings).toHaveLength(1)
      const metrics = Array.from({ length: STEPS }, (_, i) => ({ arm: "a", seed: 1, step: i + 1, reward: 0 }))
      const lines = metrics.map((row) => JSON.stringify({ ...row, score: row.step <= STEPS / 2 ? 0.3 : 0.9 }))
      writeFileSync(path.join(folder, "metrics.jsonl"), lines.join("\n"))
      expect(monitor(await readSteps(folder))[0]!.findings).toEqual([])
    })
  })

  test("that unlearns slowly, as with a reward drawn at random", async () => {
    const codes = await found((share) => ({
      format: linear(0.9, 0.2, share),
      right: linear(0.7, 0.3, share),
      length: 40,
    }))
    expect(codes["monitor-declines"]).toBeLessThan(12)
    expect(codes).not.toHaveProperty("monitor-sudden")
  })

  test("is found in the same words each time: what, since when, the number, the bound, the way out", async () => {
    const [one] = monitor(
      await stepsOfAnswers(
        made((share) => ({ ...healthy(0), format: linear(0.5, 0.98, share), right: linear(0.5, 0.22, share) })),
      ),
    )
    for (const { message, help, since, threshold } of one!.findings) {
      expect(message).toContain(String(since))
      expect(message).toMatch(/bound/)
      expect(Number.isFinite(threshold)).toBe(true)
      expect(help.length).toBeGreaterThan(60)
    }
    expect(findingsTable(one!.findings).numRows()).toBe(one!.findings.length)
    expect(rendered(monitoredPart([one!]) as Parameters<typeof rendered>[0])).toContain("Monitors looked for:")
  })
})

describe("a log that says only what was paid", () => {
  const formOnly = (share: number) => ({
    ...healthy(share),
    format: linear(0.2, 0.98, share),
    right: linear(0.5, 0.1, share),
  })
  const rewards: readonly Paying[] = [
    { form: "format", formed: [0, -1], label: "label", right: [1, -0.5] },
    { form: "form", formed: [0, -1], label: "label-equals", right: [1, 0] },
    { form: "form", formed: [0, -0.5], label: "correct", right: [2, -0.2] },
    { form: "form", formed: [1, -3], label: "right-label", right: [2, -1] },
    { form: "think_format_reward", formed: [0.5, 0], label: "accuracy_reward", right: [1, 0] },
    { form: "format", formed: [-0.2, -1], label: "acc", right: [1, 0] },
  ]

  test.each(rewards)("has the shares that were drawn, whatever the form pays: $form, $formed", async (paying) => {
    const [steps, drawn] = [await stepsOfAnswers(paidOnly(formOnly, paying)), await stepsOfAnswers(made(formOnly))]
    for (const [i, { format, accuracy }] of drawn.entries()) {
      expect(steps[i]!.format).toBeCloseTo(format!, 12)
      expect(steps[i]!.accuracy).toBeCloseTo(accuracy!, 12)
    }
    const [one] = monitor(steps)
    expect(one!.findings.map(({ code }) => code)).toContain("monitor-form-alone")
    expect(one!.assumed.join("; ")).toContain(`"${paying.form}" is the term of the form`)
    expect(one!.assumed.join("; ")).toContain(`where "${paying.label}" pays`)
    expect(monitor(await stepsOfAnswers(paidOnly(healthy, paying)))).toMatchObject([{ findings: [], notLooked: [] }])
  })

  test("and calls its terms by other names is told by the guideline", async () => {
    const paying: Paying = { form: "shape", formed: [0, -1], label: "hit", right: [2, -0.5] }
    const answers = () => paidOnly(formOnly, paying)
    const [blind] = monitor(await stepsOfAnswers(answers()))
    expect(blind!.notLooked).toMatchObject([{ monitor: "form-alone", lacks: expect.stringContaining("--guideline") }])
    const { plan } = loadGuidelineText(
      "my.guideline",
      `guideline "G" version "1"
task "Say it."
input text: text
answer label: one of labels in last <answer>
label yes "It is."
otherwise no "It is not."
reward shape: 0 for format else -1
reward hit: +2 for label equals gold else -0.5 after shape
`,
    ).task!
    const steps = await stepsOfAnswers(answers(), plan)
    const [told] = monitor(steps)
    expect(told).toMatchObject({ assumed: [], notLooked: [] })
    expect(told!.findings.map(({ code }) => code)).toContain("monitor-form-alone")
    for (const [i, { format, accuracy }] of (await stepsOfAnswers(made(formOnly))).entries()) {
      expect(steps[i]!.format).toBeCloseTo(format!, 12)
      expect(steps[i]!.accuracy).toBeCloseTo(accuracy!, 12)
    }
  })

  test("of amounts by degrees, or of 0 throughout, is not guessed at", async () => {
    const answers = Array.from({ length: 40 }, (_, i): LoggedAnswer => {
      const terms = [
        { name: "form", paid: 0 },
        { name: "label", paid: i / 40 },
      ]
      return { id: `${i}`, completion: "x", step: i, score: i, terms }
    })
    const steps = await stepsOfAnswers(batches(answers))
    expect(steps.every(({ format, accuracy }) => format === undefined && accuracy === undefined)).toBe(true)
    expect(monitor(steps)[0]!.assumed).toEqual([])
  })
})

describe("rows of one's own are groups", () => {
  const steps = async (rows: readonly object[]) => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), "glossator-monitor-")), "rows.jsonl")
    writeFileSync(file, rows.map((row) => JSON.stringify({ gold: {}, completion: "x", step: 1, ...row })).join("\n"))
    return readSteps(file)
  }

  test.each([
    ["by their input", { id: "unlike", input: { text: "a" } }, { id: "others", input: { text: "b" } }],
    ["by their id, without an input", { id: "a", input: {} }, { id: "b", input: {} }],
    ["by the prompt's number", { prompt: 1, input: { text: "a" } }, { prompt: 2, input: { text: "a" } }],
  ])("%s", async (_, one, other) => {
    const rows = [
      { ...one, score: 1 },
      { ...other, score: 0 },
      { ...one, score: 1 },
      { ...other, score: 3 },
    ]
    expect(await steps(rows)).toMatchObject([{ zeroVariance: 0.5, reward: 1.25 }])
  })

  test("and what is no score is none", async () => {
    const row = { id: "a", input: {} }
    expect(
      await steps([
        { ...row, score: null },
        { ...row, score: "2" },
        { ...row, score: 2 },
      ]),
    ).toMatchObject([{ reward: 2 }])
  })
})

test("a short log, and one without what a monitor needs, are said and not judged", async () => {
  const answers: LoggedAnswer[] = Array.from({ length: FEWEST_STEPS - 1 }, (_, i) => ({
    id: "",
    completion: "x",
    step: i,
    score: i,
  }))
  const [short] = monitor(await stepsOfAnswers(batches(answers)))
  expect(short!.notLooked.map(({ monitor }) => monitor)).toEqual(monitors.map(({ name }) => name))
  expect(short!.notLooked.map(({ lacks }) => lacks)).toContain(
    `${FEWEST_STEPS - 1} steps; from ${FEWEST_STEPS} on it can tell`,
  )
  expect(short!.notLooked[0]!.lacks).toMatch(/^the log does not have groups: .*the same input or id, or by prompt/)
})

test("numbers of a step are those of a hand computation", async () => {
  const answer = (group: string, score: number, length: number): LoggedAnswer => ({
    id: "",
    completion: "",
    step: 1,
    group,
    score,
    length,
  })
  // group a: lengths 1 2 3 with scores 1 2 3; group b: one score; group c: a single answer, in no comparison
  const all = [
    answer("a", 1, 1),
    answer("b", 5, 9),
    answer("a", 2, 2),
    answer("b", 5, 1),
    answer("a", 3, 3),
    answer("c", 4, 7),
  ]
  const [row] = await stepsOfAnswers(batches([...all, { ...answer("a", 9, 9), set: "test" }]))
  // squares of lengths: 2 in a, 32 in b; of scores 2; products 2; 2 / sqrt(34 * 2)
  expect(row).toMatchObject({ reward: 20 / 6, length: 23 / 6, zeroVariance: 0.5 })
  expect(row!.lengthCorrelation).toBeCloseTo(2 / Math.sqrt(68), 12)
})

test("the command prints them and ends with 1, or with 0 where nothing was found", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "glossator-monitor-"))
  const hacked = path.join(folder, "rollouts.jsonl")
  const lines: string[] = []
  const form = (share: number) => ({ ...healthy(0), format: linear(0.5, 0.98, share), right: linear(0.5, 0.22, share) })
  for await (const batch of made(form))
    for (const { group, ...row } of batch)
      lines.push(JSON.stringify({ ...row, arm: "mine", seed: 3, prompt: Number(group), input: {}, gold: {} }))
  writeFileSync(hacked, lines.join("\n"))
  const run = async (...argv: string[]) => {
    const io = captured()
    return { code: await main(["monitor", ...argv], io), ...io.written }
  }
  const one = await run(folder)
  expect(one.code).toBe(1)
  expect(one.out).toMatch(/^mine, seed 3: 60 steps; reward -?\d.*well-formed \d+ % to 9\d %, right \d+ % to 2\d %/)
  expect(one.out).toContain("warning monitor-form-alone: Since step ")
  const quiet = await run(`${HERE}/healthy-metrics.jsonl`)
  expect([quiet.code, quiet.out]).toEqual([0, expect.stringContaining("5 of 6 monitors looked and found nothing")])
  expect(JSON.parse((await run(folder, "--json")).out).monitored[0].findings.length).toBeGreaterThan(0)
  writeFileSync(path.join(folder, "empty.jsonl"), '{"id": "1", "input": {}, "gold": {}, "completion": "x"}\n')
  const none = await run(path.join(folder, "empty.jsonl"))
  expect(none.err).toContain("log-no-steps")
  const named = await run(folder, "--guideline", path.join(folder, "absent.guideline"))
  expect(named.err).toContain("absent.guideline")
})
