/** The compiled folder inside TRL's `GRPOTrainer`: its own `train.py`, two real steps on the CPU, and what TRL logged of them. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { ask } from "./ask.js"
import { type Subject, subjectsOf, verdictOf, writeTo } from "./subjects.js"

type Cell = string | number | null

interface Sampled extends Readonly<Record<string, Cell | readonly { readonly content: string }[]>> {
  readonly id: string
  readonly step: number
  readonly completion: readonly { readonly content: string }[]
}

interface Trained {
  readonly runs: readonly {
    readonly log: readonly Readonly<Record<string, number | null>>[]
    readonly table: readonly Sampled[]
    /** Share of weights that are others than before. */
    readonly moved: number
  }[]
  readonly versions: Readonly<Record<string, string>>
}

const folder = mkdtempSync(path.join(tmpdir(), "glossator-trl-"))
const subjects = subjectsOf("trl")
let trained: Trained

beforeAll(async () => {
  const folders = subjects.map(({ guideline }) => path.join(folder, guideline))
  for (const [i, subject] of subjects.entries())
    writeTo(folders[i]!, subject, (row, given) => ({ ...row, given: JSON.stringify(given) }))
  const answers = subjects.map(({ completions }) => completions.filter((one) => one !== ""))
  trained = await ask("trl", "trl-training.py", { folders, answers, out: path.join(folder, "out") })
}, 1_800_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const steps = subjects.map((subject, i) => ({ subject, of: () => trained.runs[i]! }))

/** What an answer of the log is worth: nothing where it can not be scored. */
const scoreOf = (subject: Subject, { id, completion }: Sampled): number | null => {
  const at = subject.rows.findIndex((row) => row.id === id)
  const { score, unscorable } = verdictOf(subject, at, completion.at(-1)!.content)
  return unscorable === undefined ? score : null
}
const near = (value: number | null) => (value === null ? null : expect.closeTo(value, 4))
const known = (values: readonly (number | null)[]) => values.filter((value) => value !== null)
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

test.each(steps)("$subject.guideline: two steps change the weights", ({ subject, of }) => {
  const { log, table, moved } = of()
  const learnt = log.filter((step) => step.loss !== undefined)
  expect(learnt.map(({ step }) => step)).toEqual([1, 2])
  expect(Math.max(...learnt.map(({ grad_norm }) => grad_norm!))).toBeGreaterThan(0)
  expect(moved).toBeGreaterThan(0.1)
  expect(new Set(table.map(({ id }) => id))).toEqual(new Set(subject.rows.map(({ id }) => id)))
})

test.each(steps)(
  "$subject.guideline: each answer in TRL's table has the score and the terms of TypeScript",
  ({ subject, of }) => {
    const names = subject.task.plan.terms.map(({ name }) => name)
    for (const row of of().table) {
      const at = subject.rows.findIndex(({ id }) => id === row.id)
      const verdict = verdictOf(subject, at, row.completion.at(-1)!.content)
      const lost = verdict.unscorable !== undefined
      const paid = names.map((_, i) => (lost ? null : near(verdict.terms[i]!.paid)))
      expect(names.map((name) => row[name])).toEqual(paid)
      expect(row.total).toEqual(lost ? null : near(verdict.score))
      expect(row.unscorable).toBe(verdict.unscorable ?? "")
      expect(row.findings).toBe(verdict.findings.map(({ code }) => code).join(" "))
    }
  },
)

test.each(steps)(
  "$subject.guideline: what can not be scored is left out of the means and has no advantage",
  ({ subject, of }) => {
    const { log, table } = of()
    const lost = table.filter((row) => scoreOf(subject, row) === null)
    expect(new Set(lost.map(({ id }) => id))).toEqual(new Set(["lost"]))
    expect(lost.map(({ advantage }) => advantage)).toEqual(lost.map(() => 0))
    for (const { step, ...logged } of log.filter(({ loss }) => loss !== undefined)) {
      const own = table.filter((row) => row.step === step)
      const scores = own.map((row) => scoreOf(subject, row))
      expect(logged.unscorable).toBeCloseTo(scores.filter((score) => score === null).length / own.length, 6)
      for (const { name } of subject.task.plan.terms)
        expect(logged[`rewards/${name}/mean`]).toBeCloseTo(mean(known(own.map((row) => row[name] as number | null))), 4)
      expect(logged["rewards/total/mean"]).toBeCloseTo(mean(known(scores)), 4)
    }
  },
)

test("answers of one prompt differ in reward, so that there is something to learn", ({ task }) => {
  task.meta.versions = trained.versions
  for (const { subject, of } of steps) {
    const rewards = new Set(of().table.map((row) => scoreOf(subject, row)))
    expect({ guideline: subject.guideline, rewards: rewards.size > 2 }).toMatchObject({ rewards: true })
  }
  expect(trained.versions.trl).toBe("1.16.0")
})
