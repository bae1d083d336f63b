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
  when?: WhenCstNode[]
  prose?: ProseCstNode[]
}

export interface GoldStatementCstNode extends CstNode {
  name: "goldStatement"
  children: GoldStatementCstChildren
}

export type GoldStatementCstChildren = {
  KGold: IToken[]
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
  WOf?: IToken[]
  parent?: IToken[]
  Colon: IToken[]
  type: TypeCstNode[]
  place?: PlaceCstNode[]
  WOptional?: IToken[]
  when?: WhenCstNode[]
  prose?: ProseCstNode[]
}

export interface ListingStatementCstNode extends CstNode {
  name: "listingStatement"
  children: ListingStatementCstChildren
}

export type ListingStatementCstChildren = {
  KAccept?: IToken[]
  KRescue?: IToken[]
  KShuffle?: IToken[]
  KExclude?: IToken[]
  names: NamesCstNode[]
}

export interface LabelStatementCstNode extends CstNode {
  name: "labelStatement"
  children: LabelStatementCstChildren
}

export type LabelStatementCstChildren = {
  KEntity?: IToken[]
  KLabel?: IToken[]
  Name: IToken[]
  WUnder?: IToken[]
  parent?: IToken[]
  prose?: ProseCstNode[]
}

export interface RelationStatementCstNode extends CstNode {
  name: "relationStatement"
  children: RelationStatementCstChildren
}

export type RelationStatementCstChildren = {
  KRelation: IToken[]
  Name: IToken[]
  LParen: IToken[]
  role: RoleCstNode[]
  Comma: IToken[]
  RParen: IToken[]
  WSymmetric?: IToken[]
  WOne?: IToken[]
  once?: IToken[]
  WUnder?: IToken[]
  parent?: IToken[]
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
  WFor?: IToken[]
  pair?: PairCstNode[]
}

export interface CheckStatementCstNode extends CstNode {
  name: "checkStatement"
  children: CheckStatementCstChildren
}

export type CheckStatementCstChildren = {
  KCheck: IToken[]
  id: IdCstNode[]
  phrase: PhraseCstNode[]
  when?: WhenCstNode[]
  WSays?: IToken[]
  prose?: ProseCstNode[]
}

export interface JudgeStatementCstNode extends CstNode {
  name: "judgeStatement"
  children: JudgeStatementCstChildren
}

export type JudgeStatementCstChildren = {
  KJudge: IToken[]
  id: IdCstNode[]
  prose: ProseCstNode[]
  WSees?: IToken[]
  names?: NamesCstNode[]
  when?: WhenCstNode[]
}

export interface AdviceStatementCstNode extends CstNode {
  name: "adviceStatement"
  children: AdviceStatementCstChildren
}

export type AdviceStatementCstChildren = {
  KAdvice: IToken[]
  id: IdCstNode[]
  prose: ProseCstNode[]
  when?: WhenCstNode[]
}

export interface ExampleStatementCstNode extends CstNode {
  name: "exampleStatement"
  children: ExampleStatementCstChildren
}

export type ExampleStatementCstChildren = {
  KExample: IToken[]
  given: ArgsCstNode[]
  WIs: IToken[]
  is: ArgsCstNode[]
}

export interface NotStatementCstNode extends CstNode {
  name: "notStatement"
  children: NotStatementCstChildren
}

