/** Places of a guideline as an editor counts them: URIs, and lines and UTF-16 characters from 0. */
import { fileURLToPath, pathToFileURL } from "node:url"
import type { Location, Position, Range } from "vscode-languageserver"
import { TextDocument } from "vscode-languageserver-textdocument"
import type { Place } from "../diagnostic.js"
import type { Source, Span } from "../text.js"

/** @returns the path of a file; what is no file (a new document, not saved yet) keeps its URI, and can use no files */
export function pathOf(uri: string): string {
  if (!uri.startsWith("file:")) return uri
  try {
    return fileURLToPath(uri).replaceAll("\\", "/")
  } catch {
    return uri
  }
}

/** The URI that the server itself makes; an editor may spell it differently, so that of an open document comes first. */
export const uriOf = (path: string): string => (isFile(path) ? pathToFileURL(path).href : path)

export const isFile = (path: string): boolean => /^([A-Za-z]:)?\//.test(path)

/** Line ends are as the protocol has them: a lone carriage return is one, which `Source` takes for a sign. */
const documents = new WeakMap<Source, TextDocument>()

function documentOf(source: Source): TextDocument {
  let document = documents.get(source)
  if (!document) {
    document = TextDocument.create(source.path, "guideline", 0, source.text)
    documents.set(source, document)
  }
  return document
}

export const positionOf = (source: Source, offset: number): Position => documentOf(source).positionAt(offset)

export const rangeOf = (source: Source, { start, end }: Span): Range => ({
  start: positionOf(source, start),
  end: positionOf(source, Math.max(start, end)),
})

export const offsetOf = (source: Source, position: Position): number => documentOf(source).offsetAt(position)

/** @param uriFor how the editor calls the file of a path */
export const locationOf = ({ source, span }: Place, uriFor: (path: string) => string): Location => ({
  uri: uriFor(source.path),
  range: rangeOf(source, span),
})

/** Whether an offset lies in a span or right behind it, where a cursor stands after a click on the last letter. */
export const touches = ({ start, end }: Span, offset: number): boolean => start <= offset && offset <= end
