/** What the report says beside the numbers: the scale, what is compared, the prompt as it was read. */
import type { Comparison } from "../../display/conclusions.js"
import type { ReportPage } from "../../display/page.js"
import { items, PROMPT } from "../worlds/domains.js"
import type { ArmResult } from "./arm.js"
import type { Measured } from "./results.js"
import type { Settings } from "./settings.js"

const SETS = ["in-domain", "out-of-domain"]

const LEGEND: Readonly<Record<string, string>> = {
  base: "the tiny policy before any of this training",
  grpo: "GRPO on the guideline's reward",
  "grpo-random-reward": "control: GRPO on a reward drawn at random",
  "grpo-balanced": "GRPO on as many sentences of each kind",
  "sft-labels": "supervised fine-tuning on gold labels",
  "sft-traces":
    "supervised fine-tuning on gold labels with generated gold reasoning, which annotated corpora do not have",
  "constant-other": "always answers Other",
  "in-domain": "new sentences of the training worlds",
  "out-of-domain": "test worlds: other guidelines, other words, other templates as well",
  "in-domain-swapped": "the in-domain sentences, the relations' names permuted in each guideline",
  "out-of-domain-new-words": "worlds of words that the warm start never used as name or cue",
}

interface Chosen extends Measured {
  readonly result: Pick<ArmResult, "sets" | "step">
}

export function pageOf(settings: Settings, measured: readonly Chosen[]): ReportPage {
  const { steps, labelFactor, promptsPerStep, groupSize, training, sets } = settings
  const prompt = items(training, settings.testSeed)[0]!
  const others = settings.otherBases.map((base) => `(base ${base})`)
  return {
    title: "R1-RE on generated annotation worlds",
    lead:
      `A language model of 0.7 million parameters reads an annotation guideline in its prompt and says which relation a sentence states. ` +
      `From one base, it is trained by reinforcement learning on the guideline's own reward (${steps} steps, ${promptsPerStep} prompts, ${groupSize} answers each), ` +
      `by supervised fine-tuning on gold traces (${steps} steps of ${promptsPerStep}) and on gold labels (${steps * labelFactor} steps of ${promptsPerStep}); then it is measured on the training worlds and on worlds that it has never seen.`,
    scale: [
      "The model is tiny and was made for this task by a warm start on such worlds; it knows no natural language.",
      "Worlds, guidelines and sentences are generated from invented words; nothing here says how large a gain is on real texts.",
      "The prompt is the terse one (names, definitions, cues), because the model's context can hold no more.",
      "The base is weak by design at cues that its guideline does not list; a gain on those is the decision rule “not in the guideline: Other”, not better lookup, which the stated relations show.",
      `Label fine-tuning trains answers without reasoning, and the base's lookup lives in its reasoning: it has to be learnt anew, and dev worlds showed that this takes longer. So labels get ${labelFactor} times as many sentences as GRPO has prompts, which takes about the same computing time; with as many sentences they would look far worse.`,
      "Gold traces are what annotated corpora do not have: here the generator writes them.",
      `Step and learning rate were chosen on dev worlds; test worlds served for the last measurement alone. ${stepsOf(measured)}`,
      `Sentences of ${training.worlds} training worlds and ${Object.values(sets)[1]?.worlds ?? training.worlds} test worlds; pooled intervals are a hierarchical bootstrap over seeds, worlds and sentences, those of single seeds are Wilson's.`,
      "The paper's own figures, for orientation and not for comparison: Qwen2.5-7B-Instruct trained on MDKG reaches 66.5 % on SemEval-2010 with R1-RE and 51.3 % with SFT, from 38.6 %; trained on SemEval-2010 it reaches 65.8 % on MDKG, and 49.8 % with SFT, from 35.2 % (Avg@4, arXiv 2507.04642, table 3).",
    ],
    comparisons: comparisonsOf(Object.keys(sets), measured, others),
    prompt: prompt.task.prompt(prompt.example.input, PROMPT).messages,
    legend: LEGEND,
  }
}

/** Which step of each arm was measured: also the control's is chosen with gold labels, those of the dev worlds. */
function stepsOf(measured: readonly Chosen[]): string {
  const trained = measured.filter(({ job }) => job.arm !== "base")
  const names = [...new Set(trained.map(({ job }) => job.name))]
  const steps = (name: string) =>
    trained
      .filter(({ job }) => job.name === name)
      .map(({ result }) => result.step)
      .join(", ")
  return `What is measured of each arm, the random control included, is the step that answered the dev worlds best: ${names.map((name) => `${name} ${steps(name)}`).join("; ")}. The charts of the training show every step.`
}

function comparisonsOf(
  sets: readonly string[],
  measured: readonly Measured[],
  others: readonly string[],
): Comparison[] {
  const arms = new Set(["constant-other", ...measured.map(({ job }) => job.name)])
  const pairs = (set: string, on = ""): Comparison[] => {
    const name = (arm: string) => `${arm}${on}`
    return [
      { arm: name("grpo"), against: name("base"), set },
      { arm: name("grpo"), against: name("sft-labels"), set },
      { arm: name("grpo"), against: name("sft-traces"), set },
      { arm: name("sft-labels"), against: name("base"), set },
    ]
  }
  const main = SETS.filter((set) => sets.includes(set)).flatMap((set) => [
    ...pairs(set),
    { arm: "grpo", against: "constant-other", set },
    { arm: "grpo-random-reward", against: "base", set, control: true },
  ])
  const more = sets.filter((set) => !SETS.includes(set)).flatMap((set) => pairs(set))
  const balanced = SETS.map((set) => ({ arm: "grpo-balanced", against: "grpo", set }))
  const bases = others.flatMap((on) => pairs("out-of-domain", ` ${on}`))
  return [...main, ...more, ...balanced, ...bases].filter(({ arm, against }) => arms.has(arm) && arms.has(against))
}
