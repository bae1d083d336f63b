/** A text by code points, as annotation tools count; made once, so that each stretch costs no more than its own length. */
export class CodePoints {
  readonly text: string
  /** UTF-16 offset of each code point; absent where both counts are the same. */
  readonly #offsets: Uint32Array | undefined
  readonly length: number

  constructor(text: string) {
    this.text = text
    if (!/[\ud800-\udbff]/.test(text)) {
      this.length = text.length
      return
    }
    const offsets = new Uint32Array(text.length + 1)
    let count = 0
    for (let at = 0; at < text.length; at += text.codePointAt(at)! > 0xffff ? 2 : 1) offsets[count++] = at
    offsets[count] = text.length
    this.#offsets = offsets.subarray(0, count + 1)
    this.length = count
  }

  /** In UTF-16 units. @param at in code points, clamped into the text */
  offset(at: number): number {
    const clamped = Math.min(Math.max(at, 0), this.length)
    return this.#offsets ? this.#offsets[clamped]! : clamped
  }

  slice(start: number, end: number): string {
    return this.text.slice(this.offset(start), this.offset(end))
  }
}
