/**
 * The values of examples: which field each is of, whether it can be a value of it, and whether anything is missing.
 * Keeps them for all rules behind this one.
 */
import type { Condition, FieldType, Value } from "../../value.js"
import type { Arg, ExampleDetail, TestLine, ValueNode } from "../ast.js"
import { put, typeInGroups, ValueReader } from "../canonical-value.js"
import { conditionsBehind, conditionsOf } from "../conditions.js"
import { MOST_LISTED } from "../names.js"
import { keywordSpan } from "../place.js"
import { ofStatements } from "../rule.js"
import type { ExampleValues, Item, Scope } from "../scope.js"
import { innermost } from "../types.js"

export const exampleValues = ofStatements<ExampleDetail, ExampleValues | undefined>({
  of: (scope) => scope.examples,
  look: (scope) => {
    const rules = new Set<string>()
    for (const { node } of scope.rules) if (node.name) rules.add(node.name.text)
    const asked = new Asked(scope)
    return (example) => {
      for (const line of example.node.details) {
        if (line.kind === "test") for (const one of line.given) givenValue(scope, example, one)
        if (line.kind !== "not" || !line.by || rules.has(line.by.text)) continue
        if (!(["check", "judge", "advice"] as const).some((kind) => scope.mayHave(kind))) {
          scope.unknown("rule", line.by, rules, example)
        }
      }
      if (!scope.isSchema) return new ExampleReader(scope, example, asked).read()
      for (const arg of argsOf(example.node)) loose(scope, example, arg)
      return undefined
    }
  },
  keep: (scope, { node }, values) => {
    if (values) scope.values.set(node, values)
  },
})

/** What an example must say, and what it means where it names no field. */
class Asked {
  /** Fields that a value without a name can be of; exactly one if it is clear. */
  readonly given: readonly string[]
  readonly right: readonly string[]
  readonly inputs: readonly { readonly field: string; readonly conditions: readonly Condition[] }[]
  /** Compared by the main reward. */
  readonly golds: readonly { readonly field: string; readonly conditions: readonly Condition[] }[]
  readonly #scope: Scope
  readonly #types = new Map<string, FieldType>()

  constructor(scope: Scope) {
    this.#scope = scope
    const inputs = scope.of("input").filter(({ node }) => node.type.kind !== "mention")
    const texts = inputs.filter(({ node }) => node.type.kind === "text")
    this.given = (texts.length === 1 ? texts : inputs).map(({ node }) => node.name.text)
    this.inputs = inputs.map(({ node: { name } }) => ({ field: name.text, conditions: conditionsOf(scope, name.text) }))

    const [main, ...arms] = scope.rewards
    const compared = (terms: readonly { readonly node: { readonly phrase: object; readonly when?: unknown } }[]) =>
      terms.flatMap(({ node }) => {
        const phrase = scope.phrases.get(node.phrase as never)
        const objects = phrase?.kind === "verb" ? phrase.objects : []
        return objects.flatMap((object) => (object.kind === "gold" ? [{ field: object.field, node }] : []))
      })
    this.golds = compared(main!.terms).map(({ field, node }) => ({
      field,
      conditions: [...conditionsOf(scope, field), ...conditionsBehind(scope, node.when as never)],
    }))
    const all = [...arms.flatMap(({ terms }) => compared(terms)), ...compared(scope.reports)]
    const withGold = new Set([...this.golds, ...all].map(({ field }) => field))
    const answers = scope.of("answer").map(({ node }) => node.name.text)
    const own = answers.filter((name) => withGold.has(name))
    const golds = scope.of("gold").map(({ node }) => node.name.text)
    const chosen = scope
      .of("answer")
      .filter((item) => !["text", "group"].includes(innermost(scope.typeOf(item)).kind))
      .map(({ node }) => node.name.text)
    this.right = [own, golds, chosen].find((names) => names.length > 0) ?? answers
  }

  typeOf(field: string): FieldType {
    const type = this.#types.get(field) ?? typeInGroups(this.#scope, this.#scope.fields.get(field)!)
    this.#types.set(field, type)
    return type
  }
}

