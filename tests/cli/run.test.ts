/** `run` around a recipe that is a few lines long: folder, progress, results, report, stopping and going on. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { run } from "../../src/cli/run.js"
import { UserError } from "../../src/diagnostic.js"
import type { Recipe, RunOptions } from "../../src/recipes/recipe.js"
import { hashOf, readManifest } from "../../src/rollout/run-folder.js"
import { captured } from "./support/io.js"

let home: string
beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), "glossator-cli-run-"))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

/** Counts to `steps`; its checkpoint is the number it came to. */
function counting(during: (step: number, options: RunOptions) => void | Promise<void> = () => {}): Recipe {
  return {
    name: "counting",
    summary: "counts",
    data: ["numbers"],
    async run(options, report) {
      const { steps = 4, seeds = 1, signal } = options
      const folder = await options.open({
        recipe: "counting",
        guidelines: [{ path: "count.guideline", text: 'guideline "Count" version "1"\n' }],
        hashes: { prompt: hashOf("p"), plan: hashOf("q"), data: hashOf(options.data ?? "own") },
        seeds: Array.from({ length: seeds }, (_, i) => i + 1),
        engine: options.engine,
        settings: { steps },
      })
      report({ type: "device", engine: options.engine, device: { kind: "cpu", description: "an abacus", threads: 1 } })
      const kept = folder.checkpointPath("count")
      const first = folder.resumed && existsSync(kept) ? Number(readFileSync(kept, "utf8")) : 0
      for (let step = first + 1; step <= steps; step++) {
        await folder.metrics.append([{ arm: "grpo", seed: 1, step, reward: step, accuracy: step / 10 }])
        await folder.writeCheckpoint("count", String(step))
        report({ type: "step", phase: "train", arm: "grpo", seed: 1, step, of: steps, metrics: { reward: step } })
        await during(step, options)
        if (signal.aborted) return { state: "stopped", at: `step ${step} of ${steps}` }
      }
      const row = { set: "in-domain", metric: "accuracy", n: 100, seed: null }
      return {
        state: "finished",
        results: [
          { ...row, arm: "base", value: 0.2, low: 0.1, high: 0.3 },
          { ...row, arm: "grpo", value: 0.8, low: 0.7, high: 0.9 },
        ],
        page: {
          title: "Counting",
          lead: "It counts.",
          scale: ["It counts to four only."],
          comparisons: [{ arm: "grpo", against: "base", set: "in-domain" }],
          prompt: [],
        },
      }
    },
  }
}

const at = (name: string): string => path.join(home, name)

describe("a run", () => {
  test("leaves manifest, results, metrics and report, and says where they lie", async () => {
    const io = captured()
    const argv = ["run", "counting", "--out", at("run")]
    expect(await run("counting", { out: at("run"), seeds: 2 }, argv, io, [counting()])).toBe(0)
    expect(io.written.out).toContain("base   20.0 [10.0, 30.0]\ngrpo   80.0 [70.0, 90.0]")
    expect(io.written.out).toContain("- In-domain accuracy: grpo is higher than base by 60.0 points.")
    expect(io.written.out).toContain("It counts to four only.")
    expect(io.written.out).toContain(`Report: ${at("run/report.html")}`)
    expect(io.written.err).toContain("Engine ort-cpu: an abacus (cpu)")
    expect(io.written.err).toContain("train grpo, seed 1: 4 of 4, reward 4.00")
    const manifest = readManifest(at("run"))
    expect(manifest).toMatchObject({ state: "finished", seeds: [1, 2], device: { description: "an abacus" } })
    expect(manifest.command).toEqual(["glossator", "run", "counting", "--out", "…/run"])
    expect(JSON.parse(readFileSync(at("run/results.json"), "utf8"))).toHaveLength(2)
    expect(readFileSync(at("run/metrics.jsonl"), "utf8").trim().split("\n")).toHaveLength(4)
    const report = readFileSync(at("run/report.html"), "utf8")
    expect(report).toContain("grpo is higher than base by 60.0 points.")
    expect(report).toContain("guideline &quot;Count&quot; version &quot;1&quot;")
  })

  test("--json prints one document to stdout and everything else to stderr", async () => {
    const io = captured()
    expect(await run("counting", { out: at("run"), json: true }, [], io, [counting()])).toBe(0)
    const said = JSON.parse(io.written.out)
    expect(said).toMatchObject({ state: "finished", folder: at("run") })
    expect(said.conclusions[0]).toMatchObject({ arm: "grpo", against: "base", verdict: "higher" })
  })
})

