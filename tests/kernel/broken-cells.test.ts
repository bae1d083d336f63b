/** Cells while they are written: whatever the text, the engine answers, and the next whole cell runs. */
import { mkdtempSync, realpathSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { Random } from "../../src/random.js"
import { cellCases } from "./support/cell-cases.js"
import { openCompiler } from "./support/open-compiler.js"

const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "broken-cells-")))
const { compiler, engine, overlay, close } = openCompiler(folder, () => undefined)

afterAll(() => {
  close()
  rmSync(folder, { recursive: true })
})

const TEXTS = Number(process.env.TEXTS ?? 200)
const SEED = 21

const texts = cellCases()
  .flatMap(({ cells }) => cells.map(({ text }) => text))
  .filter((text) => !text.startsWith("%"))

/** A cell of the corpus that was cut, pasted into another, or lost some of its signs. */
function broken(random: Random): string {
  const text = random.pick(texts)
  const at = random.below(text.length + 1)
  return random.pick([
    () => text.slice(0, at),
    () => text.slice(at),
    () => text.slice(0, at) + random.pick(texts) + text.slice(at),
    () => text.slice(0, at) + text.slice(at + 1 + random.below(4)),
    () =>
      text.slice(0, at) +
      random.pick([..."(){}[]<>`'\"/*;:=>.,@#!?\\\u0000\ud800", "export ", "await ", "${"]) +
      text.slice(at),
  ])()
}

describe("broken cells", () => {
  const cells = engine()
  it.each(Array.from({ length: TEXTS }, (_, i) => i))("text %i", async (i) => {
    const random = Random.of(SEED, "broken", i)
    const text = broken(random)
    const at = random.below(text.length + 1)
    const { start, end } = await cells.complete(text, at)
    expect(start, text).toBeGreaterThanOrEqual(0)
    expect(end, text).toBeLessThanOrEqual(text.length)
    await cells.inspect(text, at, 1)
    cells.isComplete(text)
    const { findings, js } = compiler.compile("declare let earlier: number;\n", text, true)
    for (const one of findings) expect(one.file !== undefined || one.end <= text.length, text).toBe(true)
    if (findings.length > 0) expect(js, text).toBeUndefined()
  })

  it("a fault of the compiler is the cell's error, and the next cell runs", async () => {
    const { signal } = new AbortController()
    const get = overlay.get.bind(overlay)
    overlay.get = () => {
      throw new Error("the disk is gone")
    }
    const result = await cells.execute("let lost = 1", { count: 1, signal })
    const asked = await cells.complete("los", 3)
    overlay.get = get
    expect(result).toMatchObject({ status: "error", evalue: "the disk is gone" })
    expect(asked.matches).toEqual([])
    expect(await cells.execute("let found = 2; found", { count: 2, signal })).toEqual({ status: "ok", value: 2 })
  })

  it("leave the engine whole", async () => {
    const result = await cells.execute("const whole: number = 41\nwhole + 1", {
      count: 1,
      signal: new AbortController().signal,
    })
    expect(result).toEqual({ status: "ok", value: 42 })
  })
})
