/** What phrases are about in answers of any shape: items, parts of groups, values beside each other, conditions. */
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Phrase } from "../../src/catalogue.js"
import type { Plan } from "../../src/reward/plan.js"
import { scorer } from "../../src/reward/score.js"
import type { Example, FieldType } from "../../src/value.js"
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
const number = { kind: "number" } as const
const yesNo = { kind: "yes-no" } as const
const group = { kind: "group" } as const
const list = (item: FieldType) => ({ kind: "list", item }) as const
const each = (of: string, item: FieldType) => ({ kind: "each", of, item }) as const
const words = (value: number) => ({ kind: "number", value, unit: "words" }) as const

const plain = (fields: Partial<Plan>): Plan => planOf({ labels: NO_LABELS, accept: [], ...fields })

/** The value of one phrase, or why there is none. */
function valueIn(phrase: Phrase, fields: Partial<Plan>, completion: unknown, example: Partial<Example> = {}) {
  const plan = plain({ ...fields, terms: [term({ name: "it", phrase })] })
  const written = typeof completion === "string" ? completion : JSON.stringify(completion)
  const verdict = scorer(plan)(written, { input: {}, gold: {}, ...example })
  if (verdict.unscorable !== undefined) return verdict.unscorable
  const [only] = verdict.terms
  return only!.applied ? only!.value : "does not apply"
}

describe("a verb that takes the items of a list", () => {
  const fields = { answer: [part("quotes", list(text), inJson)] }
  const short = says("quotes", "at-most", [words(2)])
  const inside = says("quotes", "contains", [textOf("a")])
  it("is asked of each: the mean counts", () => {
    expect(valueIn(inside, fields, ["a", "b", "an", "cat"])).toBe(0.75)
    expect(valueIn(short, fields, ["one two three", "one two"])).toBe(0.5)
    // the list itself has an amount as well: of items
    expect(valueIn(says("quotes", "at-most", [2]), fields, ["one two three"])).toBe(1)
  })

  it("holds of an empty list if it can only hold or not, and is worth nothing there if it is a share", () => {
    const source = { ...fields, inputs: [{ name: "passage", type: text }] }
    const example = { input: { passage: "a" } }
    expect(valueIn(inside, fields, [])).toBe(1)
    expect(valueIn(says("quotes", "quotes", ["passage"]), source, [], example)).toBe(0)
    expect(valueIn(inside, fields, "no JSON")).toBe(0)
    expect(valueIn(says("quotes", "quotes", ["passage"]), source, "no JSON", example)).toBe(0)
  })

  it("goes into lists of lists", () => {
    const nested = { answer: [part("quotes", list(list(text)), inJson)] }
    expect(valueIn(inside, nested, [["a", "b"], [], ["a", "a"]])).toBe(0.75)
  })
})

describe("a value for each item", () => {
  const responses = { name: "responses", type: { ...list(text), numbered: "A" } }
  const bounded = { kind: "number", bounds: [1, 5] } as const
  const fields = { inputs: [responses], answer: [part("scores", each("responses", bounded), inJson)] }
  const example = { input: { responses: ["x", "y"] }, gold: { scores: { A: 5, B: 1 } } }

  it("is compared with the value of the same item; one that is missing is wrong", () => {
    const near = says("scores", "near", [goldOf("scores")])
    expect(valueIn(near, fields, { A: 5, B: 2 }, example)).toBe(0.875)
    expect(valueIn(near, fields, { A: 5 }, example)).toBe(0.5)
    expect(valueIn(near, fields, { B: 1 }, example)).toBe(0.5)
  })

  it("is taken whole by a verb that takes it whole, with gold as a list as well", () => {
    expect(valueIn(equalsGold("scores"), fields, { B: 1, A: 5 }, example)).toBe(1)
    expect(valueIn(equalsGold("scores"), fields, { A: 5, B: 1 }, { ...example, gold: { scores: [5, 1] } })).toBe(1)
    expect(valueIn(says("scores", "matches", [goldOf("scores")]), fields, { A: 5, B: 2 }, example)).toBe(0.5)
    expect(valueIn(says("scores", "covers", ["responses"]), fields, { A: 5 }, example)).toBe(0.5)
  })

  it("without its gold is unscorable, whatever the answer", () => {
    for (const completion of [{ A: 1, B: 1 }, {}, "?"])
      expect(valueIn(equalsGold("scores"), fields, completion, { ...example, gold: {} })).toBe(
        'the example has no gold "scores"',
      )
    expect(valueIn(equalsGold("scores"), fields, { A: 1, B: 1 }, { ...example, gold: { scores: [1] } })).toMatch(
      /^the gold scores has 1 values/,
    )
  })
})

