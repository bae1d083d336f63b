/**
 * A task as brat shows it: one text, in which entities are marked and joined by relations, and attributes of a mark. The
 * one place that both sides look at: `compile --to brat` writes the types, the reader of `.ann` files finds its way back.
 *
 * brat is in no package registry. This follows its documentation of configurations and of the standoff format.
 */
import { type FieldType, isWhole, type LabelSchema } from "../../value.js"
import { type LegalNames, legalNames } from "./legal-names.js"
import { itemOf, mentionsIn, shownInputs, type TaskFields, withKinds } from "./task-fields.js"

export interface BratForm {
  /** The input that is annotated. */
  readonly text: string
  /** Mentions that the task gives, which are marked already. */
  readonly mentions: readonly string[]
  /** Fields that are filled by what is marked or joined. */
  readonly relation?: { readonly field: string; readonly between: readonly [string, string]; readonly several: boolean }
  readonly triplets?: { readonly field: string; readonly several: boolean }
  readonly quotes: readonly { readonly field: string; readonly several: boolean }[]
  readonly attributes: readonly BratAttribute[]
  readonly entities: readonly BratEntity[]
  readonly relations: readonly BratRelation[]
  readonly unshown: readonly { readonly field: string; readonly why: string }[]
  readonly collisions: LegalNames["collisions"]
}

interface Named {
  readonly name: string
  /** As brat writes it: different for all entities, relations and attributes. */
  readonly brat: string
}

export interface BratEntity extends Named {
  /** A mention that the task gives, words to be copied, a mark that carries answers about the text, or a declared entity. */
  readonly role: "mention" | "quote" | "whole-text" | "entity"
  /** The more general entity. */
  readonly under?: string
}

export interface BratRelation extends Named {
  readonly under?: string
  /** Entities that each end allows as brat writes them, kinds of them included; empty: any. */
  readonly ends: readonly [readonly string[], readonly string[]]
  readonly symmetric: boolean
}

/** Its name is the field that it fills. */
export interface BratAttribute extends Named {
  readonly kind: "yes-no" | "choice" | "number"
  /** As in a row of data, by what brat writes. */
  readonly values: ReadonlyMap<string, string | number>
}

/** An answer about the whole text is an attribute of such a mark, wherever it stands: brat has none of a whole text. */
export const WHOLE_TEXT = "whole-text"

/** More values than that are not chosen from a menu. */
const MOST_VALUES = 20

type Draft<T> = Omit<T, "brat">

const RESERVED = ["span_default", "arc_default", "attribute_default", "entity-nesting", "separator", "equiv"]

/** @returns undefined when the task has no text that could be annotated */
export function bratForm(task: TaskFields): BratForm | undefined {
  const fields = [...task.answer, ...task.golds]
  const text = annotatedText(task, fields)
  if (text === undefined) return undefined
  const { labels } = task
  const unshown: { field: string; why: string }[] = []
  const quotes: { field: string; several: boolean }[] = []
  const attributes: Draft<BratAttribute>[] = []
  let relation: BratForm["relation"]
  let triplets: BratForm["triplets"]
  for (const field of fields) {
    const { name, type } = field
    const item = itemOf(type)
    const several = type.kind === "list"
    const not = (why: string) => unshown.push({ field: name, why })
    const values = attributeValues(item, labels)
    if ("parent" in field && field.parent !== undefined) not(`it is a part of ${field.parent}, and brat has no groups`)
    else if (item.kind === "triplet" && labels.entities.length === 0) not("the guideline declares no entities")
    else if (item.kind === "triplet" && item.within === text && !triplets) triplets = { field: name, several }
    else if (item.kind === "relation" && !relation) relation = { field: name, between: item.between, several }
    else if (item.kind === "quote" && item.from.includes(text)) quotes.push({ field: name, several })
    else if (values && !several) attributes.push({ name, kind: item.kind as BratAttribute["kind"], values })
    else not(WHY[item.kind] ?? "brat can hold only one such answer")
  }
  for (const { name } of shownInputs(task)) if (name !== text) unshown.push({ field: name, why: "brat shows one text" })
  const mentions = mentionsIn(task, text)
  const drafts = {
    entities: [
      ...(triplets ? declaredEntities(labels) : []),
      ...mentions.map((name) => ({ name, role: "mention" as const })),
      ...quotes.map(({ field }) => ({ name: field, role: "quote" as const })),
      ...(attributes.length > 0 ? [{ name: WHOLE_TEXT, role: "whole-text" as const }] : []),
    ],
    relations: triplets || relation ? declaredRelations(labels, triplets !== undefined, relation) : [],
    attributes,
  }
  const keys = new Keys()
  const keyed = {
    entities: drafts.entities.map((one) => ({ one, key: keys.of(one.name, one.role) })),
    relations: drafts.relations.map((one) => ({ one, key: keys.of(one.name, "relation") })),
    attributes: drafts.attributes.map((one) => ({ one, key: keys.of(one.name, "attribute") })),
  }
  const names = legalNames([...keys.all], { hyphens: true, reserved: RESERVED })
  const named = <T>({ one, key }: { one: T; key: string }): T & { brat: string } => ({ ...one, brat: names.legal(key) })
  const entities = keyed.entities.map(named)
  const bratOf = new Map(entities.map(({ name, role, brat }) => [`${role} ${name}`, brat]))
  const role = triplets ? "entity" : "mention"
  return {
    text,
    mentions,
    ...(relation && { relation }),
    ...(triplets && { triplets }),
    quotes,
    attributes: keyed.attributes.map(named),
    entities,
    relations: keyed.relations.map(named).map((one) => ({
      ...one,
      ends: [
        one.ends[0].map((end) => bratOf.get(`${role} ${end}`)!),
        one.ends[1].map((end) => bratOf.get(`${role} ${end}`)!),
      ],
    })),
    unshown,
    collisions: names.collisions,
  }
}

