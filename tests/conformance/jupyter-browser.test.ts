/** JupyterLab 4 and Notebook 7 in a real browser: what a reader does with a notebook, and sees. Pictures are kept. */
import { mkdirSync } from "node:fs"
import path from "node:path"
import type { Locator, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import {
  CELLS,
  cellOf,
  drawnBars,
  drawnChart,
  firstRow,
  isEvil,
  outputOf,
  PLOTLY,
  placeOf,
  sortOf,
  WORLD_ROWS,
} from "./jupyter-cells.js"
import {
  type Application,
  command,
  edit,
  JupyterServer,
  notebookOf,
  pictured,
  ready,
  runAll,
  save,
  shown,
} from "./jupyter-server.js"

const pictures = path.resolve(process.env.GLOSS_CONFORMANCE_HOME ?? ".glossator/conformance", "screenshots")
mkdirSync(pictures, { recursive: true })

/** Lab has the extension that draws Plotly's MIME type; Notebook is without it, and the HTML draws. */
const APPLICATIONS = [
  { application: "lab", without: [], chart: ".jp-RenderedPlotly" },
  { application: "notebook", without: [PLOTLY], chart: ".glossator-chart" },
] as const satisfies readonly { application: Application; without: readonly string[]; chart: string }[]

describe.each(APPLICATIONS)("in $application", ({ application, without, chart }) => {
  let server: JupyterServer
  let page: Page
  beforeAll(async () => {
    server = await JupyterServer.start(application, without)
    server.write("world.json", WORLD_ROWS)
    page = await server.open("seen.ipynb", notebookOf(CELLS))
  }, 600_000)
  afterAll(() => server?.stop())

  type Name = Parameters<typeof cellOf>[1]
  const run = async (name: Name): Promise<void> => {
    await edit(page, placeOf(name))
    await command(page, "notebook:run-cell")
  }
  const seen = (name: Name, what: RegExp): Promise<string> => shown(page, placeOf(name), what)
  const picture = (name: string) => page.screenshot({ path: path.join(pictures, `${application}-${name}.png`) })
  const interrupt = (): Promise<void> => page.locator('[data-command="notebook:interrupt-kernel"]').first().click()
  const drawn = (bars: number): Promise<void> => drawnChart(page, outputOf(page, "chart").locator(chart), bars)
  const live = (): Locator => outputOf(page, "table")

  test("all cells run until one fails, and each shows what it is", async () => {
    await runAll(page)
    expect(await seen("guideline", /variable world/)).toContain("What an answer earns")
    expect(await seen("table", /1 to 10 of 50,000/)).toContain("many rows")
    await drawn(6)
    const answers = await seen("answers", /of 3 answers/)
    expect(answers).toContain("<script>globalThis.evil = 1</script>")
    expect(answers).toMatch(/advantage \+1[\s\S]*advantage 0[\s\S]*advantage −1/)
    expect(await outputOf(page, "confusion").locator("tbody th[scope=row]").allInnerTexts()).toContain("gujoha(e2,e1)")
    expect(await seen("broken", /error word-misspelt/)).toContain('did you mean "relation"')
    expect(await outputOf(page, "endless").locator(".jp-OutputArea-output").count()).toBe(0)
    expect(await isEvil(page)).toBe(false)
    for (const name of ["guideline", "table", "chart", "answers", "confusion", "broken"] as const)
      await pictured(page, outputOf(page, name), path.join(pictures, `${application}-${name}`))
  }, 240_000)

  test("a chart answers: a click in the legend takes its bars away, and the pointer over one tells its value", async () => {
    const place = outputOf(page, "chart").locator(chart)
    expect((await place.locator(".main-svg").first().boundingBox())!.height).toBeGreaterThan(300)
    await place.locator(".legendtoggle").first().click()
    await drawnBars(outputOf(page, "chart")).toBe(3)
    await expect
      .poll(async () => {
        const { x, y, width, height } = (await place.locator(".bars .point").nth(2).boundingBox())!
        await page.mouse.move(x + width / 3, y + height / 3)
        await page.mouse.move(x + width / 2, y + height / 2)
        return (await place.locator(".hovertext").allTextContents()).join(" ")
      })
      .toContain("4")
  }, 60_000)

  test("a table is sorted by a click and by the keyboard, and searched", async () => {
    await live().scrollIntoViewIfNeeded()
    await sortOf(live()).click()
    await firstRow(live()).toEqual(["0", "row 0", "0"])
    await sortOf(live()).focus()
    await page.keyboard.press("Enter")
    await firstRow(live()).toEqual(["32321", "row 20", "49999"])
    await page.keyboard.press("Enter")
    const search = live().getByRole("searchbox")
    await search.fill("row 96")
    await expect.poll(() => live().innerText(), { timeout: 20_000 }).toMatch(/1 to 10 of 3,442 matching, of 50,000/)
    await search.fill("")
    await expect.poll(() => live().innerText(), { timeout: 20_000 }).toMatch(/1 to 10 of 50,000/)
  }, 120_000)

  test("a table is filtered by its menu, by mouse and by keyboard, and no key reaches the notebook", async () => {
    const cells = await page.locator(".jp-Notebook .jp-CodeCell").count()
    const menu = live().getByRole("button", { name: "Filter and sort id" })
    const condition = page.getByRole("combobox", { name: "Condition" })
    const bound = page.getByRole("textbox", { name: "Filter id" })
    await menu.click()
    await condition.selectOption("greater")
    await bound.click()
    await page.keyboard.type("49996")
    await expect.poll(() => live().innerText(), { timeout: 20_000 }).toMatch(/1 to 3 of 3 matching, of 50,000/)
    await picture("filter")
    await page.keyboard.press("ControlOrMeta+a")
    await page.keyboard.press("Delete")
    await page.keyboard.press("Escape")
    await expect.poll(() => live().innerText(), { timeout: 20_000 }).toMatch(/1 to 10 of 50,000/)
    await menu.focus()
    await page.keyboard.press("Enter")
    await condition.focus()
    // the first letters of a choice take it
    await page.keyboard.type("Less")
    await bound.focus()
    // where it reached the notebook, a digit would make a heading and x would cut the cell
    await page.keyboard.type("2")
    await expect.poll(() => live().innerText(), { timeout: 20_000 }).toMatch(/1 to 2 of 2 matching, of 50,000/)
    await page.keyboard.press("ControlOrMeta+a")
    await page.keyboard.press("Delete")
    await page.keyboard.press("Escape")
    expect(await page.locator(".jp-Notebook .jp-CodeCell").count()).toBe(cells)
  }, 120_000)

  test("rows that the reader chooses are in the kernel", async () => {
    await live().getByRole("checkbox", { name: "Choose row 3", exact: true }).check()
    await live().getByRole("checkbox", { name: "Choose row 6", exact: true }).check()
    await expect.poll(() => live().innerText()).toContain("2 rows chosen")
    await run("selection")
    expect(await seen("selection", /'2 5'/)).toContain("'2 5'")
  }, 60_000)

  test.each([
    ["a diagnostic", "broken", /answer label: relaton between/],
    ["what an answer earned", "answers", /reward/],
    ["a term, into lines that are folded away,", "guideline", /reward/],
  ] as const)(
    "the link of %s leads to its line of the guideline, which is then marked",
    async (_, name, line) => {
      const link = outputOf(page, name).locator("a[href^='#glossator-']").first()
      const target = page.locator(`[id="${(await link.getAttribute("href"))!.slice(1)}"]`)
      expect(await target.textContent()).toMatch(line)
      await link.scrollIntoViewIfNeeded()
      await link.click()
      await expect
        .poll(() =>
          target.evaluate((one) => {
            const { left, top, height } = one.getBoundingClientRect()
            return one.contains(one.ownerDocument.elementFromPoint(left + 20, top + height / 2))
          }),
        )
        .toBe(true)
      const paper = (of: Locator) =>
        of.evaluate((one) => one.ownerDocument.defaultView!.getComputedStyle(one).backgroundColor)
      const marked = await paper(target)
      expect(await target.locator("xpath=../li").evaluateAll((all) => all.length)).toBeGreaterThan(5)
      expect(await paper(target.locator("xpath=(preceding-sibling::li|following-sibling::li)[1]"))).not.toBe(marked)
      await picture(`link-${name}`)
    },
    60_000,
  )

  test("Tab completes in a guideline cell, and Shift+Tab explains", async () => {
    await edit(page, placeOf("guideline"))
    const text = cellOf(page, "guideline").locator(".cm-content")
    await page.keyboard.press("ControlOrMeta+End")
    await page.keyboard.type("\nrew")
    await page.keyboard.press("Tab")
    const offered = page.locator(".jp-Completer-item", { hasText: "reward" }).first()
    await expect
      .poll(async () => (await offered.isVisible()) || /\nreward\s*$/.test(await text.innerText()), { timeout: 20_000 })
      .toBe(true)
    if (await offered.isVisible()) await page.keyboard.press("Enter")
    await expect.poll(() => text.innerText()).toMatch(/\nreward\s*$/)
    for (const key of ["ArrowLeft", "ArrowLeft", "ArrowLeft", "Shift+Tab"]) await page.keyboard.press(key)
    await expect
      .poll(async () => (await page.locator(".jp-Tooltip").allInnerTexts()).join(), { timeout: 20_000 })
      .toMatch(/^reward: A term of the score/)
    await picture("explained")
    await page.keyboard.press("Escape")
    await page.keyboard.press("ControlOrMeta+z")
  }, 60_000)

  test("the button of the interrupt ends a cell that never ends", async () => {
    await run("endless")
    await expect.poll(() => cellOf(page, "endless").locator(".jp-InputPrompt").innerText()).toContain("*")
    await interrupt()
    expect(await seen("endless", /Interrupted/)).toContain("The cell was interrupted")
  }, 120_000)

  test("a question is asked and answered", async () => {
    await run("prompt")
    const input = page.locator(".jp-Stdin-input")
    await input.waitFor({ timeout: 60_000 })
    await input.fill("Ada")
    await input.press("Enter")
    expect(await seen("prompt", /hello Ada/)).toContain("hello Ada")
  }, 120_000)

  test("a training is watched, stopped by the button, and goes on in the next cell", async () => {
    await run("training")
    expect(await seen("training", /step ([3-9]|\d\d) of 40/)).toContain("Reward, and what each term pays")
    expect(await outputOf(page, "training").locator(".curve svg :is(polyline, path, circle)").count()).toBeGreaterThan(
      5,
    )
    await picture("training")
    await interrupt()
    expect(await seen("training", /stopped at step \d+ of 40/)).toContain("Interrupted")
    await run("resumed")
    const steps = Array.from({ length: 40 }, (_, i) => i + 1).join(" ")
    expect(await seen("resumed", /'1 2 3/)).toContain(`'${steps}'`)
    expect(await seen("resumed", /finished, 40 steps/)).toContain("Newest answers")
    await pictured(page, outputOf(page, "resumed"), path.join(pictures, `${application}-training`))
  }, 180_000)

  test("after the page is loaded again the widget is there, and its table still asks the kernel", async () => {
    await save(page)
    await page.reload()
    await ready(page)
    await live().scrollIntoViewIfNeeded()
    // what was chosen is in no output: only the kernel knows it
    await expect.poll(() => live().innerText(), { timeout: 60_000 }).toContain("2 rows chosen")
    await sortOf(live()).click()
    await firstRow(live()).toEqual(["0", "row 0", "0"])
    await sortOf(live()).click()
    // beyond the rows that are saved
    await firstRow(live()).toEqual(["32321", "row 20", "49999"])
    await drawn(6)
    await picture("reloaded")
  }, 180_000)

  test("a restarted kernel begins anew; a table without its kernel is one of the rows that are saved", async () => {
    await command(page, "notebook:restart-kernel")
    const accept = page.locator(".jp-Dialog .jp-mod-accept")
    await accept.waitFor({ timeout: 20_000 }).catch(() => command(page, "kernelmenu:restart"))
    await accept.click()
    const alone = async (): Promise<void> => {
      await live().scrollIntoViewIfNeeded()
      await expect
        .poll(() => live().innerText(), { timeout: 60_000 })
        .toMatch(/1 to 10 of 1,000 saved rows; the table has 50,000/)
      await sortOf(live()).click()
      await firstRow(live()).toEqual(["0", "row 0", "0"])
      expect(await live().innerText()).not.toMatch(/widget|model|rows chosen/)
    }
    await alone()
    await run("last")
    expect(await seen("last", /2/)).toContain("2")
    await expect.poll(() => cellOf(page, "last").locator(".jp-InputPrompt").innerText()).toContain("[1]")
    await save(page)
    await page.reload()
    await ready(page)
    await alone()
    await pictured(page, live(), path.join(pictures, `${application}-without-kernel`))
  }, 180_000)
})
