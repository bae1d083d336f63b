/**
 * Which rows of a table a reader wants to see: those that hold the searched words and pass the filters of their columns, sorted.
 *
 * Queries come from a browser: everything in them is checked, nothing is ever run or compiled, and a filter that is not
 * understood is an error and not ignored.
 */
import { type Levels, levelsOf } from "./levels.js"
import { STEPS, type Work } from "./slices.js"
import type { Source } from "./source.js"
import { type Summary, summaryOf } from "./summary.js"

export interface Query {
  /** Words that a row must hold, each in any of its cells, in any case. */
  readonly search: string
  /** The first counts most. Missing values come last, whatever the direction. */
  readonly order: readonly { readonly column: number; readonly down: boolean }[]
  readonly filters: readonly Filter[]
}

export interface Filter {
  readonly column: number
  readonly logic: Logic
  /** What the reader typed; a number or a date where it is compared by size. */
  readonly value: string
}

export const LOGICS = [
  ...(["equal", "notEqual", "contains", "notContains", "starts", "ends", "empty", "notEmpty"] as const),
  ...(["greater", "greaterOrEqual", "less", "lessOrEqual"] as const),
]
export type Logic = (typeof LOGICS)[number]

export const EVERYTHING: Query = { search: "", order: [], filters: [] }

/** A table with what has been computed of it so far. */
export class Queried {
  private readonly levels = new Map<number, Levels>()
  private readonly known = new Map<number, Summary>()
  private last:
    | { readonly filterKey: string; readonly orderKey: string; matching: Uint32Array; rows: Uint32Array }
    | undefined

  constructor(readonly source: Source) {}

  summary(column: number): Summary {
    return kept(this.known, column, () => summaryOf(this.source, column))
  }

  /** The rows that match, sorted. Paging through the same query costs nothing more. One at a time. */
  *rows(query: Query): Work<Uint32Array> {
    const filterKey = JSON.stringify([query.search, query.filters])
    const orderKey = JSON.stringify(query.order)
    const sameFilter = this.last?.filterKey === filterKey
    if (this.last && sameFilter && this.last.orderKey === orderKey) return this.last.rows
    const matching = sameFilter ? this.last!.matching : yield* this.matching(query)
    const rows = yield* this.sorted(matching, query.order)
    this.last = { filterKey, orderKey, matching, rows }
    return rows
  }

  private *levelsOf(column: number): Work<Levels> {
    const made = this.levels.get(column) ?? (yield* levelsOf(this.source, column, this.summary(column)))
    this.levels.set(column, made)
    return made
  }

  private *matching({ search, filters }: Query): Work<Uint32Array> {
    const { size, names } = this.source
    const words = folded(search).split(/\s+/).filter(Boolean)
    const passes_N = new Uint8Array(size).fill(1)
    for (const filter of filters) {
      const { codes_N, ...levels } = yield* this.levelsOf(filter.column)
      const passes = yield* passingLevels(filter, levels, this.summary(filter.column))
      for (let row = 0; row < size; row++) passes_N[row]! &= passes[codes_N[row]!]!
      yield
    }
    for (const word of words) {
      const found_N = new Uint8Array(size)
      for (let column = 0; column < names.length; column++) {
        const { values, codes_N, text } = yield* this.levelsOf(column)
        const holds = new Uint8Array(values.length + 1)
        for (let code = 0; code < values.length; code++) {
          if (code % STEPS === 0) yield
          holds[code] = folded(text(code)).includes(word) ? 1 : 0
        }
        for (let row = 0; row < size; row++) found_N[row]! |= holds[codes_N[row]!]!
        yield
      }
      for (let row = 0; row < size; row++) passes_N[row]! &= found_N[row]!
    }
    let count = 0
    const rows = new Uint32Array(size)
    for (let row = 0; row < size; row++) if (passes_N[row]) rows[count++] = row
    return rows.slice(0, count)
  }

