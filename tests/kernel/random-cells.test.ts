/** Cells over shared variables do what Node does with scripts over a global object. */
import { mkdtempSync, realpathSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import vm from "node:vm"
import { afterAll, describe, expect, it } from "vitest"
import { Random } from "../../src/random.js"
import { openCompiler } from "./support/open-compiler.js"
import { randomNotebook, readAll } from "./support/random-cells.js"

const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "random-cells-")))
const { engine, close } = openCompiler(folder, () => undefined)

afterAll(() => {
  close()
  rmSync(folder, { recursive: true })
})

const NOTEBOOKS = Number(process.env.NOTEBOOKS ?? 25)
const SEED = 20

/** What a script of Node's gives: whether it throws, and all variables after it. */
function inNode(context: vm.Context, script: string): string {
  let said = "ok"
  try {
    vm.runInContext(`"use strict"; ${script}`, context)
  } catch (error) {
    said = String(error)
  }
  return `${said} ${shown(vm.runInContext(readAll, context))}`
}

const shown = (values: unknown): string => JSON.stringify(values, (_, value) => (Number.isNaN(value) ? "NaN" : value))

describe("random notebooks", () => {
  it.each(Array.from({ length: NOTEBOOKS }, (_, i) => i))("notebook %i", async (i) => {
    const notebook = randomNotebook(Random.of(SEED, "cells", i), 8)
    const cells = engine()
    cells.typecheck = "off"
    const context = vm.createContext({})
    const { signal } = new AbortController()
    for (const [at, { cell, script }] of notebook.entries()) {
      const result = await cells.execute(cell, { count: at + 1, signal })
      const said = result.status === "ok" ? "ok" : `${result.ename}: ${result.evalue}`
      const given = `${said} ${shown(await cells.evaluate(readAll))}`
      expect(
        given,
        notebook
          .slice(0, at + 1)
          .map((one) => one.cell)
          .join("\n// next cell\n"),
      ).toBe(inNode(context, script))
    }
  })
})
