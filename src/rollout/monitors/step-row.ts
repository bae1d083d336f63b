/**
 * What monitors look at: a row for each training step of one arm, from the metrics of a run or from the answers of any log.
 * An answer is looked at once and forgotten: what is kept grows with the steps.
 */
import type { Plan } from "../../reward/plan.js"
import type { LoggedAnswer } from "../logs/log-reader.js"
import type { MetricsRow } from "../rows.js"
import { TermsTold, type Told } from "./told.js"

/** Numbers that a source does not have are absent, and what needs them says so. */
export interface StepRow {
  readonly arm: string
  readonly seed: number | null
  readonly step: number
  /** Mean score of the step, on the guideline's own scale. */
  readonly reward?: number
  /** Shares of answers in [0, 1]: in the form that is asked for; right in everything that is paid for. */
  readonly format?: number
  readonly accuracy?: number
  /** Share of right answers on development items, in [0, 1], where the step was evaluated: it is no part of training. */
  readonly measured?: number
  /** Share of groups whose answers all have the same score, in [0, 1]. */
  readonly zeroVariance?: number
  /** Mean of the answers: tokens, or UTF-16 units where the log counts no tokens. */
  readonly length?: number
  /** Pearson's correlation of length and score within groups, in [-1, 1]. */
  readonly lengthCorrelation?: number
  /** What each term paid in the mean. */
  readonly terms: Readonly<Record<string, number>>
  /** How the shares were told where the log itself does not say: the same for all steps of an arm. Empty: nothing was assumed. */
  readonly assumed?: readonly string[]
}

/** Rows of `metrics.jsonl`; those of arms without a reward are left out. */
export function stepsOfMetrics(rows: Iterable<MetricsRow>): StepRow[] {
  const steps: StepRow[] = []
  for (const row of rows) {
    const { arm, seed, step, reward, format, accuracy, zeroVariance, length, score: measured } = row
    if (typeof reward !== "number") continue
    const terms = Object.entries(row).flatMap(([name, value]) =>
      name.startsWith("term/") && typeof value === "number" ? [[name.slice("term/".length), value] as const] : [],
    )
    const numbers = Object.entries({ reward, format, accuracy, zeroVariance, length, measured })
    const known = Object.fromEntries(numbers.filter(([, value]) => typeof value === "number"))
    steps.push({ arm, seed, step, ...known, terms: Object.fromEntries(terms) })
  }
  return inOrder(steps)
}

/**
 * The training answers of a log; answers of an evaluation are left out, and so is what could not be scored.
 *
 * @param plan of the reward that was trained on: tells which terms pay for the form and for the right answer
 */
export async function stepsOfAnswers(
  answers: AsyncIterable<readonly (LoggedAnswer | undefined)[]>,
  plan?: Plan,
): Promise<StepRow[]> {
  const sums = new Map<string, StepSum>()
  const told = new Map<string, TermsTold>()
  /** Of each arm and seed the step that is being read: its groups are kept until the next one begins. */
  const open = new Map<string, StepSum>()
  for await (const batch of answers)
    for (const answer of batch) {
      if (answer?.score === undefined || answer.set !== undefined || answer.step === undefined) continue
      const { arm = "", seed = null, step } = answer
      const series = `${arm}\n${seed}`
      const key = `${series}\n${step}`
      const terms = told.get(arm) ?? new TermsTold(plan)
      told.set(arm, terms)
      const sum = sums.get(key) ?? new StepSum(arm, seed, step, terms)
      sums.set(key, sum)
      const before = open.get(series)
      if (before !== sum) before?.close()
      open.set(series, sum)
      sum.add(answer, answer.score)
    }
  for (const sum of open.values()) sum.close()
  return inOrder([...sums.values()].map((sum) => sum.row()))
}

/** The series of each arm and seed. */
export function seriesOf(rows: readonly StepRow[]): StepRow[][] {
  const series = new Map<string, StepRow[]>()
  for (const row of rows) {
    const key = `${row.arm}\n${row.seed}`
    const known = series.get(key)
    if (known) known.push(row)
    else series.set(key, [row])
  }
  return [...series.values()]
}

const inOrder = (rows: readonly StepRow[]): StepRow[] =>
  rows.toSorted(
    (a, b) => (a.arm === b.arm ? 0 : a.arm < b.arm ? -1 : 1) || (a.seed ?? -1) - (b.seed ?? -1) || a.step - b.step,
  )

