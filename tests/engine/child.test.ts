/** Jobs in a child process, compiled as in dist: results, messages, stopping, crashing, and no orphan. */
import { execFileSync, spawn } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import ts from "typescript"
import { afterAll, beforeAll, expect, test } from "vitest"
import type { UserError } from "../../src/diagnostic.js"

type Child = typeof import("../../src/engine/child.js")

const root = fileURLToPath(new URL("../..", import.meta.url))
const folder = mkdtempSync(path.join(os.tmpdir(), "glossator-child-"))
const JOBS = `
import { UserError } from "./src/diagnostic.js"
import { Source } from "./src/text.js"
const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
const jobs = {
  async echo(job, port) {
    port.send({ half: job.values.subarray(0, 1) })
    return { values: job.values, memory: process.env.MALLOC_MMAP_THRESHOLD_, own: process.env.OWN }
  },
  async stop(job, port) {
    port.send("started")
    while (!port.signal.aborted) await later(5)
    return "saved"
  },
  async ignore(job, port) {
    port.send("started")
    await later(60_000)
  },
  async wrong() {
    const source = new Source("a.guideline", "one\\ntwo")
    const d = { code: "x", severity: "error", message: "says", facts: {}, notes: [], help: "h" }
    throw new UserError({ ...d, place: { source, span: { start: 4, end: 7 } } })
  },
  async thrown() {
    throw new RangeError("out of range")
  },
  async crash() {
    process.stderr.write("last words\\n")
    await later(20)
    process.abort()
  },
  async quit() {
    process.exit(3)
  },
}
export const run = (job, port) => jobs[job.kind](job, port)
`

let runInChild: Child["runInChild"]
const module = pathToFileURL(path.join(folder, "jobs.mjs"))
const compiledChild = path.join(folder, "src/engine/child.js")

beforeAll(async () => {
  mkdirSync(path.dirname(compiledChild), { recursive: true })
  for (const name of ["text", "diagnostic", "engine/child", "engine/child-main", "engine/child-messages"]) {
    const source = readFileSync(path.join(root, "src", `${name}.ts`), "utf8")
    const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext }
    writeFileSync(path.join(folder, "src", `${name}.js`), ts.transpileModule(source, { compilerOptions }).outputText)
  }
  writeFileSync(path.join(folder, "package.json"), '{ "type": "module" }')
  writeFileSync(module, JOBS)
  runInChild = ((await import(pathToFileURL(compiledChild).href)) as Child).runInChild
})
afterAll(() => rmSync(folder, { recursive: true }))

test("typed arrays cross both ways, and the allocator's settings are in the child's environment", async () => {
  const messages: unknown[] = []
  const job = { kind: "echo", values: Float32Array.of(1, 2.5) }
  const result = await runInChild(module, job, { onMessage: (m) => messages.push(m), env: { OWN: "mine" } })
  expect(result).toEqual({ values: Float32Array.of(1, 2.5), memory: "4294967296", own: "mine" })
  expect(messages).toEqual([{ half: Float32Array.of(1) }])
})

test("a stopped job finishes its step and hands over what it saved", async () => {
  const stop = new AbortController()
  const result = runInChild(module, { kind: "stop" }, { signal: stop.signal, onMessage: () => stop.abort() })
  expect(await result).toBe("saved")
})

test("a job that does not stop is killed after its time of grace", async () => {
  const stop = new AbortController()
  const options = { signal: stop.signal, onMessage: () => stop.abort(), graceSeconds: 0.1 }
  await expect(runInChild(module, { kind: "ignore" }, options)).rejects.toThrow(/did not stop within 0.1 s/)
})

test("a signal that was given before starts nothing", async () => {
  await expect(runInChild(module, { kind: "echo" }, { signal: AbortSignal.abort(new Error("no")) })).rejects.toThrow(
    "no",
  )
})

test("a user's error arrives with its diagnostics and their places", async () => {
  const error = await runInChild(module, { kind: "wrong" }).catch((reason: unknown) => reason)
  expect((error as Error).name).toBe("UserError")
  const { place, ...rest } = (error as UserError).diagnostics[0]!
  expect(rest).toEqual({ code: "x", severity: "error", message: "says", facts: {}, notes: [], help: "h" })
  expect(place!.source.position(place!.span.start)).toEqual({ line: 2, column: 1 })
})

test("another error keeps its name and its words", async () => {
  await expect(runInChild(module, { kind: "thrown" })).rejects.toMatchObject({
    name: "RangeError",
    message: "out of range",
  })
  const missing = pathToFileURL(path.join(folder, "missing.mjs"))
  await expect(runInChild(missing, {})).rejects.toThrow(/missing\.mjs/)
})

test("a crash is reported with the signal or code and what was printed last", async () => {
  await expect(runInChild(module, { kind: "crash" })).rejects.toThrow(/ended by signal SIGABRT.*last words/s)
  await expect(runInChild(module, { kind: "quit" })).rejects.toThrow("ended with code 3 before its job did")
})

test("a child whose parent was killed ends", async () => {
  const script = path.join(folder, "parent.mjs")
  writeFileSync(
    script,
    `import { runInChild } from "./src/engine/child.js"
     runInChild(new URL("./jobs.mjs", import.meta.url), { kind: "ignore" }, { onMessage: () => console.log("started") })`,
  )
  const parent = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] })
  await new Promise((resolve) => parent.stdout.once("data", resolve))
  const child = Number(
    execFileSync("ps", ["-o", "pid=", "--ppid", String(parent.pid)], { encoding: "utf8" })
      .trim()
      .split("\n")[0],
  )
  expect(alive(child)).toBe(true)
  parent.kill("SIGKILL")
  for (let i = 0; i < 100 && alive(child); i++) await new Promise((resolve) => setTimeout(resolve, 50))
  expect(alive(child)).toBe(false)
})

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
