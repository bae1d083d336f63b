import { createHash } from "node:crypto"
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs"
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { DEFAULT_BASE_URL, type PullOptions, type PullSummary, pullData } from "../../src/data/pull.js"
import type { DataSet } from "../../src/data/sets/data-set.js"
import { dataSets } from "../../src/data/sets/index.js"
import { UserError } from "../../src/diagnostic.js"

const big = Buffer.from(Array.from({ length: 200_000 }, (_, i) => (i * 7919 + (i >> 8)) % 256))
const small = Buffer.from("licence\n")
const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex")
const set: DataSet = {
  name: "toy",
  title: "A toy",
  licence: "CC BY 3.0",
  source: { repository: "owner/name", commit: "c0ffee" },
  files: [
    { path: "LICENCE", from: "LICENCE", bytes: small.length, sha256: sha256(small) },
    { path: "part/big.bin", from: "all data/big.bin", bytes: big.length, sha256: sha256(big) },
  ],
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void
let server: Server
let baseUrl: string
let into: string
let handler: Handler
let requests: { url: string; range: string | undefined }[]

beforeEach(async () => {
  into = mkdtempSync(join(tmpdir(), "glossator-pull-"))
  requests = []
  handler = serve
  server = createServer((request, response) => {
    requests.push({ url: request.url!, range: request.headers.range })
    handler(request, response)
  })
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((done) => server.close(done))
})

const bodyOf = (url: string): Buffer => (url.endsWith("LICENCE") ? small : big)

/** A well-behaved server of raw files. */
function serve(request: IncomingMessage, response: ServerResponse): void {
  const body = bodyOf(request.url!)
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0)
  const range = from > 0 ? { "content-range": `bytes ${from}-${body.length - 1}/${body.length}` } : {}
  response.writeHead(from > 0 ? 206 : 200, { "content-length": body.length - from, ...range })
  response.end(body.subarray(from))
}

/** Sends `bytes` of the answer and cuts the connection. */
const cut =
  (bytes: number): Handler =>
  (request, response) => {
    const body = bodyOf(request.url!)
    response.writeHead(200, { "content-length": body.length })
    response.write(body.subarray(0, bytes), () => setTimeout(() => response.destroy(), 20))
  }

const pull = (options: Partial<PullOptions> = {}) =>
  pullData("toy", { into, baseUrl, confirm: () => true, sets: [set], retryDelaySeconds: 0, env: {}, ...options })

async function failure(options: Partial<PullOptions> = {}) {
  const error = await pull(options).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(UserError)
  return (error as UserError).diagnostics[0]!
}

const there = (path: string): boolean => existsSync(join(into, "toy", path))
const content = (path: string): Buffer => readFileSync(join(into, "toy", path))

test("files come from owner, name, commit and path, are verified, and their origin lies beside them", async () => {
  const seen: number[] = []
  const pulled = await pull({ onProgress: ({ receivedBytes }) => seen.push(receivedBytes) })
  expect(pulled).toMatchObject({ done: true, downloaded: ["LICENCE", "part/big.bin"], kept: [] })
  expect(requests.map(({ url }) => url)).toEqual([
    "/owner/name/c0ffee/LICENCE",
    "/owner/name/c0ffee/all%20data/big.bin",
  ])
  expect(content("part/big.bin").equals(big)).toBe(true)
  expect(JSON.parse(content("ORIGIN.json").toString())).toMatchObject({ licence: "CC BY 3.0", commit: "c0ffee" })
  expect(there("part/big.bin.part")).toBe(false)
  expect(seen).toEqual([...seen].sort((a, b) => a - b))
  expect(seen.at(-1)).toBe(big.length + small.length)
})

test("licence and size are shown before anything happens; a no downloads and writes nothing", async () => {
  let shown: PullSummary | undefined
  const confirm = (summary: PullSummary): boolean => {
    shown = summary
    return false
  }
  expect((await pull({ confirm })).done).toBe(false)
  expect(shown).toMatchObject({ licence: "CC BY 3.0", bytes: 200_008, missingBytes: 200_008, repository: "owner/name" })
  expect(requests).toEqual([])
  expect(there(".")).toBe(false)
})

