/** Every feature on texts that are broken in some place, with the cursor there: an answer, and never an exception. */
import { readdirSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { ResponseError } from "vscode-languageserver"
import { actions } from "../../src/lsp/actions.js"
import { completion } from "../../src/lsp/completion.js"
import { definition } from "../../src/lsp/definition.js"
import { diagnosticsOf } from "../../src/lsp/diagnostics.js"
import { folding } from "../../src/lsp/folding.js"
import { formatting } from "../../src/lsp/formatting.js"
import { hover } from "../../src/lsp/hover.js"
import { inlayHints } from "../../src/lsp/inlay-hints.js"
import { outline } from "../../src/lsp/outline.js"
import { references } from "../../src/lsp/references.js"
import { prepareRename, rename } from "../../src/lsp/rename.js"
import { semanticTokens } from "../../src/lsp/semantic-tokens.js"
import { symbolsIn } from "../../src/lsp/symbols.js"
import { Random } from "../../src/random.js"
import { CURSOR, openedAt } from "./opened.js"

const CASES = Number(process.env.GLOSS_LSP_CASES ?? 500)
const PIECES = [
  "",
  " ",
  "\n",
  "\n  ",
  '"',
  "|",
  "<",
  "(",
  "[",
  ":",
  ",",
  " in ",
  " for ",
  " after ",
  "\nreward ",
  "\nuse ",
  "𝒷",
  "\u202e",
  "é-",
  "#",
]
const ALL = { start: { line: 0, character: 0 }, end: { line: 9_999, character: 0 } }
const count = { count: (text: string) => text.length, by: "counted", isEstimate: false }

const files = Object.fromEntries(
  readdirSync("guidelines", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".guideline"))
    .map((file) => [`/g/${file.replaceAll("\\", "/")}`, readFileSync(`guidelines/${file}`, "utf8")]),
)
const schemas = Object.fromEntries(Object.entries(files).filter(([file]) => file.includes("schema")))
const texts = Object.values(files)

test(`${CASES} broken texts`, () => {
  const random = Random.of(1, "broken texts")
  let named = 0
  for (let i = 0; i < CASES; i++) {
    const whole = random.pick(texts)
    const at = random.below(whole.length)
    const left = random.below(3) === 0 ? 0 : random.below(40)
    const rest = random.below(4) === 0 ? "" : whole.slice(at + left)
    const text = `${whole.slice(0, at)}${random.pick(PIECES)}${CURSOR}${rest}`
    const opened = openedAt({ "/g/t.guideline": text, ...schemas })
    const { offset, guideline, uriFor } = opened
    const shown = diagnosticsOf([guideline], uriFor).get("/g/t.guideline")!
    for (const { range } of shown) expect(range.start.line).toBeLessThanOrEqual(range.end.line)
    completion(opened, offset, i % 2 === 0)
    hover(opened, offset)
    definition(opened, offset)
    references(opened, offset, true)
    for (const feature of [formatting, folding, outline, semanticTokens]) feature(opened)
    inlayHints(opened, ALL, count)
    actions(opened, ALL, shown)
    const { references: names } = symbolsIn(opened.tree)
    const name = names.length > 0 ? random.pick(names).span.start : offset
    try {
      prepareRename(opened, name)
      named++
      rename(opened, name, random.pick(["another-name", "label", "Other", "e1"]))
    } catch (error) {
      expect(error).toBeInstanceOf(ResponseError)
    }
  }
  expect(named).toBeGreaterThan(CASES / 2)
})
