/**
 * A completion to the parts of its answer. Only the completion is read, never the prompt. Linear in its length, and
 * never throws on any text; what could not be read, and every difference that was passed over, is a finding.
 */
import type { Condition, Example, Value } from "../../value.js"
import type { AnswerPart, Finding, Plan } from "../plan.js"
import { inOrderOfNeed } from "./conditions.js"
import { GoldReader } from "./gold.js"
import { InputLists, namesOf } from "./lists.js"
import type { Node } from "./node.js"
import { occurrencesOf } from "./occurrences.js"
import { PartReader } from "./parts.js"
import type { Gold, Occurrence, Reading } from "./reading.js"
import { standing } from "./spots.js"
import { type Allowed, State } from "./state.js"
import { ValueReader } from "./values.js"

export type { Gold, Item, Occurrence, Reading, Step } from "./reading.js"

type Input = Example["input"]
const NO_INPUT: Input = {}

export class AnswerReader {
  readonly #form: Form
  readonly #allowed: Allowed
  readonly #gold: GoldReader
  /** One row is answered many times: its lists are made once. */
  #lists: InputLists | undefined
  #listsOf: Input | undefined

  constructor(plan: Pick<Plan, "answer" | "labels" | "accept" | "rescue" | "inputs"> & Partial<Pick<Plan, "golds">>) {
    const { accept, rescue } = plan
    this.#form = formOf(plan)
    this.#allowed = new Map([
      ...rescue.map((reading) => [reading, "rescue"] as const),
      ...accept.map((reading) => [reading, "accept"] as const),
    ])
    this.#gold = new GoldReader(plan, this.#form.values)
  }

  read(completion: string, input: Input = NO_INPUT): Reading {
    const { top, values, shared } = this.#form
    const state = new State(completion, input, this.#allowed, this.#listsFor(input))
    const nodes: (Node | undefined)[] = []
    for (const reader of top) {
      const { part } = reader
      if (part.when && !values.holds(part.when, input, [state.values])) {
        const vain = part.place && !shared.has(spotOf(part)) ? standing(part.place, completion) : undefined
        if (vain) state.report("part-not-asked", { part: part.name }, vain)
        nodes.push(undefined)
        continue
      }
      const before = state.exact
      const node = reader.read(state)
      state.settle(part, node !== undefined, before)
      nodes.push(node)
      if (node) state.values[part.name] = node.value
    }
    return new AnswerReading(this.#form, state, nodes)
  }

  gold(field: string, value: Value, input: Input = NO_INPUT): Value | undefined {
    const gold = this.readGold(field, value, input)
    return "value" in gold ? gold.value : undefined
  }

  /** @throws RangeError for a name that neither a part of the answer nor a gold field has */
  readGold(field: string, value: Value, input: Input = NO_INPUT): Gold {
    return this.#gold.read(field, value, this.#listsFor(input))
  }

  #listsFor(input: Input): InputLists {
    if (!this.#lists || this.#listsOf !== input) {
      this.#lists = new InputLists(this.#form.values.inputs, input)
      this.#listsOf = input
    }
    return this.#lists
  }
}

/** What all readings of a plan have in common. */
interface Form {
  /** Parts that belong to no group, each after those that it looks at. */
  readonly top: readonly PartReader[]
  readonly parts: ReadonlyMap<string, AnswerPart>
  readonly values: ValueReader
  /** Places that several parts have under different conditions: what stands there is not there in vain. */
  readonly shared: ReadonlySet<string>
}

function formOf(plan: ConstructorParameters<typeof AnswerReader>[0]): Form {
  const values = new ValueReader(plan)
  const own = plan.answer.filter(({ parent }) => parent === undefined)
  const top = inOrderOfNeed(own, plan.answer)
  const spots = top.map(spotOf)
  return {
    top: top.map((part) => new PartReader(part, values)),
    parts: new Map(plan.answer.map((part) => [part.name, part])),
    values,
    shared: new Set(spots.filter((spot, i) => spots.indexOf(spot) !== i)),
  }
}

const spotOf = ({ place }: AnswerPart): string => JSON.stringify(place?.spot ?? null)

class AnswerReading implements Reading {
  readonly values: Readonly<Record<string, Value>>
  readonly complete: boolean
  readonly findings: readonly Finding[]
  readonly #form: Form
  readonly #state: State
  /** Of the parts at the top, in their order. */
  readonly #nodes: readonly (Node | undefined)[]

  constructor(form: Form, state: State, nodes: readonly (Node | undefined)[]) {
    this.values = state.values
    this.complete = state.exact
    this.findings = state.findings
    this.#form = form
    this.#state = state
    this.#nodes = nodes
  }

  occurrences(part: string): readonly Occurrence[] {
    const { top, parts, values } = this.#form
    const chain: AnswerPart[] = []
    let next = parts.get(part)
    if (!next) throw new RangeError(`the answer has no part "${part}"`)
    for (; next && chain.length <= parts.size; next = next.parent === undefined ? undefined : parts.get(next.parent))
      chain.unshift(next)
    const at = top.findIndex((reader) => reader.part === chain[0])
    if (at < 0) return []
    const node = this.#nodes[at]
    const asked = values.holds(chain[0]!.when, this.#state.input, [this.values])
    return occurrencesOf(chain, node ? { asked, node } : { asked }, this.#state, values)
  }

  names(list: string): readonly string[] | undefined {
    const part = this.#form.parts.get(list)
    if (part?.type.kind !== "list") return this.#state.lists.names(list)
    const [only, ...others] = this.occurrences(list)
    return others.length === 0 && Array.isArray(only?.value) ? namesOf(part.type, only.value.length) : undefined
  }

  holds(condition: Condition, at?: Occurrence): boolean {
    return this.#form.values.holds(condition, this.#state.input, at?.groups ?? [this.values])
  }
}
