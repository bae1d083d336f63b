/**
 * TypeScript, with those of its functions that its declarations leave out and that the engine needs.
 *
 * They belong to one exact version, which package.json pins; a test of every cell of the corpus holds what they do.
 */
import ts from "typescript"

interface Undeclared {
  bindSourceFile(file: ts.SourceFile, options: ts.CompilerOptions): void
  getTouchingPropertyName(file: ts.SourceFile, position: number): ts.Node
  getContainerNode(node: ts.Node): ts.Node | undefined
  typeToDisplayParts(checker: ts.TypeChecker, type: ts.Type, around?: ts.Node): ts.SymbolDisplayPart[]
  readonly nullTransformationContext: ts.TransformationContext
  readonly Completions: Record<
    "getCompletionsAtPosition",
    (...all: readonly unknown[]) => ts.CompletionInfo | undefined
  >
  readonly SymbolDisplay: {
    getSymbolKind(checker: ts.TypeChecker, symbol: ts.Symbol, node: ts.Node): ts.ScriptElementKind
    getSymbolModifiers(checker: ts.TypeChecker, symbol: ts.Symbol): string
    getSymbolDisplayPartsDocumentationAndSymbolKind(
      checker: ts.TypeChecker,
      symbol: ts.Symbol,
      file: ts.SourceFile,
      around: ts.Node | undefined,
      node: ts.Node,
    ): Pick<ts.QuickInfo, "displayParts" | "documentation" | "tags"> & { symbolKind: ts.ScriptElementKind }
  }
}

export const undeclared = ts as unknown as Undeclared

/** Names that a node declares for what is inside it; filled by the binder. */
export const localsOf = (node: ts.Node): ReadonlyMap<ts.__String, ts.Symbol> | undefined =>
  (node as { locals?: ReadonlyMap<ts.__String, ts.Symbol> }).locals

/** A file whose nodes know their parents and the names that they declare. */
export function bound(name: string, text: string): ts.SourceFile {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS)
  undeclared.bindSourceFile(file, { target: ts.ScriptTarget.ES2022 })
  return file
}

export { ts }
