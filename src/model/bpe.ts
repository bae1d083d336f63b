/**
 * Trains a byte-pair vocabulary and writes it as the `tokenizer.json` that every tool of that format loads; encoding and
 * decoding are left to `@huggingface/tokenizers`.
 *
 * Byte level: all 256 bytes are in the vocabulary, so any text can be encoded and comes back unchanged. The same texts
 * give the same vocabulary, in whatever order they come.
 */

export interface BpeOptions {
  /** Of everything: special tokens, 256 bytes, merges. Fewer come out where the texts hold no pair worth merging. */
  readonly vocabularySize: number
  /** Never split and never merged across: `<e1>`, `</answer>`, `Cause-Effect(e1,e2)`. They get the ids from 0 on. */
  readonly specialTokens?: readonly string[]
  /** A pair seen less often is not merged; default 2. */
  readonly minimumCount?: number
}

/** The parts of the format that a byte-level BPE uses. */
export interface TokenizerJson {
  readonly version: "1.0"
  readonly truncation: null
  readonly padding: null
  readonly added_tokens: readonly {
    readonly id: number
    readonly content: string
    readonly single_word: false
    readonly lstrip: false
    readonly rstrip: false
    readonly normalized: false
    readonly special: true
  }[]
  readonly normalizer: null
  readonly pre_tokenizer: ByteLevel
  readonly post_processor: null
  readonly decoder: ByteLevel
  readonly model: {
    readonly type: "BPE"
    readonly dropout: null
    readonly unk_token: null
    readonly continuing_subword_prefix: null
    readonly end_of_word_suffix: null
    readonly fuse_unk: false
    readonly byte_fallback: false
    readonly ignore_merges: false
    readonly vocab: Readonly<Record<string, number>>
    readonly merges: readonly (readonly [string, string])[]
  }
}

interface ByteLevel {
  readonly type: "ByteLevel"
  readonly add_prefix_space: false
  readonly trim_offsets: true
  readonly use_regex: true
}

const BYTE_LEVEL: ByteLevel = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true }

/** What the ByteLevel pre-tokenizer splits at: the pattern belongs to the format (Radford et al. 2019). */
const WORDS = /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu

/**
 * @throws RangeError when the special tokens and the 256 bytes alone exceed the size, or a special token is empty or doubled
 * @source Sennrich, Haddow and Birch 2016, arXiv:1508.07909, algorithm 1
 */
export function trainBpe(texts: Iterable<string>, options: BpeOptions): TokenizerJson {
  const special = options.specialTokens ?? []
  if (special.includes("") || new Set(special).size < special.length)
    throw new RangeError("special tokens must differ and not be empty")
  const room = options.vocabularySize - special.length - 256
  if (!(room >= 0))
    throw new RangeError(
      `a vocabulary of ${options.vocabularySize}; ${special.length + 256} are needed for special tokens and bytes`,
    )

  const symbols = [...BYTE_SIGNS]
  const merges = learn(countWords(texts, special), symbols, room, options.minimumCount ?? 2)
  const tokens = [...new Set([...special, ...symbols])]
  // fromEntries and not assignment: a piece may be called "constructor" or "__proto__"
  const vocab = Object.fromEntries(tokens.map((token, id) => [token, id]))
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: special.map((content, id) => ({
      id,
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: null,
    pre_tokenizer: BYTE_LEVEL,
    post_processor: null,
    decoder: BYTE_LEVEL,
    model: {
      type: "BPE",
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab,
      merges,
    },
  }
}

/**
 * One printable sign per byte: itself where it is printable and not a space, otherwise the signs from U+0100 on, in the
 * order of the bytes. The format's own table.
 */
const BYTE_SIGNS: readonly string[] = (() => {
  const printable = (byte: number): boolean =>
    (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || (byte >= 0xae && byte <= 0xff)
  let next = 0x100
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(printable(byte) ? byte : next++))
})()

/** Words with their counts, in the order of the words, so that the order of the texts does not matter. */
function countWords(texts: Iterable<string>, special: readonly string[]): [word: string, count: number][] {
  const counts = new Map<string, number>()
  const byLength = [...special].sort((a, b) => b.length - a.length)
  const parts = byLength.map((token) => token.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join("|")
  const separator = parts ? new RegExp(parts, "u") : undefined
  for (const text of texts)
    for (const piece of separator ? text.split(separator) : [text])
      for (const [word] of piece.matchAll(WORDS)) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1))
}

const PAIR = 2 ** 26

/**
 * Merges the most frequent pair, again and again; among equals the one with the smaller ids. Counts of pairs are kept up
 * to date word by word, so that a merge costs only the words it occurs in.
 *
 * @param symbols the 256 bytes; every merge appends its symbol
 */
function learn(
  words: readonly [string, number][],
  symbols: string[],
  room: number,
  minimum: number,
): [string, string][] {
  const encoder = new TextEncoder()
  const spelled = words.map(([word]) => [...encoder.encode(word)])
  const counts = new Map<number, number>()
  const places = new Map<number, Set<number>>()
  const change = (word: number, sign: 1 | -1): void => {
    const ids = spelled[word]!
    for (let i = 0; i + 1 < ids.length; i++) {
      const pair = ids[i]! * PAIR + ids[i + 1]!
      const count = (counts.get(pair) ?? 0) + sign * words[word]![1]
      if (count > 0) counts.set(pair, count)
      else counts.delete(pair)
      if (sign < 0) continue
      const where = places.get(pair)
      if (where) where.add(word)
      else places.set(pair, new Set([word]))
    }
  }
  for (const word of spelled.keys()) change(word, 1)

  const ids = new Map(symbols.map((symbol, id) => [symbol, id]))
  const merges: [string, string][] = []
  while (symbols.length < 256 + room) {
    let best = -1
    let most = minimum - 1
    for (const [pair, count] of counts)
      if (count > most || (count === most && best >= 0 && pair < best)) {
        best = pair
        most = count
      }
    if (best < 0) break
    const left = Math.floor(best / PAIR)
    const right = best % PAIR
    const joined = symbols[left]! + symbols[right]!
    // two pairs may spell one symbol (a + bc, ab + c): both are merges, the symbol has one id
    const id = ids.get(joined) ?? symbols.push(joined) - 1
    ids.set(joined, id)
    merges.push([symbols[left]!, symbols[right]!])
    for (const word of places.get(best)!) {
      change(word, -1)
      spelled[word] = replaced(spelled[word]!, left, right, id)
      change(word, 1)
    }
    places.delete(best)
  }
  return merges
}

function replaced(ids: readonly number[], left: number, right: number, id: number): number[] {
  const out: number[] = []
  for (let i = 0; i < ids.length; i++) {
    const hit = ids[i] === left && ids[i + 1] === right
    out.push(hit ? id : ids[i]!)
    if (hit) i++
  }
  return out
}
