/** The semantic rules, one file each, in the order in which they look. A new rule is a file and a line here. */
import type { Scope } from "../scope.js"
import { cues } from "./cues.js"
import { emptyTexts } from "./empty-texts.js"
import { exampleMarks } from "./example-marks.js"
import { examplePlaces } from "./example-places.js"
import { exampleValues } from "./example-values.js"
import { fieldTypes } from "./field-types.js"
import { files } from "./files.js"
import { labelsAlike } from "./labels-alike.js"
import { namesTwice } from "./names-twice.js"
import { once } from "./once.js"
import { options } from "./options.js"
import { parts } from "./parts.js"
import { preferences } from "./preferences.js"
import { relations } from "./relations.js"
import { terms } from "./terms.js"

export const rules: readonly ((scope: Scope) => void)[] = [
  files,
  parts,
  once,
  namesTwice,
  labelsAlike,
  emptyTexts,
  fieldTypes,
  options,
  relations,
  cues,
  preferences,
  exampleValues,
  exampleMarks,
  examplePlaces,
  terms,
]
