/** The declared answer of an example earns the highest score, its `not` answers less, and its tests exactly theirs. */
import type { Diagnostic } from "../../diagnostic.js"
import { allExamples, type GuidelineExample } from "../../language/meaning.js"
import type { Given, Verdict } from "../../reward/plan.js"
import { report } from "../codes.js"
import { highestFor } from "../highest.js"
import { lackingParts } from "../lacking.js"
import type { Task } from "../task.js"
import { composer, type Written } from "../write.js"
import { answerText, type Row, rowOf, wrongRow } from "./examples.js"
import { favourableGiven } from "./given.js"
import { paidParts } from "./paid-parts.js"

export interface ExampleScores {
  readonly diagnostics: readonly Diagnostic[]
  /** Examples, `not` lines and tests that a judge, own code or an answer that nobody gave decides. */
  readonly notRun: number
}

export function exampleScores(task: Task): ExampleScores {
  const checker = new Checker(task)
  for (const example of allExamples(task.meaning)) checker.check(example)
  return checker
}

/** Decimal amounts have six digits in a guideline. */
const SAME = 1e-6

class Checker implements ExampleScores {
  readonly diagnostics: Diagnostic[] = []
  notRun = 0
  readonly #task: Task
  readonly #given: Given
  readonly #compose: ReturnType<typeof composer>
  readonly #paid: ReadonlySet<string>

  constructor(task: Task) {
    this.#task = task
    this.#given = favourableGiven(task.plan)
    this.#compose = composer(task.plan)
    this.#paid = paidParts(task.plan)
  }

  check(example: GuidelineExample): void {
    const { meaning, plan } = this.#task
    const row = rowOf(example)
    const { place } = example
    const value = () => answerText(example.gold, meaning)
    this.#tests(example, row)
    const right = this.#write(row)
    const verdict = this.#score(right?.completion ?? "", row, this.#given)
    if (verdict.unscorable !== undefined) {
      this.diagnostics.push(report("example-unscorable", { value: value(), reason: verdict.unscorable }, { place }))
      return
    }
    // what was filled in may be wrong, and the reward would be right not to pay it
    if (!right || right.filled.some((part) => this.#paid.has(part))) {
      this.notRun += 1 + example.nots.length
      const parts = lackingParts(example, meaning)
      if (parts.length > 0) this.diagnostics.push(report("example-lacks-part", { parts }, { place }))
      return
    }
    const highest = highestFor(plan, { ...row.input, ...verdict.answer })
    if (verdict.score < highest - SAME)
      this.diagnostics.push(report("example-not-highest", { value: value(), score: verdict.score, highest }, { place }))
    this.#nots(example, verdict, right, value)
  }

  /** A guideline may have as many reports as it has examples. */
  #score(completion: string, row: Row, given?: Given): Verdict {
    return this.#task.score(completion, row, given, "paid")
  }

  /** @returns undefined where the example does not say what the answer needs */
  #write({ gold, input }: Row): Written | undefined {
    try {
      return this.#compose(gold, undefined, input)
    } catch (error) {
      if (error instanceof RangeError) return undefined
      throw error
    }
  }

  #nots(example: GuidelineExample, right: Verdict, written: Written, gold: () => string): void {
    const row = rowOf(example)
    for (const wrong of example.nots) {
      const answer = this.#write(wrongRow(example, wrong.value))
      // a wrong value of what is no part of the answer changes no answer
      if (!answer || answer.completion === written.completion || this.#isOpen(answer.completion, row)) {
        this.notRun++
        continue
      }
      const { score } = this.#score(answer.completion, row)
      if (score < right.score) continue
      const facts = { value: answerText(wrong.value, this.#task.meaning), score, gold: gold() }
      this.diagnostics.push(report("not-earns-as-much", facts, { place: wrong.place }))
    }
  }

  #tests({ tests }: GuidelineExample, row: Row): void {
    for (const { completion, score: expected, given, place } of tests) {
      if (this.#isOpen(completion, row, given)) {
        this.notRun++
        continue
      }
      const { score: found, unscorable } = this.#score(completion, row, given)
      if (unscorable === undefined && Math.abs(found - expected) < SAME) continue
      // what a report finds wrong may tell why
      const why = unscorable ?? this.#task.score(completion, row, given).findings[0]?.message
      const facts = { expected, found, ...(why !== undefined && { why }) }
      this.diagnostics.push(report("test-scores", facts, { place }))
    }
  }

  /** Whether a value that must be given decides. */
  #isOpen(completion: string, row: Row, given: Given = {}): boolean {
    return (
      Object.keys(this.#given).length > 0 &&
      this.#score(completion, row, given).unscorable !== undefined &&
      this.#score(completion, row, { ...this.#given, ...given }).unscorable === undefined
    )
  }
}
