/** A tree to its meaning: names resolved, every rule looked at. Needs the catalogue of verbs, knows none of them. */
import type { Catalogue } from "../catalogue.js"
import { type Diagnostic, hasErrors, inOrder } from "../diagnostic.js"
import type { Tree, UseStatement } from "./ast.js"
import type { Meaning } from "./meaning.js"
import { meaningOf } from "./meaning-of.js"
import type { Memory } from "./memory.js"
import { run } from "./rule.js"
import { rules } from "./rules/index.js"
import { Scope } from "./scope.js"

export interface AnalyzeOptions {
  /** The files in use, by the line that uses them first; `read.ts` finds them. Without it a `use` is an error. */
  readonly imports?: ReadonlyMap<UseStatement, Tree>
  /** Of the same guideline, while it is edited. */
  readonly memory?: Memory
}

export interface Analyzed {
  /** Absent when there is an error, in the trees or in what they say, and for a schema; made when first asked for. */
  readonly meaning?: Meaning
  /** Of the analysis alone: what was wrong with the form came with the trees. */
  readonly diagnostics: readonly Diagnostic[]
}

export function analyze(tree: Tree, catalogue: Catalogue, options: AnalyzeOptions = {}): Analyzed {
  const scope = new Scope(tree, catalogue, options.imports)
  run(rules, scope, options.memory)
  const diagnostics = inOrder(
    scope.diagnostics,
    scope.trees.map(({ source }) => source.path),
  )
  const sound = !hasErrors(diagnostics) && scope.trees.every((t) => t.complete) && tree.statements.length > 0
  return sound && !scope.isSchema ? new Sound(scope, diagnostics) : { diagnostics }
}

/** A class, since V8 remembers what the getter of an object literal has seen: the whole tree, after each keystroke. */
class Sound implements Analyzed {
  readonly diagnostics: readonly Diagnostic[]
  readonly #scope: Scope
  #meaning: Meaning | undefined

  constructor(scope: Scope, diagnostics: readonly Diagnostic[]) {
    this.#scope = scope
    this.diagnostics = diagnostics
  }

  get meaning(): Meaning {
    this.#meaning ??= meaningOf(this.#scope)
    return this.#meaning
  }
}
