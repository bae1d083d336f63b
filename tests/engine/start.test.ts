/** Engines that a user asks for and that are not there: what is missing, and the line that installs it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { afterAll, expect, test } from "vitest"
import { UserError } from "../../src/diagnostic.js"
import { MARKER, marker } from "../../src/engine/install/folder.js"
import { ortNodeRuntime } from "../../src/engine/runtime/ort-node.js"
import { startEngine } from "../../src/engine/start.js"

const folder = mkdtempSync(path.join(os.tmpdir(), "glossator-engine-"))
afterAll(() => rmSync(folder, { recursive: true }))

async function diagnosticOf(work: Promise<unknown>) {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(UserError)
  return (error as UserError).diagnostics[0]!
}

test("the device says what computes and with how many threads", async () => {
  const engine = await startEngine("ort-cpu", { threads: 1 })
  expect(engine.device).toEqual({ kind: "cpu", description: "onnxruntime-node 1.30.0, CPU, 1 thread", threads: 1 })
  expect((await startEngine("tfjs-cpu")).device.description).toBe("tfjs 4.22.0, JavaScript")
  await expect(startEngine("ort-cpu", { threads: 0 })).rejects.toThrow(RangeError)
})

test("an unknown engine is answered with the known ones", async () => {
  const diagnostic = await diagnosticOf(startEngine("cuda" as never))
  expect(diagnostic.code).toBe("engine-unknown")
  expect(diagnostic.help).toContain("ort-cpu, ort-wasm")
})

test("without TensorFlow the way to install it is printed, for each of its two kinds", async () => {
  const cpu = await diagnosticOf(startEngine("tfjs-node", { tensorFlowFolder: folder }))
  expect(cpu.code).toBe("engine-not-installed")
  expect(cpu.message).toMatch(/glossator engine install tensorflow$/)
  const gpu = await diagnosticOf(startEngine("tfjs-node-gpu", { tensorFlowFolder: folder }))
  expect(gpu.message).toMatch(/glossator engine install tensorflow --gpu$/)
})

/** An installation whose package is one line of JavaScript. */
function installation(name: string, versions: object, code: string): string {
  const inside = path.join(folder, name, "node_modules", "@tensorflow", "tfjs-node")
  mkdirSync(inside, { recursive: true })
  writeFileSync(path.join(inside, "index.js"), code)
  writeFileSync(path.join(folder, name, MARKER), JSON.stringify(versions))
  return path.join(folder, name)
}

test("a TensorFlow of another version, or a half installed one, counts as not installed", async () => {
  const other = installation("other", { ...marker("cpu"), tensorflow: "2.9.1" }, "")
  const diagnostic = await diagnosticOf(startEngine("tfjs-node", { tensorFlowFolder: other }))
  expect(diagnostic.code).toBe("engine-not-installed")
  expect(diagnostic.message).toContain(`${other} holds another version, or a part of one`)
  rmSync(path.join(other, MARKER))
  expect((await diagnosticOf(startEngine("tfjs-node", { tensorFlowFolder: other }))).code).toBe("engine-not-installed")
})

test("a TensorFlow that does not load is said to be broken, with its own words", async () => {
  const broken = installation("broken", marker("cpu"), 'throw new Error("libtensorflow.so.2: no such file\\nmore")')
  const diagnostic = await diagnosticOf(startEngine("tfjs-node", { tensorFlowFolder: broken }))
  expect(diagnostic.code).toBe("engine-broken")
  expect(diagnostic.message).toMatch(/libtensorflow\.so\.2: no such file$/)
})

test("without onnxruntime-node the line that installs it is printed; a damaged one is called that", async () => {
  const missing = Object.assign(new Error("Cannot find package"), { code: "ERR_MODULE_NOT_FOUND" })
  const absent = await diagnosticOf(ortNodeRuntime(2, () => Promise.reject(missing)))
  expect(absent.code).toBe("engine-not-installed")
  expect(absent.message).toContain("npm install --ignore-scripts onnxruntime-node@1.30.0")
  const damaged = await diagnosticOf(ortNodeRuntime(2, () => Promise.reject(new Error("invalid ELF header"))))
  expect(damaged.code).toBe("engine-broken")
  expect(damaged.message).toContain("invalid ELF header")
})
