/**
 * Rewards of published systems, on plans: each plan is the one that the system's guideline compiles to, and each vector is
 * what the paper's formula or the released code pays. Where released code does what its paper does not say, and no
 * guideline should, the vector says so.
 */
import { describe, expect, it, test } from "vitest"
import type { Phrase } from "../../src/catalogue.js"
import type { Plan } from "../../src/reward/plan.js"
import { scorer } from "../../src/reward/score.js"
import { advantages } from "../../src/train/advantage.js"
import type { Example } from "../../src/value.js"
import {
  check,
  equalsGold,
  goldOf,
  inJson,
  inTag,
  judge,
  NO_LABELS,
  part,
  planOf,
  ruleIs,
  says,
  term,
  textOf,
} from "./plans.js"

const text = { kind: "text" } as const
const yesNo = { kind: "yes-no" } as const
const numbered = (start: string) => ({ kind: "list", item: text, numbered: start }) as const
const choice = (texts: readonly string[], lists: readonly string[] = []) => ({ kind: "choice", texts, lists }) as const

const plain = (fields: Partial<Plan>): Plan => planOf({ labels: NO_LABELS, accept: [], ...fields })

/** The total for a completion. */
function total(plan: Plan, example: Partial<Example>, completion: string): number {
  const verdict = scorer(plan)(completion, { input: {}, gold: {}, ...example })
  expect(verdict.unscorable).toBeUndefined()
  expect(verdict.score).toBeGreaterThanOrEqual(plan.range.lowest)
  expect(verdict.score).toBeLessThanOrEqual(plan.range.highest)
  return verdict.score
}

describe("R1-RE", () => {
  const plan = planOf()
  const gold = { gold: { label: "Cause-Effect(e1,e2)" } }
  it.each([
    ["Cause-Effect(e1,e2)", -3],
    ["<answer>Cause-Effect(e2,e1)</answer>", -0.5],
    ["<think>x</think><answer>Other</answer> <answer> Cause-Effect(e1,e2) </answer>", 3],
  ])("pays %j with %d", (completion, expected) => {
    expect(total(plan, gold, completion)).toBe(expected)
  })
})

describe("R1-RE's triplets: F1 of entities once, of triplets three times, one token may be off", () => {
  const names = (all: readonly string[]) => all.map((name) => ({ name, aliases: [] }))
  const triplets = { kind: "list", item: { kind: "triplet", within: "sentence" } } as const
  const within = { value: 1, unit: "tokens" }
  const plan = planOf({
    inputs: [{ name: "sentence", type: text }],
    answer: [part("triplets", triplets, inTag("answer", "only", { notation: "lines" }))],
    labels: {
      ...NO_LABELS,
      entities: names(["drug", "symptom"]),
      relations: [
        { name: "treats", aliases: [], roles: ["drug", "symptom"], types: [["drug"], ["symptom"]], symmetric: false },
        { name: "goes-with", aliases: [], roles: ["one", "other"], types: [[], []], symmetric: true },
      ],
    },
    terms: [
      term({ name: "format", pays: 1, otherwise: -3 }),
      term({
        name: "entities",
        after: ["format"],
        phrase: says("triplets", "matches", [goldOf("triplets")], { within, by: "entities" }),
      }),
      term({
        name: "relations",
        after: ["format"],
        pays: 3,
        phrase: says("triplets", "matches", [goldOf("triplets")], { within }),
      }),
    ],
  })
  const example = {
    input: { sentence: "Lithium is used for acute mania." },
    gold: {
      triplets: [{ relation: "treats", head: "Lithium", head_type: "drug", tail: "acute mania", tail_type: "symptom" }],
    },
  }
  it.each([
    ["<answer>Lithium:drug, treats, acute mania:symptom</answer>", 5],
    ["<answer>Lithium:drug, treats, mania:symptom</answer>", 5],
    ["<answer>Lithium:drug, treats, acute mania:symptom\nacute mania:symptom, goes-with, Lithium:drug</answer>", 4],
    ["<answer>Lithium:symptom, treats, mania:symptom</answer>", 1.5],
    ["Lithium:drug, treats, mania:symptom", -3],
  ])("pays %j with %d", (completion, expected) => {
    expect(total(plan, example, completion)).toBe(expected)
  })
})