describe("parts of groups", () => {
  const inputs = [
    { name: "passage", type: text },
    { name: "candidates", type: { ...list(text), numbered: "1" } },
  ]
  const inClaims = { parent: "claims" }
  const fields = {
    inputs,
    golds: [
      { name: "order", type: { kind: "order", of: "candidates" } as const },
      { name: "labels", type: each("candidates", yesNo) },
    ],
    answer: [
      part("verdicts", each("candidates", group), inJson),
      part("whole", yesNo, { parent: "verdicts" }),
      part("claims", list(group), { parent: "verdicts" }),
      part("claim", text, inClaims),
      part("backed", yesNo, inClaims),
      part("evidence", list(text), { ...inClaims, optional: true }),
    ],
  }
  const claim = (claim: string, backed: boolean, evidence?: readonly string[]) => ({
    claim,
    backed,
    ...(evidence && { evidence }),
  })
  const example = {
    input: { passage: "a b c", candidates: ["x", "y"] },
    gold: { order: ["1", "2"], labels: { 1: true, 2: false } },
  }
  const answer = [
    { id: 1, whole: true, claims: [claim("a b c", true, ["a b"]), claim("x", false)] },
    { id: 2, whole: true, claims: [claim("it", true, ["b x", "c"]), claim("a b", false, []), claim("c", false)] },
  ]
  const value = (phrase: Phrase, completion: unknown = answer) => valueIn(phrase, fields, completion, example)

  it("are asked of wherever they stand", () => {
    expect(value(says("claim", "quotes", ["passage"]))).toBe(0.6)
    expect(value(says("claim", "avoids", [textOf("it")]))).toBe(0.8)
    // three quotes: "a b", "b x" and "c"
    expect(value(says("evidence", "quotes", ["passage"]))).toBe(0.833333333)
  })

  it("are seen beside each other: the part of the same group", () => {
    expect(value(says("backed", "needs", ["evidence"]))).toBe(1)
    const bare = [{ id: 1, whole: true, claims: [claim("a", true, []), claim("b", true), claim("c", false)] }]
    // one in three: its no needs nothing; the second candidate has no claims at all
    expect(value(says("backed", "needs", ["evidence"]), bare)).toBe(0.333333333)
    expect(value(says("claim", "contains", ["evidence"]))).toBe(0.2)
    // from inside to a part of the group around it
    expect(value(says("backed", "equals", ["whole"]))).toBe(0.4)
  })

  it("are compared with what gold says of the item that they stand in", () => {
    expect(value(says("whole", "equals", [goldOf("labels")]))).toBe(0.5)
    expect(value(says("backed", "equals", [goldOf("labels")]))).toBe(0.6)
  })

  it("count as their share below each item, where a number for each is asked", () => {
    expect(value(says("backed", "orders-like", [goldOf("order")], { fully: true }))).toBe(1)
    expect(value(says("backed", "tops", [goldOf("order")]))).toBe(1)
    expect(value(says("whole", "matches", [goldOf("labels")]))).toBe(0.5)
    expect(value(says("whole", "orders-like", [goldOf("order")]))).toBe(0.5)
    const reversed = [
      { id: 1, whole: false, claims: [claim("a", false)] },
      { id: 2, whole: true, claims: [claim("b", true, ["b"])] },
    ]
    expect(value(says("backed", "orders-like", [goldOf("order")]), reversed)).toBe(0)
  })

  it("have gold of their own, in the shape around them, in that of their group, or one for all", () => {
    const own = (gold: Example["gold"]) => valueIn(equalsGold("whole"), fields, answer, { ...example, gold })
    expect(own({ whole: { 1: true, 2: false } })).toBe(0.5)
    expect(own({ whole: [true, true] })).toBe(1)
    expect(own({ whole: true })).toBe(1)
    expect(own({ verdicts: { 1: { whole: true }, 2: { whole: false } } })).toBe(0.5)
    expect(own({})).toBe('the example has no gold "whole"')
    const deep = { claim: { 1: ["a b c", "y"], 2: ["it", "a b", "c"] } }
    expect(valueIn(equalsGold("claim"), fields, answer, { ...example, gold: deep })).toBe(0.8)
  })

  it("are worth nothing where their group was not read", () => {
    for (const completion of ["no JSON", [], [{ id: 1 }]]) {
      expect(value(says("claim", "avoids", [textOf("it")]), completion)).toBe(0)
      expect(value({ kind: "present", subject: "claim" }, completion)).toBe(0)
    }
    const none = [1, 2].map((id) => ({ id, whole: true, claims: [] }))
    expect(value(says("claim", "avoids", [textOf("it")]), none)).toBe(1)
    expect(value(says("claim", "quotes", ["passage"]), none)).toBe(0)
  })

  it("are there in so many of their places", () => {
    expect(value({ kind: "present", subject: "whole" })).toBe(1)
    expect(value({ kind: "present", subject: "evidence" })).toBe(0.6)
    expect(value({ kind: "present", subject: "whole" }, [answer[0]])).toBe(0.5)
  })
})

