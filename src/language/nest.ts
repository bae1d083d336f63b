/**
 * Details under their headings, by order and indentation: a heading holds the deeper details below it.
 *
 * A rule, an example or a reward that is not indented is about the whole guideline; where a heading that could take it
 * stands right above, that is said, because a lost indentation would otherwise change the meaning in silence.
 */
import { diagnose } from "../../grammar/codes.js"
import type { StatementSyntax } from "../../grammar/syntax.js"
import type { Diagnostic } from "../diagnostic.js"
import type { Source } from "../text.js"
import type { AnyStatement, Statement } from "./ast.js"
import { report } from "./codes.js"

const RULED = ["task", "input", "answer", "entity", "label", "relation", "otherwise"] as const

/** Which headings a detail can stand under. */
export const HOMES = {
  alias: ["relation", "otherwise", "entity", "label", "answer"],
  cue: ["relation", "entity", "label"],
  check: RULED,
  judge: RULED,
  advice: RULED,
  example: ["task", "entity", "label", "relation", "otherwise"],
  not: ["example"],
  test: ["example"],
  reward: ["arm"],
  standardize: ["arm"],
} as const satisfies Record<string, readonly Statement["kind"][]>
type DetailKind = keyof typeof HOMES

const isDetail = (kind: string): kind is DetailKind => kind in HOMES

interface Open {
  readonly statement: AnyStatement
  readonly indent: number
  /** Where its details are collected. */
  readonly details: AnyStatement[]
}

export function nest(
  source: Source,
  read: readonly { readonly statement: AnyStatement; readonly syntax: StatementSyntax }[],
): { statements: Statement[]; diagnostics: Diagnostic[] } {
  const statements: Statement[] = []
  const diagnostics: Diagnostic[] = []
  let heading: Open | undefined
  let example: Open | undefined
  /** A line above that nobody could read: it may have been the heading of what follows. */
  let unclear: Open | undefined

  // a statement comes with no details, and nobody else has seen it: they are put right into it
  const open = (statement: AnyStatement, indent: number): Open => {
    const details = "details" in statement ? (statement.details as AnyStatement[]) : []
    return { statement, indent, details }
  }
  const warn = (word: DetailKind, above: Open, syntax: StatementSyntax) => {
    const owner = above.statement
    if (owner.kind === "broken" || syntax.problem) return
    const at = syntax.span.start
    const edits = [
      { span: { start: at, end: at }, text: " ".repeat(above.indent + 2 - Math.min(syntax.indent, above.indent)) },
    ]
    diagnostics.push(
      report(
        "detail-flush-left",
        { detail: word, heading: owner.kind, whole: isWhole(word) },
        {
          place: { source, span: { start: at, end: at + word.length } },
          notes: [{ message: `this ${owner.kind} stands above it`, place: { source, span: headOf(owner) } }],
          fix: { title: "Indent the line", edits },
        },
      ),
    )
  }

  /** Lines that are indented alike, one after the other, are one mistake. */
  let pushed: { readonly at: number; readonly indent: number } | undefined
  const indented = (word: string, { span: { start }, indent }: StatementSyntax, right: number) => {
    const place = { source, span: { start, end: start + word.length } }
    const edit = { span: { start: source.text.lastIndexOf("\n", start) + 1, end: start }, text: " ".repeat(right) }
    const first = pushed?.indent === indent ? diagnostics[pushed.at] : undefined
    if (first) {
      const edits = [...first.fix!.edits, edit]
      const notes = [...first.notes, { message: "and here", place }]
      diagnostics[pushed!.at] = { ...first, notes, fix: { ...first.fix!, edits } }
      return
    }
    pushed = { at: diagnostics.length, indent }
    const fix = { title: "Do not indent the line", edits: [edit] }
    diagnostics.push(diagnose("statement-indented", { statement: word }, { place, fix }))
  }

  const misplace = (detail: DetailKind, syntax: StatementSyntax) => {
    // in a line that could not be read, or below one, nobody can tell the place
    if (!unclear && !syntax.problem) diagnostics.push(misplaced(source, detail, heading, syntax))
  }

  for (const { statement, syntax } of read) {
    const { indent } = syntax
    const word = statement.kind === "broken" ? (statement.keyword ?? "") : statement.kind
    if (word === "") {
      // one column may be all that is left of a lost word
      const owner = [example, heading].find(
        (above) => above && indent > above.indent + 1 && "details" in above.statement,
      )
      unclear = open(statement, indent)
      if (owner !== example) example = undefined
      if (owner) owner.details.push(unclear.statement)
      else {
        statements.push(unclear.statement as Statement)
        heading = unclear
      }
    } else if (!isDetail(word)) {
      const isIndented = heading !== undefined && indent > heading.indent
      if (isIndented && !syntax.problem) indented(word, syntax, heading!.indent)
      else pushed = undefined
      // its details stand where they would without the mistake, or deeper with it
      heading = open(statement, isIndented ? heading!.indent : indent)
      example = undefined
      unclear = undefined
      statements.push(heading.statement as Statement)
    } else if (word === "not" || word === "test") {
      if (example) {
        if (indent <= example.indent) warn(word, example, syntax)
        example.details.push(statement)
      } else misplace(word, syntax)
    } else {
      const takes = heading !== undefined && canHold(heading.statement, word)
      const deeper = heading !== undefined && indent > heading.indent
      example = word === "example" ? open(statement, indent) : undefined
      if (takes && (deeper || !isWhole(word))) {
        if (!deeper) warn(word, heading!, syntax)
        heading!.details.push(statement)
      } else if (isWhole(word)) {
        if (deeper) misplace(word, syntax)
        else if (takes) warn(word, heading!, syntax)
        // what stands below it belongs to nothing above it any more
        if (heading && !takes) heading = open(statement, indent)
        statements.push(statement as Statement)
      } else misplace(word, syntax)
    }
  }
  return { statements, diagnostics }
}

/** Details that can also be about the whole guideline. */
export const WHOLE: readonly string[] = ["check", "judge", "advice", "example", "reward", "standardize"]
const isWhole = (detail: DetailKind): boolean => WHOLE.includes(detail)

function canHold(heading: AnyStatement, detail: DetailKind): boolean {
  if (heading.kind === "broken") return true
  return (HOMES[detail] as readonly string[]).includes(heading.kind)
}

function misplaced(source: Source, detail: DetailKind, above: Open | undefined, { span }: StatementSyntax): Diagnostic {
  return report(
    "detail-misplaced",
    { detail, homes: HOMES[detail] },
    {
      place: { source, span: { start: span.start, end: span.start + detail.length } },
      notes: above ? [{ message: "the statement above it", place: { source, span: headOf(above.statement) } }] : [],
    },
  )
}

function headOf({ span, kind }: AnyStatement) {
  return { start: span.start, end: kind === "broken" ? span.start + 1 : Math.min(span.end, span.start + kind.length) }
}
