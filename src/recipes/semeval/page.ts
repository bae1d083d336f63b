/** What the report on the real sentences says beside the numbers. */
import type { Comparison } from "../../display/conclusions.js"
import type { ReportPage } from "../../display/page.js"
import { PROMPT, PROTOCOL_SET, type SemevalCorpus, TEST_SET } from "./corpus.js"
import type { SemevalSettings } from "./settings.js"

const LEGEND: Readonly<Record<string, string>> = {
  "warm-start": "from scratch, supervised on labels of a part of the training sentences",
  grpo: "GRPO on the guideline's reward after the warm start, on the rest of the training sentences",
  "sft-labels": "supervised on labels after the warm start, on the rest, as many sentences as GRPO",
  "bag-of-words": "softmax regression on words, on all training sentences",
  "constant-other": "always answers Other",
  [PROTOCOL_SET]: "500 test sentences drawn by a committed seed",
  [TEST_SET]: "the official test set",
}

export function semevalPage(
  { task, warmStart, dev, rest, protocol }: SemevalCorpus,
  settings: SemevalSettings,
  parameters: number,
): ReportPage {
  const { after, warmStart: start } = settings
  return {
    title: "R1-RE on SemEval-2010 Task 8, with a policy from scratch",
    lead:
      `A language model of ${(parameters / 1e6).toFixed(1)} million parameters, begun from random numbers, learns the nine relations from ${warmStart.length} sentences with labels, ` +
      `then goes on by GRPO on the guideline's own reward (${after.steps} steps, ${after.promptsPerStep} prompts, ${after.groupSize} answers each) on ${rest.length} other sentences. ${dev.length} dev sentences chose settings and steps.`,
    scale: [
      "A model of this size, trained on these sentences alone, knows hardly any English: it has no idea of most nouns and learns surface patterns around the two marks. It does not reason, and writes its answer at once.",
      "It can not follow the guideline: the nine relations are learnt from labels, and the guideline in the prompt is nearly constant text to it. What reading a guideline brings can not be shown here; larger models can.",
      `The warm start sees sentences alone for its first ${start.stepsWithout} steps and the guideline before them only then: until there it answers no development item, which is asked with the guideline.`,
      "The prompt is the terse one (names, definitions, cues); restrictions and examples are dropped, because a context of some 300 tokens can hold no more. Letters are small and marks stand apart; no word is changed.",
      "Words that are rare in 8,000 sentences are cut into pieces; sentences beyond the longest prompt do not occur, but the warm start leaves out the longest.",
      `Accuracy is on ${protocol.evaluation.length} items and not comparable with the official macro-F1 on ${protocol.test.length}.`,
      "Intervals cover the drawing of sentences and, coarsely, of seeds. Test sentences served for the last measurement alone.",
      "The paper's own figures, for orientation and not for comparison (another draw of 500, 7 billion parameters): Qwen2.5-7B-Instruct answers 38.6 % of its SemEval-2010 items, after R1-RE on SemEval-2010 91.8 %, after SFT 92.4 % (Avg@4, arXiv 2507.04642, table 3).",
    ],
    comparisons: comparisonsOf(settings),
    prompt: task.prompt(protocol.evaluation[0]!.input, PROMPT).messages,
    legend: LEGEND,
  }
}

function comparisonsOf({ arms }: SemevalSettings): Comparison[] {
  const measures = [
    { set: PROTOCOL_SET, metric: "accuracy" },
    { set: TEST_SET, metric: "macro-f1" },
  ]
  return measures.flatMap((measure) => [
    { arm: "grpo", against: "constant-other", ...measure },
    { arm: "grpo", against: "warm-start", ...measure },
    ...(arms.includes("sft-labels") ? [{ arm: "grpo", against: "sft-labels", ...measure }] : []),
    { arm: "grpo", against: "bag-of-words", ...measure },
  ])
}
