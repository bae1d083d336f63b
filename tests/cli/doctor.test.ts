/** `doctor`: what an engine says of itself is printed, never what was asked for; what is missing comes with its line. */
import { describe, expect, test } from "vitest"
import { doctor } from "../../src/cli/doctor.js"
import type { Probe } from "../../src/cli/engines.js"
import { UserError } from "../../src/diagnostic.js"
import { diagnose } from "../../src/engine/codes.js"
import { ENGINE_NAMES } from "../../src/engine/engine.js"
import { captured } from "./support/io.js"

const env = { GLOSS_HOME: "/nonexistent/glossator" }
const ready: Probe = async (name) => ({ kind: "cpu", description: `${name} on an abacus`, threads: 1 })

describe("doctor", () => {
  test("prints the machine, every engine with the device it reports, and the line that installs a missing one", async () => {
    const io = captured({ env })
    expect(await doctor({ probe: ready }, io)).toBe(0)
    const text = io.written.out
    for (const name of ["ort-cpu", "ort-wasm", "tfjs-wasm", "tfjs-cpu"])
      expect(text).toMatch(new RegExp(`${name} +ready: ${name} on an abacus \\(cpu\\)`))
    expect(text).toMatch(/tfjs-node-gpu +not installed .*; install it with: glossator engine install tensorflow --gpu/)
    expect(text).toContain(process.versions.node)
    expect(text).toContain("Nothing is ever sent.")
  })

  test("ends with 3 when the default engine is missing, and names the way around it", async () => {
    const probe: Probe = async (name, at) => {
      if (name === "ort-cpu")
        throw new UserError(
          diagnose("engine-not-installed", { engine: name, reason: "no package", install: "npm install it" }),
        )
      if (name === "tfjs-cpu") throw new Error("it broke\nin two lines")
      return ready(name, at)
    }
    const io = captured({ env })
    expect(await doctor({ probe }, io)).toBe(3)
    expect(io.written.out).toMatch(/ort-cpu +not installed \(onnxruntime-node.*\); install it with: npm install it/)
    expect(io.written.out).toMatch(/tfjs-cpu +does not start: it broke\n/)
    expect(io.written.out).toContain("--engine ort-wasm runs without native code")
  })

  test("--json lists the same for programs", async () => {
    const io = captured({ env })
    await doctor({ probe: ready, json: true }, io)
    const health = JSON.parse(io.written.out)
    expect(health.engines.map(({ name }: { name: string }) => name)).toEqual([...ENGINE_NAMES])
    expect(health.engines[0]).toMatchObject({ state: "ready", device: { description: "ort-cpu on an abacus" } })
    expect(health.cores).toBeGreaterThan(0)
  })
})
