/** Of the codes about rules and rewards. */
import type { languageCodes } from "../../language/codes.js"
import { type Explanation, explained } from "./explanation.js"

const WHY = "answer why: text in <why>"
const YEAR = "answer year: number in <year>"

export const ruleExplanations = {
  "subject-given": explained(
    "pair",
    "What is given is the same whatever the model does: to measure it would pay nothing that is learnt.",
    "report long: sentence at-most 40 words",
    `${WHY}\nreport long: why at-most 40 words`,
  ),
  "verb-missing": explained(
    "facts",
    "An entity alone neither holds nor fails.",
    "report drug",
    "report brief: drug at-most 4 words",
  ),
  "verb-superfluous": explained(
    "pair",
    "`format` holds or does not; there is nothing to compare it with.",
    "report form: format equals gold",
    "report form: format",
  ),
  "verb-subject": explained(
    "pair",
    "The verb can not be computed of such a value, and the score would always be 0.",
    `${WHY}\nreport right: why matches gold`,
    `${WHY}\nreport right: why resembles gold`,
  ),
  "verb-object": explained(
    "pair",
    "Things of different types are never equal: the score would be 0 whatever the model answers.",
    `${YEAR}\nreport same: year equals sentence`,
    `${YEAR}\nreport same: year equals 1889`,
  ),
  "verb-modifier": explained(
    "pair",
    "What the verb does not know would change nothing, while a reader believes that it does.",
    `${WHY}\nreport named: why contains gold within 2 words`,
    `${WHY}\nreport named: why contains gold`,
  ),
  "unit-unknown": explained(
    "pair",
    "Forty words and forty characters are different bounds.",
    `${WHY}\nreport short: why at-most 40 wrods`,
    `${WHY}\nreport short: why at-most 40 words`,
  ),
  "says-number": explained(
    "pair",
    "The model keeps the one number and is paid for the other, so that following the guideline is punished.",
    `${WHY}\n  check short: why at-most 40 words says "At most 20 words."\nreport short`,
    `${WHY}\n  check short: why at-most 40 words says "At most 40 words."\nreport short`,
  ),
  "check-sees-gold": explained(
    "pair",
    "A check is told to the model as a rule that it can keep; what needs the solution is no rule, but the task.",
    `${WHY}\n  check right: why contains gold\nreport right`,
    `${WHY}\nreport right: why contains gold`,
  ),
  "rule-unpaid": explained(
    "pair",
    "Nothing is measured in vain, and no rule is advice in silence.",
    `${WHY}\n  check short: why at-most 40 words`,
    `${WHY}\n  check short: why at-most 40 words\nreport short`,
  ),
  "check-instead": explained(
    "pair",
    "What a program can decide need not be left to good will: as a check it can be paid.",
    `${WHY}\n  advice short: "Write at most 40 words."`,
    `${WHY}\n  check short: why at-most 40 words\nreport short`,
  ),
  "after-later": explained(
    "pair.reward",
    "Terms are paid from the first line to the last; one that waits for a later one could wait for itself.",
    "reward +2 for label equals gold after format\nreward +1 for format",
    "reward +1 for format\nreward +2 for label equals gold after format",
  ),
  "after-graded": explained(
    "pair.reward",
    "A gate is open or shut; of a value between, somebody must say from where on it is open.",
    `${WHY}\nreward copied: +1 for why quotes sentence\nreward +2 for label equals gold after copied`,
    `${WHY}\nreward copied: +1 for why quotes sentence fully\nreward +2 for label equals gold after copied`,
  ),
  "reward-flat": explained(
    "pair",
    "What every answer earns teaches nothing.",
    "reward given: +1 for format else +1",
    "reward given: +1 for format else -1",
  ),
  "budget-number": explained(
    "pair",
    "No prompt fits into it, so everything would be left out.",
    "budget 0 tokens",
    "budget 2048 tokens",
  ),
} as const satisfies Partial<Record<keyof typeof languageCodes, Explanation>>
