/** Whether a cell can be run, or a console should let the user go on writing. */
import type { Completeness } from "../engine.js"
import { type Ts, ts } from "./ts.js"

/** Errors at the very end mean that something is missing there; elsewhere, that the text is wrong. */
export function completeness(code: string): Completeness {
  const file = ts.createSourceFile("cell.ts", code, ts.ScriptTarget.ES2022, false, ts.ScriptKind.TS)
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: readonly Ts.DiagnosticWithLocation[] }
  const end = code.trimEnd().length
  const [first] = parseDiagnostics
  if (!first) return { status: "complete" }
  if (first.start < end) return { status: "invalid" }
  return { status: "incomplete", indent: indentAfter(code) }
}

/** The last line's indentation, two more after an opening bracket. */
function indentAfter(code: string): string {
  const line = code.trimEnd().split("\n").at(-1)!
  const indent = /^\s*/.exec(line)![0]
  return /[{[(]$/.test(line) || /=>$/.test(line) ? `${indent}  ` : indent
}
