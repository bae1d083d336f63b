/**
 * The semantic rules, one file each, in the order in which they look: conditions, phrases and values are resolved by the
 * rules of these names, for those behind them. A new rule is a file and a line here.
 */
import type { Rule } from "../rule.js"
import { answerPlaces } from "./answer-places.js"
import { checkInstead } from "./check-instead.js"
import { conditions } from "./conditions.js"
import { contradictions } from "./contradictions.js"
import { cues } from "./cues.js"
import { descriptions } from "./descriptions.js"
import { emptyTexts } from "./empty-texts.js"
import { exampleMarks } from "./example-marks.js"
import { examplePlaces } from "./example-places.js"
import { exampleValues } from "./example-values.js"
import { examplesLeftOut } from "./examples-left-out.js"
import { fieldTypes } from "./field-types.js"
import { files } from "./files.js"
import { labels } from "./labels.js"
import { labelsAlike } from "./labels-alike.js"
import { nameSigns } from "./name-signs.js"
import { namesAlike } from "./names-alike.js"
import { namesTwice } from "./names-twice.js"
import { neverApplies } from "./never-applies.js"
import { once } from "./once.js"
import { options } from "./options.js"
import { parts } from "./parts.js"
import { pastedTwice } from "./pasted-twice.js"
import { phraseCircles } from "./phrase-circles.js"
import { phrases } from "./phrases.js"
import { preferences } from "./preferences.js"
import { promptHoldsAnswer } from "./prompt-holds-answer.js"
import { relationsAlike } from "./relations-alike.js"
import { saysNumbers } from "./says-numbers.js"
import { terms } from "./terms.js"

export const rules: readonly Rule[] = [
  files,
  pastedTwice,
  parts,
  once,
  namesTwice,
  nameSigns,
  namesAlike,
  labelsAlike,
  emptyTexts,
  fieldTypes,
  conditions,
  answerPlaces,
  options,
  labels,
  descriptions,
  cues,
  preferences,
  phrases,
  phraseCircles,
  saysNumbers,
  terms,
  neverApplies,
  contradictions,
  exampleValues,
  examplesLeftOut,
  exampleMarks,
  examplePlaces,
  relationsAlike,
  promptHoldsAnswer,
  checkInstead,
]