describe("what stands behind a verb", () => {
  const marked = "The <e1>carpenter</e1> made the <e2>chair</e2>."
  const inputs = [
    { name: "sentence", type: text },
    { name: "e1", type: { kind: "mention", within: "sentence" } as const },
    { name: "e2", type: { kind: "mention", within: "sentence" } as const },
  ]
  const fields = { inputs, answer: [part("rewrite", text, inTag("answer"))] }
  const keeps = says("rewrite", "keeps", ["e1", "e2"])
  it("can be a mention: the words inside its marks", () => {
    const input = { sentence: marked }
    expect(valueIn(keeps, fields, `<answer>${marked.replace("made", "broke")}</answer>`, { input })).toBe(1)
    expect(valueIn(keeps, fields, "<answer>The carpenter broke it.</answer>", { input })).toBe(0)
  })

  it("makes the answer unscorable where the example lacks it", () => {
    expect(valueIn(keeps, fields, "<answer>x</answer>")).toBe('the example has no input "e1"')
    expect(valueIn(says("rewrite", "edits", ["sentence"]), fields, "<answer>x</answer>")).toBe(
      'the example has no input "sentence"',
    )
  })

  it("can be any name, also one that objects have by themselves", () => {
    for (const name of ["constructor", "__proto__", "toString"]) {
      const own = { answer: [part(name, text, inTag("answer"))] }
      const written = "<answer>a</answer>"
      expect(valueIn(equalsGold(name), own, written)).toBe(`the example has no gold "${name}"`)
      expect(valueIn(equalsGold(name), own, written, { gold: JSON.parse(`{"${name}": "a"}`) })).toBe(1)
    }
  })
})

