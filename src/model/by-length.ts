/** What is compiled for one length of prompt: made when that length is first met, and kept. */
export class ByLength<T extends { dispose(): Promise<void> }> {
  readonly #made = new Map<number, Promise<T>>()

  constructor(readonly make: (length: number) => Promise<T>) {}

  get(length: number): Promise<T> {
    const found = this.#made.get(length) ?? this.make(length)
    this.#made.set(length, found)
    return found
  }

  async dispose(): Promise<void> {
    for (const one of this.#made.values()) await (await one).dispose()
    this.#made.clear()
  }
}
