/** The longest run of words that a text shares with a source. */

export interface Words {
  readonly count: number
  /** Where each word stands. */
  readonly places: ReadonlyMap<string, readonly number[]>
}

export function wordsIn(words: readonly string[]): Words {
  const places = new Map<string, number[]>()
  for (const [at, word] of words.entries()) {
    const found = places.get(word)
    if (found) found.push(at)
    else places.set(word, [at])
  }
  return { count: words.length, places }
}

/** Work: for each word of the text, as many steps as it stands in the source. */
export function longestRun(words: readonly string[], source: Words): number {
  // run[p]: length of the run that ends at place p of the source and at word seen[p] of the text
  const run = new Int32Array(source.count)
  const seen = new Int32Array(source.count).fill(-1)
  let longest = 0
  for (let i = 0; i < words.length; i++) {
    const places = source.places.get(words[i]!)
    if (!places) continue
    // from the end: the place before still holds what the word before left there
    for (let k = places.length - 1; k >= 0; k--) {
      const at = places[k]!
      const length = at > 0 && i > 0 && seen[at - 1] === i - 1 ? run[at - 1]! + 1 : 1
      run[at] = length
      seen[at] = i
      if (length > longest) longest = length
    }
  }
  return longest
}
