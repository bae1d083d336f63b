/** Texts with nothing in them: they would leave a hole in the prompt. */
import type { AnyStatement, Prose } from "../ast.js"
import type { Item, Scope } from "../scope.js"

export function emptyTexts(scope: Scope): void {
  const look = ({ node, source }: Item<AnyStatement>): void => {
    for (const [what, prose] of textsOf(node)) {
      if (prose && prose.text.trim() === "") scope.report("text-empty", { what }, { node, source }, prose.span)
    }
    if ("details" in node) for (const detail of node.details) look({ node: detail, source })
  }
  for (const item of scope.statements) look(item)
}

function textsOf(node: AnyStatement): [string, Prose | undefined][] {
  switch (node.kind) {
    case "guideline":
      return [
        ["guideline", node.title],
        ["version", node.version],
        ["source", node.cites],
      ]
    case "alias":
      return node.names.map((name) => ["alias", name])
    case "cue":
      return [["cue", node.text]]
    case "answer":
      return [
        ["answer", node.prose],
        ["key", node.place?.spot.kind === "key" ? node.place.spot.key : undefined],
      ]
    // a test may well be of an empty answer
    case "test":
    case "use":
      return []
    default:
      return "prose" in node ? [[node.kind, node.prose]] : []
  }
}
