/** What can be wrong with a command line, and the way out. */
import { code, diagnoser } from "../diagnostic.js"

/** What in a row is probably a slip, and what was meant; further rows that have the same. */
interface Suspect {
  /** Of rows, the first one included. */
  readonly ids?: readonly string[]
  /** A name that stands where another one should. */
  readonly found?: string
  readonly near?: string
}

const andMore = ({ ids = [] }: Suspect): string => (ids.length > 1 ? ` and of ${ids.length - 1} more like it` : "")

const meant = ({ found, near }: Suspect): string =>
  found !== undefined ? `, but "${found}".` : near !== undefined ? `; did you mean "${near}"?` : "."

export const cliCodes = {
  "recipe-unknown": code({
    severity: "error",
    says: ({ name, near, known }: { name: string; near?: string; known: readonly string[] }) =>
      `No recipe is called "${name}"${near ? `; did you mean "${near}"?` : `. There are: ${known.join(", ")}.`}`,
    help: "A recipe is run by its name: glossator run r1-re",
  }),
  "threads-too-many": code({
    severity: "error",
    says: ({ threads, cores }: { threads: number; cores: number }) =>
      `${threads} threads are more than the ${cores} cores of this machine.`,
    help: "More threads than cores wait for each other. Leave --threads out for what suits the machine.",
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
  "attack-left-out": code({
    severity: "warning",
    says: ({ path, count, of, shown }: { path: string; count: number; of: number; shown: readonly string[] }) =>
      `${path}: ${count} of ${of} rows are left out, because no answer to them can be scored: ${shown.join("; ")}${count > shown.length ? "; …" : ""}.`,
    help: "glossator validate GUIDELINE --data NAME lists them all; attack --json has each with its reason.",
  }),
  "attack-nothing-scored": code({
    severity: "error",
    says: ({ path, of, shown }: { path: string; of: number; shown: readonly string[] }) =>
      `${path}: nothing can be tried, because no answer to any of ${of} rows can be scored: ${shown.join("; ")}${of > shown.length ? "; …" : ""}.`,
    help: "See what the rows lack: glossator validate GUIDELINE --data NAME",
  }),
  "attack-constant-pays": code({
    severity: "error",
    says: ({
      path,
      rows,
      floor,
      highest,
      constant,
    }: {
      path: string
      rows: number
      floor: number
      highest: number
      constant: string
    }) =>
      `${path}: one and the same answer gets ${floor.toFixed(3)} of ${highest} in the mean of ${rows} rows that ask for different ones (${constant}).`,
    help: "The reward pays without looking at what is asked. Add a term that compares with the right answer (reward … for PART equals gold), and let the others pay only with it (reward … after NAME).",
  }),
  "attack-rows-alike": code({
    severity: "warning",
    says: ({ path, rows, floor, highest }: { path: string; rows: number; floor: number; highest: number }) =>
      `${path}: nearly all of ${rows} rows have the same right answer, so that it alone gets ${floor.toFixed(3)} of ${highest}; nothing can be seen to get more.`,
    help: "Give rows with different right answers: --data NAME, or more examples in the guideline.",
  }),
  "guidelines-of-one-name": code({
    severity: "warning",
    says: ({ name, version, other }: { name: string; version: string; other: string }) =>
      `${other} is called "${name}" as well, in the same version ${version}.`,
    help: "Scores and reports are filed under name and version. Give each guideline a name of its own, or a changed one a new version.",
  }),
  "file-unwritable": code({
    severity: "error",
    says: ({ path, reason }: { path: string; reason: string }) => `${path} cannot be written: ${reason}.`,
    help: "The file is as it was. Check the folder's permissions and the space on the disk.",
  }),
  "needs-yes": code({
    severity: "error",
    says: ({ what }: { what: string }) => `${what} needs a yes, and nobody can answer here.`,
    help: "Add --yes once you have read what will be downloaded, and under which licences.",
  }),
  "gold-row-fails": code({
    severity: "error",
    says: ({ id, gold, reason, ...rest }: { id: string; gold: string; reason: string } & Suspect) =>
      `The gold answer of item ${id} (${gold})${andMore(rest)} does not earn the highest score: ${reason}${meant(rest)}`,
    help: "Either the label is wrong, or the guideline does not say what the annotators did. Settle that before training.",
  }),
  "input-row-fails": code({
    severity: "error",
    says: ({ id, reason, ...rest }: { id: string; reason: string } & Suspect) =>
      `The input of item ${id}${andMore(rest)} is none that the guideline asks about: ${reason}${meant(rest)}`,
    help: "A row's input has the names of the guideline's input lines. Correct the row, or the line.",
  }),
  "metrics-ids-mixed": code({
    severity: "warning",
    says: ({ ids }: { ids: readonly string[] }) =>
      `${ids.length === 1 ? "An id stands" : `${ids.length} ids stand`} for rows of different inputs or golds, and they were counted as tries at one problem: ${ids.slice(0, 5).join(", ")}${ids.length > 5 ? ", …" : ""}.`,
    help: "Give each problem an id of its own, and all answers to it the same one.",
  }),
  "arm-unknown": code({
    severity: "error",
    says: ({ name, arms, near }: { name: string; arms: readonly string[]; near?: string }) =>
      `The guideline has no arm "${name}"${near ? `; did you mean "${near}"?` : arms.length > 0 ? `, only ${arms.join(", ")}.` : " and no other one."}`,
    help: "Leave --arm out for the main reward.",
  }),
  "tokenizer-unreadable": code({
    severity: "error",
    says: ({ file, reason }: { file: string; reason: string }) => `${file} is no tokenizer that can be read: ${reason}`,
    help: "Name the tokenizer.json of a Hugging Face model, or say: tiny (the tiny policy's), words (words and signs).",
  }),
  "code-unknown": code({
    severity: "error",
    says: ({ name, near }: { name: string; near?: string }) =>
      `No diagnostic has the code "${name}"${near ? `; did you mean "${near}"?` : "."}`,
    help: "List all codes with: glossator explain",
  }),
}

export const report = diagnoser(cliCodes)
