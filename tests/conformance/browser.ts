/** What a real browser says of a page: errors, requests, charts, accessibility. */
import { mkdirSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import path from "node:path"
import { pathToFileURL } from "node:url"
import type { AxeResults } from "axe-core"
import { type BrowserContextOptions, chromium, type Page } from "playwright-core"

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")

export interface Inspection {
  /** Messages of level error and uncaught exceptions. */
  readonly errors: string[]
  /** Addresses that were asked for, the file itself apart. */
  readonly requests: string[]
  /** Of each place for a chart, its accessible name and how many bars, points and lines are drawn in it. */
  readonly charts: { readonly id: string; readonly marks: number; readonly width: number }[]
  /** Rule, impact and the first place of every finding of axe-core. */
  readonly violations: string[]
  /** Pixels by which the page is wider than the window. */
  readonly overflow: number
}

/** Opens a page in a browser of its own. @param use what is done with it before the browser is closed */
export async function withPage<T>(
  file: string,
  look: BrowserContextOptions,
  use: (page: Page) => Promise<T>,
): Promise<T> {
  const executablePath = process.env.GLOSS_CHROMIUM
  if (!executablePath) throw new Error("GLOSS_CHROMIUM names no browser; run: npm run test:conformance")
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] })
  try {
    const page = await (await browser.newContext(look)).newPage()
    const errors: string[] = []
    const requests: string[] = []
    const own = pathToFileURL(file).href
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()))
    page.on("pageerror", (error) => errors.push(error.message))
    page.on("request", (request) => {
      const url = request.url()
      if (url !== own && !/^(data|blob):/.test(url)) requests.push(url)
    })
    seenBy.set(page, { errors, requests })
    await page.goto(own, { waitUntil: "load" })
    return await use(page)
  } finally {
    await browser.close()
  }
}

export const seenBy = new WeakMap<Page, Pick<Inspection, "errors" | "requests">>()

/** @param picture where a screenshot of the whole page goes @param ready an expression that turns true when it is drawn */
export function inspect(
  file: string,
  picture: string,
  look: BrowserContextOptions,
  ready = "true",
): Promise<Inspection> {
  return withPage(file, look, async (page) => {
    await page.waitForFunction(ready, undefined, { timeout: 30_000 })
    const charts = await page.$$eval('[id^="chart-"]', (places) =>
      places.map((place) => ({
        id: place.id,
        marks: place.querySelectorAll(".point, .js-line").length,
        width: place.querySelector(".main-svg")?.getBoundingClientRect().width ?? 0,
      })),
    )
    const overflow = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth")
    mkdirSync(path.dirname(picture), { recursive: true })
    await page.screenshot({ path: picture, fullPage: true })
    return { ...seenBy.get(page)!, charts, overflow, violations: await violationsOf(page) }
  })
}

/** Rule, impact and the first place of every finding of axe-core. */
export async function violationsOf(page: Page): Promise<string[]> {
  // evaluated from outside, so that the page's own policy does not keep it out
  await page.evaluate(AXE)
  const { violations } = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })')
  return violations.map(({ id, impact, nodes }) => `${id} (${impact}): ${nodes[0]?.target} ${nodes[0]?.html}`)
}
