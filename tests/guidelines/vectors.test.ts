/**
 * What the systems pay, by the guideline files alone: total scores of whole completions, as worked out from the papers and
 * by running the released code (commits: RuleReasoner c6df021, RewardAnything, Table-R1, RM-R1, One-Shot-RLVR as of 2026-08).
 */
import { describe, expect, it } from "vitest"
import type { Given } from "../../src/reward/plan.js"
import type { Example } from "../../src/value.js"
import { task } from "./shipped.js"

type Row = Pick<Example, "input" | "gold">

interface Vectors {
  readonly of: string
  readonly arm?: string
  readonly row: Row
  readonly given?: Given
  /** Completion and score, with a gold of its own where it differs. */
  readonly scores: readonly (readonly [completion: string, score: number, gold?: Example["gold"]])[]
}

const vectors = ({ of, arm, row, given, scores }: Vectors): void => {
  it.each(scores.map(([completion, score, gold]) => ({ completion, score, gold })))(
    `${arm ?? "pays"} $score for $completion`,
    ({ completion, score, gold }) => {
      const verdict = task(of, arm).score(completion, { ...row, ...(gold && { gold }) }, given)
      expect(verdict.unscorable).toBeUndefined()
      expect(verdict.score).toBeCloseTo(score, 8)
    },
  )
}

describe("R1-RE", () => {
  const row = {
    input: { sentence: "The <e1>fire</e1> caused <e2>smoke</e2>." },
    gold: { label: "Cause-Effect(e1,e2)" },
  }
  vectors({
    of: "semeval2010-task8",
    row,
    scores: [
      ["<think>It acts.</think> <answer> Cause-Effect(e1,e2) </answer>", 3],
      ["<answer>Other</answer> I mean <answer>Cause-Effect(e1,e2)</answer>", 3],
      ["<think>no end <answer>Cause-Effect(e1,e2)</answer>", 3],
      ["<answer>Cause-Effect(e2,e1)</answer>", -0.5],
      ["<answer>Cause-Effect(e1,e2)</answer> or <answer>Other</answer>", -0.5],
      ["<answer>Cause-Effect</answer>", -3],
      ["<answer>Cause-Effect(fire,smoke)</answer>", -3],
      ["<answer>Kind-Of(e1,e2)</answer>", -3],
      ["<answer></answer>", -3],
      ["Cause-Effect(e1,e2)", -3],
    ],
  })
  it("has the three totals of the ablation in its own arm", () => {
    const arm = task("semeval2010-task8", "harder")
    const of = (completion: string) => arm.score(completion, row).score
    expect([of(""), of("<answer>Other</answer>"), of("<answer>Cause-Effect(e1,e2)</answer>")]).toEqual([-3, -1, 3])
  })
})

describe("R1-RE's triplets", () => {
  const sentence = "Severe insomnia was treated with melatonin in older adults."
  const triplet = (relation: string, head: string, head_type: string, tail: string, tail_type: string) => ({
    ...{ relation, head, head_type, tail, tail_type },
  })
  const first = triplet("treatment-for", "melatonin", "drug", "insomnia", "symptom")
  const second = triplet("occurs-in", "insomnia", "symptom", "older adults", "health-factors")
  const link = triplet("associated-with", "insomnia", "symptom", "melatonin", "drug")
  const MELATONIN = "melatonin: drug, treatment-for, insomnia: symptom"
  const ADULTS = "insomnia: symptom, occurs-in, older adults: health-factors"
  vectors({
    of: "mdkg",
    row: { input: { sentence }, gold: { triplets: [first, second] } },
    scores: [
      [`<answer>${MELATONIN}\n${ADULTS}</answer>`, 5],
      // one token more at the front of an entity
      [`<answer>${`${MELATONIN}\n${ADULTS}`.replaceAll("insomnia", "Severe insomnia")}</answer>`, 5],
      // entities: 2 of 3, F1 0.8; triplets: 1 of 2, F1 2/3
      [`<answer>${MELATONIN}</answer>`, 1 + 0.8 + 2],
      // the right entities in the wrong direction
      [`<answer>insomnia: symptom, treatment-for, melatonin: drug\n${ADULTS}</answer>`, 1 + 1 + 1.5],
      [`<answer>${MELATONIN}</answer><answer>${ADULTS}</answer>`, -3],
      ["<answer></answer>", 1],
      [`<answer>${MELATONIN}</answer>`, 5, { triplets: [first] }],
      // of an undirected relation both orders are right
      ["<answer>melatonin: drug, associated-with, insomnia: symptom</answer>", 5, { triplets: [link] }],
    ],
  })
})

