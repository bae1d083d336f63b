/** What can be wrong with a run that is to go on. */
import { code, diagnoser } from "../diagnostic.js"

export const trainCodes = {
  "checkpoint-broken": code({
    severity: "error",
    says: ({ path, reason }: { path: string; reason: string }) => `${path} can not be read: ${reason}.`,
    help: "Remove the file and start the run anew.",
  }),
  "checkpoint-differs": code({
    severity: "error",
    says: ({ path, setting }: { path: string; setting: string }) =>
      `${path} belongs to another run: its ${setting} differ from those asked for.`,
    help: "Go on with the settings that the run was started with, or start anew in another folder.",
  }),
  "checkpoint-unwritable": code({
    severity: "error",
    says: ({ path, reason }: { path: string; reason: string }) =>
      `The checkpoint ${path} can not be written: ${reason}.`,
    help: "Free some disk space or choose another folder; a checkpoint that was there before is unharmed.",
  }),
}

export const diagnose = diagnoser(trainCodes)
