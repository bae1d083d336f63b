/**
 * One statement's CST to its AST node, without what belongs under it. A node comes out only if every part that it needs
 * was there: what recovery made up (a missing name) does not count, a missing comma does no harm.
 */
import type * as Cst from "../../grammar/cst.js"
import type { StatementSyntax } from "../../grammar/syntax.js"
import { Bar, Name, OpenQuote, Quote } from "../../grammar/tokens.js"
import type { AnyStatement, BrokenStatement } from "./ast.js"
import { CstReader, quoteOf } from "./cst-reader.js"

type StatementCst =
  | Cst.GuidelineStatementCstNode
  | Cst.UseStatementCstNode
  | Cst.TaskStatementCstNode
  | Cst.InputStatementCstNode
  | Cst.GoldStatementCstNode
  | Cst.AnswerStatementCstNode
  | Cst.ListingStatementCstNode
  | Cst.LabelStatementCstNode
  | Cst.RelationStatementCstNode
  | Cst.OtherwiseStatementCstNode
  | Cst.AliasStatementCstNode
  | Cst.PreferStatementCstNode
  | Cst.CueStatementCstNode
  | Cst.CheckStatementCstNode
  | Cst.JudgeStatementCstNode
  | Cst.AdviceStatementCstNode
  | Cst.ExampleStatementCstNode
  | Cst.NotStatementCstNode
  | Cst.TestStatementCstNode
  | Cst.RewardStatementCstNode
  | Cst.ReportStatementCstNode
  | Cst.StandardizeStatementCstNode
  | Cst.ArmStatementCstNode
  | Cst.BudgetStatementCstNode

/** @returns the statement without its comments, and without details */
export function build(syntax: StatementSyntax): AnyStatement {
  if (syntax.cst) {
    const read = new CstReader(syntax.span.end)
    const statement = statementOf(syntax.cst as StatementCst, read, syntax)
    if (read.holes === 0) return statement
  }
  return broken(syntax)
}

function broken(syntax: StatementSyntax): BrokenStatement {
  const words = syntax.tokens.filter((t) => t.tokenType === Name || t.tokenType.CATEGORIES?.includes(Name))
  const text = syntax.tokens.some((t) => t.tokenType === Quote || t.tokenType === OpenQuote || t.tokenType === Bar)
  return {
    kind: "broken",
    span: syntax.span,
    above: [],
    damaged: syntax.problem !== undefined,
    ...(syntax.keyword && { keyword: syntax.keyword }),
    words: words.map((t) => t.image),
    mayUse: syntax.keyword === "use" || (!syntax.keyword && text),
    details: [],
  }
}

