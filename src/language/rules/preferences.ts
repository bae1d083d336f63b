/** The order of labels: known ones, each once in a line, and no circle over all lines. */
import type { PreferStatement, Word } from "../ast.js"
import { placeAt } from "../place.js"
import type { Item, Scope } from "../scope.js"
import { kindsAbove } from "./labels.js"

export function preferences(scope: Scope): void {
  const edges = new Map<string, { readonly to: string; readonly word: Word; readonly item: Item<unknown> }[]>()
  for (const [line, item] of scope.of("prefer").entries()) {
    const seen = new Map<string, Word>()
    const { groups } = item.node
    for (const word of groups.flat()) {
      const first = seen.get(word.text)
      if (first) {
        const notes = [{ message: "the first time", place: placeAt(item, first.span) }]
        scope.report("prefer-twice", { name: word.text }, item, word.span, { notes })
      } else seen.set(word.text, word)
      if (!scope.names.has(word.text)) scope.unknown("label", word, scope.names.keys(), item)
    }
    if (seen.size < groups.flat().length) continue
    kinds(scope, item)
    // a node between two groups keeps the edges of a long line linear; its name has a space, so no label has it
    groups.slice(1).forEach((group, i) => {
      const between = `${line} ${i}`
      for (const word of groups[i]!) {
        const out = edges.get(word.text) ?? []
        edges.set(word.text, out)
        out.push({ to: between, word, item })
      }
      edges.set(
        between,
        group.map((word) => ({ to: word.text, word, item })),
      )
    })
  }
  reportCircle(scope, edges)
}

/** A kind of something holds only where that holds too: behind it, it would never win. */
function kinds(scope: Scope, item: Item<PreferStatement>): void {
  const places = new Map(item.node.groups.flatMap((group, i) => group.map(({ text }) => [text, i] as const)))
  for (const [i, group] of item.node.groups.entries()) {
    for (const word of group) {
      const broad = kindsAbove(scope, word.text).find((name) => (places.get(name) ?? i) < i)
      if (broad !== undefined) scope.report("prefer-kind", { narrow: word.text, broad }, item, word.span)
    }
  }
}

/** Depth first without recursion; the first circle found is enough to say. */
function reportCircle(
  scope: Scope,
  edges: ReadonlyMap<string, readonly { readonly to: string; readonly word: Word; readonly item: Item<unknown> }[]>,
): void {
  const done = new Set<string>()
  for (const start of edges.keys()) {
    const path: { name: string; next: number }[] = [{ name: start, next: 0 }]
    const onPath = new Set([start])
    while (path.length > 0) {
      const top = path.at(-1)!
      const edge = done.has(top.name) ? undefined : edges.get(top.name)?.[top.next++]
      if (!edge) {
        done.add(top.name)
        onPath.delete(top.name)
        path.pop()
      } else if (onPath.has(edge.to)) {
        const names = path.map(({ name }) => name)
        const chain = [...names.slice(names.indexOf(edge.to)), edge.to].filter((name) => !name.includes(" "))
        // a circle that was entered between two groups is closed by its first label
        if (chain[0] !== chain.at(-1)) chain.push(chain[0]!)
        scope.report("prefer-cycle", { chain }, edge.item, edge.word.span)
        return
      } else if (!done.has(edge.to)) {
        path.push({ name: edge.to, next: 0 })
        onPath.add(edge.to)
      }
    }
  }
}
