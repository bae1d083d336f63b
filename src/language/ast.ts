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

/** As written; `src/value.ts` has the resolved type. */
export type TypeName =
  | { readonly kind: "text" | "yes-no" | "table" | "group" }
  /** `fractions`: the bounds are whole and written with a point. */
  | { readonly kind: "number"; readonly bounds?: readonly [Amount, Amount]; readonly fractions?: true }
  | { readonly kind: "mention" | "triplet"; readonly within: Word }
  | { readonly kind: "quote"; readonly from: readonly Word[] }
  | { readonly kind: "relation"; readonly between: readonly [Word, Word] }
  | { readonly kind: "choice"; readonly choices: readonly Choice[] }
  | { readonly kind: "order"; readonly of: Word }
  | { readonly kind: "list"; readonly item: TypeName; readonly numbered?: Word }
  | { readonly kind: "each"; readonly of: Word; readonly item: TypeName }

/** In quotes a literal, without quotes the name of a list. */
export type Choice = { readonly kind: "text"; readonly text: Prose } | { readonly kind: "list"; readonly name: Word }

/** `when kind is "fact" or "free"`; values in quotes or as names (`yes`), which says no more than how it was written. */
export interface When {
  readonly field: Word
  readonly values: readonly (Word & { readonly quoted?: true })[]
  readonly span: Span
}

export interface InputStatement extends Base {
  readonly kind: "input"
  readonly name: Word
  readonly type: TypeName
  readonly when?: When
  readonly prose?: Prose
  readonly details: readonly Detail[]
}

export interface GoldStatement extends Base {
  readonly kind: "gold"
  readonly name: Word
  readonly type: TypeName
  readonly prose?: Prose
}

export interface PlaceNode {
  /** `key`: `in key "answer"`, the key in the JSON of the group that it is a part of. */
  readonly spot:
    | { readonly kind: "tag"; readonly tag: Word }
    | { readonly kind: "json" | "box" | "line" }
    | { readonly kind: "key"; readonly key: Prose }
  /** As written; not written means last. */
  readonly which?: "first" | "last" | "only" | "every"
  /** `within 80 characters`, counted from the end. */
  readonly within?: Amount
  readonly notation?: "json" | "lines" | "brackets"
  readonly span: Span
}

export interface AnswerStatement extends Base {
  readonly kind: "answer"
  readonly name: Word
  /** `answer claim of claims`: the group that it is a part of. */
  readonly parent?: Word
  readonly type: TypeName
  readonly place?: PlaceNode
  readonly optional: boolean
  readonly when?: When
  readonly prose?: Prose
  readonly details: readonly Detail[]
}

/** `accept`, `rescue`: names of readings; `shuffle`: inputs that are lists; `exclude`: relations. */
export interface NamesStatement extends Base {
  readonly kind: "accept" | "rescue" | "shuffle" | "exclude"
  readonly names: readonly Word[]
}

/** `entity drug under treatment "…"`, `label refuted "…"`. */
export interface LabelStatement extends Base {
  readonly kind: "entity" | "label"
  readonly name: Word
  readonly under?: Word
  readonly prose?: Prose
  readonly details: readonly Detail[]
}

export interface Role {
  readonly name: Word
  /** Entities that may stand there; empty: any. */
  readonly types: readonly Word[]
}

