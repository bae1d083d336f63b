/** Of the codes about fields and labels. */
import type { languageCodes } from "../../language/codes.js"
import { type Explanation, explained } from "./explanation.js"

export const labelExplanations = {
  "field-type": explained(
    "pair",
    "A mention is marked in a text; in anything else there is nothing to mark.",
    "input e3: mention in e1",
    "input e3: mention in sentence",
  ),
  "type-misplaced": explained(
    "pair",
    "Some types are only given and others only answered: a model can not copy what it is handed.",
    "input proof: quote from sentence",
    "answer proof: quote from sentence in <proof> optional",
  ),
  "number-bounds": explained(
    "pair",
    "No number lies between them, so no answer could be read.",
    "answer points: number 5 to 1 in <points> optional",
    "answer points: number 1 to 5 in <points> optional",
  ),
  "numbered-start": explained(
    "reply.options",
    "Answers point at items by their names, so the names must follow from the first one.",
    "input options: list of text numbered First",
    "input options: list of text numbered option-1",
  ),
  "mentions-same": explained(
    "pair.answer",
    "A relation of a thing with itself has no direction, and the other mention would never be asked about.",
    "answer label: relation between e1 and e1 in <answer>",
    "answer label: relation between e1 and e2 in <answer>",
  ),
  "answer-place-shared": explained(
    "pair",
    "Both would be read from the same text, and what is right for one is wrong for the other.",
    "answer why: text in <answer>",
    "answer why: text in <why>",
  ),
  "answer-place": explained(
    "pair",
    "Nothing could be read there, and every answer would count as malformed.",
    "answer why: text in every <why>",
    "answer why: list of text in every <why>",
  ),
  "group-empty": explained(
    "pair",
    "A group is read by its parts; without them there is nothing in it.",
    "answer details: group in json",
    "answer details: group in json\nanswer reason of details: text",
  ),
  "condition-many": explained(
    "pair",
    "For one answer the condition would hold and for the next it would not, and nobody could say which one counts.",
    "answer claims: list of group in json\nanswer claim of claims: text\nanswer backed of claims: yes-no\nanswer why: text in <why> when backed is yes",
    "answer claims: list of group in json\nanswer claim of claims: text\nanswer backed of claims: yes-no\nanswer why of claims: text when backed is yes",
  ),
  "never-applies": explained(
    "reply",
    "What never applies is never paid: the line looks like a rule and is none.",
    'answer short: text in <short> when kind is "fact"\nreward +1 for short at-most 9 words when kind is "free"',
    'answer short: text in <short> when kind is "fact"\nreward +1 for short at-most 9 words when kind is "fact"',
  ),
  contradiction: explained(
    "pair",
    "No answer can earn both, so the model is pushed to and fro and learns neither.",
    "answer why: text in <why>\n  check long: why at-least 50 words\n  check short: why at-most 40 words\nreport long\nreport short",
    "answer why: text in <why>\n  check long: why at-least 20 words\n  check short: why at-most 40 words\nreport long\nreport short",
  ),
  "roles-same": explained(
    "pair.cause",
    "The roles say which end is which; with one name for both, a cue could not tell the direction.",
    'relation Cause(thing, thing) "It brings it about."\n  example "<e1>Rain</e1> brings <e2>floods</e2>." is Cause(e1, e2)',
    'relation Cause(cause, effect) "It brings it about."\n  example "<e1>Rain</e1> brings <e2>floods</e2>." is Cause(e1, e2)',
  ),
  "roles-differ": explained(
    "facts.treats",
    "Symmetric means that both ends can be swapped; swapped, these would have the wrong types.",
    'relation treats(drug: drug, symptom: symptom) symmetric "The one eases the other."\n  cue "eases" for (drug, symptom)',
    'relation goes-with(one: symptom, other: symptom) symmetric "They come together."\n  cue "comes with" for (one, other)',
  ),
  "labels-unshown": explained(
    "pair",
    "A definition alone leaves most decisions open; a model learns a label from how it is used.",
    'relation Part(part, whole) "It belongs to it."',
    'relation Part(part, whole) "It belongs to it."\n  cue "is part of" for (part, whole)',
  ),
  "labels-undescribed": explained(
    "pair",
    "A name means something else to each reader; annotators, and the model, would decide by their own idea of it.",
    'relation Part(part, whole)\n  cue "is part of" for (part, whole)',
    'relation Part(part, whole) "It belongs to it."\n  cue "is part of" for (part, whole)',
  ),
  "labels-unreachable": explained(
    "pair",
    "The model is told of it and could never be right with it.",
    'label rumour "It is not known."\n  cue "is said to"',
    'answer trust: one of labels in <trust> optional\nlabel rumour "It is not known."\n  cue "is said to"',
  ),
  "relations-alike": explained(
    "pair.cause",
    "Where the guideline does not tell two relations apart, annotators and models guess, and agreement falls.",
    'relation Cause(cause, effect) "It brings it about."\n  cue "caused" for (cause, effect)\nrelation Origin(thing, source) "It comes from it."\n  example "<e1>Oil</e1> is pressed from <e2>olives</e2>." is Origin(e1, e2)',
    'relation Cause(cause, effect) "It brings it about."\n  cue "caused" for (cause, effect)\nrelation Origin(thing, source) "It comes from it."\n  cue "pressed from" for (thing, source)',
  ),
  "cue-roles": explained(
    "pair.cause",
    "A cue tells the direction as well; with one role twice, half of it is missing.",
    'relation Cause(cause, effect) "It brings it about."\n  cue "caused" for (cause, cause)',
    'relation Cause(cause, effect) "It brings it about."\n  cue "caused" for (cause, effect)',
  ),
  "cue-twice": explained(
    "pair.cause",
    "The same wording can not state both directions.",
    'relation Cause(cause, effect) "It brings it about."\n  cue "caused" for (cause, effect)\n  cue "Caused" for (effect, cause)',
    'relation Cause(cause, effect) "It brings it about."\n  cue "caused" for (cause, effect)\n  cue "was caused by" for (effect, cause)',
  ),
  "cue-shared": explained(
    "pair",
    "A model that looks the wording up finds two labels, and one of them is wrong.",
    'relation Make(maker, product) "It makes it."\n  cue "caused" for (maker, product)',
    'relation Make(maker, product) "It makes it."\n  cue "was built by" for (product, maker)',
  ),
  "prefer-twice": explained(
    "pair",
    "It would win against itself; one of the two places is wrong.",
    "prefer Cause over Other, Cause",
    "prefer Cause over Other",
  ),
  "prefer-cycle": explained(
    "pair",
    "Whichever label is chosen, another one should have been.",
    "prefer Cause over Other\nprefer Other over Cause",
    "prefer Cause over Other",
  ),
  "prefer-kind": explained(
    "pair",
    "Everything of the narrower kind is of the broader one too, so the narrower one would never be chosen.",
    'relation Trigger(cause, effect) under Cause "At once."\n  cue "set off" for (cause, effect)\nprefer Cause over Trigger',
    'relation Trigger(cause, effect) under Cause "At once."\n  cue "set off" for (cause, effect)\nprefer Trigger over Cause',
  ),
  "exclude-alone": explained(
    "pair",
    "It takes two to exclude each other; a name is missing.",
    "exclude Cause",
    'relation Part(part, whole) "It belongs to it."\n  cue "is part of" for (part, whole)\nexclude Cause, Part',
  ),
  "exclude-kind": explained(
    "pair",
    "What is of the narrower kind is of the broader one too; if they exclude each other, nothing can be it.",
    'relation Trigger(cause, effect) under Cause "At once."\n  cue "set off" for (cause, effect)\nexclude Cause, Trigger',
    'relation Trigger(cause, effect) under Cause "At once."\n  cue "set off" for (cause, effect)\nprefer Trigger over Cause',
  ),
} as const satisfies Partial<Record<keyof typeof languageCodes, Explanation>>
