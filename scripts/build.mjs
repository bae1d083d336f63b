/**
 * Build: TypeScript to dist/, plus the files that TypeScript does not copy, plus the local command.
 *
 * Runs on `npm ci` (prepare), so that `npx glossator` works in a fresh clone without a second step.
 */
import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs"
import { createRequire } from "node:module"
import path from "node:path"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("..", import.meta.url))
const require = createRequire(import.meta.url)

let compiler
try {
  compiler = require.resolve("typescript/bin/tsc")
} catch {
  // A packed tarball carries dist/ already and has no TypeScript; there is nothing to build.
  if (existsSync(path.join(root, "dist/src/cli.js"))) process.exit(0)
  console.error("dist/ is missing and TypeScript is not installed; run: npm ci")
  process.exit(1)
}
const compiled = spawnSync(process.execPath, [compiler, "-p", "tsconfig.build.json"], { cwd: root, stdio: "inherit" })
if (compiled.status !== 0) process.exit(1)

// npx looks into node_modules/.bin first; npm does not link a package's own command there.
const bin = path.join(root, "node_modules/.bin")
if (existsSync(bin) && process.platform !== "win32") {
  mkdirSync(bin, { recursive: true })
  rmSync(path.join(bin, "glossator"), { force: true })
  symlinkSync("../../bin/glossator.mjs", path.join(bin, "glossator"))
}
