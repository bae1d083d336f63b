/** Cues of a relation name both roles, those of a label none; and a wording states one label, in one direction. */
import { singleSpaced } from "../../text.js"
import type { CueDetail, LabelStatement, RelationStatement } from "../ast.js"
import { placeAt } from "../place.js"
import type { Item, Scope } from "../scope.js"

type Home = LabelStatement | RelationStatement
type Cue = Item<CueDetail> & { readonly home: Home }

/** True when the first mention of the text has the relation's first role, and for what has no roles. */
export const isForward = ({ roles }: CueDetail, home: Home): boolean =>
  home.kind !== "relation" || roles?.[0].text === home.roles[0].name.text

export function cues(scope: Scope): void {
  const own = new Map<string, Cue>()
  const claimed = new Map<string, Cue>()
  for (const item of scope.cues) {
    const { node, home } = item
    rolesOf(scope, item)
    const text = singleSpaced(node.text.text).toLowerCase()
    const ownKey = `${home.name.text}\n${text}`
    const first = own.get(ownKey)
    if (first) {
      scope.report("cue-twice", { text: node.text.text, name: home.name.text }, item, node.text.span, {
        notes: [{ message: "the first one", place: placeAt(first, first.node.text.span) }],
      })
      continue
    }
    own.set(ownKey, item)
    const key = `${home.kind} ${isForward(node, home)}\n${text}`
    const other = claimed.get(key)
    if (!other) claimed.set(key, item)
    else {
      scope.report("cue-shared", { text: node.text.text, other: other.home.name.text }, item, node.text.span, {
        notes: [{ message: "the other cue", place: placeAt(other, other.node.text.span) }],
      })
    }
  }
}

function rolesOf(scope: Scope, item: Cue): void {
  const { node, home } = item
  const { roles, text } = node
  const name = home.name.text
  if (home.kind !== "relation") {
    if (roles) scope.report("cue-roles", { name }, item, { start: roles[0].span.start, end: roles[1].span.end })
    return
  }
  const known = [home.roles[0].name.text, home.roles[1].name.text] as const
  if (!roles) {
    scope.report("cue-roles", { name, roles: known }, item, text.span)
    return
  }
  const strangers = roles.filter((role) => !known.includes(role.text))
  for (const role of strangers) {
    // if one role is right, the other one can only be the role that is left
    const other = roles.find((one) => one !== role)!
    const meant = strangers.length === 1 ? known.find((one) => one !== other.text) : undefined
    scope.unknown("role", role, known, item, meant)
  }
  if (strangers.length === 0 && roles[0].text === roles[1].text) {
    scope.report("cue-roles", { name, roles: known }, item, roles[1].span)
  }
}