describe("RuleReasoner", () => {
  const fields = {
    inputs: [{ name: "options", type: numbered("A") }],
    answer: [part("steps", text, inTag("think", "first")), part("choice", choice([], ["options"]), inTag("answer"))],
    accept: ["any-case", "any-spacing", "answer-text"] as const,
  }
  const released = plain({
    ...fields,
    terms: [term({ name: "shape", pays: 0, otherwise: -1 }), term({ name: "right", phrase: equalsGold("choice") })],
  })
  const paper = plain({ ...fields, terms: [term({ name: "right", phrase: equalsGold("choice"), otherwise: -1 })] })
  const example = { input: { options: ["True", "False", "Unknown"] }, gold: { choice: "A" } }
  it.each([
    ["<think>F1 and R1.</think><answer>A</answer>", 1, 1],
    ["<think>F1 and R1.</think><answer>true</answer>", 1, 1],
    ["<think>F1 and R1.</think><answer>C</answer>", 0, -1],
    ["A", -1, -1],
  ])("pays %j with %d by the released code and with %d by the paper", (completion, code, formula) => {
    expect(total(released, example, completion)).toBe(code)
    expect(total(paper, example, completion)).toBe(formula)
  })
})

describe("RM-R1: the last 80 characters hold exactly the gold tag", () => {
  const place = { spot: { kind: "tag", tag: "answer" }, which: "only", within: 80, notation: "brackets" } as const
  const plan = plain({
    inputs: [{ name: "responses", type: numbered("A") }],
    answer: [part("verdict", choice([], ["responses"]), { place })],
    terms: [term({ name: "right", phrase: equalsGold("verdict"), otherwise: -1 })],
  })
  const example = { input: { responses: ["No, it is 7 times 13.", "Yes."] }, gold: { verdict: "A" } }
  it.each([
    ["<eval>A is right.</eval><answer>[[A]]</answer>", 1],
    ["<answer>[[A]]</answer><answer>[[B]]</answer>", -1],
    [`<answer>[[A]]</answer>${" and so on".repeat(6)}`, -1],
    ["<answer>[[B]]</answer>", -1],
    ["", -1],
  ])("pays %j with %d", (completion, expected) => {
    expect(total(plan, example, completion)).toBe(expected)
  })
})

describe("one-shot RLVR", () => {
  const plan = plain({
    inputs: [{ name: "problem", type: text }],
    answer: [part("result", { kind: "number" }, { place: { spot: { kind: "box" }, which: "last" } })],
    terms: [term({ name: "right", phrase: equalsGold("result", { within: { value: 1e-6 } }) })],
  })
  it.each([
    ["60 / 1.5 = 40, so \\boxed{40}", 1],
    ["\\boxed{40.0}", 1],
    ["\\boxed{30} and then \\boxed{40}", 1],
    ["The answer is 40.", 0],
    ["\\boxed{40, 30}", 0],
  ])("pays %j with %d", (completion, expected) => {
    expect(total(plan, { input: { problem: "?" }, gold: { result: 40 } }, completion)).toBe(expected)
  })
})