describe("an interrupted run", () => {
  /** Presses Ctrl-C as the terminal does: only for the listeners that the run has added. */
  const before = new Set(process.listeners("SIGINT"))
  const press = (): void => {
    for (const listener of process.listeners("SIGINT")) if (!before.has(listener)) listener("SIGINT")
  }

  test("finishes its step, keeps a checkpoint, says how to go on, and goes on to the same end", async () => {
    const io = captured()
    const stopping = counting((step) => {
      if (step === 2) press()
    })
    expect(await run("counting", { out: at("run"), steps: 4 }, [], io, [stopping])).toBe(130)
    expect(io.written.err).toContain("Stopped: step 2 of 4. A checkpoint is written. Go on with:")
    expect(io.written.err).toContain(`npx glossator run counting --resume ${at("run")}`)
    expect(readManifest(at("run")).state).toBe("stopped")
    expect(process.listeners("SIGINT").every((listener) => before.has(listener))).toBe(true)

    const again = captured()
    expect(await run(undefined, { resume: at("run") }, [], again, [counting()])).toBe(0)
    const whole = captured()
    await run("counting", { out: at("whole"), steps: 4 }, [], whole, [counting()])
    for (const name of ["results.json", "metrics.jsonl"])
      expect(readFileSync(at(`run/${name}`), "utf8")).toBe(readFileSync(at(`whole/${name}`), "utf8"))
  })

  test("is not begun where the engine is missing: no folder is left behind", async () => {
    vi.stubEnv("GLOSS_HOME", at("empty"))
    const flags = { out: at("run"), engine: "tfjs-node" }
    await expect(run("counting", flags, [], captured(), [counting()])).rejects.toThrow(
      "glossator engine install tensorflow",
    )
    expect(existsSync(at("run"))).toBe(false)
    vi.unstubAllEnvs()
  })

  test("takes data, seeds and steps from its manifest, and refuses others", async () => {
    const stopping = counting((step) => {
      if (step === 1) press()
    })
    await run("counting", { out: at("run"), steps: 3, seeds: 2, data: "numbers", engine: "ort-wasm" }, [], captured(), [
      stopping,
    ])
    const other = run("counting", { resume: at("run"), steps: 9 }, [], captured(), [counting()])
    await expect(other).rejects.toThrow("the setting steps was 3, is 9")
    expect(await run("counting", { resume: at("run") }, [], captured(), [counting()])).toBe(0)
    expect(readManifest(at("run"))).toMatchObject({ state: "finished", seeds: [1, 2], engine: "ort-wasm" })
    await expect(run("counting", { resume: at("run") }, [], captured(), [counting()])).rejects.toThrow("is finished")
  })

  test("of another recipe is refused", async () => {
    await run("counting", { out: at("run") }, [], captured(), [counting()])
    const other: Recipe = { ...counting(), name: "other" }
    await expect(run("other", { resume: at("run") }, [], captured(), [counting(), other])).rejects.toThrow(
      "holds a run of counting, not of other",
    )
  })
})

describe("a run that fails", () => {
  test("keeps what was done and says how to go on", async () => {
    const io = captured()
    const failing = counting((step) => {
      if (step === 2) throw new Error("a bug")
    })
    await expect(run("counting", { out: at("run") }, [], io, [failing])).rejects.toThrow("a bug")
    expect(io.written.err).toContain(`--resume ${at("run")}`)
    expect(await run("counting", { resume: at("run") }, [], captured(), [counting()])).toBe(0)
  })

  test("because a child process met a full disk, says so", async () => {
    const failing = counting(() => {
      throw new Error("ENOSPC: no space left on device, write")
    })
    const error = await run("counting", { out: at("run") }, [], captured(), [failing]).catch((reason) => reason)
    expect(error).toBeInstanceOf(UserError)
    expect((error as UserError).diagnostics[0]!.code).toBe("run-no-space")
  })

  test("before its folder is open leaves nothing", async () => {
    const failing: Recipe = { ...counting(), run: () => Promise.reject(new Error("no data")) }
    await expect(run("counting", { out: at("run") }, [], captured(), [failing])).rejects.toThrow("no data")
    expect(existsSync(at("run"))).toBe(false)
  })
})
