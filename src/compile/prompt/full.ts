/** Everything that the guideline says, as sentences: what a person would read, in the order of the file. */
import { answerForm } from "./answer-form.js"
import { exampleSegments } from "./examples.js"
import { inputText } from "./inputs.js"
import { nameSegments } from "./names.js"
import { ownRules, ruleSegments, ruleTexts } from "./rules.js"
import { BLOCK, type Style } from "./segments.js"

export const full: Style = (meaning, order) => {
  const rules = ruleTexts(meaning)
  const { inputs, answers } = meaning
  return [
    { name: "task", text: meaning.task, joint: BLOCK },
    ...(inputs.length > 0 ? [{ name: "input", text: inputText(meaning), joint: BLOCK }] : []),
    ...inputs.flatMap(({ name, rules: own }) =>
      ruleSegments(`rules of ${name}`, `About the ${name}:`, own, BLOCK, meaning),
    ),
    ...ownRules(meaning.rules, meaning),
    ...nameSegments(meaning, order, rules),
    ...exampleSegments("", meaning.examples, rules, BLOCK, meaning),
    { name: "answer", text: answerForm(meaning), joint: BLOCK },
    ...answers.flatMap(({ name, rules: own }) =>
      ruleSegments(`rules of ${name}`, `About the ${name}:`, own, BLOCK, meaning),
    ),
  ]
}
