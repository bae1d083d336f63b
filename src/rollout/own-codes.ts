/** What can be wrong with a user's own checks, and the way out. */
import { code, diagnoser } from "../diagnostic.js"

export const ownCodes = {
  "own-code-unreadable": code({
    severity: "error",
    says: ({ path, reason }: { path: string; reason: string }) => `${path} can not be read: ${reason}.`,
    help: "Name one file of TypeScript or JavaScript: --allow-code checks.ts",
  }),
  "own-code-syntax": code({
    severity: "error",
    says: ({ reason }: { reason: string }) => `This is no TypeScript: ${reason}`,
    help: "Types are not looked at, only the form. Try the file with the TypeScript compiler.",
  }),
  "own-code-import": code({
    severity: "error",
    says: ({ name }: { name: string }) =>
      `The file imports "${name}", and only modules of Node itself can be imported here.`,
    help: "Checks are one file, so that what decides a reward can be read in one place. Copy what is needed into it.",
  }),
  "own-code-fails": code({
    severity: "error",
    says: ({ path, reason }: { path: string; reason: string }) => `${path} can not be loaded: ${reason}`,
    help: "It is run once from top to bottom, in a worker with limits of time and memory, before any answer is scored.",
  }),
  "own-function-missing": code({
    severity: "error",
    says: (facts: { path: string; name: string; exported: readonly string[]; near?: string }) => {
      const { path, name, exported, near } = facts
      if (near !== undefined) return `${path} exports no function "${name}"; did you mean "${near}"?`
      return `${path} exports no function "${name}"${exported.length > 0 ? `, only ${exported.join(", ")}` : ""}.`
    },
    help: 'A guideline that says `runs "name"` needs: export function name(value, { completion, input, answer }) { return true }',
  }),
  "own-code-needed": code({
    severity: "warning",
    says: ({ rules }: { rules: readonly string[] }) =>
      `The guideline has checks that run your own code (${rules.join(", ")}), and it is not run.`,
    help: 'Allow it with --allow-code FILE, or give the values in the rows: "given": { "name": 1 }',
  }),
  "own-code-superfluous": code({
    severity: "warning",
    says: () => "The guideline has no check that runs your own code: the file is not run.",
    help: "Leave --allow-code out.",
  }),
}

export const report = diagnoser(ownCodes)
