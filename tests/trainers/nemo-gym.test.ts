/** The compiled folder inside NeMo Gym, and `glossator serve` by its types: its check of the configuration, its server class and types, `POST /verify`. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { ask } from "./ask.js"
import { type Served, served } from "./served.js"
import { asked, subjectsOf, termsOf, verdictOf, writeTo } from "./subjects.js"

interface Answered {
  readonly status: number
  readonly reward?: number
  readonly components?: Readonly<Record<string, number>>
  readonly error?: string
}

interface Scored {
  readonly versions: Readonly<Record<string, string>>
  readonly valid: readonly boolean[]
  readonly rows: readonly number[]
  readonly scored: readonly Answered[]
  /** By the reward server. */
  readonly served: readonly Answered[]
  readonly aggregated: Readonly<Record<string, number>>
  /** By the compiled server, and by the reward server. */
  readonly aggregates: readonly [unknown, unknown]
}

const folder = mkdtempSync(path.join(tmpdir(), "glossator-nemo-gym-"))
const subjects = subjectsOf("nemo-gym")
const answers = asked(subjects)
const servers = subjects.map(({ files }) => {
  const config = Object.keys(files).find((name) => name.startsWith("configs/"))!
  return path.basename(config, ".yaml")
})
let said: Scored
let server: Served

beforeAll(async () => {
  for (const [i, subject] of subjects.entries())
    writeTo(path.join(folder, "resources_servers", servers[i]!), subject, (row, given) => ({
      ...row,
      glossator_given: JSON.stringify(given),
    }))
  server = await served(subjects)
  const urls = server.urls.map((url) => `${url}/verify`)
  said = await ask("nemo-gym", "nemo-gym-verify.py", { project: folder, servers, answers, urls })
}, 1_800_000)
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await server.stop()
})

const verdicts = answers.map(([at, row, completion]) => verdictOf(subjects[at]!, row, completion))

test("finds the configurations valid, and every row", ({ task }) => {
  task.meta.versions = said.versions
  expect(said.versions["nemo-gym"]).toBe("0.4.0")
  expect(said.valid).toEqual(subjects.map(() => true))
  expect(said.rows).toEqual(subjects.map(({ rows }) => rows.length))
})

test("verifies every answer as TypeScript does; what was thought is no answer", () => {
  expect(said.scored).toHaveLength(answers.length)
  for (const [i, { status, reward, components, error }] of said.scored.entries()) {
    const { score, unscorable } = verdicts[i]!
    const wanted =
      unscorable === undefined
        ? { status: 200, reward: score, components: termsOf(verdicts[i]!), error: undefined }
        : { status: 422, reward: undefined, components: undefined, error: expect.stringContaining("unscorable") }
    expect({ answer: answers[i], status, reward, components, error }).toEqual({ answer: answers[i], ...wanted })
  }
  expect(said.scored.filter(({ status }) => status === 422).length).toBeGreaterThan(20)
})

test("gets the same from the reward server", () => {
  const without = ({ error, ...one }: Answered) => ({ ...one, error: error?.includes("unscorable") })
  expect(said.served.map(without)).toEqual(said.scored.map(without))
})

test("has the means of the total and of each term", () => {
  const own = verdicts.filter(({ unscorable }, i) => answers[i]![0] === 0 && unscorable === undefined)
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  expect(said.aggregated["mean/reward"]).toBeCloseTo(mean(own.map(({ score }) => score)), 6)
  for (const { name } of subjects[0]!.task.plan.terms) {
    const paid = own.map((verdict) => termsOf(verdict)[`term/${name}`]!)
    expect(said.aggregated[`mean/term/${name}`]).toBeCloseTo(mean(paid), 6)
  }
})

test("gets the same statistics from the reward server", () => {
  const [own, served] = said.aggregates.map((one) =>
    JSON.parse(JSON.stringify(one), (_, value: unknown) => (typeof value === "number" ? +value.toPrecision(9) : value)),
  )
  expect(own.group_level_metrics.length).toBeGreaterThan(1)
  expect(served).toEqual(own)
})
