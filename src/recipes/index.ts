/** The recipes that there are: one file and one line each. */
import { r1re } from "./r1-re.js"
import type { Recipe } from "./recipe.js"

export const recipes: readonly Recipe[] = [r1re]
