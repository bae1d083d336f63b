/** Of the codes about examples, those of the compiler's own runs included. */
import type { languageCodes } from "../../language/codes.js"
import type { compileCodes } from "../codes.js"
import { type Explanation, explained } from "./explanation.js"

const PAY = "reward +1 for format else -3\nreward +2 for label equals gold else -1.5 after format"

export const exampleExplanations = {
  "example-unnamed": explained(
    "pair",
    "A value in the wrong input would teach the model something else than what was meant.",
    'input title: text\nexample "Weather", sentence: "<e1>Rain</e1> caused <e2>floods</e2>." is Cause(e1, e2)',
    'input title: text\nexample title: "Weather", sentence: "<e1>Rain</e1> caused <e2>floods</e2>." is Cause(e1, e2)',
  ),
  "example-incomplete": explained(
    "reply",
    "An example is a whole item: with a part missing, neither the model nor the reward could be run on it.",
    'example kind: "fact" is A',
    'example kind: "fact", question: "Who won?", options: ["Kenya", "Chad"] is A',
  ),
  "example-twice": explained(
    "reply.choice",
    "Which of the two values is right could not be told.",
    'answer ranking: order of options in <ranking> as lines\nanswer choice: one of options in <choice>\nexample kind: "fact", question: "Who won?", options: ["Kenya", "Chad"] is choice: A, ranking: [A, A]',
    'answer ranking: order of options in <ranking> as lines\nanswer choice: one of options in <choice>\nexample kind: "fact", question: "Who won?", options: ["Kenya", "Chad"] is choice: A, ranking: [A, B]',
  ),
  "examples-left-out": explained(
    "pair.answer",
    "This is no mistake: it says that examples of a shared file are not shown to this model.",
    'use "schema/labels.guideline"\ninput target: relation between e1 and e2\nanswer label: text in <answer>',
    'use "schema/labels.guideline"\nanswer label: relation between e1 and e2 in <answer>',
    {
      files: {
        "schema/labels.guideline":
          'guideline "Labels" version "1.0"\nrelation Part(part, whole) "It belongs to it."\n  cue "is part of" for (part, whole)\n  example "The <e1>leg</e1> of a <e2>chair</e2>." is Part(e1, e2)\n',
      },
    },
  ),
  "value-type": explained(
    "reply",
    "A value of another type could never be what the model answers.",
    'example kind: "fact", question: 7, options: ["Kenya", "Chad"] is A',
    'example kind: "fact", question: "7", options: ["Kenya", "Chad"] is A',
  ),
  "value-count": explained(
    "reply",
    "Values belong to items by their place, so one too many moves all behind it.",
    'answer points: number 1 to 5 for each of options in json\nexample kind: "fact", question: "Who won?", options: ["Kenya", "Chad"] is choice: A, points: [5, 1, 2]',
    'answer points: number 1 to 5 for each of options in json\nexample kind: "fact", question: "Who won?", options: ["Kenya", "Chad"] is choice: A, points: [5, 1]',
  ),
  "label-arguments": explained(
    "pair",
    "The right relation in the wrong direction is wrong, so an example without its ends shows nothing.",
    'example "<e1>Rain</e1> caused <e2>floods</e2>." is Cause',
    'example "<e1>Rain</e1> caused <e2>floods</e2>." is Cause(e1, e2)',
  ),
  "argument-type": explained(
    "facts",
    "The example breaks what the relation declares: one of the two is wrong, and the model reads both.",
    'example "Aspirin eases headache." is [treats(symptom("Aspirin"), symptom("headache"))]',
    'example "Aspirin eases headache." is [treats(drug("Aspirin"), symptom("headache"))]',
  ),
  "text-not-found": explained(
    "facts",
    "Answers are compared with the text as it stands; what is spelt otherwise could never be found in it.",
    'example "Aspirin eases headache." is [treats(drug("Asprin"), symptom("headache"))]',
    'example "Aspirin eases headache." is [treats(drug("Aspirin"), symptom("headache"))]',
  ),
  "mark-missing": explained(
    "pair",
    "The question is about the two marked things; without a mark nobody knows which ones.",
    'example "<e1>Rain</e1> caused floods." is Cause(e1, e2)',
    'example "<e1>Rain</e1> caused <e2>floods</e2>." is Cause(e1, e2)',
  ),
  "mark-broken": explained(
    "pair",
    "Where the mention ends decides what it is.",
    'example "<e1>Rain</e1> caused <e2>floods." is Cause(e1, e2)',
    'example "<e1>Rain</e1> caused <e2>floods</e2>." is Cause(e1, e2)',
  ),
  "mark-unknown": explained(
    "pair",
    "A mark that means nothing is read by the model as if it meant something.",
    'example "<e1>Rain</e1> caused <e2>floods</e2> in <b>May</b>." is Cause(e1, e2)',
    'example "<e1>Rain</e1> caused <e2>floods</e2> in May." is Cause(e1, e2)',
  ),
  "example-elsewhere": explained(
    "pair.other",
    "Examples are shown under their label; one of another label there would teach the wrong thing.",
    'otherwise Other\n  example "<e1>Rain</e1> caused <e2>floods</e2>." is Cause(e1, e2)',
    'otherwise Other\n  example "<e1>Rain</e1> and <e2>hail</e2> fell." is Other',
  ),
  "test-given": explained(
    "pair",
    "A test shows what the reward computes; a value that is made up would show something else.",
    'check one: label equals "Other"\nreport one\nexample "<e1>Rain</e1> caused <e2>floods</e2>." is Cause(e1, e2)\n  test "<answer>Other</answer>" scores 0 when one is 1',
    'judge apt: "The label is apt."\nreport apt\nexample "<e1>Rain</e1> caused <e2>floods</e2>." is Cause(e1, e2)\n  test "<answer>Other</answer>" scores 0 when apt is 1',
  ),
  "not-is-gold": explained(
    "pair",
    "The same answer can not be right and wrong.",
    'example "<e1>Rain</e1> caused <e2>floods</e2>." is Cause(e1, e2)\n  not Cause(e1, e2)',
    'example "<e1>Rain</e1> caused <e2>floods</e2>." is Cause(e1, e2)\n  not Cause(e2, e1)',
  ),
  "prompt-holds-answer": explained(
    "pair.task",
    "A model that repeats the prompt would have answered, and be paid for it.",
    'task "Decide, and write <answer>Other</answer> if unsure."',
    'task "Decide, and answer Other if unsure."',
  ),
  "example-unscorable": explained(
    "reply",
    "An answer that can not be scored can not be learnt.",
    `example kind: "fact", question: "Which?", options: [${Array.from({ length: 27 }, (_, i) => `"${i}"`).join(", ")}] is A`,
    'example kind: "fact", question: "Which?", options: ["0", "1"] is A',
  ),
  "example-not-highest": explained(
    "pair.reward",
    "Training goes where the score is highest: here, away from the declared answer.",
    'reward -1 for label equals gold else 2\nexample "<e1>Rain</e1> caused <e2>floods</e2>." is Cause(e1, e2)',
    'reward +2 for label equals gold else -1\nexample "<e1>Rain</e1> caused <e2>floods</e2>." is Cause(e1, e2)',
  ),
  "example-lacks-part": explained(
    "pair",
    "The reward pays for the part, so an example without it would show the model a poor answer.",
    'answer proof: quote from sentence in <proof>\n  check copied: proof quotes sentence\nreward given: +1 for copied\nexample "<e1>Rain</e1> caused <e2>floods</e2>." is Cause(e1, e2)',
    'answer proof: quote from sentence in <proof>\n  check copied: proof quotes sentence\nreward given: +1 for copied\nexample "<e1>Rain</e1> caused <e2>floods</e2>." is label: Cause(e1, e2), proof: "caused"',
  ),
  "not-earns-as-much": explained(
    "pair.reward",
    "If the wrong answer earns as much, no training can tell it from the right one.",
    'reward +2 for label equals gold by name\nexample "<e1>Rain</e1> caused <e2>floods</e2>." is Cause(e1, e2)\n  not Cause(e2, e1)',
    'reward +2 for label equals gold\nexample "<e1>Rain</e1> caused <e2>floods</e2>." is Cause(e1, e2)\n  not Cause(e2, e1)',
  ),
  "test-scores": explained(
    "pair.reward",
    "A test is what the author expects of the reward: either the expectation or the reward is wrong.",
    `${PAY}\nexample "<e1>Rain</e1> caused <e2>floods</e2>." is Cause(e1, e2)\n  test "<answer>Other</answer>" scores 3`,
    `${PAY}\nexample "<e1>Rain</e1> caused <e2>floods</e2>." is Cause(e1, e2)\n  test "<answer>Other</answer>" scores -0.5`,
  ),
  "examples-contradict": explained(
    "pair",
    "The model is shown both and told that each is right.",
    'example "<e1>Rain</e1> came before <e2>floods</e2>." is Cause(e1, e2)\nexample "<e1>Rain</e1> came before <e2>floods</e2>. " is Other',
    'example "<e1>Rain</e1> came before <e2>floods</e2>." is Other',
  ),
  "cue-contradicts-example": explained(
    "pair",
    "The cue is told to the model as a sign of the one direction, and the example shows the other.",
    'example "<e1>Floods</e1> were caused by <e2>rain</e2>." is Cause(e2, e1)',
    'example "<e1>Floods</e1> came from <e2>rain</e2>." is Cause(e2, e1)',
  ),
  "cue-misleads": explained(
    "pair",
    "A wording that the guideline calls typical stands in an example of something else.",
    'example "<e1>Rain</e1> never caused <e2>floods</e2>." is Other',
    'advice stated: "What is denied is not stated."\nexample "<e1>Rain</e1> never caused <e2>floods</e2>." is Other\n  not Cause(e1, e2) by stated',
  ),
  "reading-without-part": explained(
    "reply.choice",
    "Whoever wrote it believes that answers in the items' own words are read. They are not, and earn nothing.",
    "answer choice: order of options in <choice> as lines\naccept answer-text",
    "answer choice: one of options in <choice>\naccept answer-text",
  ),
  "reward-blind": explained(
    "pair.reward",
    "Every label earns the same, so the model learns the form and nothing of the task.",
    "reward +1 for format",
    "reward +1 for format\nreward +2 for label equals gold",
  ),
} as const satisfies Partial<Record<keyof typeof languageCodes | keyof typeof compileCodes, Explanation>>
