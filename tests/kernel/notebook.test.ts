/** A notebook run without a window: its outputs as a notebook's file keeps them, parameters, and what can go wrong. */
import { spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import { readNotebook, withParameters } from "../../src/kernel/notebook/file.js"
import { Outputs } from "../../src/kernel/notebook/outputs.js"

const folder = mkdtempSync(path.join(os.tmpdir(), "glossator-notebook-test-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function notebook(
  name: string,
  cells: readonly (string | { readonly tag: string; readonly source: string })[],
): string {
  const file = path.join(folder, `${name}.ipynb`)
  const written = cells.map((cell) => ({
    cell_type: "code",
    execution_count: null,
    metadata: typeof cell === "string" ? {} : { tags: [cell.tag] },
    outputs: [{ output_type: "stream", name: "stdout", text: "of an earlier run" }],
    source: typeof cell === "string" ? cell : cell.source.split(/(?<=\n)/),
  }))
  writeFileSync(
    file,
    JSON.stringify({
      nbformat: 4,
      nbformat_minor: 5,
      metadata: { kernelspec: { language: "typescript" } },
      cells: written,
    }),
  )
  return file
}

const glossator = (...words: string[]) =>
  spawnSync(process.execPath, ["bin/glossator.mjs", "run", ...words], { encoding: "utf8" })

const outputsOf = (file: string) =>
  JSON.parse(readFileSync(file, "utf8")).cells.map(({ outputs }: { outputs: unknown }) => outputs)

describe("glossator run NOTEBOOK", () => {
  test("writes what the cells show, with parameters in place of the notebook's own", () => {
    const file = notebook("sum", [
      { tag: "parameters", source: "let steps = 1\nconst name = 'none'" },
      "steps += 1; console.log('a'); console.log('b'); steps * 2",
      "const shown = await display('first', { id: 'one' })",
      "await shown.update('second'); name",
    ])
    const out = path.join(folder, "sum.out.ipynb")
    const ran = glossator(file, "--param", "steps=21", "--param", "name=Ada", "--out", out)
    expect(ran.stderr).toContain("cell 5 of 5")
    expect(ran.status).toBe(0)
    const [, , second, third, fourth] = outputsOf(out)
    expect(second).toEqual([
      { output_type: "stream", name: "stdout", text: "a\nb\n" },
      { output_type: "execute_result", execution_count: 3, data: { "text/plain": "44" }, metadata: {} },
    ])
    expect(third[0].data["text/plain"]).toBe("'second'")
    expect(fourth[0].data["text/plain"]).toBe("'Ada'")
  })

  test("ends at the first cell that fails, says which, and keeps what there is", () => {
    const file = notebook("fails", ["1", "throw new RangeError('too far')", "3"])
    const ran = glossator(file)
    expect(ran.status).toBe(1)
    expect(ran.stderr).toContain("Cell 2 failed: RangeError: too far")
    const [first, second, third] = outputsOf(file.replace(".ipynb", ".executed.ipynb"))
    expect(first[0].data["text/plain"]).toBe("1")
    expect(second[0]).toMatchObject({ output_type: "error", ename: "RangeError" })
    expect(third).toEqual([])
  })

  test("takes a kernel that ends for the error of the cell that ran", () => {
    const file = notebook("dies", ["console.log('before')", "process.kill(process.pid, 'SIGKILL')", "3"])
    const ran = glossator(file)
    expect([ran.status, ran.stderr]).toEqual([
      1,
      expect.stringContaining("Cell 2 failed: KernelEnded: the kernel ended by SIGKILL"),
    ])
    expect(outputsOf(file.replace(".ipynb", ".executed.ipynb"))[1]).toMatchObject([{ ename: "KernelEnded" }])
  })

  test("refuses what is no notebook, a parameter that is none, and a notebook without parameters", () => {
    const file = notebook("plain", ["1"])
    expect(glossator(file, "--param", "x=1").stderr).toContain('has no cell with the tag "parameters"')
    const tagged = notebook("tagged", [{ tag: "parameters", source: "const steps = 1" }])
    const near = glossator(tagged, "--param", "step=1")
    expect([near.status, near.stderr]).toEqual([1, expect.stringContaining('did you mean "steps"?')])
    expect(glossator(tagged, "--param", "steps").stderr).toContain("name=value")
    writeFileSync(path.join(folder, "no.ipynb"), "{}")
    expect(glossator(path.join(folder, "no.ipynb")).stderr).toContain("nbformat 4")
    expect(glossator(path.join(folder, "nowhere.ipynb")).stderr).toContain("can not be run")
  })
})

test("parameters are put in once, however often a notebook is run", () => {
  const file = notebook("again", [{ tag: "parameters", source: "let rate = 0.1" }])
  const once = withParameters(readNotebook(file), file, { rate: 0.2 })
  const twice = withParameters(once, file, { rate: 0.3 })
  expect(twice.cells.map(({ source }) => source)).toEqual([["let rate = 0.1"], "let rate = 0.3"])
})

test("outputs: a clearing that waits, and what is shown under one id in two places", () => {
  const shown = new Map<string, Outputs>()
  const [first, second] = [new Outputs(shown), new Outputs(shown)]
  first.take("stream", { name: "stdout", text: "gone" })
  first.take("clear_output", { wait: true })
  expect(first.all).toHaveLength(1)
  first.take("display_data", { data: { "text/plain": "1" }, transient: { display_id: "x" } })
  second.take("update_display_data", { data: { "text/plain": "2" }, transient: { display_id: "x" } })
  expect(first.all).toEqual([{ output_type: "display_data", data: { "text/plain": "2" }, metadata: {} }])
  expect(second.all).toEqual([])
})