/** What all have in common is written out each time: put together from other objects, a statement would cost twice as much. */
function statementOf(cst: StatementCst, read: CstReader, { span, problem }: StatementSyntax): AnyStatement {
  const above: readonly string[] = []
  const damaged = problem !== undefined
  switch (cst.name) {
    case "guidelineStatement": {
      const cites = read.maybeProse(cst)?.prose
      const head = { title: read.quote(cst, "title"), version: read.quote(cst, "number") }
      return { kind: "guideline", span, above, damaged, ...head, ...(cites && { cites }) }
    }
    case "useStatement":
      return { kind: "use", span, above, damaged, path: read.quote(cst, "Quote") }
    case "taskStatement":
      return { kind: "task", span, above, damaged, prose: read.prose(cst), details: [] }
    case "inputStatement": {
      const head = { name: read.word(cst, "Name"), type: read.type(cst), ...read.when(cst), ...read.maybeProse(cst) }
      return { kind: "input", span, above, damaged, ...head, details: [] }
    }
    case "goldStatement":
      return {
        kind: "gold",
        span,
        above,
        damaged,
        name: read.word(cst, "Name"),
        type: read.type(cst),
        ...read.maybeProse(cst),
      }
    case "answerStatement":
      return {
        kind: "answer",
        span,
        above,
        damaged,
        name: read.word(cst, "Name"),
        ...(read.has(cst, "WOf") && { parent: read.word(cst, "parent") }),
        type: read.type(cst),
        ...read.place(cst),
        optional: read.has(cst, "WOptional"),
        ...read.when(cst),
        ...read.maybeProse(cst),
        details: [],
      }
    case "listingStatement": {
      const kinds = { accept: "KAccept", rescue: "KRescue", shuffle: "KShuffle", exclude: "KExclude" } as const
      const kind = (Object.keys(kinds) as (keyof typeof kinds)[]).find((word) => read.has(cst, kinds[word]))
      return { kind: kind!, span, above, damaged, names: read.names(cst) }
    }
    case "labelStatement":
      return {
        kind: read.has(cst, "KEntity") ? "entity" : "label",
        span,
        above,
        damaged,
        name: read.word(cst, "Name"),
        ...(read.has(cst, "WUnder") && { under: read.word(cst, "parent") }),
        ...read.maybeProse(cst),
        details: [],
      }
    case "relationStatement":
      return {
        kind: "relation",
        span,
        above,
        damaged,
        name: read.word(cst, "Name"),
        roles: [read.role(cst.children.role?.[0]), read.role(cst.children.role?.[1])],
        symmetric: read.has(cst, "WSymmetric"),
        ...(read.has(cst, "WOne") && { one: read.word(cst, "once") }),
        ...(read.has(cst, "WUnder") && { under: read.word(cst, "parent") }),
        ...read.maybeProse(cst),
        details: [],
      }
    case "otherwiseStatement":
      return {
        kind: "otherwise",
        span,
        above,
        damaged,
        name: read.word(cst, "Name"),
        ...read.maybeProse(cst),
        details: [],
      }
    case "aliasStatement": {
      const names = read.tokens(cst, "Quote").map(quoteOf)
      if (names.length === 0) read.holes++
      return { kind: "alias", span, above, damaged, names }
    }
    case "preferStatement": {
      const groups = (cst.children.names ?? []).map((node) => read.words(node, "Name"))
      if (groups.length < 2) read.holes++
      return { kind: "prefer", span, above, damaged, groups }
    }
    case "cueStatement": {
      const text = read.quote(cst, "Quote")
      return {
        kind: "cue",
        span,
        above,
        damaged,
        text,
        ...(read.has(cst, "WFor") && { roles: read.pair(cst.children.pair?.[0]) }),
      }
    }
    case "checkStatement": {
      const head = { ...read.id(cst), phrase: read.phrase(cst), ...read.when(cst) }
      return { kind: "check", span, above, damaged, ...head, ...(read.has(cst, "WSays") && { prose: read.prose(cst) }) }
    }
    case "judgeStatement": {
      const sees = read.has(cst, "WSees") ? read.names(cst) : []
      return { kind: "judge", span, above, damaged, ...read.id(cst), prose: read.prose(cst), sees, ...read.when(cst) }
    }
    case "adviceStatement":
      return { kind: "advice", span, above, damaged, ...read.id(cst), prose: read.prose(cst), ...read.when(cst) }
    case "exampleStatement": {
      const { given, is } = cst.children
      return {
        kind: "example",
        span,
        above,
        damaged,
        given: read.args(given?.[0]),
        is: read.args(is?.[0]),
        details: [],
      }
    }
    case "notStatement": {
      const is = read.args(cst.children.args?.[0])
      return { kind: "not", span, above, damaged, is, ...(read.has(cst, "WBy") && { by: read.word(cst, "Name") }) }
    }
    case "testStatement":
      return {
        kind: "test",
        span,
        above,
        damaged,
        prose: read.prose(cst),
        scores: read.amount(cst, "Number"),
        given: read.has(cst, "WWhen")
          ? read.words(cst, "Name").map((rule, i) => ({ rule, value: read.amount(cst, "given", i) }))
          : [],
      }
    case "rewardStatement":
      return {
        kind: "reward",
        span,
        above,
        damaged,
        ...read.id(cst),
        pays: read.amount(cst, "pays"),
        phrase: read.phrase(cst),
        ...(read.has(cst, "otherwise") && { otherwise: read.amount(cst, "otherwise") }),
        after: read.has(cst, "WAfter") ? read.names(cst) : [],
        ...read.when(cst),
      }
    case "reportStatement":
      return { kind: "report", span, above, damaged, ...read.id(cst), phrase: read.phrase(cst) }
    case "standardizeStatement":
      return { kind: "standardize", span, above, damaged, over: read.word(cst, "Name") }
    case "armStatement":
      return { kind: "arm", span, above, damaged, name: read.word(cst, "Name"), ...read.maybeProse(cst), details: [] }
    case "budgetStatement": {
      const drop = read.has(cst, "WDrop") ? read.names(cst) : []
      return { kind: "budget", span, above, damaged, tokens: read.amount(cst, "Number"), drop }
    }
  }
}
