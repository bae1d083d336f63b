/** What may be written at a place: the compiler's list, best first, in the words of the protocol. */
import type { CompletionInfo } from "tslab/dist/converter.js"
import type { Completions } from "../engine.js"
import { isFormer } from "./declarations.js"
import { type Ts, ts } from "./ts.js"

const HIDDEN = /^(__glossatorKernel|__glossatorCells|__tslab__)$/

/** @param info of the converter @param text the cell @param shift where the cell begins in what the compiler saw */
export function completions(info: CompletionInfo, text: string, shift: number): Completions {
  const entries = new Map(info.original?.entries.map((entry) => [entry.name, entry]))
  const { start, end } = inString(info, text, shift) ?? info
  const typed = text.slice(start, end).toLowerCase()
  const matches = info.candidates
    .filter((name) => !HIDDEN.test(name) && !isFormer(name))
    .filter((name) => start === info.start || name.toLowerCase().startsWith(typed))
    .map((name) => ({ text: name, type: SHOWN[entries.get(name)?.kind ?? ""] ?? "variable" }))
  return { matches, start, end }
}

/** In a text, as after `from "./`, a match replaces what the compiler says, or the part of a path; never a name. */
function inString({ original, start, end }: CompletionInfo, text: string, shift: number): Range | undefined {
  const [first] = original?.entries ?? []
  const span = first?.replacementSpan
  if (span) return { start: span.start - shift, end: span.start + span.length - shift }
  if (start !== end) return undefined
  // the converter has moved this one to the cell already
  const other = original?.optionalReplacementSpan
  if (other) return { start: other.start, end: other.start + other.length }
  return first && PATHS.has(first.kind) ? { start: /[^"'`/]*$/.exec(text.slice(0, end))!.index, end } : undefined
}

interface Range {
  readonly start: number
  readonly end: number
}

const PATHS: ReadonlySet<Ts.ScriptElementKind> = new Set([
  ts.ScriptElementKind.scriptElement,
  ts.ScriptElementKind.directory,
  ts.ScriptElementKind.externalModuleName,
])

/** The compiler's kinds as completers of notebooks know them. */
const SHOWN: Readonly<Record<string, string>> = {
  [ts.ScriptElementKind.functionElement]: "function",
  [ts.ScriptElementKind.localFunctionElement]: "function",
  [ts.ScriptElementKind.memberFunctionElement]: "function",
  [ts.ScriptElementKind.classElement]: "class",
  [ts.ScriptElementKind.interfaceElement]: "interface",
  [ts.ScriptElementKind.typeElement]: "type",
  [ts.ScriptElementKind.enumElement]: "enum",
  [ts.ScriptElementKind.keyword]: "keyword",
  [ts.ScriptElementKind.moduleElement]: "module",
  [ts.ScriptElementKind.memberVariableElement]: "property",
  [ts.ScriptElementKind.memberGetAccessorElement]: "property",
  [ts.ScriptElementKind.constElement]: "const",
  [ts.ScriptElementKind.scriptElement]: "file",
  [ts.ScriptElementKind.directory]: "folder",
  [ts.ScriptElementKind.externalModuleName]: "module",
  [ts.ScriptElementKind.string]: "text",
}
