/**
 * Details under their headings, by order and indentation: a heading holds the deeper details below it.
 *
 * An advice or an example that is not indented is about the whole guideline; where a heading stands right above, that
 * is said, because a lost indentation would otherwise change the meaning in silence.
 */
import type { StatementSyntax } from "../../grammar/syntax.js"
import type { Diagnostic } from "../diagnostic.js"
import type { Source } from "../text.js"
import type { AnyStatement, Statement } from "./ast.js"
import { report } from "./codes.js"

/** Which headings a detail can stand under. */
const HOMES = {
  alias: ["relation", "otherwise"],
  cue: ["relation"],
  advice: ["task", "relation", "otherwise"],
  example: ["task", "relation", "otherwise"],
  not: ["example"],
  test: ["example"],
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

  const open = (statement: AnyStatement, indent: number): Open => {
    const details: AnyStatement[] = []
    return {
      statement: "details" in statement ? ({ ...statement, details } as AnyStatement) : statement,
      indent,
      details,
    }
  }
  const warn = (word: string, above: Open, syntax: StatementSyntax) => {
    const owner = above.statement
    const at = syntax.span.start
    const edits = [
      { span: { start: at, end: at }, text: " ".repeat(above.indent + 2 - Math.min(syntax.indent, above.indent)) },
    ]
    diagnostics.push(
      report(
        "detail-flush-left",
        { detail: word, heading: owner.kind, whole: word === "advice" || word === "example" },
        {
          place: { source, span: { start: at, end: at + word.length } },
          notes: [{ message: `this ${owner.kind} stands above it`, place: { source, span: headOf(owner) } }],
          fix: { title: "Indent the line", edits },
        },
      ),
    )
  }

  for (const { statement, syntax } of read) {
    const { indent } = syntax
    const kind = statement.kind
    const word = kind === "broken" ? (statement.keyword ?? "") : kind
    if (
      kind === "broken" &&
      heading &&
      indent > heading.indent &&
      (!statement.keyword || isDetail(statement.keyword))
    ) {
      // nobody can tell what it is; it hides nothing above it
      const owner = example && indent > example.indent ? example : heading
      owner.details.push(statement)
      continue
    }
    if (!isDetail(word)) {
      heading = open(statement, indent)
      example = undefined
      statements.push(heading.statement as Statement)
      continue
    }
    if (word === "not" || word === "test") {
      if (example) {
        if (indent <= example.indent && example.statement.kind !== "broken") warn(word, example, syntax)
        example.details.push(statement)
      } else diagnostics.push(misplaced(source, word, heading, syntax))
      continue
    }
    const takes = heading && canHold(heading.statement, word)
    const deeper = heading !== undefined && indent > heading.indent
    const placed = word === "example" ? open(statement, indent) : undefined
    const node = placed?.statement ?? statement
    example = placed
    if (word === "advice" || word === "example") {
      if (deeper && takes) heading!.details.push(node)
      else {
        if (deeper && !takes) diagnostics.push(misplaced(source, word, heading, syntax))
        else if (takes && heading!.statement.kind !== "broken") warn(word, heading!, syntax)
        if (heading && !takes) heading = undefined
        statements.push(node as Statement)
      }
    } else if (takes) {
      if (!deeper && heading!.statement.kind !== "broken") warn(word, heading!, syntax)
      heading!.details.push(node)
    } else diagnostics.push(misplaced(source, word, heading, syntax))
  }
  return { statements, diagnostics }
}

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
