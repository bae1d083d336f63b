/** The longest run of words that a text shares with a source. */
import { eachWord, wordsOf } from "./words.js"

/** A source, to be looked up. */
export interface Words {
  readonly count: number
  /** Where each word stands. */
  readonly places: ReadonlyMap<string, readonly number[]>
  /** UTF-16 units of its longest word. */
  readonly longest: number
}

export function wordsIn(source: string): Words {
  const places = new Map<string, number[]>()
  const words = wordsOf(source)
  for (const [at, { text: word }] of words.entries()) {
    const found = places.get(word)
    if (found) found.push(at)
    else places.set(word, [at])
  }
  return { count: words.length, places, longest: Math.max(0, ...[...places.keys()].map(({ length }) => length)) }
}

/**
 * Work: for each word of the text, as many steps as it stands in the sources. Nothing is made of the text's words, of which a
 * hostile one has a million.
 *
 * @returns words of the text, and of the longest run that it shares with one of the sources
 */
export function longestRun(text: string, sources: readonly Words[]): { readonly words: number; readonly run: number } {
  const runs = sources.map((source) => new Run(source))
  const longest = Math.max(0, ...sources.map((source) => source.longest))
  let words = 0
  eachWord(text, (start, end) => {
    if (end - start <= longest) {
      const word = text.slice(start, end)
      for (const run of runs) run.take(word, words)
    }
    words++
    return true
  })
  return { words, run: Math.max(0, ...runs.map((run) => run.longest)) }
}

class Run {
  longest = 0
  readonly #places: Words["places"]
  /** By place of the source: length of the run that ends there, and at which word of the text it does. */
  readonly #run: Int32Array
  readonly #seen: Int32Array

  constructor({ count, places }: Words) {
    this.#places = places
    this.#run = new Int32Array(count)
    this.#seen = new Int32Array(count).fill(-1)
  }

  /** @param i number of the word in the text */
  take(word: string, i: number): void {
    const places = this.#places.get(word)
    if (!places) return
    const [run, seen] = [this.#run, this.#seen]
    // from the end: the place before still holds what the word before left there
    for (let k = places.length - 1; k >= 0; k--) {
      const at = places[k]!
      const length = at > 0 && i > 0 && seen[at - 1] === i - 1 ? run[at - 1]! + 1 : 1
      run[at] = length
      seen[at] = i
      if (length > this.longest) this.longest = length
    }
  }
}
