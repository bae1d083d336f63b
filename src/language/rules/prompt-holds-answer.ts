/** Texts of the prompt in which the reader of answers would find one: who repeats the prompt would have answered. */
import type { Arg, Prose, ValueNode } from "../ast.js"
import { keywordSpan } from "../place.js"
import type { Item, Scope } from "../scope.js"

interface Holder {
  readonly part: string
  readonly place: string
  readonly stands: (text: string) => boolean
}

/** So many places of answers are looked for in every text. */
const MOST_PLACES = 32

export function promptHoldsAnswer(scope: Scope): void {
  const holders = scope.of("answer").flatMap(({ node }): Holder[] => {
    const spot = node.place?.spot
    const part = node.name.text
    if (spot?.kind === "tag") {
      const [open, close] = [`<${spot.tag.text}>`, `</${spot.tag.text}>`]
      return [{ part, place: `${open}…${close}`, stands: (text) => holds(text, open, close) }]
    }
    return spot?.kind === "box" ? [{ part, place: "\\boxed{…}", stands: (text) => holds(text, "\\boxed{", "}") }] : []
  })
  holders.splice(MOST_PLACES)
  if (holders.length === 0) return
  const look = (what: string, item: Item<unknown>, { text, span }: Prose): void => {
    for (const { stands, place, part } of holders) {
      if (!stands(text)) continue
      scope.report("prompt-holds-answer", { what, place, part }, item, span)
      return
    }
  }
  for (const item of scope.of("task")) look("task", item, item.node.prose)
  for (const kind of ["input", "answer", "entity", "label", "relation", "otherwise"] as const) {
    for (const item of scope.of(kind)) if (item.node.prose) look(kind, item, item.node.prose)
  }
  for (const item of scope.rules) if (item.node.prose) look(item.node.kind, item, item.node.prose)
  for (const item of scope.examples) {
    for (const { value } of item.node.given) {
      const found = textsIn(value).map((prose) => holders.find(({ stands }) => stands(prose.text)))
      const first = found.find((one) => one !== undefined)
      if (!first) continue
      const facts = { what: "example", place: first.place, part: first.part }
      scope.report("prompt-holds-answer", facts, item, keywordSpan(item.node))
      break
    }
  }
}

/** Whether something stands between the two: an empty pair shows the form and could not be read as an answer. */
function holds(text: string, open: string, close: string): boolean {
  for (let at = text.indexOf(open); at >= 0; at = text.indexOf(open, at + 1)) {
    const end = text.indexOf(close, at + open.length)
    if (end < 0) return false
    if (text.slice(at + open.length, end).trim() !== "") return true
  }
  return false
}

function textsIn(value: ValueNode): Prose[] {
  if (value.kind === "text") return [value.text]
  const inner: readonly Arg[] = value.kind === "list" ? value.items : value.kind === "name" ? (value.args ?? []) : []
  return inner.flatMap((arg) => textsIn(arg.value))
}
