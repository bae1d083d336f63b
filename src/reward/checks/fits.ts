/**
 * `triplets fits schema`: the share that obeys what is declared: the types of the two roles, the relations that exclude
 * each other between the same two ends, how often a role may be filled, and that the label for none stands alone. All that take part in a conflict are wrong.
 */

import { type FieldType, type LabelSchema, relationFromText, type Value } from "../../value.js"
import { tripletOf } from "../measures/same.js"
import { plain } from "../measures/words.js"
import { LABEL, listOf, TRIPLET, triplet } from "./cases.js"
import { type Case, defineCheck } from "./check.js"
import { subjectIn } from "./said.js"

export const fits = defineCheck({
  signature: {
    name: "fits",
    subject: ["list", "triplet", "relation"],
    object: ["schema"],
    binary: false,
    summary: "The share of relations that obeys the declared types, exclusions and cardinalities.",
    example: "triplets fits schema",
  },
  says: (phrase, type) =>
    `${subjectIn(phrase, type, fits.signature)} must fit what is declared: the types of both roles, what excludes what, and how often a role is filled.`,
  judge({ subject, labels }) {
    const facts = (Array.isArray(subject) ? subject : [subject]).map(factOf)
    if (facts.length === 0 || !labels) return 1
    const wrong = new Set([
      ...facts.flatMap((fact, i) => (hasItsTypes(fact, labels) ? [] : [i])),
      ...excluded(facts, labels),
      ...filledTooOften(facts, labels),
      ...deniedByOtherwise(facts, labels),
    ])
    return 1 - wrong.size / facts.length
  },
  cases: casesOf(),
})

/** A relation between two ends; ends without types are mentions. */
interface Fact {
  readonly relation: string
  readonly ends: readonly [string, string]
  readonly types?: readonly [string, string]
}

function factOf(value: Value): Fact {
  if (typeof value === "string") {
    const { name, mentions } = relationFromText(value) ?? { name: value }
    return { relation: name, ends: mentions ?? ["", ""] }
  }
  const { relation, head, tail } = tripletOf(value)
  return { relation, ends: [plain(head.text), plain(tail.text)], types: [head.type, tail.type] }
}

function hasItsTypes({ relation, types }: Fact, labels: LabelSchema): boolean {
  const declared = labels.relations.find(({ name }) => name === relation)
  if (!declared) return labels.otherwise?.name === relation
  if (!types) return true
  const allows = (first: number, second: number) =>
    [first, second].every((end, role) => {
      const allowed = declared.types[role as 0 | 1]
      return allowed.length === 0 || allowed.includes(types[end as 0 | 1])
    })
  return allows(0, 1) || (declared.symmetric && allows(1, 0))
}

/** Conflicts of relations that exclude each other: between the same two ends, whatever their direction. */
function excluded(facts: readonly Fact[], { exclude }: LabelSchema): number[] {
  return exclude.flatMap((names) => {
    const byEnds = grouped(facts, ({ relation, ends }) =>
      names.includes(relation) ? JSON.stringify([...ends].sort()) : undefined,
    )
    return [...byEnds.values()].flatMap((group) =>
      new Set(group.map((i) => facts[i]!.relation)).size > 1 ? group : [],
    )
  })
}

/** Conflicts of a role that is filled at most once for each other end. */
function filledTooOften(facts: readonly Fact[], labels: LabelSchema): number[] {
  return labels.relations.flatMap(({ name, one }) => {
    if (one === undefined) return []
    const byOther = grouped(facts, ({ relation, ends }) => (relation === name ? ends[1 - one] : undefined))
    return [...byOther.values()].flatMap((group) =>
      new Set(group.map((i) => facts[i]!.ends[one])).size > 1 ? group : [],
    )
  })
}

/** "None of the relations" beside one of them: one of the two is not meant. */
function deniedByOtherwise(facts: readonly Fact[], { otherwise }: LabelSchema): number[] {
  const none = facts.filter(({ relation }) => relation === otherwise?.name).length
  return none > 0 && none < facts.length ? [...facts.keys()] : []
}

function grouped(facts: readonly Fact[], keyOf: (fact: Fact) => string | undefined): Map<string, number[]> {
  const groups = new Map<string, number[]>()
  for (const [i, fact] of facts.entries()) {
    const key = keyOf(fact)
    if (key === undefined) continue
    const group = groups.get(key)
    if (group) group.push(i)
    else groups.set(key, [i])
  }
  return groups
}

function casesOf(): Case[] {
  const plainName = (name: string) => ({ name, aliases: [] })
  const relation = (name: string, types: readonly [readonly string[], readonly string[]], more = {}) => ({
    ...{ ...plainName(name), roles: ["one", "other"] as const, types, symmetric: false, ...more },
  })
  const labels: LabelSchema = {
    labels: [],
    entities: ["person", "place"].map(plainName),
    relations: [
      relation("born-in", [["person"], ["place"]], { one: 1 }),
      relation("spouse", [["person"], ["person"]], { symmetric: true }),
      relation("child", [["person"], ["person"]]),
      relation("home", [["person"], ["place"]], { symmetric: true }),
    ],
    otherwise: plainName("NA"),
    exclude: [["spouse", "child"]],
  }
  const fact = (type: FieldType, subject: Value, value: number): Case => ({
    ...{ subject, type, objects: [{ kind: "schema" as const }], modifiers: {}, labels, value },
  })
  const born = (who: string, where: string) => triplet("born-in", who, "person", where, "place")
  return [
    fact(listOf(TRIPLET), [born("Ada", "London")], 1),
    fact(listOf(TRIPLET), [triplet("born-in", "London", "place", "Ada", "person"), born("Bob", "Rome")], 0.5),
    fact(listOf(TRIPLET), [triplet("home", "London", "place", "Ada", "person")], 1),
    fact(listOf(TRIPLET), [born("Ada", "London"), born("ada", "Rome"), born("Bob", "Rome")], 0.333333333),
    fact(listOf(TRIPLET), [born("Ada", "London"), born("Bob", "London")], 1),
    fact(listOf(LABEL), ["spouse(e1,e2)", "child(e2,e1)"], 0),
    fact(listOf(LABEL), ["spouse(e1,e2)", "NA"], 0),
    fact(listOf(LABEL), ["NA"], 1),
    fact(listOf(TRIPLET), [], 1),
    fact(TRIPLET, born("Ada", "London"), 1),
    fact(LABEL, "unheard(e1,e2)", 0),
  ]
}
