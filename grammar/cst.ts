/** Types of the concrete syntax tree, generated from the grammar: `UPDATE=1` on its test rewrites them. */
import type { CstNode, IToken } from "chevrotain"

export interface GuidelineStatementCstNode extends CstNode {
  name: "guidelineStatement"
  children: GuidelineStatementCstChildren
}

export type GuidelineStatementCstChildren = {
  KGuideline: IToken[]
  title: IToken[]
  WVersion: IToken[]
  number: IToken[]
  WSource?: IToken[]
  prose?: ProseCstNode[]
}

export interface UseStatementCstNode extends CstNode {
  name: "useStatement"
  children: UseStatementCstChildren
}

export type UseStatementCstChildren = {
  KUse: IToken[]
  Quote: IToken[]
}

export interface TaskStatementCstNode extends CstNode {
  name: "taskStatement"
  children: TaskStatementCstChildren
}

export type TaskStatementCstChildren = {
  KTask: IToken[]
  prose: ProseCstNode[]
}

export interface InputStatementCstNode extends CstNode {
  name: "inputStatement"
  children: InputStatementCstChildren
}

export type InputStatementCstChildren = {
  KInput: IToken[]
  Name: IToken[]
  Colon: IToken[]
  type: TypeCstNode[]
  prose?: ProseCstNode[]
}

export interface AnswerStatementCstNode extends CstNode {
  name: "answerStatement"
  children: AnswerStatementCstChildren
}

export type AnswerStatementCstChildren = {
  KAnswer: IToken[]
  Name: IToken[]
  Colon: IToken[]
  type: TypeCstNode[]
  WIn: IToken[]
  WFirst?: IToken[]
  WLast?: IToken[]
  Tag: IToken[]
  WOptional?: IToken[]
  prose?: ProseCstNode[]
}

export interface AcceptStatementCstNode extends CstNode {
  name: "acceptStatement"
  children: AcceptStatementCstChildren
}

export type AcceptStatementCstChildren = {
  KAccept: IToken[]
  names: NamesCstNode[]
}

export interface RelationStatementCstNode extends CstNode {
  name: "relationStatement"
  children: RelationStatementCstChildren
}

export type RelationStatementCstChildren = {
  KRelation: IToken[]
  Name: IToken[]
  pair: PairCstNode[]
  WSymmetric?: IToken[]
  prose?: ProseCstNode[]
}

export interface OtherwiseStatementCstNode extends CstNode {
  name: "otherwiseStatement"
  children: OtherwiseStatementCstChildren
}

export type OtherwiseStatementCstChildren = {
  KOtherwise: IToken[]
  Name: IToken[]
  prose?: ProseCstNode[]
}

export interface AliasStatementCstNode extends CstNode {
  name: "aliasStatement"
  children: AliasStatementCstChildren
}

export type AliasStatementCstChildren = {
  KAlias: IToken[]
  Quote: IToken[]
  Comma?: IToken[]
}

export interface PreferStatementCstNode extends CstNode {
  name: "preferStatement"
  children: PreferStatementCstChildren
}

export type PreferStatementCstChildren = {
  KPrefer: IToken[]
  names: NamesCstNode[]
  WOver: IToken[]
}

export interface CueStatementCstNode extends CstNode {
  name: "cueStatement"
  children: CueStatementCstChildren
}

export type CueStatementCstChildren = {
  KCue: IToken[]
  Quote: IToken[]
  WFor: IToken[]
  pair: PairCstNode[]
}

export interface AdviceStatementCstNode extends CstNode {
  name: "adviceStatement"
  children: AdviceStatementCstChildren
}

export type AdviceStatementCstChildren = {
  KAdvice: IToken[]
  id: IdCstNode[]
  prose: ProseCstNode[]
}

export interface ExampleStatementCstNode extends CstNode {
  name: "exampleStatement"
  children: ExampleStatementCstChildren
}

export type ExampleStatementCstChildren = {
  KExample: IToken[]
  prose: ProseCstNode[]
  WIs: IToken[]
  value: ValueCstNode[]
}

export interface NotStatementCstNode extends CstNode {
  name: "notStatement"
  children: NotStatementCstChildren
}

export type NotStatementCstChildren = {
  KNot: IToken[]
  value: ValueCstNode[]
  WBy?: IToken[]
  Name?: IToken[]
}

export interface TestStatementCstNode extends CstNode {
  name: "testStatement"
  children: TestStatementCstChildren
}

export type TestStatementCstChildren = {
  KTest: IToken[]
  prose: ProseCstNode[]
  WScores: IToken[]
  Number: IToken[]
}

export interface RewardStatementCstNode extends CstNode {
  name: "rewardStatement"
  children: RewardStatementCstChildren
}

export type RewardStatementCstChildren = {
  KReward: IToken[]
  id: IdCstNode[]
  pays: IToken[]
  WFor: IToken[]
  phrase: PhraseCstNode[]
  WElse?: IToken[]
  otherwise?: IToken[]
  WAfter?: IToken[]
  names?: NamesCstNode[]
}

export interface ReportStatementCstNode extends CstNode {
  name: "reportStatement"
  children: ReportStatementCstChildren
}

export type ReportStatementCstChildren = {
  KReport: IToken[]
  id: IdCstNode[]
  phrase: PhraseCstNode[]
}

export interface BudgetStatementCstNode extends CstNode {
  name: "budgetStatement"
  children: BudgetStatementCstChildren
}

export type BudgetStatementCstChildren = {
  KBudget: IToken[]
  Number: IToken[]
  WTokens: IToken[]
  WDrop?: IToken[]
  names?: NamesCstNode[]
}

export interface IdCstNode extends CstNode {
  name: "id"
  children: IdCstChildren
}

export type IdCstChildren = {
  Name?: IToken[]
  Colon?: IToken[]
}

export interface TypeCstNode extends CstNode {
  name: "type"
  children: TypeCstChildren
}

export type TypeCstChildren = {
  WText?: IToken[]
  WMention?: IToken[]
  WIn?: IToken[]
  Name?: IToken[]
  WRelation?: IToken[]
  WBetween?: IToken[]
  WAnd?: IToken[]
}

export interface PairCstNode extends CstNode {
  name: "pair"
  children: PairCstChildren
}

export type PairCstChildren = {
  LParen: IToken[]
  Name: IToken[]
  Comma: IToken[]
  RParen: IToken[]
}

export interface ValueCstNode extends CstNode {
  name: "value"
  children: ValueCstChildren
}

export type ValueCstChildren = {
  Name: IToken[]
  pair?: PairCstNode[]
}

export interface PhraseCstNode extends CstNode {
  name: "phrase"
  children: PhraseCstChildren
}

export type PhraseCstChildren = {
  Name: IToken[]
}

export interface NamesCstNode extends CstNode {
  name: "names"
  children: NamesCstChildren
}

export type NamesCstChildren = {
  Name: IToken[]
  Comma?: IToken[]
}

export interface ProseCstNode extends CstNode {
  name: "prose"
  children: ProseCstChildren
}

export type ProseCstChildren = {
  Quote?: IToken[]
  Bar?: IToken[]
}
