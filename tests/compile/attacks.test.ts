import { readdirSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { attack, attackable, type Scored } from "../../src/compile/attacks/attack.js"
import { families } from "../../src/compile/attacks/families.js"
import { loadGuideline, loadGuidelineText } from "../../src/compile/load.js"
import type { Task } from "../../src/compile/task.js"
import { allExamples } from "../../src/language/meaning.js"
import type { Example } from "../../src/value.js"
import { attackRows } from "../guidelines/attack-rows.js"

function load(text: string): Task {
  const { task, diagnostics } = loadGuidelineText("test.guideline", text)
  if (!task) throw new Error(diagnostics.map(({ message }) => message).join("\n"))
  return task
}

const HEAD = `guideline "Test" version "1"
task "Say what holds."
input sentence: text
`
const relations = load(`${HEAD}input e1: mention in sentence
input e2: mention in sentence
answer reasoning: text in first <think> optional
answer label: relation between e1 and e2 in last <answer>
relation Cause-Effect(cause, effect)
  example "<e1>a</e1> made <e2>b</e2>" is Cause-Effect(e1, e2)
relation Part-Whole(part, whole)
  example "<e1>a</e1> of <e2>b</e2>" is Part-Whole(e1, e2)
otherwise Other
reward +1 for format else -3
reward +2 for label equals gold else -1.5 after format
`)
const json = load(`${HEAD}answer reply: group in last json
answer kind of reply: one of "good", "bad"
example "a" is kind: "good"
example "b" is kind: "bad"
reward +1 for format else -1
reward +1 for kind equals gold after format
`)
const numbers = load(`${HEAD}answer result: number in last <answer>
example "1 + 1" is 2
example "1 + 2" is 3
reward +1 for format else -1
reward +1 for result equals gold after format
`)

const pointers = load(`${HEAD}input options: list of text numbered A
answer choice: one of options in last <answer>
example sentence: "a", options: ["x", "y", "z"] is choice: B
example sentence: "b", options: ["x", "y", "z"] is choice: C
reward +1 for format else -1
reward +1 for choice equals gold after format
`)

/** Three forms in which a reward may ask for evidence; each pays for words of the passage, however many. */
const PASSAGES = [
  ["The red fox sleeps in the den all day.", "yes", "fox sleeps in the den"],
  ["A blue whale never leaves the sea at night.", "no", "never leaves the sea"],
  ["Some owls hunt mice after dark in winter.", "yes", "owls hunt mice"],
] as const
const grounded = (answers: string, gold: (quote: string) => string, proof = "verbatim"): Task =>
  load(`guideline "Test" version "1"
task "Answer and cite."
input passage: text
${answers}
reward form: 0 for format else -1
reward right: +1 for verdict equals gold after form
reward proof: +2 for verbatim after form${proof === "verbatim" ? "" : `, ${proof}`}
${PASSAGES.map(([passage, verdict, quote]) => `example "${passage}" is verdict: "${verdict}"${gold(quote)}`).join("\n")}
`)
const evidence: Readonly<Record<string, Task>> = {
  "a list in JSON": grounded(
    `answer reply: group in last json
answer verdict of reply: one of "yes", "no"
answer evidence of reply: list of quote from passage
  check verbatim: evidence quotes passage from 3 tokens`,
    (quote) => `, evidence: ["${quote}"]`,
  ),
  "a tag for each quote": grounded(
    `answer verdict: one of "yes", "no" in last <verdict>
answer evidence: list of quote from passage in every <quote> optional
  check verbatim: evidence quotes passage from 3 tokens`,
    (quote) => `, evidence: ["${quote}"]`,
  ),
  // which no gold says
  "claims with evidence": grounded(
    `answer reply: group in last json
answer verdict of reply: one of "yes", "no"
answer claims of reply: list of group
answer claim of claims: text
answer evidence of claims: quote from passage
  check verbatim: evidence quotes passage from 3 tokens`,
    () => "",
  ),
}
const bounded = grounded(
  `answer verdict: one of "yes", "no" in last <verdict>
answer evidence: quote from passage in last <quote>
  check verbatim: evidence quotes passage from 3 tokens
  check short: evidence at-most 5 words`,
  (quote) => `, evidence: "${quote}"`,
  "short",
)

const HEAD_OF_SCORES = (reward: string): Task =>
  load(`${HEAD}input answers: list of text numbered 1
answer reply: group in last json
answer scores of reply: number 1 to 5 for each of answers
example sentence: "a", answers: ["p", "q"] is scores: [5, 1]
example sentence: "b", answers: ["p", "q", "r"] is scores: [1, 5, 3]
example sentence: "c", answers: ["p", "q"] is scores: [2, 4]
reward +1 for ${reward}
`)
/** What the family tries. */
const attempts = (task: Task): string[] => {
  const tried: string[] = []
  const family = families.find(({ name }) => name === "items-left-out")!
  attack(task, ownRows(task), task.score, [
    {
      ...family,
      attempts: (ground) => {
        const all = family.attempts(ground)
        tried.push(...all.map((attempt) => attempt({})))
        return all
      },
    },
  ])
  return tried
}

const rows: Example[] = ["Cause-Effect(e1,e2)", "Cause-Effect(e2,e1)", "Part-Whole(e1,e2)", "Other"].map(
  (label, i) => ({
    id: String(i),
    input: { sentence: `The <e1>a${i}</e1> and the <e2>b</e2>.` },
    gold: { label },
  }),
)
const ownRows = (task: Task): Example[] =>
  allExamples(task.meaning).map(({ input, gold }, i) => ({ id: String(i), input, gold }))

const gold = (example: Example): string => String(Object.values(example.gold)[0])
const bare = (text: string): string => text.replace(/[\u200b\u2060]/g, "")
const after = (completion: string): string => completion.slice(completion.indexOf("<answer>") + 8).trim()

/** For each family a reward with the hole that it looks for: what deserves the highest score there by mistake. */
const holes: Record<string, { task?: Task; pays: (completion: string, example: Example) => boolean }> = {
  empty: { pays: (text) => !text.includes("<answer>") },
  "white-space": { pays: (text) => text.length > 0 && bare(text).trim() === "" },
  "label-spray": { pays: (text, example) => text.includes(gold(example)) },
  "answer-spray": { pays: (text, example) => text.includes(`<answer> ${gold(example)} </answer>`) },
  "both-directions": { pays: (text, example) => /Cause.*Cause/.test(text) && text.includes(gold(example)) },
  "copied-prompt": { pays: (text, example) => text.includes(gold(example).split("(")[0]!) },
  "copied-input": { pays: (text, example) => text.includes(String(example.input.sentence)) },
  // one quote that is the passage; no other family writes it as a quote of a whole answer
  "copied-evidence": { task: bounded, pays: (text, { input }) => text.endsWith(`<quote> ${input.passage} </quote>`) },
  // one item of two or three; no other family writes a whole answer of one
  "items-left-out": {
    task: HEAD_OF_SCORES("scores orders-like gold"),
    pays: (text) => /^\{"scores":\{"\d":\d\}\}$/.test(text),
  },
  "answer-in-reasoning": { pays: (text, example) => !text.includes("<answer>") && text.includes(gold(example)) },
  "cut-off": { pays: (text, example) => text.includes("<answer>") && gold(example).startsWith(after(text)) },
  "unclosed-tag": { pays: (text) => text.includes("<answer>") && !text.includes("</answer>") },
  "nested-tags": {
    pays: (text, example) => /<answer>.*<answer>|<answer>.*\).*\)/.test(text) && gold(example) !== "Other",
  },
  "repeated-tags": { pays: (text, example) => text.includes(`<answer>${gold(example)}</answer>`) },
  "duplicate-keys": { task: json, pays: (text) => text.split('"kind"').length > 2 },
  "look-alike-letters": { pays: (text) => /[аеос＜（]/.test(text) },
  "zero-width": { pays: (text) => text !== bare(text) && text.includes("E") },
  "many-braces": { pays: (text) => text.length > 100_000 },
  "numbers-as-words": { task: numbers, pays: (text) => /two|three/.test(text) },
  "first-or-last": { task: pointers, pays: (text) => text.includes(" A ") },
  "long-answer": { pays: (text) => text.length > 10_000 && text.length < 100_000 },
  "empty-form": { pays: (text) => text.includes("…") },
}

