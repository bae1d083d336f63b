/** The explanations of all codes of a guideline; a code without one does not compile. */
import type { languageCodes } from "../../language/codes.js"
import type { compileCodes } from "../codes.js"
import { exampleExplanations } from "./examples.js"
import type { Explanation } from "./explanation.js"
import { formExplanations } from "./form.js"
import { labelExplanations } from "./labels.js"
import { nameExplanations } from "./names.js"
import { ruleExplanations } from "./rules.js"

const beyondForm: Readonly<Record<keyof typeof languageCodes | keyof typeof compileCodes, Explanation>> = {
  ...nameExplanations,
  ...labelExplanations,
  ...exampleExplanations,
  ...ruleExplanations,
}

export const explanations: Readonly<Record<string, Explanation>> = { ...formExplanations, ...beyondForm }
