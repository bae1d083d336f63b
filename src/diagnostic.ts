/**
 * Diagnostics: what is wrong with a user's file, as data. The sentence is made from the facts, by the code's own `says`.
 *
 * Each layer keeps its codes in its own `codes.ts`, made with `defineCodes`; the roof joins them for `explain CODE`.
 * A diagnostic is for a mistake of the user's (a guideline, a data row, a flag); a mistake of the caller's is a
 * RangeError or TypeError, and a malformed answer of the model's is a finding in a verdict.
 */
import { codePointLength, codePointsIn, type Source, type Span } from "./text.js"

export type Severity = "error" | "warning" | "info"

/** What a code says and how to get out. `F` holds the facts that the sentence is made from. */
export interface Code<F> {
  readonly severity: Severity
  says(facts: F): string
  /** The way out, as one or two sentences; shown under the frame and by `explain`. */
  readonly help: string
}

/** A place in a file. */
export interface Place {
  readonly source: Source
  readonly span: Span
}

export interface Fix {
  /** What the fix does, as an imperative: `Write "relation"`. */
  readonly title: string
  readonly edits: readonly { readonly span: Span; readonly text: string }[]
}

export interface Diagnostic {
  readonly code: string
  readonly severity: Severity
  readonly message: string
  readonly facts: Readonly<Record<string, unknown>>
  readonly place?: Place
  readonly notes: readonly { readonly message: string; readonly place: Place }[]
  readonly help: string
  readonly fix?: Fix
}

export function code<F>(definition: Code<F>): Code<F> {
  return definition
}

// biome-ignore lint/suspicious/noExplicitAny: facts differ from code to code; `diagnose` gives them back their type
export type Codes = Readonly<Record<string, Code<any>>>

type FactsOf<C> = C extends Code<infer F> ? F : never

export interface Extras {
  readonly place?: Place
  readonly notes?: Diagnostic["notes"]
  readonly fix?: Fix
  /** Says more than the code's own: the form of just this statement. */
  readonly help?: string
}

/**
 * @example diagnoser({ "label-unknown": code({ … }) })("label-unknown", { name: "Persn" }, { place })
 */
export function diagnoser<const C extends Codes>(codes: C) {
  return <K extends keyof C & string>(name: K, facts: FactsOf<C[K]>, extras: Extras = {}): Diagnostic => {
    const definition = codes[name]!
    return {
      code: name,
      severity: definition.severity,
      message: definition.says(facts),
      facts: facts as Record<string, unknown>,
      notes: extras.notes ?? [],
      help: extras.help ?? definition.help,
      ...(extras.place && { place: extras.place }),
      ...(extras.fix && { fix: extras.fix }),
    }
  }
}

/** Thrown where a mistake of the user's ends the work; the command line prints the diagnostics and no stack trace. */
export class UserError extends Error {
  readonly diagnostics: readonly Diagnostic[]
  constructor(diagnostics: Diagnostic | readonly Diagnostic[]) {
    const all = Array.isArray(diagnostics) ? (diagnostics as readonly Diagnostic[]) : [diagnostics as Diagnostic]
    super(all.map((d) => d.message).join("\n"))
    this.name = "UserError"
    this.diagnostics = all
  }
}

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some((d) => d.severity === "error")

/** @returns file by file in the given order, each in the order of its text; without a place, or of another file, first */
export function inOrder(diagnostics: readonly Diagnostic[], paths: readonly string[]): Diagnostic[] {
  const files = new Map(paths.map((path, i) => [path, i]))
  const file = ({ place }: Diagnostic) => (place && files.get(place.source.path)) ?? -1
  const start = ({ place }: Diagnostic) => place?.span.start ?? 0
  return [...diagnostics].sort((a, b) => file(a) - file(b) || start(a) - start(b))
}

/** Control characters would move a terminal's cursor, bidi marks would reorder the line: both are shown as their code. */
export function printable(text: string): string {
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is being made visible
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (sign) => `\\u{${sign.codePointAt(0)!.toString(16)}}`,
  )
}

const COLORS = { error: "\u001b[31m", warning: "\u001b[33m", info: "\u001b[36m", off: "\u001b[0m" }
const LONGEST_LINE = 160

/**
 * A diagnostic as text with its line and a caret under the place.
 *
 * @param color ANSI colours, for a terminal
 */
export function formatDiagnostic(d: Diagnostic, color = false): string {
  const head = `${d.severity} ${d.code}: ${printable(d.message)}`
  const out = [color ? `${COLORS[d.severity]}${head}${COLORS.off}` : head]
  if (d.place) out.push(...frame(d.place))
  for (const note of d.notes) out.push(`  note: ${printable(note.message)}`, ...frame(note.place))
  if (d.help) out.push(`  = ${d.help}`)
  return out.join("\n")
}

/** The line of a place with carets below it, under a line that says where. Looks at no more of a line than it shows: a file may be one long line with a finding at every word. */
export function frame({ source, span }: Place): string[] {
  const { text } = source
  const { line, column } = source.position(span.start)
  const where = `  ${printable(source.path)}:${line}:${column}`
  const whole = source.lineSpan(line)
  if (whole.start === whole.end) return [where]
  const at = Math.min(Math.max(span.start, 0), text.length)
  const left = Math.max(whole.start, at - 2 * LONGEST_LINE)
  const signs = [...text.slice(left, Math.min(whole.end, at + 2 * LONGEST_LINE))]
  const index = codePointsIn(text, left, at)
  const from = Math.max(0, Math.min(index - 60, signs.length - LONGEST_LINE))
  const shown = signs.slice(from, from + LONGEST_LINE)
  const before = shown.slice(0, index - from).map((s) => (s === "\t" ? "\t" : printable(s)))
  const length = codePointsIn(text, at, Math.max(at, Math.min(span.end, whole.end, at + 2 * LONGEST_LINE)))
  const under = printable(shown.slice(index - from, index - from + length).join(""))
  const isCut = from > 0 || left > whole.start
  const gutter = String(line)
  const pad = before.map((s) => (s === "\t" ? "\t" : " ".repeat(codePointLength(s)))).join("")
  return [
    where,
    `${gutter} │ ${isCut ? "…" : ""}${shown.map((s) => (s === "\t" ? "\t" : printable(s))).join("")}`,
    `${" ".repeat(gutter.length)} │ ${isCut ? " " : ""}${pad}${"^".repeat(Math.max(1, codePointLength(under)))}`,
  ]
}

/** A diagnostic as plain data for `--json`: positions instead of sources, lines and columns from 1. */
export function diagnosticToJson(d: Diagnostic): Record<string, unknown> {
  const where = (place: Place) => ({
    path: place.source.path,
    start: place.source.position(place.span.start),
    end: place.source.position(place.span.end),
  })
  return {
    code: d.code,
    severity: d.severity,
    message: d.message,
    facts: d.facts,
    ...(d.place && { place: where(d.place) }),
    notes: d.notes.map((n) => ({ message: n.message, place: where(n.place) })),
    help: d.help,
    ...(d.fix && { fix: d.fix }),
  }
}