export interface RelationStatement extends Base {
  readonly kind: "relation"
  readonly name: Word
  readonly roles: readonly [Role, Role]
  readonly symmetric: boolean
  /** `one place`: the role that is filled once for each other end. */
  readonly one?: Word
  readonly under?: Word
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

/** `evidence quotes passage from 10 tokens`. */
export interface PhraseNode {
  readonly subject: Word
  readonly verb?: Word
  readonly objects: readonly OperandNode[]
  readonly within?: NumberNode
  readonly from?: NumberNode
  readonly by?: Word
  readonly fully?: Span
  readonly span: Span
}

export interface NumberNode {
  readonly amount: Amount
  readonly unit?: Word
}

export type OperandNode =
  | { readonly kind: "name"; readonly name: Word }
  | ({ readonly kind: "number" } & NumberNode)
  | { readonly kind: "text"; readonly text: Prose }

/** Under an arm it is a term of that arm's reward. */
export interface RewardStatement extends Base {
  readonly kind: "reward"
  readonly name?: Word
  readonly pays: Amount
  readonly phrase: PhraseNode
  readonly otherwise?: Amount
  readonly after: readonly Word[]
  readonly when?: When
}

export interface ReportStatement extends Base {
  readonly kind: "report"
  readonly name?: Word
  readonly phrase: PhraseNode
}

export interface StandardizeStatement extends Base {
  readonly kind: "standardize"
  readonly over: Word
}

export interface ArmStatement extends Base {
  readonly kind: "arm"
  readonly name: Word
  readonly prose?: Prose
  readonly details: readonly Detail[]
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
  /** Of a relation, and only of one. */
  readonly roles?: readonly [Word, Word]
}

/** Checks, judges, advice and examples are also statements of the whole guideline. */
export interface CheckDetail extends Base {
  readonly kind: "check"
  readonly name?: Word
  readonly phrase: PhraseNode
  readonly when?: When
  /** Behind `says`: its sentence for the model, instead of the verb's own. */
  readonly prose?: Prose
}

export interface JudgeDetail extends Base {
  readonly kind: "judge"
  readonly name?: Word
  readonly prose: Prose
  readonly sees: readonly Word[]
  readonly when?: When
}

export interface AdviceDetail extends Base {
  readonly kind: "advice"
  readonly name?: Word
  readonly prose: Prose
  readonly when?: When
}

/** `Cause-Effect(e1, e2)`, `"Anne is kind."`, `2`, `[yes, no]`, `symptom("mania")`. */
export type ValueNode =
  | { readonly kind: "text"; readonly text: Prose; readonly span: Span }
  | { readonly kind: "number"; readonly value: number; readonly span: Span }
  | { readonly kind: "name"; readonly name: Word; readonly args?: readonly Arg[]; readonly span: Span }
  | { readonly kind: "list"; readonly items: readonly Arg[]; readonly span: Span }

/** Without a name it is the value of the only field that can be meant. */
export interface Arg {
  readonly name?: Word
  readonly value: ValueNode
  readonly span: Span
}

export interface ExampleDetail extends Base {
  readonly kind: "example"
  readonly given: readonly Arg[]
  readonly is: readonly Arg[]
  readonly details: readonly ExampleLine[]
}

export interface NotLine extends Base {
  readonly kind: "not"
  readonly is: readonly Arg[]
  readonly by?: Word
}

export interface TestLine extends Base {
  readonly kind: "test"
  readonly prose: Prose
  readonly scores: Amount
  /** Values of what no program here can decide. */
  readonly given: readonly { readonly rule: Word; readonly value: Amount }[]
}

export type ExampleLine = NotLine | TestLine | BrokenStatement
export type RuleDetail = CheckDetail | JudgeDetail | AdviceDetail
export type Detail =
  | AliasDetail
  | CueDetail
  | RuleDetail
  | ExampleDetail
  | RewardStatement
  | StandardizeStatement
  | BrokenStatement
export type Statement =
  | GuidelineStatement
  | UseStatement
  | TaskStatement
  | InputStatement
  | GoldStatement
  | AnswerStatement
  | NamesStatement
  | LabelStatement
  | RelationStatement
  | OtherwiseStatement
  | PreferStatement
  | RewardStatement
  | ReportStatement
  | StandardizeStatement
  | ArmStatement
  | BudgetStatement
  | RuleDetail
  | ExampleDetail
  | BrokenStatement
export type AnyStatement = Statement | Detail | ExampleLine

/** Statements that declare a name which answers are made of. */
export const NAMES = ["entity", "label", "relation", "otherwise"] as const
export const RULES = ["check", "judge", "advice"] as const
export const FIELDS = ["input", "gold", "answer"] as const