describe("RuleReasoner", () => {
  const row = {
    input: {
      facts: ["Anne is kind."],
      rules: ["Kind people are nice."],
      question: "Anne is nice.",
      options: ["True", "False", "Unknown"],
    },
    gold: { choice: "A" },
  }
  const right = "<think>F1 and R1.</think> <answer>A</answer>"
  const wrong = "<think>F1 and R1.</think> <answer>C</answer>"
  vectors({
    of: "rule-reasoner",
    row,
    scores: [
      [right, 1],
      ["<answer>true</answer>", 1],
      ["<answer>False</answer> no: <answer>True</answer>", 1],
      [wrong, -1],
      ["<answer>True or Unknown</answer>", -1],
      ["True", -1],
    ],
  })
  vectors({
    of: "rule-reasoner",
    arm: "released-code",
    row,
    scores: [
      [right, 1],
      ["<answer>A</answer>", 0],
      [wrong, 0],
      ["<answer>C</answer>", -1],
      ["A", -1],
    ],
  })
})

describe("RewardAnything", () => {
  const five = (scores: object, order: readonly string[] = ["model-1", "model-2", "model-3"]) =>
    `<think>By length.</think> ${JSON.stringify({ scores, "best-to-worst": order })}`
  const row = {
    input: { principle: "Shorter is better.", prompt: "Hi.", responses: ["a", "b", "c"] },
    gold: { scores: { "model-1": 5, "model-2": 3, "model-3": 1 }, ranking: ["model-1", "model-2", "model-3"] },
  }
  const all = { "model-1": 5, "model-2": 3, "model-3": 1 }
  const reversed = { "model-1": 1, "model-2": 3, "model-3": 5 }
  const ties = { "model-1": 3, "model-2": 3, "model-3": 3 }
  const swapped = { "model-1": 3, "model-2": 5, "model-3": 1 }
  vectors({
    of: "reward-anything",
    arm: "released-code",
    row,
    scores: [
      [five(all), 1],
      [five(reversed), 0],
      [five(ties), 0.5],
      [five(swapped), 8 / 11],
      // whoever scores one response alone has no pair to lose
      [five({ "model-1": 5 }), 1],
    ],
  })
  vectors({
    of: "reward-anything",
    arm: "released-code",
    row: {
      input: { ...row.input, responses: ["a", "b"] },
      gold: { scores: { "model-1": 3, "model-2": 3 }, ranking: ["model-1", "model-2"] },
    },
    scores: [[five({ "model-1": 5, "model-2": 1 }, ["model-1", "model-2"]), 1]],
  })
  vectors({
    of: "reward-anything",
    arm: "pairs-only",
    row,
    scores: [
      [five(all), 1],
      [five(swapped), 8 / 11],
      // left out is lost
      [five({ "model-1": 5 }), 0],
    ],
  })
  vectors({
    of: "reward-anything",
    row,
    scores: [
      [five(all), 1],
      [`Sure: ${five(all)}`, 1],
      [five(all).replace("best-to-worst", "best-to-worse"), 1],
      // nothing but the form, and a ranking that is that of the scores: 0.15; near scores: 0.17 / 3; the same spread: 0.085
      [five(reversed, ["model-3", "model-2", "model-1"]), 0.15 + 0.17 / 3 + 0.085],
      // half of the pairs; two scores lie 2 of 4 away, and the narrow spread costs as much: (0.17 + 0.085) * 2 / 3
      [five(ties), 0.15 + 0.34 / 2 + 0.17 + (0.17 + 0.085) * (2 / 3) + 0.085],
      ["", 0],
    ],
  })
})