describe("an entity", () => {
  const triplet = { kind: "triplet", within: "sentence" } as const
  const names = (...all: (readonly [string, string?])[]) =>
    all.map(([name, under]) => ({ name, aliases: [], ...(under !== undefined && { under }) }))
  const fields = {
    inputs: [{ name: "sentence", type: text }],
    labels: {
      ...NO_LABELS,
      entities: names(["treatment"], ["drug", "treatment"], ["symptom"]),
      relations: [
        { name: "treats", aliases: [], roles: ["a", "b"] as const, types: [[], []] as const, symmetric: false },
      ],
    },
    answer: [part("triplets", list(triplet), inTag("answer", "only", { notation: "lines" }))],
  }
  const phrase: Phrase = {
    ...says("", "at-most", [words(2)]),
    subject: { kind: "entity", name: "treatment" },
  } as Phrase
  const example = { input: { sentence: "s" } }
  it("is every mention of it or of what is under it", () => {
    const lines = "new oral drug:drug, treats, a b c:symptom\ncare:treatment, treats, pain:symptom"
    expect(valueIn(phrase, fields, `<answer>${lines}</answer>`, example)).toBe(0.5)
  })
  it("that is not mentioned breaks no rule, unless nothing was read", () => {
    expect(valueIn(phrase, fields, "<answer>a:symptom, treats, b:symptom</answer>", example)).toBe(1)
    expect(valueIn(phrase, fields, "none", example)).toBe(0)
  })
})

describe("conditions", () => {
  const kind = { name: "kind", type: { kind: "choice", texts: ["chat", "maths"], lists: [] } } as const
  const when = (...values: string[]) => ({ when: { field: "kind", values } })
  const fields = {
    inputs: [kind],
    answer: [
      part("rubric", text, { ...inTag("rubric"), ...when("chat") }),
      part("result", number, { ...inTag("answer"), ...when("maths") }),
    ],
  }
  const chat = { input: { kind: "chat" } }
  const completion = "<rubric>one two three</rubric><answer>4</answer>"

  it("of a part keep phrases about it from applying: no gold is asked for, nothing is paid", () => {
    expect(valueIn(says("rubric", "at-least", [words(3)]), fields, completion, chat)).toBe(1)
    expect(valueIn(equalsGold("result"), fields, completion, chat)).toBe("does not apply")
    expect(valueIn({ kind: "present", subject: "result" }, fields, completion, chat)).toBe("does not apply")
    expect(valueIn(equalsGold("result"), fields, completion, { input: { kind: "maths" } })).toBe(
      'the example has no gold "result"',
    )
  })

  it("of a rule let it hold; so do those of its part", () => {
    const score = (rule: ReturnType<typeof check>) => {
      const plan = plain({
        ...fields,
        rules: [rule],
        terms: [term({ name: "it", phrase: ruleIs(rule.name), otherwise: -1 })],
      })
      return scorer(plan)(completion, { ...chat, gold: {} }).score
    }
    expect(score(check("many", says("rubric", "at-least", [words(9)])))).toBe(-1)
    expect(score(check("many", says("rubric", "at-least", [words(9)]), when("maths")))).toBe(1)
    expect(score(check("zero", says("result", "equals", [0])))).toBe(1)
    expect(score(judge("fair", when("maths")))).toBe(1)
  })

  it("on an input that the example lacks make it unscorable", () => {
    const plan = plain({ ...fields, terms: [term({ name: "it", ...when("chat") })] })
    expect(scorer(plan)(completion, { input: {}, gold: {} }).unscorable).toBe('the example has no input "kind"')
  })

  it("can look at the answer itself", () => {
    const own = {
      answer: [part("kind", kind.type, inTag("type")), part("rubric", text, { ...inTag("rubric"), ...when("chat") })],
    }
    const plan = plain({
      ...own,
      terms: [term({ name: "it", phrase: { kind: "present", subject: "rubric" }, pays: 2, otherwise: -1 })],
    })
    const score = (written: string) => scorer(plan)(written, { gold: {} }).score
    expect(score("<type>chat</type><rubric>a</rubric>")).toBe(2)
    expect(score("<type>chat</type>")).toBe(-1)
    expect(score("<type>maths</type><rubric>a</rubric>")).toBe(0)
    expect(score("<rubric>a</rubric>")).toBe(0)
  })
})

