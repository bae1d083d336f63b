/** Text to tree: what each line is, and what belongs under which. Never throws on any text. */
import type { Cut } from "../../grammar/cut.js"
import { spanOf } from "../../grammar/lines.js"
import { parseSyntax, type StatementSyntax } from "../../grammar/syntax.js"
import { isKeyword } from "../../grammar/tokens.js"
import { type Diagnostic, hasErrors } from "../diagnostic.js"
import type { Source } from "../text.js"
import type { AnyStatement, Tree } from "./ast.js"
import { build } from "./build.js"
import { report } from "./codes.js"
import { nest } from "./nest.js"
import { Kept, placed } from "./placed.js"
import { placeComments, type Trivia } from "./trivia.js"
import { unclearTexts } from "./unclear-texts.js"

/** In UTF-16 units; far above any guideline that a person wrote. */
export const LARGEST_FILE = 1_000_000

export interface Parsed {
  readonly tree: Tree
  /** In the order of the text. */
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * @param lines the text, cut; statements that are kept with it from an earlier text are taken from there
 * @param isLast nobody looks at the trees of the earlier text any more: their statements are used up
 * @returns a tree of everything that could be understood, whatever the text is
 */
export function parse(source: Source, lines?: Cut, isLast = false): Parsed {
  const empty: Tree = { source, statements: [], below: [], complete: false }
  const start = { source, span: { start: 0, end: 0 } }
  if (source.text.length > LARGEST_FILE) {
    const facts = { size: source.text.length, largest: LARGEST_FILE }
    return { tree: empty, diagnostics: [report("file-too-large", facts, { place: start })] }
  }
  const built: (AnyStatement | undefined)[] = []
  const syntax = parseSyntax(source, lines, (statement) => {
    built.push(keptOf(statement) ? undefined : build(statement))
  })
  const spans = syntax.statements.map((s) => s.span)
  const { each, below } = placeComments(source, spans, syntax.comments)
  const read = syntax.statements.map((s, i) => {
    const fresh = built[i]
    const kept = fresh ? undefined : keptOf(s)!
    if (kept && isLast && kept.move(s.span.start, each[i]!)) return { statement: kept.statement, syntax: s }
    const statement = kept ? placed(kept.statement, s.span.start, each[i]!) : withTrivia(fresh!, each[i]!)
    if (s.stretch && !s.problem && statement !== kept?.statement) s.stretch.kept = new Kept(statement)
    return { statement, syntax: s }
  })
  const { statements, diagnostics } = nest(source, read)
  const all = [...syntax.problems, ...diagnostics, ...unclearTexts(source, syntax.statements)]
  if (isUnlike(source, syntax.statements, read)) {
    const place = { source, span: spanOf(syntax.statements[0]!.tokens.slice(0, 1)) }
    return { tree: { source, statements, below, complete: false }, diagnostics: [report("file-unlike", {}, { place })] }
  }
  if (read.length === 0 && all.length === 0) all.push(report("file-empty", {}, { place: start }))
  all.sort((a, b) => (a.place?.span.start ?? 0) - (b.place?.span.start ?? 0))
  // an empty text is complete: there is nothing that printing could lose
  const complete = read.length === 0 ? syntax.problems.length === 0 : !hasErrors(all)
  return { tree: { source, statements, below, complete }, diagnostics: all }
}

/** In so many lines without a single statement's word somebody would have written one. */
const UNLIKE = 3

/** A letter, a table, a program: nothing in it begins as a statement does, and nothing was understood. */
function isUnlike(
  source: Source,
  syntax: readonly StatementSyntax[],
  read: readonly { readonly statement: AnyStatement }[],
): boolean {
  if (read.length === 0 || !read.every(({ statement }) => statement.kind === "broken")) return false
  if (syntax.some(({ tokens }) => isKeyword(tokens[0]!.image))) return false
  const [first, last] = [syntax[0]!.span.start, syntax.at(-1)!.span.end]
  return source.position(last).line - source.position(first).line + 1 >= UNLIKE
}

/** Nobody else has seen the statement yet. */
function withTrivia(statement: AnyStatement, trivia: Trivia): AnyStatement {
  return trivia.above.length > 0 || trivia.beside !== undefined ? Object.assign(statement, trivia) : statement
}

const keptOf = ({ stretch, problem }: StatementSyntax): Kept | undefined =>
  problem ? undefined : (stretch?.kept as Kept | undefined)
