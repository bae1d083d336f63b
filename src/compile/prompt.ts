/**
 * A meaning to the messages for one input. System: the guideline, the same for every input of a style and an order.
 * User: the input, and nothing else.
 */
import type { Droppable, Meaning } from "../language/meaning.js"
import { Random } from "../random.js"
import { full } from "./prompt/full.js"
import { userText } from "./prompt/inputs.js"
import { joined, type Segment, type Style, textBeside, told } from "./prompt/segments.js"
import { terse } from "./prompt/terse.js"
import type { Prompt, PromptOptions, PromptStyle, Task } from "./task.js"

const styles: Readonly<Record<PromptStyle, Style>> = { full, terse }

interface System extends Pick<Prompt, "sections" | "overBudget"> {
  readonly content: string
}

/**
 * @returns the prompt function of a task.
 * @throws RangeError (the function) when the input lacks a text that the guideline declares
 */
export function prompter(meaning: Meaning): Task["prompt"] {
  // a run asks for the same guideline thousands of times; drawn orders are not kept, there may be as many as inputs
  const kept = new Map<PromptStyle, System>()
  const keptCounted = new WeakMap<(text: string) => number, Map<PromptStyle, System>>()
  const system = (options: PromptOptions): System => {
    const { style = "full", shuffleSeed, countTokens } = options
    if (shuffleSeed !== undefined) return systemOf(meaning, style, options)
    let cache = countTokens ? keptCounted.get(countTokens) : kept
    if (!cache) {
      cache = new Map()
      keptCounted.set(countTokens!, cache)
    }
    const found = cache.get(style) ?? systemOf(meaning, style, options)
    cache.set(style, found)
    return found
  }
  return (input, options = {}) => {
    const { content, ...told } = system(options)
    return {
      messages: [
        { role: "system", content },
        { role: "user", content: userText(meaning, input) },
      ],
      ...told,
    }
  }
}

function systemOf(meaning: Meaning, style: PromptStyle, { shuffleSeed, countTokens }: PromptOptions): System {
  const drawn = <T>(kind: string, names: readonly T[]): readonly T[] =>
    shuffleSeed === undefined ? names : Random.of(shuffleSeed, `order of ${kind}`).shuffled(names)
  const segments = styles[style](meaning, {
    labels: drawn("labels", meaning.labels),
    entities: drawn("entities", meaning.entities),
    relations: drawn("relations", meaning.relations),
  })
  const dropped = countTokens ? toDrop(segments, meaning.budget, countTokens) : new Set<Droppable>()
  const isDropped = ({ kind }: Segment) => kind !== undefined && dropped.has(kind)
  const content = joined(told(segments, dropped))
  const budget = meaning.budget?.tokens
  const tokens = budget === undefined ? undefined : countTokens?.(content)
  return {
    content,
    ...(budget !== undefined && tokens !== undefined && tokens > budget && { overBudget: { budget, tokens } }),
    sections: segments.flatMap((segment) => {
      const out = isDropped(segment)
      const text = out ? segment.text : textBeside(segment, dropped)
      if (text === "") return []
      return [{ name: segment.name, text, ...(countTokens && { tokens: countTokens(text) }), dropped: out }]
    }),
  }
}

/** The budget is about the system message: inputs differ, and a prompt that changed with each could not be shared. */
function toDrop(
  segments: readonly Segment[],
  budget: Meaning["budget"],
  countTokens: (text: string) => number,
): ReadonlySet<Droppable> {
  const dropped = new Set<Droppable>()
  if (!budget) return dropped
  for (const kind of budget.drop) {
    if (countTokens(joined(told(segments, dropped))) <= budget.tokens) break
    dropped.add(kind)
  }
  return dropped
}
