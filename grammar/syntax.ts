/**
 * Text to statements: lexed, cut at lines, each parsed by itself, each with at most one error.
 *
 * What can be guessed is guessed and said: a misspelt word is read as the one that was meant if the statement then parses.
 * Knows nothing of what a statement means, nor which one belongs under which.
 */
import type { CstNode, IToken } from "chevrotain"
import { type Diagnostic, type Fix, printable } from "../src/diagnostic.js"
import type { Source, Span } from "../src/text.js"
import { type Attempt, attempt, madeUp } from "./attempt.js"
import { bareLine } from "./bare.js"
import { diagnose } from "./codes.js"
import { type Cut, cut, type Strange } from "./cut.js"
import { type Stretch, spanOf } from "./lines.js"
import { distance, isNear, type Mended, mend, misspeltVerb, unexpected, withStandIns, writing } from "./mend.js"
import {
  Colon,
  endOf,
  isKeyword,
  KEYWORDS,
  type Keyword,
  keyword as keywordType,
  Name,
  NumberSign,
  OpenQuote,
  OtherQuote,
  Quote,
  retype,
} from "./tokens.js"

export interface StatementSyntax {
  /** What the statement was read as; absent when nobody can tell. */
  readonly keyword?: Keyword
  /**
   * Present while it is handed over, when it was read as something and nothing is kept of it; parts may be missing if
   * there is a problem.
   */
  cst?: CstNode | undefined
  /** Where it begins. Without a problem it is that stretch, all of it: what is kept there is kept of this statement. */
  readonly stretch?: Stretch | undefined
  readonly tokens: readonly IToken[]
  readonly indent: number
  readonly span: Span
  /** The one error of this statement. */
  readonly problem?: Diagnostic | undefined
}

export interface Syntax {
  readonly statements: readonly StatementSyntax[]
  readonly comments: readonly Span[]
  /** In the order of the text; also those that lie in no statement. What was mistaken in the same way is one. */
  readonly problems: readonly Diagnostic[]
}

/** In so many lines of a file it is guessed what was meant: each guess is a parse, and a file may be all errors. */
const MOST_GUESSES = 100

export interface Guesses {
  left: number
}

/**
 * @param take is given each statement, in order, as soon as no later line can change it: the trees of a whole file would
 *   fill the memory
 */
export function parseSyntax(
  source: Source,
  { stretches, comments, otherComments, strange }: Cut = cut(source.text),
  take?: (statement: StatementSyntax) => void,
): Syntax {
  const loneReturn = source.text.includes("\r") ? source.text.search(LONE_RETURN) : -1
  if (loneReturn >= 0 && isEndedByReturns(source.text)) return withoutLineEnds(source, loneReturn)
  const statements: StatementSyntax[] = []
  const loose: Diagnostic[] = []
  const guesses = { left: MOST_GUESSES }
  let next = 0
  let taken = 0
  const handOver = (until: number) => {
    while (taken < until) {
      const statement = statements[taken++]!
      take?.(statement)
      statement.cst = undefined
    }
  }
  stretches.forEach((stretch, i) => {
    handOver(statements.length - 1)
    const end = stretches[i + 1]?.tokens[0]?.startOffset ?? source.text.length
    const first = next
    while (next < strange.length && strange[next]!.start < end) next++
    if (stretch.kept && first === next) {
      statements.push(keptAs(stretch))
      return
    }
    const inside = strange.slice(first, next)
    const sign = signProblem(source, stretch, inside)
    const above = statements.at(-1)
    const canJoin = !sign && guesses.left > 0 && above !== undefined
    if (stretch.keyword) {
      const meant = standInsIn(source, stretch, inside)
      const read = meant
        ? readAs(stretch, meant.attempt, meant.problem)
        : withKeyword(source, stretch, stretch.keyword, guesses, sign)
      const joined = read.problem && canJoin ? goingOn(source, above, stretch) : undefined
      if (joined) statements[statements.length - 1] = joined
      else statements.push(...(splitBefore(source, read, stretch, guesses) ?? [read]))
      return
    }
    // what would be a sign of nothing elsewhere is one of a text
    const bare = above && bareLine(source, above, stretch, guesses)
    const text = bare && !isMisspelt(stretch) ? bare : undefined
    const joined =
      text ??
      (canJoin ? (joinedWith(source, above, stretch) ?? unfinished(source, above, stretch, guesses)) : undefined)
    const read = joined ?? withoutKeyword(source, stretch, guesses, sign)
    const run = joined ?? (above && runOf(source, above, read, guesses))
    if (run) statements[statements.length - 1] = run
    else statements.push(read)
  })
  handOver(statements.length)
  for (const span of strange.slice(next)) loose.push(unknownSign(source, span))
  if (otherComments.length > 0) loose.push(otherwiseCommented(source, otherComments))
  const problems = [...statements.map(({ problem }) => problem).filter((problem) => problem !== undefined), ...loose]
  return { statements, comments, problems: sameNames(problems) }
}