/** A field may be called as an entity is; brat needs two names then. */
class Keys {
  readonly all = new Set<string>()
  of(name: string, kind: string): string {
    const key = this.all.has(name) ? `${name}-${kind}` : name
    this.all.add(key)
    return key
  }
}

const WHY: Partial<Record<FieldType["kind"], string>> = {
  text: "brat has no field for free text",
  number: "brat can not take any number, only one of a few",
  choice: "brat can not choose from what differs from text to text",
  order: "brat can not put things in order",
  each: "brat has no lists",
  list: "brat has no lists in lists",
  group: "brat has no groups",
  table: "brat has no tables",
  quote: "it quotes something else than the text that brat shows",
}

/** The text in which something is marked; else the only one. */
function annotatedText(task: TaskFields, fields: readonly { readonly type: FieldType }[]): string | undefined {
  const texts = task.inputs.filter(({ type }) => type.kind === "text").map(({ name }) => name)
  const marked = fields.flatMap(({ type }) => {
    const item = itemOf(type)
    if (item.kind === "triplet") return [item.within]
    return item.kind === "quote" ? item.from : []
  })
  const given = task.inputs.flatMap(({ type }) => (type.kind === "mention" ? [type.within] : []))
  return [...given, ...marked].find((name) => texts.includes(name)) ?? (texts.length === 1 ? texts[0] : undefined)
}

function attributeValues(type: FieldType, labels: LabelSchema): BratAttribute["values"] | undefined {
  if (type.kind === "yes-no")
    return new Map([
      ["yes", "yes"],
      ["no", "no"],
    ])
  if (type.kind === "number") {
    const bounds = isWhole(type) ? type.bounds : undefined
    if (!bounds || bounds[1] - bounds[0] >= MOST_VALUES) return undefined
    const numbers = Array.from({ length: bounds[1] - bounds[0] + 1 }, (_, i) => bounds[0] + i)
    return new Map(numbers.map((number) => [String(number), number]))
  }
  if (type.kind !== "choice" || type.lists.some((list) => list !== "labels")) return undefined
  const named = type.lists.length > 0 ? [...labels.labels, ...(labels.otherwise ? [labels.otherwise] : [])] : []
  const all = [...named.map(({ name }) => name), ...type.texts]
  const legal = legalNames(all, { hyphens: true, reserved: [] })
  return new Map(all.map((one) => [legal.legal(one), one]))
}

/** The general one before its kinds, as a hierarchy is written. */
function declaredEntities({ entities }: LabelSchema): Draft<BratEntity>[] {
  return inTreeOrder(
    entities.map(({ name, under }) => ({ name, role: "entity", ...(under !== undefined && { under }) })),
  )
}

function declaredRelations(
  { entities, relations, otherwise }: LabelSchema,
  typed: boolean,
  relation: BratForm["relation"],
): Draft<BratRelation>[] {
  const ends = (types: readonly string[]): string[] =>
    typed ? [...new Set(types.flatMap((name) => withKinds(name, entities)))] : []
  const between = relation && !typed ? relation.between : []
  const all = inTreeOrder(
    relations.map(({ name, under, types, symmetric }) => ({
      name,
      ...(under !== undefined && { under }),
      ends: typed ? ([ends(types[0]), ends(types[1])] as const) : ([between, between] as const),
      symmetric,
    })),
  )
  // that none holds is said as well, or it could not be told from what nobody has looked at yet
  const none = relation && otherwise
  return none ? [...all, { name: otherwise.name, ends: [between, between], symmetric: true }] : all
}

interface Kind {
  readonly name: string
  readonly under?: string
}

function inTreeOrder<T extends Kind>(all: readonly T[]): T[] {
  const known = new Set(all.map(({ name }) => name))
  const children = new Map<string | undefined, T[]>()
  for (const one of all) {
    const under = one.under !== undefined && known.has(one.under) ? one.under : undefined
    const siblings = children.get(under)
    if (siblings) siblings.push(one)
    else children.set(under, [one])
  }
  const out: T[] = []
  const visit = (under: string | undefined): void => {
    for (const one of children.get(under) ?? []) {
      out.push(one)
      visit(one.name)
    }
  }
  visit(undefined)
  return out
}

/** How many levels lie above. @param all in the order of the tree, so that there is no ring */
export function depthOf(one: Kind, all: readonly Kind[]): number {
  const parent = all.find(({ name }) => name === one.under)
  return parent ? 1 + depthOf(parent, all) : 0
}
