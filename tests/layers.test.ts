/** Holds the direction of imports: a file imports from its own folder or from the left. */
import { readFileSync } from "node:fs"
import { isBuiltin } from "node:module"
import path from "node:path"
import { describe, expect, test } from "vitest"
import { type SourceFile, sourcesIn } from "./support/sources.js"

const FLOOR = [
  "text",
  "diagnostic",
  "random",
  "value",
  "catalogue",
  "folds",
  "file-reason",
  "html",
  "html-style",
  "package",
]
const LAYERS = [
  ...FLOOR,
  ...["grammar", "language", "data", "reward", "compile", "engine", "model", "rollout", "train", "launch"],
  ...["display", "lsp", "recipes", "serve", "kernel", "cli", "index"],
]

/** Layers that import less than all that is on their left. */
const ONLY: Readonly<Record<string, readonly string[]>> = {
  language: [...FLOOR, "grammar"],
  data: [...FLOOR, "grammar"],
  reward: [...FLOOR, "grammar"],
  engine: FLOOR,
  model: [...FLOOR, "engine"],
}

/** Packages that only some layers may know. */
const KEPT: readonly { readonly package: RegExp; readonly layers: readonly string[] }[] = [
  { package: /^chevrotain/, layers: ["grammar"] },
  { package: /^(@tensorflow\/|onnxruntime-)/, layers: ["engine", "model", "train"] },
  { package: /^hyparquet/, layers: ["rollout"] },
  { package: /^(zeromq|tslab)/, layers: ["kernel"] },
  { package: /^(@?hono|prom-client)/, layers: ["serve"] },
  { package: /^vscode-/, layers: ["lsp"] },
  { package: /^(arquero|plotly)/, layers: ["data", ...LAYERS.slice(LAYERS.indexOf("display"))] },
  { package: /^(commander|cli-progress)/, layers: ["display", "cli"] },
]

/** @returns the layer of a file, from its path below the root */
function layerOf(file: string): string {
  const [first, second = ""] = file.split("/")
  return first === "grammar" ? "grammar" : second.replace(/\.ts$/, "")
}

/** What a list of files breaks, as sentences. */
function broken(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path: file, imports }) => {
    const layer = layerOf(file)
    if (!LAYERS.includes(layer)) return [`${file}: "${layer}" is not a layer`]
    const allowed = ONLY[layer] ?? LAYERS.slice(0, LAYERS.indexOf(layer))
    return imports.flatMap((name) => {
      if (name.startsWith(".")) {
        const target = layerOf(path.posix.join(path.posix.dirname(file), name.replace(/\.js$/, ".ts")))
        return target === layer || allowed.includes(target) ? [] : [`${file} imports from ${target}: ${name}`]
      }
      const rule = KEPT.find((one) => one.package.test(name))
      return rule && !rule.layers.includes(layer) ? [`${file} imports ${name}, which belongs to ${rule.layers}`] : []
    })
  })
}

const files = sourcesIn("grammar", "src")

describe("direction of imports", () => {
  test("no file imports from its right, and no package from where it may not", () => {
    expect(files.length).toBeGreaterThan(50)
    expect(broken(files)).toEqual([])
  })

  test("the rule itself finds what it must", () => {
    const file = (at: string, ...imports: string[]) => ({ path: at, text: "", imports })
    expect(broken([file("src/engine/a.ts", "../model/b.js")])).toHaveLength(1)
    expect(broken([file("src/data/a.ts", "../language/b.js")])).toHaveLength(1)
    expect(broken([file("src/rollout/a.ts", "onnxruntime-node")])).toHaveLength(1)
    expect(broken([file("src/language/a.ts", "../../grammar/b.js", "../text.js", "./c.js")])).toEqual([])
    expect(broken([file("src/new/a.ts")])).toHaveLength(1)
  })

  test("every package that the product imports is a dependency of it", () => {
    const manifest = JSON.parse(readFileSync("package.json", "utf8"))
    const declared = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies })
    const packages = files.flatMap(({ path: file, imports }) =>
      imports
        .filter((name) => !name.startsWith(".") && !isBuiltin(name))
        .map((name) => ({ file, name: name.split("/", name.startsWith("@") ? 2 : 1).join("/") })),
    )
    expect(packages.filter(({ name }) => !declared.includes(name))).toEqual([])
  })
})
