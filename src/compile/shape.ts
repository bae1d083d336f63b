/** The answer as a tree: parts of groups under their groups. */
import { hasOwnNotation } from "../reward/answer/types.js"
import type { AnswerPart } from "../reward/plan.js"
import type { AnswerPlace, FieldType } from "../value.js"

export interface Shape<P extends Pick<AnswerPart, "name" | "parent"> = AnswerPart> {
  readonly part: P
  readonly parts: readonly Shape<P>[]
}

/** @returns the parts that belong to no group, in their order */
export function shapesOf<P extends Pick<AnswerPart, "name" | "parent">>(answer: readonly P[]): Shape<P>[] {
  const under = new Map<string | undefined, P[]>()
  for (const part of answer) under.set(part.parent, [...(under.get(part.parent) ?? []), part])
  const of = (parent: string | undefined): Shape<P>[] =>
    (under.get(parent) ?? []).map((part) => ({ part, parts: of(part.name) }))
  return of(undefined)
}

export const keyOfPart = ({ name, key }: Pick<AnswerPart, "name" | "key">): string => key ?? name

/** Written as JSON: what has no notation of its own, as a group, and what says so itself. */
export const isJson = (type: FieldType, place: AnswerPlace | undefined): boolean =>
  place?.notation === "json" || place?.spot.kind === "json" || !hasOwnNotation(type)
