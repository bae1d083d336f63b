/** Of the codes of the grammar. */
import type { grammarCodes } from "../../../grammar/codes.js"
import { type Explanation, explained } from "./explanation.js"

export const formExplanations: Readonly<Record<keyof typeof grammarCodes, Explanation>> = {
  "statement-misspelt": explained(
    "pair.task",
    "A line whose first word nobody knows would be lost, and with it a rule that the model should have been told.",
    'tsak "Decide which relation the sentence states."',
    'task "Decide which relation the sentence states."',
  ),
  "statement-unknown": explained(
    "pair",
    "The language has a closed list of statements, so that no line can be taken for another kind in silence.",
    "colour label red",
    "# the colour of the label is for people alone",
  ),
  "statement-left-out": explained(
    "pair.cause",
    "Without its word nobody can tell a cue from an alias, and the two mean different things to the model.",
    'relation Cause(cause, effect) "It brings it about."\n  "caused" for (cause, effect)',
    'relation Cause(cause, effect) "It brings it about."\n  cue "caused" for (cause, effect)',
  ),
  "line-not-indented": explained(
    "pair.task",
    "Only indentation says that a line goes on; so a line that lost its first word can not melt into the one above.",
    "task\n| Decide which relation is stated.",
    "task\n    | Decide which relation is stated.",
  ),
  "statement-indented": explained(
    "pair",
    "Indentation says what belongs to what; where it says something impossible, a word was probably lost.",
    "report exact: label equals gold\n  budget 2048 tokens",
    "report exact: label equals gold\nbudget 2048 tokens",
  ),
  "line-begins-with-keyword": explained(
    "pair.reward",
    "The first word of a line is its statement, so `gold` at a line's start declares a gold value instead of ending the reward.",
    "reward +1 for label equals\n    gold",
    "reward +1 for label equals gold\n    else -1",
  ),
  "word-misspelt": explained(
    "pair.answer",
    "The parts of a statement are told apart by such words; a misspelt one is guessed, and a guess should be looked at.",
    "answer label: relation betwen e1 and e2 in <answer>",
    "answer label: relation between e1 and e2 in <answer>",
  ),
  "syntax-unexpected": explained(
    "pair.other",
    "What can not be read is not told to the model and not paid for; the rest of the file is still understood.",
    "otherwise (Other)",
    "otherwise Other",
  ),
  "sign-misspelt": explained(
    "pair.sentence",
    "Each sign has one meaning here; those of programming languages are understood, but should not stay.",
    "input sentence = text",
    "input sentence: text",
  ),
  "text-bare": explained(
    "pair.task",
    "Words of a text and words of the language look alike; the bar says that a line is what the model reads, word for word.",
    "task\n    Say which of the relations is stated.",
    "task\n    | Say which of the relations is stated.",
  ),
  "colon-superfluous": explained(
    "pair",
    "A word with a colon behind it is a name: of a rule, a field or a part. A statement's own word is none.",
    'advice: "Only what the sentence says counts."',
    'advice "Only what the sentence says counts."',
  ),
  "name-space": explained(
    "pair",
    "The model writes the name, and the reward reads it: it must be clear where it begins and ends.",
    'relation Part Of(part, whole) "It belongs to it."\n  cue "is part of" for (part, whole)',
    'relation Part-Of(part, whole) "It belongs to it."\n  cue "is part of" for (part, whole)',
  ),
  "name-joins": explained(
    "pair",
    "A statement ends a list of names where a joining word stands; as a name it would cut the statement in two.",
    'relation of(part, whole) "It belongs to it."\n  cue "is part of" for (part, whole)',
    'relation part-of(part, whole) "It belongs to it."\n  cue "is part of" for (part, whole)',
  ),
  "quote-open": explained(
    "pair.task",
    "Without its end, the text could swallow the rest of the line: a condition or a score would become prose.",
    'task "Decide which relation is stated.',
    'task "Decide which relation is stated."',
  ),
  "quote-unopened": explained(
    "pair.cause",
    "Without its beginning, words of the text would be taken for words of the language.",
    'relation Cause(cause, effect) "It brings it about."\n  cue caused" for (cause, effect)',
    'relation Cause(cause, effect) "It brings it about."\n  cue "caused" for (cause, effect)',
  ),
  "quote-inside": explained(
    "pair.task",
    "There are no escapes, so a straight quote always ends a text; what the model would read is then cut off.",
    'task "Decide between "stated" and "open"."',
    'task “Decide between "stated" and "open".”',
  ),
  "quote-other": explained(
    "pair.task",
    "An apostrophe is a letter's neighbour in many languages, so single quotes can not hold a text safely.",
    "task 'Decide which relation is stated.'",
    'task "Decide which relation is stated."',
  ),
  "comment-sign": explained(
    "pair",
    "There is one sign for comments, so that a reader knows at once what the model is not shown.",
    "// asked by the second annotator",
    "# asked by the second annotator",
  ),
  "sign-unknown": explained(
    "pair",
    "A sign without a meaning is often the rest of another language; passing over it could hide what was meant.",
    "report exact: label equals gold &",
    "report exact: label equals gold",
  ),
  "number-comma": explained(
    "pair.reward",
    "0,5 would be two numbers in a list. A wrong score pays the model for something else.",
    "reward +0,5 for label equals gold",
    "reward +0.5 for label equals gold",
  ),
  "number-range": explained(
    "pair.reward",
    "Scores are compared to six decimals, so that every program computes the same ones.",
    "reward +0.12345678 for label equals gold",
    "reward +0.123457 for label equals gold",
  ),
  "nesting-deep": explained(
    "pair",
    "Each bracket costs memory in every program that reads the file; so deep is only a mistake or an attack.",
    `example "<e1>Rain</e1> caused <e2>floods</e2>." is ${"[".repeat(21)}Cause(e1, e2)${"]".repeat(21)}`,
    'example "<e1>Rain</e1> caused <e2>floods</e2>." is Cause(e1, e2)',
  ),
  "line-ends": explained(
    "none",
    "To most programs such a file is one line, and everything behind the first # would be a comment.",
    'guideline "Labels" version "1.0"\rlabel yes\r  cue "it is"\rlabel no\r  cue "is not"\r',
    'guideline "Labels" version "1.0"\nlabel yes\n  cue "it is"\nlabel no\n  cue "is not"\n',
  ),
}
