/** Where parts of the answer stand: in a group, or at a place of their own that no other part has. */
import type { AliasDetail, AnswerStatement, PlaceNode } from "../ast.js"
import { conditionsOf, neverTogether } from "../conditions.js"
import { placeAt } from "../place.js"
import { DEEPEST_GROUP, type Item, type Scope } from "../scope.js"
import { innermost, said } from "../types.js"

type Answer = Item<AnswerStatement>

/** So many parts that share a place are compared with each other. */
const MOST_COMPARED = 32

export function answerPlaces(scope: Scope): void {
  const holders = new Map<string, Answer[]>()
  const circles = new Set<string>()
  for (const item of scope.of("answer")) {
    parent(scope, item, circles)
    ownPlace(scope, item)
    const key = placeKey(item)
    const others = holders.get(key)
    if (others) others.push(item)
    else holders.set(key, [item])
  }
  for (const items of holders.values()) shared(scope, items)
  for (const item of scope.aliases) if (item.home.kind === "answer") keys(scope, item, item.home, holders)
  for (const item of scope.of("answer")) {
    const { name } = item.node
    if (innermost(scope.typeOf(item)).kind !== "group" || scope.partsOf(name.text).length > 0) continue
    if (scope.mayHave("answer")) continue
    scope.report("group-empty", { name: name.text }, item, name.span)
  }
}

/** @param circles names that were said to go round already */
function parent(scope: Scope, item: Answer, circles: Set<string>): void {
  const { parent: word, name } = item.node
  if (!word) return
  const group = scope.fields.get(word.text)
  if (!group) {
    if (!scope.mayHave("answer")) scope.unknown("part of the answer", word, groups(scope), item)
    return
  }
  const chain = [name.text, ...scope.groupsOf(item.node).map(({ node }) => node.name.text)]
  const last = scope.fields.get(chain.at(-1)!)?.node
  const around = last?.kind === "answer" ? last.parent?.text : undefined
  if (around !== undefined && chain.includes(around)) {
    const circle = [...chain.slice(chain.indexOf(around)), around]
    if (!circles.has(around)) scope.report("circle", { word: "of", chain: circle }, item, word.span)
    for (const name of circle) circles.add(name)
  } else if (chain.length > DEEPEST_GROUP) {
    const reason = `groups lie more than ${DEEPEST_GROUP - 1} deep in each other`
    scope.report("answer-place", { reason }, item, word.span)
  } else if (group.node.kind !== "answer" || innermost(scope.typeOf(group)).kind !== "group") {
    const is = group.node.kind === "answer" ? said(scope.typeOf(group).kind) : `a field of "${group.node.kind}"`
    const notes = [{ message: "declared here", place: placeAt(group, group.node.name.span) }]
    scope.report("field-type", { name: word.text, is, needs: "a group" }, item, word.span, { notes })
  }
}

function ownPlace(scope: Scope, item: Answer): void {
  const { place, parent: group } = item.node
  if (!place) return
  const { kind } = scope.typeOf(item)
  const reason = wrong(place, group !== undefined, kind === "list", kind === "order")
  if (reason !== undefined) scope.report("answer-place", { reason }, item, place.span)
}

function wrong(place: PlaceNode, isPart: boolean, isList: boolean, isOrder: boolean): string | undefined {
  const { spot, which, within, notation } = place
  if (spot.kind === "key") {
    if (!isPart) return "a key belongs to a part of a group, and this is none"
    return which || within || notation ? "a key stands alone" : undefined
  }
  if (isPart) return "a part of a group stands in the JSON of the group"
  if (which === "every" && !isList) return "only a list is read from every spot"
  if (within && !(Number.isInteger(within.value) && within.value > 0)) {
    return `${within.value} characters are no stretch that could be looked at`
  }
  return notation === "lines" && !isList && !isOrder ? "only a list or an order has one item a line" : undefined
}

/** What two parts of the answer cannot both have. */
function placeKey({ node }: Answer): string {
  const { name, parent: group, place } = node
  if (group) return `key ${group.text} ${place?.spot.kind === "key" ? place.spot.key.text : name.text}`
  if (!place || place.spot.kind === "key") return "whole"
  // the first and the last line are two places; of a tag nobody would look for a second one
  return place.spot.kind === "tag" ? `tag ${place.spot.tag.text}` : `${place.which ?? "last"} ${place.spot.kind}`
}

function placeSaid({ node }: Answer): string {
  const { parent: group, place, name } = node
  if (group) return `The key "${place?.spot.kind === "key" ? place.spot.key.text : name.text}" of "${group.text}"`
  if (!place || place.spot.kind === "key") return "The whole completion"
  const { spot, which } = place
  return spot.kind === "tag" ? `<${spot.tag.text}>` : `The ${which ?? "last"} ${spot.kind}`
}

function shared(scope: Scope, items: readonly Answer[]): void {
  const [first, ...rest] = items
  if (rest.length === 0) return
  const spot = (item: Answer) => item.node.place?.span ?? item.node.name.span
  const before = [{ item: first!, conditions: conditionsOf(scope, first!.node.name.text) }]
  for (const item of rest) {
    const conditions = conditionsOf(scope, item.node.name.text)
    const other = before.slice(-MOST_COMPARED).find((one) => !neverTogether(conditions, one.conditions))?.item
    before.push({ item, conditions })
    // two of the same name are an error of their own
    if (!other || other.node.name.text === item.node.name.text) continue
    scope.report("answer-place-shared", { place: placeSaid(item), other: other.node.name.text }, item, spot(item), {
      notes: [{ message: "the other part", place: placeAt(other, spot(other)) }],
    })
  }
}

/** Other keys of a part: none of another part of the same group that can be there together with it. */
function keys(
  scope: Scope,
  item: Item<AliasDetail>,
  home: AnswerStatement,
  holders: ReadonlyMap<string, readonly Answer[]>,
): void {
  const { parent: group, name } = home
  if (!group) {
    scope.report("alias-keyless", { name: name.text }, item, item.node.names[0]?.span ?? item.node.span)
    return
  }
  for (const { text, span } of item.node.names) {
    const other = holders
      .get(`key ${group.text} ${text}`)
      ?.slice(0, MOST_COMPARED)
      .find((one) => !neverTogether(conditionsOf(scope, name.text), conditionsOf(scope, one.node.name.text)))
    if (!other) continue
    const facts = { place: `The key "${text}" of "${group.text}"`, other: other.node.name.text }
    scope.report("answer-place-shared", facts, item, span)
  }
}

/** Made only when a near name is looked for. */
function* groups(scope: Scope): Generator<string> {
  for (const item of scope.of("answer")) {
    if (innermost(scope.typeOf(item)).kind === "group") yield item.node.name.text
  }
}
