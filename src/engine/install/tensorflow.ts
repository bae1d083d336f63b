/**
 * Installs TensorFlow under tfjs-node into a private folder with the user's own npm, pip and C++ compiler.
 *
 * Everything is built in a sibling folder and renamed at the end, so an installation is whole or not there; a wheel that
 * was downloaded whole is kept for the next try. Size and licences are shown, and agreed to, before anything is fetched.
 */
import { createHash } from "node:crypto"
import { createReadStream, existsSync } from "node:fs"
import { access, constants, cp, mkdir, readdir, rename, rm, statfs, symlink, writeFile } from "node:fs/promises"
import path from "node:path"
import { pipeline } from "node:stream/promises"
import { fileURLToPath } from "node:url"
import { UserError } from "../../diagnostic.js"
import { checkTensorflow, type SelfCheck } from "./check.js"
import { report } from "./codes.js"
import { downloadFolder, leftovers, locateTensorflow, MARKER, marker, tensorflowFolder } from "./folder.js"
import {
  cudaWheels,
  diskBytes,
  NODE_API_HEADERS,
  npmPackage,
  npmPart,
  type Part,
  type TensorflowKind,
  TFJS_NODE_VERSION,
  tensorflowWheel,
  type Wheel,
} from "./parts.js"
import { watchSize } from "./size.js"
import { findTools, run, type Tools } from "./tools.js"

/** What is going to be fetched, for `confirm`. */
export interface InstallSummary {
  readonly kind: TensorflowKind
  readonly folder: string
  readonly parts: readonly Part[]
  readonly downloadBytes: number
  /** On the disk afterwards. */
  readonly diskBytes: number
  /** Whether NVIDIA's libraries are fetched too; without them the GPU build computes on the CPU unless CUDA 12.5 is there. */
  readonly cuda: boolean
}

export interface InstallProgress {
  readonly step: "packages" | "tensorflow" | "unpack" | "cuda" | "compile" | "check"
  /** For people, as a present participle. */
  readonly message: string
  readonly doneBytes?: number
  readonly totalBytes?: number
}

export interface InstallOptions {
  readonly gpu: boolean
  /** Fetch NVIDIA's CUDA libraries (GPU build only). Default: where NVIDIA's driver is loaded. */
  readonly cuda?: boolean
  /** Another folder of engines than the user's; the installation becomes its folder `tensorflow-KIND`. */
  readonly into?: string
  /** Shown what will be fetched before anything is; false ends it there. */
  readonly confirm: (summary: InstallSummary) => boolean | Promise<boolean>
  readonly onProgress?: (progress: InstallProgress) => void
  readonly signal?: AbortSignal
  readonly env?: NodeJS.ProcessEnv
  /** Free bytes at a folder; given so that a full disk can be tested. */
  readonly freeBytes?: (folder: string) => Promise<number>
}

export interface Installation {
  /** False when `confirm` said no. */
  readonly done: boolean
  /** Whether it was installed now; an installation that was there is only checked. */
  readonly fresh: boolean
  readonly folder: string
  /** What the installation said of itself when it was loaded; absent when `confirm` said no. */
  readonly check?: SelfCheck
}

interface Work {
  readonly kind: TensorflowKind
  readonly folder: string
  readonly stage: string
  readonly tools: Tools
  readonly env: NodeJS.ProcessEnv
  readonly signal: AbortSignal | undefined
  readonly tell: (progress: InstallProgress) => void
}

const WHEEL_ARGUMENTS = [
  "--no-deps",
  "--require-hashes",
  "--only-binary=:all:",
  "--python-version=3.10",
  "--platform=manylinux2014_x86_64",
  "--disable-pip-version-check",
  "--no-input",
]

