/**
 * Builds src/engine/store/adamw.wat into src/engine/store/adamw-wasm.ts: `node scripts/build-adamw.mjs`.
 *
 * The result is committed, so that nobody needs the assembler; a test compares it with a fresh build.
 */
import { readFileSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import createWabt from "wabt"

const folder = new URL("../src/engine/store/", import.meta.url)

/** The bytes of the module that adamw.wat stands for. */
export async function buildAdamw() {
  const wabt = await createWabt()
  const source = readFileSync(new URL("adamw.wat", folder), "utf8")
  const module = wabt.parseWat("adamw.wat", source, { simd: true })
  try {
    return module.toBinary({}).buffer
  } finally {
    module.destroy()
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lines = Buffer.from(await buildAdamw())
    .toString("base64")
    .match(/.{1,110}/g)
    .map((line) => `  "${line}",`)
  const text = [
    "/** Built from adamw.wat by `node scripts/build-adamw.mjs`; not to be edited. */",
    "export const ADAMW_WASM = [",
    ...lines,
    '].join("")',
    "",
  ]
  writeFileSync(new URL("adamw-wasm.ts", folder), text.join("\n"))
}
