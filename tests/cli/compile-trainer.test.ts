import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
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
