/** What can be wrong with a run's folder, and the way out. */
import { code, diagnoser } from "../diagnostic.js"

interface UnjoinedFacts {
  readonly path: string
  readonly rows: number
  readonly of: number
  readonly data?: string
  /** What the first of them was asked. */
  readonly asked?: string
}

export const runCodes = {
  "run-folder-unwritable": code({
    severity: "error",
    says: ({ folder, reason }: { folder: string; reason: string }) => `Can not write into ${folder}: ${reason}.`,
    help: "Name another folder with --out DIR. Nothing was lost.",
  }),
  "run-folder-taken": code({
    severity: "error",
    says: ({ folder, recipe, started }: { folder: string; recipe: string; started: string }) =>
      `${folder} holds a run of ${recipe} already, begun ${started}.`,
    help: "Go on with that run: --resume DIR. Or name another folder: --out DIR. The run there was left as it is.",
  }),
  "run-folder-not-empty": code({
    severity: "error",
    says: ({ folder, found }: { folder: string; found: string }) =>
      `${folder} is not empty (it holds ${found}) and is not the folder of a run.`,
    help: "Name an empty or a new folder with --out DIR.",
  }),
  "run-folder-in-use": code({
    severity: "error",
    says: ({ folder, process, host }: { folder: string; process: number; host: string }) =>
      `Process ${process} on ${host} is writing into ${folder}.`,
    help: "Wait until it ends, or end it. If there is no such process any more, delete the file run.lock in the folder.",
  }),
  "run-not-found": code({
    severity: "error",
    says: ({ folder }: { folder: string }) => `${folder} is not the folder of a run: it has no manifest.json.`,
    help: "Name the folder that `glossator run` printed, for example: --resume runs/r1-re/2026-01-31T12-00-00",
  }),
  "run-manifest-unreadable": code({
    severity: "error",
    says: ({ path, reason }: { path: string; reason: string }) => `The manifest ${path} can not be read: ${reason}.`,
    help: "Begin a new run; the rows in metrics.jsonl and rollouts.jsonl of this one can still be read.",
  }),
  "run-changed": code({
    severity: "error",
    says: ({ changes }: { changes: readonly string[] }) =>
      `The run can not go on, because what would be run now differs from what was begun: ${someOf(changes)}.`,
    help: "Go on with the same files, options and version of glossator, or begin a new run without --resume. The old run was left as it is.",
  }),
  "run-finished": code({
    severity: "error",
    says: ({ folder }: { folder: string }) => `The run in ${folder} is finished; there is nothing to go on with.`,
    help: "Its results are in results.json and report.html. Begin a new run without --resume.",
  }),
  "log-unreadable": code({
    severity: "error",
    says: ({ path, reason }: { path: string; reason: string }) => `The log ${path} can not be read: ${reason}.`,
    help: "Name the rollouts.jsonl in a run's folder, or the log of another trainer.",
  }),
  "log-unknown": code({
    severity: "error",
    says: ({ path, known }: { path: string; known: readonly string[] }) =>
      `${path} is no log of answers that is known here: ${known.join("; ")}.`,
    help: 'Convert it to lines of JSON: { "id": "1", "input": { … }, "gold": { … }, "completion": "…", "score": 3 }',
  }),
  "log-strict": code({
    severity: "error",
    says: ({ answer, reason }: { answer: number; reason: string }) =>
      `Answer ${answer} of the log can not be scored: ${reason}`,
    help: "It was asked to stop there (--strict). Without it such answers are counted and left out.",
  }),
  "log-rows-unread": code({
    severity: "warning",
    says: ({ path, rows }: { path: string; rows: number }) => `${rows} lines of ${path} hold no answer.`,
    help: "They are left out. A line needs a completion, an input and a gold; one that was cut off is none.",
  }),
  "log-rows-unjoined": code({
    severity: "error",
    says: ({ path, rows, of, data, asked }: UnjoinedFacts) =>
      `${rows} of ${of} answers in ${path} have no row of data: ${
        data === undefined
          ? "the log holds no input or gold for them"
          : `none in ${data}, or several that differ, fits what was asked`
      }${asked === undefined ? "" : ` (the first: "${asked}")`}.`,
    help: "They are left out and counted. Name the data that the trainer read with --data: the folder of glossator compile --to TRAINER (its rows hold prompt, input and gold), a file of rows { id, input, gold }, or a data set.",
  }),
  "log-no-score": code({
    severity: "error",
    says: ({ path, rows }: { path: string; rows: number }) =>
      `${rows} answers in ${path} have no score of before, so nothing can be compared.`,
    help: 'In rows of your own, "score" is a number, and null or a text is none. TRL\'s tables have several reward functions whose weights are not in them: name the one that is meant with --reward-column NAME. glossator score gives every answer a score.',
  }),
  "log-column-unknown": code({
    severity: "error",
    says: ({ path, column, known }: { path: string; column: string; known: readonly string[] }) =>
      `${path} has no column of rewards "${column}"${known.length > 0 ? `, only ${known.join(", ")}` : ""}.`,
    help: "--reward-column names a reward function in TRL's tables; other logs say themselves what was paid.",
  }),
  "log-no-steps": code({
    severity: "error",
    says: ({ path }: { path: string }) => `${path} holds no training step with a score.`,
    help: "Monitors read rollouts.jsonl or metrics.jsonl of a run, and the logs that rescore reads; answers need a step and a score, and those of an evaluation do not count.",
  }),
  "rows-unknown": code({
    severity: "error",
    says: ({ path }: { path: string }) => `${path} holds no rows of data with an input and a gold.`,
    help: "Name the folder that glossator compile --to TRAINER wrote, its train.jsonl, a file of rows { id, input, gold }, or a data set of glossator data list.",
  }),
  "run-no-space": code({
    severity: "error",
    says: ({ folder, neededBytes, freeBytes }: { folder: string; neededBytes?: number; freeBytes?: number }) =>
      freeBytes === undefined || neededBytes === undefined
        ? `The disk of ${folder} is full.`
        : `Not enough free disk at ${folder}: ${megabytes(neededBytes)} are needed, ${megabytes(freeBytes)} are free.`,
    help: "Free some disk, then go on with: --resume DIR. What was written before is whole. Or name a folder on another disk with --out DIR.",
  }),
}

export const report = diagnoser(runCodes)

const MOST_CHANGES = 8
const someOf = (changes: readonly string[]): string =>
  changes.length <= MOST_CHANGES
    ? changes.join("; ")
    : `${changes.slice(0, MOST_CHANGES).join("; ")}; and ${changes.length - MOST_CHANGES} more`

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`
