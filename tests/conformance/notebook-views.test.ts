/** Views of guidelines, answers and trainings in a real browser: accessible, of text alone, and followed by the keyboard. */
import { mkdirSync, readFileSync } from "node:fs"
import path from "node:path"
import type { BrowserContextOptions, Page } from "playwright-core"
import { describe, expect, test } from "vitest"
import { loadGuideline, loadGuidelineText } from "../../src/compile/load.js"
import { DISPLAY, type Displayable, type MimeBundle } from "../../src/display/bundle.js"
import { confusion } from "../../src/display/confusion.js"
import { brokenGuideline, guideline } from "../../src/display/guideline-view.js"
import { liveBundle, type Watched } from "../../src/display/live.js"
import { rollouts } from "../../src/display/rollout-view.js"
import type { RolloutRow } from "../../src/rollout/rows.js"
import { metrics, rollout } from "../display/support/run.js"
import { seenBy, violationsOf } from "./browser.js"
import { putHtml, withNotebook } from "./notebook-page.js"

const pictures = path.resolve(process.env.GLOSS_CONFORMANCE_HOME ?? ".glossator/conformance", "screenshots")
mkdirSync(pictures, { recursive: true })

const EVIL = "<img src=x onerror='globalThis.evil = 1'><script>globalThis.evil = 1</script>"
const file = "guidelines/semeval2010-task8.guideline"
const { task, diagnostics } = loadGuideline(file)
const text = readFileSync(file, "utf8").replace("answer label: relation between", "answer label: relaton between")
const broken = loadGuidelineText(file, text)

const input = { sentence: "The <e1>storm</e1> caused a <e2>delay</e2>." }
const gold = { label: "Cause-Effect(e1,e2)" }
const answers = ["<answer>Cause-Effect(e1,e2)</answer>", "<answer>cause-effect(e2,e1)</answer>", EVIL]
const rows = answers.map((completion, i): RolloutRow => {
  const { score, answer, terms, findings } = task!.score(completion, { input, gold })
  const origin = (name: string) => task!.plan.terms.find((term) => term.name === name)!.origin
  const own = { completion, score, answer, findings, terms: terms.map((one) => ({ ...one, origin: origin(one.name) })) }
  return rollout({ step: 1, prompt: 0, id: "7", input, gold, advantage: 1 - i, ...own })
})
const watched: Watched = {
  state: "running",
  rows: metrics.map((row) => ({ ...row, generateSeconds: 1, updateSeconds: 1, rollouts: rows })) as Watched["rows"],
  settings: { objective: "grpo", steps: 40, seed: 1 } as Watched["settings"],
  device: { kind: "cpu", description: "onnxruntime-node, CPU", threads: 1 },
  folder: `runs/${EVIL}`,
  unknownShare: 0.4,
  keptStep: undefined,
  error: undefined,
}

/** A page whose outputs stand in a section, as their headings assume. */
const inSection = (look: BrowserContextOptions, use: (page: Page) => Promise<void>): Promise<void> =>
  withNotebook(look, async (page) => {
    await page.locator("main").evaluate((main) => main.insertAdjacentHTML("beforeend", "<h2>A section</h2>"))
    await use(page)
  })

const shown = (value: Displayable): MimeBundle => value[DISPLAY]() as MimeBundle
const views: Readonly<Record<string, MimeBundle>> = {
  guideline: shown(guideline(task!, { diagnostics, variable: "relations" })),
  broken: shown(brokenGuideline([{ path: file, text }], broken.diagnostics)),
  answers: shown(rollouts(rows, { guidelines: task!.meaning.files })),
  confusion: shown(confusion(rows)),
  training: liveBundle(watched),
}

describe.each([
  { colorScheme: "light", viewport: { width: 1100, height: 900 } },
  { colorScheme: "dark", viewport: { width: 600, height: 900 } },
] as const)("$colorScheme, $viewport.width", (look) => {
  test.each(Object.entries(views))(
    "%s: is accessible, folded and unfolded, and runs nothing of a model",
    (name, bundle) =>
      inSection(look, async (page) => {
        await putHtml(page, bundle)
        expect(await violationsOf(page)).toEqual([])
        const folded = page.locator("details:not([open]) > summary")
        while ((await folded.count()) > 0) await folded.first().press("Enter")
        expect(await violationsOf(page)).toEqual([])
        await page.screenshot({ path: path.join(pictures, `view-${name}-${look.colorScheme}.png`), fullPage: true })
        expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0)
        expect(await page.evaluate("globalThis.evil === 1")).toBe(false)
        expect(seenBy.get(page)).toEqual({ errors: [], requests: [] })
      }),
  )
})

test("Enter on a link marks the line that pays, and that one alone", () =>
  inSection({}, async (page) => {
    await putHtml(page, views.answers!)
    await putHtml(page, views.guideline!)
    const links = page.locator("main > .output").last().locator('td a[href^="#"]')
    for (const at of [0, 1]) {
      const link = links.nth(at)
      await link.press("Enter")
      const marked = page.locator(".at")
      expect(await marked.getAttribute("id")).toBe((await link.getAttribute("href"))!.slice(1))
      expect(await marked.isVisible()).toBe(true)
      expect(await marked.textContent()).toMatch(/reward/)
    }
  }))

test("what is left where scripts and styles are taken out stands in order and is accessible", () =>
  inSection({}, async (page) => {
    for (const bundle of Object.values(views)) await putHtml(page, bundle, false)
    expect(await violationsOf(page)).toEqual([])
    const left = await page.locator("main").innerText()
    for (const said of ["What an answer earns", 'did you mean "relation"', "advantage +1", "step 3 of 40"])
      expect(left).toContain(said)
  }))
