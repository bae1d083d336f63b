/** The two earlier engines, copied to a temporary folder with the packages that they need. */
import { execFileSync } from "node:child_process"
import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import type { Size } from "../engine/support/llama.js"

export interface Spikes {
  readonly fasterEngine: string
  readonly tfjsToOnnx: string
  remove(): void
}

/** Looks in GLOSS_SPIKES, else beside the repository. */
export function prepareSpikes(sizes: Readonly<Record<string, Size>>): Spikes | undefined {
  const from = process.env.GLOSS_SPIKES ?? path.resolve("../shared/spikes")
  if (!existsSync(path.join(from, "faster-engine/bench.mjs"))) return undefined
  const folder = mkdtempSync(path.join(os.tmpdir(), "glossator-bench-"))
  const copies = ["faster-engine", "tfjs-to-onnx"].map((name) => {
    const to = path.join(folder, name)
    cpSync(path.join(from, name), to, { recursive: true })
    makeWritable(to)
    addSizes(path.join(to, "model.mjs"), sizes)
    return to
  })
  const [fasterEngine, tfjsToOnnx] = copies as [string, string]
  // The assembler runs in tool/ and the engine looks for its output one folder higher than it lies.
  cpSync(path.join(fasterEngine, "tool"), path.join(folder, "tool"), { recursive: true })
  cpSync(path.join(tfjsToOnnx, "package.json"), path.join(folder, "package.json"))
  const npm = (...args: string[]) => execFileSync("npm", args, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] })
  npm("install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "wabt@1.0.39")
  execFileSync(process.execPath, ["build.mjs"], { cwd: path.join(folder, "tool"), stdio: "ignore" })
  return { fasterEngine, tfjsToOnnx, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

function makeWritable(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const at = path.join(folder, entry.name)
    if (entry.isDirectory()) makeWritable(at)
    else chmodSync(at, 0o644)
  }
}

/** Their table of sizes gets the ones that it lacks. */
function addSizes(file: string, sizes: Readonly<Record<string, Size>>): void {
  const before = readFileSync(file, "utf8")
  const opening = "export const CFG = {"
  const added = Object.entries(sizes)
    .filter(([name]) => !before.includes(`'${name}':`))
    .map(([name, s]) => {
      const numbers = { vocab: s.vocabulary, d: s.width, L: s.layers, H: s.heads, KV: s.keyHeads }
      return `${JSON.stringify(name)}: ${JSON.stringify({ ...numbers, ff: s.hidden, B: s.batch, T: s.tokens })},`
    })
  if (!before.includes(opening)) throw new Error(`${file} has no table of sizes`)
  writeFileSync(file, before.replace(opening, `${opening} ${added.join(" ")}`))
}
