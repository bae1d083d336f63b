/**
 * What a reader is: one format, from the text of a file to examples. A reader reports every row that it can not read and
 * goes on with the next one. It opens no file, and knows neither splits nor folders.
 */
import type { Diagnostic } from "../../diagnostic.js"
import type { Source, Span } from "../../text.js"
import type { Example } from "../../value.js"

/** An example and where it stands, so that later findings can point at it. */
export interface ReadRow {
  readonly example: Example
  readonly span: Span
}

export interface ReaderOptions {
  /** Whether what an annotator wrote beside the gold may be read; never for evaluation data. */
  readonly comments: boolean
  /** Rows that nobody has annotated yet: without gold they have an empty one. */
  readonly unlabelled?: boolean
}

export interface Reader {
  readonly name: string
  /** One line for people. */
  readonly summary: string
  rows(source: Source, report: (diagnostic: Diagnostic) => void, options: ReaderOptions): Generator<ReadRow>
}

/** Lines of a source with their spans, without line ends (`\n` or `\r\n`). */
export function* lines(source: Source): Generator<{ readonly text: string; readonly span: Span }> {
  const { text } = source
  for (let start = 0; start < text.length; ) {
    const next = text.indexOf("\n", start)
    const stop = next < 0 ? text.length : next
    const end = stop > start && text[stop - 1] === "\r" ? stop - 1 : stop
    yield { text: text.slice(start, end), span: { start, end } }
    start = stop + 1
  }
}
