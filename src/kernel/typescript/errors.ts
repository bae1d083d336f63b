/** What went wrong in a cell, as the notebook shows it: the reason, the user's own line with a caret, and the calls that led there. */
import path from "node:path"
import { fileURLToPath } from "node:url"
import { formatDiagnostic, printable, type UserError } from "../../diagnostic.js"
import { Source } from "../../text.js"
import type { CellError } from "../engine.js"
import type { Finding } from "./compiler.js"
import { isLocal, packageOf } from "./places.js"
import { shownPlace, textOf, withoutHelpers } from "./scripts.js"

/** At most so many findings are shown, and frames of a stack. */
const MOST = 10

/** Findings of the compiler as one error. @param name `cell 3` */
export function findingsError(findings: readonly Finding[], name: string, text: string): CellError {
  const [first] = findings
  const isSyntax = first!.isSyntax
  // what comes after the first place that can not be read is mostly its echo
  const said = isSyntax ? [first!] : findings
  const shown = said.slice(0, MOST).map((one, i) => shownFinding(one, name, text, i === 0 ? helpFor(one) : ""))
  const more = said.length > MOST ? [`… and ${said.length - MOST} more.`] : []
  const rest = said.length > 1 ? ` (and ${said.length - 1} more)` : ""
  return {
    ename: isSyntax ? "SyntaxError" : "TypeCheckError",
    evalue: `${placeOf(first!, name, text)}: ${first!.message}${rest}`,
    traceback: [...shown, ...more],
  }
}

/** Findings as a warning: the cell runs. */
export const findingsText = (findings: readonly Finding[], name: string, text: string): string =>
  findings
    .slice(0, MOST)
    .map((one) => shownFinding(one, name, text, "").replace("error", "warning"))
    .join("\n")

function sourceOf({ file }: Finding, name: string, text: string): Source {
  return file ? new Source(file.fileName, file.text) : new Source(name, text)
}

function placeOf(finding: Finding, name: string, text: string): string {
  const source = sourceOf(finding, name, text)
  return shownPlace({ name: source.path, ...source.position(Math.min(finding.start, source.text.length)) })
}

/** The way out. */
function helpFor({ code, isSyntax, message, file }: Finding): string {
  if (code === "TS1108" && !file) return "The value of a cell is that of its last expression, written without return."
  if (isSyntax) return ""
  const missing = code === "TS2307" || code === "TS2792" ? /^[^']*'([^']+)'/.exec(message)?.[1] : undefined
  if (missing === undefined) return "`%typecheck warn` in a cell runs cells in spite of such findings."
  if (isLocal(missing)) return helpForFile(missing)
  return `To install it: npm install ${packageOf(missing)}, in the notebook's folder.`
}

/** A file that is not there, or of a kind that no import takes. */
function helpForFile(specifier: string): string {
  if (specifier.endsWith(".guideline"))
    return 'A guideline is a `%%guideline` cell, or a file that `loadGuideline(path)` of "glossator" reads.'
  if (specifier.endsWith(".ipynb")) return "Cells of another notebook can not be imported: put them into a .ts file."
  return "There is no such file: a path counts from the folder of the file, or notebook, that imports it."
}

function shownFinding(finding: Finding, name: string, text: string, help: string): string {
  const source = sourceOf(finding, name, text)
  const { line, column } = source.position(Math.min(finding.start, source.text.length))
  const shown = formatDiagnostic({
    code: finding.code,
    severity: "error",
    message: finding.message,
    facts: {},
    notes: [],
    place: { source, span: { start: finding.start, end: Math.max(finding.start + 1, finding.end) } },
    help,
  })
  return shown.replace(`${source.path}:${line}:${column}`, shownPlace({ name: source.path, line, column }))
}

/**
 * What a cell threw as an error of the protocol.
 *
 * Frames below the cell's last are the kernel's own and are left out, as are Node's inner ones.
 */
export function thrownError(thrown: unknown): CellError {
  if (!isError(thrown)) {
    const evalue = printable(shownValue(thrown))
    return { ename: "Thrown", evalue, traceback: [`Thrown: ${evalue}`] }
  }
  const ename = printable(String(thrown.name || "Error"))
  const evalue = printable(withoutHelpers(String(thrown.message)))
  const lines = String(thrown.stack ?? "").split("\n")
  const frames = lines.filter((line) => /^ {4}at /.test(line) && !/node:internal\//.test(line) && !line.includes(HERE))
  const last = frames.findLastIndex((frame) => PLACE.test(frame))
  const kept = last < 0 ? frames.slice(0, 3) : frames.slice(0, last + 1)
  const head = `${ename}: ${evalue}`
  // a mistake of the user's: the way out, and no frames but the user's own
  const told = isUserError(thrown) ? thrown.diagnostics : undefined
  const help = (told ?? []).map((one) => `  = ${printable(one.help)}`)
  const shown = told ? kept.filter((frame) => PLACE.test(frame)) : kept
  const cause = thrown.cause === undefined ? [] : thrownError(thrown.cause).traceback.map((line) => `  ${line}`)
  return {
    ename,
    evalue,
    traceback: [
      head,
      ...help,
      ...frameOf(kept.find((one) => PLACE.test(one))),
      ...shown.slice(0, MOST),
      ...(cause.length > 0 ? ["  caused by", ...cause] : []),
    ],
  }
}

/** By its form: a package of the notebook's own has a class of its own. */
const isUserError = (thrown: Error): thrown is UserError =>
  thrown.name === "UserError" && Array.isArray((thrown as UserError).diagnostics)

/** This very folder, whose frames are nothing to a user. */
const HERE = path.dirname(fileURLToPath(import.meta.url))

/** A place of the user's in a line of a stack. */
const PLACE = /(cell \d+|[^\s(]+\.[cm]?tsx?), line (\d+):(\d+)/

/** The user's line with a caret below the place. */
function frameOf(frame: string | undefined): string[] {
  const [, name, line, column] = PLACE.exec(frame ?? "") ?? []
  const shown = name === undefined ? undefined : textOf(name)?.split("\n")[Number(line) - 1]
  if (shown === undefined) return []
  const before = shown.slice(0, Number(column) - 1).replace(/[^\t]/gu, " ")
  return [`${line} │ ${printable(shown)}`, `${" ".repeat(line!.length)} │ ${before}^`]
}

function isError(value: unknown): value is Error {
  return typeof value === "object" && value !== null && "message" in value && ("stack" in value || "name" in value)
}

function shownValue(value: unknown): string {
  try {
    return typeof value === "string" ? value : (JSON.stringify(value) ?? String(value))
  } catch {
    return Object.prototype.toString.call(value)
  }
}
