import { table as columns } from "arquero"
import { expect, test } from "vitest"
import { cellText } from "../../../src/display/dataframe/cell.js"
import { sourceOf } from "../../../src/display/dataframe/source.js"
import { MOST_DISTINCT, summaryOf } from "../../../src/display/dataframe/summary.js"

const summary = (values: readonly unknown[]) => summaryOf(sourceOf(columns({ values: [...values] })), 0)
const text = (value: unknown, ...others: unknown[]) => cellText(value, summary([value, ...others]))

test("numbers: what is missing, distinct, least and largest, and bins that hold every value", () => {
  const found = summary([1, 2, 2, null, Number.NaN, 33])
  expect(found).toMatchObject({ kind: "number", missing: 2, distinct: 3, range: [1, 33], whole: true })
  expect(found.bars).toHaveLength(16)
  expect(found.bars.map(({ count }) => count)).toEqual([3, ...new Array(14).fill(0), 1])
  expect(found.bars[0]).toEqual({ from: 1, to: 3, count: 3 })
})

test("labels: the most frequent first; names that come once each have no picture", () => {
  expect(summary(["a", "b", "b", null]).bars).toEqual([
    { from: "b", count: 2 },
    { from: "a", count: 1 },
  ])
  expect(summary(["a", "b", "c"])).toMatchObject({ kind: "text", distinct: 3, bars: [] })
})

test("kinds: days, truth values, several kinds at once, nothing at all", () => {
  expect(summary([new Date(0), new Date(5)])).toMatchObject({ kind: "date", range: [0, 5] })
  expect(summary([true, false])).toMatchObject({ kind: "boolean", range: undefined })
  expect(summary([1, "a"])).toMatchObject({ kind: "other", distinct: 2 })
  expect(summary([null, undefined])).toMatchObject({ kind: "text", missing: 2, distinct: 0, bars: [] })
})

test("distinct values are counted up to a limit and no further", () => {
  const many = Array.from({ length: MOST_DISTINCT }, (_, i) => `v${i}`)
  expect(summary(many).distinct).toBe(MOST_DISTINCT)
  expect(summary([...many, "one more"]).distinct).toBeUndefined()
})

test("numbers of a column have the same decimals; infinities and extremes are readable", () => {
  expect(text(0.5, 123.456)).toBe("0.5")
  expect(text(0.5, 0.25)).toBe("0.5000")
  expect(text(12, 7)).toBe("12")
  expect(text(3.2e-12)).toBe("3.200e-12")
  expect(text(Number.POSITIVE_INFINITY, 1)).toBe("Infinity")
  expect(text(10n ** 20n)).toBe("100000000000000000000")
})

test("days and times in UTC; objects as JSON, with a ring too", () => {
  expect(text(new Date("2024-05-01T00:00:00Z"))).toBe("2024-05-01")
  expect(text(new Date("2024-05-01T10:30:00Z"))).toBe("2024-05-01 10:30:00")
  expect(text({ a: [1n] })).toBe('{"a":["1"]}')
  const ring: Record<string, unknown> = {}
  ring.own = ring
  expect(text(ring)).toBe("[object Object]")
})

test("control and bidi characters, escapes and lone surrogates are shown as their code", () => {
  expect(text("\u001b[31mred\u001b[0m")).toBe("\\u{1b}[31mred\\u{1b}[0m")
  expect(text("a\u202eb\u2066c\u061c\ud800")).toBe("a\\u{202e}b\\u{2066}c\\u{61c}\\u{d800}")
})

test("a cell of any length is cut between two characters, and says how much is left out", () => {
  const cell = text(`${"x".repeat(1999)}😀${"y".repeat(5000)}`)!
  expect(cell).toMatch(/^x{1999}… \(5,002 more characters\)$/)
})
