import { expect, test } from "vitest"
import { Carried } from "../../src/kernel/carried.js"
import { type Cell, Cells } from "../../src/kernel/cell.js"

const cells = new Cells()
const cell = (metadata: object) =>
  ({ request: { metadata }, allowsInput: false, signal: new AbortController().signal }) as unknown as Cell
const run = (carried: Carried, metadata: object, ...keys: string[]) => {
  const one = cell(metadata)
  carried.begin(one.request)
  return cells.run(one, () => keys.map((key) => carried.once(key)))
}

test("the first output that needs a library carries it, and no other does", () => {
  const carried = new Carried(cells)
  expect(run(carried, { cellId: "a" }, "plotly", "plotly", "table")).toEqual([true, false, true])
  expect(run(carried, { cellId: "b" }, "plotly", "table")).toEqual([false, false])
})

test("a cell that runs again carries it again, or leaves it to the next", () => {
  const carried = new Carried(cells)
  run(carried, { cellId: "a" }, "plotly")
  expect(run(carried, { cellId: "a" }, "plotly")).toEqual([true])
  run(carried, { cellId: "a" })
  expect(run(carried, { cellId: "b" }, "plotly")).toEqual([true])
})

test("a deleted cell carries nothing any more", () => {
  const carried = new Carried(cells)
  run(carried, { cellId: "a" }, "plotly")
  expect(run(carried, { cellId: "b", deletedCells: ["a"] }, "plotly")).toEqual([true])
})

test("cells without a name carry things for good", () => {
  const carried = new Carried(cells)
  run(carried, {}, "plotly")
  expect(run(carried, {}, "plotly")).toEqual([false])
  expect(run(carried, { cellId: 7, deletedCells: "all" }, "plotly")).toEqual([false])
})
