/** Rewards and reports: what a term waits for can hold and stands above it; every rule that is measured is paid or reported. */
import type { Phrase } from "../../catalogue.js"
import type { RewardStatement } from "../ast.js"
import { placeAt } from "../place.js"
import type { Item, Reward, Scope } from "../scope.js"
import { ruleName, termName } from "../term-name.js"
import { ruleBehind } from "./phrase-circles.js"

export function terms(scope: Scope): void {
  for (const reward of scope.rewards) {
    waits(scope, reward)
    const waited = new Set(reward.terms.flatMap(({ node }) => node.after.map(({ text }) => text)))
    for (const item of reward.terms) {
      const { pays, otherwise } = item.node
      // a term of 0 may be there for others to wait for
      const isGate = pays.value === 0 && waited.has(termName(item.node))
      if (pays.value === (otherwise?.value ?? 0) && !isGate) {
        scope.report("reward-flat", { pays: pays.value }, item, pays.span)
      }
    }
  }
  for (const item of scope.rules) {
    if (item.node.kind !== "judge") continue
    for (const word of item.node.sees) {
      if (word.text === "completion" || scope.fields.has(word.text)) continue
      if ((["input", "gold", "answer"] as const).some((kind) => scope.mayHave(kind))) continue
      scope.unknown("field", word, joined(scope.fields.keys(), ["completion"]), item)
    }
  }
  unpaid(scope)
}

/** Made only when a near name is looked for. */
function* joined(...all: Iterable<string>[]): Generator<string> {
  for (const names of all) yield* names
}

function waits(scope: Scope, { terms }: Reward): void {
  const all = new Map(terms.map((item) => [termName(item.node), item]))
  const above = new Map<string, Item<RewardStatement>>()
  for (const item of terms) {
    const seen = new Set<string>()
    for (const word of item.node.after) {
      const { text: name, span } = word
      if (seen.has(name)) scope.report("listed-twice", { name }, item, span)
      seen.add(name)
      const rule = scope.measured.get(name)
      const term = above.get(name)
      const later = all.get(name)
      if (!term && !rule && later) {
        scope.report("after-later", { name, self: later.node === item.node }, item, span, {
          notes:
            later.node === item.node ? [] : [{ message: "it stands here", place: placeAt(later, later.node.span) }],
        })
      } else if (term || rule) {
        const holds = term
          ? isBinary(scope, scope.phrases.get(term.node.phrase))
          : isBinary(scope, { kind: "rule", rule: name })
        if (!holds) scope.report("after-graded", { name }, item, span)
      } else if (!(["reward", "check", "judge"] as const).some((kind) => scope.mayHave(kind))) {
        scope.unknown("reward or rule", word, joined(above.keys(), scope.measured.keys()), item)
      }
    }
    above.set(termName(item.node), item)
  }
}

/** Whether a phrase either holds or does not; what could not be resolved was said already. */
function isBinary(scope: Scope, phrase: Phrase | undefined, depth = 0): boolean {
  if (!phrase || phrase.kind === "format" || phrase.kind === "present" || depth > MOST_RULES_BEHIND) return true
  if (phrase.kind === "verb")
    return phrase.modifiers.fully === true || (scope.catalogue.get(phrase.verb)?.binary ?? true)
  const rule = scope.measured.get(phrase.rule)?.node
  if (phrase.fully || !rule) return true
  return rule.kind === "check" && isBinary(scope, scope.phrases.get(rule.phrase), depth + 1)
}

/** A rule may look at a rule that looks at a rule; a circle is an error of its own. */
const MOST_RULES_BEHIND = 16

function unpaid(scope: Scope): void {
  if (scope.isSchema || (["reward", "report", "arm"] as const).some((kind) => scope.mayHave(kind))) return
  const terms = [...scope.rewards.flatMap((reward) => reward.terms), ...scope.reports]
  const named = terms.flatMap(({ node }) => [
    node.phrase.subject.text,
    ...(node.kind === "reward" ? node.after.map(({ text }) => text) : []),
  ])
  const paid = new Set<string>()
  for (const start of named) {
    let name: string | undefined = scope.measured.has(start) ? start : undefined
    for (; name !== undefined && !paid.has(name); name = ruleBehind(scope, name)) paid.add(name)
  }
  for (const item of scope.rules) {
    const { node } = item
    if (node.kind === "advice") continue
    const name = ruleName(node)
    if (paid.has(name)) continue
    const span = node.name?.span ?? { start: node.span.start, end: node.span.start + node.kind.length }
    scope.report("rule-unpaid", { kind: node.kind, ...(name !== "" && { name }) }, item, span)
  }
}
