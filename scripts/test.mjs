/**
 * `npm test` and `npm run test:data`: build, lint, then one suite of vitest. The last line is always `N passed, N failed`.
 *
 *   node scripts/test.mjs [unit|data|conformance|trainers] [--only-tests] [filters and options of vitest]
 *
 * A build, lint or type error counts as one failure; what could not start at all counts as one, too.
 */
import { spawnSync } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { createRequire } from "node:module"
import os from "node:os"
import path from "node:path"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("..", import.meta.url))
const require = createRequire(import.meta.url)
const argument = process.argv.slice(2)
const suites = { unit: "unit", data: "data-suite", conformance: "conformance", trainers: "trainers" }
const named = argument[0] in suites ? argument.shift() : "unit"
const onlyTests = argument[0] === "--only-tests" && argument.shift() !== undefined

let passed = 0
let failed = 0

function end() {
  console.log(`${passed} passed, ${failed} failed`)
  process.exit(failed > 0 ? 1 : 0)
}

/** A command of the project's own; its failure is one failure. */
function step(title, script, args) {
  console.log(`\n> ${title}`)
  const { status } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
  })
  if (status !== 0) {
    console.log(`${title} failed`)
    failed++
  }
  return status === 0
}

const env = { ...process.env, GLOSS_SUITE: suites[named] }
if (named === "data") {
  const beside = path.resolve(root, "../shared/data")
  env.GLOSS_DATA ||= existsSync(beside) ? beside : ""
  if (!env.GLOSS_DATA || !existsSync(env.GLOSS_DATA)) {
    const why = env.GLOSS_DATA ? `GLOSS_DATA names ${env.GLOSS_DATA}, which is not there` : "GLOSS_DATA is not set"
    console.log(`${why}; set it to a folder of data sets, which \`npx glossator data pull NAME\` fills.`)
    failed++
    end()
  }
}

if (!onlyTests) {
  if (!step("build", path.join(root, "scripts/build.mjs"), [])) end()
  if (named === "unit") {
    step("typecheck", require.resolve("typescript/bin/tsc"), ["-p", "tsconfig.json", "--noEmit"])
    step("lint", require.resolve("@biomejs/biome/bin/biome"), ["check", "."])
  }
}

console.log(`\n> tests (${named})`)
const folder = mkdtempSync(path.join(os.tmpdir(), "glossator-test-"))
const file = path.join(folder, "results.json")
const vitest = path.join(path.dirname(require.resolve("vitest/package.json")), "vitest.mjs")
const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`]
const { status } = spawnSync(process.execPath, [vitest, "run", ...reporters, ...argument], {
  cwd: root,
  env,
  stdio: ["ignore", "inherit", "inherit"],
})
try {
  const results = JSON.parse(readFileSync(file, "utf8"))
  passed += results.numPassedTests
  failed += results.numFailedTests
  // a file that does not load has no tests to count
  failed += results.testResults.filter((one) => one.status === "failed" && one.assertionResults.length === 0).length
} catch {
  failed++
}
if (status !== 0 && failed === 0) failed++
rmSync(folder, { recursive: true, force: true })
end()