const LONE_RETURN = /\r(?!\n)/
/** Most lines; one that stands alone in a file is white space. */
const isEndedByReturns = (text: string): boolean => text.split(LONE_RETURN).length > text.split("\n").length

function withoutLineEnds(source: Source, at: number): Syntax {
  const { text } = source
  const whole = { start: 0, end: text.length }
  const fix: Fix = {
    title: "End the lines with LF",
    edits: [{ span: whole, text: text.replaceAll(/\r(?!\n)/g, "\n") }],
  }
  const place = { source, span: { start: at, end: at } }
  return { statements: [], comments: [], problems: [diagnose("line-ends", {}, { place, fix })] }
}

/** Signs that were all meant for others: only if nothing else in the statement is strange. */
function standInsIn(source: Source, { keyword, tokens }: Stretch, inside: readonly Strange[]): Mended | undefined {
  if (inside.length === 0) return undefined
  const standIns = inside.flatMap(({ standIn }) => (standIn ? [standIn] : []))
  if (standIns.length < inside.length || signProblem(source, { tokens }, [])) return undefined
  return withStandIns(source, keyword!, tokens, standIns)
}

const parts = ({ cst, tokens }: Attempt) => ({ tokens, cst })

/** Written out: for a file of a thousand statements, objects put together from others cost as much as the parser. */
function readAs(stretch: Stretch, { keyword, cst, tokens }: Attempt, problem?: Diagnostic): StatementSyntax {
  return { keyword, cst, stretch, tokens, indent: stretch.indent, span: spanOf(stretch.tokens), problem }
}

function keptAs(stretch: Stretch): StatementSyntax {
  const { keyword, tokens, indent } = stretch
  return { keyword: keyword!, cst: undefined, stretch, tokens, indent, span: spanOf(tokens), problem: undefined }
}

function withKeyword(
  source: Source,
  stretch: Stretch,
  keyword: Keyword,
  guesses: Guesses,
  sign?: Diagnostic,
): StatementSyntax {
  const plain = attempt(keyword, stretch.tokens)
  if (sign && (!plain.error || !isBefore(plain, sign))) return readAs(stretch, plain, sign)
  if (!plain.error) {
    const meant = misspeltVerb(source, plain)
    return meant ? readAs(stretch, meant.attempt, meant.problem) : readAs(stretch, plain)
  }
  const mended = guesses.left-- > 0 ? mend(source, plain) : undefined
  if (mended) return readAs(stretch, mended.attempt, mended.problem)
  return readAs(stretch, plain, unexpected(source, plain))
}

/** Whether the grammar stumbled before the sign: a text without its first quote is full of strange signs. */
const isBefore = ({ error }: Attempt, sign: Diagnostic): boolean =>
  !error!.atEnd && error!.token.startOffset < sign.place!.span.start

/**
 * A line that seemed to go on may be a statement that lost its keyword: taken for one if what stands before it is
 * complete, and one keyword makes it whole or the error is right at its beginning.
 */
function splitBefore(
  source: Source,
  failed: StatementSyntax,
  stretch: Stretch,
  guesses: Guesses,
): StatementSyntax[] | undefined {
  const { keyword } = stretch
  if (failed.problem?.code !== "syntax-unexpected" || !keyword || guesses.left <= 0) return undefined
  const where = failed.problem.place!.span.start
  const line = stretch.lines.findLast(({ at }) => stretch.tokens[at]!.startOffset <= where)
  if (!line) return undefined
  const before = attempt(keyword, stretch.tokens.slice(0, line.at))
  if (before.error) return undefined
  const rest = withoutKeyword(
    source,
    { tokens: stretch.tokens.slice(line.at), indent: line.indent, lines: [] },
    guesses,
  )
  if (!rest.keyword && stretch.tokens[line.at]!.startOffset < where) return undefined
  return [{ keyword, indent: stretch.indent, ...parts(before), span: spanOf(before.tokens) }, rest]
}

