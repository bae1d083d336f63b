/**
 * A column by its distinct values: sorted, and for every row the place of its value among them.
 *
 * Made when a column is first sorted, filtered or searched, in slices, and kept. Then a condition is asked once a value and not
 * once a row, and sorting is counting; so a million rows answer while one types.
 */
import { wholeText } from "./cell.js"
import { STEPS, sorted, type Work } from "./slices.js"
import { isMissing, type Source } from "./source.js"
import { numbersOf, type Summary } from "./summary.js"

export interface Levels {
  /** Ascending: numbers by size, dates as milliseconds, false before true, texts by code units; without missing ones. */
  readonly values: readonly unknown[] | Float64Array
  /** Of every row; `values.length` where it is missing. */
  readonly codes_N: Uint32Array
  /** The text of a value as it is shown, or as it is searched. */
  text(code: number): string
}

export function levelsOf(source: Source, column: number, summary: Summary): Work<Levels> {
  return summary.kind === "number" || summary.kind === "date"
    ? ofNumbers(source, column, summary)
    : ofTexts(source, column, summary)
}

function* ofNumbers(source: Source, column: number, summary: Summary): Work<Levels> {
  const { size } = source
  const numbers_N = numbersOf(source.values(column), size)
  yield
  // NaN sorts last in a typed array
  const sorted = numbers_N.slice().sort()
  yield
  let count = 0
  for (let i = 0; i < size; i++) {
    const one = sorted[i]!
    if (Number.isNaN(one)) break
    if (count === 0 || sorted[count - 1] !== one) sorted[count++] = one
  }
  const values = sorted.slice(0, count)
  const codes_N = new Uint32Array(size)
  for (let row = 0; row < size; row++) {
    if (row % STEPS === 0) yield
    const one = numbers_N[row]!
    codes_N[row] = Number.isNaN(one) ? count : placeOf(values, one)
  }
  const shown = (number: number) => wholeText(summary.kind === "date" ? new Date(number) : number, summary)
  return { values, codes_N, text: (code) => shown(values[code]!) }
}

function placeOf(values: Float64Array, one: number): number {
  let low = 0
  let high = values.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (values[middle]! < one) low = middle + 1
    else high = middle
  }
  return low
}

function* ofTexts(source: Source, column: number, summary: Summary): Work<Levels> {
  const { size } = source
  const given = source.values(column)
  const places = new Map<string, number>()
  const codes_N = new Uint32Array(size)
  const missing = 0xffffffff
  for (let row = 0; row < size; row++) {
    if (row % STEPS === 0) yield
    const one = given[row]
    if (isMissing(one)) {
      codes_N[row] = missing
      continue
    }
    const text = wholeText(one, summary)
    let place = places.get(text)
    if (place === undefined) {
      place = places.size
      places.set(text, place)
    }
    codes_N[row] = place
  }
  const values = yield* sorted([...places.keys()])
  const ranks = new Uint32Array(values.length)
  for (let rank = 0; rank < values.length; rank++) {
    if (rank % STEPS === 0) yield
    ranks[places.get(values[rank]!)!] = rank
  }
  for (let row = 0; row < size; row++) {
    const place = codes_N[row]!
    codes_N[row] = place === missing ? values.length : ranks[place]!
  }
  return { values, codes_N, text: (code) => values[code]! }
}
