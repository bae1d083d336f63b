/**
 * Which totals a shipped reward can pay at all. A plan's own list takes its phrases as independent of each other; some are
 * not, and each such bond stands here with its reason. A bond is held against every verdict, so that one which is no law is
 * found out, and one which rules nothing out has no place here.
 */
import type { Phrase } from "../../src/catalogue.js"
import { combine, possibleTotals } from "../../src/reward/combine.js"
import type { PlanTerm, Verdict } from "../../src/reward/plan.js"
import type { Subject } from "./python-subjects.js"

type Term = Verdict["terms"][number]

interface Bond {
  /** A guideline; its arms are included. */
  readonly guideline: string
  readonly reason: string
  /** What no verdict can be. @param of undefined where the reward has no such term */
  never(of: (term: string) => Term | undefined): boolean
}

const holds = (term: Term | undefined): boolean => term?.applied === true && term.value === 1
const fails = (term: Term | undefined): boolean => term !== undefined && !(term.applied && term.value === 1)
const paysAny = (of: (term: string) => Term | undefined, ...terms: string[]): boolean =>
  terms.some((one) => (of(one)?.value ?? 0) > 0)

export const BONDS: readonly Bond[] = [
  {
    guideline: "mdkg",
    reason: "whoever has every triplet has its entities",
    never: (of) => holds(of("relations")) && of("entities")?.value === 0,
  },
  {
    guideline: "counterfactual-re",
    reason: "a sentence that is not in form is not read, so that it keeps nothing and waits for nothing",
    never: (of) => fails(of("form")) && ["amount", "truth", "sense", "valid-at-least"].some((one) => of(one)?.applied),
  },
  {
    guideline: "reward-anything",
    reason: "scores and ranking are parts of the verdict",
    never: (of) => fails(of("verdict")) && (holds(of("scores")) || holds(of("ranking"))),
  },
  {
    guideline: "reward-anything",
    reason: "scores that were not read are not measured",
    never: (of) => fails(of("scores")) && paysAny(of, "all-scored", "agreement", "pairs", "nearness", "distribution"),
  },
  {
    guideline: "reward-anything",
    reason: "a ranking that was not read is not measured",
    never: (of) => fails(of("ranking")) && paysAny(of, "agreement", "rank", "best"),
  },
  {
    guideline: "reward-anything",
    reason: "the right score for each response puts them into the right order, and is the right set of scores",
    never: (of) => holds(of("nearness")) && (fails(of("pairs")) || fails(of("distribution"))),
  },
  {
    guideline: "reward-anything",
    reason: "where no response has a score, none is near the right one, and no ranking contradicts them",
    never: (of) =>
      holds(of("scores")) &&
      of("all-scored")?.value === 0 &&
      (paysAny(of, "nearness") || (holds(of("ranking")) && fails(of("agreement")))),
  },
  {
    guideline: "reward-anything",
    reason:
      "scores are as far as can be from the right ones only where all right ones are equal, so that no pair is lost",
    never: (of) => holds(of("all-scored")) && of("distribution")?.value === 0 && fails(of("pairs")),
  },
  {
    guideline: "reward-anything",
    reason:
      "a ranking that agrees with all scores names every response; one that is reversed has another response first",
    never: (of) => holds(of("all-scored")) && holds(of("agreement")) && of("rank")?.value === 0 && holds(of("best")),
  },
]

/** The bonds that a verdict breaks. */
export function broken({ name }: Subject, terms: Verdict["terms"]): string[] {
  return bondsOf(name).flatMap(({ never, reason, guideline }) =>
    never((one) => terms.find((term) => term.name === one)) ? [`${guideline}: ${reason}`] : [],
  )
}

/** Bonds that rule no total out, of any reward: they are about nothing. */
export const needless = (subjects: readonly Subject[]): string[] =>
  BONDS.filter((bond) =>
    subjects.every((subject) => {
      const own = bondsOf(subject.name)
      const without = own.filter((one) => one !== bond)
      return reachableTotals(subject, own).size === reachableTotals(subject, without).size
    }),
  ).map(({ guideline, reason }) => `${guideline}: ${reason}`)

const bondsOf = (name: string): Bond[] => BONDS.filter(({ guideline }) => name.split(" ")[0] === guideline)

/** Every term either holds or pays nothing for its value, so that the total is one of the plan's own list. */
export const isPlain = (terms: Verdict["terms"]): boolean => !outcomeOf(terms).includes("s")

/** Term by term: `1` holds, `0` does not, `s` to some degree, `-` does not apply. */
export const outcomeOf = (terms: Verdict["terms"]): string =>
  terms.map(({ applied, value }) => (applied ? (value === 0 || value === 1 ? value : "s") : "-")).join("")

/**
 * The plan's own list without what the bonds rule out, ascending, each with the outcomes that pay it.
 *
 * @param bonds fewer of them, to see what one is for
 */
export function reachableTotals({ name, task: { plan } }: Subject, bonds = bondsOf(name)): Map<number, string[]> {
  const keys = [...new Set(keysOf(plan))]
  const names = new Set(plan.terms.map((term) => term.name))
  const reached = new Map<number, Set<string>>()
  for (let outcome = 0; outcome < 1 << keys.length; outcome++) {
    const isOn = new Map(keys.map((key, i) => [key, ((outcome >> i) & 1) === 1]))
    const { total, terms } = combine(
      plan.terms,
      (term) => (isOn.get(conditionOf(term)) === false ? undefined : Number(isOn.get(keyOf(term.phrase, plan)))),
      (rule) => !names.has(rule) && isOn.get(keyOf({ kind: "rule", rule }, plan)) === true,
    )
    if (bonds.some(({ never }) => never((one) => terms.find((term) => term.name === one)))) continue
    const outcomes = reached.get(total) ?? new Set()
    reached.set(total, outcomes.add(outcomeOf(terms)))
  }
  const listed = possibleTotals(plan.terms, plan)!
  return new Map(listed.flatMap((total) => (reached.has(total) ? [[total, [...reached.get(total)!]]] : [])))
}

type Plan = Subject["task"]["plan"]

function keysOf(plan: Plan): string[] {
  const names = new Set(plan.terms.map(({ name }) => name))
  const waited = plan.terms.flatMap(({ after }) => after).filter((name) => !names.has(name))
  return [
    ...plan.terms.map(({ phrase }) => keyOf(phrase, plan)),
    ...waited.map((rule) => keyOf({ kind: "rule", rule }, plan)),
    ...plan.terms.filter(({ when }) => when).map(conditionOf),
  ]
}

/** The same of a rule and of the phrase that it stands for. */
function keyOf(phrase: Phrase, plan: Plan): string {
  const rule = phrase.kind === "rule" ? plan.rules.find(({ name }) => name === phrase.rule) : undefined
  if (rule?.grade === "checked") return keyOf(rule.phrase, plan)
  if (phrase.kind === "rule") return JSON.stringify(["rule", phrase.rule])
  const modifiers = phrase.kind === "verb" ? { ...phrase.modifiers, fully: undefined } : undefined
  return JSON.stringify({ ...phrase, fully: undefined, modifiers })
}

const conditionOf = ({ when }: Pick<PlanTerm, "when">): string => JSON.stringify(["when", when])
