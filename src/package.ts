/** Facts of the installed package: where it lies, its version, and the versions of what it depends on. */
import { existsSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import path from "node:path"
import { fileURLToPath } from "node:url"

/** The folder of this package's package.json, from src/ and from dist/src/ alike. */
export function packageRoot(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url))
  while (!existsSync(path.join(folder, "package.json"))) folder = path.dirname(folder)
  return folder
}

export const version = (): string => versionIn(packageRoot()) ?? "0.0.0"

/** @returns the version of an installed package, or undefined where it is not installed */
export function versionOf(name: string): string | undefined {
  // a package may not export its package.json, so its folder is looked for as Node does
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? []
  const folder = folders.find((one) => existsSync(path.join(one, name, "package.json")))
  return folder === undefined ? undefined : versionIn(path.join(folder, name))
}

function versionIn(folder: string): string | undefined {
  try {
    return (JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as { version: string }).version
  } catch {
    return undefined
  }
}
