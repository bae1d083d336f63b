import { readdirSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { attack, type Scored } from "../../src/compile/attacks/attack.js"
import { families } from "../../src/compile/attacks/families.js"
import { loadGuideline, loadGuidelineText } from "../../src/compile/load.js"
import type { Task } from "../../src/compile/task.js"
import { allExamples } from "../../src/language/meaning.js"
import type { Example } from "../../src/value.js"

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

test("rows that cannot be scored are no argument; without rows there is nothing to attack", () => {
  expect(() => attack(relations, [])).toThrow(RangeError)
})

describe("no family gets through the guidelines of this project", () => {
  const files = readdirSync("guidelines").filter((name) => name.endsWith(".guideline"))
  test.each(files)("%s", (name) => {
    const { task } = loadGuideline(`guidelines/${name}`)
    const report = attack(task!, ownRows(task!))
    expect(
      report.families.filter(({ broke }) => broke).map(({ name, best, completion }) => ({ name, best, completion })),
    ).toEqual([])
    expect(report.families.filter(({ best }) => best !== undefined).length).toBeGreaterThanOrEqual(12)
  })
})
