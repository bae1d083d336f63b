/** One line of a file that is too long to be kept, or of a stream: diagnostics still name its own line. */
import { type Position, Source, type Span } from "../text.js"

export class LineSource extends Source {
  readonly #line: number

  /** @param line from 1 */
  constructor(path: string, text: string, line: number) {
    super(path, text)
    this.#line = line
  }

  override position(offset: number): Position {
    const { line, column } = super.position(offset)
    return { line: line + this.#line - 1, column }
  }

  override lineSpan(line: number): Span {
    return super.lineSpan(line - this.#line + 1)
  }
}

const NEWLINE = 10
/** A longer line is told and skipped: it holds no row that is meant. */
export const LONGEST_LINE = 64 * 2 ** 20

/** A line without its end, or undefined for one that is too long. Empty ones are left out. */
export interface NumberedLine {
  readonly text: string | undefined
  readonly number: number
}

/** Lines of a stream of bytes in UTF-8; never more than one line is kept. */
export async function* linesOf(stream: AsyncIterable<unknown>, longest = LONGEST_LINE): AsyncGenerator<NumberedLine> {
  let parts: Buffer[] = []
  let bytes = 0
  let number = 1
  const take = (): NumberedLine => {
    const line = bytes > longest ? undefined : Buffer.concat(parts).toString("utf8")
    parts = []
    bytes = 0
    return { text: number === 1 ? line?.replace(/^\ufeff/, "") : line, number: number++ }
  }
  const isFilled = ({ text }: NumberedLine) => text === undefined || text.trim() !== ""
  for await (const read of stream) {
    const chunk = Buffer.isBuffer(read) ? read : Buffer.from(String(read))
    let start = 0
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      add(chunk, start, end)
      const line = take()
      if (isFilled(line)) yield line
      start = end + 1
    }
    add(chunk, start, chunk.length)
  }
  const last = take()
  if (isFilled(last)) yield last

  function add(chunk: Buffer, start: number, end: number): void {
    bytes += end - start
    if (bytes > longest) parts = []
    else if (end > start) parts.push(chunk.subarray(start, end))
  }
}