describe("every family breaks a reward that has the hole it looks for", () => {
  test.each(families.map(({ name }) => name))("%s", (name) => {
    const { task = relations, pays } = holes[name]!
    const mine = task === relations ? rows : ownRows(task)
    const { highest, lowest } = task.plan.range
    const weak: Scored = (completion, example, given) =>
      pays(completion, example)
        ? { score: highest + 1 }
        : { score: Math.max(lowest, task.score(completion, example, given).score) }
    const weakly = attack(task, mine, weak).families.find((one) => one.name === name)!
    expect(weakly.broke, weakly.completion).toBe(true)
    const really = attack(task, mine).families.find((one) => one.name === name)!
    expect(really.best).toBeDefined()
    expect(really.broke, really.completion).toBe(false)
  })
})

test("the floor is the best constant answer's mean score", () => {
  const skewed = [...rows, { ...rows[3]!, id: "9" }]
  // Other is right twice of five: (2 * 3 + 3 * -0.5) / 5
  expect(attack(relations, skewed).floor).toBeCloseTo((2 * 3 - 3 * 0.5) / 5, 9)
  expect(attack(relations, skewed).constant).toContain("Other")
})

describe("evidence that is copied whole", () => {
  test.each(Object.entries(evidence))("gets through where it is paid by its words: %s", (_, task) => {
    const { floor, families: all } = attack(task, ownRows(task))
    const copied = all.find(({ name }) => name === "copied-evidence")!
    // two of three verdicts are yes, and every quote is one: 2 / 3 + 2
    expect(copied.best).toBeCloseTo(8 / 3, 6)
    expect(floor).toBeLessThan(2)
    expect(copied.broke).toBe(true)
  })

  test("gets nothing where a quote has to be short", () => {
    const { families: all, floor } = attack(bounded, ownRows(bounded))
    expect(all.find(({ name }) => name === "copied-evidence")!.best).toBeCloseTo(2 / 3, 6)
    expect(floor).toBeGreaterThan(2 / 3)
  })
})

