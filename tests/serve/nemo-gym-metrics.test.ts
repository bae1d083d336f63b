/** NeMo Gym's statistics, beside those of the library itself: the fixture says which version wrote it. */
import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { loadGuideline } from "../../src/compile/load.js"
import { Refused } from "../../src/serve/codes.js"
import { aggregateMetrics } from "../../src/serve/protocols/nemo-gym-metrics.js"
import { Reward } from "../../src/serve/reward.js"

interface Case {
  readonly verify_responses: readonly object[]
  readonly answer: object
}
const { cases } = JSON.parse(readFileSync("tests/serve/fixtures/nemo-gym-metrics.json", "utf8")) as {
  readonly cases: readonly Case[]
}
const { name, version, hash, plan } = loadGuideline("guidelines/semeval2010-task8.guideline").task!
const reward = new Reward({ name, version, hash }, plan)

/** Numbers to 12 digits: sums in another order differ in the last ones. */
const rounded = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, one: unknown) => (typeof one === "number" ? +one.toPrecision(12) : one))

test.each(cases)("the same statistics as the library, case %#", ({ verify_responses, answer }) => {
  const said = aggregateMetrics.answer({ verify_responses }, reward)
  expect(said.status).toBe(200)
  expect(rounded(said.body)).toEqual(rounded(answer))
})

test("refuses two responses to one rollout, and what is no response", () => {
  const one = { _ng_task_index: 1, _ng_rollout_index: 2, reward: 1 }
  for (const responses of [[one, one], [3], "none", [{ ...one, _ng_task_index: "first" }]])
    expect(() => aggregateMetrics.answer({ verify_responses: responses }, reward)).toThrow(Refused)
})
