/** The cells of the notebook that is looked at in a browser, live and saved, and where on its page things are. */
import { readFileSync } from "node:fs"
import type { Locator, Page } from "playwright-core"
import { expect } from "vitest"

const world = readFileSync("tests/kernel/support/world.guideline", "utf8").trim()
/** Beside the notebook: rows to train on. */
export const WORLD_ROWS = readFileSync("tests/kernel/support/world.json", "utf8")

/** What is only looked at. `value` runs through 0 to 49,999 out of order; the rows that are saved are the first thousand. */
const shown = {
  guideline: `%%guideline world\n${world}`,
  table: `import { confusion, plot, rollouts, show, table, train } from "glossator"
const view = table(Array.from({ length: 50_000 }, (_, i) => ({ id: i, name: "row " + (i % 97), value: (i * 7919) % 50_000 })), { title: "many rows" })
view`,
  chart: `const bars = (name: string, y: number[]) => ({ type: "bar", x: ["one", "two", "three"], y, name })
plot([bars("base", [2, 1, 3]), bars("trained", [3, 2, 4])], { title: { text: "A chart" } })`,
  answers: `const example = { input: { sentence: "the <e1>vune</e1> jofo the <e2>balofo</e2> ." }, gold: { label: "gujoha(e2,e1)" } }
const answers = ["<think> jofo </think> <answer> gujoha(e2,e1) </answer>", "<answer> gujoha(e1,e2) </answer>", "<script>globalThis.evil = 1</script><img src=x onerror='globalThis.evil = 1'>"]
const rows = answers.map((completion, i) => {
  const { terms, ...verdict } = world.score(completion, example)
  const origin = (name: string) => world.plan.terms.find((term) => term.name === name)!.origin
  return {
    arm: "grpo", seed: 1, step: 1, prompt: 0, id: "7", guideline: world.name, guidelineHash: world.hash, ...example, completion, ...verdict,
    terms: terms.map((term) => ({ ...term, origin: origin(term.name) })), advantage: 1 - i, logProbNats: -3, length: 9, ended: true,
  }
})
rollouts(rows, { guidelines: world.meaning.files })`,
  confusion: `confusion(rows)`,
  broken: `%%guideline broken\n${world.replace("relation between", "relaton between")}`,
}

/** What is done, cell by cell, once the cell before has failed. */
const done = {
  selection: `view.selection.array("id").join(" ")`,
  endless: `while (true) {}`,
  prompt: `const name = prompt("Your name?"); "hello " + name`,
  training: `import data from "./world.json"
const training = train({ task: world, data, newTokens: 14, promptsPerStep: 2, groupSize: 4, steps: 40, folder: "runs/one" })
await show(training)`,
  resumed: `await show(training)
training.rows.map((row) => row.step).join(" ")`,
  last: `1 + 1`,
}

const all = { ...shown, ...done }
type Name = keyof typeof all

export const SHOWN: readonly string[] = Object.values(shown)
export const CELLS: readonly string[] = Object.values(all)
/** The place of a cell in the notebook, from 0. */
export const placeOf = (name: Name): number => Object.keys(all).indexOf(name)
export const cellOf = (page: Page, name: Name): Locator => page.locator(".jp-Notebook .jp-CodeCell").nth(placeOf(name))
/** What a cell shows. */
export const outputOf = (page: Page, name: Name): Locator => cellOf(page, name).locator(".jp-OutputArea")

/** The first row that a table shows, without the column in which rows are chosen. */
export const firstRow = (of: Locator) =>
  expect.poll(
    async () =>
      (await of.locator("tbody tr:visible").first().locator("td").allInnerTexts()).filter((text) => text !== ""),
    { timeout: 20_000 },
  )
export const sortOf = (of: Locator): Locator =>
  of.locator("th:visible", { hasText: "value" }).locator(".dt-column-order")
/** Bars of a chart that Plotly has drawn: a picture has none. */
export const drawnBars = (of: Locator) =>
  expect.poll(() => of.locator(".js-plotly-plot .main-svg .bars .point").count(), { timeout: 30_000 })

/** The extension that draws Plotly's MIME type, as JupyterLab names it. */
export const PLOTLY = "@jupyterlab/plotly-extension"
/** Brings the pointer to a chart, with which that extension draws in place of the bundle's picture. */
export async function drawnChart(page: Page, place: Locator, bars: number): Promise<void> {
  await place.scrollIntoViewIfNeeded()
  const { x, y } = (await place.boundingBox())!
  await page.mouse.move(x + 90, y + 90)
  await drawnBars(page.locator("body")).toBe(bars)
  await page.mouse.move(0, 0)
}

/** Whether a text that a model wrote was run. */
export const isEvil = (page: Page): Promise<boolean> => page.evaluate("globalThis.evil === 1")
