/** Every place where a part of the answer is asked for or stands: on the way down through groups, lists and `each`. */
import type { Value } from "../../value.js"
import type { AnswerPart } from "../plan.js"
import type { Group } from "./conditions.js"
import type { Node, PartNode } from "./node.js"
import type { Occurrence, Step } from "./reading.js"
import type { State } from "./state.js"
import type { ValueReader } from "./values.js"

/** @param chain the part, after the groups around it from the top */
export function occurrencesOf(
  chain: readonly AnswerPart[],
  top: PartNode,
  state: State,
  values: ValueReader,
): readonly Occurrence[] {
  const found: Occurrence[] = []

  function visit(depth: number, { asked, node }: PartNode, path: readonly Step[], groups: readonly Group[]): void {
    if (depth === chain.length - 1) {
      found.push({
        value: node?.value,
        asked,
        path,
        groups,
        ...(node && { span: node.span }),
        ...(node?.items && {
          items: node.items.map(({ name, node: { value, span } }) => ({ name, value, span })),
        }),
      })
    } else descend(depth, chain[depth]!.type, node, asked, path, groups)
  }

  /** From a part that is or holds groups to the next part of the chain. */
  function descend(
    depth: number,
    type: AnswerPart["type"],
    node: Node | undefined,
    asked: boolean,
    path: readonly Step[],
    groups: readonly Group[],
  ): void {
    const { name: part } = chain[depth]!
    if (type.kind === "list") {
      for (const { name, node: item } of node?.items ?? [])
        descend(depth, type.item, item, asked, [...path, { part, item: name }], groups)
    } else if (type.kind === "each") {
      const items = new Map(node?.items?.map(({ name, node: item }) => [name, item]))
      for (const name of asked ? (state.lists.names(type.of) ?? []) : [])
        descend(depth, type.item, items.get(name), asked, [...path, { part, item: name }], groups)
    } else {
      const next = chain[depth + 1]!
      const around = [(node?.value ?? NO_GROUP) as Group, ...groups]
      const inner = node?.parts?.get(next.name) ?? {
        asked: asked && values.holds(next.when, state.input, around),
      }
      visit(depth + 1, inner, path, around)
    }
  }

  visit(0, top, [], [state.values])
  return found
}

/** Stands for a group that was not read. */
const NO_GROUP: Group = Object.freeze(Object.create(null) as Record<string, Value>)
