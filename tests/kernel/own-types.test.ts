/** The package's own declarations are read by the engine's TypeScript, and by the older one that stock tslab brings. */
import { createRequire } from "node:module"
import path from "node:path"
import ts from "typescript"
import { describe, expect, it } from "vitest"

const require = createRequire(import.meta.url)

/** What is wrong in the package's own declarations; those of its dependencies are not ours. */
function findings(compiler: typeof ts): string[] {
  const program = compiler.createProgram(["dist/src/index.d.ts"], {
    target: compiler.ScriptTarget.ES2022,
    module: compiler.ModuleKind.ESNext,
    moduleResolution: compiler.ModuleResolutionKind.Bundler,
    lib: ["lib.es2022.d.ts"],
    types: ["node"],
    strict: true,
    noEmit: true,
  })
  const own = program.getSourceFiles().filter(({ fileName }) => path.resolve(fileName).startsWith(path.resolve("dist")))
  expect(own.length).toBeGreaterThan(20)
  return own
    .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])
    .map(({ file, messageText }) => `${file?.fileName}: ${compiler.flattenDiagnosticMessageText(messageText, " ")}`)
}

describe("dist/src/index.d.ts", () => {
  it("has no type error in the TypeScript of cells", () => expect(findings(ts)).toEqual([]))
  it("has none in TypeScript 5.0", () => {
    const older = require("@tslab/typescript-for-tslab") as typeof ts
    expect(older.version).toBe("5.0.4")
    expect(findings(older)).toEqual([])
  })
})