test("a connection cut in the middle goes on where it stopped, within one call", async () => {
  let first = true
  handler = (request, response) => {
    if (!first || !request.url!.endsWith("big.bin")) return serve(request, response)
    first = false
    cut(70_000)(request, response)
  }
  await pull()
  expect(content("part/big.bin").equals(big)).toBe(true)
  expect(requests.at(-1)!.range).toBe("bytes=70000-")
})

test("a server that stays away ends the call, keeps the part, and the next call goes on from there", async () => {
  handler = (request, response) => {
    if (request.url!.endsWith("LICENCE")) return serve(request, response)
    if (request.headers.range) return void response.destroy()
    cut(50_000)(request, response)
  }
  const problem = await failure({ attempts: 2 })
  expect(problem.code).toBe("pull-connection")
  expect(problem.message).toContain("stopped after 50000 bytes")
  expect(content("part/big.bin.part").length).toBe(50_000)
  expect(there("LICENCE")).toBe(true)

  handler = serve
  requests = []
  expect(await pull()).toMatchObject({ downloaded: ["part/big.bin"], kept: ["LICENCE"] })
  expect(requests).toEqual([{ url: "/owner/name/c0ffee/all%20data/big.bin", range: "bytes=50000-" }])
  expect(content("part/big.bin").equals(big)).toBe(true)
})

test("a server that ignores ranges sends the whole file, which is taken from its beginning", async () => {
  mkdirSync(join(into, "toy", "part"), { recursive: true })
  writeFileSync(join(into, "toy", "part", "big.bin.part"), big.subarray(0, 1000))
  handler = (request, response) => {
    response.writeHead(200)
    response.end(bodyOf(request.url!))
  }
  await pull()
  expect(requests.at(-1)!.range).toBe("bytes=1000-")
  expect(content("part/big.bin").equals(big)).toBe(true)
})

test("a part that holds something else is found out and the file is fetched from its beginning", async () => {
  mkdirSync(join(into, "toy", "part"), { recursive: true })
  writeFileSync(join(into, "toy", "part", "big.bin.part"), Buffer.alloc(1000, 1))
  await pull()
  expect(requests.map(({ range }) => range)).toEqual([undefined, "bytes=1000-", undefined])
  expect(content("part/big.bin").equals(big)).toBe(true)
})

test("a part longer than the file, or a range the server refuses, starts again", async () => {
  mkdirSync(join(into, "toy", "part"), { recursive: true })
  writeFileSync(join(into, "toy", "part", "big.bin.part"), Buffer.alloc(300_000, 1))
  await pull()
  expect(content("part/big.bin").equals(big)).toBe(true)

  into = mkdtempSync(join(tmpdir(), "glossator-pull-"))
  mkdirSync(join(into, "toy", "part"), { recursive: true })
  writeFileSync(join(into, "toy", "part", "big.bin.part"), big.subarray(0, 10))
  handler = (request, response) => {
    if (!request.headers.range) return serve(request, response)
    response.writeHead(416)
    response.end()
  }
  await pull()
  expect(content("part/big.bin").equals(big)).toBe(true)
})

test("a wrong checksum keeps what was verified, keeps nothing of the wrong file, and says what to do", async () => {
  handler = (request, response) => {
    if (request.url!.endsWith("LICENCE")) return serve(request, response)
    response.end(Buffer.alloc(big.length, 7))
  }
  const problem = await failure()
  expect(problem.code).toBe("pull-checksum")
  expect(problem.message).toContain(sha256(big))
  expect(problem.help).toContain("GLOSS_DATA_URL")
  expect([there("LICENCE"), there("part/big.bin"), there("part/big.bin.part")]).toEqual([true, false, false])
})

test("a server that sends without end is cut off", async () => {
  handler = (_, response) => {
    const more = (): void => {
      if (!response.destroyed) response.write(Buffer.alloc(65_536), more)
    }
    more()
  }
  expect((await failure()).code).toBe("pull-checksum")
})

test("a file that is not there is said with its address, without a second try", async () => {
  handler = (_, response) => void response.writeHead(404).end("no")
  const problem = await failure()
  expect(problem.code).toBe("pull-not-found")
  expect(problem.message).toContain("404")
  expect(requests).toHaveLength(1)
})

test("a busy server is asked again", async () => {
  let times = 0
  handler = (request, response) => {
    if (times++ < 2) response.writeHead(503).end()
    else serve(request, response)
  }
  expect((await pull()).done).toBe(true)
})

