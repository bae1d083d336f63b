/**
 * Writes THIRD_PARTY.md: every direct dependency with its version, licence and size, read from what npm installed.
 *
 *   node scripts/third-party.mjs [--check]      --check: compares instead, and fails when they differ
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import path from "node:path"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("..", import.meta.url))
const target = path.join(root, "THIRD_PARTY.md")
const read = (file) => JSON.parse(readFileSync(path.join(root, file), "utf8"))
const manifest = read("package.json")
const { packages } = read("package-lock.json")

/** Bytes of a package's own files, without packages nested in it. */
function sizeOf(folder) {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const at = path.join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === "node_modules" ? sum : sum + sizeOf(at)
    return sum + statSync(at).size
  }, 0)
}

const megabytes = (bytes) => (bytes / 1e6).toFixed(1)

function rows(names) {
  return Object.keys(names ?? {}).map((name) => {
    const { version, license } = read(`node_modules/${name}/package.json`)
    const bytes = sizeOf(path.join(root, "node_modules", name))
    return `| ${name} | ${version} | ${license} | ${megabytes(bytes)} |`
  })
}

const head = ["| package | version | licence | MB on disk |", "|---|---|---|---|"]

/** How many packages come with them, by licence; development tools do not. */
function byLicence() {
  const count = new Map()
  for (const [name, one] of Object.entries(packages))
    if (name !== "" && !one.dev && !one.devOptional) count.set(one.license, (count.get(one.license) ?? 0) + 1)
  return [...count]
    .sort(([a], [b]) => a.localeCompare(b, "en"))
    .map(([licence, number]) => `| ${licence} | ${number} |`)
}

const text = [
  "# Third-party software",
  "",
  "Written by `node scripts/third-party.mjs`; a test compares it with what is installed.",
  "",
  "## Needed to run",
  "",
  ...head,
  ...rows(manifest.dependencies),
  "",
  "## Optional: the faster engine",
  "",
  ...head,
  ...rows(manifest.optionalDependencies),
  "",
  "## With everything that these depend on",
  "",
  "| licence | packages |",
  "|---|---|",
  ...byLicence(),
  "",
  "## Needed to build and to test, not installed with the package",
  "",
  ...head.map((line) => line.replace(/\|[^|]*\|$/, "|")),
  ...Object.keys(manifest.devDependencies).map((name) => {
    const { version, license } = read(`node_modules/${name}/package.json`)
    return `| ${name} | ${version} | ${license} |`
  }),
  "",
  "## Fetched only on request",
  "",
  "`glossator engine install tensorflow` shows these, with their sizes, before it fetches them:",
  "",
  "- `@tensorflow/tfjs-node` or `@tensorflow/tfjs-node-gpu` 4.22.0 (Apache-2.0) and what it depends on (MIT, ISC, BSD, Apache-2.0)",
  "- TensorFlow 2.18.1 (Apache-2.0), from its Python package; its own notices are kept beside it",
  "- with `--gpu`, where NVIDIA's driver is loaded: CUDA 12.5 and cuDNN 9.3 (NVIDIA Proprietary Software)",
  "",
].join("\n")

if (!process.argv.includes("--check")) writeFileSync(target, text)
else if (readFileSync(target, "utf8") !== text) {
  console.error("THIRD_PARTY.md is not what is installed; run: node scripts/third-party.mjs")
  process.exit(1)
}