  /** Counting sorts from the last column to the first: each keeps the order of those before it. */
  private *sorted(rows: Uint32Array, order: Query["order"]): Work<Uint32Array> {
    let sorted = rows
    for (const { column, down } of [...order].reverse()) {
      const { values, codes_N } = yield* this.levelsOf(column)
      const missing = values.length
      const place = (row: number) => {
        const code = codes_N[row]!
        return down && code !== missing ? missing - 1 - code : code
      }
      const starts = new Uint32Array(missing + 2)
      for (let i = 0; i < sorted.length; i++) {
        if (i % STEPS === 0) yield
        starts[place(sorted[i]!) + 1]!++
      }
      for (let i = 1; i < starts.length; i++) starts[i]! += starts[i - 1]!
      const next = new Uint32Array(sorted.length)
      for (let i = 0; i < sorted.length; i++) {
        if (i % STEPS === 0) yield
        next[starts[place(sorted[i]!)]!++] = sorted[i]!
      }
      sorted = next
    }
    return sorted
  }
}

function kept<V>(values: Map<number, V>, column: number, make: () => V): V {
  const known = values.get(column)
  if (known !== undefined) return known
  const made = make()
  values.set(column, made)
  return made
}

/** @throws RangeError with the reason, for what is no query of a table with so many columns */
export function readQuery(given: unknown, columns: number): Query {
  const { search = "", order = [], filters = [] } = (given ?? {}) as Partial<Record<keyof Query, unknown>>
  if (typeof search !== "string" || search.length > LONGEST_TEXT) throw new RangeError("the search is no short text")
  if (!Array.isArray(order) || !Array.isArray(filters) || order.length + filters.length > 2 * columns + 2)
    throw new RangeError("order and filters are lists with at most one entry a column")
  const column = (one: unknown): number => {
    if (Number.isInteger(one) && (one as number) >= 0 && (one as number) < columns) return one as number
    throw new RangeError(`there is no column ${String(one)}: the table has ${columns}`)
  }
  return {
    search,
    order: order.map((one) => ({ column: column(one?.column), down: one?.down === true })),
    filters: filters.map((one) => {
      if (!LOGICS.includes(one?.logic)) throw new RangeError(`there is no filter "${String(one?.logic)}"`)
      if (typeof one.value !== "string" || one.value.length > LONGEST_TEXT)
        throw new RangeError("a filter's value is no short text")
      return { column: column(one.column), logic: one.logic, value: one.value }
    }),
  }
}

const LONGEST_TEXT = 1_000

const folded = (text: string): string => text.toLowerCase()

type Ordered = "greater" | "greaterOrEqual" | "less" | "lessOrEqual"

/** Of every level, and behind them of missing values, whether it passes. */
function* passingLevels(
  { logic, value }: Filter,
  { values, text }: Omit<Levels, "codes_N">,
  { kind }: Summary,
): Work<Uint8Array> {
  const passes = new Uint8Array(values.length + 1)
  passes[values.length] = logic === "empty" || logic === "notEqual" || logic === "notContains" ? 1 : 0
  const test = testOf(logic, value, kind)
  for (let code = 0; code < values.length; code++) {
    if (code % STEPS === 0) yield
    passes[code] = test(values[code], text(code)) ? 1 : 0
  }
  return passes
}

function testOf(logic: Logic, typed: string, kind: Summary["kind"]): (value: unknown, text: string) => boolean {
  const bySize = kind === "number" || kind === "date"
  const size =
    kind === "date" ? Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(typed) ? `${typed}T00:00:00Z` : typed) : Number(typed)
  const word = folded(typed)
  const less = (value: unknown, text: string): number =>
    bySize ? Math.sign((value as number) - size) : folded(text) < word ? -1 : folded(text) > word ? 1 : 0
  const ordered: Readonly<Record<Ordered, (sign: number) => boolean>> = {
    greater: (sign) => sign > 0,
    greaterOrEqual: (sign) => sign >= 0,
    less: (sign) => sign < 0,
    lessOrEqual: (sign) => sign <= 0,
  }
  switch (logic) {
    case "equal":
      return (value, text) => less(value, text) === 0
    case "notEqual":
      return (value, text) => less(value, text) !== 0
    case "contains":
      return (_, text) => folded(text).includes(word)
    case "notContains":
      return (_, text) => !folded(text).includes(word)
    case "starts":
      return (_, text) => folded(text).startsWith(word)
    case "ends":
      return (_, text) => folded(text).endsWith(word)
    case "empty":
      return (_, text) => text === ""
    case "notEmpty":
      return (_, text) => text !== ""
    default:
      return (value, text) => ordered[logic](less(value, text))
  }
}