describe("Table-R1", () => {
  const when = (...values: string[]) => ({ when: { field: "kind", values } })
  const plan = plain({
    inputs: [{ name: "kind", type: choice(["question", "fact", "free"]) }],
    answer: [
      part("reasoning", text, inTag("think", "only")),
      part("reply", { kind: "group" }, inTag("answer", "only", { notation: "json" })),
      part("short", { kind: "list", item: text }, { parent: "reply", key: "answer", ...when("question") }),
      part("verdict", choice(["entailed", "refuted"]), { parent: "reply", key: "answer", ...when("fact") }),
      part("sentence", text, { parent: "reply", key: "answer", ...when("free") }),
    ],
    accept: ["code-fence"],
    rescue: ["bare-json", "number-for-text"],
    rules: [
      check("some", says("short", "at-least", [{ kind: "number", value: 1, unit: "items" }]), when("question")),
      check("few", says("short", "at-most", [{ kind: "number", value: 100, unit: "items" }]), when("question")),
    ],
    terms: [
      term({ name: "format", after: ["some", "few"] }),
      term({
        name: "items",
        after: ["some", "few"],
        phrase: equalsGold("short", { within: { value: 0.01 } }),
        ...when("question"),
      }),
      term({ name: "fact", phrase: equalsGold("verdict"), ...when("fact") }),
      ...["bleu", "rouge-l"].map((by) =>
        term({
          name: by,
          pays: 0.5,
          phrase: says("sentence", "resembles", [goldOf("sentence")], { by }),
          ...when("free"),
        }),
      ),
    ],
  })
  const formed = (json: string) => `<think>I look.</think>\n<answer>\`\`\`json\n${json}\n\`\`\`</answer>`
  const answers = (list: string) => formed(`{"answer": ${list}}`)
  const question = (gold: readonly string[]) => ({ input: { kind: "question" }, gold: { short: gold } })

  it("can pay 2 at most", () => expect(plan.range).toEqual({ lowest: 0, highest: 2 }))

  it.each([
    ['["4,000"]', ["4000"], 2],
    ['["b","a"]', ["a", "b"], 2],
    ['["4000.009"]', ["4000"], 2],
    ['["A"]', ["a"], 1],
    ['["a","a"]', ["a", "b"], 1],
    ["[4000]", ["4000"], 1],
    ["[]", ["a"], 0],
    // The released code takes true for the number 1 and pays 1: an accident of its language.
    ["[true]", ["1"], 0],
  ])("pays the short answers %s for %j with %d", (list, gold, expected) => {
    expect(total(plan, question(gold), answers(list))).toBe(expected)
  })

  it("pays a bare answer for its truth alone, and what is no answer with nothing", () => {
    expect(total(plan, question(["x"]), '{"answer": ["x"]}')).toBe(1)
    expect(total(plan, question(["x"]), "The answer is x.")).toBe(0)
    expect(total(plan, question(["x"]), "")).toBe(0)
    // The released code matches the text to its very end: one space behind it costs the form there.
    expect(total(plan, question(["x"]), `${answers('["x"]')} `)).toBe(2)
  })

  it("pays facts by their label, and free answers by BLEU and ROUGE-L", () => {
    const fact = { input: { kind: "fact" }, gold: { verdict: "entailed" } }
    expect(total(plan, fact, answers('"entailed"'))).toBe(2)
    expect(total(plan, fact, answers('"refuted"'))).toBe(1)
    expect(total(plan, fact, '{"answer": "entailed"}')).toBe(1)
    const free = { input: { kind: "free" }, gold: { sentence: "The cat sat on the mat." } }
    expect(total(plan, free, answers('"The cat sat on the mat."'))).toBe(2)
    // sacrebleu 2.6.0: 48.8923022434901; rouge-score 0.1.2: 0.8333333333333334
    expect(total(plan, free, answers('"The cat sat on a mat."'))).toBe(1.661128178)
  })
})

