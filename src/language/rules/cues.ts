/** Cues name both roles of their relation, and a wording states one relation in one direction. */
import type { CueDetail, RelationStatement } from "../ast.js"
import { type Item, placeAt, type Scope } from "../scope.js"

/** True when the first mention of the text has the relation's first role. */
export const isForward = (cue: CueDetail, relation: RelationStatement): boolean =>
  cue.roles[0].text === relation.roles[0].text

export function cues(scope: Scope): void {
  const claimed = new Map<string, Item<CueDetail> & { readonly home: RelationStatement }>()
  for (const item of scope.cues) {
    const { node, home } = item
    const [first, second] = home.roles
    const known = [first.text, second.text]
    const strangers = node.roles.filter((role) => !known.includes(role.text))
    for (const role of strangers) scope.unknown("role", role, known, item)
    if (strangers.length === 0 && node.roles[0].text === node.roles[1].text) {
      scope.report("cue-roles", { first: first.text, second: second.text }, item, node.roles[1].span)
    }
    const text = node.text.text.trim().replace(/\s+/g, " ").toLowerCase()
    const own = claimed.get(`${home.name.text}\n${text}`)
    if (own) {
      scope.report("cue-twice", { text: node.text.text }, item, node.text.span, {
        notes: [{ message: "the first one", place: placeAt(own, own.node.text.span) }],
      })
      continue
    }
    claimed.set(`${home.name.text}\n${text}`, item)
    const direction = `\n${isForward(node, home) ? "forward" : "backward"}\n${text}`
    const other = claimed.get(direction)
    if (!other) claimed.set(direction, item)
    else {
      scope.report("cue-shared", { text: node.text.text, other: other.home.name.text }, item, node.text.span, {
        notes: [{ message: "the other relation's cue", place: placeAt(other, other.node.text.span) }],
      })
    }
  }
}
