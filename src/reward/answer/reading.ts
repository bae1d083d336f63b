/**
 * What was read in one completion: the interface between the reader of answers and the checks.
 *
 * A part at the top has one value. A part of a group has one for every group that there is: `occurrences` lists them.
 * With `answer verdicts: group for each of candidates`, `answer claims of verdicts: list of group` and
 * `answer backed of claims: yes-no`, the value of `verdicts` holds everything as JSON would, and `occurrences("backed")`
 * lists each yes or no with its path: candidate "2", claim "1".
 */
import type { Span } from "../../text.js"
import type { Condition, Value } from "../../value.js"
import type { Finding } from "../plan.js"

export interface Reading {
  /**
   * By name, the parts of the answer that are no parts of a group, each whole and in canonical form (`src/value.ts`):
   * groups as records by the names of their parts (never by their keys in JSON), `each` as records by the names of the
   * items. What was not read is left out; so is, inside, what is missing from a group, from `each` or from an order. A
   * list is read whole or not at all: what is left of it without an item that was wrong would be another answer; it has
   * at most 10,000 items. Without a prototype, as all records in it: a part may be called "constructor".
   */
  readonly values: Readonly<Record<string, Value>>
  /**
   * The phrase `format`: every part that is neither optional nor ruled out by its condition was read, in all its items,
   * in the declared form or with differences that `accept` lists.
   */
  readonly complete: boolean
  readonly findings: readonly Finding[]
  /**
   * Every place where a part is asked for or stands, in the order of the answer. A part at the top has exactly one,
   * read or not. A part of a group has one for each group: what is in no list is there once, and what is asked `for each
   * of` a list is there for each item, whether its group was read or not, so that what is left out is not forgotten. Only
   * of a list that was not read nobody knows how long it is: what is inside has none.
   *
   * @throws RangeError for a name that no part has
   */
  occurrences(part: string): readonly Occurrence[]
  /** Names of the items of a list (an input, or one in the answer that there is one of); undefined: no such list. */
  names(list: string): readonly string[] | undefined
  /**
   * Does a condition hold? It looks at an input, or at a part of the answer; beside an occurrence at the part in the same
   * group or in the groups around it. False while that part was not read.
   */
  holds(condition: Condition, at?: Occurrence): boolean
}

export interface Occurrence {
  /** In canonical form; undefined when it was not read. */
  readonly value: Value | undefined
  /** False where the part's condition does not hold, or that of a group around it: it is not missed, and has no value. */
  readonly asked: boolean
  /** Where the value stands in the completion, as UTF-16 offsets; absent where nothing stands. */
  readonly span?: Span
  /** The value's items with their places; absent for a value that has none. */
  readonly items?: readonly Item[]
  /** Items of lists and of `each` on the way to it, from the top: `[{ part: "verdicts", item: "2" }, { part: "claims", item: "1" }]`. */
  readonly path: readonly Step[]
  /** The records that it stands in, the innermost first; the last one is `values` of the reading. */
  readonly groups: readonly Readonly<Record<string, Value>>[]
}

export interface Item {
  /** Its name where the items have names (`each`, numbered lists), else its number from 1. */
  readonly name: string
  readonly value: Value
  readonly span: Span
}

export interface Step {
  /** The list or `each`. */
  readonly part: string
  /** Name of the item, or its number from 1. */
  readonly item: string
}

/** A gold value in canonical form, or why it cannot be one: the reason continues "the gold label …". */
export type Gold = { readonly value: Value } | { readonly reason: string }

/*
 * `AnswerReader` in `read.ts` gives both. `gold` takes the name of a part of the answer, top or nested, or of a declared
 * gold field. Data is not read leniently: names are written as declared. What it does bring into form:
 *
 * - `each`: a list in the order of the items becomes a record; a record must have items' names as keys
 * - a pointer at an item: its name; a number is the name where items are numbered (`3` is "3"), else the index from 0
 * - a symmetric relation: its mentions in the declared order, as in answers
 * - a table: Markdown becomes rows; a number where a text is asked: the text; a numeric text where a number is: the number
 * - a part nested in `each` or lists: by default the same shape around it (`{ "1": true, "2": false }` for a yes-no of a
 *   `group for each of steps`, with a list for each list on the way); a plain value of its own type stays as it is, and is
 *   then the gold of every occurrence
 */
