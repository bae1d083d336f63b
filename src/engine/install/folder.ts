/**
 * Where TensorFlow lies: a private folder of this program's, so that nobody's node_modules change. Finds and removes;
 * does not install.
 */
import { existsSync, readFileSync } from "node:fs"
import { readdir, rm } from "node:fs/promises"
import path from "node:path"
import { tensorFlowFolder } from "../folders.js"
import { npmPackage, TENSORFLOW_VERSION, type TensorflowKind, TFJS_NODE_VERSION } from "./parts.js"

/** @param into another folder of engines than the user's */
export function tensorflowFolder(kind: TensorflowKind, into?: string, env: NodeJS.ProcessEnv = process.env): string {
  return into
    ? path.join(path.resolve(into), `tensorflow-${kind}`)
    : tensorFlowFolder(kind === "gpu" ? "tfjs-node-gpu" : "tfjs-node", env)
}

/** Written last: a folder without it is not an installation. */
export const MARKER = "installed.json"

export const marker = (kind: TensorflowKind) => ({
  kind,
  tensorflow: TENSORFLOW_VERSION,
  tfjsNode: TFJS_NODE_VERSION,
})

/**
 * @returns the installed tfjs-node package's folder, to be given to `require`, or undefined where it is not installed,
 *   or in another version than this program's
 */
export const locateTensorflow = (kind: TensorflowKind, into?: string, env?: NodeJS.ProcessEnv): string | undefined =>
  installedIn(tensorflowFolder(kind, into, env), kind)

/** The same for a folder that is known. */
export function installedIn(folder: string, kind: TensorflowKind): string | undefined {
  try {
    const found: unknown = JSON.parse(readFileSync(path.join(folder, MARKER), "utf8"))
    const wanted = marker(kind)
    const same = Object.entries(wanted).every(([key, value]) => (found as Record<string, unknown>)?.[key] === value)
    return same ? path.join(folder, "node_modules", npmPackage(kind)) : undefined
  } catch {
    return undefined
  }
}

/** Leftovers of this kind: unfinished builds (of processes that are gone, if `deadOnly`), and downloads. */
export async function leftovers(folder: string, deadOnly: boolean): Promise<string[]> {
  const parent = path.dirname(folder)
  const names = await readdir(parent).catch(() => [] as string[])
  const prefix = `${path.basename(folder)}.partial-`
  return names
    .filter((name) => name.startsWith(prefix) && !(deadOnly && isAlive(Number(name.slice(prefix.length)))))
    .map((name) => path.join(parent, name))
}

export const downloadFolder = (folder: string): string => `${folder}.download`

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"
  }
}

/** Removes an installation with all that was left of unfinished ones. @returns whether there was anything */
export async function removeTensorflow(
  kind: TensorflowKind,
  into?: string,
  env?: NodeJS.ProcessEnv,
): Promise<{ readonly removed: boolean; readonly folder: string }> {
  const folder = tensorflowFolder(kind, into, env)
  const all = [folder, downloadFolder(folder), ...(await leftovers(folder, false))].filter((one) => existsSync(one))
  for (const one of all) await rm(one, { recursive: true, force: true })
  return { removed: all.length > 0, folder }
}
