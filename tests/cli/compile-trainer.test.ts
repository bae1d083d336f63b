import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, expect, test } from "vitest"
import { main } from "../../src/cli.js"
import { captured } from "./support/io.js"

const folder = mkdtempSync(path.join(tmpdir(), "glossator-trainer-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test("compile --to a trainer writes a folder: the module, rows and settings", async () => {
  const io = captured()
  const out = path.join(folder, "trl")
  expect(await main(["compile", "guidelines/rule-reasoner.guideline", "--to", "trl", "--out", out], io)).toBe(0)
  expect(readdirSync(out).sort()).toEqual(["README.md", "reward.py", "train.jsonl", "train.py"])
  const { files } = JSON.parse(readFileSync("package.json", "utf8")) as { files: string[] }
  expect(files).toContain("assets")
  expect(readFileSync(path.join(out, "reward.py"), "utf8")).toContain(
    readFileSync("assets/python/glossator_reward.py", "utf8").trimEnd(),
  )
})

test("a package is a folder in the folder, and an arm has its own reward", async () => {
  const io = captured()
  const out = path.join(folder, "verifiers")
  const args = [
    "compile",
    "guidelines/rule-reasoner.guideline",
    "--to",
    "verifiers",
    "--arm",
    "form-only",
    "--out",
    out,
  ]
  expect(await main(args, io)).toBe(0)
  const [name] = readdirSync(out).filter((one) => one.startsWith("glossator_"))
  expect(readdirSync(path.join(out, name!))).toContain("taskset.py")
  expect(readFileSync(path.join(out, name!, "reward.py"), "utf8")).toContain('"arm": "form-only"')
})

test("what can not be exported is said, and nothing is written", async () => {
  const io = captured()
  const out = path.join(folder, "verl")
  expect(await main(["compile", "guidelines/soft-reward.guideline", "--to", "verl", "--out", out], io)).toBe(1)
  expect(io.written.err).toContain("error export-standardize")
  expect(readdirSync(folder)).not.toContain("verl")
})

const GUIDELINE = `guideline "Doses" version "1"
task "Say what happened."
input letter: text
answer change: one of "started", "stopped" in last <change>
reward +1 for change equals gold
`
const row = (id: string, change: string) => ({ id, input: { letter: "It was so." }, gold: { change } })

async function compiled(name: string, data: Readonly<Record<string, readonly unknown[]>> | undefined) {
  const home = path.join(folder, name)
  mkdirSync(home)
  const guideline = path.join(home, "doses.guideline")
  writeFileSync(guideline, GUIDELINE)
  for (const [part, rows] of Object.entries(data ?? {}))
    writeFileSync(path.join(home, `${part}.jsonl`), rows.map((one) => `${JSON.stringify(one)}\n`).join(""))
  const io = captured()
  const out = path.join(home, "out")
  const code = await main(["compile", guideline, "--to", "trl", ...(data ? ["--data", home] : []), "--out", out], io)
  const ids = (file: string): string[] =>
    readFileSync(path.join(out, file), "utf8")
      .split("\n")
      .flatMap((line) => (line === "" ? [] : [(JSON.parse(line) as { id: string }).id]))
  return { code, err: io.written.err, out, ids }
}

test("rows whose gold answer does not score full are left out, and it is said how many, which and why", async () => {
  const { code, err, ids } = await compiled("some", {
    train: [row("a", "started"), row("b", "halted"), row("c", "stopped")],
    test: [row("x", "paused"), { ...row("d", "started"), gold: { dose: 3 } }, row("e", "started")],
  })
  expect(ids("train.jsonl")).toEqual(["a", "c"])
  expect(ids("test.jsonl")).toEqual(["e"])
  expect(err).toContain("warning export-rows-left-out")
  expect(err).toMatch(/3 of 6 rows .* the first is b: .*halted/)
  expect(err).toContain("glossator validate")
  expect(code).toBe(0)
})

test("where no row is left, nothing is written", async () => {
  const { code, err, out } = await compiled("none", { train: [row("a", "halted")], test: [row("b", "paused")] })
  expect(err).toContain("error export-all-left-out")
  expect(code).toBe(1)
  expect(() => readdirSync(out)).toThrow()
})

test("without data and examples it is said that there are no rows", async () => {
  const { err, ids } = await compiled("bare", undefined)
  expect(err).toContain("warning export-no-examples")
  expect(ids("train.jsonl")).toEqual([])
})

test("a row that lacks an input is no row to train on, whether a rule reads it or not", async () => {
  const lacking = { ...row("b", "started"), input: { leter: "It was so." } }
  const { code, err, ids } = await compiled("lacking", { train: [row("a", "started"), lacking] })
  expect(ids("train.jsonl")).toEqual(["a"])
  expect([code, err]).toEqual([0, expect.stringContaining('the first is b: the input has no "letter"')])
})
