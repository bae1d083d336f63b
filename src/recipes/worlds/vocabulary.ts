/**
 * The tokenizer of the tiny policy: one token a word, written as an ordinary `tokenizer.json`.
 *
 * Marks, tags and `(e1,e2)` are added tokens, so that they are found inside `rasuto(e1,e2)` too. Whole words are a
 * WordPiece vocabulary without pieces: a word is known or it is `<unk>`.
 */
import { CONTENT_WORDS, FUNCTION_WORDS, TRACE_WORDS } from "./words.js"

const CONTROL = ["<pad>", "<eos>", "<unk>"]
const MARKS = ["<e1>", "</e1>", "<e2>", "</e2>", "<think>", "</think>", "<answer>", "</answer>", "(e1,e2)", "(e2,e1)"]
const SIGNS = [".", ",", ":", ";", "|"]

export const TOKENS: readonly string[] = [
  ...CONTROL,
  ...MARKS,
  "Other",
  ...SIGNS,
  ...TRACE_WORDS,
  ...FUNCTION_WORDS,
  ...CONTENT_WORDS,
]

/** @returns what `tokenizer.json` holds */
export function tokenizerJson(): Record<string, unknown> {
  const added = [...CONTROL, ...MARKS].map((content) => ({
    id: TOKENS.indexOf(content),
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: CONTROL.includes(content),
  }))
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: added,
    normalizer: null,
    pre_tokenizer: { type: "BertPreTokenizer" },
    post_processor: null,
    decoder: null,
    model: {
      type: "WordPiece",
      unk_token: "<unk>",
      continuing_subword_prefix: "##",
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(TOKENS.map((token, id) => [token, id])),
    },
  }
}