/**
 * Vectors that no arm pays as the released code does. Both are slips of that code, not rules of the paper, and the language has
 * no words for them: nothing reads a JSON `true` as the text "1" (in Python it equals 1), and blanks around an answer are
 * never a matter of form (there a `fullmatch` fails on them). Of the other systems' vectors, weights of training data (the
 * sampling of RuleReasoner and of 1-shot RLVR) are no rewards, and nothing here computes them.
 */
const OTHERWISE: readonly { of: string; row: Row; completion: string; released: number; here: number }[] = [
  { json: "[true]", behind: "", gold: "1", released: 1, here: 0 },
  { json: '["x"]', behind: " ", gold: "x", released: 1, here: 2 },
].map(({ json, behind, gold, released, here }) => ({
  of: "table-r1",
  row: {
    input: { kind: "question", title: "T", content: [["a"], ["b"]], question: "Which?" },
    gold: { answers: [gold] },
  },
  completion: `<think>I look.</think> <answer>\`\`\`json\n{"answer": ${json}}\n\`\`\`</answer>${behind}`,
  released,
  here,
}))

describe("what released code pays otherwise, and no guideline does", () => {
  it.each(OTHERWISE)("$of pays $here, not $released, for $completion", ({ of, row, completion, released, here }) => {
    expect(task(of).score(completion, row)).toMatchObject({ score: here })
    // an arm that did would be named in guidelines/README.md, and this list be shorter
    expect(task(of).arms).not.toContain("released-code")
    expect(here).not.toBe(released)
  })
})

describe("Table-R1", () => {
  const input = { kind: "question", title: "T", content: [["a"], ["b"]], question: "Which?" }
  const well = (json: string) => `<think>I look.</think> <answer>\`\`\`json\n{"answer": ${json}}\n\`\`\`</answer>`
  const answers = (...texts: string[]) => ({ answers: texts })
  vectors({
    of: "table-r1",
    row: { input, gold: answers("x") },
    scores: [
      [well('["4,000"]'), 2, answers("4000")],
      [well('["b", "a"]'), 2, answers("a", "b")],
      [well('["4000.009"]'), 2, answers("4000")],
      // the form alone
      [well('["A"]'), 1, answers("a")],
      [well('["a", "a"]'), 1, answers("a", "b")],
      [well('["4000.02"]'), 1, answers("4000")],
      // the content alone
      [well("[4000]"), 1, answers("4000")],
      [well("[true]"), 1, answers("true")],
      ['{"answer": ["x"]}', 1],
      [`<think>I look.</think> {"answer": ["x"]}`, 1],
      // two answers are none, and the form does not hold either
      [`${well('["x"]')} ${well('["y"]')}`, 0],
      [well("[]"), 0],
      [well(JSON.stringify(Array.from({ length: 101 }, () => "x"))), 0],
      ["The answer is x.", 0],
      ["", 0],
    ],
  })
  vectors({
    of: "table-r1",
    row: { input: { ...input, kind: "statement" }, gold: { verdict: "refuted" } },
    scores: [
      [well('"refuted"'), 2],
      [well('"entailed"'), 1],
      ['{"answer": "refuted"}', 1],
      [well('["refuted"]'), 0],
      ["refuted", 0],
    ],
  })
  vectors({
    of: "table-r1",
    row: { input: { ...input, kind: "free question" }, gold: { sentence: "Kenya won 4 gold medals." } },
    scores: [
      [well('"Kenya won 4 gold medals."'), 2],
      [well('"None at all?"'), 1],
    ],
  })
})

