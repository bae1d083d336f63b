/** What a user gets from the package: packed, installed into an empty folder, run. Mini runs are the conformance suite's. */
import { spawnSync } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { Client } from "../kernel/support/client.js"
import { type Installed, install, pack } from "../support/installed.js"

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string }
const folder = mkdtempSync(path.join(os.tmpdir(), "glossator-package-"))
let full: Installed
let bare: Installed

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe("the installed package", () => {
  beforeAll(() => {
    const tarball = pack(folder)
    full = install(tarball, path.join(folder, "full"), true)
    bare = install(tarball, path.join(folder, "bare"), false)
  })

  test("has the optional engine unless it was left out", () => {
    expect(existsSync(path.join(full.folder, "node_modules/onnxruntime-node/bin"))).toBe(true)
    expect(existsSync(path.join(bare.folder, "node_modules/onnxruntime-node"))).toBe(false)
  })

  test("holds no sources, no tests and no development tools", () => {
    for (const name of ["src", "tests", "scripts"])
      expect(existsSync(path.join(full.folder, "node_modules/glossator", name))).toBe(false)
    for (const name of ["@biomejs/biome", "vitest", "ajv"])
      expect(existsSync(path.join(full.folder, "node_modules", name))).toBe(false)
  })

  test("tells its version", () => {
    expect(full.glossator("--version").stdout.trim()).toBe(version)
    expect(bare.glossator("--version").stdout.trim()).toBe(version)
  })

  test("checks a guideline that came with it, and one with a mistake", () => {
    const good = "node_modules/glossator/guidelines/semeval2010-task8.guideline"
    const checked = bare.glossator("check", good)
    expect(checked.stderr).not.toContain("error")
    expect(checked.status).toBe(0)
    const text = readFileSync(path.join(bare.folder, good), "utf8")
    writeFileSync(path.join(bare.folder, "bad.guideline"), text.replace("relation between", "relatoin between"))
    const { status, stdout, stderr } = bare.glossator("check", "bad.guideline")
    expect(status).toBe(1)
    expect(stdout + stderr).toMatch(/bad\.guideline:\d+:\d+/)
    expect(stdout + stderr).not.toMatch(/\n\s+at /)
  })

  test("runs TypeScript cells in the kernel that it installs", async () => {
    const prefix = path.join(folder, "jupyter")
    const { status, stdout, stderr } = bare.glossator("kernel", "install", "--prefix", prefix)
    expect(status, stdout + stderr).toBe(0)
    const spec = path.join(prefix, "share/jupyter/kernels/glossator/kernel.json")
    const [command, ...argv] = JSON.parse(readFileSync(spec, "utf8")).argv as string[]
    expect(argv.find((word) => word.endsWith("glossator.mjs"))).toContain(bare.folder)
    const client = await Client.start({ command: command!, argv })
    try {
      const { output } = await client.execute("const answer: number = await Promise.resolve(42)\nanswer")
      expect(output.find(({ type }) => type === "execute_result")!.content.data["text/plain"]).toBe("42")
    } finally {
      await client.stop()
    }
  })

  test("says the line that installs the missing engine instead of a stack trace", () => {
    const { status, stdout, stderr } = bare.glossator(
      "run",
      "r1-re",
      "--engine",
      "ort-cpu",
      "--steps",
      "1",
      "--seeds",
      "1",
    )
    expect(status).toBe(3)
    expect(stdout + stderr).toMatch(/npm install .*onnxruntime-node@\d/)
    expect(stdout + stderr).not.toMatch(/\n\s+at /)
  })
})

test("an older Node gets one sentence and exit code 1", () => {
  const fake = path.join(folder, "old-node.cjs")
  writeFileSync(
    fake,
    'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.18.3" } })\n',
  )
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--require", fake, "bin/glossator.mjs", "run", "r1-re"],
    {
      encoding: "utf8",
    },
  )
  expect(status).toBe(1)
  expect(stdout).toBe("")
  expect(stderr.trim().split("\n")).toEqual([expect.stringContaining("needs Node 20.19 or newer; this is 20.18.3")])
})
