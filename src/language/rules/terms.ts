/** Rewards and reports: what they measure can be measured, and what a term waits for stands above it. */
import type { FieldType, Signature } from "../../catalogue.js"
import type { ReportStatement, RewardStatement } from "../ast.js"
import { type Item, placeAt, type Scope, writing } from "../scope.js"
import { termName } from "../term-name.js"

export function terms(scope: Scope): void {
  for (const item of [...scope.terms, ...scope.reports]) phrase(scope, item)
  const above = new Map<string, Item<RewardStatement>>()
  const all = new Map(scope.terms.map((item) => [termName(item.node), item]))
  for (const item of scope.terms) {
    waits(scope, item, above, all)
    const { pays, otherwise } = item.node
    if (pays.value === (otherwise?.value ?? 0)) scope.report("reward-flat", { pays: pays.value }, item, pays.span)
    above.set(termName(item.node), item)
  }
}

function phrase(scope: Scope, item: Item<RewardStatement | ReportStatement>): void {
  const { subject, verb } = item.node.phrase
  if (subject.text === "format") {
    if (verb) scope.report("verb-superfluous", {}, item, verb.span)
    return
  }
  const field = scope.fields.get(subject.text)
  if (!field || field.node.kind === "input") {
    if (!scope.mayHave("answer")) scope.unknown("part of the answer", subject, subjectsOf(scope), item)
    return
  }
  if (!verb) {
    scope.report("verb-missing", { subject: subject.text }, item, subject.span)
    return
  }
  const signature = scope.catalogue.get(verb.text)
  if (!signature) scope.unknown("verb", verb, scope.catalogue.keys(), item)
  else fits(scope, item, signature, field.node.type.kind)
}

function fits(
  scope: Scope,
  item: Item<RewardStatement | ReportStatement>,
  signature: Signature,
  type: FieldType,
): void {
  const { subject, verb, object } = item.node.phrase
  if (!signature.subject.includes(type)) {
    const facts = { verb: signature.name, type, takes: signature.subject }
    scope.report("verb-subject", facts, item, subject.span)
  }
  const right = signature.object === "none" ? object === undefined : object?.text === "gold"
  if (right) return
  const facts = { verb: signature.name, object: signature.object, ...(object && { found: object.text }) }
  const fix = object && signature.object === "gold" ? { fix: writing("gold", object.span) } : {}
  scope.report("verb-object", facts, item, (object ?? verb!).span, fix)
}

function waits(
  scope: Scope,
  item: Item<RewardStatement>,
  above: ReadonlyMap<string, Item<RewardStatement>>,
  all: ReadonlyMap<string, Item<RewardStatement>>,
): void {
  const seen = new Set<string>()
  for (const word of item.node.after) {
    if (seen.has(word.text)) scope.report("listed-twice", { name: word.text }, item, word.span)
    seen.add(word.text)
    const term = above.get(word.text)
    const later = all.get(word.text)
    if (term) {
      const { verb } = term.node.phrase
      const binary = verb === undefined || (scope.catalogue.get(verb.text)?.binary ?? true)
      if (!binary) scope.report("after-graded", { name: word.text }, item, word.span)
    } else if (later) {
      scope.report("after-later", { name: word.text }, item, word.span, {
        notes: [{ message: "it stands here", place: placeAt(later, later.node.span) }],
      })
    } else if (!scope.mayHave("reward")) scope.unknown("reward above", word, above.keys(), item)
  }
}

/** Made only when a near name is looked for. */
function* subjectsOf(scope: Scope): Generator<string> {
  for (const { node } of scope.of("answer")) yield node.name.text
  yield "format"
}
