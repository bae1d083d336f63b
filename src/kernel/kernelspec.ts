/**
 * The kernelspec: a folder where Jupyter looks for kernels, with the command that starts this one. Written without Python.
 */
import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { makeFolder } from "../data/make-folder.js"
import { UserError } from "../diagnostic.js"
import { fileReason } from "../file-reason.js"
import { packageRoot } from "../package.js"
import { report } from "./codes.js"

export interface SpecPlace {
  /** A Python environment or another folder with share/jupyter; without it, the user's own data folder. */
  readonly prefix?: string
  /** The name of the kernel's folder, which notebooks store. */
  readonly name: string
}

const LOGOS = ["logo-svg.svg", "logo-64x64.png", "logo-32x32.png"]

/** @returns the folder that was written. @throws UserError */
export async function installSpec(place: SpecPlace, env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const root = packageRoot()
  if (root.split(path.sep).includes("_npx")) throw new UserError(report("kernel-in-cache", { folder: root }))
  const folder = folderOf(place, env)
  try {
    await makeFolder(folder)
    writeFileSync(path.join(folder, "kernel.json"), `${JSON.stringify(spec(root), undefined, 2)}\n`)
    for (const logo of LOGOS) copyFileSync(path.join(root, "assets", "kernel", logo), path.join(folder, logo))
  } catch (error) {
    throw new UserError(report("kernel-unwritable", { folder, reason: fileReason(error) }))
  }
  return folder
}

/** @returns the folder that is gone. @throws UserError where there is none, or another's kernel */
export function removeSpec(place: SpecPlace, env: NodeJS.ProcessEnv = process.env): string {
  const folder = folderOf(place, env)
  if (!isOurs(folder)) throw new UserError(report("kernel-not-installed", { name: place.name, folder }))
  try {
    rmSync(folder, { recursive: true })
  } catch (error) {
    throw new UserError(report("kernel-unwritable", { folder, reason: fileReason(error) }))
  }
  return folder
}

/** The words that start a kernel of this very package. */
export const kernelArguments = (connectionFile: string, root = packageRoot()): string[] => [
  process.execPath,
  // without it, ending a loop in a timer would end Node
  "--no-force-async-hooks-checks",
  // of Node about what the engine uses; a reader can do nothing about it
  "--disable-warning=ExperimentalWarning",
  path.join(root, "bin", "glossator.mjs"),
  "kernel",
  "run",
  connectionFile,
]

function spec(root: string): object {
  return {
    // Jupyter replaces the last word
    argv: kernelArguments("{connection_file}", root),
    display_name: "TypeScript (Glossator)",
    language: "typescript",
    interrupt_mode: "message",
    metadata: { debugger: false, glossator: true },
  }
}

function folderOf({ prefix, name }: SpecPlace, env: NodeJS.ProcessEnv): string {
  if (!/^[\w.-]+$/.test(name) || /^\.+$/.test(name)) throw new UserError(report("kernel-name-wrong", { name }))
  const data = prefix === undefined ? userData(env) : path.resolve(prefix, "share", "jupyter")
  return path.join(data, "kernels", name.toLowerCase())
}

/** Where Jupyter keeps a user's data, as jupyter_core finds it. */
function userData(env: NodeJS.ProcessEnv): string {
  if (env.JUPYTER_DATA_DIR) return path.resolve(env.JUPYTER_DATA_DIR)
  const home = env.HOME || os.homedir()
  if (process.platform === "darwin") return path.join(home, "Library", "Jupyter")
  if (process.platform === "win32") return path.join(env.APPDATA || path.join(home, "AppData", "Roaming"), "jupyter")
  return path.join(env.XDG_DATA_HOME || path.join(home, ".local", "share"), "jupyter")
}

function isOurs(folder: string): boolean {
  try {
    const { metadata } = JSON.parse(readFileSync(path.join(folder, "kernel.json"), "utf8"))
    return metadata?.glossator === true
  } catch {
    return false
  }
}
