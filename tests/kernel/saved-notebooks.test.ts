/** The notebooks as they are saved in the repository: small, run to the end, and of no machine. */
import { readdirSync, readFileSync, statSync } from "node:fs"
import { expect, test } from "vitest"
import { readNotebook } from "../../src/kernel/notebook/file.js"

const files = readdirSync("notebooks")
  .filter((name) => name.endsWith(".ipynb"))
  .map((name) => `notebooks/${name}`)

test("there are notebooks", () => {
  expect(files.length).toBeGreaterThan(1)
})

/** What a notebook's file may hold: what every front end shows without a kernel. A widget's view is none of it. */
const KEPT = new Set(["text/html", "text/plain", "text/markdown", "image/png", "application/vnd.plotly.v1+json"])

test.each(files)("%s holds no output that needs a kernel to be seen", (file) => {
  const outputs = readNotebook(file).cells.flatMap((cell) => cell.outputs ?? []) as { data?: object }[]
  const bundles = outputs.flatMap(({ data }) => data ?? [])
  expect(bundles.length).toBeGreaterThan(0)
  expect(bundles.flatMap((data) => Object.keys(data)).filter((type) => !KEPT.has(type))).toEqual([])
})

test.each(files)(
  "%s is at most 1 MB, every cell was run in its order, none failed, no path of a machine is in it",
  (file) => {
    expect(statSync(file).size).toBeLessThanOrEqual(1_000_000)
    const code = readNotebook(file).cells.filter(({ cell_type }) => cell_type === "code")
    expect(code.map(({ execution_count }) => execution_count)).toEqual(code.map((_, i) => i + 1))
    const outputs = code.flatMap((cell) => cell.outputs ?? []) as { output_type: string }[]
    expect(outputs.filter(({ output_type }) => output_type === "error")).toEqual([])
    expect(readFileSync(file, "utf8")).not.toMatch(/"(\/home|\/root|\/tmp|\/Users|[A-Z]:\\\\)/)
  },
)