/** @throws UserError with one of the `install-…` diagnostics; an installation that was there stays as it was */
export async function installTensorflow(options: InstallOptions): Promise<Installation> {
  const { env = process.env, signal } = options
  const kind = options.gpu ? "gpu" : "cpu"
  const cuda = options.gpu && (options.cuda ?? existsSync("/proc/driver/nvidia/version"))
  const folder = tensorflowFolder(kind, options.into, env)
  const tell = options.onProgress ?? (() => {})
  needPlatform()

  const there = locateTensorflow(kind, options.into, env)
  if (there !== undefined && (!cuda || existsSync(path.join(there, "deps/nvidia")))) {
    tell({ step: "check", message: "checking what is installed" })
    return { done: true, fresh: false, folder, check: await checkTensorflow(there, { env, signal }) }
  }

  const parts = [npmPart(kind), tensorflowWheel[kind], ...(cuda ? cudaWheels : [])]
  const downloadBytes = parts.reduce((sum, part) => sum + part.downloadBytes, 0)
  const disk = diskBytes(kind, cuda)
  const tools = await findTools(env)
  const summary = { kind, folder, parts, downloadBytes, diskBytes: disk.kept, cuda } as const
  if (!(await options.confirm(summary))) return { done: false, fresh: false, folder }

  const parent = path.dirname(folder)
  await needFolder(parent)
  const free = await (options.freeBytes ?? freeBytesAt)(parent)
  if (free < disk.most)
    throw new UserError(report("install-no-space", { folder: parent, neededBytes: disk.most, freeBytes: free }))
  for (const old of await leftovers(folder, true)) await rm(old, { recursive: true, force: true })

  const stage = `${folder}.partial-${process.pid}`
  try {
    const check = await build({ kind, folder, stage, tools, env, signal, tell }, cuda)
    await rm(folder, { recursive: true, force: true })
    await rename(stage, folder)
    await rm(downloadFolder(folder), { recursive: true, force: true })
    return { done: true, fresh: true, folder, check }
  } catch (error) {
    throw signal?.aborted
      ? new UserError(report("install-interrupted", { kind }))
      : asUserError(error, parent, disk.most)
  } finally {
    await rm(stage, { recursive: true, force: true })
  }
}

async function build(work: Work, cuda: boolean): Promise<SelfCheck> {
  const { kind, stage, env, signal, tell } = work
  const addon = path.join(stage, "node_modules", npmPackage(kind))
  const temporary = path.join(stage, "tmp")
  await rm(stage, { recursive: true, force: true })
  await mkdir(temporary, { recursive: true })

  tell({ step: "packages", message: `fetching ${npmPackage(kind)} with npm` })
  await fetchPackages(work)
  const wheel = await fetchWheel(work, tensorflowWheel[kind])
  tell({ step: "unpack", message: "unpacking TensorFlow" })
  await rm(path.join(addon, "deps"), { recursive: true, force: true })
  await run(work.tools.python, ["-c", UNPACK, wheel, path.join(addon, "deps")], { env, signal })
  if (cuda) await fetchCuda(work, path.join(addon, "deps"))
  tell({ step: "compile", message: "compiling the addon" })
  await compile(work, addon)
  await rm(temporary, { recursive: true, force: true })
  tell({ step: "check", message: "checking that it computes" })
  const check = await checkTensorflow(addon, { env, signal })
  await writeFile(path.join(stage, MARKER), `${JSON.stringify(marker(kind), undefined, 2)}\n`)
  return check
}

/** npm verifies every package against the lock file; no install script runs. */
async function fetchPackages({ kind, stage, env, signal }: Work): Promise<void> {
  const lock = path.join(packageRoot(), `assets/tensorflow/${kind}-lock.json`)
  await cp(lock, path.join(stage, "package-lock.json"))
  const dependencies = { [npmPackage(kind)]: TFJS_NODE_VERSION, "node-api-headers": NODE_API_HEADERS }
  const manifest = { name: `glossator-tensorflow-${kind}`, private: true, dependencies }
  await writeFile(path.join(stage, "package.json"), JSON.stringify(manifest))
  await run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--prefix", stage], {
    cwd: stage,
    env,
    signal,
  })
}

/** @returns the verified wheel's path */
async function fetchWheel(work: Work, wheel: Wheel): Promise<string> {
  const into = downloadFolder(work.folder)
  await mkdir(into, { recursive: true })
  const progress = (doneBytes: number) =>
    work.tell({
      step: "tensorflow",
      message: `fetching ${wheel.name} ${wheel.version} with pip`,
      doneBytes: Math.min(doneBytes, wheel.downloadBytes),
      totalBytes: wheel.downloadBytes,
    })
  progress(0)
  await pip(work, ["download", "-d", into], [wheel], progress)
  const file = (await readdir(into)).find((name) => name.startsWith(`${wheel.name.replaceAll("-", "_")}-`))
  if (file === undefined) throw new Error(`pip left no ${wheel.name} in ${into}`)
  const found = await sha256Of(path.join(into, file))
  if (found === wheel.sha256) return path.join(into, file)
  await rm(path.join(into, file))
  throw new UserError(report("install-hash", { file, expected: wheel.sha256, found }))
}

/** TensorFlow's libraries look for `../nvidia` beside themselves. */
async function fetchCuda(work: Work, deps: string): Promise<void> {
  const totalBytes = cudaWheels.reduce((sum, one) => sum + one.downloadBytes, 0)
  const progress = (doneBytes: number) =>
    work.tell({
      step: "cuda",
      message: "fetching CUDA 12.5 and cuDNN 9.3 with pip",
      doneBytes: Math.min(doneBytes, totalBytes),
      totalBytes,
    })
  await pip(work, ["install", "--target", deps], cudaWheels, progress)
}

