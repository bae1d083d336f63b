/** The fixes that the compiler knows, for what it found at the cursor. */
import { type CodeAction, CodeActionKind, type Range, type Diagnostic as Shown } from "vscode-languageserver"
import type { Diagnostic } from "../diagnostic.js"
import type { Opened } from "./feature.js"
import { rangeOf } from "./places.js"

/** @param shown what the editor shows there, so that it can tell which of them a fix mends */
export function actions({ guideline, source, uriFor }: Opened, range: Range, shown: readonly Shown[]): CodeAction[] {
  return guideline.findings.flatMap((diagnostic): CodeAction[] => {
    const { fix, place } = diagnostic
    if (!fix || place?.source.path !== source.path) return []
    const where = rangeOf(place.source, place.span)
    if (isBefore(where.end, range.start) || isBefore(range.end, where.start)) return []
    const mends = shown.filter((one) => one.code === diagnostic.code && isSameRange(one.range, where))
    return [
      {
        title: fix.title,
        kind: CodeActionKind.QuickFix,
        isPreferred: isPreferred(diagnostic),
        ...(mends.length > 0 && { diagnostics: mends }),
        edit: {
          changes: {
            [uriFor(place.source.path)]: fix.edits.map(({ span, text }) => ({
              range: rangeOf(place.source, span),
              newText: text,
            })),
          },
        },
      },
    ]
  })
}

/** An error's fix is what was probably meant; a warning may be right as it is. */
const isPreferred = ({ severity }: Diagnostic): boolean => severity === "error"

const isBefore = (a: Range["start"], b: Range["start"]): boolean =>
  a.line < b.line || (a.line === b.line && a.character < b.character)

const isSameRange = (a: Range, b: Range): boolean =>
  !isBefore(a.start, b.start) && !isBefore(b.start, a.start) && !isBefore(a.end, b.end) && !isBefore(b.end, a.end)
