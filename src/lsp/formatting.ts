/** The formatter's text as the smallest edit, so that the cursor stays; nothing while something is not understood. */
import type { TextEdit } from "vscode-languageserver"
import { print } from "../language/print.js"
import type { Opened } from "./feature.js"
import { rangeOf } from "./places.js"

export function formatting({ tree, source }: Opened): TextEdit[] {
  if (!tree.complete) return []
  const { text } = source
  const printed = print(tree)
  if (printed === text) return []
  let start = 0
  while (start < text.length && text[start] === printed[start]) start++
  let behind = 0
  const most = Math.min(text.length, printed.length) - start
  while (behind < most && text[text.length - 1 - behind] === printed[printed.length - 1 - behind]) behind++
  // whole lines: an edit never parts a sign of two units, nor a line end of two signs
  start = start === 0 ? 0 : text.lastIndexOf("\n", start - 1) + 1
  const tail = text.indexOf("\n", text.length - behind)
  const end = tail < 0 ? text.length : text[tail - 1] === "\r" ? tail + 1 : tail
  const newText = printed.slice(start, printed.length - (text.length - end))
  return [{ range: rangeOf(source, { start, end }), newText }]
}
