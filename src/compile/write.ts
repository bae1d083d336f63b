/**
 * The completion that a guideline asks for: its parts in their order, each as `<tag> content </tag>`, one space around
 * every content and between the parts.
 */
import type { AnswerPart } from "../reward/plan.js"
import type { Example } from "../value.js"

/**
 * For an optional `<think>` and an `<answer>`: `<think> no cue </think> <answer> Other </answer>`.
 *
 * @param reasoning goes into the first text part that has no gold; without it an optional part is left out, and one that
 *   must be there holds an ellipsis
 * @throws RangeError when the gold of a relation is missing
 */
export function writeAnswer(parts: readonly AnswerPart[], gold: Example["gold"], reasoning?: string): string {
  let unsaid = reasoning?.trim()
  const written: string[] = []
  for (const { name, type, tag, optional } of parts) {
    const value = Object.hasOwn(gold, name) ? gold[name] : undefined
    let content = value
    if (value === undefined && type === "text") {
      content = unsaid || (optional ? undefined : "…")
      unsaid = undefined
    } else if (value === undefined && !optional) throw new RangeError(`the gold has no "${name}"`)
    if (content !== undefined) written.push(`<${tag}> ${content} </${tag}>`)
  }
  return written.join(" ")
}