class StepSum {
  readonly #place: Pick<StepRow, "arm" | "seed" | "step">
  readonly #told: TermsTold
  /** What the log's reader took for granted. */
  readonly #assumed = new Set<string>()
  #groups = new Map<string, GroupSum>()
  #answers = 0
  #score = 0
  #length = 0
  readonly #paid = new Map<string, number>()
  /** Answers by what was noted of their terms; those of which the log itself says whether they are right stand apart. */
  readonly #notes = new Map<string, { note: string; right: boolean | undefined; answers: number }>()
  #flat = 0
  #compared = 0
  /** Sums over groups of squares and products around the groups' means. */
  #lengths = 0
  #scores = 0
  #both = 0

  constructor(arm: string, seed: number | null, step: number, told: TermsTold) {
    this.#place = { arm, seed, step }
    this.#told = told
  }

  add(answer: LoggedAnswer, score: number): void {
    const { completion, length = completion.length, terms = [], right, assumed } = answer
    if (assumed !== undefined) this.#assumed.add(assumed)
    this.#answers++
    this.#score += score
    this.#length += length
    for (const { name, paid } of terms) this.#paid.set(name, (this.#paid.get(name) ?? 0) + paid)
    const note = this.#told.note(terms)
    const key = `${right} ${note}`
    const noted = this.#notes.get(key) ?? { note, right, answers: 0 }
    noted.answers++
    this.#notes.set(key, noted)
    const group = groupOf(answer)
    const sums = this.#groups.get(group) ?? new GroupSum()
    this.#groups.set(group, sums)
    sums.add(length, score)
  }

  close(): void {
    for (const group of this.#groups.values()) {
      if (group.answers < 2) continue
      this.#compared++
      if (group.lowest === group.highest) this.#flat++
      this.#lengths += group.lengths - group.length ** 2 / group.answers
      this.#scores += group.scores - group.score ** 2 / group.answers
      this.#both += group.both - (group.length * group.score) / group.answers
    }
    this.#groups = new Map()
  }

  row(): StepRow {
    const n = this.#answers
    const spread = Math.sqrt(Math.max(0, this.#lengths) * Math.max(0, this.#scores))
    const told = [...this.#notes.values()].map(({ note, right, answers }) => ({
      answers,
      ...this.#told.tell(note),
      ...(right !== undefined && { right }),
    }))
    const [format, accuracy] = [shareOf(told, "formed"), shareOf(told, "right")]
    const isRightTold = [...this.#notes.values()].every(({ right }) => right !== undefined)
    return {
      ...this.#place,
      reward: this.#score / n,
      length: this.#length / n,
      ...(format !== undefined && { format }),
      ...(accuracy !== undefined && { accuracy }),
      ...(this.#compared > 0 && { zeroVariance: this.#flat / this.#compared }),
      ...(spread > 1e-9 && { lengthCorrelation: this.#both / spread }),
      terms: Object.fromEntries([...this.#paid].map(([name, paid]) => [name, paid / n])),
      assumed: [...this.#assumed, ...this.#told.assumed(isRightTold)],
    }
  }
}

/** Of the answers of which it is known. */
function shareOf(told: readonly (Told & { readonly answers: number })[], what: keyof Told): number | undefined {
  const known = told.filter((one) => one[what] !== undefined)
  const all = known.reduce((sum, { answers }) => sum + answers, 0)
  return all === 0 ? undefined : known.reduce((sum, one) => sum + (one[what] ? one.answers : 0), 0) / all
}

/** The log's own group; else what was asked, else the row's id: answers to one input are a group. */
function groupOf({ group, input, id }: LoggedAnswer): string {
  if (group !== undefined) return group
  return input && Object.keys(input).length > 0 ? JSON.stringify(input) : id
}

/** Sums over the answers of one group. */
class GroupSum {
  answers = 0
  length = 0
  score = 0
  lengths = 0
  scores = 0
  both = 0
  lowest = Number.POSITIVE_INFINITY
  highest = Number.NEGATIVE_INFINITY

  add(length: number, score: number): void {
    this.answers++
    this.length += length
    this.score += score
    this.lengths += length * length
    this.scores += score * score
    this.both += length * score
    this.lowest = Math.min(this.lowest, score)
    this.highest = Math.max(this.highest, score)
  }
}
