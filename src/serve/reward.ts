/** One reward as a worker holds it: rows as they came to verdicts. The same reading and the same score as `glossator score`. */
import { answerRow, unreadReason } from "../data/readers/answers.js"
import type { Diagnostic } from "../diagnostic.js"
import type { Given, Plan, Verdict } from "../reward/plan.js"
import { type Score, scorer } from "../reward/score.js"
import type { Example } from "../value.js"

/** Which reward it is: told with every batch of verdicts. */
export interface RewardOf {
  readonly name: string
  readonly version: string
  /** sha256 of the guideline's file and its imports, in hexadecimal. */
  readonly hash: string
  readonly arm?: string
}

export interface Judged {
  /** The row's own, else `#7` by its number from 1. */
  readonly id: string
  /** Absent where the row can not be read. */
  readonly verdict?: Verdict
  /** That it is on, as it came. */
  readonly completion?: unknown
  /** Absent where the row can not be read. */
  readonly input?: Example["input"]
  /** Why there is no score: the verdict's own reason, or what is wrong with the row. */
  readonly unscorable?: string
  /** What was seen in the row, mistakes or not. */
  readonly diagnostics: readonly Diagnostic[]
}

export class Reward {
  readonly of: RewardOf
  /** Names of the plan's terms, in its order: the same for every verdict. */
  readonly terms: readonly string[]
  readonly plan: Plan
  readonly #score: Score

  constructor(of: RewardOf, plan: Plan) {
    this.of = of
    this.terms = plan.terms.map(({ name }) => name)
    this.plan = plan
    this.#score = scorer(plan)
  }

  /** @param row `{ id, input, gold, completion, given }`, unchecked @param number from 1 */
  judge(row: unknown, number: number): Judged {
    const diagnostics: Diagnostic[] = []
    const read = answerRow(row, number, (diagnostic) => diagnostics.push(diagnostic))
    if ("unread" in read) {
      const { id, unread } = read
      return { id, unscorable: unreadReason(unread), diagnostics: [...diagnostics, ...unread] }
    }
    // the reward looks at what it is given before it believes it
    const verdict = this.#score(read.completion as string, read, read.given as Given | undefined)
    const { unscorable } = verdict
    return {
      id: read.id,
      verdict,
      completion: read.completion,
      input: read.input,
      diagnostics,
      ...(unscorable !== undefined && { unscorable }),
    }
  }

  /** What each term paid; 0 for each where there is no score. */
  paid({ verdict, unscorable }: Judged): Readonly<Record<string, number>> {
    const amounts = unscorable === undefined ? (verdict?.terms ?? []) : []
    return Object.fromEntries(this.terms.map((name, i) => [`term/${name}`, amounts[i]?.paid ?? 0]))
  }
}
