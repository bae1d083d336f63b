/** The compiled folder inside verl: its launch settings, its data set, its reward manager, its reward loop in Ray's workers. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { ask } from "./ask.js"
import { asked, subjectsOf, termsOf, verdictOf, writeTo } from "./subjects.js"

interface Scored {
  readonly versions: Readonly<Record<string, string>>
  readonly launched: readonly Readonly<Record<string, unknown>>[]
  readonly rows: readonly number[]
  readonly scored: readonly (readonly [score: number, logged: Readonly<Record<string, number>>])[]
  /** Of the first subject, in the order of the question: one column for each key. */
  readonly gathered: Readonly<Record<string, readonly number[]>>
}

const folder = mkdtempSync(path.join(tmpdir(), "glossator-verl-"))
const subjects = subjectsOf("verl")
const answers = asked(subjects)
let said: Scored

beforeAll(async () => {
  const folders = subjects.map(({ guideline }) => path.join(folder, guideline))
  for (const [i, subject] of subjects.entries())
    writeTo(folders[i]!, subject, (row, given) => ({
      ...row,
      extra_info: { ...(row.extra_info as object), given: JSON.stringify(given) },
    }))
  said = await ask("verl", "verl-rewards.py", { folders, answers, model: path.join(folder, "model") })
}, 1_800_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const expected = answers.map(([at, row, completion]) => {
  const subject = subjects[at]!
  const verdict = verdictOf(subject, row, completion)
  const lost = verdict.unscorable !== undefined
  const score = lost ? 0 : verdict.score
  const terms = Object.fromEntries(subject.task.plan.terms.map(({ name }) => [`term/${name}`, 0]))
  const acc = !lost && score >= subject.task.plan.range.highest ? 1 : 0
  return { score, acc, error: lost ? 1 : 0, ...terms, ...(lost ? {} : termsOf(verdict)) }
})

test("takes the settings of train.sh, and every row", ({ task }) => {
  task.meta.versions = said.versions
  expect(said.versions.verl).toBe("0.9.1")
  expect(said.rows).toEqual(subjects.map(({ rows }) => rows.length))
  for (const launched of said.launched)
    expect(launched).toEqual({ estimator: "grpo", group: 8, manager: "naive", function: "compute_score", kl: true })
})

test("scores every answer as TypeScript does, with the same keys for all, and an error that is no score", () => {
  expect(said.scored).toHaveLength(answers.length)
  for (const [i, [score, logged]] of said.scored.entries()) {
    expect({ answer: answers[i], score, logged }).toEqual({
      answer: answers[i],
      score: expected[i]!.score,
      logged: expected[i],
    })
  }
  expect(expected.filter(({ error }) => error === 1).length).toBeGreaterThan(20)
  expect(new Set(expected.map(({ score }) => score)).size).toBeGreaterThan(8)
})

test("gathers them from its workers into columns", () => {
  const own = expected.filter((_, i) => answers[i]![0] === 0)
  const { scores, ...columns } = said.gathered
  expect(scores).toEqual(own.map(({ score }) => expect.closeTo(score, 5)))
  expect(Object.keys(columns).sort()).toEqual(Object.keys(own[0]!).sort())
  for (const [key, values] of Object.entries(columns))
    expect(values).toEqual(own.map((one) => (one as Readonly<Record<string, number>>)[key]))
})
