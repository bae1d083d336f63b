/**
 * Tables and charts in a real browser, as a notebook's page shows them: alone, untrusted, and as widgets that talk with the value in
 * this process. Pictures are kept in the conformance folder, for people.
 */
import { mkdirSync } from "node:fs"
import path from "node:path"
import type { Page } from "playwright-core"
import { describe, expect, test } from "vitest"
import { DISPLAY, type MimeBundle } from "../../src/display/bundle.js"
import { plot } from "../../src/display/chart/chart.js"
import { type Dataframe, table } from "../../src/display/dataframe/dataframe.js"
import { Widget } from "../../src/display/widget.js"
import { Session } from "../support/notebook-session.js"
import { seenBy, violationsOf } from "./browser.js"
import { putHtml, putWidget, withNotebook } from "./notebook-page.js"

const pictures = path.resolve(process.env.GLOSS_CONFORMANCE_HOME ?? ".glossator/conformance", "screenshots")
mkdirSync(pictures, { recursive: true })

const EVIL = '<img src=x onerror="globalThis.evil = 1"><script>globalThis.evil = 1</script>'
const RELATIONS = ["Cause-Effect", "Component-Whole", "Entity-Origin", "Other"]
const rowsOf = (size: number) =>
  Array.from({ length: size }, (_, i) => ({
    id: i,
    relation: RELATIONS[(i * 7) % 4],
    reward: i % 11 === 0 ? null : Math.sin(i) * 3,
    day: new Date(Date.UTC(2024, 0, 1 + (i % 90))),
    completion:
      i % 2 ? `<answer>${RELATIONS[i % 4]}(e1, e2)</answer>` : `${"a long line ".repeat(20)}\n\u001b[31mred\u202e`,
    [EVIL]: i % 3 === 0 ? EVIL : "plain",
  }))

const LOOKS = (["light", "dark"] as const).flatMap((colorScheme) =>
  [1100, 600].map((width) => ({ colorScheme, viewport: { width, height: 900 } })),
)

/** The cells of the first column of data, as they stand on the page. */
const idsOf = (page: Page) =>
  page.$$eval("tbody tr", (rows) => rows.map((row) => row.querySelector(".gl-number")?.textContent))
const drawn = (page: Page, ids: readonly number[]) =>
  expect.poll(() => idsOf(page), { timeout: 20_000 }).toEqual(ids.map(String))
const isEvil = (page: Page) => page.evaluate("globalThis.evil === 1")
const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
/** Nothing was loaded, nothing failed. */
const quiet = (page: Page) => expect(seenBy.get(page)).toEqual({ errors: [], requests: [] })

