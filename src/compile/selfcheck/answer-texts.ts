/** `accept answer-text` is about a choice between an input's items: an order names every one of them, and texts may be alike. */
import type { Diagnostic } from "../../diagnostic.js"
import { DECLARED_LISTS, type FieldType } from "../../value.js"
import { report } from "../codes.js"
import type { Task } from "../task.js"

const READING = "answer-text"

export function answerTexts({ plan, meaning }: Task): Diagnostic[] {
  const verb = plan.accept.includes(READING) ? "accept" : plan.rescue.includes(READING) ? "rescue" : undefined
  if (verb === undefined || plan.answer.some(({ type }) => isAmongItems(type))) return []
  return [report("reading-without-part", { verb, reading: READING }, { place: meaning.place })]
}

const declared: readonly string[] = DECLARED_LISTS

function isAmongItems(type: FieldType): boolean {
  if (type.kind === "list" || type.kind === "each") return isAmongItems(type.item)
  return type.kind === "choice" && type.lists.some((list) => !declared.includes(list))
}
