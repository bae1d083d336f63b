/**
 * What stands behind `when`: a field that is given or answered once and has a few values, and values that it can have.
 * Keeps the conditions for all rules behind this one.
 */
import type { FieldType } from "../../value.js"
import type { AnswerStatement, When } from "../ast.js"
import { placeAt } from "../place.js"
import type { FieldStatement, Item, Scope } from "../scope.js"
import { said } from "../types.js"

export function conditions(scope: Scope): void {
  for (const item of scope.of("input")) resolve(scope, item, item.node.when, { input: true })
  for (const item of scope.of("answer")) resolve(scope, item, item.node.when, { part: item.node })
  for (const item of scope.rules) resolve(scope, item, item.node.when, {})
  for (const { terms } of scope.rewards) for (const item of terms) resolve(scope, item, item.node.when, {})
  circles(scope)
}

interface Looking {
  /** An input is shown before anything is answered. */
  readonly input?: boolean
  /** A part of a group may look at another part of the same group. */
  readonly part?: AnswerStatement
}

function resolve(scope: Scope, item: Item<unknown>, when: When | undefined, { input, part }: Looking): void {
  if (!when) return
  const { field: word, values } = when
  const field = scope.fields.get(word.text)
  if (!field || field.node.kind === "gold" || (input && field.node.kind === "answer")) {
    if (field) subjectOf(scope, item, when, field, input ? "an input" : "an input or a part of the answer")
    else if (!scope.mayHave("input") && !scope.mayHave("answer"))
      scope.unknown("field", word, looked(scope, input), item)
    return
  }
  const type = scope.typeOf(field)
  const options = optionsOf(scope, type)
  if (!options) {
    subjectOf(scope, item, when, field, "a yes-no or a choice (one of ...)")
    return
  }
  if (field.node.kind === "answer" && isRepeated(scope, field.node, part)) {
    scope.report("condition-many", { name: word.text }, item, word.span)
    return
  }
  for (const value of values) {
    if (options.open || options.lists.some((list) => list.has(value.text))) continue
    const texts: readonly string[] = type.kind === "choice" ? type.texts : []
    const known = options.lists.flatMap((list) => [...list])
    scope.notAnOption(value, known, item, (text) => (texts.includes(text) ? `"${text}"` : text))
  }
  scope.conditions.set(when, { field: word.text, values: [...new Set(values.map(({ text }) => text))] })
}

function subjectOf(scope: Scope, item: Item<unknown>, { field }: When, declared: Item<FieldStatement>, needs: string) {
  const is = declared.node.kind === "gold" ? "gold" : said(scope.typeOf(declared).kind)
  const found = needs.startsWith("an input") && declared.node.kind === "answer" ? "a part of the answer" : is
  scope.report("field-type", { name: field.text, is: found, needs }, item, field.span, {
    notes: [{ message: "declared here", place: placeAt(declared, declared.node.name.span) }],
  })
}

/** @returns the values that a condition can name; `open`: also the items of a list that only an instance has */
function optionsOf(scope: Scope, type: FieldType): { lists: ReadonlySet<string>[]; open: boolean } | undefined {
  if (type.kind === "yes-no") return { lists: [new Set(["yes", "no"])], open: false }
  if (type.kind !== "choice") return undefined
  const declared = type.lists.map((list) => scope.declared(list))
  const open = scope.unsure || declared.includes(undefined)
  return { lists: [new Set(type.texts), ...declared.flatMap((list) => list ?? [])], open }
}

/** Whether a part of the answer has several values where a line looks at it from outside of its lists. */
function isRepeated(scope: Scope, field: AnswerStatement, from: AnswerStatement | undefined): boolean {
  const shared = new Set(from ? scope.groupsOf(from).map(({ node }) => node) : [])
  return scope.groupsOf(field).some((group) => !shared.has(group.node) && scope.typeOf(group).kind !== "group")
}

/** Fields that would each wait for the other to be answered. */
function circles(scope: Scope): void {
  const done = new Set<string>()
  for (const { node } of [...scope.of("input"), ...scope.of("answer")]) {
    const chain = new Set<string>()
    let at: string | undefined = node.name.text
    for (; at !== undefined && !done.has(at) && !chain.has(at); at = whenOf(scope, at)?.field.text) chain.add(at)
    if (at !== undefined && chain.has(at)) {
      const names = [...chain]
      const facts = { word: "when", chain: [...names.slice(names.indexOf(at)), at] }
      scope.report("circle", facts, scope.fields.get(at)!, whenOf(scope, at)!.field.span)
    }
    for (const name of chain) done.add(name)
  }
}

function whenOf(scope: Scope, field: string): When | undefined {
  const node = scope.fields.get(field)?.node
  return node && "when" in node ? node.when : undefined
}

/** Made only when a near name is looked for. */
function* looked(scope: Scope, input = false): Generator<string> {
  for (const { node } of [...scope.of("input"), ...(input ? [] : scope.of("answer"))]) yield node.name.text
}
