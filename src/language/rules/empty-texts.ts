/** Texts with nothing in them: they would leave a hole in the prompt. */
import type { AnyStatement, Prose } from "../ast.js"
import type { Item, Scope } from "../scope.js"

export function emptyTexts(scope: Scope): void {
  const look = ({ node, source }: Item<AnyStatement>): void => {
    forTexts(node, (what, prose) => {
      if (prose && prose.text.trim() === "") scope.report("text-empty", { what }, { node, source }, prose.span)
    })
    if ("details" in node) for (const detail of node.details) look({ node: detail, source })
  }
  for (const item of scope.statements) look(item)
}

function forTexts(node: AnyStatement, look: (what: string, prose: Prose | undefined) => void): void {
  switch (node.kind) {
    case "guideline":
      look("guideline", node.title)
      look("version", node.version)
      look("source", node.cites)
      return
    case "alias":
      for (const name of node.names) look("alias", name)
      return
    case "cue":
      look("cue", node.text)
      return
    case "answer":
      look("answer", node.prose)
      if (node.place?.spot.kind === "key") look("key", node.place.spot.key)
      return
    // a test may well be of an empty answer
    case "test":
    case "use":
      return
    default:
      if ("prose" in node) look(node.kind, node.prose)
  }
}
