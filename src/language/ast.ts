/**
 * The tree of a guideline: statements as written, details under their headings, comments kept. No name is resolved.
 */
import type { Keyword } from "../../grammar/tokens.js"
import type { Source, Span } from "../text.js"

export interface Tree {
  readonly source: Source
  readonly statements: readonly Statement[]
  /** Comments after the last statement; "" is an empty line between them. */
  readonly below: readonly string[]
  /** False when something in the text was not understood: the tree then lacks it and `print` changes nothing. */
  readonly complete: boolean
}

/** A name, a keyword's argument, a tag without its brackets. */
export interface Word {
  readonly text: string
  readonly span: Span
}

/** A text without its quotes or bars; the lines of bars are joined by line ends. */
export interface Prose {
  readonly text: string
  readonly span: Span
}

export interface Amount {
  readonly value: number
  readonly span: Span
}

interface Base {
  readonly span: Span
  /** Lines above it: comments with their "#", and "" for an empty line. */
  readonly above: readonly string[]
  /** The comment at the end of one of its lines. */
  readonly beside?: string
  /** An error lies in it: what it says about names is not reported on top. */
  readonly damaged: boolean
}

export interface GuidelineStatement extends Base {
  readonly kind: "guideline"
  readonly title: Prose
  readonly version: Prose
  readonly cites?: Prose
}

export interface UseStatement extends Base {
  readonly kind: "use"
  readonly path: Prose
}

export interface TaskStatement extends Base {
  readonly kind: "task"
  readonly prose: Prose
  readonly details: readonly Detail[]
}

export type TypeName =
  | { readonly kind: "text" }
  | { readonly kind: "mention"; readonly within: Word }
  | { readonly kind: "relation"; readonly between: readonly [Word, Word] }

export interface InputStatement extends Base {
  readonly kind: "input"
  readonly name: Word
  readonly type: TypeName
  readonly prose?: Prose
}

export interface AnswerStatement extends Base {
  readonly kind: "answer"
  readonly name: Word
  readonly type: TypeName
  /** As written; not written means last. */
  readonly which?: "first" | "last"
  readonly tag: Word
  readonly optional: boolean
  readonly prose?: Prose
}

export interface AcceptStatement extends Base {
  readonly kind: "accept"
  readonly names: readonly Word[]
}

export interface RelationStatement extends Base {
  readonly kind: "relation"
  readonly name: Word
  readonly roles: readonly [Word, Word]
  readonly symmetric: boolean
  readonly prose?: Prose
  readonly details: readonly Detail[]
}

export interface OtherwiseStatement extends Base {
  readonly kind: "otherwise"
  readonly name: Word
  readonly prose?: Prose
  readonly details: readonly Detail[]
}

export interface PreferStatement extends Base {
  readonly kind: "prefer"
  readonly groups: readonly (readonly Word[])[]
}

export interface Phrase {
  readonly subject: Word
  readonly verb?: Word
  readonly object?: Word
}

export interface RewardStatement extends Base {
  readonly kind: "reward"
  readonly name?: Word
  readonly pays: Amount
  readonly phrase: Phrase
  readonly otherwise?: Amount
  readonly after: readonly Word[]
}

export interface ReportStatement extends Base {
  readonly kind: "report"
  readonly name?: Word
  readonly phrase: Phrase
}

export interface BudgetStatement extends Base {
  readonly kind: "budget"
  readonly tokens: Amount
  readonly drop: readonly Word[]
}

/** A line of which too little was understood; its words keep others from being reported as unknown. */
export interface BrokenStatement extends Base {
  readonly kind: "broken"
  readonly keyword?: Keyword
  readonly words: readonly string[]
  /** It may have named another file. */
  readonly mayUse: boolean
  readonly details: readonly Detail[]
}

export interface AliasDetail extends Base {
  readonly kind: "alias"
  readonly names: readonly Prose[]
}

export interface CueDetail extends Base {
  readonly kind: "cue"
  readonly text: Prose
  readonly roles: readonly [Word, Word]
}

/** Also a statement of the whole guideline. */
export interface AdviceDetail extends Base {
  readonly kind: "advice"
  readonly name?: Word
  readonly prose: Prose
}

export interface LabelValue {
  readonly name: Word
  readonly mentions?: readonly [Word, Word]
  readonly span: Span
}

/** Also a statement of the whole guideline. */
export interface ExampleDetail extends Base {
  readonly kind: "example"
  readonly prose: Prose
  readonly value: LabelValue
  readonly details: readonly ExampleLine[]
}

export interface NotLine extends Base {
  readonly kind: "not"
  readonly value: LabelValue
  readonly by?: Word
}

export interface TestLine extends Base {
  readonly kind: "test"
  readonly prose: Prose
  readonly scores: Amount
}

export type ExampleLine = NotLine | TestLine | BrokenStatement
export type Detail = AliasDetail | CueDetail | AdviceDetail | ExampleDetail | BrokenStatement
export type Statement =
  | GuidelineStatement
  | UseStatement
  | TaskStatement
  | InputStatement
  | AnswerStatement
  | AcceptStatement
  | RelationStatement
  | OtherwiseStatement
  | PreferStatement
  | RewardStatement
  | ReportStatement
  | BudgetStatement
  | AdviceDetail
  | ExampleDetail
  | BrokenStatement
export type AnyStatement = Statement | Detail | ExampleLine
