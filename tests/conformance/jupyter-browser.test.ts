/** JupyterLab 4 and Notebook 7 in a real browser: what a reader does with a notebook, and sees. Pictures are kept. */
import { mkdirSync, readFileSync } from "node:fs"
import path from "node:path"
import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type Application, command, edit, JupyterServer, ready, runAll, shown } from "./jupyter-server.js"

const pictures = path.join(process.env.GLOSS_CONFORMANCE_HOME ?? ".glossator/conformance", "screenshots")
const world = readFileSync("tests/kernel/support/world.guideline", "utf8").trim()

const CELLS = [
  `%%guideline world\n${world}`,
  `import { plot, table } from "glossator"
table(Array.from({ length: 50_000 }, (_, i) => ({ id: i, name: "row " + (i % 97), value: (i * 7919) % 50_000 })), { title: "many rows" })`,
  `plot([{ x: [1, 2, 3], y: [2, 1, 3], name: "a" }], { title: { text: "A chart" } })`,
  `%%guideline broken\n${world.replace("relation between", "relaton between")}`,
  `while (true) {}`,
  `const name = prompt("Your name?"); "hello " + name`,
  `1 + 1`,
]
const [GUIDELINE, TABLE, CHART, BROKEN, ENDLESS, PROMPT, LAST] = CELLS.map((_, i) => i) as [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
]

describe.each<Application>(["lab", "notebook"])("in %s", (application) => {
  let server: JupyterServer
  let page: Page
  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true })
    server = await JupyterServer.start(application)
    page = await server.open("seen.ipynb", CELLS)
  }, 600_000)
  afterAll(() => server?.stop())

  /** Runs the active cell. */
  const runCell = async (at: number): Promise<void> => {
    await edit(page, at)
    await command(page, "notebook:run-cell")
  }
  const picture = (name: string) => page.screenshot({ path: path.join(pictures, `${application}-${name}.png`) })

  test("all cells run until one fails, and each shows what it is", async () => {
    await runAll(page)
    expect(await shown(page, GUIDELINE, /variable world/)).toContain("What an answer earns")
    expect(await shown(page, TABLE, /1 to 10 of 50,000/)).toContain("many rows")
    await page.locator(".jp-CodeCell").nth(CHART).locator(".js-plotly-plot, .plotly, img").first().waitFor()
    expect(await shown(page, BROKEN, /error word-misspelt/)).toContain('did you mean "relation"')
    await picture("all")
  }, 240_000)

  test("a table is sorted by a click and by the keyboard, and searched", async () => {
    const cell = page.locator(".jp-CodeCell").nth(TABLE)
    await cell.scrollIntoViewIfNeeded()
    const first = cell.locator("tbody tr").first()
    const sort = cell
      .locator("thead th", { hasText: "value" })
      .locator("button, [role=button], .dt-column-order")
      .first()
    await sort.click()
    await expect.poll(() => first.innerText(), { timeout: 20_000 }).toMatch(/\b0\b[\s\S]*row 0/)
    await sort.focus()
    await page.keyboard.press("Enter")
    await expect.poll(() => first.innerText(), { timeout: 20_000 }).toMatch(/49,?999/)
    await cell.locator("input[type=search], .dt-search input").first().fill("row 96")
    await expect.poll(() => cell.innerText(), { timeout: 20_000 }).toMatch(/1 to 10 of [\d,]+ matching, of 50,000/)
    await picture("table")
  }, 120_000)

  test("Tab completes in a guideline cell", async () => {
    await edit(page, GUIDELINE)
    await page.keyboard.press("Control+End")
    await page.keyboard.type("\nrew")
    await page.keyboard.press("Tab")
    const completed = page.locator(".jp-CodeCell").nth(GUIDELINE).locator(".cm-content")
    const offered = page.locator(".jp-Completer-item", { hasText: "reward" })
    await expect
      .poll(async () => (await offered.count()) > 0 || /\nreward\s*$/.test(await completed.innerText()), {
        timeout: 20_000,
      })
      .toBe(true)
    await page.keyboard.press("Escape")
    await command(page, "notebook:undo-cell-action")
  }, 60_000)

  test("the interrupt ends a cell that never ends", async () => {
    await runCell(ENDLESS)
    await page.waitForTimeout(1000)
    await command(page, "notebook:interrupt-kernel")
    await command(page, "kernelmenu:interrupt")
    expect(await shown(page, ENDLESS, /interrupt/i)).not.toBe("")
  }, 120_000)

  test("a question is asked and answered", async () => {
    await runCell(PROMPT)
    const input = page.locator(".jp-Stdin-input")
    await input.waitFor({ timeout: 60_000 })
    await input.fill("Ada")
    await input.press("Enter")
    expect(await shown(page, PROMPT, /hello Ada/)).toContain("hello Ada")
  }, 120_000)

  test("after the page is loaded again, the table still asks its kernel", async () => {
    await command(page, "docmanager:save")
    await page.waitForTimeout(2000)
    await page.reload()
    await ready(page)
    const cell = page.locator(".jp-CodeCell").nth(TABLE)
    await cell.scrollIntoViewIfNeeded()
    await cell.locator("tbody tr").first().waitFor({ timeout: 60_000 })
    await expect.poll(() => cell.innerText(), { timeout: 60_000 }).toMatch(/of 5[\d,]+/)
    await picture("reloaded")
  }, 180_000)

  test("a restarted kernel begins anew", async () => {
    await command(page, "notebook:restart-kernel")
    const accept = page.locator(".jp-Dialog .jp-mod-accept")
    await accept.waitFor({ timeout: 20_000 }).catch(() => command(page, "kernelmenu:restart"))
    await accept.click()
    await page.waitForTimeout(3000)
    await runCell(LAST)
    expect(await shown(page, LAST, /2/)).toContain("2")
    expect(await page.locator(".jp-CodeCell").nth(LAST).locator(".jp-InputPrompt").innerText()).toContain("1")
  }, 180_000)
})
