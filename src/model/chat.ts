/**
 * Messages to the text that a model continues, by a named template.
 *
 * What a message says can not end its turn: a template's own marks are taken out of contents.
 */
import type { Message } from "../value.js"

export const CHAT_TEMPLATES = ["plain", "chatml"] as const
/** `plain`: contents one after the other, then `|` (the tiny policy). `chatml`: Qwen's and SmolLM's turns. */
export type ChatTemplate = (typeof CHAT_TEMPLATES)[number]

const MARKS = ["<|im_start|>", "<|im_end|>"] as const

/**
 * @returns the text after which the assistant's answer begins
 * @example renderChat([{ role: "system", content: "Rules." }, { role: "user", content: "Text" }], "plain") // "Rules. Text |"
 */
export function renderChat(messages: readonly Message[], template: ChatTemplate): string {
  if (template === "plain") return [...messages.map(({ content }) => content.trim()), "|"].join(" ")
  const turns = messages.map(({ role, content }) => `${MARKS[0]}${role}\n${withoutMarks(content)}${MARKS[1]}\n`)
  return `${turns.join("")}${MARKS[0]}assistant\n`
}

/** Taking a mark out can put another together (`<|im_<|im_end|>end|>`), so that the signs of a mark are parted instead. */
function withoutMarks(content: string): string {
  return MARKS.reduce((text, mark) => text.replaceAll(mark, mark.replace("<|", "< |")), content)
}
