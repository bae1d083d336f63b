/**
 * Text to token ids and back, by a `tokenizer.json` and the library that reads it.
 *
 * Two tokens are the model's own and never come out of a text: padding, and the end of an answer.
 */
import { Tokenizer as Library } from "@huggingface/tokenizers"

export interface Tokenizer {
  /** V: ids are below it. */
  readonly vocabularySize: number
  /** Fills prompts up on the left, answers on the right. */
  readonly pad: number
  /** Ends an answer. */
  readonly end: number
  /** Stands for what the vocabulary lacks; absent where it has every text. */
  readonly unknown?: number
  /** Without padding and end: where a text spells them, nothing comes out. */
  encode(text: string): number[]
  /** Without padding and end. */
  decode(ids: Iterable<number>): string
  /** Tokens of a text. */
  count(text: string): number
  /** The file's content. */
  readonly json: object
}

export interface ControlTokens {
  readonly pad: string
  readonly end: string
}

export const CONTROL_TOKENS: ControlTokens = { pad: "<pad>", end: "<eos>" }
const UNKNOWN = "<unk>"

/**
 * @param json a parsed tokenizer.json (Hugging Face)
 * @throws RangeError when the vocabulary lacks the control tokens
 */
export function tokenizerFromJson(json: object, control: ControlTokens = CONTROL_TOKENS): Tokenizer {
  // Otherwise decoding takes spaces away before punctuation.
  const library = new Library(json, { clean_up_tokenization_spaces: false })
  const idOf = (token: string): number => {
    const id = library.token_to_id(token)
    if (id === undefined) throw new RangeError(`a vocabulary without "${token}"`)
    return id
  }
  const pad = idOf(control.pad)
  const end = idOf(control.end)
  const unknown = library.token_to_id(UNKNOWN)
  const own = (id: number): boolean => id === pad || id === end
  const encode = (text: string): number[] =>
    (library.encode(text, { add_special_tokens: false }).ids as number[]).filter((id) => !own(id))
  return {
    vocabularySize: Math.max(...library.get_vocab().values()) + 1,
    pad,
    end,
    ...(unknown !== undefined && { unknown }),
    encode,
    decode(ids) {
      const kept = [...ids].filter((id) => !own(id))
      return kept.length === 0 ? "" : library.decode(kept)
    },
    count: (text) => encode(text).length,
    json,
  }
}

/** Tags, words (letters, digits, underscore; hyphen and apostrophe inside), the two orders of mentions, single signs. */
const PIECES = String.raw`</?[\p{L}\p{N}_]+>|\(e1,e2\)|\(e2,e1\)|[\p{L}\p{N}_]+(?:[-'][\p{L}\p{N}_]+)*|[^\s\p{L}\p{N}_]`

/**
 * A tokenizer whose tokens are whole words: `bano(e1,e2)` and `bano ( e1 , e2 )` both give `bano` and `(e1,e2)`, a word that
 * is not in the list gives `<unk>`, and decoding joins with single spaces.
 *
 * WordPiece without continuation pieces, which is a word-level vocabulary in a form that the library reads.
 *
 * @param words without doubles; ids from 3 on in this order, after `<pad>`, `<eos>`, `<unk>`
 * @throws RangeError for a doubled word, or one that the pieces would cut
 */
export function wordLevelTokenizer(words: readonly string[]): Tokenizer {
  const tokens = [CONTROL_TOKENS.pad, CONTROL_TOKENS.end, UNKNOWN, ...words]
  if (new Set(tokens).size < tokens.length) throw new RangeError("a word stands twice in the vocabulary")
  const whole = new RegExp(`^(?:${PIECES})$`, "u")
  for (const word of words) if (!whole.test(word)) throw new RangeError(`"${word}" is not one word, tag or sign`)
  const json = {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: [],
    normalizer: {
      type: "Sequence",
      normalizers: [
        { type: "Replace", pattern: { Regex: String.raw`\(\s*e1\s*,\s*e2\s*\)` }, content: "(e1,e2)" },
        { type: "Replace", pattern: { Regex: String.raw`\(\s*e2\s*,\s*e1\s*\)` }, content: "(e2,e1)" },
      ],
    },
    pre_tokenizer: { type: "Split", pattern: { Regex: PIECES }, behavior: "Removed", invert: true },
    post_processor: null,
    decoder: null,
    model: {
      type: "WordPiece",
      unk_token: UNKNOWN,
      continuing_subword_prefix: "##",
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
    },
  }
  return tokenizerFromJson(json)
}
