/** The run's folder as a contract: whole files, rows that survive a crash, a refusal for every folder that is not ours. */
import { execFileSync } from "node:child_process"
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import { type FileHandle, open, rename } from "node:fs/promises"
import os from "node:os"
import path from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { makeFolder } from "../../src/data/make-folder.js"
import { UserError } from "../../src/diagnostic.js"
import { type Disk, JsonLines, parseLines, realDisk, writeAtomic } from "../../src/rollout/durable.js"
import { changesSince, flatSettings } from "../../src/rollout/manifest.js"
import {
  defaultFolder,
  hashOf,
  type RunContext,
  RunFolder,
  type RunIdentity,
  readManifest,
} from "../../src/rollout/run-folder.js"

let home: string
beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), "glossator-run-"))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const identity: RunIdentity = {
  recipe: "r1-re",
  guidelines: [
    { path: "nominals.guideline", text: 'guideline "A" version "1"\n' },
    { path: "schema/shared.guideline", text: "relation R(a, b)\n" },
  ],
  hashes: { prompt: hashOf("prompt"), plan: hashOf({ version: 1 }), data: hashOf("data") },
  seeds: [1, 2, 3],
  engine: "ort-cpu",
  settings: { steps: 30, loss: { clip: 0.2, beta: 0.01 } },
}

const context = (change: Partial<RunContext> = {}): RunContext => ({
  glossator: "0.1.0",
  engineVersion: "onnxruntime-node 1.30.0",
  command: ["glossator", "run", "r1-re"],
  options: { data: null, seeds: null, steps: null, threads: null, long: false },
  now: () => new Date("2026-01-31T12:00:00Z"),
  ...change,
})

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(UserError)
  return (error as UserError).diagnostics[0]!.code
}

/** A disk on which nothing more than `bytes` can be written into files opened from now on. */
function smallDisk(bytes: { left: number }): Disk {
  const full = () => Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" })
  const limited = (handle: FileHandle): FileHandle =>
    new Proxy(handle, {
      get(target, name) {
        if (name === "writeFile")
          return async (content: string | Uint8Array) => {
            const buffer = Buffer.from(content as string)
            await target.write(buffer.subarray(0, bytes.left))
            if (buffer.length > bytes.left) throw full()
            bytes.left -= buffer.length
          }
        if (name === "write")
          return async (buffer: Buffer, offset: number, length: number, position: number) => {
            if (bytes.left === 0) throw full()
            const some = Math.min(length, bytes.left)
            bytes.left -= some
            return target.write(buffer, offset, some, position)
          }
        const value: unknown = Reflect.get(target, name)
        return typeof value === "function" ? value.bind(target) : value
      },
    })
  return {
    ...realDisk,
    open: async (file, flags) => limited(await open(file, flags)),
    rename,
    makeFolder,
    freeBytes: async () => 2 ** 30,
  }
}

