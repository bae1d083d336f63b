/** The verbs that a guideline may use, as the analyser takes them: the signatures of all checks. */
import type { Catalogue } from "../catalogue.js"
import { checks } from "../reward/checks/index.js"

export const catalogue: Catalogue = new Map([...checks].map(([name, { signature }]) => [name, signature]))
