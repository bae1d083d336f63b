/**
 * Where an answer begins and ends in a text that a chat template made, special tokens and all: for trainers that hand over
 * the whole of it. Prompts hold examples of right answers, so only the last turn of the assistant may be scored.
 */

/** How chat templates begin an answer. */
export const TURNS: readonly string[] = [
  "<|im_start|>assistant\n",
  "<|start_header_id|>assistant<|end_header_id|>\n\n",
  "<start_of_turn>model\n",
  "<|assistant|>\n",
  "<|assistant|>",
  "<｜Assistant｜>",
  "[/INST]",
]

/** What they end one with. */
export const ENDS: readonly string[] = [
  "<|im_end|>",
  "<|eot_id|>",
  "<|end_of_text|>",
  "<|endoftext|>",
  "<end_of_turn>",
  "<|end|>",
  "<eos>",
  "</s>",
  "<｜end▁of▁sentence｜>",
  "<pad>",
  "<|pad|>",
  "[PAD]",
]

const BLANK = " \t\r\n"

/** Why a query has no answer that could be scored. */
export const NO_ANSWER =
  "the query holds neither its prompt nor a turn of the assistant, so nobody knows where the answer begins"

/**
 * The answer without what a template puts around it; the Python of `openrlhf.ts` does the same.
 *
 * @param query  prompt and answer
 * @param prompt as it stands at the query's beginning, else somewhere in it, blanks at its ends aside; what is no text, or
 *               blank: the query is turns of a template, or the answer alone
 * @returns undefined where the prompt is not found and no template begins a turn: what stands there may be the prompt
 */
export function lastTurn(query: string, prompt: unknown): string | undefined {
  const start = answerStart(query, typeof prompt === "string" ? prompt : "")
  if (start === undefined) return undefined
  // places, not shorter and shorter texts: an answer may be nothing but ends
  for (let end = query.length; ; ) {
    let bare = end
    while (bare > start && BLANK.includes(query[bare - 1]!)) bare--
    const mark = ENDS.find((one) => bare - start >= one.length && query.endsWith(one, bare))
    if (mark === undefined) return query.slice(start, end)
    end = bare - mark.length
  }
}

function answerStart(query: string, prompt: string): number | undefined {
  const bare = withoutBlanks(prompt)
  if (bare !== "" && query.startsWith(prompt)) return prompt.length
  const behind = (text: string): number => {
    const at = query.lastIndexOf(text)
    return at < 0 ? 0 : at + text.length
  }
  const turn = Math.max(...TURNS.map(behind))
  if (bare === "") return turn
  const start = Math.max(behind(prompt) || behind(bare), turn)
  return start === 0 ? undefined : start
}

function withoutBlanks(text: string): string {
  let [start, end] = [0, text.length]
  while (start < end && BLANK.includes(text[start]!)) start++
  while (end > start && BLANK.includes(text[end - 1]!)) end--
  return text.slice(start, end)
}