describe("RAG-Zeval", () => {
  const inClaims = { parent: "atomic_claims" }
  const plan = plain({
    inputs: [
      { name: "passage", type: text },
      { name: "candidates", type: numbered("1") },
    ],
    golds: [{ name: "grounding", type: { kind: "order", of: "candidates" } }],
    answer: [
      part("verdicts", { kind: "each", of: "candidates", item: { kind: "group" } }, inJson),
      part("answer", { kind: "quote", from: ["candidates"] }, { parent: "verdicts" }),
      part("atomic_claims", { kind: "list", item: { kind: "group" } }, { parent: "verdicts" }),
      part("claim", text, inClaims),
      part("is_supported", yesNo, inClaims),
      part("grounding_evidence", { kind: "list", item: { kind: "quote", from: ["passage"] } }, inClaims),
      part("analysis", text, inClaims),
    ],
    accept: ["code-fence"],
    rules: [check("backed", says("is_supported", "needs", ["grounding_evidence"]))],
    terms: [
      term({ name: "shape", pays: 0, otherwise: -0.5 }),
      term({
        name: "backing",
        phrase: { ...ruleIs("backed"), fully: true } as Phrase,
        pays: 0,
        otherwise: -0.5,
        after: ["shape"],
      }),
      term({
        name: "ranking",
        after: ["backing"],
        phrase: says("is_supported", "orders-like", ["grounding"].map(goldOf), { fully: true }),
      }),
      term({
        name: "evidence",
        pays: 0.5,
        after: ["ranking"],
        phrase: says("grounding_evidence", "quotes", ["passage"], { from: { value: 10, unit: "tokens" } }),
      }),
    ],
  })
  const PASSAGE = "The tower stands in Paris and was built by the firm of Eiffel in 1889."
  const example = {
    input: { passage: PASSAGE, candidates: ["In Paris.", "In Rome."] },
    gold: { grounding: ["1", "2"] },
  }
  const claim = (isSupported: boolean, evidence: readonly string[]) => ({
    ...{ claim: "The tower is there.", is_supported: isSupported, grounding_evidence: evidence, analysis: "Stated." },
  })
  const answer = (...claims: ReturnType<typeof claim>[][]) =>
    JSON.stringify(claims.map((all, i) => ({ id: i + 1, answer: ["In Paris.", "In Rome."][i], atomic_claims: all })))

  it("pays from -0.5 to 1.5", () => expect(plan.range).toEqual({ lowest: -0.5, highest: 1.5 }))

  it.each([
    ["whole evidence", answer([claim(true, [PASSAGE])], [claim(false, [])]), 1.5],
    [
      "ten of thirteen words in one piece",
      answer([claim(true, ["The tower stands in Paris and was built by the town of Eiffel"])], [claim(false, [])]),
      1 + 0.5 * 0.769230769,
    ],
    ["evidence of fewer than ten words", answer([claim(true, ["The tower stands in Paris"])], [claim(false, [])]), 1],
    [
      "half of the evidence copied",
      answer([claim(true, [PASSAGE, "The tower stands in Rome"])], [claim(false, [])]),
      1.25,
    ],
    ["a tie", answer([claim(true, [PASSAGE])], [claim(true, [PASSAGE])]), 0],
    [
      "shares of yes in the right order",
      answer([claim(true, [PASSAGE]), claim(true, [PASSAGE])], [claim(true, [PASSAGE]), claim(false, [])]),
      1.5,
    ],
    ["the wrong order", answer([claim(false, [])], [claim(true, [PASSAGE])]), 0],
    ["a claim without evidence", answer([claim(true, [])], [claim(false, [])]), -0.5],
    ["a candidate that is missing", answer([claim(true, [PASSAGE])]), -0.5],
    ["an empty list", "[]", -0.5],
    ["no JSON", "Both are fine.", -0.5],
  ])("pays %s", (_, completion, expected) => {
    expect(total(plan, example, completion)).toBeCloseTo(expected, 8)
  })
})

describe("RewardAnything: the pair penalty", () => {
  const scores = { kind: "each", of: "responses", item: { kind: "number", bounds: [1, 5] } } as const
  const names = ["a", "b", "c"]
  const planBy = (modifiers: { readonly by?: string }) =>
    plain({
      inputs: [{ name: "responses", type: numbered("A") }],
      golds: [{ name: "right", type: scores }],
      answer: [part("verdict", { kind: "group" }, inJson), part("scores", scores, { parent: "verdict" })],
      terms: [term({ name: "pairs", phrase: says("scores", "orders-like", [goldOf("right")], modifiers) })],
    })
  const given = (all: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(all).map(([name, score]) => [name.toUpperCase(), score]))
  const row = (right: Readonly<Record<string, number>>) => ({
    input: { responses: names.slice(0, Object.keys(right).length) },
    gold: { right: given(right) },
  })
  const answer = (all: Readonly<Record<string, number>>) => JSON.stringify({ scores: given(all) })
  const right = { a: 5, b: 3, c: 1 }
  it.each([
    [right, right, 1, 1],
    [{ a: 1, b: 3, c: 5 }, right, 0, 0],
    [{ a: 3, b: 3, c: 3 }, right, 0.5, 0.5],
    [{ a: 3, b: 5, c: 1 }, right, 0.727272727, 0.727272727],
    [{ a: 5, b: 1 }, { a: 3, b: 3 }, 1, 1],
    // the released code pays 1 for leaving out all but one; without `by common` that is worth nothing
    [{ a: 5 }, right, 1, 0],
  ] as const)("pays %j for %j with %d among the common items, and with %d among all", (own, gold, common, all) => {
    expect(total(planBy({ by: "common" }), row(gold), answer(own))).toBe(common)
    expect(total(planBy({}), row(gold), answer(own))).toBe(all)
  })
})

