/** The words that the tiny policy's tokenizer knows, one token a word: marks and tags, signs, and the words of the worlds. */
import { type Tokenizer, wordLevelTokenizer } from "../../model/tokenizer.js"
import { CONTENT_WORDS, FUNCTION_WORDS, TRACE_WORDS } from "./words.js"

const MARKS = "<e1> </e1> <e2> </e2> <think> </think> <answer> </answer> (e1,e2) (e2,e1) Other".split(" ")
const SIGNS = ". , : ; |".split(" ")

export const TINY_WORDS: readonly string[] = [...MARKS, ...SIGNS, ...TRACE_WORDS, ...FUNCTION_WORDS, ...CONTENT_WORDS]

export const worldTokenizer = (): Tokenizer => wordLevelTokenizer(TINY_WORDS)
