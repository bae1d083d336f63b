/** Where the modules of a notebook are: beside it, in the packages of its folder, or among the kernel's own. */
import { statSync } from "node:fs"
import path from "node:path"
import { packageRoot } from "../../package.js"

/** Endings of files that the kernel compiles. */
const COMPILED = [".ts", ".tsx", ".mts", ".cts"]
const OTHERS = [".js", ".mjs", ".cjs", ".json"]

/** What an ending in an import may stand for in TypeScript. */
const STANDS_FOR: Readonly<Record<string, readonly string[]>> = {
  ".js": [".ts", ".tsx"],
  ".mjs": [".mts"],
  ".cjs": [".cts"],
}

/** A path as the compiler writes it. */
export const slashed = (file: string): string => file.replaceAll("\\", "/")

export const isLocal = (specifier: string): boolean => /^(\.{1,2}(\/|$)|\/|file:|[A-Za-z]:[\\/])/.test(specifier)

/** @example packageOf("@scope/name/part") // "@scope/name" */
export const packageOf = (specifier: string): string =>
  specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/")

export const isCompiled = (file: string): boolean => COMPILED.includes(path.extname(file)) && !file.endsWith(".d.ts")

/** The file that a local import means. @returns undefined where there is none */
export function localFile(specifier: string, folder: string): string | undefined {
  const asked = path.resolve(folder, specifier.startsWith("file:") ? new URL(specifier).pathname : specifier)
  const ending = path.extname(asked)
  const bare = asked.slice(0, asked.length - ending.length)
  return [
    asked,
    ...(STANDS_FOR[ending] ?? []).map((one) => bare + one),
    ...[...COMPILED, ...OTHERS].map((one) => asked + one),
    ...[...COMPILED, ...OTHERS].map((one) => path.join(asked, `index${one}`)),
  ].find(isFile)
}

function isFile(at: string): boolean {
  try {
    return statSync(at).isFile()
  } catch {
    return false
  }
}

/** This very package, as a notebook imports it. */
export const ownPackage = (): { readonly module: string; readonly types: string } => {
  const built = path.join(packageRoot(), "dist/src")
  return { module: path.join(built, "index.js"), types: path.join(built, "index.d.ts") }
}

/** Differs when the file does. @param overlay texts of files that are on no disk */
export function stateOf(file: string, overlay: ReadonlyMap<string, string>): number | string {
  const text = overlay.get(file)
  if (text !== undefined) return text
  try {
    return statSync(file).mtimeMs
  } catch {
    return -1
  }
}
