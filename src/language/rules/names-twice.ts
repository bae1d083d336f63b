/** Names that are declared twice where one must mean one thing. */
import { DECLARED_LISTS } from "../../value.js"
import { armNames, type DeclaredName, fieldNames, labelNames, measuredNames, termNames } from "../declared-names.js"
import { placeAt } from "../place.js"
import type { Scope } from "../scope.js"
import { groupBy } from "../scope.js"

const RESERVED: readonly string[] = ["format", "gold", "completion"]

export function namesTwice(scope: Scope): void {
  const fields = fieldNames(scope)
  const labels = labelNames(scope)
  const measured = measuredNames(scope)
  for (const name of fields) {
    const taken = RESERVED.includes(name.word.text) || (name.what === "input" && isList(name.word.text))
    if (taken) reserved(scope, "A field", name)
  }
  for (const name of measured) if (RESERVED.includes(name.word.text)) reserved(scope, "A rule", name)
  once(scope, "field", fields)
  once(scope, "label", labels)
  once(scope, "rule", measured)
  const named = scope.rules.filter(({ node }) => node.kind === "advice" && node.name)
  for (const items of groupBy(named, ({ home }) => home).values()) {
    const advice = items.map((item) => ({ what: "advice", word: item.node.name!, item }))
    once(scope, "rule", advice)
  }
  once(scope, "report", termNames(scope.reports))
  once(scope, "arm", armNames(scope))

  // a phrase begins with a part of the answer, a rule or an entity: each of these names means one of them
  const subjects = new Map(fields.filter(({ what }) => what === "answer").map((name) => [name.word.text, name]))
  for (const name of [...labels.filter(({ what }) => what === "entity"), ...measured]) {
    const other = subjects.get(name.word.text)
    if (!other) subjects.set(name.word.text, name)
    else if (other.what === "answer" || other.what === "entity") taken(scope, name, other)
  }
  const rules = new Map(measured.map((name) => [name.word.text, name]))
  for (const { terms } of scope.rewards) {
    const names = termNames(terms)
    once(scope, "reward", names)
    // a term that pays a rule has its name, and behind `after` they are the same; other terms of that name are not
    const waited = new Set(terms.flatMap(({ node }) => node.after.map(({ text }) => text)))
    for (const [i, name] of names.entries()) {
      const rule = rules.get(name.word.text)
      const { subject, verb } = terms[i]!.node.phrase
      const isRule = !verb && subject.text === name.word.text
      if (rule && !isRule && waited.has(name.word.text)) taken(scope, name, rule)
    }
  }
}

const isList = (name: string): boolean => (DECLARED_LISTS as readonly string[]).includes(name)

function once(scope: Scope, what: string, names: readonly DeclaredName[]): void {
  const seen = new Map<string, DeclaredName>()
  for (const name of names) {
    const { word, item } = name
    const first = seen.get(word.text)
    if (!first) seen.set(word.text, name)
    else scope.report("name-twice", { what, name: word.text }, item, word.span, notes("the first one", first))
  }
}

function taken(scope: Scope, { what, word, item }: DeclaredName, other: DeclaredName): void {
  const facts = { what, name: word.text, other: other.what }
  scope.report("name-twice", facts, item, word.span, notes("the other one", other))
}

function reserved(scope: Scope, what: string, { word, item }: DeclaredName): void {
  scope.report("name-reserved", { what, name: word.text }, item, word.span)
}

const notes = (message: string, { item, word }: DeclaredName) => ({
  notes: [{ message, place: placeAt(item, word.span) }],
})
