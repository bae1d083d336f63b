/** The outline of a guideline: fields, labels with what stands under them, and the reward. */
import { type DocumentSymbol, SymbolKind } from "vscode-languageserver"
import type { AnyStatement } from "../language/ast.js"
import { ruleName, termName } from "../language/term-name.js"
import { headText, shortened } from "./describe.js"
import type { Opened } from "./feature.js"
import { endOf } from "./folding.js"
import { rangeOf } from "./places.js"

export function outline({ tree, source }: Opened): DocumentSymbol[] {
  const symbol = (node: AnyStatement): DocumentSymbol[] => {
    const named = nameOf(node)
    if (!named) return []
    const children = "details" in node ? node.details.flatMap(symbol) : []
    const selected =
      "name" in node && node.name ? node.name.span : { start: node.span.start, end: node.span.start + node.kind.length }
    return [
      {
        // an empty name would be refused by an editor
        name: shortened(named.name, 60) || node.kind,
        detail: named.detail ?? node.kind,
        kind: named.kind,
        range: rangeOf(source, { start: node.span.start, end: endOf(node) }),
        selectionRange: rangeOf(source, selected),
        ...(children.length > 0 && { children }),
      },
    ]
  }
  return tree.statements.flatMap(symbol)

  function nameOf(node: AnyStatement): { name: string; kind: SymbolKind; detail?: string } | undefined {
    switch (node.kind) {
      case "guideline":
        return { name: node.title.text || "guideline", kind: SymbolKind.Module, detail: `version ${node.version.text}` }
      case "use":
        return { name: node.path.text || "use", kind: SymbolKind.File, detail: "use" }
      case "task":
        return { name: "task", kind: SymbolKind.Namespace, detail: shortened(node.prose.text, 60) }
      case "input":
      case "gold":
        return { name: node.name.text, kind: SymbolKind.Variable, detail: headText(node, source) }
      case "answer":
        return { name: node.name.text, kind: SymbolKind.Field, detail: headText(node, source) }
      case "entity":
      case "relation":
        return { name: node.name.text, kind: SymbolKind.Class }
      case "label":
      case "otherwise":
        return { name: node.name.text, kind: SymbolKind.EnumMember }
      case "arm":
        return { name: node.name.text, kind: SymbolKind.Module }
      case "reward":
      case "report":
        return { name: termName(node), kind: SymbolKind.Operator, detail: headText(node, source) }
      case "check":
      case "judge":
        return { name: ruleName(node) || node.kind, kind: SymbolKind.Event }
      case "advice":
        return { name: node.name?.text ?? shortened(node.prose.text, 40), kind: SymbolKind.Event }
      case "example":
        return { name: shortened(source.slice(node.span), 60), kind: SymbolKind.String }
      default:
        return undefined
    }
  }
}
