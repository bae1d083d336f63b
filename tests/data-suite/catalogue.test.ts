import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { pullData } from "../../src/data/pull.js"
import { dataSets } from "../../src/data/sets/index.js"

const folder = process.env.GLOSS_DATA!

test("checksums of the catalogue are those of the manifest of the data, wherever both name a file", () => {
  const manifest = new Map(
    readFileSync(join(folder, "MANIFEST.sha256"), "utf8")
      .trim()
      .split("\n")
      .map((row) => row.split(/ +\.\//))
      .map(([sum, path]) => [path!, sum!]),
  )
  const both = dataSets
    // this folder holds a shortened copy of that one file, the catalogue names the original
    .flatMap(({ name, files }) => files.map((file) => ({ path: `${name}/${file.path}`, sum: file.sha256 })))
    .filter(({ path }) => manifest.has(path) && path !== "one-shot-rlvr/acc_step_500.json")
  expect(both.length).toBeGreaterThan(80)
  for (const { path, sum } of both) expect([path, manifest.get(path)]).toEqual([path, sum])
})

test("a whole data set on the disk is verified and nothing is downloaded", async () => {
  let missing = -1
  const pulled = await pullData("semeval2010-task8", {
    into: folder,
    confirm: ({ missingBytes }) => {
      missing = missingBytes
      return false
    },
  })
  expect(missing).toBe(0)
  expect(pulled.kept.every((path) => existsSync(join(folder, "semeval2010-task8", path)))).toBe(true)
})
