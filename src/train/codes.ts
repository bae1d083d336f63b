/** What ends a training run, and what can be wrong with one that is to go on. */
import { code, diagnoser } from "../diagnostic.js"

export const trainCodes = {
  "gold-unpaid": code({
    severity: "error",
    says: ({
      rows,
      failures,
    }: {
      rows: number
      failures: readonly { readonly id: string; readonly reason: string }[]
    }) =>
      `${failures.length} of ${rows} gold answers do not earn the highest score: ${failures
        .slice(0, 3)
        .map(({ id, reason }) => `${id} (${reason})`)
        .join("; ")}${failures.length > 3 ? "; …" : ""}.`,
    help: "No answer to such a row is paid as it should be: mend the data or the guideline (glossator validate tells each row), or leave them in knowingly: unpaidGold: true.",
  }),
  "training-diverged": code({
    severity: "error",
    says: ({ step, loss, gradientNorm }: { step: number; loss: number; gradientNorm: number }) =>
      `Training ended at step ${step}, whose numbers are not finite: loss ${loss}, norm of the gradient ${gradientNorm}.`,
    help: "Start anew with a smaller learning rate or more warm-up steps; the last checkpoint is from before this step.",
  }),
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
