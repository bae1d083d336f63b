/** A prompt before it is joined: named stretches of text in their order, some of which a budget may drop. */
import type { Droppable, Meaning, NamedLabel, Relation } from "../../language/meaning.js"
import type { FieldType } from "../../value.js"

export interface Segment {
  readonly name: string
  readonly text: string
  /** What stands between this segment and the one before. */
  readonly joint: string
  readonly kind?: Droppable
  /** The text in its place where the near misses are left out; then even an empty text has something to say. */
  readonly alone?: string
}

export const BLOCK = "\n\n"
export const LINE = "\n"

/** Names in the order in which they are told: that of the file, or drawn. */
export interface Order {
  readonly labels: readonly NamedLabel[]
  readonly entities: readonly NamedLabel[]
  readonly relations: readonly Relation[]
}

/** A style: what a meaning says, names in the given order. */
export type Style = (meaning: Meaning, order: Order) => readonly Segment[]

/** What a segment says where a budget leaves some kinds out; empty where it says nothing. */
export const textBeside = ({ kind, text, alone }: Segment, dropped: ReadonlySet<Droppable>): string =>
  kind !== undefined && dropped.has(kind) ? "" : alone !== undefined && dropped.has("near-misses") ? alone : text

/** What is told, without what a budget leaves out. */
export const told = (segments: readonly Segment[], dropped: ReadonlySet<Droppable> = NONE): Segment[] =>
  segments.flatMap((segment) => {
    const text = textBeside(segment, dropped)
    return text === "" ? [] : [{ ...segment, text }]
  })

const NONE: ReadonlySet<Droppable> = new Set()

export function joined(segments: readonly Segment[]): string {
  const parts: string[] = []
  for (const { text, joint } of segments) {
    if (parts.length > 0) parts.push(joint)
    parts.push(text)
  }
  return parts.join("")
}

/** The two mentions that the guideline's relations are between; none where it asks for triplets. */
export function mentionsOf({ answers, inputs, golds }: Meaning): readonly [string, string] | undefined {
  for (const { type } of [...answers, ...inputs, ...golds]) {
    const between = betweenOf(type)
    if (between) return between
  }
  return undefined
}

function betweenOf(type: FieldType): readonly [string, string] | undefined {
  if (type.kind === "relation") return type.between
  return type.kind === "list" || type.kind === "each" ? betweenOf(type.item) : undefined
}
