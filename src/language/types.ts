/** Types of fields: from the words of a statement, and in words again. */
import type { FieldType } from "../value.js"
import type { TypeName } from "./ast.js"

export function typeOf(node: TypeName): FieldType {
  switch (node.kind) {
    case "number":
      return {
        kind: "number",
        ...(node.bounds && { bounds: [node.bounds[0].value, node.bounds[1].value] as const }),
        ...(node.fractions && { fractions: true }),
      }
    case "mention":
    case "triplet":
      return { kind: node.kind, within: node.within.text }
    case "quote":
      return { kind: "quote", from: node.from.map((word) => word.text) }
    case "relation":
      return { kind: "relation", between: [node.between[0].text, node.between[1].text] }
    case "choice":
      return {
        kind: "choice",
        texts: node.choices.flatMap((choice) => (choice.kind === "text" ? [choice.text.text] : [])),
        lists: node.choices.flatMap((choice) => (choice.kind === "list" ? [choice.name.text] : [])),
      }
    case "order":
      return { kind: "order", of: node.of.text }
    case "list":
      return { kind: "list", item: typeOf(node.item), ...(node.numbered && { numbered: node.numbered.text }) }
    case "each":
      return { kind: "each", of: node.of.text, item: typeOf(node.item) }
    default:
      return { kind: node.kind }
  }
}

/** The lists whose items a type points at. */
export function listsIn(type: TypeName): string[] {
  if (type.kind === "list") return listsIn(type.item)
  if (type.kind === "each") return [type.of.text, ...listsIn(type.item)]
  if (type.kind === "order") return [type.of.text]
  return type.kind === "choice" ? type.choices.flatMap((c) => (c.kind === "list" ? [c.name.text] : [])) : []
}

/** The type and what it is made of: a list of texts, a text. */
export function* layersOf(type: FieldType): Generator<FieldType> {
  yield type
  if (type.kind === "list" || type.kind === "each") yield* layersOf(type.item)
}

/** What stands inside all lists. */
export function innermost(type: FieldType): FieldType {
  return type.kind === "list" || type.kind === "each" ? innermost(type.item) : type
}

const SAID: Readonly<Record<FieldType["kind"] | "entity" | "label" | "rule", string>> = {
  text: "a text",
  number: "a number",
  "yes-no": "a yes-no",
  table: "a table",
  mention: "a mention",
  quote: "a quote",
  relation: "a relation",
  triplet: "a triplet",
  choice: "a choice (one of ...)",
  order: "an order",
  list: "a list",
  each: "a value for each item of a list",
  group: "a group",
  entity: "an entity",
  label: "a label",
  rule: "a rule",
}

export const said = (kind: keyof typeof SAID): string => SAID[kind]