/** A line without indentation that the statement above was waiting for. */
function joinedWith(source: Source, above: StatementSyntax, { tokens }: Stretch): StatementSyntax | undefined {
  if (above.problem?.code !== "syntax-unexpected" || !above.keyword) return undefined
  const again = attempt(above.keyword, [...above.tokens, ...tokens])
  if (again.error) return undefined
  const place = { source, span: spanOf(tokens) }
  const start = place.span.start
  const fix: Fix = {
    title: "Indent the line",
    edits: [{ span: { start, end: start }, text: " ".repeat(above.indent + 4) }],
  }
  const problem = diagnose("line-not-indented", { statement: above.keyword }, { place, fix })
  return { ...above, ...parts(again), span: spanOf(again.tokens), problem }
}

/** A deeper line that begins with a statement's word, makes no such statement, and makes the one above longer. */
function goingOn(source: Source, above: StatementSyntax, { tokens, indent }: Stretch): StatementSyntax | undefined {
  if (!above.keyword || indent <= above.indent || tokens.length > MOST_JOINED) return undefined
  if (above.problem && above.problem.code !== "syntax-unexpected") return undefined
  const [first, ...rest] = tokens as [IToken, ...IToken[]]
  const again = attempt(above.keyword, [...above.tokens, retype(first, Name), ...rest])
  if (again.error) return undefined
  const place = { source, span: spanOf([first]) }
  const gap = { start: endOf(above.tokens.at(-1)!), end: first.startOffset }
  // a comment between would swallow the rest
  const fix = source.slice(gap).trim() === "" && { title: "Join the lines", edits: [{ span: gap, text: " " }] }
  const facts = { word: first.image, statement: above.keyword }
  const problem = diagnose("line-begins-with-keyword", facts, { place, ...(fix && { fix }) })
  return { ...above, ...parts(again), span: spanOf(again.tokens), problem }
}

const isWritten = ({ image }: IToken): boolean => image !== ""

/** A deeper line below a statement that lacks something at its end, or lacked it between the two: it goes on there. */
function unfinished(
  source: Source,
  above: StatementSyntax,
  { tokens, indent }: Stretch,
  guesses: Guesses,
): StatementSyntax | undefined {
  const { keyword, problem } = above
  if (!keyword || indent <= above.indent || above.tokens.length + tokens.length > MOST_JOINED) return undefined
  if (problem?.code === "statement-misspelt" && attempt(keyword, above.tokens).error?.atEnd) {
    const whole = attempt(keyword, [...above.tokens, ...tokens])
    return { ...above, ...parts(whole), span: spanOf(whole.tokens) }
  }
  if (problem?.code !== "syntax-unexpected") return undefined
  const all = [...above.tokens.filter(isWritten), ...tokens]
  const whole = withKeyword(source, { tokens: all, indent: above.indent, lines: [] }, keyword, guesses)
  // whether a line is joined may depend on how much was guessed before, so it is never done in silence
  if (!whole.problem) return { ...whole, problem }
  const isSame = whole.problem.place!.span.start === problem.place!.span.start
  return isSame || problem.facts.found === undefined ? whole : undefined
}

/**
 * Lines one below the other that nobody can read are one mistake: a statement that lost its word above its first line,
 * or a text without bars.
 */
function runOf(
  source: Source,
  above: StatementSyntax,
  read: StatementSyntax,
  guesses: Guesses,
): StatementSyntax | undefined {
  const code = above.problem?.code
  if (read.indent < above.indent || read.problem?.code === "statement-misspelt") return undefined
  if (above.keyword && code !== "statement-left-out") return undefined
  if (above.tokens.length + read.tokens.length > MOST_JOINED) return undefined
  const tokens = [...above.tokens, ...read.tokens].filter(isWritten)
  const whole =
    guesses.left > 0 ? withoutKeyword(source, { tokens, indent: above.indent, lines: [] }, guesses) : undefined
  if (whole?.keyword) return whole
  return above.keyword ? undefined : { ...above, tokens, span: { start: above.span.start, end: read.span.end } }
}

/** So many tokens are read once more with each line below them. */
const MOST_JOINED = 400

/** Statements that can only be details, and those that never are: indentation tells them apart where a word is lost. */
const ONLY_DETAILS: readonly Keyword[] = ["alias", "cue", "not", "test"]
const DETAILS: readonly Keyword[] = [
  ...ONLY_DETAILS,
  ...(["check", "judge", "advice", "example", "reward", "standardize"] as const),
]

