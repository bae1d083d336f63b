/** The public face: what another program may import. Everything else may change with any version. */
export { gbnf } from "./compile/gbnf.js"
export { jsonSchema, type Schema } from "./compile/json-schema.js"
export { type Loaded, loadGuideline, loadGuidelineText } from "./compile/load.js"
export { checkGold, type GoldCheck, type GoldFailure, validateGold } from "./compile/selfcheck/gold.js"
export type { Prompt, PromptOptions, PromptStyle, Task } from "./compile/task.js"
export { type Data, readData } from "./data/read.js"
export { type Diagnostic, diagnosticToJson, formatDiagnostic, hasErrors, UserError } from "./diagnostic.js"
export { DISPLAY, type Displayable, type DisplayContext, type MimeBundle } from "./display/bundle.js"
export { Chart, type PlotOptions, plot } from "./display/chart/chart.js"
export { type Comparison, type Conclusion, conclude } from "./display/conclusions.js"
export { type Confusion, type ConfusionOptions, confusion } from "./display/confusion.js"
export { Dataframe, type TableOptions, table } from "./display/dataframe/dataframe.js"
export { displayOf } from "./display/display-of.js"
export { type GuidelineOptions, guideline } from "./display/guideline-view.js"
export { findingsTable } from "./display/monitored.js"
export { type ReportInput, renderReport } from "./display/report.js"
export { type RescoredTables, rescore } from "./display/rescored.js"
export { pool, resultsTable } from "./display/results.js"
export { type RolloutsOptions, rollouts } from "./display/rollout-view.js"
export { type Traits, Widget, type WidgetOptions } from "./display/widget.js"
export { show } from "./kernel/show.js"
export { annotationWorlds, type WorldSet } from "./recipes/worlds/domains.js"
export type { Finding, Given, Plan, Verdict } from "./reward/plan.js"
export type { Item } from "./rollout/item.js"
export type { Manifest } from "./rollout/manifest.js"
export { type MeasuredAnswer, Measurer, type Measures, type Metric } from "./rollout/measures.js"
export {
  averageAtK,
  calibration,
  type F1Scores,
  f1Scores,
  passAtK,
  rocAuc,
} from "./rollout/metrics.js"
export {
  type Monitored,
  type MonitorFinding,
  monitor,
  type StepRow,
  stepsOfAnswers,
  stepsOfMetrics,
} from "./rollout/monitors/index.js"
export { readSteps } from "./rollout/monitors/read.js"
export type { ResultRow } from "./rollout/result.js"
export type { MetricsRow, RolloutRow } from "./rollout/rows.js"
export { type OfficialScore, officialScore } from "./rollout/semeval-score.js"
export { bootstrap, bootstrapDifference, type Interval, wilson } from "./rollout/statistics.js"
export { Source, type Span } from "./text.js"
export type { EvaluationPlan, TrainingPlan } from "./train/plan.js"
export {
  type Evaluated,
  evaluate,
  type Training,
  type TrainingRow,
  type TrainingState,
  train,
} from "./train/training.js"
export type { Example, Message, Value } from "./value.js"
