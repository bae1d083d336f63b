import { table as columns, desc, from } from "arquero"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { EVERYTHING, type Filter, Queried, type Query, readQuery } from "../../../src/display/dataframe/query.js"
import { atOnce } from "../../../src/display/dataframe/slices.js"
import { sourceOf } from "../../../src/display/dataframe/source.js"

const rows = [
  { name: "frost", size: 3, day: new Date("2024-03-01T00:00:00Z"), mixed: 1 },
  { name: "Ice", size: null, day: new Date("2024-01-01T00:00:00Z"), mixed: "b" },
  { name: null, size: -1, day: new Date("2024-02-01T00:00:00Z"), mixed: [2] },
  { name: "frost", size: 2.5, day: null, mixed: null },
]
const queried = () => new Queried(sourceOf(from(rows)))
const ask = (query: Partial<Query>) => [...atOnce(queried().rows({ ...EVERYTHING, ...query }))]
const filtered = (column: number, logic: Filter["logic"], value = "") => ask({ filters: [{ column, logic, value }] })

describe("which rows a reader sees", () => {
  test("without a wish, all rows in the table's order", () => expect(ask({})).toEqual([0, 1, 2, 3]))

  test("missing values come last, up and down", () => {
    expect(ask({ order: [{ column: 1, down: false }] })).toEqual([2, 3, 0, 1])
    expect(ask({ order: [{ column: 1, down: true }] })).toEqual([0, 3, 2, 1])
    expect(ask({ order: [{ column: 2, down: true }] })).toEqual([0, 2, 1, 3])
  })

  test("the second column decides where the first is equal", () => {
    const order = [
      { column: 0, down: true },
      { column: 1, down: false },
    ]
    expect(ask({ order })).toEqual([3, 0, 1, 2])
  })

  test("every searched word must be somewhere in the row, in any case", () => {
    expect(ask({ search: "FROST" })).toEqual([0, 3])
    expect(ask({ search: "frost 2.5" })).toEqual([3])
    expect(ask({ search: "2024-01" })).toEqual([1])
    expect(ask({ search: "<nothing>" })).toEqual([])
  })

  test("filters compare numbers and days by size, texts by what they hold", () => {
    expect(filtered(1, "greater", "2")).toEqual([0, 3])
    expect(filtered(1, "lessOrEqual", "2.5")).toEqual([2, 3])
    expect(filtered(1, "notEqual", "3")).toEqual([1, 2, 3])
    expect(filtered(1, "empty")).toEqual([1])
    expect(filtered(1, "greater", "no number")).toEqual([])
    expect(filtered(2, "less", "2024-02-01")).toEqual([1])
    expect(filtered(2, "equal", "2024-02-01")).toEqual([2])
    expect(filtered(0, "starts", "i")).toEqual([1])
    expect(filtered(0, "notContains", "o")).toEqual([1, 2])
    expect(filtered(0, "notEmpty")).toEqual([0, 1, 3])
  })

  test("filter and order of the table itself hold, and groups are left out", () => {
    const own = from(rows)
      .filter((row: { size: number | null }) => row.size !== null)
      .orderby(desc("size"))
      .groupby("name")
    const source = sourceOf(own)
    expect(Array.from({ length: source.size }, (_, row) => source.value(1, row))).toEqual([3, 2.5, -1])
    expect(source.pick([2, 0]).array("size")).toEqual([-1, 3])
  })

  test("any table is sorted and filtered as by plain comparisons", () => {
    const cell = fc.option(fc.oneof(fc.integer({ min: -9, max: 9 }), fc.double({ noNaN: true })), { nil: null })
    fc.assert(
      fc.property(
        fc.array(cell, { maxLength: 40 }),
        fc.boolean(),
        fc.integer({ min: -9, max: 9 }),
        (values, down, least) => {
          const own = new Queried(sourceOf(columns({ values })))
          const filters: Filter[] = [{ column: 0, logic: "greaterOrEqual", value: `${least}` }]
          const found = [...atOnce(own.rows({ search: "", order: [{ column: 0, down }], filters }))]
          const expected = values
            .map((value, row) => ({ value, row }))
            .filter(({ value }) => value !== null && value >= least)
            .sort((a, b) => (down ? -1 : 1) * (a.value! - b.value!) || a.row - b.row)
          expect(found).toEqual(expected.map(({ row }) => row))
        },
      ),
    )
  })
})

describe("queries of a browser", () => {
  const wrong: [what: string, query: unknown][] = [
    ["a column that is not there", { order: [{ column: 4, down: true }] }],
    ["a column that is no number", { order: [{ column: "__proto__" }] }],
    ["a filter that is not known", { filters: [{ column: 0, logic: "constructor", value: "" }] }],
    ["a value that is no text", { filters: [{ column: 0, logic: "equal", value: {} }] }],
    ["a search without end", { search: "x".repeat(10_000) }],
    ["more orders than columns", { order: Array.from({ length: 99 }, () => ({ column: 0, down: true })) }],
  ]
  test.each(wrong)("%s is refused with the reason", (_, query) => expect(() => readQuery(query, 4)).toThrow(RangeError))

  test("what is left out asks for everything", () => expect(readQuery(undefined, 4)).toEqual(EVERYTHING))
})
