/**
 * `npm run make:tiny`: trains the tiny policy and writes assets/tiny, the same bytes for the same seed on one kind of machine.
 */
import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs"
import path from "node:path"
import { fileURLToPath } from "node:url"
import { UserError } from "../diagnostic.js"
import { startEngine } from "../engine/start.js"
import { parameterCount } from "../model/config.js"
import { savePolicy } from "../model/weights.js"
import { measureTiny } from "./tiny/measure.js"
import { modelCard } from "./tiny/model-card.js"
import { TINY, warmStart } from "./tiny/warm-start.js"

export const TINY_SEED = 4
const LARGEST_BYTES = 2 * 2 ** 20

async function main(folder: string): Promise<void> {
  const engine = await startEngine("ort-cpu", { threads: 2 })
  console.log(`${parameterCount(TINY)} parameters, ${engine.device.description}, seed ${TINY_SEED}`)
  const start = performance.now()
  const made = await warmStart(engine, TINY_SEED, {
    onRow: (row, dev) => {
      const measured = dev?.map(({ metric, value }) => `${metric} ${value.toFixed(3)}`).join(", ")
      if (measured) console.log(`step ${row.step}: loss ${row.loss.toFixed(3)}; dev ${measured}`)
    },
  })
  if (!made) throw new Error("no step gave the wanted policy; choose another seed")
  mkdirSync(folder, { recursive: true })
  savePolicy(folder, made.policy, "F16")
  // Measured as it was written: rounded to 16 bits.
  const rows = await measureTiny(engine, folder)
  const seconds = (performance.now() - start) / 1000
  writeFileSync(path.join(folder, "README.md"), modelCard({ seed: TINY_SEED, step: made.step, rows }))
  const bytes = readdirSync(folder).reduce((sum, file) => sum + statSync(path.join(folder, file)).size, 0)
  if (bytes > LARGEST_BYTES) throw new Error(`${bytes} bytes, at most ${LARGEST_BYTES}`)
  console.log(`${folder}: ${bytes} bytes after ${seconds.toFixed(0)} s`)
}

try {
  await main(process.argv[2] ?? fileURLToPath(new URL("../../../assets/tiny", import.meta.url)))
} catch (error) {
  console.error(error instanceof UserError ? error.message : error)
  process.exitCode = 1
}
