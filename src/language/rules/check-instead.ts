/** Advice that a program could decide: what it says is what a verb of the catalogue measures. */
import type { SubjectKind } from "../../catalogue.js"
import type { AdviceDetail } from "../ast.js"
import { keywordSpan } from "../place.js"
import type { Scope, Under } from "../scope.js"
import { innermost } from "../types.js"

const NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
const COUNT = `(\\d{1,6}|${NUMBERS.join("|")}) (words?|sentences?|lines?|characters?|items?)`

/** Each with the verb that measures it and what stands behind the verb. Nothing here can backtrack far. */
const SIGNS: readonly {
  readonly pattern: RegExp
  readonly verb: string
  readonly rest: (match: string[]) => string
}[] = [
  { pattern: new RegExp(`\\b(?:at most|no more than|not more than|up to) ${COUNT}`), verb: "at-most", rest: counted },
  { pattern: new RegExp(`\\b(?:at least|no fewer than|no less than) ${COUNT}`), verb: "at-least", rest: counted },
  { pattern: /\b(?:verbatim|word for word|letter by letter)\b/, verb: "quotes", rest: () => "INPUT" },
  { pattern: /\b(?:begins?|starts?) with\b/, verb: "begins-with", rest: () => '"TEXT"' },
  { pattern: /\b(?:no|nothing|never|not)\b[^.]{0,40}\btwice\b/, verb: "repeats-nothing", rest: () => "" },
  { pattern: /\bin (latin|greek|cyrillic|arabic|hebrew) (?:letters|script)\b/, verb: "written-in", rest: script },
]

export function checkInstead(scope: Scope): void {
  const verbs = new Set(scope.rules.flatMap(({ node }) => (node.kind === "check" ? [node.phrase.verb?.text] : [])))
  const open = SIGNS.filter(({ verb }) => scope.catalogue.has(verb) && !verbs.has(verb))
  for (const item of scope.rules) {
    const { node, home } = item
    if (node.kind !== "advice" || (home && home.kind !== "answer" && home.kind !== "entity")) continue
    const text = node.prose.text.toLowerCase()
    for (const { pattern, verb, rest } of open) {
      const match = pattern.exec(text)
      if (!match || !canBeSaid(scope, item as Under<AdviceDetail>, verb)) continue
      const phrase = ["check", home?.name.text ?? "PART", verb, rest(match)].filter((word) => word !== "").join(" ")
      scope.report("check-instead", { phrase }, item, keywordSpan(node))
      break
    }
  }
}

/** About the whole guideline, only a number is plain enough: what begins with what may be anything there. */
function canBeSaid(scope: Scope, { home }: Under<AdviceDetail>, verb: string): boolean {
  if (!home) return verb === "at-most" || verb === "at-least"
  const takes: readonly SubjectKind[] = scope.catalogue.get(verb)!.subject
  if (home.kind === "entity") return takes.includes("entity")
  const field = scope.fields.get(home.name.text)
  const type = field && scope.typeOf(field)
  return type !== undefined && (takes.includes(type.kind) || takes.includes(innermost(type).kind))
}

function counted([, number, unit]: string[]): string {
  const digits = NUMBERS.indexOf(number!) + 1
  return `${digits || number} ${unit!.endsWith("s") ? unit : `${unit}s`}`
}

function script([, name]: string[]): string {
  return `"${name![0]!.toUpperCase()}${name!.slice(1)}"`
}