class ExampleReader {
  readonly #scope: Scope
  readonly #example: Item<ExampleDetail>
  readonly #asked: Asked
  readonly #reader: ValueReader
  readonly #fields: (string | undefined)[] = []
  /** Fields that have a value. */
  readonly #written = new Set<string>()
  #isUnclear = false

  constructor(scope: Scope, example: Item<ExampleDetail>, asked: Asked) {
    this.#scope = scope
    this.#example = example
    this.#asked = asked
    this.#reader = new ValueReader(scope, example)
  }

  /** @returns undefined for an example of a file in use that has another form than the task */
  read(): ExampleValues | undefined {
    const { given, is, details, span } = this.#example.node
    const input = this.#values(given, "given", this.#reader.inputs)
    const gold = this.#values(is, "right")
    const nots: Readonly<Record<string, Value>>[] = []
    for (const line of details) {
      if (line.kind !== "not") continue
      const value = this.#values(line.is, "right", {}, false)
      nots.push(value)
      // a value that could not be read is another one, for all that is known
      const isRead = line.is.length > 0 && Object.keys(value).length === line.is.length
      if (isRead && isPartOf(value, gold)) {
        const first = line.is[0]!.span
        this.#reader.problem(false, "not-is-gold", {}, { start: first.start, end: line.is.at(-1)!.span.end })
      }
    }
    this.#complete("given", this.#asked.inputs, input, gold, keywordSpan(this.#example.node))
    this.#complete("right", this.#asked.golds, input, gold, is[0]?.span ?? span)

    const { problems } = this.#reader
    const isForeign = this.#example.source !== this.#scope.tree.source
    if (isForeign && problems.some(({ isForm }) => isForm)) return undefined
    for (const { say } of problems) say()
    return { input, gold, nots, fields: this.#fields }
  }

  #values(
    args: readonly Arg[],
    side: "given" | "right",
    into: Record<string, Value> = {},
    isRight = true,
  ): Record<string, Value> {
    // a field is given or answered, never both: what is right and what is given is seen in one
    const seen = isRight ? this.#written : new Set<string>()
    for (const arg of args) {
      const field = this.#fieldOf(arg, side)
      if (side === "given") this.#fields.push(field)
      if (field === undefined) {
        this.#isUnclear = true
        continue
      }
      if (seen.has(field)) this.#reader.problem(false, "example-twice", { name: field }, arg.span)
      seen.add(field)
      const value = this.#reader.read(arg.value, this.#asked.typeOf(field), field, isRight && side === "right")
      if (value !== undefined) put(into, field, value)
    }
    return into
  }

