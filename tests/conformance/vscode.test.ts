/** The extension as its users build it: packed by the ordinary tool, complete, and able to start the server. */
import { execFileSync, spawnSync } from "node:child_process"
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { differences, grammarOf } from "../editor/colours.js"

const folder = mkdtempSync(path.join(os.tmpdir(), "glossator-vscode-"))
const extension = path.join(folder, "unpacked/extension")
const SHIPPED = [
  ...["LICENSE.txt", "command.js", "extension.js", "glossator.tmLanguage.json", "language-configuration.json"],
  ...["node_modules", "package.json", "readme.md"],
]

/** Settings that an outer npm hands down would change what the inner one does. */
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)))

beforeAll(() => {
  const source = path.join(folder, "source")
  cpSync("grammar/vscode", source, { recursive: true, filter: (file) => !/node_modules|\.vsix$/.test(file) })
  const npm = (...args: string[]) => execFileSync("npm", args, { cwd: source, env, stdio: "pipe", encoding: "utf8" })
  npm("ci", "--no-audit", "--no-fund", "--prefer-offline")
  npm("run", "package", "--", "--out", path.join(folder, "extension.vsix"))
  // the file is a zip; python3 is what this suite has to open one
  const unpacked = path.join(folder, "unpacked")
  execFileSync("python3", ["-m", "zipfile", "-e", path.join(folder, "extension.vsix"), unpacked])
}, 300_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test("it holds what it needs and nothing of how it was made", () => {
  expect(readdirSync(extension).sort()).toEqual(SHIPPED.toSorted())
  const manifest = JSON.parse(readFileSync(path.join(extension, "package.json"), "utf8"))
  const [language] = manifest.contributes.languages
  const [grammar] = manifest.contributes.grammars
  for (const file of [manifest.main, language.configuration, grammar.path])
    expect(existsSync(path.join(extension, file)), file).toBe(true)
  for (const name of Object.keys(manifest.dependencies))
    expect(existsSync(path.join(extension, "node_modules", name, "package.json")), name).toBe(true)
  expect(language.extensions).toEqual([".guideline"])
  expect(manifest.version).toBe(JSON.parse(readFileSync("package.json", "utf8")).version)
  expect(readFileSync(path.join(extension, "LICENSE.txt"), "utf8")).toBe(readFileSync("LICENSE", "utf8"))
})

test("its grammar is read by the editor's own reader, and its patterns are patterns", async () => {
  const grammar = await grammarOf(readFileSync(path.join(extension, "glossator.tmLanguage.json"), "utf8"))
  expect(differences(grammar, readFileSync("guidelines/mdkg.guideline", "utf8"))).toEqual([])
  const settings = JSON.parse(readFileSync(path.join(extension, "language-configuration.json"), "utf8"))
  const word = new RegExp(settings.wordPattern, "g")
  expect("Cause-Effect(e1, Ursache)".match(word)).toEqual(["Cause-Effect", "e1", "Ursache"])
  const { increaseIndentPattern: deeper, decreaseIndentPattern: back } = settings.indentationRules
  const fits = (pattern: string) => (line: string) => new RegExp(pattern).test(line)
  const opens = ["task", "relation A(b, c)", "prefer A over B,", "  example 1 is", "arm a"]
  expect(opens.filter(fits(deeper))).toEqual(opens)
  expect(["input a: text", "tasks", "  | in", "  cue “for”", "task: 1"].filter(fits(deeper))).toEqual([])
  expect(["  input a: text", "  test 1", "  reward +1 for a", "  input: 1"].filter(fits(back))).toEqual([
    "  input a: text",
  ])
  const [bars] = settings.onEnterRules
  expect(["  | a text", "  |", "  | ", "task | a"].filter(fits(bars.beforeText))).toEqual(["  | a text"])
})

interface Seen {
  readonly told: readonly string[]
  readonly server: readonly (string | null)[]
}

/** Starts the extension with a stand-in for the editor's own module. */
function started(workspace: string, trust: "trusted" | "untrusted", PATH = process.env.PATH): Seen {
  const args = ["tests/conformance/vscode-stand-in.cjs", extension, path.resolve(workspace), trust]
  const ran = spawnSync(process.execPath, args, { encoding: "utf8", timeout: 60_000, env: { ...env, PATH } })
  if (ran.status !== 0) throw new Error(`${ran.status}\n${ran.stdout}${ran.stderr}`)
  return JSON.parse(ran.stdout.trim().split("\n").at(-1)!)
}

test("with a stand-in for the editor, the packed client starts the real server, which answers", () => {
  expect(started(".", "trusted")).toEqual({ told: [], server: ["glossator"] })
})

test("in a folder that nobody trusts it starts nothing", () => {
  expect(started(".", "untrusted")).toEqual({ told: [], server: [] })
})

test("where there is no server, it says how to get one", () => {
  const { told, server } = started(folder, "trusted", path.join(folder, "nothing"))
  expect(server).toEqual([null])
  expect(told.at(-1)).toMatch(/glossator lsp.*npm install glossator.*glossator\.command/)
})