describe("a new run's folder", () => {
  test("holds the manifest, the guidelines as run and empty logs before anything is trained", async () => {
    const at = path.join(home, "deep", "run")
    const folder = await RunFolder.create(identity, context(), at)
    expect(folder.resumed).toBe(false)
    const manifest = JSON.parse(readFileSync(path.join(at, "manifest.json"), "utf8"))
    expect(manifest).toMatchObject({
      format: 1,
      recipe: "r1-re",
      state: "running",
      started: "2026-01-31T12:00:00.000Z",
      finished: null,
      seeds: [1, 2, 3],
      engine: "ort-cpu",
      device: null,
      versions: { glossator: "0.1.0", node: process.versions.node, engine: "onnxruntime-node 1.30.0" },
    })
    // printf 'relation R(a, b)\n' | sha256sum
    const outside = "c5d2b021915f0193a5fd68d6836a5fd5305e6d620f1b14718c1f230b93e322f5"
    expect(manifest.guidelines[1]).toEqual({ path: "schema/shared.guideline", sha256: outside })
    expect(readFileSync(path.join(at, "guidelines/schema/shared.guideline"), "utf8")).toBe("relation R(a, b)\n")
    expect(readFileSync(path.join(at, "metrics.jsonl"), "utf8")).toBe("")
    expect(existsSync(path.join(at, "rollouts.jsonl"))).toBe(true)
    await folder.close("stopped")
  })

  test("says nothing of this machine in its manifest", async () => {
    const folder = await RunFolder.create(identity, context(), path.join(home, "run"))
    await folder.close("finished")
    const text = readFileSync(path.join(home, "run/manifest.json"), "utf8")
    expect(text).not.toContain(home)
    expect(text).not.toContain(os.homedir())
    expect(text).not.toContain(os.hostname())
  })

  test("is named after recipe and start, and never after one that is there", () => {
    const before = process.cwd()
    try {
      process.chdir(home)
      const start = new Date("2026-01-31T12:00:00Z")
      expect(defaultFolder("r1-re", start)).toBe(path.join("runs", "r1-re", "2026-01-31T12-00-00"))
      mkdirSync("runs/r1-re/2026-01-31T12-00-00", { recursive: true })
      expect(defaultFolder("r1-re", start)).toBe(path.join("runs", "r1-re", "2026-01-31T12-00-00-2"))
    } finally {
      process.chdir(before)
    }
  })

  test("ends with device, results, report and times", async () => {
    const at = path.join(home, "run")
    const folder = await RunFolder.create(identity, context(), at)
    const device = { kind: "cpu", description: "onnxruntime-node 1.30.0, CPU, 2 threads", threads: 2 } as const
    await Promise.all([folder.setDevice(device), folder.setDevice(device)])
    const row = { arm: "grpo", set: "in-domain", metric: "accuracy", value: 0.5, low: 0.4, high: 0.6, n: 100, seed: 1 }
    await folder.writeResults([row, { ...row, seed: 2 }])
    expect(await folder.writeReport("<!doctype html>")).toBe(path.join(at, "report.html"))
    await folder.close("finished")
    expect(JSON.parse(readFileSync(path.join(at, "results.json"), "utf8"))).toEqual([row, { ...row, seed: 2 }])
    expect(readManifest(at)).toMatchObject({ state: "finished", device, finished: "2026-01-31T12:00:00.000Z" })
    expect(readdirSync(at).filter((name) => name.startsWith(".") || name === "run.lock")).toEqual([])
  })

  test("refuses a guideline's path that leads out of it", async () => {
    const out = { ...identity, guidelines: [{ path: "../../evil.guideline", text: "" }] }
    await expect(RunFolder.create(out, context(), path.join(home, "run"))).rejects.toThrow(RangeError)
    expect(existsSync(path.join(home, "evil.guideline"))).toBe(false)
  })
})

