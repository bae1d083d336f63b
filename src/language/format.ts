/** A file's text in canonical form, with its own line ends; or why it is better left as it is. */
import { type Diagnostic, hasErrors } from "../diagnostic.js"
import type { Source } from "../text.js"
import { parse } from "./parse.js"
import { print } from "./print.js"

export interface Formatted {
  /** Absent when the file was not understood well enough. */
  readonly text?: string
  /** What stands in the way, and what there is to know besides, in the order of the text. */
  readonly diagnostics: readonly Diagnostic[]
}

/** Warnings that the right indentation would hide, with the doubt that they are about. */
const DOUBTS: readonly string[] = ["text-unclear", "statement-indented"]

export function format(source: Source): Formatted {
  const { tree, diagnostics } = parse(source)
  if (hasErrors(diagnostics) || diagnostics.some(({ code }) => DOUBTS.includes(code))) return { diagnostics }
  const { text } = source
  const firstEnd = text.indexOf("\n")
  const lines = print(tree)
  const ended = firstEnd > 0 && text[firstEnd - 1] === "\r" ? lines.replaceAll("\n", "\r\n") : lines
  return { text: text.startsWith("\ufeff") ? `\ufeff${ended}` : ended, diagnostics }
}
