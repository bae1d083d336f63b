/** What a name is: its kind, type and documentation, as an editor shows them at the pointer. */
import { type Ts, ts, undeclared } from "./ts.js"

/** @returns undefined where there is nothing to tell, as in a comment */
export function quickInfoAt(
  file: Ts.SourceFile,
  checker: Ts.TypeChecker,
  _cancellation: unknown,
  position: number,
): Ts.QuickInfo | undefined {
  const node = undeclared.getTouchingPropertyName(file, position)
  if (node === file) return undefined
  const textSpan = { start: node.getStart(file), length: node.end - node.getStart(file) }
  const around = undeclared.getContainerNode(node)
  const symbol = checker.getSymbolAtLocation(node)
  if (symbol === undefined) {
    if (!ts.isExpression(node) || ts.isStringLiteralLike(node)) return undefined
    const displayParts = undeclared.typeToDisplayParts(checker, checker.getTypeAtLocation(node), around)
    return { kind: ts.ScriptElementKind.unknown, kindModifiers: "", textSpan, displayParts }
  }
  const { symbolKind, ...shown } = undeclared.SymbolDisplay.getSymbolDisplayPartsDocumentationAndSymbolKind(
    checker,
    symbol,
    file,
    around,
    node,
  )
  return {
    kind: symbolKind,
    kindModifiers: undeclared.SymbolDisplay.getSymbolModifiers(checker, symbol),
    textSpan,
    ...shown,
  }
}

/** Signature first, as code; then the documentation. */
export function shownInfo(info: Ts.QuickInfo, detail: 0 | 1): { text: string; markdown: string } {
  const signature = ts.displayPartsToString(info.displayParts)
  const documentation = ts.displayPartsToString(info.documentation)
  const tags = detail === 0 ? [] : (info.tags ?? []).map((tag) => `@${tag.name} ${ts.displayPartsToString(tag.text)}`)
  const prose = [documentation, tags.map((tag) => tag.trim()).join("\n")].filter((part) => part !== "")
  return {
    text: [signature, ...prose].join("\n\n"),
    markdown: [`\`\`\`typescript\n${signature}\n\`\`\``, documentation, ...tags.map((tag) => `- ${tag.trim()}`)]
      .filter((part) => part !== "")
      .join("\n\n"),
  }
}
