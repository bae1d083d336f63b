/** What a real browser says of a report: errors, requests, charts, accessibility. */
import { mkdirSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import path from "node:path"
import { pathToFileURL } from "node:url"
import type { AxeResults } from "axe-core"
import { type BrowserContextOptions, chromium } from "playwright-core"

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

/** @param picture where a screenshot of the whole page goes */
export async function inspect(file: string, picture: string, look: BrowserContextOptions): Promise<Inspection> {
  const executablePath = process.env.GLOSS_CHROMIUM
  if (!executablePath) throw new Error("GLOSS_CHROMIUM names no browser; run: npm run test:conformance")
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] })
  try {
    const context = await browser.newContext(look)
    const page = await context.newPage()
    const errors: string[] = []
    const requests: string[] = []
    const own = pathToFileURL(file).href
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()))
    page.on("pageerror", (error) => errors.push(error.message))
    page.on("request", (request) => {
      const url = request.url()
      if (url !== own && !/^(data|blob):/.test(url)) requests.push(url)
    })
    await page.goto(own, { waitUntil: "load" })
    await page.waitForFunction(`document.querySelector(".js-plotly-plot .main-svg") !== null`, undefined, {
      timeout: 30_000,
    })
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
    await page.evaluate(AXE)
    const { violations } = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })')
    return {
      errors,
      requests,
      charts,
      overflow,
      violations: violations.map(({ id, impact, nodes }) => `${id} (${impact}): ${nodes[0]?.target} ${nodes[0]?.html}`),
    }
  } finally {
    await browser.close()
  }
}
