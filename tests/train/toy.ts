/**
 * A task that a model of a few thousand numbers learns in seconds: say `yes` to `ping` and `no` to `pong`. Its plan is
 * R1-RE's: +1 or -3 for the form (one word), then +2 or -1.5 for the right one.
 */
import type { Task } from "../../src/compile/task.js"
import type { Engine } from "../../src/engine/engine.js"
import type { ModelConfig } from "../../src/model/config.js"
import { initialise } from "../../src/model/initialise.js"
import { createPolicy, type Policy } from "../../src/model/policy.js"
import { wordLevelTokenizer } from "../../src/model/tokenizer.js"
import type { Random } from "../../src/random.js"
import type { Plan, Verdict } from "../../src/reward/plan.js"
import type { Item } from "../../src/rollout/item.js"
import { textOf } from "../../src/value.js"

const ANSWERS = ["yes", "no", "perhaps"]
const WORDS = ["|", "ping", "pong", ...ANSWERS, "because", "."]

const toyTokenizer = wordLevelTokenizer(WORDS)

export const toyConfig: ModelConfig = {
  vocabulary: toyTokenizer.vocabularySize,
  width: 16,
  layers: 2,
  heads: 2,
  keyValueHeads: 2,
  feedForward: 32,
  ropeBase: 10000,
  epsilon: 1e-5,
  tied: true,
}

const origin = { path: "toy.guideline", line: 1 }
const plan: Plan = {
  version: 2,
  guideline: { name: "toy", version: "1" },
  answer: [],
  inputs: [{ name: "text", type: { kind: "text" } }],
  golds: [],
  labels: { labels: [], entities: [], relations: [], exclude: [] },
  accept: [],
  rescue: [],
  rules: [],
  terms: [
    { name: "format", phrase: { kind: "format" }, pays: 1, otherwise: -3, after: [], origin },
    {
      name: "label",
      phrase: {
        kind: "verb",
        subject: { kind: "field", name: "label" },
        verb: "equals",
        objects: [{ kind: "gold", field: "label" }],
        modifiers: {},
      },
      pays: 2,
      otherwise: -1.5,
      after: ["format"],
      origin,
    },
  ],
  reports: [],
  range: { lowest: -3, highest: 3 },
}

function score(completion: string, gold: string): Verdict {
  const formed = ANSWERS.includes(completion)
  const right = formed && completion === gold
  const total = formed ? 1 + (right ? 2 : -1.5) : -3
  return {
    score: total,
    normalised: (total + 3) / 6,
    terms: [
      { name: "format", value: Number(formed), paid: formed ? 1 : -3, applied: true },
      { name: "label", value: Number(right), paid: formed ? (right ? 2 : -1.5) : 0, applied: formed },
    ],
    reports: [],
    findings: [],
    answer: formed ? { label: completion } : {},
    // A completion that the check itself can not judge.
    ...(completion === "because" && { unscorable: "the toy's check fails on this word" }),
  }
}

export const toyTask: Task = {
  name: "toy",
  version: "1",
  hash: "0".repeat(64),
  // Of the meaning, rollouts and training look at the budget alone.
  meaning: {} as Task["meaning"],
  plan,
  labels: ANSWERS,
  arms: [],
  arm: () => toyTask,
  shuffled: (example) => example,
  prompt: (input) => ({ messages: [{ role: "user", content: textOf(input, "text") }], sections: [] }),
  score: (completion, { gold }) => score(completion, textOf(gold, "label")),
  write: (gold, reasoning) => (reasoning ? `${reasoning} ${gold.label}` : textOf(gold, "label")),
}

export function toyItem(random: Random, index: number): Item {
  const ping = random.next() < 0.5
  const [text, label] = ping ? ["ping", "yes"] : ["pong", "no"]
  const example = { id: String(index), input: { text: `. ${text}` }, gold: { label }, kind: text }
  return { task: toyTask, example, reasoning: "because" }
}

export const toyPolicy = (engine: Engine, seed = 1): Policy =>
  createPolicy(engine, {
    config: toyConfig,
    tokenizer: toyTokenizer,
    template: "plain",
    weights: initialise(toyConfig, seed),
  })