describe("items that are left out", () => {
  const left = (task: Task) => {
    const { floor, families: all } = attack(task, ownRows(task))
    return { floor, ...all.find(({ name }) => name === "items-left-out")! }
  }
  const byCommon = HEAD_OF_SCORES("scores orders-like gold by common")

  test("get through where only what is there is compared: one item, and none", () => {
    const { floor, best, broke, completion } = left(byCommon)
    expect(floor).toBeCloseTo(2 / 3, 9)
    expect([best, broke]).toEqual([1, true])
    expect(completion).toMatch(/^\{"scores":\{("\d":\d)?\}\}$/)
  })

  test("get nothing where all is asked for", () => {
    const { best, floor, broke } = left(HEAD_OF_SCORES("scores orders-like gold"))
    expect(broke).toBe(false)
    expect(best).toBeLessThanOrEqual(floor)
  })

  test("are left out of lists of groups, of lists inside these, and of orders", () => {
    const written = attempts(evidence["claims with evidence"]!)
    expect(written.some((text) => text.includes('"claims":[]'))).toBe(true)
    expect(written.some((text) => /"claims":\[\{"claim":"[^"]*","evidence":\[\]/.test(text))).toBe(false)
    const order = load(`${HEAD}input answers: list of text numbered A
answer ranking: order of answers in last <answer>
example sentence: "a", answers: ["p", "q", "r"] is ranking: [B, A, C]
reward +1 for ranking orders-like gold
`)
    expect(attempts(order)).toEqual(["<answer>  </answer>", "<answer> B </answer>", "<answer> C </answer>"])
  })

  test("of a list of any length are a constant answer like any other", () => {
    const task = load(`${HEAD}label a "A."
label b "B."
label c "C."
label d "D."
label e "E."
answer all: list of one of labels in last <answer> as json
example "1" is all: [a, b]
example "2" is all: [a, c]
example "3" is all: [a, d]
example "4" is all: [a, e]
reward +1 for all matches gold
`)
    const { families: tried, floor } = attack(task, ownRows(task))
    // one of two is right and nothing is wrong: 2 / 3; with a second one it is (1 + 3 / 2) / 4
    expect(floor).toBeCloseTo(2 / 3, 9)
    expect(tried.find(({ name }) => name === "items-left-out")!.broke).toBe(false)
  })
})

describe("a constant answer that gets nearly all", () => {
  const words = (right: readonly string[], reward: string) =>
    load(`${HEAD}answer reply: text
gold right: text
${right.map((word, i) => `example "Sentence ${i}." is right: "${word}", reply: "${word} it is and so on"`).join("\n")}
reward +1 for reply ${reward}
`)

  test.each([
    ["by-reward", words(["blue", "red"], "at-least 3 words")],
    ["by-rows", words(["blue", "blue"], "contains right")],
    [undefined, words(["blue", "red"], "contains right")],
    [undefined, words(["blue"], "at-least 3 words")],
  ])("is told, and why: %s", (why, task) => {
    expect(attack(task, ownRows(task)).saturated).toBe(why)
  })
})

describe("the constant answer is the best one", () => {
  test("of parts that never stand together in one gold", () => {
    const task = load(`${HEAD}answer one: one of "a", "b", "c" in last <one>
answer two: one of "x", "y", "z" in last <two>
reward +1 for one equals gold
reward +1 for two equals gold
`)
    const pairs = ["a x", "a y", "b z", "c z"].map((pair, i): Example => {
      const [one, two] = pair.split(" ") as [string, string]
      return { id: String(i), input: { sentence: "…" }, gold: { one, two } }
    })
    // a is right twice of four, z as well
    expect(attack(task, pairs).floor).toBeCloseTo(1, 9)
  })

  test("also where the gold says nothing of the claims that put the candidates into their order", () => {
    const { task } = loadGuideline("guidelines/rag-zeval.guideline")
    const mine = attackRows("rag-zeval", task!).filter(({ gold }) => !("verdicts" in gold))
    const { floor, constant } = attack(task!, mine)
    expect(constant).toContain("is_supported")
    // one order or the other is right at least half the time
    expect(floor).toBeGreaterThanOrEqual(0.5)
  })
})

describe("rows that cannot be scored", () => {
  const bad: Example[] = [
    { id: "none", input: rows[0]!.input, gold: {} },
    { id: "unknown", input: rows[0]!.input, gold: { label: "Part-Hole(e1,e2)" } },
    { id: "elsewhere", input: { text: "x" }, gold: { label: "Other" } },
  ]

  test("are left out, each with its reason, and change nothing", () => {
    const { rows: good, leftOut } = attackable(relations, [bad[0]!, ...rows, bad[1]!, bad[2]!])
    expect(good).toEqual(rows)
    expect(leftOut.map(({ id }) => id)).toEqual(["none", "unknown", "elsewhere"])
    expect(leftOut.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('"label"'),
      expect.stringContaining("Part-Hole"),
      expect.stringContaining('"sentence"'),
    ])
  })

  test("leave nothing to attack where they are all", () => {
    expect(attackable(relations, bad).rows).toEqual([])
    expect(() => attack(relations, [])).toThrow(RangeError)
  })

  test("are no argument for an answer: it is what it gets on the others", () => {
    const sometimes: Scored = (completion, example, given) =>
      example.id === "3"
        ? { score: 99, unscorable: "the judge is asleep" }
        : relations.score(completion, example, given)
    expect(attack(relations, rows, sometimes).floor).toBeCloseTo(attack(relations, rows.slice(0, 3)).floor, 9)
  })
})

/**
 * What the shipped rewards are known to pay for, by family: the floor and what it gets. RAG-Zeval's reward, as published,
 * asks that evidence is copied and not which: where the order of the candidates is right, the whole passage earns it all.
 * Of arms: guidelines/README.md tells why each pays.
 */
const KNOWN: Readonly<Record<string, Readonly<Record<string, { floor: number; best: number }>>>> = {
  "rag-zeval": { "copied-evidence": { floor: 0.612, best: 0.8 } },
  "counterfactual-re rules-only": { "copied-input": { floor: 1.125, best: 3 } },
  "reward-anything released-code": {
    "copied-input": { floor: 0.787, best: 0.867 },
    "cut-off": { floor: 0.787, best: 1 },
    "items-left-out": { floor: 0.787, best: 1 },
    "label-spray": { floor: 0.787, best: 0.867 },
  },
  "soft-reward oracle": { "nested-tags": { floor: 0.5, best: 1 } },
  "soft-reward substring": { "nested-tags": { floor: 0.25, best: 0.5 } },
}
/** Arms that pay whatever is asked, as their guidelines say: controls for the form alone, and of no reward at all. */
const BLIND = /^(form-only|entropy-only)$/

const files = readdirSync("guidelines").filter((name) => name.endsWith(".guideline"))
const shipped = files.map(
  (file) => [file.replace(".guideline", ""), loadGuideline(`guidelines/${file}`).task!] as const,
)
const rounded = (score: number) => Math.round(score * 1000) / 1000
const through = (all: ReturnType<typeof attack>) =>
  Object.fromEntries(
    all.families.flatMap(({ name, best = 0, broke }) =>
      broke ? [[name, { floor: rounded(all.floor), best: rounded(best) }]] : [],
    ),
  )

describe("no family gets through the guidelines of this project, but where it is known", () => {
  test.each(shipped)("%s", (name, task) => {
    const mine = attackRows(name, task)
    expect(attackable(task, mine).leftOut).toEqual([])
    const report = attack(task, mine)
    // a family could be seen to get through
    expect(report.floor).toBeLessThan(report.highest - 0.2)
    expect(report.saturated).toBeUndefined()
    expect(through(report)).toEqual(KNOWN[name] ?? {})
    expect(report.families.filter(({ best }) => best !== undefined).length).toBeGreaterThanOrEqual(12)
  })

  test.each(shipped.flatMap(([name, task]) => task.arms.map((arm) => [name, arm, task.arm(arm)] as const)))(
    "%s, arm %s",
    (name, arm, task) => {
      const report = attack(task, attackable(task, attackRows(name, task)).rows)
      expect(through(report)).toEqual(KNOWN[`${name} ${arm}`] ?? {})
      if (!BLIND.test(arm)) expect(report.saturated).toBeUndefined()
    },
  )
})