/** A line that begins with no keyword: misspelt, left out, or nothing that is known. */
function withoutKeyword(source: Source, stretch: Stretch, guesses: Guesses, sign?: Diagnostic): StatementSyntax {
  const { tokens, indent } = stretch
  const first = tokens[0]!
  const place = { source, span: spanOf([first]) }
  const found = (result: Attempt, problem: Diagnostic): StatementSyntax =>
    readAs(stretch, result, earlier(problem, sign))
  const replacing = (k: Keyword) => attempt(k, tokens.with(0, retype(first, keywordType[k])))
  const inserting = (k: Keyword) => attempt(k, [madeUp(keywordType[k], first.startOffset, first), ...tokens])
  const misspelt = (result: Attempt) =>
    found(
      result,
      diagnose(
        "statement-misspelt",
        { word: first.image, near: result.keyword },
        { place, fix: writing(result.keyword, place.span) },
      ),
    )
  const isWord = first.tokenType === Name
  const guessing = guesses.left-- > 0
  const colonless = isWord && guessing ? withoutColon(source, stretch, inserting) : undefined
  if (colonless) return readAs(stretch, colonless.attempt, earlier(colonless.problem, sign))
  const near = isWord && guessing ? nearKeywords(first.image).map(replacing) : []
  const clean = near.find((result) => !result.error)
  if (clean) return misspelt(clean)

  // a row of bare names would fit several statements; only one with a sign or a text in it is worth a guess
  const structured = tokens.some((t) => t.tokenType !== Name)
  const possible = KEYWORDS.filter((k) => (indent >= DEEPER ? DETAILS : NOT_ONLY_DETAILS).includes(k))
  const fitting = structured && guessing ? possible.map(inserting).filter((result) => !result.error) : []
  // `name: text` would do for a rule as well as for an input, any list for an example's wrong answer
  const strong = fitting.filter(({ keyword }) => !WEAK.includes(keyword))
  const inserted = strong.length > 0 ? strong : fitting
  const left = inserted.length === 1 ? inserted[0] : inserted.find((r) => r.keyword === "use" && isPath(tokens[0]!))
  if (left) {
    const fix: Fix = {
      title: `Write "${left.keyword}"`,
      edits: [{ span: { start: first.startOffset, end: first.startOffset }, text: `${left.keyword} ` }],
    }
    return found(left, diagnose("statement-left-out", { near: [left.keyword] }, { place, fix }))
  }
  if (near[0]) return misspelt(near[0])
  const replaced = isWord && structured && guessing ? KEYWORDS.map(replacing).filter((result) => !result.error) : []
  if (replaced.length === 1) return misspelt(replaced[0]!)
  const words = inserted.length <= MOST_NAMED ? inserted.map(({ keyword }) => keyword) : []
  const problem =
    isWord && words.length === 0 && !isKeyword(first.image)
      ? diagnose("statement-unknown", { word: first.image }, { place })
      : diagnose("statement-left-out", { near: words }, { place })
  return { indent, span: spanOf(tokens), tokens, problem: earlier(problem, sign) }
}

/** Whether a line is a whole statement but for a slip in its first word. */
const isMisspelt = ({ tokens }: Stretch): boolean =>
  nearKeywords(tokens[0]!.image).some((k) => !attempt(k, tokens.with(0, retype(tokens[0]!, keywordType[k]))).error)

/** What a line with a colon behind its first word would be, if that is a name: `label: text` lost its `input`. */
const FIELDS: readonly Keyword[] = ["input", "gold", "answer"]

/** `not: blame`: a statement's word with a colon behind it, as if it were a name. */
function withoutColon(
  source: Source,
  { tokens }: Stretch,
  inserting: (keyword: Keyword) => Attempt,
): Mended | undefined {
  const [first, colon, ...rest] = tokens as [IToken, ...IToken[]]
  if (!isKeyword(first.image) || colon?.tokenType !== Colon || rest.length === 0) return undefined
  const again = attempt(first.image, [retype(first, keywordType[first.image]), ...rest])
  if (again.error || FIELDS.some((field) => !inserting(field).error)) return undefined
  const span = { start: first.startOffset, end: endOf(colon) }
  const written = `${first.image} ${rest[0]!.image}${rest.length > 1 ? " …" : ""}`
  const fix = { title: "Leave the colon out", edits: [{ span: spanOf([colon]), text: "" }] }
  const facts = { statement: first.image, written }
  return { attempt: again, problem: diagnose("colon-superfluous", facts, { place: { source, span }, fix }) }
}

/** Columns; one may be what was left of a word. */
const DEEPER = 2
const NOT_ONLY_DETAILS = KEYWORDS.filter((k) => !ONLY_DETAILS.includes(k))
const WEAK: readonly Keyword[] = ["check", "report", "not"]
/** So many statements are named where one of them lost its word. */
const MOST_NAMED = 4

