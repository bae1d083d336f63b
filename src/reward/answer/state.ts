/** What one reading gathers on its way: findings, and whether everything had the declared form. */
import type { Reading } from "../../folds.js"
import type { Span } from "../../text.js"
import type { Example, Value } from "../../value.js"
import { type FactsOf, type FindingCode, finding } from "../codes.js"
import type { AnswerPart, Finding } from "../plan.js"
import type { Forms } from "./forms.js"

/** How the guideline takes each difference; one that it does not name makes a part unreadable. */
export type Allowed = ReadonlyMap<Reading, "accept" | "rescue">

/** A hostile completion could earn one at every word. */
const MOST_FINDINGS = 100

/** The lists that answers point into. */
export interface Lists {
  names(list: string): readonly string[] | undefined
  /** The names as forms to be read. */
  pointers(list: string): Forms | undefined
  /** The items' texts as forms, each standing for the item's name. */
  texts(list: string): Forms | undefined
}

export class State {
  readonly completion: string
  readonly input: Example["input"]
  readonly lists: Lists
  readonly findings: Finding[] = []
  /** The parts at the top. Without a prototype: a part may be called "constructor". */
  readonly values: Record<string, Value> = Object.create(null)
  /** Nothing was missing, and nothing was rescued. */
  exact = true
  readonly #allowed: Allowed

  constructor(completion: string, input: Example["input"], allowed: Allowed, lists: Lists) {
    this.completion = completion
    this.input = input
    this.#allowed = allowed
    this.lists = lists
  }

  /** @returns undefined, so that a reader can report and give up in one line */
  report<K extends FindingCode>(code: K, facts: FactsOf<K>, span?: Span): undefined {
    if (this.findings.length < MOST_FINDINGS) this.findings.push(finding(code, facts, span))
  }

  add(found: Finding): void {
    if (this.findings.length < MOST_FINDINGS) this.findings.push(found)
  }

  /** For a text that is read by itself, under the same guideline and row. */
  alone(text: string): State {
    return new State(text, this.input, this.#allowed, this.lists)
  }

  /** A part or item that is not there or wrong, beside what was read. */
  lacks<K extends FindingCode>(code: K, facts: FactsOf<K>, span?: Span): undefined {
    this.exact = false
    return this.report(code, facts, span)
  }

  /**
   * What a part does to the form: one that was not read breaks it, an optional part takes nothing from it whatever becomes
   * of it.
   *
   * @param before whether the form was right before the part
   */
  settle({ optional }: Pick<AnswerPart, "optional">, wasRead: boolean, before: boolean): void {
    if (optional) this.exact = before
    else if (!wasRead) this.exact = false
  }

  accepts(readings: Iterable<Reading>): boolean {
    for (const reading of readings) if (this.#allowed.get(reading) !== "accept") return false
    return true
  }

  /** @returns those that the guideline names neither behind `accept` nor behind `rescue` */
  needed(readings: Iterable<Reading>): Reading[] {
    return [...readings].filter((reading) => !this.#allowed.has(reading))
  }

  /** Readings that were needed and that the guideline knows: with one that is only rescued, the form is not right. */
  use(readings: Iterable<Reading>, span: Span): void {
    const rescued = [...readings].filter((reading) => this.#allowed.get(reading) === "rescue")
    if (rescued.length > 0) this.lacks("form-rescued", { readings: rescued }, span)
  }

  /** @returns whether the guideline lets these pass; if not, it was reported */
  passes(readings: readonly Reading[], span: Span): boolean {
    const needed = this.needed(readings)
    if (needed.length > 0) {
      this.report("reading-needed", { readings: needed }, span)
      return false
    }
    this.use(readings, span)
    return true
  }
}
