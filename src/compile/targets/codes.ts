/** What another tool can not hold of a guideline, and what it is given instead. */
import { code, diagnoser } from "../../diagnostic.js"

export const targetCodes = {
  "export-not-shown": code({
    severity: "warning",
    says: ({ tool, field, why, instead }: { tool: string; field: string; why: string; instead?: string }) =>
      instead === undefined
        ? `${tool} does not show "${field}": ${why}.`
        : `${tool} shows "${field}" ${instead}: ${why}.`,
    help: "The other fields are there. What annotators do not see can not be in the gold that is read back.",
  }),
  "export-left-out": code({
    severity: "info",
    says: ({ tool, fields }: { tool: string; fields: readonly string[] }) =>
      `${tool} has no place for ${fields.map((field) => `"${field}"`).join(", ")}, which no reward or report compares with gold.`,
    help: "Nothing needs to be done: a row of data can do without.",
  }),
  "export-condition": code({
    severity: "warning",
    says: ({ tool, field, why }: { tool: string; field: string; why: string }) =>
      `${tool} shows "${field}" whether its condition holds or not: ${why}.`,
    help: "Tell annotators when to leave it empty; the handbook says it too.",
  }),
  "export-not-enforced": code({
    severity: "info",
    says: ({ tool, rules }: { tool: string; rules: readonly string[] }) =>
      `${tool} does not hold annotators to: ${rules.join("; ")}.`,
    help: "Annotations that break it are found when they are read back and scored: glossator validate.",
  }),
  "export-names-alike": code({
    severity: "warning",
    says: ({ tool, name, other, written }: { tool: string; name: string; other: string; written: string }) =>
      `${tool} can not tell "${name}" from "${other}" by their names: "${name}" is written as ${written}.`,
    help: "Both are read back as what they are. A name in ASCII letters, digits and hyphens would look the same everywhere.",
  }),
  "export-no-fit": code({
    severity: "error",
    says: ({ tool, why }: { tool: string; why: string }) => `${tool} can not hold this task: ${why}.`,
    help: "Compile what does hold it instead: --to handbook.",
  }),
  "export-own-code": code({
    severity: "error",
    says: ({ tool, names }: { tool: string; names: readonly string[] }) =>
      `The reward for ${tool} would need your own code, which is not Python: ${names.map((name) => `"${name}"`).join(", ")}.`,
    help: "Export an arm without it (--arm NAME), or say what it checks with the guideline's own verbs.",
  }),
  "export-standardize": code({
    severity: "error",
    says: ({ tool }: { tool: string }) =>
      `${tool} scores one answer at a time, and this reward is standardized over the batch.`,
    help: "Compile for trl, whose reward functions see a batch; or leave it to the trainer with: standardize over group.",
  }),
  "export-no-reward": code({
    severity: "error",
    says: ({ tool }: { tool: string }) => `There is nothing to export for ${tool}: this reward has no term.`,
    help: "An arm without rewards is a control that no trainer needs a function for.",
  }),
  "export-rows-left-out": code({
    severity: "warning",
    says: ({ count, of, id, reason }: { count: number; of: number; id: string; reason: string }) =>
      `${count} of ${of} rows are left out, because they lack an input or their gold answer does not earn the highest score; the first is ${id}: ${reason}.`,
    help: "Nobody should train on them. glossator validate GUIDELINE --data NAME lists them all.",
  }),
  "export-all-left-out": code({
    severity: "error",
    says: ({ of, id, reason }: { of: number; id: string; reason: string }) =>
      `Of ${of} rows, none has a gold answer that earns the highest score; the first is ${id}: ${reason}.`,
    help: "Guideline and data do not go together. glossator validate GUIDELINE --data NAME lists every row.",
  }),
  "export-no-examples": code({
    severity: "warning",
    says: () => "The guideline has no example, so there are no rows to train on.",
    help: "The module is whole, and train.jsonl is empty: give the trainer rows of your own, or name data: glossator compile GUIDELINE --to TRAINER --data NAME --out DIR",
  }),
  "export-no-rows": code({
    severity: "warning",
    says: ({ data }: { data: string }) => `${data} has no rows to train on, only a test set.`,
    help: "train.jsonl is empty. A folder of your own in GLOSS_DATA may hold both: train.jsonl and test.jsonl.",
  }),
} as const

export const report = diagnoser(targetCodes)