describe("rules", () => {
  const fields = {
    answer: [part("claim", text, inTag("answer")), part("aside", text, { ...inTag("aside"), optional: true })],
  }
  const rules = [
    check("named", says("claim", "avoids", [textOf("it"), textOf("they")])),
    check("brief", says("aside", "at-most", [words(1)])),
  ]
  const findings = (completion: string, terms = [term({ name: "named", phrase: ruleIs("named") })], more = {}) =>
    scorer(plain({ ...fields, rules, terms, ...more }))(completion, { gold: {} }).findings

  it("that are broken are findings at their places in the completion", () => {
    const completion = "<aside>x</aside> <answer>  They say it. </answer>"
    const seen = findings(completion)
    expect(seen.map(({ code }) => code)).toEqual(["rule-broken", "rule-broken"])
    expect(seen[0]!.message).toBe('The rule "named" is not kept here.')
    expect(seen.map(({ span }) => completion.slice(span!.start, span!.end)).sort()).toEqual(["They", "it"])
  })

  it("are told once, however often they are paid, waited for and reported", () => {
    const again = term({ name: "again", phrase: ruleIs("named"), after: ["named"] })
    const terms = [term({ name: "first", after: ["named"] }), again]
    expect(findings("<answer>it</answer>", terms, { reports: [again] })).toHaveLength(1)
  })

  it("that nobody asks for are not looked at, and what was not read is told by the reader alone", () => {
    expect(findings("<answer>it</answer>", [term({ name: "format" })])).toEqual([])
    expect(findings("it").map(({ code }) => code)).toEqual(["answer-missing"])
    const brief = [term({ name: "brief", phrase: ruleIs("brief") })]
    expect(findings("<answer>a</answer>", brief)).toEqual([])
    expect(findings("<answer>a</answer><aside>b c</aside>", brief).map(({ code }) => code)).toEqual(["rule-broken"])
  })

  it("are told at so many places at most", () => {
    expect(findings(`<answer>${"it ".repeat(1000)}</answer>`).length).toBeLessThan(20)
  })
})

describe("values from outside", () => {
  const fields = { answer: [part("word", text, inTag("answer"))] }
  const rules = [judge("same"), check("own", says("word", "runs", [textOf("f")]))]
  const scored = (
    terms: Plan["terms"],
    given?: Record<string, number | { failed: string }>,
    more: Partial<Plan> = {},
  ) => {
    const verdict = scorer(plain({ ...fields, rules, terms, ...more }))("<answer>a</answer>", { gold: {} }, given)
    return verdict.unscorable ?? verdict.score
  }
  const same = term({ name: "same", phrase: ruleIs("same"), pays: 2 })
  const own = term({ name: "own", phrase: ruleIs("own"), pays: 3 })

  it("are paid, and missed with a reason", () => {
    expect(scored([same, own], { same: 0.5, own: 1 })).toBe(4)
    expect(scored([same, own], { same: 0.5 })).toBe('the check "own" gave no value')
    expect(scored([same], {})).toBe('the judge "same" gave no value')
    expect(scored([same], { same: { failed: "no connection" } })).toBe('the judge "same" failed: no connection')
    expect(scored([same], { same: Number.NaN })).toContain("not a value from 0 to 1")
    expect(scored([same], JSON.parse('{"same": "1"}'))).toContain("not a value from 0 to 1")
  })

  it("are not missed where nothing is paid for them, nor for a report", () => {
    const no = term({ name: "no", phrase: says("word", "begins-with", [textOf("z")]) })
    expect(scored([no, { ...same, after: ["no"] }])).toBe(0)
    const plan = plain({
      ...fields,
      rules,
      terms: [term({ name: "format" })],
      reports: [same, term({ name: "format" })],
    })
    expect(scorer(plan)("<answer>a</answer>", { gold: {} }).reports).toEqual([{ name: "format", value: 1 }])
  })

  it("hold a gate shut or open by the whole of their value", () => {
    const gated = term({ name: "gated", pays: 5, after: ["same"] })
    expect(scored([gated], { same: 1 })).toBe(5)
    expect(scored([gated], { same: 0.99 })).toBe(0)
    expect(scored([gated])).toBe('the judge "same" gave no value')
  })
})

