/**
 * Rows to attack the shipped guidelines with: their own examples, those again in other orders where the guideline shuffles,
 * and more for those whose examples are so few that a constant answer is nearly as good as a right one.
 */
import type { Task } from "../../src/compile/task.js"
import { allExamples } from "../../src/language/meaning.js"
import type { Example } from "../../src/value.js"

const SEEDS = [1, 2, 3]

/** @param name of the guideline's file, without its ending */
export function attackRows(name: string, task: Task): Example[] {
  const own = allExamples(task.meaning).map(({ input, gold }, i) => ({ id: `own-${i}`, input, gold }))
  const written = (MORE[name] ?? []).map(({ input, gold }, i) => ({ id: `more-${i}`, input, gold }))
  const all = [...own, ...written]
  if (task.meaning.shuffle.length === 0) return all
  return SEEDS.flatMap((seed) => all.map((row) => ({ ...task.shuffled(row, seed), id: `${row.id}-${seed}` })))
}

type Row = Pick<Example, "input" | "gold">

const judged = (passage: string, right: string, wrong: string, first: boolean): Row => ({
  input: { question: "What is so?", passage, candidates: first ? [right, wrong] : [wrong, right] },
  gold: { grounding: first ? ["1", "2"] : ["2", "1"] },
})
const sum = (problem: string, result: number): Row => ({
  input: { problem },
  gold: { result, "wrong-label": result + 7 },
})
const steps = (problem: string, all: readonly string[], error: number | undefined): Row => ({
  input: { problem, steps: all },
  gold: {
    "first-error": error === undefined ? "none" : String(error),
    labels: all.map((_, i) => (i + 1 === error ? "No" : "Yes")),
  },
})
const table = (title: string, kind: string, question: string, gold: Row["gold"]): Row => ({
  input: {
    kind,
    title,
    question,
    content: [
      ["town", "rain"],
      ["Lund", "12"],
      ["Oslo", "7"],
      ["Turku", "31"],
    ],
  },
  gold,
})
const better = (conversation: string, a: string, b: string, verdict: string): Row => ({
  input: { conversation, responses: [a, b] },
  gold: { verdict },
})
const ranked = (principle: string, responses: readonly string[], scores: readonly number[]): Row => ({
  input: { principle, prompt: "Answer me.", responses },
  gold: {
    scores,
    ranking: scores
      .map((score, i) => ({ score, name: `model-${i + 1}` }))
      .sort((a, b) => b.score - a.score)
      .map(({ name }) => name),
  },
})
const proven = (fact: string, rule: string, question: string, choice: string): Row => ({
  input: {
    facts: [fact, "Ole is old."],
    rules: [rule, "Old people are slow."],
    question,
    options: ["True", "False", "Unknown"],
  },
  gold: { choice },
})
const rewritten = (sentence: string, label: string, target: string): Row => ({
  input: { sentence, label, target },
  gold: {},
})

const MORE: Readonly<Record<string, readonly Row[]>> = {
  "rag-zeval": [
    judged(
      "A small river crosses the old town near the market square and floods the cellars every second spring.",
      "The river floods cellars.",
      "The river never floods.",
      true,
    ),
    judged(
      "Seven monks founded the brewery in the valley and sold their beer to pilgrims for three hundred years.",
      "Monks founded it.",
      "A pilgrim founded it.",
      false,
    ),
    judged(
      "The comet was seen by sailors south of Madeira in the autumn of 1811 before any astronomer wrote of it.",
      "Sailors saw it first.",
      "An astronomer saw it first.",
      true,
    ),
    judged(
      "No train has stopped at the station since the bridge behind the tannery burnt down in a dry summer.",
      "No train stops there.",
      "A train stops there daily.",
      false,
    ),
  ],
  "one-shot": [
    sum("How many legs have 3 cats and a hen?", 14),
    sum("What is half of 9?", 4.5),
    sum("What is 12 squared?", 144),
    sum("A dozen eggs less one?", 11),
  ],
  "r-prm": [
    steps("What is 2 * 3 + 4?", ["2 * 3 = 5.", "5 + 4 = 9."], 1),
    steps("What is 9 - 4 - 3?", ["9 - 4 = 5.", "5 - 3 = 1.", "It is 1."], 2),
    steps("What is 8 / 2?", ["8 / 2 = 4."], undefined),
    steps("What is 10 / 5 + 1?", ["10 / 5 = 2.", "2 + 1 = 3.", "So it is 4."], 3),
  ],
  "table-r1": [
    table("Rain", "question", "Which town had the most rain?", { answers: ["Turku"] }),
    table("Rain", "question", "How much rain fell in Lund?", { answers: ["12"] }),
    table("Rain", "statement", "Oslo had less rain than Lund.", { verdict: "entailed" }),
    table("Rain", "statement", "Lund had 30 days of rain.", { verdict: "refuted" }),
    table("Rain", "free question", "How did Oslo do?", { sentence: "Oslo had the least rain." }),
  ],
  "rm-r1": [
    better("What is the capital of Peru?", "It is Cusco.", "It is Lima.", "B"),
    better("Spell 'rhythm'.", "r-h-y-t-h-m", "r-y-t-h-m", "A"),
    better("Is water wet in space?", "I do not care.", "It floats in round drops there.", "B"),
  ],
  "reward-anything": [
    ranked("The longer, the better.", ["No.", "No, thank you.", "No, but thank you very much."], [1, 3, 5]),
    ranked("The ruder, the better.", ["Leave me alone!", "As you like."], [5, 1]),
    ranked("No questions.", ["Why?", "Why not?", "Because.", "It is so, is it not?"], [2, 1, 5, 3]),
  ],
  "rule-reasoner": [
    proven("Ida is tall.", "Tall people are calm.", "Ida is calm.", "A"),
    proven("Ida is tall.", "Tall people are not calm.", "Ida is calm.", "B"),
    proven("Ida is calm.", "Tall people are calm.", "Ida is tall.", "C"),
  ],
  "soft-reward": [
    { input: { question: "What do bees make?" }, gold: { reference: "honey", paraphrases: ["honey"] } },
    { input: { question: "How many legs has an ant?" }, gold: { reference: "6", paraphrases: ["6", "six"] } },
  ],
  "counterfactual-re": [
    rewritten("The <e1>storm</e1> caused the <e2>flood</e2>.", "Cause-Effect(e1,e2)", "Other"),
    rewritten("The <e1>oil</e1> was kept in the <e2>jar</e2>.", "Content-Container(e1,e2)", "Entity-Origin(e1,e2)"),
  ],
}
