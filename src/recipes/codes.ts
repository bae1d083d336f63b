/** What can be wrong with what a recipe is given, and the way out. */
import { code, diagnoser } from "../diagnostic.js"

export const recipeCodes = {
  "gold-fails": code({
    severity: "error",
    says: ({ count, id, reason }: { count: number; id: string; reason: string }) =>
      `${count === 1 ? "One gold answer does" : `${count} gold answers do`} not earn the guideline's highest score; the first is that of ${id}: ${reason}.`,
    help: "List them all with `glossator validate`. Correct the guideline or the data before anything is trained on it.",
  }),
}

export const diagnose = diagnoser(recipeCodes)
