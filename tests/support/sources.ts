/** The project's own source files and what they import, for the tests that hold the layout. */
import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import ts from "typescript"

export interface SourceFile {
  /** From the project's root, with slashes: `src/engine/start.ts`. */
  readonly path: string
  readonly text: string
  /** Module names as written, static and dynamic, types included. */
  readonly imports: readonly string[]
}

/** TypeScript files below the given folders or at the given paths. */
export function sourcesIn(...roots: readonly string[]): SourceFile[] {
  return roots.flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => path.posix.join(root, name.replaceAll(path.sep, "/")))
      .sort()
      .map((file) => {
        const text = readFileSync(file, "utf8")
        const imports = ts.preProcessFile(text, true, true).importedFiles.map((one) => one.fileName)
        return { path: file, text, imports }
      }),
  )
}
