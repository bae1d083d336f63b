/**
 * `npm run bench -- NAME [options]` compiles tests/bench and runs NAME.bench; without a name it lists what there is.
 *
 * Compiled, not transformed on the fly: what is measured is what is shipped.
 */
import { execFileSync, spawnSync } from "node:child_process"
import { mkdirSync, readdirSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import path from "node:path"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("..", import.meta.url))
const require = createRequire(import.meta.url)
const known = readdirSync(path.join(root, "tests/bench"))
  .filter((file) => file.endsWith(".bench.ts"))
  .map((file) => file.replace(".bench.ts", ""))
const [name, ...options] = process.argv.slice(2)
if (!known.includes(name)) {
  console.log(`npm run bench -- NAME, where NAME is one of: ${known.join(", ")}`)
  process.exit(name ? 1 : 0)
}

// Inside node_modules, so that packages are found from there and nothing of it is ever packed or committed.
const out = path.join(root, "node_modules/.cache/glossator-bench")
const project = path.join(root, "node_modules/.cache/glossator-bench.json")
mkdirSync(out, { recursive: true })
writeFileSync(
  project,
  JSON.stringify({
    extends: path.join(root, "tsconfig.json"),
    compilerOptions: { noEmit: false, rootDir: root, outDir: out, typeRoots: [path.join(root, "node_modules/@types")] },
    // threads and children are started by the names of their files, so nothing imports them
    include: [path.join(root, "tests/bench/*.ts"), path.join(root, "src/**/*.ts")],
  }),
)
execFileSync(process.execPath, [require.resolve("typescript/bin/tsc"), "-p", project], { cwd: root, stdio: "inherit" })
const { status } = spawnSync(process.execPath, [path.join(out, "tests/bench", `${name}.bench.js`), ...options], {
  cwd: root,
  stdio: "inherit",
})
process.exit(status ?? 1)
