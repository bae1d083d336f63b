/** The compiled package inside the real verifiers, called by its own code: 0.4 (tasks of v1) and 0.1.14 (Rubric), pinned. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { trainerFiles } from "../../src/compile/targets/python.js"
import { verifiers } from "../../src/compile/targets/verifiers.js"
import { allExamples } from "../../src/language/meaning.js"
import type { Given } from "../../src/reward/plan.js"
import type { Example } from "../../src/value.js"
import { GUIDELINES, task as shipped } from "../guidelines/shipped.js"
import { installed, run } from "./python-installed.js"

const runtime = readFileSync("assets/python/glossator_reward.py", "utf8")

interface Answer {
  readonly guideline: string
  readonly row: Example
  readonly completion: string
  readonly question: readonly [folder: number, row: number, completion: string]
}

const folder = mkdtempSync(path.join(tmpdir(), "glossator-verifiers-"))
const folders: [path: string, module: string][] = []
const answers: Answer[] = []

const givenTo = (guideline: string): Given =>
  Object.fromEntries(
    shipped(guideline).plan.rules.flatMap(({ name, grade }) => (grade === "judged" ? [[name, 0.5]] : [])),
  )

const withGiven = (rows: string, given: string): string =>
  rows.replace(/^(.+)\}$/gm, (_, row: string) => `${row},"given":${JSON.stringify(given)}}`)

for (const guideline of GUIDELINES) {
  const task = shipped(guideline)
  const given = JSON.stringify(givenTo(guideline))
  const own = allExamples(task.meaning).map(({ input, gold }, i) => ({ id: `${i + 1}`, input, gold }))
  // one more that can not be scored
  const train: Example[] = [...own, { ...own[0]!, id: "0", gold: {} }]
  const { files } = trainerFiles(verifiers, { task, runtime, train, test: [] })
  const names = Object.keys(files)
  if (names.length === 0) continue
  const root = path.join(folder, guideline)
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(root, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, name.endsWith("train.jsonl") ? withGiven(text, given) : text)
  }
  const at = folders.push([root, names.find((name) => name.endsWith("taskset.py"))!.split("/")[0]!]) - 1
  const constants = own.slice(0, 3).map((row) => task.write(row.gold, "So it is.", row.input))
  for (const [i, row] of train.entries()) {
    const right = i < own.length ? [task.write(row.gold, "I think.", row.input)] : []
    for (const completion of [...right, ...constants, "", `${right[0] ?? ""} and more \u{1f600}`])
      answers.push({ guideline, row: task.shuffled(row, i + 1), completion, question: [at, i, completion] })
  }
}

afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Scored {
  readonly version: string
  readonly scores: readonly (readonly [
    reward: number | null,
    metrics: Readonly<Record<string, number>>,
    error: string | null,
  ])[]
}

const verdictOf = ({ guideline, row, completion }: Answer) => {
  return shipped(guideline).score(completion, row, givenTo(guideline))
}

describe.each([
  { kind: "v1", version: "0.4.0" },
  { kind: "legacy", version: "0.1.14" },
] as const)("verifiers $version", ({ kind, version }) => {
  let scored: Scored

  beforeAll(() => {
    const asked = JSON.stringify({ folders, answers: answers.map(({ question }) => question) })
    scored = JSON.parse(
      run(installed(`verifiers-${kind}`), [`tests/conformance/verifiers-${kind}.py`], asked),
    ) as Scored
  }, 1_200_000)

  test("gives every answer the score that TypeScript gives it, and the same terms", () => {
    expect(scored.version).toBe(version)
    expect(scored.scores).toHaveLength(answers.length)
    for (const [i, answer] of answers.entries()) {
      const [reward, metrics] = scored.scores[i]!
      const verdict = verdictOf(answer)
      if (verdict.unscorable !== undefined) continue
      const paid = Object.fromEntries(verdict.terms.map(({ name, paid }) => [`term/${name}`, paid]))
      expect({ answer, reward, metrics }).toMatchObject({ reward: verdict.score, metrics: paid })
    }
  })

  test("says what can not be scored in its own way", () => {
    const lost = answers.flatMap((answer, i) => {
      const { unscorable } = verdictOf(answer)
      return unscorable === undefined ? [] : [{ unscorable, scored: scored.scores[i]! }]
    })
    expect(lost.length).toBeGreaterThan(20)
    for (const {
      unscorable,
      scored: [reward, metrics, error],
    } of lost) {
      if (kind === "v1") expect([reward, error]).toEqual([null, expect.stringContaining(unscorable)])
      else expect([reward, metrics.unscorable]).toEqual([0, 1])
    }
  })
})
