/** A drawn order is a transformation of the example: the items move, and what points at them moves along. */
import { readdirSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { loadGuideline, loadGuidelineText } from "../../src/compile/load.js"
import type { Task } from "../../src/compile/task.js"
import { composer } from "../../src/compile/write.js"
import { formatDiagnostic } from "../../src/diagnostic.js"
import { allExamples } from "../../src/language/meaning.js"
import type { Example, Value } from "../../src/value.js"

function load(text: string): Task {
  const { task, diagnostics } = loadGuidelineText("shuffle.guideline", text)
  if (!task) throw new Error(diagnostics.map((d) => formatDiagnostic(d)).join("\n"))
  return task
}

const task = load(`guideline "Shuffled" version "1"
task "Answer."
input question: text
input responses: list of text numbered A
input best: one of responses, "none"
input hints: number for each of responses
shuffle responses
answer choice: one of responses, "C" in last <answer>
answer ranking: order of responses in last <order>
gold scores: number 1 to 5 for each of responses
gold votes: list of one of responses
reward +1 for choice equals gold
reward +1 for ranking correlates-with scores
`)

const row: Pick<Example, "input" | "gold"> = {
  input: { question: "A or B?", responses: ["x", "y", "z", "w"], best: "D", hints: [4, 3, 2, 1] },
  gold: {
    choice: "A",
    ranking: ["D", "B", "A", "C"],
    scores: { A: 1, B: 2, C: 3, D: 4 },
    votes: ["A", "A", "B"],
  },
}
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8]

/** What a pointer points at. */
const at = (input: Example["input"], name: Value): Value =>
  (input.responses as readonly string[])["ABCD".indexOf(String(name))]!

describe("a drawn order", () => {
  it("is the same for the same seed, and another one for most others", () => {
    const drawn = SEEDS.map((seed) => task.shuffled(row, seed).input.responses)
    expect(drawn).toEqual(SEEDS.map((seed) => task.shuffled(row, seed).input.responses))
    expect(new Set(drawn.map((one) => JSON.stringify(one))).size).toBeGreaterThan(4)
    for (const one of drawn) expect([...(one as string[])].sort()).toEqual(["w", "x", "y", "z"])
  })

  it.each(SEEDS)("moves every pointer along: seed %i", (seed) => {
    const { input, gold } = task.shuffled(row, seed)
    expect(input.question).toBe("A or B?")
    expect(at(input, gold.choice!)).toBe("x")
    expect((gold.ranking as Value[]).map((name) => at(input, name))).toEqual(["w", "y", "x", "z"])
    expect((gold.votes as Value[]).map((name) => at(input, name))).toEqual(["x", "x", "y"])
    expect(at(input, input.best!)).toBe("w")
    const scores = Object.entries(gold.scores as Record<string, number>)
    expect(new Map(scores.map(([name, score]) => [at(input, name), score]))).toEqual(
      new Map([
        ["x", 1],
        ["y", 2],
        ["z", 3],
        ["w", 4],
      ]),
    )
    expect(scores.map(([name]) => name)).toEqual(["A", "B", "C", "D"])
    const hints = input.hints as number[]
    expect(hints.map((hint, i) => [hint, (input.responses as string[])[i]])).toEqual(
      expect.arrayContaining([
        [4, "x"],
        [1, "w"],
      ]),
    )
  })

  it("leaves a literal alone that looks like an item's name", () => {
    for (const seed of SEEDS)
      expect(task.shuffled({ ...row, gold: { choice: "C" } }, seed).gold).toEqual({ choice: "C" })
  })

  it("takes what is of another shape as it is", () => {
    const odd = { input: { question: "?", responses: "none", best: 3 }, gold: { ranking: "A", scores: 5, votes: {} } }
    expect(task.shuffled(odd as unknown as typeof row, 1)).toEqual(odd)
    const { gold } = task.shuffled({ ...row, gold: { ranking: ["A", "E"], choice: "none" } }, 3)
    expect([(gold.ranking as Value[])[1], gold.choice]).toEqual(["E", "none"])
  })

  it("keeps everything else of the example", () => {
    const example = { ...row, id: "7", kind: "hard", comment: "why" }
    expect(task.shuffled(example, 2)).toMatchObject({ id: "7", kind: "hard", comment: "why" })
  })
})

const guidelines = readdirSync("guidelines").filter((name) => name.endsWith(".guideline"))

describe.each(guidelines)("the examples of %s", (name) => {
  const { task: own } = loadGuideline(`guidelines/${name}`)
  const compose = composer(own!.plan)
  const given = Object.fromEntries(own!.plan.rules.map((rule) => [rule.name, 1]))
  const scoreOf = (one: Pick<Example, "input" | "gold">) =>
    own!.score(compose(one.gold, undefined, one.input).completion, one, given).score

  it("earn the same in every order", () => {
    const rows = allExamples(own!.meaning).map(({ input, gold }) => ({ input, gold }))
    for (const one of rows.slice(0, 8))
      for (const seed of SEEDS.slice(0, 4)) {
        const shuffled = own!.shuffled(one, seed)
        expect(scoreOf(shuffled)).toBe(scoreOf(one))
        if (own!.meaning.shuffle.length === 0) expect(shuffled).toEqual(one)
      }
  })
})
