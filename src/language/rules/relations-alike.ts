/**
 * Pairs of relations that nothing tells apart: their roles are typed alike, and no preference, exclusion, pair of
 * cues, near miss or sentence speaks of the two. An annotator would ask; a model guesses.
 */
import type { Arg, RelationStatement } from "../ast.js"
import { placeAt } from "../place.js"
import { groupBy, type Item, type Scope } from "../scope.js"
import { kindsAbove } from "./labels.js"

/** Beyond so many relations all pairs are too many to look at; nobody could tell so many apart without cues either. */
const MOST_RELATIONS = 64
/** So many relations of one example are set against its near misses. */
const MOST_IN_EXAMPLE = 16
/** So many relations are shown; the first ones to be mended show how. */
const MOST_SHOWN = 3

export function relationsAlike(scope: Scope): void {
  const shownOnes = new Set(scope.cues.flatMap(({ home }) => (home.kind === "relation" ? [home.name.text] : [])))
  if (shownOnes.size > MOST_RELATIONS) return
  // one that nothing shows at all is said already
  for (const { node } of scope.examples) {
    for (const args of [node.given, node.is]) addRelations(args, shownOnes)
    for (const line of node.details) if (line.kind === "not") addRelations(line.is, shownOnes)
  }
  const items = scope.of("relation").filter(({ node }) => shownOnes.has(node.name.text))
  if (
    items.length > MOST_RELATIONS ||
    (["relation", "cue", "advice", "prefer"] as const).some((k) => scope.mayHave(k))
  ) {
    return
  }
  if (items.length < 2) return
  const known = new Known(scope)
  const untold = new Map(items.map((item) => [item, items.filter((one) => one !== item && !known.tells(item, one))]))
  for (let shown = 0; shown < MOST_SHOWN; shown++) {
    // one relation that is like many others is one thing to mend
    const [item, others] = [...untold].reduce((most, next) => (next[1].length > most[1].length ? next : most))
    const [first] = others
    if (!first) return
    untold.delete(item)
    for (const [one, rest] of untold)
      untold.set(
        one,
        rest.filter((other) => other !== item),
      )
    const { name } = item.node
    const facts = { name: name.text, others: others.map(({ node }) => node.name.text) }
    scope.report("relations-alike", facts, item, name.span, {
      notes: [{ message: "the other one", place: placeAt(first, first.node.name.span) }],
    })
  }
}

class Known {
  readonly #scope: Scope
  readonly #cued: ReadonlySet<string>
  /** Place in each order, and number of each exclusion. */
  readonly #orders: readonly ReadonlyMap<string, number>[]
  readonly #sets: readonly ReadonlySet<string>[]
  /** `A\nB`: an example of A with a near miss B. */
  readonly #misses = new Set<string>()
  readonly #texts: ReadonlyMap<string, string>

  constructor(scope: Scope) {
    this.#scope = scope
    this.#cued = new Set(scope.cues.map(({ home }) => home.name.text))
    this.#orders = scope
      .of("prefer")
      .map(({ node }) => new Map(node.groups.flatMap((group, i) => group.map(({ text }) => [text, i] as const))))
    this.#sets = scope.of("exclude").map(({ node }) => new Set(node.names.map(({ text }) => text)))
    for (const { node } of scope.examples) {
      for (const line of node.details) {
        if (line.kind !== "not") continue
        const wrong = relationsIn(line.is).slice(0, MOST_IN_EXAMPLE)
        for (const a of relationsIn(node.is).slice(0, MOST_IN_EXAMPLE)) {
          for (const b of wrong) this.#misses.add(`${a}\n${b}`)
        }
      }
    }
    const texts = groupBy(
      [
        ...scope.of("relation").map(({ node }) => ({ name: node.name.text, text: node.prose?.text })),
        ...scope.rules.flatMap(({ node, home }) =>
          home?.kind === "relation" ? [{ name: home.name.text, text: node.prose?.text }] : [],
        ),
      ],
      ({ name }) => name,
    )
    this.#texts = new Map([...texts].map(([name, all]) => [name, plain(all.map(({ text }) => text ?? "").join("\n"))]))
  }

  tells({ node: a }: Item<RelationStatement>, { node: b }: Item<RelationStatement>): boolean {
    const [one, other] = [a.name.text, b.name.text]
    return (
      (this.#cued.has(one) && this.#cued.has(other)) ||
      this.#misses.has(`${one}\n${other}`) ||
      this.#misses.has(`${other}\n${one}`) ||
      this.#orders.some((order) => order.has(one) && order.has(other) && order.get(one) !== order.get(other)) ||
      this.#sets.some((set) => set.has(one) && set.has(other)) ||
      kindsAbove(this.#scope, one).includes(other) ||
      kindsAbove(this.#scope, other).includes(one) ||
      typesOf(a) !== typesOf(b) ||
      this.#names(one, other) ||
      this.#names(other, one)
    )
  }

  #names(one: string, other: string): boolean {
    return this.#texts.get(one)?.includes(plain(other)) ?? false
  }
}

/** Different types are a difference that an annotator sees, even where some entities fit both. */
const typesOf = ({ roles }: RelationStatement): string =>
  roles
    .map(({ types }) =>
      types
        .map(({ text }) => text)
        .sort()
        .join(" "),
    )
    .join(", ")

const plain = (text: string): string => text.toLowerCase().replace(/[-_\s]+/g, " ")

const relationsIn = (args: readonly Arg[]): string[] => [...addRelations(args, new Set())]

function addRelations(args: readonly Arg[], names: Set<string>): Set<string> {
  for (const { value } of args) {
    if (value.kind === "name") names.add(value.name.text)
    else if (value.kind === "list") addRelations(value.items, names)
  }
  return names
}