describe("R-PRM: the first error, by the model's own verdicts", () => {
  const steps = { kind: "each", of: "steps", item: choice(["Yes", "No"]) } as const
  const plan = plain({
    inputs: [{ name: "steps", type: numbered("1") }],
    golds: [{ name: "labels", type: steps }],
    answer: [
      part("analyses", { kind: "each", of: "steps", item: { kind: "group" } }, inJson),
      part("verdict", choice(["Yes", "No"]), { parent: "analyses" }),
      part("first-error", choice(["none"], ["steps"]), inTag("answer")),
    ],
    rules: [check("agree", says("first-error", "first-of", ["verdict", textOf("No")]))],
    terms: [
      term({ name: "shape", pays: 0, otherwise: -1 }),
      term({ name: "location", phrase: equalsGold("first-error"), after: ["shape"] }),
      term({
        name: "steps-right",
        pays: 0.5,
        phrase: says("verdict", "matches", [goldOf("labels")]),
        after: ["shape"],
      }),
      term({ name: "coherence", pays: 0.25, phrase: ruleIs("agree"), after: ["shape"] }),
    ],
  })
  const example = {
    input: { steps: ["3 * 4 = 12", "12 - 2 = 9", "So 9."] },
    gold: { "first-error": "2", labels: ["Yes", "No", "Yes"] },
  }
  const answer = (verdicts: readonly string[], first: string) =>
    `${JSON.stringify(verdicts.map((verdict, i) => ({ id: i + 1, verdict })))} <answer>${first}</answer>`
  it.each([
    [answer(["Yes", "No", "Yes"], "2"), 1.75],
    [answer(["Yes", "No", "No"], "2"), 1 + 0.5 * (2 / 3) + 0.25],
    [answer(["Yes", "Yes", "No"], "2"), 1 + 0.5 / 3],
    [answer(["Yes", "Yes", "Yes"], "none"), 0.5 * (2 / 3) + 0.25],
    ["<answer>2</answer>", -1],
  ])("pays %s with %d", (completion, expected) => {
    expect(total(plan, example, completion)).toBeCloseTo(expected, 8)
  })
})

test("rewards that are standardized over a batch are z-scores with the population's deviation", () => {
  expect(advantages([1, 0, 0, 0])).toEqual([1.7321, -0.5774, -0.5774, -0.5774].map((z) => expect.closeTo(z, 4)))
})

describe("Crossing the Reward Bridge: the verifier's probability, and the rules it is compared with", () => {
  const fields = {
    inputs: [{ name: "question", type: text }],
    golds: [
      { name: "reference", type: text },
      { name: "paraphrases", type: { kind: "list", item: text } as const },
    ],
    answer: [part("final", text, { place: { spot: { kind: "line" }, which: "last" } })],
    rules: [judge("same")],
  }
  const soft = plain({ ...fields, terms: [term({ name: "same", phrase: ruleIs("same") })] })
  const example = {
    input: { question: "How many is a dozen?" },
    gold: { reference: "12", paraphrases: ["12", "a dozen", "twelve"] },
  }
  const arm = (verb: string, field: string, modifiers = {}) =>
    plain({ ...fields, terms: [term({ name: verb, phrase: says("final", verb, [goldOf(field)], modifiers) })] })

  test("the judge's value is given from outside, and without it there is no score", () => {
    expect(scorer(soft)("It is twelve.", example, { same: 0.83 }).score).toBe(0.83)
    expect(scorer(soft)("It is twelve.", example).unscorable).toBe('the judge "same" gave no value')
    expect(scorer(soft)("It is twelve.", example, { same: 1.5 }).unscorable).toContain("not a value from 0 to 1")
    const phrase: Phrase = { ...says("", "at-least", [0.5]), subject: { kind: "rule", name: "same" } } as Phrase
    const binary = plain({ ...fields, terms: [term({ name: "binary", phrase })] })
    expect([0.49, 0.5, 1].map((same) => scorer(binary)("x", example, { same }).score)).toEqual([0, 1, 1])
  })

  it.each([
    ["12", 1, 1, 1, 1],
    ["The answer is 12.", 0, 1, 0.25, 0],
    ["twelve", 0, 0, 0, 1],
    ["It is 10, 11, 12 or 13", 0, 1, 1 / 7, 0],
  ])("pays %j with %d exactly, %d as substring, %d by Jaccard, %d among the paraphrases", (final, ...expected) => {
    const completion = `I count.\n${final}`
    const arms = [
      arm("equals", "reference"),
      arm("contains", "reference"),
      arm("resembles", "reference", { by: "jaccard" }),
    ]
    const totals = [...arms, arm("equals", "paraphrases")].map((plan) => total(plan, example, completion))
    expect(totals).toEqual(expected.map((value) => expect.closeTo(value, 8)))
  })
})