describe("a folder that can not be used is left as it is", () => {
  test("another run lies there", async () => {
    const at = path.join(home, "run")
    await (await RunFolder.create(identity, context(), at)).close("finished")
    const before = readFileSync(path.join(at, "manifest.json"), "utf8")
    expect(await codeOf(RunFolder.create({ ...identity, recipe: "other" }, context(), at))).toBe("run-folder-taken")
    expect(readFileSync(path.join(at, "manifest.json"), "utf8")).toBe(before)
  })

  test("somebody's files lie there", async () => {
    writeFileSync(path.join(home, "thesis.tex"), "")
    expect(await codeOf(RunFolder.create(identity, context(), home))).toBe("run-folder-not-empty")
    expect(readdirSync(home)).toEqual(["thesis.tex"])
  })

  test("a file is in the way", async () => {
    writeFileSync(path.join(home, "file"), "")
    expect(await codeOf(RunFolder.create(identity, context(), path.join(home, "file", "run")))).toBe(
      "run-folder-unwritable",
    )
  })

  test("permission is denied by the disk, whoever asks", async () => {
    const denied = async () => {
      throw Object.assign(new Error("EACCES: permission denied"), { code: "EACCES" })
    }
    const disk = { ...realDisk, open: denied }
    expect(await codeOf(RunFolder.create(identity, context({ disk }), path.join(home, "run")))).toBe(
      "run-folder-unwritable",
    )
  })

  test("there is too little free disk to begin", async () => {
    const disk = { ...realDisk, freeBytes: async () => 1e6 }
    expect(await codeOf(RunFolder.create(identity, context({ disk }), path.join(home, "run")))).toBe("run-no-space")
  })

  test("a running process writes into it", async () => {
    const at = path.join(home, "run")
    const folder = await RunFolder.create(identity, context(), at)
    expect(await codeOf(RunFolder.resume(identity, context(), at))).toBe("run-folder-in-use")
    await folder.close("stopped")
    await (await RunFolder.resume(identity, context(), at)).close("stopped")
  })

  test("a lock of a process that is gone does not count", async () => {
    const at = path.join(home, "run")
    await (await RunFolder.create(identity, context(), at)).close("stopped")
    const gone = execFileSync(process.execPath, ["-p", "process.pid"]).toString().trim()
    writeFileSync(path.join(at, "run.lock"), JSON.stringify({ process: Number(gone), host: os.hostname() }))
    await (await RunFolder.resume(identity, context(), at)).close("stopped")
    expect(existsSync(path.join(at, "run.lock"))).toBe(false)
  })
})

describe("going on", () => {
  test("with the same identity finds rows and checkpoints, and says so in the manifest", async () => {
    const at = path.join(home, "run")
    const first = await RunFolder.create(identity, context(), at)
    await first.metrics.append([{ arm: "grpo", seed: 1, step: 1, reward: 1.5 }])
    await first.writeCheckpoint("grpo-1.bin", Buffer.from([1, 2, 3]))
    await first.close("stopped")
    const again = await RunFolder.resume(identity, context({ now: () => new Date("2026-02-01T00:00:00Z") }), at)
    expect(again.resumed).toBe(true)
    expect(await again.metrics.read()).toEqual([{ arm: "grpo", seed: 1, step: 1, reward: 1.5 }])
    expect([...readFileSync(again.checkpointPath("grpo-1.bin"))]).toEqual([1, 2, 3])
    expect(again.manifest).toMatchObject({ state: "running", resumed: ["2026-02-01T00:00:00.000Z"] })
    await again.metrics.append([{ arm: "grpo", seed: 1, step: 2, reward: 1.6 }])
    await again.close("finished")
    expect(await codeOf(RunFolder.resume(identity, context(), at))).toBe("run-finished")
  })

  test("names everything that changed", async () => {
    const at = path.join(home, "run")
    await (await RunFolder.create(identity, context(), at)).close("stopped")
    const changed: RunIdentity = {
      ...identity,
      guidelines: [identity.guidelines[0]!, { path: "schema/shared.guideline", text: "relation S(a, b)\n" }],
      hashes: { ...identity.hashes, data: hashOf("other") },
      seeds: [1],
      engine: "ort-wasm",
      settings: { steps: 30, loss: { clip: 0.2, beta: 0.02 } },
    }
    const changes = changesSince(readManifest(at), changed, "0.2.0")
    expect(changes).toEqual([
      'the version of glossator was "0.1.0", is "0.2.0"',
      'the engine was "ort-cpu", is "ort-wasm"',
      "the list of seeds was [1,2,3], is [1]",
      "the setting loss.beta was 0.01, is 0.02",
      "the guideline changed (schema/shared.guideline)",
      "the data changed",
    ])
    expect(await codeOf(RunFolder.resume(changed, context(), at))).toBe("run-changed")
    expect(readManifest(at).state).toBe("stopped")
  })

  test("is refused where there is no run, and where its manifest is broken", async () => {
    expect(await codeOf(RunFolder.resume(identity, context(), home))).toBe("run-not-found")
    writeFileSync(path.join(home, "manifest.json"), '{ "format": 1, "recipe": "r1-')
    expect(await codeOf(RunFolder.resume(identity, context(), home))).toBe("run-manifest-unreadable")
  })

  test("flattens nested settings by dotted names", () => {
    expect([...flatSettings({ a: { b: { c: 1 }, d: [1, 2] }, e: null })]).toEqual([
      ["a.b.c", 1],
      ["a.d", [1, 2]],
      ["e", null],
    ])
  })
})