describe("a table's HTML alone", () => {
  test.each(LOOKS)("$colorScheme, $viewport.width: is accessible, with a menu open, too", (look) =>
    withNotebook(look, async (page) => {
      await putHtml(page, table(rowsOf(300), { title: `Rollouts ${EVIL}` })[DISPLAY](new Session()))
      await drawn(page, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
      expect(await violationsOf(page)).toEqual([])
      await page.getByRole("button", { name: "Filter and sort reward" }).click()
      expect(await page.locator(".dtcc-dropdown").isVisible()).toBe(true)
      expect(await violationsOf(page)).toEqual([])
      await page.screenshot({
        path: path.join(pictures, `table-${look.colorScheme}-${look.viewport.width}.png`),
        fullPage: true,
      })
      expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0)
      expect(await isEvil(page)).toBe(false)
      quiet(page)
    }),
  )

  test("is sorted, filtered, searched and paged by keyboard alone", () =>
    withNotebook(LOOKS[0]!, async (page) => {
      await page.evaluate(
        "document.addEventListener('keydown', () => { globalThis.leaked = (globalThis.leaked ?? 0) + 1 })",
      )
      await putHtml(page, table(rowsOf(300))[DISPLAY](new Session()))
      await drawn(page, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
      const sort = page.locator("th", { hasText: "reward" }).locator(".dt-column-order")
      await sort.focus()
      await press(page, "Enter")
      // missing rewards come last
      const least = rowsOf(300)
        .filter(({ reward }) => reward !== null)
        .sort((a, b) => a.reward! - b.reward!)
        .slice(0, 10)
      await drawn(
        page,
        least.map(({ id }) => id),
      )
      await press(page, "Enter", "Enter")
      await page.getByRole("searchbox").focus()
      await page.keyboard.type("entity-origin 2024-01-03")
      await drawn(
        page,
        rowsOf(300)
          .filter(
            ({ relation, day }) => relation === "Entity-Origin" && day.getUTCDate() === 3 && day.getUTCMonth() === 0,
          )
          .map(({ id }) => id),
      )
      await press(page, "ControlOrMeta+a", "Delete")
      await drawn(page, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
      const menu = page.getByRole("button", { name: "Filter and sort id" })
      await menu.focus()
      await press(page, "Enter")
      await page.getByRole("combobox", { name: "Condition" }).selectOption("greater")
      await page.getByRole("textbox", { name: "Filter id" }).focus()
      await page.keyboard.type("295")
      await drawn(page, [296, 297, 298, 299])
      await press(page, "ControlOrMeta+a", "Delete")
      await press(page, "Escape")
      await page.getByRole("link", { name: "Next" }).focus()
      await press(page, "Enter")
      await drawn(page, [10, 11, 12, 13, 14, 15, 16, 17, 18, 19])
      expect(await page.evaluate("globalThis.leaked")).toBeUndefined()
      quiet(page)
    }))

  test("shows its first rows where scripts and styles are taken out", () =>
    withNotebook(LOOKS[0]!, async (page) => {
      await putHtml(page, table(rowsOf(300))[DISPLAY](new Session()), false)
      expect(await page.locator("tbody tr").count()).toBe(10)
      expect(await page.getByText("First 10 of 300 rows, 6 columns").isVisible()).toBe(true)
      expect(await violationsOf(page)).toEqual([])
      await page.screenshot({ path: path.join(pictures, "table-untrusted.png"), fullPage: true })
      expect(await isEvil(page)).toBe(false)
    }))

  test("works in every output, whichever of them carries the library, in whatever order they come", () =>
    withNotebook(LOOKS[0]!, async (page) => {
      const session = new Session()
      const bundles = [5, 4].map((size) => table(rowsOf(size))[DISPLAY](session))
      await putHtml(page, bundles[1]!)
      await putHtml(page, bundles[0]!)
      await expect.poll(() => page.getByRole("searchbox").count()).toBe(2)
      expect(await page.locator("tbody tr").count()).toBe(9)
      quiet(page)
    }))
})

describe("a table as a widget", () => {
  const shown = async (page: Page, value: Dataframe) => {
    const session = new Session()
    const bundle: MimeBundle = value[DISPLAY](session)
    await putWidget(page, bundle, session)
    return { session, bundle }
  }

  test("pages, sorts and filters all rows in the kernel, and brings back what was chosen", () =>
    withNotebook(LOOKS[0]!, async (page) => {
      const value = table(rowsOf(50_000))
      const { session } = await shown(page, value)
      await drawn(page, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
      expect(await violationsOf(page)).toEqual([])
      await page.getByRole("link", { name: "Last" }).click()
      await drawn(page, [49_990, 49_991, 49_992, 49_993, 49_994, 49_995, 49_996, 49_997, 49_998, 49_999])
      const box = page.getByRole("checkbox", { name: "Choose row 49,992" })
      await box.focus()
      await press(page, "Space")
      await expect.poll(() => value.selection.array("id")).toEqual([49_991])
      expect(await box.evaluate((one) => one.matches(":focus"))).toBe(true)
      expect(await page.locator(".gl-said").textContent()).toBe("1 row chosen")
      await page.getByRole("searchbox").fill("cause 4999")
      // what is searched is what is seen: rewards have three decimals
      const matching = rowsOf(50_000).filter(
        ({ id, relation }) => relation === "Cause-Effect" && `${id}`.includes("4999"),
      )
      await drawn(
        page,
        matching.slice(0, 10).map(({ id }) => id),
      )
      await page.getByRole("checkbox", { name: "Choose all rows that match" }).click()
      const chosen = new Set([49_991, ...matching.map(({ id }) => id)])
      await expect.poll(() => value.selection.numRows()).toBe(chosen.size)
      await expect.poll(() => page.locator("tbody input:checked").count()).toBe(Math.min(10, matching.length))
      await page.screenshot({ path: path.join(pictures, "table-widget.png"), fullPage: true })
      expect(session.opened).toHaveLength(1)
      expect(await isEvil(page)).toBe(false)
      quiet(page)
    }))

  test("what the program chooses is seen; a page that is loaded again shows the same", async () => {
    const value = table(rowsOf(20))
    const session = new Session()
    const bundle = value[DISPLAY](session)
    for (const round of [0, 1])
      await withNotebook(LOOKS[0]!, async (page) => {
        if (round === 1) await session.opened[0]!.onMessage!({ method: "request_state" }, [])
        await putWidget(page, bundle, session, round === 1 ? session.opened[0]!.sent.at(-1)!.data.state : undefined)
        await drawn(page, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
        if (round === 0) value.select([2, 3])
        await expect.poll(() => page.locator("tbody input:checked").count()).toBe(2)
      })
  })

  test("says so when the kernel can not answer, and shows its first rows until then", () =>
    withNotebook(LOOKS[0]!, async (page) => {
      const { session } = await shown(page, table(rowsOf(20)))
      await drawn(page, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
      session.opened[0]!.onMessage = ({ content }) =>
        session.opened[0]!.send({
          method: "custom",
          content: { answer: (content as { id: number }).id, error: "The table is gone." },
        })
      await page.getByRole("link", { name: "Next" }).click()
      await expect.poll(() => page.locator(".gl-said").textContent()).toBe("The table is gone.")
    }))
})

describe("charts", () => {
  const bars = [
    { type: "bar", name: "base", x: ["in-domain", "out-of-domain"], y: [69.3, 72.5] },
    { type: "bar", name: EVIL, x: ["in-domain", "out-of-domain"], y: [87.4, 85.2] },
  ]
  const lengths = [
    { type: "histogram", name: "lengths", x: Float64Array.from({ length: 400 }, (_, i) => Math.sin(i) * 40) },
  ]

  test.each(LOOKS)(
    "$colorScheme, $viewport.width: are drawn in place of their pictures, in the page's colours",
    (look) =>
      withNotebook(look, async (page) => {
        const session = new Session()
        await putHtml(page, await plot(bars, { title: { text: `Accuracy ${EVIL}` } })[DISPLAY](session))
        await putHtml(page, await plot(lengths, { title: { text: "Lengths" } })[DISPLAY](session))
        await expect.poll(() => page.locator(".bars .point").count(), { timeout: 20_000 }).toBeGreaterThan(8)
        expect(await page.locator(".glossator-chart img").count()).toBe(0)
        const ink = look.colorScheme === "light" ? "rgb(0, 0, 0)" : "rgb(255, 255, 255)"
        expect(
          await page
            .locator(".xtick text")
            .first()
            .evaluate((one) => one.computedStyleMap().get("fill")?.toString()),
        ).toBe(ink)
        expect(await violationsOf(page)).toEqual([])
        await page.screenshot({
          path: path.join(pictures, `charts-${look.colorScheme}-${look.viewport.width}.png`),
          fullPage: true,
        })
        expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0)
        expect(await isEvil(page)).toBe(false)
        quiet(page)
      }),
  )

  test("follow the page when it turns dark", () =>
    withNotebook(LOOKS[0]!, async (page) => {
      await putHtml(page, await plot(bars)[DISPLAY](new Session()))
      const ink = () =>
        page
          .locator(".xtick text")
          .first()
          .evaluate((one) => one.computedStyleMap().get("fill")?.toString())
      await expect.poll(ink, { timeout: 20_000 }).toBe("rgb(0, 0, 0)")
      await page.emulateMedia({ colorScheme: "dark" })
      await expect.poll(ink).toBe("rgb(255, 255, 255)")
    }))

  test("are pictures with words where scripts are taken out, and where the library is missing", () =>
    withNotebook(LOOKS[0]!, async (page) => {
      const session = new Session()
      await putHtml(page, await plot(bars)[DISPLAY](session), false)
      await putHtml(page, await plot(bars)[DISPLAY](session))
      const images = page.locator(".glossator-chart img")
      await expect
        .poll(() =>
          images.evaluateAll((all) => all.map((one) => (one as unknown as { naturalWidth: number }).naturalWidth)),
        )
        .toEqual([700, 700])
      expect(await images.first().getAttribute("alt")).toContain('bar "base" (2 values from 69.3 to 72.5)')
      expect(await violationsOf(page)).toEqual([])
      await page.screenshot({ path: path.join(pictures, "charts-untrusted.png"), fullPage: true })
    }))

  test("as a widget, they follow the kernel", () =>
    withNotebook(LOOKS[0]!, async (page) => {
      const session = new Session()
      const figure = (y: number[]) => ({ data: [{ type: "scatter", mode: "markers", y }], layout: {} })
      const widget = new Widget(session.comms, {
        id: "test",
        draws: "plotly",
        state: { figure: figure([1]), description: "one" },
      })
      await putWidget(page, widget.view, session)
      await expect.poll(() => page.locator(".point").count(), { timeout: 20_000 }).toBe(1)
      widget.set({ figure: figure([1, 2, 3]), description: "three" })
      await expect.poll(() => page.locator(".point").count()).toBe(3)
      expect(await page.getByRole("group", { name: "three" }).count()).toBe(1)
      quiet(page)
    }))
})