describe("a plan that says what cannot be", () => {
  it.each([
    ["a verb of the wrong kind of part", says("word", "orders-like", [goldOf("word")]), "can not be asked of"],
    ["a part that there is not", says("none", "at-most", [3]), "no part of the answer"],
    ["an object that there is not", says("word", "quotes", ["none"]), 'looks at "none"'],
    ["gold that there is not", says("word", "equals", [goldOf("none")]), 'gold of "none"'],
    ["a rule that there is not", ruleIs("none"), 'no rule "none"'],
  ])("is the caller's mistake: %s", (_, phrase, message) => {
    const plan = () =>
      plain({
        answer: [part("word", text, inTag("answer"))],
        terms: [term({ name: "it", phrase })],
        range: { lowest: 0, highest: 1 },
      })
    expect(() => scorer(plan())).toThrow(RangeError)
    expect(() => scorer(plan())).toThrow(message)
  })
})

describe("a check that fails by itself", () => {
  it("makes the answer unscorable, with what it said", () => {
    // two rules that look at each other: nothing that a guideline can say
    const rules = [check("a", ruleIs("b")), check("b", ruleIs("a"))]
    const answer = [part("word", text, inTag("answer"))]
    const plan = plain({
      answer,
      rules,
      terms: [term({ name: "it", phrase: ruleIs("a") })],
      range: { lowest: 0, highest: 1 },
    })
    expect(scorer(plan)("<answer>x</answer>", { gold: {} })).toMatchObject({
      unscorable: expect.stringMatching(/^a check failed: /),
      answer: { word: "x" },
      terms: [],
    })
  })
})

describe("any JSON", () => {
  const plan = plain({
    inputs: [{ name: "candidates", type: { ...list(text), numbered: "1" } }],
    golds: [{ name: "order", type: { kind: "order", of: "candidates" } }],
    answer: [
      part("verdicts", each("candidates", group), inJson),
      part("claims", list(group), { parent: "verdicts" }),
      part("claim", text, { parent: "claims" }),
      part("backed", yesNo, { parent: "claims" }),
      part("evidence", list(text), { parent: "claims", optional: true }),
    ],
    rescue: ["loose-json", "number-for-text"],
    rules: [
      check("backing", says("backed", "needs", ["evidence"])),
      check("named", says("claim", "avoids", [textOf("it")])),
    ],
    terms: [
      term({ name: "format", otherwise: -1 }),
      term({ name: "backing", phrase: ruleIs("backing"), pays: 2 }),
      term({ name: "order", phrase: says("backed", "orders-like", [goldOf("order")]), pays: 3 }),
      term({ name: "copied", phrase: says("evidence", "quotes", ["candidates"]), pays: 1 }),
    ],
    reports: [
      term({ name: "named", phrase: ruleIs("named") }),
      term({ name: "new", phrase: says("claim", "repeats-nothing") }),
    ],
  })
  const key = fc.constantFrom("id", "claims", "claim", "backed", "evidence", "x", "__proto__", "1")
  const { value: tree } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      fc.oneof(
        fc.constantFrom(1, 2, true, false, null, "it", "a", "", "1"),
        fc.string({ unit: "binary", maxLength: 5 }),
      ),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(key, tie("value"), { maxKeys: 5 }),
    ),
  }))
  it("gets a verdict inside the range, and the same one twice", () => {
    const score = scorer(plan)
    const example = { input: { candidates: ["a", "it"] }, gold: { order: ["2", "1"] } }
    fc.assert(
      fc.property(tree, (value) => {
        const completion = JSON.stringify(value)
        const verdict = score(completion, example)
        expect(verdict.unscorable).toBeUndefined()
        expect(verdict.score).toBeGreaterThanOrEqual(plan.range.lowest)
        expect(verdict.score).toBeLessThanOrEqual(plan.range.highest)
        for (const { span } of verdict.findings) if (span) expect(span.end).toBeLessThanOrEqual(completion.length)
        expect(score(completion, example)).toEqual(verdict)
      }),
      { seed: 20261124, numRuns: 600 },
    )
  })
})
