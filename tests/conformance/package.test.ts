/** Mini runs of the packed package, with the optional engine and without it. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { install, pack } from "../support/installed.js"

const folder = mkdtempSync(path.join(os.tmpdir(), "glossator-runs-"))
let tarball = ""
beforeAll(() => {
  tarball = pack(folder)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.each([
  { engine: "ort-cpu", optional: true },
  { engine: "ort-wasm", optional: false },
])(
  "the installed package runs on $engine",
  ({ engine, optional }) => {
    const { glossator, folder: at } = install(tarball, path.join(folder, engine), optional)
    const mini = ["--engine", engine, "--seeds", "1", "--steps", "2", "--out", "run"]
    const { status, stdout, stderr } = glossator("run", "r1-re", ...mini)
    expect(status, stdout + stderr).toBe(0)
    for (const name of ["manifest.json", "results.json", "metrics.jsonl", "rollouts.jsonl", "report.html"])
      expect(existsSync(path.join(at, "run", name)), name).toBe(true)
    const manifest = JSON.parse(readFileSync(path.join(at, "run/manifest.json"), "utf8"))
    expect(manifest).toMatchObject({ state: "finished", engine, device: { kind: "cpu" } })
  },
  600_000,
)
