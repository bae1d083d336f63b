/**
 * Pairs of relations that nothing tells apart: the same entities may stand in both, and no preference, exclusion, pair of
 * cues, near miss or sentence speaks of the two. An annotator would ask; a model guesses.
 */
import type { Arg, ExampleDetail, RelationStatement } from "../ast.js"
import { groupBy, type Item, placeAt, type Scope } from "../scope.js"
import { kindsAbove } from "./labels.js"

/** Beyond so many relations all pairs are too many to look at; nobody could tell so many apart without cues either. */
const MOST_RELATIONS = 64
/** So many relations are shown; the first ones to be mended show how. */
const MOST_SHOWN = 3

export function relationsAlike(scope: Scope): void {
  // one that nothing shows at all is said already
  const shownOnes = new Set([...scope.cues.map(({ home }) => home.name.text), ...scope.examples.flatMap(namesOf)])
  const items = scope.of("relation").filter(({ node }) => shownOnes.has(node.name.text))
  if (
    items.length > MOST_RELATIONS ||
    (["relation", "cue", "advice", "prefer"] as const).some((k) => scope.mayHave(k))
  ) {
    return
  }
  const known = new Known(scope)
  let shown = 0
  for (const [i, item] of items.entries()) {
    const others = items.slice(i + 1).filter((other) => !known.tells(item, other))
    const [first] = others
    if (!first || shown++ >= MOST_SHOWN) continue
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
        for (const a of relationsIn(node.is)) for (const b of relationsIn(line.is)) this.#misses.add(`${a}\n${b}`)
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
      this.#differ(a, b) ||
      this.#names(one, other) ||
      this.#names(other, one)
    )
  }

  /** Whether no pair of entities could stand in both, as their roles are typed. */
  #differ(a: RelationStatement, b: RelationStatement): boolean {
    return [0, 1].some((i) => {
      const [one, other] = [a.roles[i]!.types, b.roles[i]!.types]
      if (one.length === 0 || other.length === 0) return false
      return !one.some((x) => other.some((y) => this.#overlap(x.text, y.text)))
    })
  }

  #overlap(a: string, b: string): boolean {
    return kindsAbove(this.#scope, a).includes(b) || kindsAbove(this.#scope, b).includes(a)
  }

  #names(one: string, other: string): boolean {
    return this.#texts.get(one)?.includes(plain(other)) ?? false
  }
}

const namesOf = ({ node }: Item<ExampleDetail>): string[] =>
  [node.given, node.is, ...node.details.flatMap((line) => (line.kind === "not" ? [line.is] : []))].flatMap(relationsIn)

const plain = (text: string): string => text.toLowerCase().replace(/[-_\s]+/g, " ")

function relationsIn(args: readonly Arg[]): string[] {
  return args.flatMap(({ value }) =>
    value.kind === "name" ? [value.name.text] : value.kind === "list" ? relationsIn(value.items) : [],
  )
}
