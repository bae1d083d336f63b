/**
 * Which answers of a log are in the form that is asked for, and which are right, where only its terms tell it. With the
 * guideline its plan says which terms pay for that and how much. Without it terms are known by their names; where a log
 * says no more than what was paid, the most that a term ever paid is what it pays for success, and that is told.
 */
import type { Phrase } from "../../catalogue.js"
import type { Plan } from "../../reward/plan.js"
import type { LoggedAnswer } from "../logs/log-reader.js"

/** Absent: the log does not tell. */
export interface Told {
  readonly formed?: boolean
  readonly right?: boolean
}

type Terms = NonNullable<LoggedAnswer["terms"]>

/** A term that pays for success, and what it pays for it; a conditional one may ask for nothing, and pays 0 then. */
interface Paying {
  readonly name: string
  readonly pays: number
  readonly isConditional: boolean
}

/** Terms of one arm. Answers are noted while the log is read; what a note tells is known when all of it was read. */
export class TermsTold {
  readonly #form: readonly Paying[] | undefined
  readonly #right: readonly Paying[] | undefined
  /** Without a plan: by term the amounts that it paid, at most one more than a term of stated amounts has. */
  readonly #amounts = new Map<string, Set<number>>()
  readonly #valued = new Set<string>()
  #interest: { readonly key: string; readonly names: readonly string[] } = { key: "", names: [] }

  constructor(plan?: Plan) {
    this.#form = plan && payingFor(plan, ({ kind }) => kind === "format")
    const gold = plan && payingFor(plan, (phrase) => readsGold(phrase, plan))
    // where only a judge decides, right is what earns everything
    this.#right = gold?.length === 0 ? payingFor(plan!, ({ kind }) => kind !== "format") : gold
  }

