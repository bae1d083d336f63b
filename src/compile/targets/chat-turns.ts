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

/**
 * The answer without what a template puts around it; the Python of `openrlhf.ts` does the same.
 *
 * @param query  prompt and answer
 * @param prompt as it stands at the query's beginning; anything else: the last turn that a template begins
 */
export function lastTurn(query: string, prompt: unknown): string {
  const start =
    typeof prompt === "string" && prompt !== "" && query.startsWith(prompt)
      ? prompt.length
      : Math.max(...TURNS.map((turn) => (query.includes(turn) ? query.lastIndexOf(turn) + turn.length : 0)))
  // places, not shorter and shorter texts: an answer may be nothing but ends
  for (let end = query.length; ; ) {
    let bare = end
    while (bare > start && BLANK.includes(query[bare - 1]!)) bare--
    const mark = ENDS.find((one) => bare - start >= one.length && query.endsWith(one, bare))
    if (mark === undefined) return query.slice(start, end)
    end = bare - mark.length
  }
}
