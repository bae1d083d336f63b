/**
 * `glossator data export` and `data import`: rows of data as tasks for people who annotate in another tool, and what they
 * made as rows again.
 */
import { writeFileSync } from "node:fs"
import path from "node:path"
import { loadGuideline } from "../compile/load.js"
import { taskFields } from "../compile/targets/fields.js"
import { targets } from "../compile/targets/index.js"
import type { Task } from "../compile/task.js"
import { type AnnotationTool, readAnnotations } from "../data/annotations.js"
import { report as dataReport } from "../data/codes.js"
import { makeFolder } from "../data/make-folder.js"
import { openText } from "../data/open.js"
import { bratDocument } from "../data/readers/brat-document.js"
import { jsonl } from "../data/readers/jsonl.js"
import { labelStudioTask } from "../data/readers/label-studio-task.js"
import { type Diagnostic, hasErrors, UserError } from "../diagnostic.js"
import { fileReason } from "../file-reason.js"
import { Source } from "../text.js"
import type { Example } from "../value.js"
import { report } from "./codes.js"
import { exitOf } from "./exit.js"
import { diagnosticsJson, err, errDiagnostics, type Io, out, outJson } from "./io.js"

export interface ImportOptions {
  readonly from: AnnotationTool
  /** Where the rows go, instead of being printed. */
  readonly out?: string
  readonly json?: boolean
}

export async function dataImport(
  guideline: string,
  paths: readonly string[],
  options: ImportOptions,
  io: Io,
): Promise<number> {
  const task = taskOf(guideline, io)
  const { examples, diagnostics } = readAnnotations(taskFields(task.meaning), options.from, paths, true)
  if (examples.length === 0 && hasErrors(diagnostics)) throw new UserError(diagnostics)
  errDiagnostics(io, diagnostics)
  const lines = examples.map((example) => `${JSON.stringify(example)}\n`).join("")
  if (options.out !== undefined) await write({ [options.out]: lines }, io)
  if (options.json) outJson(io, { rows: examples.length, diagnostics: diagnosticsJson(diagnostics) })
  else if (options.out === undefined) io.stdout.write(lines)
  err(io, `${examples.length} rows`)
  return exitOf(diagnostics)
}

export interface ExportOptions {
  readonly to: AnnotationTool
  /** A file for Label Studio, a folder for brat. */
  readonly out: string
  /** Annotators begin with the gold of the rows. */
  readonly withGold?: boolean
}

export async function dataExport(guideline: string, rows: string, options: ExportOptions, io: Io): Promise<number> {
  const task = taskOf(guideline, io)
  const { files: configuration, diagnostics } = targets.get(options.to)!.files(task.meaning)
  if (hasErrors(diagnostics)) throw new UserError(diagnostics)
  const read = readRows(rows)
  const examples = read.examples.map((one) => (options.withGold ? one : { ...one, gold: {} }))
  errDiagnostics(io, [...diagnostics, ...read.diagnostics])
  const fields = taskFields(task.meaning)
  if (options.to === "brat") await write(documents(examples, configuration, options.out, task), io)
  else {
    const tasks = examples.map((example) => labelStudioTask(fields, example))
    await write({ [options.out]: `${JSON.stringify(tasks, undefined, 1)}\n` }, io)
  }
  out(io, `${examples.length} items for ${options.to}: ${options.out}`)
  return exitOf(read.diagnostics)
}

/** brat looks for the configuration in the folder of the documents. */
function documents(examples: readonly Example[], configuration: Files, folder: string, { meaning }: Task): Files {
  const files = new Map(Object.entries(configuration).map(([name, text]) => [path.join(folder, name), text]))
  const fields = taskFields(meaning)
  for (const example of examples) {
    const start = path.join(folder, example.id.replace(/[^\p{L}\p{N}._-]+/gu, "_").replace(/^\./, "_"))
    let base = start
    for (let i = 2; files.has(`${base}.txt`); i++) base = `${start}-${i}`
    const { txt, ann } = bratDocument(fields, example)!
    files.set(`${base}.txt`, txt).set(`${base}.ann`, ann)
  }
  return Object.fromEntries(files)
}

type Files = Readonly<Record<string, string>>

function taskOf(guideline: string, io: Io): Task {
  const { task, diagnostics } = loadGuideline(guideline)
  if (!task) throw new UserError(diagnostics)
  errDiagnostics(io, diagnostics)
  return task
}

function readRows(file: string): { examples: Example[]; diagnostics: Diagnostic[] } {
  const source = openText(file)
  if (!(source instanceof Source))
    throw new UserError(dataReport("data-file-unreadable", { path: file, reason: source.reason }))
  const diagnostics: Diagnostic[] = []
  const options = { comments: false, unlabelled: true }
  const examples = [...jsonl.rows(source, (diagnostic) => diagnostics.push(diagnostic), options)]
  if (examples.length === 0)
    throw new UserError(diagnostics.length > 0 ? diagnostics : dataReport("data-file-empty", { path: file }))
  return { examples: examples.map(({ example }) => example), diagnostics }
}

/** Nothing is written over: what annotators made may lie there. */
async function write(files: Files, io: Io): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const file = path.resolve(io.cwd, name)
    try {
      await makeFolder(path.dirname(file))
      writeFileSync(file, text, { flag: "wx" })
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code === "EEXIST" ? "it is there already" : fileReason(error)
      throw new UserError(report("file-unwritable", { path: name, reason }))
    }
  }
}