test("a server that falls silent counts as lost", async () => {
  handler = (_, response) => void response.writeHead(200, { "content-length": 8 }).write("lic")
  const problem = await failure({ attempts: 1, idleSeconds: 0.1 })
  expect(problem.message).toContain("no data for 0.1 seconds")
})

test("an interrupted download keeps its part and says how to go on", async () => {
  const stop = new AbortController()
  handler = (request, response) => {
    if (request.url!.endsWith("LICENCE")) return serve(request, response)
    response.writeHead(200, { "content-length": big.length })
    response.write(big.subarray(0, 5000), () => setTimeout(() => stop.abort(), 50))
  }
  const problem = await failure({ signal: stop.signal })
  expect(problem.code).toBe("pull-interrupted")
  expect(content("part/big.bin.part").length).toBe(5000)
})

test("what is complete is verified and neither asked for nor written to again", async () => {
  await pull()
  requests = []
  writeFileSync(join(into, "toy", "ORIGIN.json"), "untouched")
  expect(await pull()).toMatchObject({ done: true, downloaded: [], kept: ["LICENCE", "part/big.bin"] })
  expect(requests).toEqual([])
  expect(content("ORIGIN.json").toString()).toBe("untouched")
})

test("a file of the user's that differs is left alone, and nothing is downloaded", async () => {
  mkdirSync(join(into, "toy"))
  writeFileSync(join(into, "toy", "LICENCE"), "mine")
  expect((await failure()).code).toBe("pull-file-differs")
  expect(content("LICENCE").toString()).toBe("mine")
  expect(requests).toEqual([])
})

test("a folder that appears where the file should go is said, and the part is kept", async () => {
  handler = (request, response) => {
    if (request.url!.endsWith("big.bin")) mkdirSync(join(into, "toy", "part", "big.bin", "x"), { recursive: true })
    serve(request, response)
  }
  expect((await failure()).code).toBe("pull-folder-unwritable")
  expect(existsSync(join(into, "toy", "part", "big.bin.part"))).toBe(true)
})

test("too little disk and a folder that can not be written are said before the first byte", async () => {
  const full = await failure({ freeBytes: async () => 1000 })
  expect(full.code).toBe("pull-no-space")
  expect(full.message).toMatch(/17\.0 MB are needed, 1 kB are free/)
  writeFileSync(join(into, "file"), "")
  const blocked = await failure({ into: join(into, "file") })
  expect(blocked.code).toBe("pull-folder-unwritable")
  expect(blocked.message).toContain("a part of the path is a file")
  expect(requests).toEqual([])
})

test("GLOSS_DATA_URL names a mirror, and what is no address is refused", async () => {
  const { baseUrl: mirror, ...rest } = { into, baseUrl, confirm: () => true, sets: [set] }
  expect((await pullData("toy", { ...rest, env: { GLOSS_DATA_URL: `${mirror}/` } })).done).toBe(true)
  const error = await pullData("toy", { ...rest, env: { GLOSS_DATA_URL: "file:///etc" } }).catch((thrown) => thrown)
  expect(error.diagnostics[0].code).toBe("pull-url")
  expect(DEFAULT_BASE_URL.startsWith("https://")).toBe(true)
})

test("an unknown name and a set without a repository are said", async () => {
  const code = (name: string) =>
    pullData(name, { into, confirm: () => true }).catch((error: UserError) => error.diagnostics[0]!.code)
  expect(await code("semeval")).toBe("data-set-unknown")
  expect(await code("stories260K")).toBe("pull-no-source")
})

test("the catalogue is sound: names and paths differ, checksums and commits are whole, no path leads out", () => {
  expect(new Set(dataSets.map(({ name }) => name)).size).toBe(dataSets.length)
  for (const { source, files } of dataSets) {
    expect(source === undefined || /^[0-9a-f]{40}$/.test(source.commit)).toBe(true)
    expect(new Set(files.map(({ path }) => path)).size).toBe(files.length)
    for (const { path, from, bytes, sha256: sum } of files) {
      expect(sum).toMatch(/^[0-9a-f]{64}$/)
      expect(bytes).toBeGreaterThan(0)
      expect(`${path}/${from}`.split("/")).not.toContain("..")
    }
  }
})