  #fieldOf({ name, span }: Arg, side: "given" | "right"): string | undefined {
    const kinds = side === "given" ? (["input"] as const) : (["answer", "gold"] as const)
    const names = side === "given" ? this.#asked.given : this.#asked.right
    if (!name) {
      // a field that nobody could read may be the one that is meant
      if (kinds.some((kind) => this.#scope.mayHave(kind))) return undefined
      if (names.length === 1) return names[0]
      // what is meant follows from the rewards: without one that was understood nothing is said of every example
      if (names.length === 0 || (side === "right" && this.#scope.of("reward").length === 0)) return undefined
      const facts = { fields: names, of: side === "given" ? "input" : "part of the answer" }
      this.#reader.problem(true, "example-unnamed", facts, span)
      return undefined
    }
    const field = this.#scope.fields.get(name.text)
    if (field && (kinds as readonly string[]).includes(field.node.kind)) return name.text
    if (field) {
      const is = field.node.kind === "input" ? "given" : field.node.kind === "gold" ? "a gold value" : "answered"
      const needs = side === "given" ? "an input" : "a part of the answer or a gold value"
      this.#reader.problem(true, "field-type", { name: name.text, is, needs }, name.span)
    } else if (!kinds.some((kind) => this.#scope.mayHave(kind))) {
      const say = () =>
        this.#scope.unknown(
          side === "given" ? "input" : "part of the answer",
          name,
          named(this.#scope, kinds),
          this.#example,
        )
      this.#reader.problems.push({ isForm: true, say })
    }
    return undefined
  }

  #complete(
    side: "given" | "right",
    needed: Asked["inputs"],
    input: Readonly<Record<string, Value>>,
    gold: Readonly<Record<string, Value>>,
    span: { readonly start: number; readonly end: number },
  ): void {
    const holds = ({ field, values }: Condition): boolean => {
      const value = Object.hasOwn(input, field) ? input[field] : Object.hasOwn(gold, field) ? gold[field] : undefined
      return value !== undefined && values.includes(typeof value === "boolean" ? (value ? "yes" : "no") : String(value))
    }
    const missing: string[] = []
    for (const { field, conditions } of needed) {
      if (!this.#written.has(field) && !missing.includes(field) && conditions.every(holds)) missing.push(field)
      if (missing.length >= MOST_LISTED) break
    }
    // a value whose field is not clear may be the one that is missing
    if (missing.length === 0 || this.#isUnclear) return
    if (!(["input", "answer", "gold", "example"] as const).some((kind) => this.#scope.mayHave(kind))) {
      this.#reader.problem(true, "example-incomplete", { missing, side }, span)
    }
  }
}

/** What a test gives to a rule that no program here can decide. */
function givenValue(scope: Scope, example: Item<ExampleDetail>, { rule, value }: TestLine["given"][number]): void {
  const node = scope.measured.get(rule.text)?.node
  if (!node) {
    if (!scope.mayHave("judge") && !scope.mayHave("check")) scope.unknown("rule", rule, scope.measured.keys(), example)
    return
  }
  const isOpen = node.kind === "judge" || node.phrase.verb?.text === "runs"
  if (!isOpen) scope.report("test-given", { name: rule.text }, example, rule.span)
  else if (value.value < 0 || value.value > 1)
    scope.report("test-given", { name: rule.text, value: value.value }, example, value.span)
}

/** Values of an example in a schema, whose fields are not known: the labels at least must be declared. */
function loose(scope: Scope, item: Item<unknown>, { name: field, value }: Arg): void {
  if (value.kind === "list")
    for (const arg of value.items) loose(scope, item, { ...arg, ...(field && { name: field }) })
  if (value.kind !== "name") return
  const { name, args } = value
  const label = scope.names.get(name.text)?.node
  if (!label) {
    if (!field || args) scope.unknown("label", name, scope.names.keys(), item)
  } else if (label.kind === "relation") {
    if (args?.length !== 2) {
      const needs = `with its two ends, as in ${name.text}(e1, e2)`
      scope.report("label-arguments", { name: name.text, needs }, item, value.span)
    } else sameEnds(scope, item, args)
    for (const { value: end } of args ?? []) if (end.kind === "name" && end.args) entity(scope, item, end)
  } else if (args && label.kind !== "entity") {
    scope.report("label-arguments", { name: name.text, needs: "alone, without ends" }, item, value.span)
  }
}

function sameEnds(scope: Scope, item: Item<unknown>, [first, second]: readonly Arg[]): void {
  const [a, b] = [first?.value, second?.value]
  if (a?.kind === "name" && b?.kind === "name" && !a.args && !b.args && a.name.text === b.name.text) {
    scope.report("mentions-same", { name: a.name.text }, item, b.name.span)
  }
}

function entity(scope: Scope, item: Item<unknown>, { name }: Extract<ValueNode, { kind: "name" }>): void {
  if (scope.names.get(name.text)?.node.kind === "entity") return
  scope.unknown("entity", name, named(scope, ["entity"]), item)
}

/** Made only when a near name is looked for. */
function* named(scope: Scope, kinds: readonly ("input" | "gold" | "answer" | "entity")[]): Generator<string> {
  for (const kind of kinds) for (const { node } of scope.of(kind)) yield node.name.text
}

const argsOf = ({ given, is, details }: ExampleDetail): Arg[] => [
  ...given,
  ...is,
  ...details.flatMap((line) => (line.kind === "not" ? line.is : [])),
]

/** Whether all these values are among those. */
const isPartOf = (part: Readonly<Record<string, Value>>, whole: Readonly<Record<string, Value>>): boolean =>
  Object.entries(part).every(([field, value]) => Object.hasOwn(whole, field) && isSame(value, whole[field]!))

const isSame = (one: Value, other: Value): boolean =>
  typeof one === "string" || typeof other === "string" ? one === other : JSON.stringify(one) === JSON.stringify(other)
