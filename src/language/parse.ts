/** Text to tree: what each line is, and what belongs under which. Never throws on any text. */
import { parseSyntax, type StatementSyntax } from "../../grammar/syntax.js"
import { type Diagnostic, hasErrors } from "../diagnostic.js"
import type { Source } from "../text.js"
import type { AnyStatement, Tree } from "./ast.js"
import { build, type Trivia } from "./build.js"
import { report } from "./codes.js"
import { nest } from "./nest.js"
import { placeComments } from "./trivia.js"
import { unclearTexts } from "./unclear-texts.js"

/** In UTF-16 units; far above any guideline that a person wrote. */
export const LARGEST_FILE = 1_000_000

export interface Parsed {
  readonly tree: Tree
  /** In the order of the text. */
  readonly diagnostics: readonly Diagnostic[]
}

/** Statements of an earlier text that nothing is wrong with: they need no parser. */
export interface Known {
  /** Whether a statement of this text is known. */
  find(text: string): object | undefined
  /** @param found what `find` told @returns the statement as it stands now, without details */
  at(found: object, start: number, trivia: Trivia): AnyStatement
  learn(text: string, statement: AnyStatement): void
}

/** @returns a tree of everything that could be understood, whatever the text is */
export function parse(source: Source, known?: Known): Parsed {
  const empty: Tree = { source, statements: [], below: [], complete: false }
  const start = { source, span: { start: 0, end: 0 } }
  if (source.text.length > LARGEST_FILE) {
    const facts = { size: source.text.length, largest: LARGEST_FILE }
    return { tree: empty, diagnostics: [report("file-too-large", facts, { place: start })] }
  }
  const syntax = parseSyntax(source, known && ((text) => known.find(text)))
  const spans = syntax.statements.map((s) => s.span)
  const { each, below } = placeComments(source, spans, syntax.comments)
  const read = syntax.statements.map((s, i) => ({ statement: built(source, s, each[i]!, known), syntax: s }))
  const { statements, diagnostics } = nest(source, read)
  const all = [...syntax.problems, ...diagnostics, ...unclearTexts(source, syntax.statements)]
  if (read.length === 0 && all.length === 0) all.push(report("file-empty", {}, { place: start }))
  all.sort((a, b) => (a.place?.span.start ?? 0) - (b.place?.span.start ?? 0))
  // an empty text is complete: there is nothing that printing could lose
  const complete = read.length === 0 ? syntax.problems.length === 0 : !hasErrors(all)
  return { tree: { source, statements, below, complete }, diagnostics: all }
}

function built(source: Source, syntax: StatementSyntax, trivia: Trivia, known: Known | undefined): AnyStatement {
  if (syntax.known) return known!.at(syntax.known, syntax.span.start, trivia)
  const statement = build(syntax, trivia)
  if (known && !syntax.problem) known.learn(source.slice(syntax.span), statement)
  return statement
}
