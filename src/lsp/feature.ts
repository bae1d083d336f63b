/** What every feature is given: the document as the editor shows it, and the guideline that it is the first file of. */
import type { Tree } from "../language/ast.js"
import type { Source } from "../text.js"
import type { Guideline, Workspace } from "./workspace.js"

export interface Opened {
  readonly workspace: Workspace
  readonly guideline: Guideline
  /** The document's own. */
  readonly tree: Tree
  readonly source: Source
  /** How the editor calls the file of a path. */
  readonly uriFor: (path: string) => string
}
