/** Texts with nothing in them: they would leave a hole in the prompt. */
import type { Source } from "../../text.js"
import type { AnyStatement, Prose } from "../ast.js"
import type { Scope } from "../scope.js"

export function emptyTexts(scope: Scope): void {
  for (const { node, source } of scope.statements) look(scope, node, source)
}

function look(scope: Scope, node: AnyStatement, source: Source): void {
  texts(scope, node, source)
  if ("details" in node) for (const detail of node.details) look(scope, detail, source)
}

function texts(scope: Scope, node: AnyStatement, source: Source): void {
  switch (node.kind) {
    case "guideline":
      check(scope, "guideline", node.title, source)
      check(scope, "version", node.version, source)
      check(scope, "source", node.cites, source)
      return
    case "alias":
      for (const name of node.names) check(scope, "alias", name, source)
      return
    case "cue":
      check(scope, "cue", node.text, source)
      return
    case "answer":
      check(scope, "answer", node.prose, source)
      if (node.place?.spot.kind === "key") check(scope, "key", node.place.spot.key, source)
      return
    // a test may well be of an empty answer
    case "test":
    case "use":
      return
    default:
      if ("prose" in node) check(scope, node.kind, node.prose, source)
  }
}

function check(scope: Scope, what: string, prose: Prose | undefined, source: Source): void {
  if (prose && prose.text.trim() === "") scope.report("text-empty", { what }, { node: prose, source }, prose.span)
}
