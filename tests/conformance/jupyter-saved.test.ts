/** Notebooks as others see them: not trusted, without the widgets' packages, and as HTML that is opened offline. Pictures are kept. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { seenBy, withPage } from "./browser.js"
import {
  type cellOf,
  drawnBars,
  drawnChart,
  firstRow,
  isEvil,
  outputOf,
  PLOTLY,
  placeOf,
  SHOWN,
  sortOf,
} from "./jupyter-cells.js"
import { converted, JupyterServer, notebookOf, pictured, runAll, shown } from "./jupyter-server.js"

const pictures = path.resolve(process.env.GLOSS_CONFORMANCE_HOME ?? ".glossator/conformance", "screenshots")
mkdirSync(pictures, { recursive: true })

let saved: ReturnType<typeof converted>
beforeAll(() => {
  saved = converted(notebookOf(SHOWN))
}, 600_000)

type Name = Parameters<typeof cellOf>[1]
const seen = (page: Page, name: Name, what: RegExp): Promise<string> => shown(page, placeOf(name), what)

describe("a notebook that nbconvert ran", () => {
  test("holds no widget: nobody was there to use one", () => {
    expect(saved.ran).not.toContain("application/vnd.jupyter.widget")
  })

  test("is HTML whose table and chart work offline", async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "glossator-html-"))
    const file = path.join(folder, "ran.html")
    writeFileSync(file, saved.html)
    const look = { colorScheme: "light", offline: true, viewport: { width: 1100, height: 1400 } } as const
    try {
      await withPage(file, look, async (page) => {
        await page.route(/^https?:/, (route) => route.abort())
        await page.reload()
        await drawnBars(page.locator("body")).toBe(6)
        expect(await page.locator(".glossator-chart img").count()).toBe(0)
        const table = page.locator(".jp-OutputArea-output", { has: page.locator("table.dataTable") })
        await sortOf(table).click()
        await firstRow(table).toEqual(["0", "row 0", "0"])
        await table.getByRole("searchbox").fill("row 96")
        await expect
          .poll(() => table.innerText())
          .toMatch(/1 to 10 of 57 matching, of 1,000 saved rows; the table has 50,000/)
        expect(await page.locator("text=of 3 answers").first().isVisible()).toBe(true)
        expect(await isEvil(page)).toBe(false)
        await page.screenshot({ path: path.join(pictures, "nbconvert.png"), fullPage: true })
        // nbconvert's own template asks for these, in vain; nothing of ours asks for anything
        expect(seenBy.get(page)!.requests.filter((one) => !TEMPLATE.test(one))).toEqual([])
      })
    } finally {
      rmSync(folder, { recursive: true })
    }
  }, 120_000)
})

const TEMPLATE = /^https:\/\/cdnjs\.cloudflare\.com\/ajax\/libs\/(require\.js|mathjax)\//

/** Before anybody trusts it, a notebook's scripts and drawings are stripped. */
describe.each([
  { where: "with Plotly's extension", application: "lab", without: [] },
  { where: "without it", application: "notebook", without: [PLOTLY] },
] as const)("an untrusted notebook in $application, $where", ({ application, without }) => {
  let server: JupyterServer
  afterAll(() => server?.stop())

  test("shows first rows, charts and answers, and runs nothing", async () => {
    server = await JupyterServer.start(application, without)
    const page = await server.open("untrusted.ipynb", saved.ran)
    expect(await seen(page, "table", /First 10 of 50,000 rows/)).toContain("many rows")
    expect(await outputOf(page, "table").locator("tbody tr").count()).toBe(10)
    expect(await outputOf(page, "table").getByRole("searchbox").count()).toBe(0)
    const chart = outputOf(page, "chart")
    await chart.scrollIntoViewIfNeeded()
    const width = (): Promise<number> =>
      chart.locator("img").evaluate((one) => (one as unknown as { naturalWidth: number }).naturalWidth)
    await expect.poll(width, { timeout: 30_000 }).toBe(700)
    expect(await chart.locator(".jp-RenderedPlotly").count()).toBe(without.length > 0 ? 0 : 1)
    expect(await seen(page, "guideline", /variable world/)).toContain("What an answer earns")
    expect(await seen(page, "answers", /of 3 answers/)).toContain("<script>globalThis.evil = 1</script>")
    expect(await seen(page, "broken", /error word-misspelt/)).toContain("did you mean")
    expect(await page.locator(".jp-OutputArea-output").locator("script, style, svg:not(.main-svg)").count()).toBe(0)
    expect(await isEvil(page)).toBe(false)
    for (const name of ["guideline", "table", "chart", "answers"] as const)
      await pictured(page, outputOf(page, name), path.join(pictures, `${application}-untrusted-${name}`))
    if (without.length > 0) return
    await drawnChart(page, chart, 6)
  }, 180_000)
})

test("where anywidget is not installed, a table is its HTML alone", async () => {
  const server = await JupyterServer.start("lab", ["anywidget"])
  try {
    const page = await server.open("plain.ipynb", notebookOf(SHOWN))
    await runAll(page)
    await seen(page, "broken", /error word-misspelt/)
    const table = outputOf(page, "table")
    expect(await seen(page, "table", /1 to 10 of 1,000 saved rows; the table has 50,000/)).toContain("many rows")
    await sortOf(table).click()
    await firstRow(table).toEqual(["0", "row 0", "0"])
    expect(await table.innerText()).not.toMatch(/widget|error|failed/i)
    await table.screenshot({ path: path.join(pictures, "without-anywidget.png") })
  } finally {
    await server.stop()
  }
}, 180_000)
