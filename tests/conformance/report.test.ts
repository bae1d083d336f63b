/** The report of a real run, in a real browser. Screenshots are kept in the conformance folder, for people. */
import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { inspect } from "./browser.js"

const pictures = path.resolve(process.env.GLOSS_CONFORMANCE_HOME ?? ".glossator/conformance", "screenshots")
const folder = mkdtempSync(path.join(os.tmpdir(), "glossator-report-"))
const run = path.join(folder, "run")

beforeAll(() => {
  const command = ["bin/glossator.mjs", "run", "r1-re", "--seeds", "2", "--steps", "3", "--out", run]
  const ran = spawnSync(process.execPath, command, { encoding: "utf8" })
  if (ran.status !== 0) throw new Error(`the run ended with ${ran.status}:\n${ran.stdout}${ran.stderr}`)
}, 600_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const DRAWN = `document.querySelector(".js-plotly-plot .main-svg") !== null`

const LOOKS = {
  light: { colorScheme: "light", viewport: { width: 1280, height: 900 } },
  dark: { colorScheme: "dark", viewport: { width: 1280, height: 900 } },
  narrow: { colorScheme: "light", viewport: { width: 390, height: 844 } },
} as const

describe.each(Object.entries(LOOKS))("the report, %s", (name, look) => {
  test("draws its charts, loads nothing, and has no error and no barrier", async () => {
    const seen = await inspect(path.join(run, "report.html"), path.join(pictures, `report-${name}.png`), look, DRAWN)
    expect(seen.errors).toEqual([])
    expect(seen.requests).toEqual([])
    expect(seen.charts.length).toBeGreaterThan(1)
    for (const { id, marks, width } of seen.charts) {
      expect(marks, `marks in ${id}`).toBeGreaterThan(0)
      expect(width, `width of ${id}`).toBeGreaterThan(200)
    }
    expect(seen.overflow).toBeLessThanOrEqual(0)
    expect(seen.violations).toEqual([])
  })
})
