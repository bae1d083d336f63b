/** The package's notebooks, run by nbclient in the installed kernel: every cell goes through, and shows what it should. */
import { spawnSync } from "node:child_process"
import { randomUUID } from "node:crypto"
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type Parameters, readNotebook, withParameters } from "../../src/kernel/notebook/file.js"
import { installed } from "./python-installed.js"

const folder = mkdtempSync(path.join(os.tmpdir(), "glossator-notebooks-"))
let python = ""
beforeAll(() => {
  python = installed("jupyter")
  // runs lie in a folder of their own
  cpSync("notebooks", path.join(folder, "notebooks"), { recursive: true })
  const words = ["bin/glossator.mjs", "kernel", "install", "--prefix", folder]
  expect(spawnSync(process.execPath, words).status).toBe(0)
}, 600_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Output {
  readonly output_type: string
  readonly text?: string
  readonly evalue?: string
  readonly data?: Readonly<Record<string, string>>
}

/** @returns the outputs of the cells of code, and how much is saved */
function run(name: string, parameters: Parameters = {}): { cells: Output[][]; bytes: number } {
  const home = path.join(folder, "notebooks")
  const file = path.join(home, name)
  writeFileSync(file, JSON.stringify(withParameters(readNotebook(file), file, parameters)))
  const env = { ...process.env, JUPYTER_PATH: path.join(folder, "share", "jupyter"), JUPYTER_PLATFORM_DIRS: "1" }
  const ran = spawnSync(python, ["tests/conformance/notebooks.py", file, home], {
    encoding: "utf8",
    env,
    maxBuffer: 1e9,
  })
  if (ran.status !== 0) throw new Error(ran.stdout.slice(-2000) + ran.stderr.slice(-4000))
  const { cells } = JSON.parse(ran.stdout) as { cells: { cell_type: string; outputs: Output[] }[] }
  const code = cells.filter(({ cell_type }) => cell_type === "code").map(({ outputs }) => outputs)
  return { cells: code, bytes: Buffer.byteLength(ran.stdout) }
}

const plain = (outputs: readonly Output[]): string =>
  outputs.map(({ text, data, evalue }) => text ?? data?.["text/plain"] ?? evalue ?? "").join("\n")

const errors = (cells: readonly (readonly Output[])[]) =>
  cells.flat().filter(({ output_type }) => output_type === "error")

describe("01-first-steps.ipynb", () => {
  let cells: Output[][]
  let bytes: number
  beforeAll(() => {
    ;({ cells, bytes } = run("01-first-steps.ipynb"))
  }, 900_000)

  test("goes through, and is small when it is saved", () => {
    expect(errors(cells)).toEqual([])
    expect(bytes).toBeLessThan(1_000_000)
  })

  test("shows the guideline, a verdict, sound data, a training that ended, and that it was worth it", () => {
    const [guideline, verdict, data, , before, training, after, confusion, answers] = cells.map(plain)
    expect(guideline).toContain("in the variable firstSteps")
    expect(verdict).toContain("score: -0.5")
    expect(data).toContain("240 rows to train on, 200 to test; 0 unreadable, 0 gold answers that do not score full")
    expect(training).toMatch(/^finished, 40 steps/)
    const accuracy = (text: string): number => Number(/accuracy\s+([\d.]+)/.exec(text)![1])
    expect(accuracy(before!)).toBeGreaterThan(50)
    expect(100 * Number(/after\s+accuracy\s+([\d.]+)/.exec(after!)![1])).toBeGreaterThan(accuracy(before!))
    expect(confusion).toMatch(/^gold/)
    expect(answers).toContain("of 8 answers")
  })
})

describe("a notebook with parameters, run without a window", () => {
  const cell = (source: string, tags: readonly string[] = []) => ({
    cell_type: "code",
    id: randomUUID().slice(0, 8),
    execution_count: null,
    metadata: { tags },
    outputs: [],
    source,
  })
  const given = path.join(folder, "given.ipynb")
  beforeAll(() => {
    const cells = [
      cell("const steps = 40\nconst name = 'none'\nlet rates: number[] = [1]\nconst isLong = false", ["parameters"]),
      cell("rates = [...rates]; console.log(JSON.stringify({ steps, name, rates, isLong }))"),
      cell("throw new RangeError('no more than ' + steps)"),
      cell("'never'"),
    ]
    const kernelspec = { name: "glossator", display_name: "TypeScript (Glossator)", language: "typescript" }
    writeFileSync(given, JSON.stringify({ cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 }))
  })
  /** Text, a list, and the signs that end a text early. */
  const parameters = { steps: 3, name: 'a "name" of two\nlines', rates: [0.5, 2], isLong: true }
  /** What was given is what the cells saw; a cell failed, and the one behind it was not run. */
  const same = (file: string): void => {
    const { cells } = JSON.parse(readFileSync(file, "utf8")) as { cells: { outputs?: Output[] }[] }
    const outputs = cells.flatMap((cell) => cell.outputs ?? [])
    const printed = outputs.find(({ output_type }) => output_type === "stream")!.text
    expect([printed].flat().join("")).toBe(`${JSON.stringify(parameters)}\n`)
    expect(outputs.at(-1)).toMatchObject({ output_type: "error", evalue: "no more than 3" })
    expect(cells.at(-1)!.outputs).toEqual([])
  }

  test("by papermill, with its translator", () => {
    const written = path.join(folder, "papermill.ipynb")
    const yaml = Object.entries(parameters).map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    const words = ["assets/python/glossator_papermill.py", given, written, "-y", yaml.join("\n")]
    const env = { ...process.env, JUPYTER_PATH: path.join(folder, "share", "jupyter"), JUPYTER_PLATFORM_DIRS: "1" }
    const ran = spawnSync(python, words, { encoding: "utf8", env })
    expect(ran.status).not.toBe(0)
    expect(ran.stderr).toContain("RangeError")
    same(written)
  }, 120_000)

  test("by papermill, which reads what may be given", () => {
    const words = ["assets/python/glossator_papermill.py", "--help-notebook", given]
    const ran = spawnSync(python, words, { encoding: "utf8" })
    expect(ran.stdout).toMatch(/steps: .*40[\s\S]*name: .*'none'[\s\S]*rates: .*\[1\][\s\S]*isLong: .*false/)
  }, 60_000)

  test("by the package itself, with the same outcome", () => {
    const written = path.join(folder, "own.ipynb")
    const params = Object.entries(parameters).flatMap(([name, value]) => [
      "--param",
      `${name}=${JSON.stringify(value)}`,
    ])
    const ran = spawnSync(process.execPath, ["bin/glossator.mjs", "run", given, "--out", written, ...params], {
      encoding: "utf8",
    })
    expect([ran.status, ran.stderr]).toEqual([1, expect.stringContaining("RangeError: no more than 3")])
    same(written)
  }, 120_000)
})

test("02-r1-re.ipynb goes through with its parameters made small, and concludes from its own numbers", () => {
  const { cells, bytes } = run("02-r1-re.ipynb", { steps: 2, sentences: 1 })
  expect(errors(cells)).toEqual([])
  expect(bytes).toBeLessThan(1_000_000)
  const texts = cells.map(plain)
  expect(texts.find((text) => text.startsWith("arm"))!.match(/sft-labels/g)).toHaveLength(2)
  const chart = cells.flat().find(({ data }) => data?.["image/png"])!.data!
  expect(Object.keys(chart)).toEqual(
    expect.arrayContaining(["application/vnd.plotly.v1+json", "text/html", "image/png", "text/plain"]),
  )
  expect(texts.at(-2)).toMatch(/in-domain: grpo against base: (no difference shown|higher|lower) /)
}, 900_000)
