/** The corpus of cells where tslab is right: there, cells of Glossator give what those of stock tslab 1.0.22 give. */
import { spawnSync } from "node:child_process"
import { describe, expect, it } from "vitest"
import { cellCases } from "../kernel/support/cell-cases.js"

const cases = cellCases().filter((one) => one.isForTslab)
const ran = spawnSync(process.execPath, ["tests/conformance/stock-tslab.cjs"], {
  input: JSON.stringify(cases.map((one) => one.cells.map(({ text }) => text))),
  encoding: "utf8",
  timeout: 300_000,
})

/** Of an error, what it is; where it was is said by Glossator alone. */
const comparable = (expected: string): string => {
  const lines = expected.split("\n")
  const error = lines.findIndex((line) => line.startsWith("error "))
  return (error < 0 ? lines : lines.slice(0, error + 1)).join("\n")
}

describe("stock tslab", () => {
  const given = JSON.parse(ran.stdout) as string[][]
  it.each(cases.map((one, i) => ({ ...one, i })))("$file: $name", ({ cells, i }) => {
    expect(given[i]).toEqual(cells.map(({ expected }) => comparable(expected)))
  })
  it("is compared on a fair part of the corpus", () => expect(cases.length).toBeGreaterThan(25))
})
