/** Handbooks in a real browser: as pictures, by keyboard, without the script, on paper. Pictures are kept for people. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { afterAll, expect, test } from "vitest"
import { handbook } from "../../src/compile/targets/handbook.js"
import { allRules } from "../../src/language/meaning.js"
import { SHIPPED, shipped, taskOf } from "../compile/targets/guideline.js"
import { inspect, withPage } from "./browser.js"

const pictures = path.resolve(process.env.GLOSS_CONFORMANCE_HOME ?? ".glossator/conformance", "screenshots")
const folder = mkdtempSync(path.join(os.tmpdir(), "glossator-handbook-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const WIDE = { viewport: { width: 1280, height: 900 } } as const
const LOOKS = {
  light: { colorScheme: "light", ...WIDE },
  dark: { colorScheme: "dark", ...WIDE },
  narrow: { colorScheme: "light", viewport: { width: 400, height: 850 } },
} as const

const RIGHT_TO_LEFT = `guideline "راهنمای رابطه‌ها" version "۱" source "خودمان"
task "بگو جمله کدام رابطه را می‌گوید."
  advice واقعی: "آنچه نفی شده گفته نشده است: Other."
input جمله: text "یک جمله"
input e1: mention in جمله
input e2: mention in جمله
relation علت-معلول(علت, معلول) "علت باعث معلول می‌شود. (cause of it)"
  cue "باعث شد" for (علت, معلول)
  example "<e1>آتش</e1> باعث <e2>دود</e2> شد (2024)." is علت-معلول(e1, e2)
    not Other by واقعی
otherwise Other
answer label: relation between e1 and e2 in last <answer>
reward +1 for label equals gold
`

const pages = new Map([
  ...SHIPPED.map((name) => [name, shipped(name).meaning] as const),
  ["right-to-left", taskOf(RIGHT_TO_LEFT).meaning] as const,
])

function fileOf(name: string): string {
  const file = path.join(folder, `${name}.html`)
  writeFileSync(file, handbook.files(pages.get(name)!).files["handbook.html"]!)
  return file
}

/** Dark differs in colours alone: one page for each way of marking is enough. */
const views = [...pages.keys()].flatMap((name) =>
  Object.keys(LOOKS)
    .filter((look) => look !== "dark" || ["semeval2010-task8", "mdkg", "table-r1", "right-to-left"].includes(name))
    .map((look) => [name, look as keyof typeof LOOKS] as const),
)

test.each(views)(
  "the handbook of %s, %s: loads nothing, has no error, no barrier, fits its window",
  async (name, look) => {
    const seen = await inspect(fileOf(name), path.join(pictures, `handbook-${name}-${look}.png`), LOOKS[look])
    expect(seen).toEqual({ errors: [], requests: [], charts: [], violations: [], overflow: 0 })
  },
)

const NAME = "semeval2010-task8"

test("without the script everything is there, and nothing that needs it", async () => {
  const rules = allRules(pages.get(NAME)!)
  await withPage(fileOf(NAME), { ...WIDE, javaScriptEnabled: false }, async (page) => {
    expect(await page.locator("#search").isVisible()).toBe(false)
    expect(await page.locator("main .rule:visible").count()).toBe(rules.length)
    await page.locator('nav a[href="#index"]').click()
    expect(page.url()).toMatch(/#index$/)
  })
})

test("it is searched and left by keyboard alone", async () => {
  await withPage(fileOf(NAME), WIDE, async (page) => {
    const focused = () => page.evaluate<string>("document.activeElement.id || document.activeElement.textContent")
    const shown = () => page.locator("main .entry:visible").count()
    const all = await shown()
    await page.keyboard.press("Tab")
    expect(await focused()).toBe("Skip to the handbook")
    await page.keyboard.press("Enter")
    expect(page.url()).toMatch(/#task$/)
    await page.keyboard.press("/")
    expect(await focused()).toBe("query")
    await page.keyboard.type("TRIGGERED by")
    expect(await page.locator("#found").textContent()).toMatch(/^\d+ places?$/)
    expect(await shown()).toBeLessThan(all / 4)
    expect(await page.locator("main article:visible h3").allTextContents()).toEqual(["Cause-Effect (cause, effect)"])
    await page.keyboard.press("Escape")
    expect(await shown()).toBe(all)
    await page.keyboard.type("zebra")
    expect(await page.locator("#found").textContent()).toBe("Nothing found")
    expect(await shown()).toBe(0)
    // a link to what the search hides shows it again
    await page.evaluate('location.hash = "#name-other"')
    await page.waitForFunction('document.getElementById("query").value === ""')
    expect(await page.locator("#name-other").isVisible()).toBe(true)
  })
})

test("a name that is found brings all that belongs to it", async () => {
  await withPage(fileOf(NAME), WIDE, async (page) => {
    const article = page.locator("#name-message-topic")
    const whole = await article.locator(".entry:visible").count()
    expect(whole).toBeGreaterThan(5)
    await page.fill("#query", "message topic")
    expect(await article.locator(".entry:visible").count()).toBe(whole)
  })
})

test("on paper there is everything but what is for the screen", async () => {
  mkdirSync(pictures, { recursive: true })
  await withPage(fileOf(NAME), WIDE, async (page) => {
    const all = await page.locator("main .entry:visible").count()
    await page.fill("#query", "zebra")
    await page.emulateMedia({ media: "print", colorScheme: "dark" })
    expect(await page.locator("main .entry:visible").count()).toBe(all)
    expect(await page.locator("nav").isVisible()).toBe(false)
    expect(await page.evaluate<string>("getComputedStyle(document.documentElement).backgroundColor")).toBe(
      "rgb(255, 255, 255)",
    )
    const pdf = await page.pdf({ path: path.join(pictures, "handbook.pdf"), format: "A4", preferCSSPageSize: true })
    const pageCount = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)!.length
    expect(pageCount).toBeGreaterThan(5)
    expect(pageCount).toBeLessThan(30)
  })
})

test("right-to-left text keeps to itself", async () => {
  await withPage(fileOf("right-to-left"), WIDE, async (page) => {
    const direction = (selector: string) =>
      page.evaluate<string>(`getComputedStyle(document.querySelector(${JSON.stringify(selector)})).direction`)
    expect(await direction("h1")).toBe("rtl")
    expect(await direction(".sentence")).toBe("rtl")
    // the page around it stays left-to-right
    expect(await direction(".verdict")).toBe("ltr")
    expect(await page.locator(".sentence .m").allTextContents()).toEqual(["آتشe1", "دودe2"])
  })
})
