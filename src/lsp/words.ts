/** What the words of the language mean, in a sentence each: for completion and hover. Their forms come from the grammar. */
import { FORMS } from "../../grammar/forms.js"
import { ruleOf } from "../../grammar/parser.js"
import type { JOINS, Keyword, SOFT } from "../../grammar/tokens.js"
import type { Signature } from "../catalogue.js"
import type { Reading } from "../folds.js"
import type { Droppable } from "../language/meaning.js"
import type { STANDARDS } from "../language/rules/options.js"
import { said } from "../language/types.js"
import { listed } from "../text.js"

export const STATEMENTS: Readonly<Record<Keyword, string>> = {
  guideline: "Names the guideline, with its version and what it goes back to.",
  use: "Takes in another guideline, as if its statements stood here. The path goes from this file.",
  task: "Opens the prompt: what is to be done. Rules and examples below it are about the whole task.",
  input: "What the model is shown: a text, a table, a list, or a mention that is marked in a text.",
  gold: "A right answer that the data brings and that is not the value of a part of the answer.",
  answer: "A part of what the model writes: its type, and where it stands in the text.",
  accept: "Differences in an answer that still are the right form.",
  rescue: "Differences after which a value is read, though the form is not right: `format` does not hold.",
  shuffle:
    "Inputs whose order means nothing: it is drawn from the seed, and what points at their items is mapped along.",
  exclude: "Relations of which at most one holds between the same two ends.",
  entity: "A type of thing that a text names.",
  label: "A label without ends.",
  relation: "A label with two roles: what stands first in the brackets fills the first role.",
  otherwise: "The label for none of the others.",
  alias: "Other spellings that are read as this label, or as the key of this part of the answer.",
  prefer: "Which label wins where several hold.",
  cue: "A wording that states the label; for a relation with its roles in the order in which the text names them.",
  check: "A rule that a program decides. Every check is paid or reported.",
  judge: "A rule that a verifier decides, who reads the rule and what it `sees`. Every judge is paid or reported.",
  advice: "A rule that the model is told and that nothing measures.",
  example: "A task with the answer that must earn the highest score. It is run whenever the guideline is checked.",
  not: "A wrong answer to the example above, which must earn less; behind `by` the rule that decides.",
  test: "A whole answer as a model writes it, with its exact score. It is run whenever the guideline is checked.",
  reward: "A term of the score: what it pays where the phrase holds, and `else` what it pays where it does not.",
  report: "Measured as in a reward, and not paid.",
  standardize: "Scores become z-scores over the batch or the group: a step of the training, not of a single answer.",
  arm: "Another reward on the same task, run beside the main one. Without terms it is the control that pays nothing.",
  budget: "The longest prompt, and what is left out first where it is too long.",
}

/** Words behind the first one of a line. A word that is only a joint between two others says nothing by itself. */
export const WORDS: Readonly<Record<(typeof JOINS)[number] | (typeof SOFT)[number], string>> = {
  in: "Where a mention is marked, a triplet is found, or an answer stands.",
  for: "What a reward pays for, the order of a cue's roles, or a value `for each of` a list.",
  and: "Between two mentions.",
  is: "Before the right answer, or the value that a condition asks for.",
  by: "The rule that decides, or the variant of a verb.",
  else: "What is paid where the phrase does not hold; 0 if nothing is said.",
  after: "Terms and rules that must hold, or this one pays nothing.",
  over: "Before the labels that give way, or what scores are standardized over.",
  of: "The list that is pointed at, or the group that an answer is a part of.",
  or: "Another one that will do.",
  when: "Only where an input or an answer has one of these values.",
  within: "How near is near enough, or how far from the end it is looked for.",
  from: "What is copied from, or the least amount that counts.",
  fully: "Holds only at the value 1.",
  says: "The sentence for the model, instead of the verb's own.",
  version: "The guideline's version, as authors write it.",
  source: "What the guideline goes back to.",
  text: "A text.",
  "yes-no": "Yes or no.",
  table: "A table: lines of cells with | between them, the first one the header.",
  group: "Parts with names: each is an `answer PART of GROUP`.",
  number: "A number; `number 1 to 5` is a whole number between bounds, `number 0.0 to 1.0` any number between them.",
  mention: "A stretch that is marked in a text: `<e1>...</e1>`.",
  triplet: "Two typed entities of a text and the relation from the first to the second.",
  quote: "Words copied letter by letter from these inputs.",
  relation: "A relation with its direction, between two mentions.",
  order: "The items of a list in an order, the first one first.",
  list: "Several of one type.",
  one: "One of these; for a relation the role that is filled once for each other end.",
  between: "The two mentions.",
  to: "Between the bounds of a number.",
  each: "One value for every item of a list.",
  numbered: "What the first item is called: `A`, `1`, `model-1`.",
  first: "The first one in the answer counts.",
  last: "The last one in the answer counts; this is so if nothing is said.",
  only: "There must be exactly one.",
  every: "All of them, for a list.",
  json: "A JSON value.",
  box: "Inside of `\\boxed{...}`.",
  line: "A line that is not empty.",
  key: "The key in the JSON of the group that it is a part of.",
  characters: "Counted from the end of the answer.",
  as: "In which notation it stands there.",
  lines: "One item to a line.",
  brackets: "In double square brackets: `[[A]]`.",
  optional: "May be missing without hurting the form.",
  symmetric: "Both orders of the two ends mean the same.",
  under: "The more general name that this one is a kind of.",
  sees: "What the verifier reads beside the rule; without it the whole completion.",
  scores: "The exact score of the answer.",
  tokens: "Counted by the model's own tokenizer.",
  drop: "What is left out where the prompt is too long, the first one first.",
}