  /** @returns what `tell` takes: few different ones, however many answers there are */
  note(terms: Terms): string {
    const interest = this.#interestIn(terms)
    const isValued = terms.length > 0 && terms.every(({ value }) => value !== undefined)
    const noted: Noted = {
      ...(isValued && { isWhole: terms.every(({ value }) => value === 1) }),
      terms: terms.flatMap(({ name, paid, value }) =>
        interest.includes(name) ? [this.#noted(name, paid, value)] : [],
      ),
    }
    return JSON.stringify(noted)
  }

  #interestIn(terms: Terms): readonly string[] {
    if (this.#form) return [...this.#form, ...this.#right!].map(({ name }) => name)
    const names = terms.map(({ name }) => name)
    const key = names.join("\n")
    // the answers of an arm have the same terms
    if (this.#interest.key !== key) this.#interest = { key, names: [formTerm(names) ?? [], rightTerms(names)].flat() }
    return this.#interest.names
  }

  #noted(name: string, paid: number, value: number | undefined): NotedTerm {
    if (value !== undefined) {
      this.#valued.add(name)
      return { name, value: value === 1 ? 1 : 0, ...(this.#form && { paid: paid === 0 ? 0 : 1 }) }
    }
    if (this.#form) {
      const { pays } = [...this.#form, ...this.#right!].find((one) => one.name === name)!
      return { name, value: Math.abs(paid - pays) < SAME ? 1 : 0, paid: paid === 0 ? 0 : 1 }
    }
    const amounts = this.#amounts.get(name) ?? new Set()
    this.#amounts.set(name, amounts)
    if (amounts.size <= MOST_STATED) amounts.add(paid)
    return amounts.size > MOST_STATED ? { name } : { name, paid }
  }

  tell(note: string): Told {
    const { terms, isWhole } = JSON.parse(note) as Noted
    if (this.#form) {
      const formed = this.#form.length > 0 ? wholeOf(this.#form, terms) : undefined
      const right = wholeOf(this.#right!, terms) ?? isWhole
      // where a right answer pays nothing more, one that was not reached looks the same
      return {
        ...(formed !== undefined && { formed }),
        ...(right !== undefined && { right: right && formed !== false }),
      }
    }
    const names = terms.map(({ name }) => name)
    const form = formTerm(names)
    const formed = form === undefined ? undefined : this.#holds(form, terms)
    const rights = this.#statedRights(names)
    const right = isWhole ?? (rights.length > 0 ? rights.every((name) => this.#isRight(name, terms)) : undefined)
    return { ...(formed !== undefined && { formed }), ...(right !== undefined && { right }) }
  }

  /** @param isRightTold whether the log itself says which answers are right @returns what was taken for granted, in words */
  assumed(isRightTold: boolean): string[] {
    if (this.#form) return []
    const names = [...this.#amounts.keys()]
    const form = formTerm([...names, ...this.#valued])
    const range = form === undefined ? undefined : this.#rangeOf(form)
    const rights = isRightTold || this.#valued.size > 0 ? [] : this.#statedRights(names)
    return [
      ...(form !== undefined && this.#valued.has(form) && form !== "format"
        ? [`"${form}" is the term of the form`]
        : []),
      ...(range && isTelling(range) ? [`"${form}" is the term of the form, and ${wellFormed(range)}`] : []),
      ...rights.map((name) => {
        const { highest } = this.#rangeOf(name)
        return highest > 0
          ? `an answer is right where "${name}" pays ${signed(highest)}, the most that it paid`
          : `no answer is right: "${name}" never paid more than 0`
      }),
    ]
  }

  #holds(name: string, terms: readonly NotedTerm[]): boolean | undefined {
    const { value, paid } = terms.find((term) => term.name === name)!
    if (value !== undefined) return value === 1
    const range = this.#rangeOf(name)
    if (paid === undefined || !isTelling(range)) return undefined
    return range.lowest === range.highest ? paid > 0 : paid === range.highest
  }

  #isRight(name: string, terms: readonly NotedTerm[]): boolean {
    const { paid } = terms.find((term) => term.name === name)!
    const { highest } = this.#rangeOf(name)
    return highest > 0 && paid === highest
  }

  #rangeOf(name: string): Range {
    const amounts = [...(this.#amounts.get(name) ?? [])]
    return { lowest: Math.min(...amounts), highest: Math.max(...amounts), isStated: amounts.length <= MOST_STATED }
  }

  /** What pays by degrees says of no answer that it is right. */
  #statedRights(names: readonly string[]): string[] {
    return rightTerms(names).filter((name) => this.#amounts.has(name) && this.#rangeOf(name).isStated)
  }
}

interface NotedTerm {
  readonly name: string
  readonly value?: 0 | 1
  readonly paid?: number
}

interface Noted {
  readonly terms: readonly NotedTerm[]
  /** Everything was earned that is paid for. */
  readonly isWhole?: boolean
}

interface Range {
  readonly lowest: number
  readonly highest: number
  readonly isStated: boolean
}

/** Trainers keep rewards as 32-bit floats. */
const SAME = 1e-6
/** For success, for failure, where it was not reached, and one more. */
const MOST_STATED = 4

/** One amount tells something where it is a bonus or a malus; 0 may be either. */
const isTelling = ({ lowest, highest, isStated }: Range): boolean =>
  isStated && Number.isFinite(lowest) && (lowest < highest || lowest !== 0)

const wellFormed = ({ lowest, highest }: Range): string =>
  lowest < highest
    ? `answers are well-formed where it pays ${signed(highest)}, the most that it paid`
    : `${highest > 0 ? "all" : "no"} answers are well-formed: it always paid ${signed(highest)}`

const signed = (amount: number): string => (amount > 0 ? `+${amount}` : String(amount))

/** At least one is earned in full, and none in part; one whose condition does not hold asks for nothing. */
function wholeOf(paying: readonly Paying[], terms: readonly NotedTerm[]): boolean | undefined {
  const found = paying.flatMap((one) => {
    const term = terms.find(({ name }) => name === one.name)
    return term ? [{ ...one, ...term, isPaid: term.paid !== 0 }] : []
  })
  if (found.length === 0) return undefined
  const isOut = (one: (typeof found)[number]) => one.value === 0 && one.isConditional && !one.isPaid
  return found.some(({ value }) => value === 1) && found.every((one) => one.value === 1 || isOut(one))
}

const payingFor = (plan: Plan, isFor: (phrase: Phrase) => boolean): Paying[] =>
  plan.terms.flatMap(({ name, phrase, pays, when }) =>
    isFor(phrase) ? [{ name, pays, isConditional: when !== undefined }] : [],
  )

/** Does what the phrase says depend on the right answer? */
function readsGold(phrase: Phrase, plan: Plan): boolean {
  if (phrase.kind === "verb") {
    if (phrase.objects.some(({ kind }) => kind === "gold")) return true
    return phrase.subject.kind === "rule" && ruleReadsGold(phrase.subject.name, plan)
  }
  return phrase.kind === "rule" && ruleReadsGold(phrase.rule, plan)
}

function ruleReadsGold(name: string, plan: Plan): boolean {
  const rule = plan.rules.find((one) => one.name === name)
  return rule?.grade === "checked" && rule.phrase.kind === "verb" && readsGold(rule.phrase, plan)
}

const FORM_WORDS = ["format", "form", "formatted", "wellformed"]
const RIGHT_WORDS = ["label", "labels", "accuracy", "acc", "right", "correct", "correctness", "gold", "equals"]

/** Names of functions of a trainer have underscores, those of terms hyphens: `accuracy_reward` has the word accuracy. */
const wordsOf = (name: string): string[] => name.toLowerCase().split(/[^a-z0-9]+/)
const hasWord = (name: string, words: readonly string[]): boolean => wordsOf(name).some((word) => words.includes(word))

/** `format` is what a term is called that has no name of its own. */
function formTerm(names: readonly string[]): string | undefined {
  const exact = FORM_WORDS.find((word) => names.includes(word))
  return exact ?? names.find((name) => hasWord(name, FORM_WORDS))
}

const rightTerms = (names: readonly string[]): string[] =>
  names.filter((name) => hasWord(name, RIGHT_WORDS) && !hasWord(name, FORM_WORDS))
