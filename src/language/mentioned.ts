/**
 * Which of the declared labels, entities and relations the other lines of a guideline speak of; and which one an unknown
 * name may have been before one of the two was changed.
 */
import type { Arg } from "./ast.js"
import type { Scope } from "./scope.js"

/** Names in values, outermost first: labels, and what looks like one, also where it stands in quotes by mistake. */
export function namesIn(args: readonly Arg[], scope: Scope): string[] {
  const names: string[] = []
  const visit = ({ value }: Arg): void => {
    if (value.kind === "name") {
      names.push(value.name.text)
      value.args?.forEach(visit)
    } else if (value.kind === "list") value.items.forEach(visit)
    else if (value.kind === "text") {
      const name = /^[^\s(]*/.exec(value.text.text)![0]
      if (scope.names.has(name)) names.push(name)
    }
  }
  args.forEach(visit)
  return names
}

/** Everything that a line names beside its own declaration. */
function mentioned(scope: Scope): ReadonlySet<string> {
  const names = new Set<string>()
  const add = (words: readonly { readonly text: string }[]): void => {
    for (const { text } of words) names.add(text)
  }
  for (const { node } of scope.examples) {
    const wrong = node.details.flatMap((line) => (line.kind === "not" ? line.is : []))
    for (const name of namesIn([...node.given, ...node.is, ...wrong], scope)) names.add(name)
  }
  for (const { node } of scope.of("prefer")) add(node.groups.flat())
  for (const { node } of scope.of("exclude")) add(node.names)
  for (const { node } of scope.of("relation")) add(node.roles.flatMap(({ types }) => types))
  for (const { node } of scope.names.values()) if ("under" in node && node.under) add([node.under])
  const phrases = scope.rules.flatMap(({ node }) => (node.kind === "check" ? [node.phrase] : []))
  const terms = [...scope.rewards.flatMap((reward) => reward.terms), ...scope.reports]
  add([...phrases, ...terms.map(({ node }) => node.phrase)].map(({ subject }) => subject))
  return names
}

/** Of the labels that have examples below them, by the names that these give; the first one each. */
function headings(scope: Scope): ReadonlyMap<string, string> {
  const labels = new Map<string, string>()
  for (const { node, home } of scope.examples) {
    if (home) for (const name of namesIn(node.is, scope)) if (!labels.has(name)) labels.set(name, home.name.text)
  }
  return labels
}

/** @returns the declared name that an unknown one stood for, where no line speaks of it by its new name */
export function renamed(name: string, isEntity: boolean, scope: Scope): string | undefined {
  const spoken = scope.once(mentioned)
  const heading = scope.once(headings).get(name)
  if (heading !== undefined && !spoken.has(heading)) return heading
  const unspoken = [...scope.names.values()].filter(({ node }) => !spoken.has(node.name.text))
  const meant = unspoken.filter(({ node }) =>
    // an entity that stands in no role is there for nothing else
    isEntity ? node.kind === "entity" : beginAlike(node.name.text, name),
  )
  return meant.length === 1 ? meant[0]!.node.name.text : undefined
}

/** At least so many letters, and half of the shorter name: blame and blaming. */
const SAME_LETTERS = 3

function beginAlike(one: string, other: string): boolean {
  const length = Math.min(one.length, other.length)
  let same = 0
  while (same < length && one[same]!.toLowerCase() === other[same]!.toLowerCase()) same++
  return same >= SAME_LETTERS && 2 * same >= length
}