export const READS: Readonly<Record<Reading, string>> = {
  "any-case": "Capitals and small letters are the same.",
  "any-hyphen": "Hyphens, underscores and dashes are the same.",
  "any-spacing": "White space does not count.",
  "look-alikes": "Letters of other alphabets that look the same are the same.",
  "code-fence": "JSON may stand in a Markdown fence.",
  "loose-json": "JSON with trailing commas, single quotes, comments, text around it, or an end that was cut off.",
  "bare-json": "JSON that lacks the tags it should stand in.",
  "number-for-text": "A JSON number or true where a text is asked.",
  "answer-text": "An item's text instead of its name.",
  "thousands-comma": "4,000 is four thousand.",
  units: "A number may have its unit: 40 km/h, 12 %, $5.",
  fractions: "3/4 and \\frac{3}{4} are numbers.",
}

export const DROPS: Readonly<Record<Droppable, string>> = {
  examples: "Examples of right answers.",
  "near-misses": "Examples of what is wrong, and why.",
  advice: "Rules that nothing measures.",
  cues: "Wordings that state a label.",
}

export const LISTS: Readonly<Record<string, string>> = {
  labels: "All declared labels, and the one for none of them.",
  entities: "All declared entities, and the label for none of them.",
  relations: "All declared relations, and the label for none of them.",
}

export const STANDARDIZED: Readonly<Record<(typeof STANDARDS)[number], string>> = {
  batch: "Over all answers of a training step.",
  group: "Over all answers to the same task.",
}

export const OBJECTS: Readonly<Record<string, string>> = {
  gold: "The right answer for the same part.",
  format: "Holds when every part of the answer that is neither optional nor ruled out could be read as declared.",
  schema: "All declared names with their types, exclusions and cardinalities.",
  completion: "The whole text that the model wrote.",
}

/** A statement's word: what it is for, how it is written, and a line that shows it. */
export function statementText(word: Keyword): string {
  const { form, example } = FORMS[ruleOf(word)]
  const written = form.replaceAll('"', "").replace(/^\( (.*?) \)/, word)
  return `${STATEMENTS[word]}\n\n${code(example.replace(/^\S+/, word))}\n\`${written}\``
}

/** A verb: what it says, a phrase that shows it, and what may stand around it. */
export function verbText({ summary, example, subject, units, within, from, by, binary }: Signature): string {
  const notes = [
    `Said of ${listed(subject.map(said), "or")}.`,
    ...(units ? [`Counts ${unitsText(units)}.`] : []),
    ...(within ? [`\`within\` ${unitsText(within)}.`] : []),
    ...(from ? [`\`from\` ${unitsText(from)}.`] : []),
    ...(by ? [`\`by\` ${listed(by, "or")}.`] : []),
    binary ? "Holds or does not hold." : "Its value is from 0 to 1; `fully` asks for 1.",
  ]
  return `${summary}\n\n${code(example)}\n${notes.join(" ")}`
}

const unitsText = (units: readonly string[]): string =>
  listed(
    units.map((unit) => (unit === "" ? "a bare number" : unit)),
    "or",
  )

export const code = (text: string, language = "guideline"): string => {
  const fence = text.includes("```") ? "````" : "```"
  return `${fence}${language}\n${text}\n${fence}`
}