/** pip's temporary folder is ours: on the right disk, and its growth is the progress. */
async function pip(
  { tools, stage, env, signal }: Work,
  command: readonly string[],
  wheels: readonly Wheel[],
  progress: (doneBytes: number) => void,
): Promise<void> {
  const temporary = path.join(stage, "tmp")
  const requirements = path.join(temporary, "requirements.txt")
  const lines = wheels.map((one) => `${one.name}==${one.version} --hash=sha256:${one.sha256}\n`)
  await writeFile(requirements, lines.join(""))
  const stop = watchSize(temporary, progress)
  const rest = ["-q", "--no-cache-dir", ...WHEEL_ARGUMENTS, "-r", requirements]
  await run(tools.python, ["-m", "pip", ...command, ...rest], { env: { ...env, TMPDIR: temporary }, signal }).finally(
    stop,
  )
}

/** Two libraries, the C headers and the licences of the wheel: python's zipfile streams them, whatever their size. */
const UNPACK = `
import fnmatch, os, shutil, sys, zipfile
wheel, deps = sys.argv[1:]
headers = ["tensorflow/c/*", "tensorflow/core/platform/ctstring*", "tsl/platform/ctstring*", "xla/tsl/c/*"]
for folder in ("lib", "include"): os.makedirs(os.path.join(deps, folder))
for name in (z := zipfile.ZipFile(wheel)).namelist():
    base = os.path.basename(name)
    to = None
    if base in ("libtensorflow_cc.so.2", "libtensorflow_framework.so.2"): to = "lib/" + base
    elif base.startswith(("LICENSE", "THIRD_PARTY_NOTICES")): to = base
    elif name.startswith("tensorflow/include/") and any(fnmatch.fnmatch(name[19:], p) for p in headers): to = "include/" + name[19:]
    if to is None or name.endswith("/"): continue
    to = os.path.join(deps, to)
    os.makedirs(os.path.dirname(to), exist_ok=True)
    with z.open(name) as source, open(to, "wb") as out: shutil.copyfileobj(source, out, 1 << 20)
`

/** One call of the compiler; headers of Node's stable C interface come from npm, so that Node's own need not be installed. */
async function compile({ stage, tools, env, signal }: Work, addon: string): Promise<void> {
  await symlink("libtensorflow_cc.so.2", path.join(addon, "deps/lib/libtensorflow.so"))
  await symlink("libtensorflow_framework.so.2", path.join(addon, "deps/lib/libtensorflow_framework.so"))
  await mkdir(path.join(addon, "lib/napi-v8"), { recursive: true })
  const headers = path.join(stage, "node_modules/node-api-headers/include")
  const flags = ["-std=c++17", "-O2", "-fPIC", "-shared", "-DNAPI_VERSION=8", "-I", "deps/include", "-I", headers]
  const sources = ["binding/tfjs_backend.cc", "binding/tfjs_binding.cc", "-o", "lib/napi-v8/tfjs_binding.node"]
  const link = ["-L", "deps/lib", "-ltensorflow", "-ltensorflow_framework", "-Wl,-rpath,$ORIGIN/../../deps/lib"]
  await run(tools.compiler, [...flags, ...sources, ...link], { cwd: addon, env, signal })
  await rm(path.join(addon, "deps/include"), { recursive: true })
}

function needPlatform(): void {
  const { platform, arch } = process
  const header = (process.report.getReport() as { header: { glibcVersionRuntime?: string } }).header
  if (platform === "linux" && arch === "x64" && header.glibcVersionRuntime) return
  const libc = platform === "linux" && !header.glibcVersionRuntime ? " without glibc" : ""
  throw new UserError(report("install-platform", { found: `${platform} on ${arch}${libc}` }))
}

async function needFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
    await access(folder, constants.W_OK)
  } catch (error) {
    throw new UserError(report("install-folder", { folder, reason: reasonOf(error) }))
  }
}

const FILE_REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the disk is read-only",
  ENOTDIR: "a part of the path is a file",
  EEXIST: "there is a file of this name",
}

const reasonOf = (error: unknown): string =>
  FILE_REASONS[(error as NodeJS.ErrnoException).code ?? ""] ?? (error instanceof Error ? error.message : String(error))

function asUserError(error: unknown, folder: string, neededBytes: number): unknown {
  const full =
    (error as NodeJS.ErrnoException).code === "ENOSPC" ||
    (error instanceof UserError && /No space left on device|ENOSPC/.test(error.message))
  return full ? new UserError(report("install-no-space", { folder, neededBytes })) : error
}

async function freeBytesAt(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash("sha256")
  await pipeline(createReadStream(file), hash)
  return hash.digest("hex")
}

/** The folder of this package's package.json, from src/ and from dist/src/ alike. */
function packageRoot(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url))
  while (!existsSync(path.join(folder, "package.json"))) folder = path.dirname(folder)
  return folder
}