describe("RAG-Zeval", () => {
  const passage = "The iron tower was built by the firm of Gustave Eiffel between 1887 and 1889 for a world fair."
  const row = {
    input: { question: "Who?", passage, candidates: ["By Eiffel.", "By Napoleon."] },
    gold: { grounding: ["1", "2"] },
  }
  const claim = (is_supported: boolean, ...grounding_evidence: string[]) => ({
    ...{ claim: "The tower has a builder.", is_supported, grounding_evidence, analysis: "So." },
  })
  const judged = (first: readonly object[], second: readonly object[]) =>
    JSON.stringify([
      { id: "1", answer: "By Eiffel.", atomic_claims: first },
      { id: "2", answer: "By Napoleon.", atomic_claims: second },
    ])
  // 10 of its 13 tokens stand in the passage one after the other
  const loose = "We know: the firm of Gustave Eiffel between 1887 and 1889 for"
  vectors({
    of: "rag-zeval",
    row,
    scores: [
      [judged([claim(true, passage)], [claim(false)]), 1.5],
      [judged([claim(true, "Eiffel built it.")], [claim(false)]), 1],
      [judged([claim(true, passage), claim(false)], [claim(false)]), 1.5],
      // not strictly in order
      [judged([claim(true, passage)], [claim(true, passage)]), 0],
      [judged([claim(false)], [claim(true, passage)]), 0],
      // the form: no evidence, a candidate left out, no list
      [judged([claim(true)], [claim(false)]), -0.5],
      [JSON.stringify(JSON.parse(judged([claim(true, passage)], [])).slice(0, 1)), -0.5],
      ["[]", -0.5],
      ["Eiffel.", -0.5],
    ],
  })
  it("pays half of the share of the evidence that is copied", () => {
    const { score } = task("rag-zeval").score(judged([claim(true, loose)], [claim(false)]), row)
    const tokens = loose.match(/\w+/g)!.length
    expect(score).toBeCloseTo(1 + (0.5 * (tokens - 2)) / tokens, 8)
  })
})

describe("RM-R1", () => {
  vectors({
    of: "rm-r1",
    row: { input: { conversation: "Is 91 a prime?", responses: ["No.", "Yes."] }, gold: { verdict: "A" } },
    scores: [
      ["<eval>A is right.</eval> <answer>[[A]]</answer>", 1],
      ["<answer>[[A]]</answer>", 1],
      [`<answer>[[A]]</answer>${"x".repeat(58)}`, 1],
      [`<answer>[[A]]</answer>${"x".repeat(60)}`, -1],
      ["<answer>[[A]]</answer><answer>[[B]]</answer>", -1],
      // what stood before the last 80 characters is not seen
      [`<answer>[[B]]</answer>${"x".repeat(60)}<answer>[[A]]</answer>`, 1],
      ["<answer>[[B]]</answer>", -1],
      ["[[A]]", -1],
      ["", -1],
    ],
  })
})

describe("1-shot RLVR", () => {
  const row = { input: { problem: "v?" }, gold: { result: 12.8 } }
  vectors({
    of: "one-shot",
    row,
    scores: [
      ["So v = \\boxed{12.8}.", 1],
      ["\\boxed{12.80}", 1],
      ["\\boxed{1}, no: \\boxed{12.8}", 1],
      ["\\boxed{12.7}", 0],
      ["12.8", 0],
      ["\\boxed{}", 0],
      ["\\boxed{\\frac{4}{3}}", 0],
      ["\\boxed{\\frac{4}{3}}", 1, { result: 4 / 3 }],
    ],
  })
  vectors({
    of: "one-shot",
    arm: "form-only",
    row,
    scores: [
      ["\\boxed{7}", 1],
      ["7", 0],
    ],
  })
  vectors({
    of: "one-shot",
    arm: "wrong-label",
    row: { ...row, gold: { "wrong-label": 4 } },
    scores: [
      ["\\boxed{4}", 1],
      ["\\boxed{12.8}", 0],
    ],
  })
  vectors({
    of: "one-shot",
    arm: "entropy-only",
    row,
    scores: [
      ["\\boxed{12.8}", 0],
      ["", 0],
    ],
  })
})

describe("Crossing the Reward Bridge", () => {
  const row = { input: { question: "How many?" }, gold: { reference: "12", paraphrases: ["12", "twelve", "a dozen"] } }
  const twelve = "I count.\nTherefore, the answer is twelve.\n"
  for (const same of [0, 0.35, 0.8, 1]) {
    vectors({ of: "soft-reward", row, given: { same }, scores: [[twelve, same]] })
    vectors({ of: "soft-reward", arm: "binary", row, given: { same }, scores: [[twelve, same >= 0.5 ? 1 : 0]] })
  }
  vectors({
    of: "soft-reward",
    arm: "substring",
    row,
    scores: [
      ["It is 12.", 1],
      [twelve, 0],
      ["11, 12 or 13", 1],
    ],
  })
  // the tokens of the line: it, is, 12; one of three is shared
  vectors({
    of: "soft-reward",
    arm: "shared-words",
    row,
    scores: [
      ["12", 1],
      ["It is 12.", 1 / 3],
      [twelve, 0],
    ],
  })
  vectors({
    of: "soft-reward",
    arm: "exact",
    row,
    scores: [
      ["12", 1],
      ["It is 12.", 0],
    ],
  })
  vectors({
    of: "soft-reward",
    arm: "oracle",
    row,
    scores: [
      [twelve, 1],
      ["A dozen.", 1],
      ["Ten.", 0],
    ],
  })
  it("cannot be scored without the verifier, and says so", () => {
    expect(task("soft-reward").score(twelve, row).unscorable).toContain("same")
    expect(task("soft-reward").plan.standardize).toBe("batch")
  })
})

