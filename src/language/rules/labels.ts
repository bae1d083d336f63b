/** Entities, labels and relations by themselves: what they are a kind of, their roles, what excludes what. */
import type { RelationStatement, Role, Word } from "../ast.js"
import { placeAt } from "../place.js"
import type { Item, NameStatement, Scope } from "../scope.js"

export function labels(scope: Scope): void {
  for (const item of scope.of("relation")) relation(scope, item)
  for (const kind of ["entity", "label", "relation"] as const) hierarchy(scope, kind)
  exclusions(scope)
}

function relation(scope: Scope, item: Item<RelationStatement>): void {
  const [first, second] = item.node.roles
  if (first.name.text === second.name.text) {
    scope.report("roles-same", { name: first.name.text }, item, second.name.span)
  }
  for (const { types } of item.node.roles) {
    const seen = new Set<string>()
    for (const word of types) {
      if (seen.has(word.text)) scope.report("listed-twice", { name: word.text }, item, word.span)
      seen.add(word.text)
      if (scope.names.get(word.text)?.node.kind !== "entity" && !scope.mayHave("entity")) {
        scope.unknown("entity", word, namesOf(scope, "entity"), item)
      }
    }
  }
  const { one, symmetric } = item.node
  if (symmetric && typesOf(first) !== typesOf(second)) {
    const facts = { name: item.node.name.text, roles: [first.name.text, second.name.text] as const }
    scope.report("roles-differ", facts, item, second.name.span)
  }
  const known = [first.name.text, second.name.text]
  if (one && !known.includes(one.text)) scope.unknown("role", one, known, item)
}

const typesOf = ({ types }: Role): string =>
  types
    .map(({ text }) => text)
    .sort()
    .join(" or ")

/** What stands under what: known names of the same kind, and no circle. */
function hierarchy(scope: Scope, kind: "entity" | "label" | "relation"): void {
  const above = new Map<string, string>()
  for (const item of scope.of(kind)) {
    const { name, under } = item.node
    if (!under) continue
    if (scope.names.get(under.text)?.node.kind === kind) above.set(name.text, under.text)
    else if (!scope.mayHave(kind)) scope.unknown(kind, under, namesOf(scope, kind), item)
  }
  const done = new Set<string>()
  for (const start of above.keys()) {
    const chain = new Set<string>()
    let at: string | undefined = start
    for (; at !== undefined && !done.has(at) && !chain.has(at); at = above.get(at)) chain.add(at)
    if (at !== undefined && chain.has(at)) {
      const names = [...chain]
      const item = scope.names.get(at)! as Item<RelationStatement>
      const facts = { word: "under", chain: [...names.slice(names.indexOf(at)), at] }
      scope.report("circle", facts, item, item.node.under!.span)
    }
    for (const name of chain) done.add(name)
  }
}

/** So many kinds of kinds are followed; a hostile file may have as many as it has lines. */
const DEEPEST_KIND = 32

/** @returns the name and all that it is a kind of, the nearest first */
export function kindsAbove(scope: Scope, name: string): string[] {
  const chain = new Set<string>()
  let at: string | undefined = name
  for (; at !== undefined && !chain.has(at) && chain.size < DEEPEST_KIND; at = underOf(scope, at)) chain.add(at)
  return [...chain]
}

function underOf(scope: Scope, name: string): string | undefined {
  const node: NameStatement | undefined = scope.names.get(name)?.node
  return node && node.kind !== "otherwise" ? node.under?.text : undefined
}

function exclusions(scope: Scope): void {
  for (const item of scope.of("exclude")) {
    const seen = new Map<string, Word>()
    for (const word of item.node.names) {
      if (seen.has(word.text)) scope.report("listed-twice", { name: word.text }, item, word.span)
      seen.set(word.text, word)
      if (scope.names.get(word.text)?.node.kind !== "relation" && !scope.mayHave("relation")) {
        scope.unknown("relation", word, namesOf(scope, "relation"), item)
      }
    }
    const [first] = item.node.names
    if (first && seen.size < 2) scope.report("exclude-alone", { name: first.text }, item, first.span)
    for (const word of seen.values()) {
      const broad = kindsAbove(scope, word.text).find((name) => name !== word.text && seen.has(name))
      if (broad === undefined) continue
      const narrow = scope.names.get(word.text)!
      scope.report("exclude-kind", { narrow: word.text, broad }, item, word.span, {
        notes: [{ message: "declared here", place: placeAt(narrow, narrow.node.name.span) }],
      })
    }
  }
}

/** Made only when a near name is looked for. */
function* namesOf(scope: Scope, kind: "entity" | "label" | "relation"): Generator<string> {
  for (const { node } of scope.of(kind)) yield node.name.text
}
