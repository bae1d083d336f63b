/**
 * What can stand in the way of installing TensorFlow, with npm, pip and g++ played by small shell scripts. The real
 * installation is the conformance suite's.
 */
import { createHash } from "node:crypto"
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import os from "node:os"
import path from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { UserError } from "../../../src/diagnostic.js"
import { MARKER, marker } from "../../../src/engine/install/folder.js"
import {
  type InstallOptions,
  installTensorflow,
  locateTensorflow,
  removeTensorflow,
  tensorflowFolder,
} from "../../../src/engine/install/index.js"
import { cudaWheels, tensorflowWheel } from "../../../src/engine/install/parts.js"
import { sizeOf } from "../../../src/engine/install/size.js"

let folder = ""
let bin = ""
let home = ""

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "glossator-install-"))
  bin = path.join(folder, "bin")
  home = path.join(folder, "home")
  mkdirSync(bin)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function tool(name: string, script: string): void {
  writeFileSync(path.join(bin, name), `#!/bin/sh\n${script}\n`)
  chmodSync(path.join(bin, name), 0o755)
}

function allTools(): void {
  for (const name of ["npm", "python3", "g++"]) tool(name, "exit 0")
}

const env = () => ({ PATH: bin, HOME: folder })
const options = (more: Partial<InstallOptions> = {}): InstallOptions => ({
  gpu: false,
  into: home,
  env: env(),
  confirm: () => true,
  ...more,
})

async function codesOf(promise: Promise<unknown>): Promise<string[]> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(UserError)
  return (error as UserError).diagnostics.map((one) => one.code)
}

const messageOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "",
    (reason: Error) => reason.message,
  )

describe.runIf(process.platform === "linux" && process.arch === "x64")("installing TensorFlow", () => {
  test("every missing tool is named at once, before anything is asked or written", async () => {
    let asked = false
    const confirm = () => (asked = true)
    expect(await codesOf(installTensorflow(options({ confirm })))).toEqual([
      "install-no-npm",
      "install-no-python",
      "install-no-compiler",
    ])
    expect(asked).toBe(false)
    expect(existsSync(home)).toBe(false)
  })

  test("a python without pip is named with the way out", async () => {
    allTools()
    tool("python3", 'case "$*" in *pip*) exit 1;; esac')
    expect(await codesOf(installTensorflow(options()))).toEqual(["install-no-pip"])
  })

  test("CXX names another compiler, and it is the one that is missed", async () => {
    allTools()
    const missed = await messageOf(installTensorflow(options({ env: { ...env(), CXX: "no-such-compiler" } })))
    expect(missed).toContain("no-such-compiler")
  })

  test("versions, licences and sizes are shown first, and a no writes nothing", async () => {
    allTools()
    const shown: string[] = []
    const result = await installTensorflow(
      options({
        gpu: true,
        cuda: true,
        confirm: ({ parts, downloadBytes, diskBytes }) => {
          shown.push(...parts.map((part) => `${part.name} ${part.version} ${part.licence}`))
          expect(downloadBytes).toBe(parts.reduce((sum, part) => sum + part.downloadBytes, 0))
          expect(diskBytes).toBeGreaterThan(downloadBytes)
          return false
        },
      }),
    )
    expect(result).toEqual({ done: false, fresh: false, folder: path.join(home, "tensorflow-gpu") })
    expect(shown).toContain("tensorflow 2.18.1 Apache-2.0")
    expect(shown).toContain("nvidia-cudnn-cu12 9.3.0.75 NVIDIA Proprietary Software")
    expect(existsSync(home)).toBe(false)
  })

  test("a full disk is found before anything is fetched", async () => {
    allTools()
    const full = options({ freeBytes: async () => 5e8 })
    expect(await messageOf(installTensorflow(full))).toMatch(
      /Not enough free disk .*1\.\d GB are needed, 0\.5 GB are free/,
    )
    expect(readdirSync(home)).toEqual([])
  })

  test("a disk that fills up while pip writes is said to be full", async () => {
    allTools()
    tool("python3", 'case "$*" in *download*) echo "[Errno 28] No space left on device" >&2; exit 2;; esac')
    expect(await codesOf(installTensorflow(options()))).toEqual(["install-no-space"])
  })

  test("a home that is a file is said to be one", async () => {
    allTools()
    writeFileSync(home, "")
    expect(await messageOf(installTensorflow(options()))).toMatch(/Can not write into .*there is a file of this name/)
  })

  test("a failing npm is quoted, and nothing stays behind", async () => {
    allTools()
    tool("npm", 'case "$1" in ci) echo "npm error network unreachable" >&2; exit 7;; esac')
    expect(await messageOf(installTensorflow(options()))).toMatch(
      /^npm ci .*exit code 7: npm error network unreachable$/,
    )
    expect(readdirSync(home)).toEqual([])
  })

  test("a wheel with another hash is deleted and refused", async () => {
    allTools()
    const wheel = "tensorflow_cpu-2.18.1-cp310.whl"
    tool("python3", `case "$*" in *"pip download"*) echo forged > "${home}/tensorflow-cpu.download/${wheel}";; esac`)
    const forged = createHash("sha256").update("forged\n").digest("hex")
    expect(await messageOf(installTensorflow(options()))).toContain(
      `sha256 ${forged} instead of ${tensorflowWheel.cpu.sha256}`,
    )
    expect(readdirSync(path.join(home, "tensorflow-cpu.download"))).toEqual([])
  })

  test("an interrupted installation leaves nothing half done", async () => {
    allTools()
    tool("npm", 'case "$1" in ci) exec /bin/sleep 30;; esac')
    const stop = new AbortController()
    const onProgress = () => setTimeout(() => stop.abort(), 50)
    const codes = await codesOf(installTensorflow(options({ onProgress, signal: stop.signal })))
    expect(codes).toEqual(["install-interrupted"])
    expect(readdirSync(home)).toEqual([])
  })

  test("what a killed installation left is cleared away by the next one", async () => {
    allTools()
    tool("npm", 'case "$1" in ci) exit 1;; esac')
    // the largest process id of Linux is 4,194,304
    const dead = path.join(home, "tensorflow-cpu.partial-99999999")
    mkdirSync(dead, { recursive: true })
    await codesOf(installTensorflow(options()))
    expect(existsSync(dead)).toBe(false)
  })
})

