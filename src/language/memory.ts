/**
 * Analysis while somebody types: the same findings as those of a fresh look at the whole guideline, for less.
 *
 * What a rule found out about a statement in which nothing is wrong is a matter of the statement's own text and of what the
 * guideline declares. It is kept by that text for as long as the same is declared; a statement with a finding is looked at
 * every time, since its report may depend on others.
 */
import type { AnyStatement } from "./ast.js"
import type { StatementRule } from "./rule.js"
import type { Item, Scope } from "./scope.js"
import { visibleIn } from "./visible.js"

/** Typing into a line may break it and make it whole again: what is declared goes back and forth between a few. */
const MOST_DECLARED = 3
/** Texts of one rule in one file. */
const MOST_KEPT = 20_000

/** Of one guideline. */
export class Memory {
  /** The last one first. */
  readonly #all: Known[] = []

  /** @returns what is known of a guideline that declares the same */
  of(scope: Scope): Known {
    const visible = visibleIn(scope)
    const at = this.#all.findIndex((one) => one.isOf(scope, visible))
    const known = at < 0 ? new Known(scope, visible) : this.#all.splice(at, 1)[0]!
    this.#all.unshift(known)
    this.#all.splice(MOST_DECLARED)
    return known
  }
}

/** What is known as long as the same is declared. */
export class Known {
  readonly #visible: readonly string[]
  readonly #catalogue: Scope["catalogue"]
  /** By the path of the file, then by the statement's text. */
  readonly #byRule = new Map<StatementRule, Map<string, Map<string, { readonly found: unknown }>>>()

  constructor({ catalogue }: Scope, visible: readonly string[]) {
    this.#catalogue = catalogue
    this.#visible = visible
  }

  isOf({ catalogue }: Scope, visible: readonly string[]): boolean {
    const last = this.#visible
    return catalogue === this.#catalogue && last.length === visible.length && visible.every((one, i) => one === last[i])
  }

  look(rule: StatementRule, { node, source }: Item<AnyStatement>): { readonly found: unknown } | undefined {
    if (!isWhole(node)) return undefined
    return this.#byRule.get(rule)?.get(source.path)?.get(textOf(node, source.text))
  }

  keep(rule: StatementRule, { node, source }: Item<AnyStatement>, found: unknown): void {
    if (!isWhole(node)) return
    const kept = mapIn(mapIn(this.#byRule, rule), source.path)
    if (kept.size >= MOST_KEPT) kept.clear()
    // a copy: a piece of a text would keep the whole text in the memory
    kept.set(` ${textOf(node, source.text)}`.slice(1), { found })
  }
}

/** The map that stands in another one; put there when it is first asked for. */
function mapIn<K, L, V>(maps: Map<K, Map<L, V>>, key: K): Map<L, V> {
  const map = maps.get(key) ?? new Map()
  maps.set(key, map)
  return map
}

/** A statement with a problem may depend on its neighbours. */
const isWhole = (node: AnyStatement): boolean =>
  !node.damaged && node.kind !== "broken" && (!("details" in node) || node.details.every(isWhole))

/** The statement with the details below it. */
function textOf(node: AnyStatement, text: string): string {
  const last = "details" in node ? node.details.at(-1) : undefined
  return text.slice(node.span.start, (last ?? node).span.end)
}
