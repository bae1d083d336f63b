/**
 * What scored answers show, in one table: scores, right answers over several tries, F1 of labels, SemEval's official score,
 * and how far judges can be believed, each with its interval. What the answers do not tell is listed with the reason.
 *
 * Answers without a score are in no figure, and counted. Intervals cover the drawing of problems only: those of shares are
 * Wilson's where every problem was answered once, all others come from a bootstrap that draws problems with all their answers.
 */
import type { Task } from "../compile/task.js"
import { SEMEVAL_RELATIONS } from "../data/readers/semeval2010-task8.js"
import type { Verdict } from "../reward/plan.js"
import type { Example } from "../value.js"
import { type LabelPart, labelParts } from "./label-pairs.js"
import {
  averageAtK,
  type Calibration,
  calibrationTally,
  type F1Scores,
  f1Tally,
  type Judged,
  type LabelPair,
  passAtK,
  rocTally,
} from "./metrics.js"
import { officialTally } from "./semeval-score.js"
import { bootstrap, bootstrapFigure, type Interval, wilson } from "./statistics.js"
import { isRight, isWellFormed } from "./verdicts.js"

export interface MeasuredAnswer extends Pick<Example, "id" | "input" | "gold"> {
  /** Answers with one id are tries at one problem. */
  readonly verdict: Verdict
  /** What judges said, by rule: probabilities. */
  readonly given?: Readonly<Record<string, unknown>>
  /** What was true of what they were asked, by rule. */
  readonly truth?: Readonly<Record<string, unknown>>
}

export interface Metric {
  /** `score`, `accuracy`, `pass@4`, `format`, `label/micro-f1`, `label/semeval-macro-f1`, `same/roc-auc`, `same/ece`. */
  readonly metric: string
  readonly value: number
  /** Ends of a 95 % interval; null where every draw gives the same, so that there is none. */
  readonly low: number | null
  readonly high: number | null
  readonly interval: "wilson" | "bootstrap" | null
  /** How many of what were measured. */
  readonly n: number
  readonly of: "problems" | "answers" | "decisions"
  /** What else has to be known to read it. */
  readonly note?: string
}

export interface Measures {
  readonly answers: number
  readonly problems: number
  /** Answers with a score, of one problem. */
  readonly tries: { readonly least: number; readonly most: number }
  readonly unscorable: number
  /** Of unscorable answers, the commonest first. */
  readonly reasons: readonly { readonly reason: string; readonly answers: number }[]
  readonly metrics: readonly Metric[]
  /** By part of the answer: each label's own. */
  readonly labels: Readonly<Record<string, F1Scores["byLabel"]>>
  /** By judge: the bins of its calibration. */
  readonly calibration: Readonly<Record<string, Calibration["bins"]>>
  /** What can not be computed, and why. */
  readonly missing: readonly { readonly metric: string; readonly reason: string }[]
  readonly bootstrap: { readonly seed: number; readonly draws: number }
}

/** Of every interval: the same answers give the same figures. */
const BOOTSTRAP = { seed: 1, draws: 2000 }

/** Takes answers as they come, and keeps of each what figures are made of. */
export class Measurer {
  readonly #task: Task
  readonly #labels: ReturnType<typeof labelParts>
  readonly #judges: readonly string[]
  readonly #reasons = new Map<string, number>()
  #answers = 0
  /** Problems that have an answer with a score, by id. */
  readonly #problems = new Map<string, Problem>()
  readonly #pairs: Map<LabelPart, { readonly problem: number; readonly pair: LabelPair }[]>
  readonly #judged: Map<string, { readonly problem: number; readonly judged: Judged }[]>
  /** Judges of whom a row said something. */
  readonly #heard = new Set<string>()

  constructor(task: Task) {
    this.#task = task
    this.#labels = labelParts(task.plan)
    this.#judges = task.plan.rules.flatMap(({ name, grade }) => (grade === "judged" ? [name] : []))
    this.#pairs = new Map(this.#labels.parts.map((part) => [part, []]))
    this.#judged = new Map(this.#judges.map((name) => [name, []]))
  }