describe("finding and removing", () => {
  const folderOfCpu = () => path.join(home, "tensorflow-cpu")

  test("the folder follows GLOSS_HOME, then XDG_DATA_HOME if absolute, then the home folder", () => {
    const at = (env: NodeJS.ProcessEnv) => tensorflowFolder("gpu", undefined, env)
    expect(at({ GLOSS_HOME: "/a", XDG_DATA_HOME: "/x", HOME: "/h" })).toBe("/a/engines/tensorflow-gpu")
    expect(at({ XDG_DATA_HOME: "/x", HOME: "/h" })).toBe("/x/glossator/engines/tensorflow-gpu")
    expect(at({ XDG_DATA_HOME: "x", HOME: "/h" })).toBe("/h/.local/share/glossator/engines/tensorflow-gpu")
  })

  test("only a finished installation of this version is found", () => {
    expect(locateTensorflow("cpu", home)).toBeUndefined()
    mkdirSync(folderOfCpu(), { recursive: true })
    expect(locateTensorflow("cpu", home)).toBeUndefined()
    writeFileSync(path.join(folderOfCpu(), MARKER), JSON.stringify({ ...marker("cpu"), tensorflow: "2.9.1" }))
    expect(locateTensorflow("cpu", home)).toBeUndefined()
    writeFileSync(path.join(folderOfCpu(), MARKER), JSON.stringify(marker("cpu")))
    expect(locateTensorflow("cpu", home)).toBe(path.join(folderOfCpu(), "node_modules/@tensorflow/tfjs-node"))
  })

  test("removing takes the installation, its leftovers and its downloads, and nothing of the other kind", async () => {
    for (const name of ["tensorflow-cpu", "tensorflow-cpu.download", "tensorflow-cpu.partial-1", "tensorflow-gpu"])
      mkdirSync(path.join(home, name), { recursive: true })
    expect((await removeTensorflow("cpu", home)).removed).toBe(true)
    expect(readdirSync(home)).toEqual(["tensorflow-gpu"])
    expect((await removeTensorflow("cpu", home)).removed).toBe(false)
  })
})

test("every npm package of an installation is pinned by its hash, and no lock file names a host", () => {
  for (const kind of ["cpu", "gpu"]) {
    const text = readFileSync(path.resolve(`assets/tensorflow/${kind}-lock.json`), "utf8")
    const packages = Object.entries(JSON.parse(text).packages as Record<string, { integrity?: string }>)
    expect(packages.length).toBeGreaterThan(100)
    for (const [name, { integrity }] of packages) if (name !== "") expect(integrity, name).toMatch(/^sha512-/)
    expect(text).not.toContain("https://registry")
  }
})

test("every wheel is pinned by a hash of its own", () => {
  const hashes = [...Object.values(tensorflowWheel), ...cudaWheels].map((one) => one.sha256)
  for (const one of hashes) expect(one).toMatch(/^[0-9a-f]{64}$/)
  expect(new Set(hashes).size).toBe(14)
})

test("a folder's size counts the files below it", async () => {
  mkdirSync(path.join(folder, "a/b"), { recursive: true })
  writeFileSync(path.join(folder, "a/b/one"), "12345")
  writeFileSync(path.join(folder, "a/two"), "123")
  expect(await sizeOf(path.join(folder, "a"))).toBe(8)
})
