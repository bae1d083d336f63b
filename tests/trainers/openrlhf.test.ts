/** The compiled folder, and `glossator serve`, inside OpenRLHF: its flags, data set, executor, and the advantages that it computes. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { ask } from "./ask.js"
import { type Served, served } from "./served.js"
import { asked, subjectsOf, termsOf, verdictOf, writeTo } from "./subjects.js"

interface Scored {
  readonly versions: Readonly<Record<string, string>>
  readonly launched: readonly Readonly<Record<string, unknown>>[]
  readonly rows: readonly number[]
  readonly scored: readonly (readonly [reward: number, score: number, logs: Readonly<Record<string, number>>])[]
  /** By the reward server. */
  readonly served: Scored["scored"]
  /** Of the first subject's answers, whole groups of them. */
  readonly trained: {
    readonly group: number
    readonly scores: readonly number[]
    readonly advantages: readonly number[]
  }
}

const folder = mkdtempSync(path.join(tmpdir(), "glossator-openrlhf-"))
const subjects = subjectsOf("openrlhf")
const answers = asked(subjects)
let said: Scored
let server: Served

beforeAll(async () => {
  const folders = subjects.map(({ guideline }) => path.join(folder, guideline))
  for (const [i, subject] of subjects.entries())
    writeTo(folders[i]!, subject, (row, given) => ({
      ...row,
      label: JSON.stringify({ ...(JSON.parse(row.label as string) as object), given }),
    }))
  server = await served(subjects)
  const urls = server.urls.map((url) => `${url}/openrlhf`)
  said = await ask("openrlhf", "openrlhf-rewards.py", { folders, answers, urls })
}, 1_800_000)
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await server.stop()
})

const expected = answers.map(([at, row, completion]) => {
  const { task } = subjects[at]!
  const verdict = verdictOf(subjects[at]!, row, completion)
  const lost = verdict.unscorable !== undefined
  const nothing = Object.fromEntries(task.plan.terms.map(({ name }) => [`term/${name}`, 0]))
  const logs = { error: lost ? 1 : 0, ...nothing, ...(lost ? {} : termsOf(verdict)) }
  return { reward: lost ? 0 : verdict.score, score: lost ? 0 : verdict.normalised, logs }
})

test("takes the flags of train.sh, and every row", ({ task }) => {
  task.meta.versions = said.versions
  expect(said.versions.openrlhf).toBe("0.11.2")
  expect(said.rows).toEqual(subjects.map(({ rows }) => rows.length))
  for (const launched of said.launched)
    expect(launched).toEqual({ estimator: "group_norm", group: 8, engines: 1, gpus: 1 })
})

test("scores every answer as TypeScript does: the prompt in the query, whose examples are right answers, pays nothing", () => {
  expect(said.scored).toHaveLength(answers.length)
  for (const [i, [reward, score, logs]] of said.scored.entries()) {
    expect({ answer: answers[i], reward, score, logs }).toEqual({ answer: answers[i], ...expected[i] })
  }
  expect(expected.filter(({ logs }) => logs.error === 1).length).toBeGreaterThan(20)
})

test("gets the same from the reward server", () => {
  expect(said.served).toEqual(said.scored)
})

test("trains on these rewards: each less its group's mean, over the group's spread", () => {
  const { group, scores, advantages } = said.trained
  const own = expected.filter((_, i) => answers[i]![0] === 0).slice(0, scores.length)
  expect(scores.length).toBeGreaterThanOrEqual(group)
  expect(scores).toEqual(own.map(({ score }) => expect.closeTo(score, 5)))
  for (let at = 0; at < own.length; at += group) {
    const rewards = own.slice(at, at + group).map(({ reward }) => reward)
    const mean = rewards.reduce((sum, one) => sum + one, 0) / group
    const spread = Math.sqrt(rewards.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (group - 1))
    const wanted = rewards.map((one) => expect.closeTo((one - mean) / (spread + 1e-9), 3))
    expect(advantages.slice(at, at + group)).toEqual(wanted)
  }
})
