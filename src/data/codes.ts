/**
 * What can be wrong with data, and the way out. Knows no format: the readers name the facts.
 */
import { code, type Diagnostic, diagnoser } from "../diagnostic.js"

export const dataCodes = {
  "data-set-unknown": code({
    severity: "error",
    says: ({ name, near }: { name: string; near?: string }) =>
      `No data set is called "${name}"${near ? `; did you mean "${near}"?` : "."}`,
    help: "List the names with: glossator data list. Own data: name the folder that holds its train.jsonl and test.jsonl, for example ./my-data.",
  }),
  "data-set-without-reader": code({
    severity: "error",
    says: ({ name, readable }: { name: string; readable: readonly string[] }) =>
      `The data set "${name}" can be pulled, but no reader turns its files into examples. There are readers for: ${readable.join(", ")}.`,
    help: "Convert it to train.jsonl and test.jsonl (rows with id, input and gold) in a folder of another name, or add a reader to src/data/readers.",
  }),
  "data-folder-missing": code({
    severity: "error",
    says: ({ name, folder }: { name: string; folder: string }) =>
      `The data set "${name}" is not in ${folder}: there is no such folder.`,
    help: "Run: glossator data pull NAME. Or set GLOSS_DATA to the folder that holds the data sets.",
  }),
  "data-file-missing": code({
    severity: "error",
    says: ({ name, path }: { name: string; path: string }) => `The data set "${name}" lacks its file ${path}.`,
    help: "Run: glossator data pull NAME, which downloads only what is missing. Or set GLOSS_DATA to a folder that holds the whole data set.",
  }),
  "data-file-unreadable": code({
    severity: "error",
    says: ({ path, reason }: { path: string; reason: string }) => `The file ${path} can not be read: ${reason}.`,
    help: "Check that it is a file, that you may read it and that it is UTF-8 text.",
  }),
  "data-file-empty": code({
    severity: "error",
    says: ({ path }: { path: string }) => `The file ${path} holds no example.`,
    help: "Check that the right file is there; a download that stopped can be repeated with: glossator data pull NAME.",
  }),
  "data-row": code({
    severity: "error",
    says: ({ expected, found }: { expected: string; found: string }) => `Expected ${expected}, found ${found}.`,
    help: "Correct the row, or pull the file again. The other rows were read.",
  }),
  "data-label-unknown": code({
    severity: "error",
    says: ({ label, near }: { label: string; near?: string }) =>
      `"${label}" is not a label of this data set${near ? `; did you mean "${near}"?` : "."}`,
    help: "Correct the label. The other rows were read.",
  }),
  "data-marks": code({
    severity: "error",
    says: ({ mark, reason }: { mark: string; reason: string }) => `The mark <${mark}>…</${mark}> ${reason}.`,
    help: "Each mention is marked exactly once: <e1>…</e1> and <e2>…</e2>, not inside each other. The other rows were read.",
  }),
  "data-json": code({
    severity: "error",
    says: ({ expected, found }: { expected: string; found: string }) =>
      `This line is not JSON: expected ${expected}, found ${found}.`,
    help: "One JSON object a line, without commas between the lines. The other rows were read.",
  }),
  "data-field": code({
    severity: "error",
    says: ({ field, expected, found }: { field: string; expected: string; found: string }) =>
      `The field "${field}" must be ${expected}, not ${found}.`,
    help: 'A row is { "id": "1", "input": { "sentence": "…" }, "gold": { "label": "…" } }, with optional texts "comment" and "kind". The other rows were read.',
  }),
  "data-field-unknown": code({
    severity: "warning",
    says: ({ field, rows = 1, near }: { field: string; rows?: number; near?: string }) =>
      `The field "${field}"${rows > 1 ? ` of ${rows} rows` : ""} is not read${near ? `; did you mean "${near}"?` : "."}`,
    help: "Fields of a row: id, input, gold, comment, kind.",
  }),
  "input-lacking": code({
    severity: "warning",
    says: ({ id, input, found, rows = 1 }: { id: string; input: string; found?: string; rows?: number }) =>
      `Row ${id}${rows > 1 ? ` and ${rows - 1} more` : ""} ${rows > 1 ? "have" : "has"} no input "${input}"${found === undefined ? "" : `, but "${found}"`}: what was answered is scored all the same, since no rule reads it.`,
    help: "A row's input has the names of the guideline's input lines. It is another guideline's row, or a slip.",
  }),
  "data-name-unknown": code({
    severity: "error",
    says: ({ name, what, near }: { name: string; what: string; near?: string }) =>
      `"${name}" is no ${what} of the guideline${near ? `; did you mean "${near}"?` : "."}`,
    help: "Was this annotated with another configuration? Make it anew with: glossator compile FILE --to label-studio (or brat). What it stands for was left out, everything else was read.",
  }),
  "data-span": code({
    severity: "error",
    says: ({ words, found }: { words: string; found: string }) =>
      `The annotation says "${words}", but the text has "${found}" there.`,
    help: "The text was changed after it was annotated. The annotation was left out, everything else was read.",
  }),
  "data-gold-missing": code({
    severity: "error",
    says: ({ id, fields }: { id: string; fields: readonly string[] }) =>
      `Item ${id} was annotated without ${fields.map((field) => `"${field}"`).join(" and ")}, which the guideline compares.`,
    help: "Finish the annotation, or leave the item out. The other ones were read.",
  }),
  "data-left-out": code({
    severity: "info",
    says: ({ counts }: { counts: Readonly<Record<string, number>> }) =>
      `Left out, because a row of data has no place for it: ${Object.entries(counts)
        .map(([what, count]) => `${count} ${what}`)
        .join(", ")}.`,
    help: "Nothing needs to be done, if that is what you expect.",
  }),
  "data-annotators-differ": code({
    severity: "warning",
    says: ({ id, annotators }: { id: string; annotators: readonly string[] }) =>
      `Item ${id} has ${annotators.length} different annotations, by ${annotators.join("; ")}: it is read as that many rows.`,
    help: "Decide which one is right before training, or train on all of them knowingly: a text with two right answers teaches neither.",
  }),
  "data-id-twice": code({
    severity: "error",
    says: ({ id }: { id: string }) => `The id "${id}" stands in the data twice; only the first one is used.`,
    help: "Give every row its own id: rollouts and results refer to it.",
  }),
  "pull-no-source": code({
    severity: "error",
    says: ({ name }: { name: string }) => `"${name}" has no repository that it could be pulled from.`,
    help: "It is used where it already lies under GLOSS_DATA.",
  }),
  "pull-url": code({
    severity: "error",
    says: ({ url }: { url: string }) => `"${url}" is not an address that data can be pulled from.`,
    help: "Correct GLOSS_DATA_URL, or unset it: it must begin with http:// or https://.",
  }),
  "pull-folder-unwritable": code({
    severity: "error",
    says: ({ folder, reason }: { folder: string; reason: string }) => `Can not write into ${folder}: ${reason}.`,
    help: "Set GLOSS_DATA to a folder that you may write to. Nothing was lost.",
  }),
  "pull-no-space": code({
    severity: "error",
    says: ({ folder, neededBytes, freeBytes }: { folder: string; neededBytes: number; freeBytes?: number }) =>
      `Not enough free disk at ${folder}: ${megabytes(neededBytes)} are needed${
        freeBytes === undefined ? "" : `, ${megabytes(freeBytes)} are free`
      }.`,
    help: "Free some disk or set GLOSS_DATA to a folder on another one, then run the command again: it goes on where it stopped.",
  }),
  "pull-not-found": code({
    severity: "error",
    says: ({ url, status }: { url: string; status: number }) => `The server answered ${status} for ${url}.`,
    help: "The repository may have moved. Get the file elsewhere and put it into the data folder (its checksum is verified when the command runs again), or set GLOSS_DATA_URL to a mirror. Files already pulled were kept.",
  }),
  "pull-connection": code({
    severity: "error",
    says: ({ url, reason, receivedBytes }: { url: string; reason: string; receivedBytes: number }) =>
      `The download of ${url} stopped after ${receivedBytes} bytes: ${reason}.`,
    help: "Check the network (a proxy, a firewall) and run the command again: it goes on where it stopped. GLOSS_DATA_URL names a mirror.",
  }),
  "pull-checksum": code({
    severity: "error",
    says: ({ file, expected, found }: { file: string; expected: string; found: string }) =>
      `The downloaded ${file} is not the expected file: ${found} instead of ${expected}.`,
    help: "It was not kept; files that were verified stay. Run the command again; if it repeats, the server (or GLOSS_DATA_URL) does not serve the original file.",
  }),
  "pull-file-differs": code({
    severity: "error",
    says: ({ path }: { path: string }) =>
      `${path} is there already and differs from the original; it was left as it is.`,
    help: "If it is not yours to keep, move it away and run the command again.",
  }),
  "pull-interrupted": code({
    severity: "error",
    says: ({ name }: { name: string }) => `The download of "${name}" was interrupted.`,
    help: "Run the command again: it goes on where it stopped.",
  }),
}

export const report = diagnoser(dataCodes)

/** The way out as a command that can be copied: NAME in the help becomes the data set's name. */
export const withName = (diagnostic: Diagnostic, name: string): Diagnostic => ({
  ...diagnostic,
  help: diagnostic.help.replaceAll("NAME", name),
})

/** @example megabytes(1_397_759) // "1.4 MB" */
export function megabytes(bytes: number): string {
  return bytes < 1e5 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}