  add({ id, input, gold, verdict, given = {}, truth = {} }: MeasuredAnswer): void {
    this.#answers++
    if (verdict.unscorable !== undefined) {
      this.#reasons.set(verdict.unscorable, (this.#reasons.get(verdict.unscorable) ?? 0) + 1)
      return
    }
    const problem = this.#problems.get(id) ?? { number: this.#problems.size, scores: [], right: [], formed: [] }
    this.#problems.set(id, problem)
    problem.scores.push(verdict.score)
    problem.right.push(isRight({ task: this.#task, example: { id, input, gold } }, verdict))
    problem.formed.push(isWellFormed(this.#task, verdict))
    for (const [part, kept] of this.#pairs)
      for (const pair of part.pairs(verdict.answer, { input, gold })) kept.push({ problem: problem.number, pair })
    for (const [name, kept] of this.#judged) {
      const [probability, isTrue] = [given[name], truth[name]]
      if (typeof probability !== "number" || !(probability >= 0 && probability <= 1)) continue
      this.#heard.add(name)
      if (typeof isTrue === "boolean") kept.push({ problem: problem.number, judged: { probability, isTrue } })
    }
  }

  measures(): Measures {
    const problems = [...this.#problems.values()]
    const counts = problems.map(({ scores }) => scores.length)
    const tries = {
      least: counts.reduce((least, count) => Math.min(least, count), counts[0] ?? 0),
      most: counts.reduce((most, count) => Math.max(most, count), 0),
    }
    const shown: Shown = {
      ...{ metrics: [], missing: [] },
      // a part may be called __proto__
      ...{ labels: Object.create(null), calibration: Object.create(null) },
    }
    if (problems.length === 0) {
      const reason = this.#answers === 0 ? "there is no answer" : "no answer has a score"
      shown.missing.push({ metric: "every figure", reason })
    } else {
      this.#scores(problems, shown)
      passes(problems, tries.most, shown)
      for (const [part, kept] of this.#pairs) this.#labelled(part, kept, shown)
      for (const { name, reason } of this.#labels.left) shown.missing.push({ metric: `${name}/f1`, reason })
      if (this.#pairs.size + this.#labels.left.length === 0)
        shown.missing.push({ metric: "f1", reason: "no part of the answer is a label, a choice or yes or no" })
      for (const [name, kept] of this.#judged) this.#judge(name, kept, shown)
      if (this.#judges.length === 0)
        shown.missing.push({ metric: "roc-auc, ece", reason: "the guideline asks no judge" })
    }
    const reasons = [...this.#reasons].map(([reason, answers]) => ({ reason, answers }))
    return {
      answers: this.#answers,
      problems: problems.length,
      tries,
      unscorable: reasons.reduce((sum, { answers }) => sum + answers, 0),
      reasons: reasons.sort((a, b) => b.answers - a.answers),
      ...shown,
      bootstrap: BOOTSTRAP,
    }
  }

  #scores(problems: readonly Problem[], { metrics, missing }: Shown): void {
    const of = "problems" as const
    const n = problems.length
    metrics.push(
      booted(
        "score",
        bootstrap(
          problems.map(({ scores }) => averageAtK([scores])),
          BOOTSTRAP,
        ),
        n,
        of,
      ),
    )
    metrics.push(
      share(
        "accuracy",
        problems.map(({ right }) => right),
      ),
    )
    if (this.#task.plan.terms.some(({ phrase }) => phrase.kind === "format"))
      metrics.push(
        share(
          "format",
          problems.map(({ formed }) => formed),
        ),
      )
    else missing.push({ metric: "format", reason: "the guideline pays nothing for the form" })
  }

  #labelled(part: LabelPart, kept: readonly { problem: number; pair: LabelPair }[], shown: Shown): void {
    const { metrics, missing, labels } = shown
    const { name, other, isRelation } = part
    if (kept.length === 0) {
      missing.push({ metric: `${name}/f1`, reason: `no row with a score has a gold "${name}"` })
      return
    }
    const [group_N, pairs] = [numbered(kept.map(({ problem }) => problem)), kept.map(({ pair }) => pair)]
    const all = [...new Set(pairs.flatMap(({ gold, answer }) => [...gold, ...answer]))]
    const tally = f1Tally(
      pairs,
      all.filter((label) => label !== other),
    )
    labels[name] = tally().byLabel
    const note = other === undefined ? {} : { note: `without ${other}` }
    for (const kind of ["micro", "macro"] as const) {
      const interval = bootstrapFigure(group_N, (times_N) => tally(times_N)[kind], BOOTSTRAP)
      metrics.push({ ...booted(`${name}/${kind}-f1`, interval, pairs.length, "decisions"), ...note })
    }
    const metric = `${name}/semeval-macro-f1`
    if (!isRelation || !this.#isSemeval()) {
      const reason = "the labels are not the nine directed relations of SemEval-2010 Task 8 and Other"
      if (isRelation) missing.push({ metric, reason })
      return
    }
    const first = (names: Iterable<string>): string | undefined => [...names][0]
    const official = officialTally(pairs.map(({ gold, answer }) => ({ gold: first(gold)!, answer: first(answer) })))
    const interval = bootstrapFigure(group_N, (times_N) => official(times_N).macroF1, BOOTSTRAP)
    const skipped = official().skipped
    metrics.push({
      ...booted(metric, interval, pairs.length, "decisions"),
      note: `the official score${skipped > 0 ? `; ${skipped} unread answers count as Other` : ""}`,
    })
  }

  #isSemeval(): boolean {
    const { relations, otherwise } = this.#task.plan.labels
    const names = relations.map(({ name }) => name).sort()
    return otherwise?.name === "Other" && names.join() === SEMEVAL_RELATIONS.toSorted().join()
  }

  #judge(name: string, kept: readonly { problem: number; judged: Judged }[], shown: Shown): void {
    const { metrics, missing, calibration } = shown
    if (kept.length === 0) {
      const way = this.#heard.has(name)
        ? `no row says what was true: "truth": { "${name}": true }`
        : `no row with a score has the judge's probability: "given": { "${name}": 0.8 }`
      missing.push({ metric: `${name}/roc-auc, ${name}/ece`, reason: way })
      return
    }
    const [group_N, judged] = [numbered(kept.map(({ problem }) => problem)), kept.map((one) => one.judged)]
    const roc = rocTally(judged)
    if (roc() === undefined) {
      const reason = `what it was asked was ${judged[0]!.isTrue ? "always" : "never"} true`
      missing.push({ metric: `${name}/roc-auc`, reason })
    } else metrics.push(booted(`${name}/roc-auc`, bootstrapFigure(group_N, roc, BOOTSTRAP), judged.length, "answers"))
    const tally = calibrationTally(judged)
    calibration[name] = tally().bins
    const error = bootstrapFigure(group_N, (times_N) => tally(times_N).error, BOOTSTRAP)
    metrics.push({ ...booted(`${name}/ece`, error, judged.length, "answers"), note: "10 bins of equal width" })
  }
}

interface Problem {
  readonly number: number
  readonly scores: number[]
  readonly right: boolean[]
  readonly formed: boolean[]
}

interface Shown {
  readonly metrics: Metric[]
  readonly missing: { metric: string; reason: string }[]
  readonly labels: Record<string, F1Scores["byLabel"]>
  readonly calibration: Record<string, Calibration["bins"]>
}

/** At 2, 4, 8 and so on, and at the most tries; problems with fewer take no part. */
function passes(problems: readonly Problem[], most: number, { metrics, missing }: Shown): void {
  if (most < 2) {
    missing.push({ metric: "pass@k", reason: "no problem has two answers with a score; give its rows one id" })
    return
  }
  const powers = Array.from({ length: Math.ceil(Math.log2(most)) }, (_, i) => 2 ** (i + 1)).filter((k) => k < most)
  for (const k of [...powers, most]) {
    const tried = problems.filter(({ right }) => right.length >= k)
    const left = problems.length - tried.length
    const interval = bootstrap(
      tried.map(({ right }) => passAtK([right], k)),
      BOOTSTRAP,
    )
    const note = left > 0 ? { note: `without ${left} with fewer answers` } : {}
    metrics.push({ ...booted(`pass@${k}`, interval, tried.length, "problems"), ...note })
  }
}

/** A share of answers: over problems, each as important as the others. */
function share(metric: string, yes_PK: readonly (readonly boolean[])[]): Metric {
  const values = yes_PK.map((yes) => averageAtK([yes.map(Number)]))
  const all = values.reduce((sum, value) => sum + value, 0)
  const rest = { metric, n: values.length, of: "problems" as const }
  // Where all problems are alike there is nothing to draw from: Wilson's interval of the problems speaks then.
  const isCounted = yes_PK.every(({ length }) => length === 1) || all === 0 || all === values.length
  if (isCounted) return { ...rest, ...wilson(all, values.length), interval: "wilson" }
  return booted(metric, bootstrap(values, BOOTSTRAP), values.length, "problems")
}

const booted = (metric: string, { value, low, high }: Interval, n: number, of: Metric["of"]): Metric =>
  low === high
    ? { metric, value, low: null, high: null, interval: null, n, of }
    : { metric, value, low, high, interval: "bootstrap", n, of }

/** Numbers of groups without gaps, in the order in which they occur. */
function numbered(groups: readonly number[]): number[] {
  const known = new Map<number, number>()
  return groups.map((group) => {
    const number = known.get(group) ?? known.size
    known.set(group, number)
    return number
  })
}