export type NotStatementCstChildren = {
  KNot: IToken[]
  args: ArgsCstNode[]
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
  WWhen?: IToken[]
  Name?: IToken[]
  WIs?: IToken[]
  given?: IToken[]
  WAnd?: IToken[]
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
  when?: WhenCstNode[]
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

export interface StandardizeStatementCstNode extends CstNode {
  name: "standardizeStatement"
  children: StandardizeStatementCstChildren
}

export type StandardizeStatementCstChildren = {
  KStandardize: IToken[]
  WOver: IToken[]
  Name: IToken[]
}

export interface ArmStatementCstNode extends CstNode {
  name: "armStatement"
  children: ArmStatementCstChildren
}

export type ArmStatementCstChildren = {
  KArm: IToken[]
  Name: IToken[]
  prose?: ProseCstNode[]
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

export interface RoleCstNode extends CstNode {
  name: "role"
  children: RoleCstChildren
}

export type RoleCstChildren = {
  Name: IToken[]
  Colon?: IToken[]
  types?: IToken[]
  WOr?: IToken[]
}

export interface TypeCstNode extends CstNode {
  name: "type"
  children: TypeCstChildren
}

export type TypeCstChildren = {
  base: BaseCstNode[]
  WFor?: IToken[]
  WEach?: IToken[]
  WOf?: IToken[]
  each?: IToken[]
  WNumbered?: IToken[]
  start?: IToken[]
}

export interface BaseCstNode extends CstNode {
  name: "base"
  children: BaseCstChildren
}

export type BaseCstChildren = {
  WText?: IToken[]
  WYesNo?: IToken[]
  WTable?: IToken[]
  WGroup?: IToken[]
  WNumber?: IToken[]
  Number?: IToken[]
  WTo?: IToken[]
  WMention?: IToken[]
  WTriplet?: IToken[]
  WIn?: IToken[]
  Name?: IToken[]
  WQuote?: IToken[]
  WFrom?: IToken[]
  names?: NamesCstNode[]
  WRelation?: IToken[]
  WBetween?: IToken[]
  WAnd?: IToken[]
  WOne?: IToken[]
  WOf?: IToken[]
  choice?: ChoiceCstNode[]
  Comma?: IToken[]
  WOrder?: IToken[]
  WList?: IToken[]
  base?: BaseCstNode[]
}

export interface ChoiceCstNode extends CstNode {
  name: "choice"
  children: ChoiceCstChildren
}

export type ChoiceCstChildren = {
  Quote?: IToken[]
  Name?: IToken[]
}

export interface PlaceCstNode extends CstNode {
  name: "place"
  children: PlaceCstChildren
}

export type PlaceCstChildren = {
  WIn: IToken[]
  which?: IToken[]
  spot: SpotCstNode[]
  WWithin?: IToken[]
  Number?: IToken[]
  WCharacters?: IToken[]
  WAs?: IToken[]
  notation?: IToken[]
}

export interface SpotCstNode extends CstNode {
  name: "spot"
  children: SpotCstChildren
}

export type SpotCstChildren = {
  Tag?: IToken[]
  word?: IToken[]
  WKey?: IToken[]
  Quote?: IToken[]
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

export interface PhraseCstNode extends CstNode {
  name: "phrase"
  children: PhraseCstChildren
}

export type PhraseCstChildren = {
  Name: IToken[]
  operand?: OperandCstNode[]
  Comma?: IToken[]
  modifier?: ModifierCstNode[]
}

export interface OperandCstNode extends CstNode {
  name: "operand"
  children: OperandCstChildren
}

export type OperandCstChildren = {
  quantity?: QuantityCstNode[]
  Quote?: IToken[]
  Name?: IToken[]
}

export interface QuantityCstNode extends CstNode {
  name: "quantity"
  children: QuantityCstChildren
}

export type QuantityCstChildren = {
  Number: IToken[]
  Name?: IToken[]
}

export interface ModifierCstNode extends CstNode {
  name: "modifier"
  children: ModifierCstChildren
}

export type ModifierCstChildren = {
  WWithin?: IToken[]
  quantity?: QuantityCstNode[]
  WFrom?: IToken[]
  WBy?: IToken[]
  Name?: IToken[]
  WFully?: IToken[]
}

export interface WhenCstNode extends CstNode {
  name: "when"
  children: WhenCstChildren
}

export type WhenCstChildren = {
  WWhen: IToken[]
  Name: IToken[]
  WIs: IToken[]
  choice: ChoiceCstNode[]
  WOr?: IToken[]
}

export interface ArgsCstNode extends CstNode {
  name: "args"
  children: ArgsCstChildren
}

export type ArgsCstChildren = {
  arg: ArgCstNode[]
  Comma?: IToken[]
}

export interface ArgCstNode extends CstNode {
  name: "arg"
  children: ArgCstChildren
}

export type ArgCstChildren = {
  id: IdCstNode[]
  value: ValueCstNode[]
}

export interface ValueCstNode extends CstNode {
  name: "value"
  children: ValueCstChildren
}

export type ValueCstChildren = {
  prose?: ProseCstNode[]
  Number?: IToken[]
  Name?: IToken[]
  LParen?: IToken[]
  args?: ArgsCstNode[]
  RParen?: IToken[]
  LBracket?: IToken[]
  RBracket?: IToken[]
}

export interface IdCstNode extends CstNode {
  name: "id"
  children: IdCstChildren
}

export type IdCstChildren = {
  Name?: IToken[]
  Colon?: IToken[]
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
