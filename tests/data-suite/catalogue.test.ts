import { mkdtempSync, readFileSync } from "node:fs"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "vitest"
import { pullData } from "../../src/data/pull.js"
import { readData } from "../../src/data/read.js"
import { dataSets } from "../../src/data/sets/index.js"
import { glossData } from "./gloss-data.js"

const folder = glossData()

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

const NAME = "semeval2010-task8"
const set = dataSets.find(({ name }) => name === NAME)!

test("a whole data set on the disk is verified and nothing is downloaded", async () => {
  const pulled = await pullData(NAME, { into: folder, confirm: ({ missingBytes }) => missingBytes === 0 })
  expect(pulled.done).toBe(true)
  expect(pulled.kept).toHaveLength(set.files.length)
})

test("the whole of semeval2010-task8 is pulled from a server that has the repository's paths, and is read", async () => {
  const { repository, commit } = set.source!
  const paths = new Map(set.files.map(({ path, from }) => [`/${repository}/${commit}/${from}`, path]))
  const server = createServer((request, response) => {
    const path = paths.get(decodeURIComponent(request.url!))
    if (path) response.end(readFileSync(join(folder, NAME, path)))
    else response.writeHead(404).end()
  })
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  try {
    const into = mkdtempSync(join(tmpdir(), "glossator-pull-"))
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const pulled = await pullData(NAME, { into, baseUrl, confirm: ({ licence }) => licence === "CC BY 3.0" })
    expect(pulled.downloaded).toHaveLength(set.files.length)
    const data = readData(NAME, { folder: into })
    expect([data.train.length, data.test.length, data.diagnostics]).toEqual([8000, 2717, []])
  } finally {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  }
})
