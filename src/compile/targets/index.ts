/** All targets for people and for other tools. A new one is a file and a line here. */
import { brat } from "./brat.js"
import { handbook } from "./handbook.js"
import { labelStudio } from "./label-studio.js"
import type { Target } from "./target.js"

export const targets: ReadonlyMap<string, Target> = new Map([handbook, labelStudio, brat].map((one) => [one.name, one]))
