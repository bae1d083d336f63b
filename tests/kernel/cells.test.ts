/** Every cell of the corpus gives what its file says. `UPDATE=1` writes what it gives. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { type CellCase, cellCases, runCells, writeCases } from "./support/cell-cases.js"
import { openCompiler } from "./support/open-compiler.js"

const home = realpathSync(mkdtempSync(path.join(tmpdir(), "cells-")))
const folder = path.join(home, "notebook")
mkdirSync(folder)
const log: string[] = []
const { engine, close } = openCompiler(folder, (bundle, isUpdate) =>
  log.push(`show ${JSON.stringify(bundle)}${isUpdate ? " again" : ""}`),
)
const cases = cellCases()
const found = new Map<CellCase, readonly string[]>()

afterAll(() => {
  if (process.env.UPDATE === "1") writeCases(found)
  close()
  rmSync(home, { recursive: true })
})

describe.each([...new Set(cases.map(({ file }) => file))])("%s", (file) => {
  it.each(cases.filter((one) => one.file === file))("$name", async (one) => {
    const texts = one.cells.map(({ text }) => text)
    const given = await runCells(engine(), texts, folder, log)
    found.set(one, given)
    if (process.env.UPDATE !== "1") expect(given).toEqual(one.cells.map(({ expected }) => expected))
  })
})

it("the corpus holds at least 80 cases", () => expect(cases.length).toBeGreaterThanOrEqual(80))
