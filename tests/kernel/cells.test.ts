/** Every cell of the corpus gives what its file says. `UPDATE=1` writes what it gives. */
import { mkdtempSync, realpathSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import type { EngineHost } from "../../src/kernel/engine.js"
import { Compiler } from "../../src/kernel/typescript/compiler.js"
import { ambient, TypeScriptEngine } from "../../src/kernel/typescript/engine.js"
import { mapStacks } from "../../src/kernel/typescript/scripts.js"
import { showTslabOutput } from "../../src/kernel/typescript/tslab.js"
import { type CellCase, cellCases, runCells, writeCases } from "./support/cell-cases.js"

const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "cells-")))
const log: string[] = []
const host: EngineHost = {
  declarations: "declare const answer: number",
  shield: (work) => work(),
  stoppable: (work) => work(),
  show: (bundle, options) => void log.push(`show ${JSON.stringify(bundle)}${options?.update ? " again" : ""}`),
}
Object.assign(globalThis, { answer: 42 }) // what the session gives to cells
mapStacks()
showTslabOutput((bundle, id, update) => host.show(bundle, { ...(id !== undefined && { id }), update }))
const overlay = ambient(folder, host)
// one for all, as it keeps nothing of a notebook between its answers
const compiler = new Compiler(folder, overlay)
const cases = cellCases()
const found = new Map<CellCase, readonly string[]>()

afterAll(() => {
  if (process.env.UPDATE === "1") writeCases(found)
  compiler.close()
  rmSync(folder, { recursive: true })
})

describe.each([...new Set(cases.map(({ file }) => file))])("%s", (file) => {
  it.each(cases.filter((one) => one.file === file))("$name", async (one) => {
    const engine = new TypeScriptEngine(folder, host, compiler, overlay)
    const given = await runCells(
      engine,
      one.cells.map(({ text }) => text),
      folder,
      log,
    )
    found.set(one, given)
    if (process.env.UPDATE !== "1") expect(given).toEqual(one.cells.map(({ expected }) => expected))
  })
})

it("holds at least 80 cases", () => expect(cases.length).toBeGreaterThanOrEqual(80))
