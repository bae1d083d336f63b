import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { PromptOptions, Task } from "../../src/compile/task.js"
import type { Engine } from "../../src/engine/engine.js"
import { startEngine } from "../../src/engine/start.js"
import { Random } from "../../src/random.js"
import { createEvaluator, resultRows } from "../../src/rollout/evaluate.js"
import { rolloutRows } from "../../src/rollout/log.js"
import { createRoller, promptFor } from "../../src/rollout/rollout.js"
import { isRight, isWellFormed } from "../../src/rollout/verdicts.js"
import { toyItem, toyPolicy, toyTask } from "../train/toy.js"

const items = Array.from({ length: 5 }, (_, at) => toyItem(Random.of(1, at), at))

let engine: Engine
beforeAll(async () => {
  engine = await startEngine("ort-cpu", { threads: 1 })
})
afterAll(() => engine.dispose())

async function rolledOut() {
  const roller = createRoller(engine, toyPolicy(engine), { prompts: 5, group: 3, newTokens: 3, promptLengths: [4] })
  const rollouts = await roller.rollout(items, { random: Random.of(2) })
  await roller.dispose()
  return rollouts
}

test("every completion is the text of its tokens, with the verdict of its own task and example", async () => {
  const policy = toyPolicy(engine)
  const { groups } = await rolledOut()
  expect(groups.map(({ item }) => item)).toEqual(items)
  for (const { item, promptTokens, completions } of groups) {
    expect(policy.tokenizer.decode(promptTokens)).toBe(`${item.example.input.text} |`)
    expect(completions.length).toBe(3)
    for (const { text, tokens_R, length, ended, verdict } of completions) {
      expect(text).toBe(policy.tokenizer.decode(tokens_R.subarray(0, length)))
      expect(ended).toBe(tokens_R[length - 1] === policy.tokenizer.end)
      expect(verdict).toEqual(toyTask.score(text, item.example))
    }
  }
})

test("a guideline's budget is counted in the policy's own tokens", () => {
  const asked: PromptOptions[] = []
  const budget = { tokens: 9, drop: [], place: {} }
  const task = {
    ...toyTask,
    meaning: { budget } as unknown as Task["meaning"],
    prompt: (_: unknown, options: PromptOptions = {}) => {
      asked.push(options)
      return { messages: [], sections: [] }
    },
  }
  const { tokenizer } = toyPolicy(engine)
  const own = () => 1
  promptFor({ tokenizer }, task, {}, { style: "terse" })
  promptFor({ tokenizer }, task, {}, { countTokens: own })
  promptFor({ tokenizer }, { ...task, meaning: {} as Task["meaning"] }, {})
  expect(asked).toEqual([{ style: "terse", countTokens: tokenizer.count }, { countTokens: own }, {}])
})

describe("verdicts in yes and no", () => {
  const item = { task: toyTask, example: { id: "1", input: {}, gold: { label: "yes" } } }
  const verdict = (text: string) => toyTask.score(text, item.example)

  test("right is everything earned; well-formed is the form alone; an unscorable answer is neither", () => {
    const right = ["yes", "no", "yes yes", "because"].map((text) => isRight(item, verdict(text)))
    expect(right).toEqual([true, false, false, false])
    const formed = ["yes", "no", "yes yes", "because"].map((text) => isWellFormed(toyTask, verdict(text)))
    expect(formed).toEqual([true, true, false, false])
  })
})

describe("evaluation", () => {
  test("counts shares over items and over each kind, with Wilson's intervals", () => {
    const right = [true, true, false, true, false]
    const rows = resultRows(items, right, [true, true, true, true, false], { arm: "base", set: "toy", seed: 3 })
    expect(rows[0]).toMatchObject({ arm: "base", set: "toy", metric: "accuracy", value: 0.6, n: 5, seed: 3 })
    // Wilson for 3 of 5, by hand: centre (0.6 + 3.8415/10)/(1 + 3.8415/5) = 0.5566, half-width 0.3258.
    expect(rows[0]!.low).toBeCloseTo(0.2307, 3)
    expect(rows[0]!.high).toBeCloseTo(0.8824, 3)
    expect(rows[1]).toMatchObject({ metric: "format", value: 0.8 })
    expect(rows.slice(2).map(({ metric }) => metric)).toEqual(["kind/ping", "kind/pong"])
    expect(rows[2]!.n + rows[3]!.n).toBe(5)
    const pings = items.filter(({ example }, at) => example.kind === "ping" && right[at]).length
    expect(rows[2]!.value).toBeCloseTo(pings / rows[2]!.n, 9)
  })

  test("answers do not depend on how items are cut into batches", async () => {
    const policy = toyPolicy(engine)
    const texts = async (batch: number): Promise<string[]> => {
      const evaluator = createEvaluator(engine, policy, { newTokens: 3, batch, promptLengths: [4] })
      const { completions } = await evaluator.evaluate(items, { arm: "base", set: "toy", seed: null })
      await evaluator.dispose()
      return completions.map(({ text }) => text)
    }
    expect(await texts(2)).toEqual(await texts(8))
  })
})

describe("the log", () => {
  test("a row is enough to score the answer again", async () => {
    const { groups } = await rolledOut()
    for (const row of rolloutRows(groups, { arm: "grpo", seed: 1, step: 4 })) {
      const { input, gold } = row
      const { score, unscorable } = toyTask.score(row.completion, { input, gold })
      expect(row.score).toBe(unscorable === undefined ? score : null)
      expect(row.guidelineHash).toBe(toyTask.hash)
      expect(row.logProbNats).toBeLessThan(0)
      expect(row.terms[0]!.origin).toEqual({ path: "toy.guideline", line: 1 })
    }
  })

  test("holds verdicts as other programs get them, and says so", async () => {
    const { groups } = await rolledOut()
    const [group] = groups
    const [completion] = group!.completions
    const finding = { code: "case-differs", message: "", span: { start: 2, end: 5 } }
    const verdict = { ...completion!.verdict, score: -3, findings: [finding], unscorable: "the judge is silent" }
    const said = { ...group!, completions: [{ ...completion!, text: "\u{1f600}abc", verdict }] }
    const [row] = rolloutRows([said], { arm: "grpo", seed: 1, step: 4 })
    expect(row).toMatchObject({ format: 2, score: null, unscorable: "the judge is silent" })
    expect(row!.findings[0]!.span).toEqual({ start: 1, end: 4 })
  })

  test("an advantage is there where training used the answer", async () => {
    const { groups } = await rolledOut()
    const rows = rolloutRows(groups.slice(0, 1), { arm: "grpo", seed: 1, step: 4 }, [[1, null, -1]])
    expect(rows.map(({ advantage }) => advantage)).toEqual([1, undefined, -1])
    expect(rows.map(({ prompt }) => prompt)).toEqual([0, 0, 0])
  })
})