describe("whole files", () => {
  test("a disk that fills up leaves the old file and nothing beside it", async () => {
    const file = path.join(home, "results.json")
    await writeAtomic(file, "old")
    expect(await codeOf(writeAtomic(file, "a new and longer content", smallDisk({ left: 4 })))).toBe("run-no-space")
    expect(readFileSync(file, "utf8")).toBe("old")
    expect(readdirSync(home)).toEqual(["results.json"])
  })

  test("a crash between writing and renaming leaves the old file", async () => {
    const file = path.join(home, "results.json")
    await writeAtomic(file, "old")
    const disk = { ...realDisk, rename: async () => Promise.reject(new Error("power cut")) }
    await expect(writeAtomic(file, "new", disk)).rejects.toThrow("power cut")
    expect(readFileSync(file, "utf8")).toBe("old")
  })
})

describe("rows", () => {
  test("are appended in the order of the calls, whoever waits for whom", async () => {
    const lines = new JsonLines<{ n: number }>(path.join(home, "rows.jsonl"))
    await Promise.all(Array.from({ length: 50 }, (_, n) => lines.append([{ n }])))
    expect((await lines.read()).map(({ n }) => n)).toEqual(Array.from({ length: 50 }, (_, n) => n))
    await lines.close()
  })

  test("survive a last line that was cut off: it is not read, and the next row does not melt into it", async () => {
    const file = path.join(home, "rows.jsonl")
    writeFileSync(file, '{"n":1}\n{"n":2}\n{"n":3')
    const lines = new JsonLines<{ n: number }>(file)
    expect(await lines.read()).toEqual([{ n: 1 }, { n: 2 }])
    await lines.append([{ n: 4 }])
    expect(readFileSync(file, "utf8")).toBe('{"n":1}\n{"n":2}\n{"n":4}\n')
    await lines.close()
  })

  test("of a write that the disk cut off are taken back, and the next write succeeds", async () => {
    const file = path.join(home, "rows.jsonl")
    const space = { left: 20 }
    const lines = new JsonLines<{ n: number }>(file, smallDisk(space))
    await lines.append([{ n: 1 }])
    expect(await codeOf(lines.append([{ n: 2 }, { n: 3 }, { n: 4 }]))).toBe("run-no-space")
    expect(readFileSync(file, "utf8")).toBe('{"n":1}\n')
    space.left = 1000
    await lines.append([{ n: 5 }])
    expect(await lines.read()).toEqual([{ n: 1 }, { n: 5 }])
    await lines.close()
  })

  test("written by somebody else meanwhile are not overwritten", async () => {
    const file = path.join(home, "rows.jsonl")
    const lines = new JsonLines<{ n: number }>(file)
    await lines.append([{ n: 1 }])
    appendFileSync(file, '{"n":2}\n')
    await lines.append([{ n: 3 }])
    expect((await lines.read()).map(({ n }) => n)).toEqual([1, 2, 3])
    await lines.close()
  })

  test("behind a checkpoint can be left out", async () => {
    const lines = new JsonLines<{ step: number }>(path.join(home, "rows.jsonl"))
    await lines.append([{ step: 1 }, { step: 2 }, { step: 3 }])
    await lines.keep(({ step }) => step <= 2)
    await lines.append([{ step: 3 }])
    expect((await lines.read()).map(({ step }) => step)).toEqual([1, 2, 3])
    await lines.close()
  })

  test("that are broken before the last line are an error with its number", () => {
    expect(() => parseLines('{"a":1}\nnope\n{"a":2}\n')).toThrow("line 2 is not JSON")
    expect(parseLines("")).toEqual([])
  })
})
