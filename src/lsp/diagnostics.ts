/** The compiler's findings as the editor shows them, file by file. */
import { DiagnosticSeverity, DiagnosticTag, type Diagnostic as Shown } from "vscode-languageserver"
import type { Diagnostic, Severity } from "../diagnostic.js"
import { locationOf, rangeOf } from "./places.js"
import type { Guideline } from "./workspace.js"

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
}
/** What these codes mark has no effect, and editors show it faded. */
const UNUSED = new Set(["import-twice", "listed-twice", "reading-twice"])
/** More are no help to anybody, and each of them is sent again after every keystroke. */
const MOST_SHOWN = 500

/**
 * @param guidelines those that are open; what two of them find in the same place is shown once
 * @param uriFor how the editor calls the file of a path
 * @returns findings by path; every file of the guidelines is there, if only with none
 */
export function diagnosticsOf(
  guidelines: readonly Guideline[],
  uriFor: (path: string) => string,
): Map<string, Shown[]> {
  const files = new Map<string, Map<string, Diagnostic>>()
  const findings = (path: string) => {
    const found = files.get(path) ?? new Map<string, Diagnostic>()
    files.set(path, found)
    return found
  }
  for (const { path, trees, findings: all } of guidelines) {
    findings(path)
    for (const { source } of trees) findings(source.path)
    for (const one of all) {
      const span = one.place?.span
      findings(one.place?.source.path ?? path).set(`${one.code} ${span?.start} ${span?.end} ${one.message}`, one)
    }
  }
  return new Map(
    [...files].map(([path, found]) => [
      path,
      [...found.values()].slice(0, MOST_SHOWN).map((one) => shown(one, uriFor)),
    ]),
  )
}

function shown({ code, severity, message, help, place, notes }: Diagnostic, uriFor: (path: string) => string): Shown {
  return {
    range: place
      ? rangeOf(place.source, place.span)
      : { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    severity: SEVERITIES[severity],
    code,
    source: "glossator",
    message: help === "" ? message : `${message}\n${help}`,
    ...(UNUSED.has(code) && { tags: [DiagnosticTag.Unnecessary] }),
    ...(notes.length > 0 && {
      relatedInformation: notes.map((note) => ({ message: note.message, location: locationOf(note.place, uriFor) })),
    }),
  }
}
