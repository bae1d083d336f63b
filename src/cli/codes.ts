/** What can be wrong with a command line, and the way out. */
import { code, diagnoser } from "../diagnostic.js"

export const cliCodes = {
  "recipe-unknown": code({
    severity: "error",
    says: ({ name, near }: { name: string; near?: string }) =>
      `No recipe is called "${name}"${near ? `; did you mean "${near}"?` : "."}`,
    help: "List the recipes with: glossator run --help",
  }),
  "resume-other-recipe": code({
    severity: "error",
    says: ({ folder, recipe, asked }: { folder: string; recipe: string; asked: string }) =>
      `${folder} holds a run of ${recipe}, not of ${asked}.`,
    help: "Name its own recipe, or leave the name out: glossator run --resume DIR",
  }),
  "data-option": code({
    severity: "error",
    says: ({ recipe, name, known }: { recipe: string; name: string; known: readonly string[] }) =>
      `The recipe ${recipe} does not run on "${name}"${known.length > 0 ? `, only on ${known.join(", ")}` : ""}.`,
    help: "Leave --data out to run on what the recipe brings itself.",
  }),
  "option-value": code({
    severity: "error",
    says: ({ option, value, expected }: { option: string; value: string; expected: string }) =>
      `${option} takes ${expected}, not "${value}".`,
    help: "See the command's --help.",
  }),
  "attack-no-rows": code({
    severity: "error",
    says: ({ path }: { path: string }) => `${path} has no example that could be attacked.`,
    help: "Add examples with their answers to the guideline, or name data: glossator attack GUIDELINE --data NAME",
  }),
  "needs-yes": code({
    severity: "error",
    says: ({ what }: { what: string }) => `${what} needs a yes, and nobody can answer here.`,
    help: "Add --yes once you have read what will be downloaded, and under which licences.",
  }),
  "gold-row-fails": code({
    severity: "error",
    says: ({ id, gold, reason }: { id: string; gold: string; reason: string }) =>
      `The gold answer of item ${id} (${gold}) does not earn the highest score: ${reason}.`,
    help: "Either the label is wrong, or the guideline does not say what the annotators did. Settle that before training.",
  }),
  "code-unknown": code({
    severity: "error",
    says: ({ name, near }: { name: string; near?: string }) =>
      `No diagnostic has the code "${name}"${near ? `; did you mean "${near}"?` : "."}`,
    help: "List all codes with: glossator explain",
  }),
}

export const report = diagnoser(cliCodes)
