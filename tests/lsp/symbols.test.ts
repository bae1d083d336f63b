import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { describe, expect, test } from "vitest"
import { stretches } from "../../grammar/lines.js"
import { isKeyword, lex, Name, wordOf } from "../../grammar/tokens.js"
import { definition } from "../../src/lsp/definition.js"
import { references } from "../../src/lsp/references.js"
import { symbolsIn } from "../../src/lsp/symbols.js"
import { Workspace } from "../../src/lsp/workspace.js"
import { openedBehind, TASK } from "./opened.js"

const guidelines = readdirSync("guidelines", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".guideline"))
  .map((file) => path.resolve("guidelines", file).replaceAll("\\", "/"))
  .sort()

describe("every shipped guideline", () => {
  const workspace = new Workspace()

  test.each(guidelines.map((file) => [path.basename(file), file]))("%s: no name is overlooked", (_, file) => {
    const text = readFileSync(file, "utf8")
    workspace.set(file, text)
    const [tree] = workspace.guideline(file).trees
    const { declarations, references: refs, known } = symbolsIn(tree!)
    const found = new Set([...declarations, ...refs, ...known].map(({ span }) => span.start))
    const missed = stretches(text, lex(text).tokens)
      .flatMap(({ tokens }) => tokens)
      .filter(({ tokenType, image }) => tokenType === Name && !wordOf.has(image) && !isKeyword(image))
      .filter(({ startOffset }) => !found.has(startOffset))
      .map(({ image }) => image)
    expect(missed).toEqual([])
  })

  test.each(guidelines.map((file) => [path.basename(file), file]))("%s: every name leads somewhere", (_, file) => {
    const { names, trees, loaded } = workspace.guideline(file)
    // a file of labels alone does not know the fields of its tasks
    const open = loaded.task ? [] : ["mention", "input", "answer", "gold"]
    const items = /^([A-Z]\d*|yes|no|none|\d+|[a-z-]+-?\d+)$/
    const lost = symbolsIn(trees[0]!).references.filter(
      (one) => !names.resolve(one) && !one.can.some((what) => open.includes(what)) && !items.test(one.name),
    )
    expect(lost.map(({ name, can }) => `${name} (${can[0]})`)).toEqual([])
  })
})

describe("definition", () => {
  const line = (files: Record<string, string>, piece: string) => {
    const at = openedBehind(files, piece)
    const found = definition(at, at.offset)
    return found && `${found.uri.split("/").at(-1)}:${found.range.start.line + 1}:${found.range.start.character + 1}`
  }

  test.each([
    ["relation between e1", "t.guideline:7:7"],
    ["is Cause-Effect", "t.guideline:15:10"],
    ['led to" for (cause', "t.guideline:15:23"],
    ["not Cause-Effect(e2, e1) by active", "t.guideline:16:10"],
    ["for label", "t.guideline:11:8"],
    ["report short", "t.guideline:13:7"],
    ["after format", "t.guideline:25:1"],
    ["The <e1", "t.guideline:7:7"],
  ])("%s", (piece, where) => {
    expect(line({ "/g/t.guideline": TASK }, piece)).toBe(where)
  })

  test("a word of the catalogue is declared nowhere", () => {
    expect(line({ "/g/t.guideline": TASK }, "label equals")).toBeNull()
  })

  test("a path leads to its file, a label to the file that declares it", () => {
    const files = {
      "/g/t.guideline": `guideline "T" version "1"\nuse "schema/s.guideline"\nprefer A over B\n`,
      "/g/schema/s.guideline": `guideline "S" version "1"\nlabel A\nlabel B\n`,
    }
    expect(line(files, "schema/s")).toBe("s.guideline:1:1")
    expect(line(files, "over B")).toBe("s.guideline:3:7")
  })
})

test("references of a label that two files use, from any of them", () => {
  const files = {
    "/g/t.guideline": `guideline "T" version "1"\nuse "s.guideline"\nprefer Alpha over Beta\n`,
    "/g/u.guideline": `guideline "U" version "1"\nuse "s.guideline"\nprefer Beta over Alpha\n`,
    "/g/s.guideline": `guideline "S" version "1"\nlabel Alpha\nlabel Beta under Alpha\n`,
  }
  for (const piece of ["prefer Alpha", "prefer Beta over Alpha", "label Alpha"]) {
    const at = openedBehind(files, piece)
    const found = references(at, at.offset, true)!.map(({ uri, range }) => `${uri.at(-11)}${range.start.line + 1}`)
    expect(found.sort()).toEqual(["s2", "s3", "t3", "u3"])
  }
  const at = openedBehind(files, "label Alpha")
  expect(references(at, at.offset, false)).toHaveLength(3)
})
