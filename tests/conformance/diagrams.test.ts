/** The syntax diagrams in a real browser. Pictures are kept for people. */
import path from "node:path"
import { expect, test } from "vitest"
import { inspect, withPage } from "./browser.js"

const pictures = path.resolve(process.env.GLOSS_CONFORMANCE_HOME ?? ".glossator/conformance", "screenshots")
const FILE = path.resolve("grammar/diagrams.html")

const LOOKS = {
  wide: { colorScheme: "light", viewport: { width: 1200, height: 900 } },
  dark: { colorScheme: "dark", viewport: { width: 1200, height: 900 } },
  narrow: { colorScheme: "light", viewport: { width: 400, height: 850 } },
} as const

test.each(Object.entries(LOOKS))("%s: loads nothing, has no error, no barrier, fits its window", async (name, look) => {
  const seen = await inspect(FILE, path.join(pictures, `diagrams-${name}.png`), look)
  expect(seen).toEqual({ errors: [], requests: [], charts: [], violations: [], overflow: 0 })
})

test("words fit their boxes, and pictures their window without being shrunk", async () => {
  for (const look of [LOOKS.wide, LOOKS.narrow])
    await withPage(FILE, look, async (page) => {
      const wrong = await page.evaluate<string[]>(`[...document.querySelectorAll("svg")]
        .filter((svg) => svg.getBoundingClientRect().width > 0)
        .flatMap((svg) => [
          ...(svg.getBoundingClientRect().width < Number(svg.getAttribute("width")) ? [svg.parentNode.id] : []),
          ...[...svg.querySelectorAll("text")]
            .filter((text) => text.getBBox().width > text.previousSibling.getBBox().width - 8)
            .map((text) => text.textContent),
        ])`)
      expect(wrong).toEqual([])
    })
})

test("a box leads to its diagram", async () => {
  await withPage(FILE, LOOKS.wide, async (page) => {
    await page.locator("#reward svg.wide a").filter({ hasText: "phrase" }).click()
    expect(page.url()).toMatch(/#phrase$/)
  })
})
