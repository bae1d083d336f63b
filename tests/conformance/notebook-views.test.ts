/**
 * Views of guidelines, answers, confusions and trainings in a real browser, each twice on one page and among a front end's own
 * rules: accessible, and lines broken between words. Pictures are kept in the conformance folder, for people.
 */
import { mkdirSync } from "node:fs"
import path from "node:path"
import { expect, test } from "vitest"
import { loadGuideline, loadGuidelineText } from "../../src/compile/load.js"
import { DISPLAY, type Displayable, type MimeBundle } from "../../src/display/bundle.js"
import { confusion } from "../../src/display/confusion.js"
import { table } from "../../src/display/dataframe/dataframe.js"
import { brokenGuideline, guideline } from "../../src/display/guideline-view.js"
import { liveBundle, type Watched } from "../../src/display/live.js"
import { rollouts } from "../../src/display/rollout-view.js"
import { Session } from "../support/notebook-session.js"
import { seenBy, violationsOf } from "./browser.js"
import { putHtml, withNotebook } from "./notebook-page.js"

const pictures = path.resolve(process.env.GLOSS_CONFORMANCE_HOME ?? ".glossator/conformance", "screenshots")
mkdirSync(pictures, { recursive: true })

/** What JupyterLab says of outputs, links and preformatted text in them, by selectors of the same weight. */
const LAB = `.output { overflow: auto }
a:link { text-decoration: none; color: #1976d2 }
.output pre { word-break: break-all; overflow-wrap: break-word; white-space: pre-wrap; overflow: auto }`

const { task } = loadGuideline("guidelines/semeval2010-task8.guideline")
const input = { sentence: "The <e1>storm</e1> caused a <e2>delay</e2> of all of the trains that were still to come." }
const row = (completion: string, gold: string, advantage: number) => {
  const { score, answer, terms, findings } = task!.score(completion, { input, gold: { label: gold } })
  const origins = new Map(task!.plan.terms.map(({ name, origin }) => [name, origin]))
  const known = { arm: "grpo", seed: 1, step: 2, prompt: 0, id: "7", guideline: task!.name, guidelineHash: task!.hash }
  const found = { score, answer, terms: terms.map((one) => ({ ...one, origin: origins.get(one.name)! })), findings }
  const own = { input, gold: { label: gold }, completion, advantage, logProbNats: -3, length: 9, ended: true }
  return { ...known, ...found, ...own }
}
const rows = [
  row(
    "<think>The storm is what caused it, says the guideline here.</think> <answer>Cause-Effect(e1,e2)</answer>",
    "Cause-Effect(e1,e2)",
    1,
  ),
  row("<answer>cause-effect(e2,e1)</answer>", "Cause-Effect(e1,e2)", -0.5),
  row(`no answer ${"at all ".repeat(20)}`, "Other", -0.5),
]
const watched: Watched = {
  state: "running",
  rows: [1, 2].map((step) => ({
    arm: "grpo",
    seed: 1,
    step,
    reward: step,
    accuracy: 0.5,
    format: 0.9,
    zeroVariance: 1,
    rollouts: rows,
  })),
  settings: { objective: "grpo", steps: 40, seed: 1 } as Watched["settings"],
  device: { kind: "cpu", description: "onnxruntime-node, CPU", threads: 1 },
  folder: `runs/${"a-long-name-".repeat(9)}`,
  unknownShare: 0.5,
  keptStep: undefined,
  error: undefined,
}
const WRONG = 'guideline "X" version "1"\nrelatoin A'
const shown = (value: Displayable): MimeBundle => value[DISPLAY]() as MimeBundle
const VIEWS: Readonly<Record<string, () => MimeBundle>> = {
  answers: () => shown(rollouts(rows, { guidelines: task!.meaning.files })),
  guideline: () => shown(guideline(task!, { variable: "relations" })),
  "broken guideline": () =>
    shown(
      brokenGuideline(
        [{ path: "cell.guideline", text: WRONG }],
        loadGuidelineText("cell.guideline", WRONG).diagnostics,
      ),
    ),
  confusion: () => shown(confusion(rows)),
  training: () => liveBundle(watched),
  table: () => table(Array.from({ length: 30 }, (_, n) => ({ n })))[DISPLAY](new Session()),
}
const LOOKS = (["light", "dark"] as const).flatMap((colorScheme) =>
  [1100, 320].map((width) => ({ colorScheme, viewport: { width, height: 900 } })),
)

test.each(LOOKS)("$colorScheme, $viewport.width", (look) =>
  withNotebook(look, async (page) => {
    await page.addStyleTag({ content: LAB })
    // a notebook's own headings come before those of its outputs
    await page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<h2>Results</h2>')")
    for (const _ of [1, 2]) for (const name of Object.keys(VIEWS)) await putHtml(page, VIEWS[name]!())
    await expect.poll(() => page.locator("nav").count()).toBe(2)
    await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    const file = `views-${look.colorScheme}-${look.viewport.width}.png`
    await page.screenshot({ path: path.join(pictures, file), fullPage: true })
    expect(await violationsOf(page)).toEqual([])
    expect(seenBy.get(page)).toEqual({ errors: [], requests: [] })
  }),
)

test("an answer is broken between its words", () =>
  withNotebook({ viewport: { width: 420, height: 900 } }, async (page) => {
    await page.addStyleTag({ content: LAB })
    await putHtml(page, VIEWS.answers!())
    expect(await page.evaluate("getComputedStyle(document.querySelector('.completion')).wordBreak")).toBe("normal")
  }))