describe("R-PRM", () => {
  const row = {
    input: { problem: "2 + 2 - 1?", steps: ["2 + 2 = 4", "4 - 1 = 2", "So 2."] },
    gold: { "first-error": "2", labels: { 1: "Yes", 2: "No", 3: "Yes" } },
  }
  const judged = (first: string, ...verdicts: string[]) =>
    `${JSON.stringify(
      verdicts.map((verdict, i) => ({ id: `${i + 1}`, source: "s", consistency: "c", calculation: "k", verdict })),
    )} <answer>${first}</answer>`
  vectors({
    of: "r-prm",
    row,
    scores: [
      [judged("2", "Yes", "No", "Yes"), 1.75],
      [judged("2", "Yes", "No", "No"), 1 + 1 / 3 + 0.25],
      [judged("none", "Yes", "Yes", "Yes"), 1 / 3 + 0.25],
      [judged("2", "No", "No", "Yes"), 1 + 1 / 3],
      [judged("2", "Yes", "No"), -1],
      ["<answer>2</answer>", -1],
    ],
  })
  // the two halves of ProcessBench's measure: an index that is exact, or none
  vectors({
    of: "r-prm",
    arm: "place-only",
    row,
    scores: [
      ["<answer>2</answer>", 1],
      ["<answer>3</answer>", 0],
      ["<answer>none</answer>", 0],
      ["<answer>none</answer>", 1, { "first-error": "none", labels: {} }],
    ],
  })
})

describe("contrastive finetuning", () => {
  vectors({
    of: "contrastive-re",
    row: {
      input: { document: "<e1>Sulm</e1> lies in <e2>Austria</e2>." },
      gold: { labels: ["located-in(e1,e2)", "in-country(e1,e2)"] },
    },
    scores: [
      ["<answer>located-in(e1,e2)\nin-country(e1,e2)</answer>", 1],
      ["<answer>P17(e1, e2)\nP131(e1, e2)</answer>", 1],
      ["<answer>in-country(e1,e2)</answer>", 2 / 3],
      ["<answer>in-country(e2,e1)\nlocated-in(e1,e2)</answer>", 0.5],
      ["<answer>none</answer>", 0],
      ["<answer>NA</answer>", 1, { labels: ["none"] }],
      ["none", -1],
      // of a relation and none of them, one is not meant
      ["<answer>none\nin-country(e1,e2)</answer>", -1],
    ],
  })
})

describe("counterfactual sentences", () => {
  const row = {
    input: {
      sentence: "The <e1>baker</e1> made a <e2>cake</e2> at noon.",
      label: "Product-Producer(e2,e1)",
      target: "Other",
    },
    gold: {},
  }
  const answer = (text: string) => `<answer>${text}</answer>`
  const good = answer("The <e1>baker</e1> dropped a <e2>cake</e2> at noon.")
  vectors({
    of: "counterfactual-re",
    row,
    given: { valid: 1, plausible: 1 },
    scores: [
      [good, 3.5],
      ["The baker dropped a cake.", -3],
      [answer("The <e1>baker</e1> dropped a cake at noon."), -0.5],
      [answer("The <e1>cook</e1> dropped a <e2>cake</e2> at noon."), -0.5],
      [answer(row.input.sentence), -0.5],
    ],
  })
  vectors({
    of: "counterfactual-re",
    row,
    given: { valid: 0.4, plausible: 0.5 },
    scores: [[good, 1 - 1.5 + 0.4 * 3.5 + 0.25]],
  })
})