const earlier = (problem: Diagnostic, sign: Diagnostic | undefined): Diagnostic =>
  sign && sign.place!.span.start <= problem.place!.span.start ? sign : problem

const isPath = (token: IToken): boolean => token.tokenType === Quote && token.image.slice(0, -1).endsWith(".guideline")

/** The first thing that the lexer alone can tell: an unknown sign, quotes of another kind, a number beyond the range. */
function signProblem(
  source: Source,
  { tokens }: Pick<Stretch, "tokens">,
  strange: readonly Strange[],
): Diagnostic | undefined {
  const at = strange[0] ? unknownSign(source, strange[0]) : undefined
  const token = tokens.find(isWrong)
  if (!token || (at?.place && at.place.span.start < token.startOffset)) return at
  const place = { source, span: spanOf([token]) }
  if (token.tokenType === NumberSign) return diagnose("number-range", { number: token.image }, { place })
  if (token.tokenType === OtherQuote) {
    const text = token.image.slice(1, -1)
    const quoted = text.includes('"') ? `“${text}”` : `"${text}"`
    const fix = { title: "Write double quotes", edits: [{ span: place.span, text: quoted }] }
    return diagnose("quote-other", { sign: `${token.image[0]}…${token.image.at(-1)}` }, { place, fix })
  }
  const fix: Fix = {
    title: "Close the quote at the end of the line",
    edits: [{ span: { start: place.span.end, end: place.span.end }, text: token.image[0] === '"' ? '"' : "”" }],
  }
  return diagnose("quote-open", {}, { place, fix })
}

const isWrong = ({ tokenType: type, image }: IToken): boolean =>
  type === OpenQuote || type === OtherQuote || (type === NumberSign && !inRange(image))

const inRange = (image: string): boolean =>
  Math.abs(Number(image)) <= 1e9 && image.length - (image.indexOf(".") < 0 ? image.length : image.indexOf(".")) <= 7

const HIDDEN =
  "Such signs (direction marks, fillers) come along when text is copied. Delete it, or type the word again."

function unknownSign(source: Source, { start, end }: Span): Diagnostic {
  const span = { start, end }
  const sign = source.slice(span).trim()
  // what shows nothing is not found by looking for it
  const isHidden = sign !== printable(sign)
  const fix = { title: "Delete the invisible sign", edits: [{ span, text: "" }] }
  return diagnose("sign-unknown", { sign }, { place: { source, span }, ...(isHidden && { fix, help: HIDDEN }) })
}

const SLASHES = "//"

/** Who writes one comment in this way writes all of them so: one mistake. */
function otherwiseCommented(source: Source, comments: readonly Span[]): Diagnostic {
  const [first, ...rest] = comments.map(({ start }) => ({ start, end: start + SLASHES.length }))
  const fix = { title: 'Write "#"', edits: [first!, ...rest].map((span) => ({ span, text: "#" })) }
  const notes = rest.slice(0, MOST_NOTED).map((span) => ({ message: "and here", place: { source, span } }))
  return diagnose("comment-sign", { sign: SLASHES }, { place: { source, span: first! }, notes, fix })
}

/** Of places with the same mistake, so many are shown beside the first. */
const MOST_NOTED = 10

function nearKeywords(word: string): Keyword[] {
  return KEYWORDS.filter((k) => k !== word && isNear(word, k)).sort((a, b) => distance(word, a) - distance(word, b))
}

/** A name that is written with a space at its declaration is written so everywhere: one mistake, with one way out. */
function sameNames(problems: readonly Diagnostic[]): Diagnostic[] {
  const declared = new Map<string, Diagnostic>()
  for (const problem of problems)
    if (problem.code === "name-space" && !problem.facts.isList && !declared.has(problem.facts.words as string))
      declared.set(problem.facts.words as string, problem)
  if (declared.size === 0) return [...problems]
  const others = new Map<Diagnostic, Diagnostic[]>()
  const out = problems.filter((problem) => {
    const first = problem.code === "name-space" ? declared.get(problem.facts.words as string) : undefined
    if (!first || first === problem) return true
    const same = others.get(first)
    if (same) same.push(problem)
    else others.set(first, [problem])
    return false
  })
  return out.map((problem) => {
    const same = others.get(problem)
    if (!same) return problem
    const [edit] = problem.fix!.edits
    return {
      ...problem,
      notes: same.map(({ place }) => ({ message: "and here", place: place! })),
      fix: { ...problem.fix!, edits: [edit!, ...same.map(({ place }) => ({ span: place!.span, text: edit!.text }))] },
    }
  })
}
