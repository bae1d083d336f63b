/** Where a name is declared, or the file that a line uses. */
import { posix } from "node:path"
import type { Location } from "vscode-languageserver"
import type { Opened } from "./feature.js"
import { isFile, locationOf, touches } from "./places.js"
import { symbolsIn } from "./symbols.js"

export function definition({ guideline, tree, source, uriFor }: Opened, offset: number): Location | null {
  const use = symbolsIn(tree).uses.find(({ span }) => touches(span, offset))
  if (use) {
    const path = posix.join(posix.dirname(source.path), use.path)
    const used = guideline.trees.find((one) => one.source.path === path)
    return used && isFile(path) ? locationOf({ source: used.source, span: { start: 0, end: 0 } }, uriFor) : null
  }
  const declaration = guideline.names.find(source, offset)
  if (!declaration) return null
  const { span, node } = declaration
  // a line that has no name of its own is shown where it begins
  const shown = span.end > span.start ? span : { start: node.span.start, end: node.span.start + node.kind.length }
  return locationOf({ source: declaration.source, span: shown }, uriFor)
}
