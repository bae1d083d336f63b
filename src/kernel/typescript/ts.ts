/**
 * TypeScript, with those of its functions that its declarations leave out and that the engine needs.
 *
 * They belong to one exact version, which package.json pins; a test of every cell of the corpus holds what they do.
 */
import { createRequire } from "node:module"
import type Ts from "typescript"

// required, as `import` would read all of it twice more to find the names that it exports
export const ts = createRequire(import.meta.url)("typescript") as typeof Ts

interface Undeclared {
  bindSourceFile(file: Ts.SourceFile, options: Ts.CompilerOptions): void
  getTouchingPropertyName(file: Ts.SourceFile, position: number): Ts.Node
  getContainerNode(node: Ts.Node): Ts.Node | undefined
  typeToDisplayParts(checker: Ts.TypeChecker, type: Ts.Type, around?: Ts.Node): Ts.SymbolDisplayPart[]
  /** The library's parts by name, in the order in which their declarations are merged. */
  readonly libs: readonly string[]
  readonly nullTransformationContext: Ts.TransformationContext
  readonly Completions: Record<
    "getCompletionsAtPosition",
    (...all: readonly unknown[]) => Ts.CompletionInfo | undefined
  >
  readonly SymbolDisplay: {
    getSymbolKind(checker: Ts.TypeChecker, symbol: Ts.Symbol, node: Ts.Node): Ts.ScriptElementKind
    getSymbolModifiers(checker: Ts.TypeChecker, symbol: Ts.Symbol): string
    getSymbolDisplayPartsDocumentationAndSymbolKind(
      checker: Ts.TypeChecker,
      symbol: Ts.Symbol,
      file: Ts.SourceFile,
      around: Ts.Node | undefined,
      node: Ts.Node,
    ): Pick<Ts.QuickInfo, "displayParts" | "documentation" | "tags"> & { symbolKind: Ts.ScriptElementKind }
  }
}

export const undeclared = ts as unknown as Undeclared

/** Names that a node declares for what is inside it; filled by the binder. */
export const localsOf = (node: Ts.Node): ReadonlyMap<Ts.__String, Ts.Symbol> | undefined =>
  (node as { locals?: ReadonlyMap<Ts.__String, Ts.Symbol> }).locals

/** A file whose nodes know their parents and the names that they declare. */
export function bound(name: string, text: string): Ts.SourceFile {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS)
  undeclared.bindSourceFile(file, { target: ts.ScriptTarget.ES2022 })
  return file
}

export type { Ts }
