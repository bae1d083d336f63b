/** The server over real HTTP: who may ask, how much, what is refused and how, and a stop that loses nothing. */
import { request as httpRequest } from "node:http"
import net from "node:net"
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest"
import { hostIn, isLoopback, tokenCheck, tokenOf } from "../../src/serve/access.js"
import { Gate } from "../../src/serve/gate.js"
import type { RewardServer } from "../../src/serve/server.js"
import { task } from "../guidelines/shipped.js"
import { GOOD, post, started } from "./support/started.js"

const SEMEVAL = "semeval2010-task8"
const servers: RewardServer[] = []
const own = async (...given: Parameters<typeof started>): Promise<RewardServer> => {
  const server = await started(...given)
  servers.push(server)
  return server
}
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop(5)
})

let server: RewardServer
beforeAll(async () => {
  server = await started([SEMEVAL, "mdkg"])
})
afterAll(() => server.stop(5))
const at = (path: string): string => `${server.url}${path}`
const codeOf = async (response: Response): Promise<[number, string]> => {
  const { error } = (await response.json()) as { error: { code: string; message: string; help: string } }
  expect([error.message, error.help].every((text) => text.length > 10)).toBe(true)
  return [response.status, error.code]
}

describe("several guidelines", () => {
  test("are served by name, each with its arms", async () => {
    const rows = [GOOD, { ...GOOD, completion: "<answer>Other</answer>" }]
    const verdicts = async (path: string) =>
      ((await (await post(at(path), { rows })).json()) as { verdicts: { score: number }[] }).verdicts
    const main = task(SEMEVAL)
    expect((await verdicts(`/${SEMEVAL}/score`)).map(({ score }) => score)).toEqual(
      rows.map((row) => main.score(row.completion, row).score),
    )
    const arm = main.arm("form-only")
    expect((await verdicts(`/${SEMEVAL}/score?arm=form-only`)).map(({ score }) => score)).toEqual(
      rows.map((row) => arm.score(row.completion, row).score),
    )
  })

  test("are listed with their addresses and limits, and every schema is there", async () => {
    const index = (await (await fetch(at("/"))).json()) as { endpoints: Record<string, string>[] }
    expect(index).toMatchObject({
      guidelines: {
        [SEMEVAL]: { name: task(SEMEVAL).name, hash: task(SEMEVAL).hash, arms: task(SEMEVAL).arms },
        mdkg: {},
      },
      limits: { bodyBytes: 32e6 },
    })
    const schemas = index.endpoints.flatMap(({ request, response }) =>
      [request, response].flatMap((path) => path ?? []),
    )
    expect(schemas.length).toBeGreaterThan(6)
    for (const path of schemas) {
      const response = await fetch(at(path))
      expect([response.status, ((await response.json()) as { $schema: string }).$schema]).toEqual([
        200,
        expect.stringContaining("2020-12"),
      ])
    }
  })

  test("need no name where there is only one", async () => {
    const { url } = await own([SEMEVAL])
    for (const path of ["/openrlhf", `/${SEMEVAL}/openrlhf`]) {
      const asked = { query: [GOOD.completion], prompts: [""], labels: [JSON.stringify(GOOD)] }
      expect(await (await post(url + path, asked)).json()).toMatchObject({ rewards: [3], extra_logs: { error: [0] } })
    }
    expect((await post(at("/openrlhf"), {})).status).toBe(404)
  })
})

describe("what is refused, is refused with the reason", () => {
  const cases: [string, () => Promise<Response>, number, string][] = [
    ["an unknown address", () => fetch(at("/nowhere")), 404, "request-path"],
    ["an unknown schema", () => fetch(at("/schemas/nothing.json")), 404, "request-path"],
    ["an unknown guideline", () => post(at("/semeval/score"), {}), 404, "request-guideline"],
    ["an unknown arm", () => post(at("/mdkg/score?arm=none"), {}), 404, "request-arm"],
    ["another method", () => fetch(at("/mdkg/score")), 405, "request-method"],
    [
      "another type",
      () => post(at("/mdkg/score"), "{}", { "Content-Type": "text/plain" }),
      415,
      "request-content-type",
    ],
    ["what is no JSON", () => post(at("/mdkg/score"), "{"), 400, "request-json"],
    ["what has another form", () => post(at("/mdkg/score"), []), 400, "request-form"],
    ["more than allowed", () => post(at("/mdkg/score"), `"${"x".repeat(33e6)}"`), 413, "request-too-large"],
  ]
  test.each(cases)("%s", async (_, ask, status, code) => {
    expect(await codeOf(await ask())).toEqual([status, code])
  })

  test("more than allowed, of no announced length", async () => {
    const { url } = await own([SEMEVAL], { maxBodyBytes: 1000 })
    const chunks = new ReadableStream({
      pull(controller) {
        controller.enqueue(Buffer.alloc(600, " "))
      },
    })
    const headers = { "Content-Type": "application/json" }
    // the server may answer and hang up before everything was sent: then the client says so instead
    const told = await fetch(`${url}/score`, {
      method: "POST",
      headers,
      body: chunks,
      duplex: "half",
    } as RequestInit).then(codeOf, () => "hung up")
    expect([[413, "request-too-large"], "hung up"]).toContainEqual(told)
    expect((await post(`${url}/score`, { rows: [] })).status).toBe(200)
  })

  test("a client that breaks off, or sends what is no HTTP, ends nothing but its own request", async () => {
    const port = Number(new URL(server.url).port)
    for (const text of [
      "POST /mdkg/score HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{",
      "\0\0\0\r\n\r\n",
    ])
      await new Promise<void>((resolve) => {
        const socket = net.connect(port, "127.0.0.1", () => socket.end(text))
        socket.resume().on("close", () => resolve())
      })
    expect((await fetch(at("/ready"))).status).toBe(200)
  })
})

describe("hostile answers", () => {
  test.each([
    ["10 MB of tags", "<answer>".repeat(1_250_000)],
    ["10 MB of braces", "{".repeat(1e7)],
    ["lone surrogates and NUL", "<answer>\ud800\0Other\udfff</answer>"],
  ])("%s: a verdict, and the server lives", async (_, completion) => {
    const response = await post(at(`/${SEMEVAL}/score`), { rows: [{ ...GOOD, completion }, GOOD] })
    const { verdicts } = (await response.json()) as { verdicts: { score: number; unscorable?: string }[] }
    expect(verdicts.map(({ score }) => score)).toEqual([task(SEMEVAL).score(completion, GOOD).score, 3])
    expect((await fetch(at("/health"))).status).toBe(200)
  })

  test("health is answered while one is being read", async () => {
    const slow = post(at(`/${SEMEVAL}/score`), { rows: Array(3).fill({ ...GOOD, completion: "{".repeat(8e6) }) })
    let answered = 0
    let isDone = false
    void slow.then(() => {
      isDone = true
    })
    while (!isDone) {
      expect((await fetch(at("/health"))).status).toBe(200)
      answered++
    }
    expect((await slow).status).toBe(200)
    expect(answered).toBeGreaterThan(1)
  })
})

describe("back-pressure", () => {
  test("beyond its limit the server says 503 and when to come again; what it took, it answers", async () => {
    const { url } = await own([SEMEVAL], { inFlight: { requests: 8, bytes: 512e6 } })
    const body = JSON.stringify({ rows: Array(20).fill({ ...GOOD, completion: "{".repeat(20_000) }) })
    const answers = await Promise.all(Array.from({ length: 60 }, () => post(`${url}/score`, body)))
    const taken = answers.filter(({ status }) => status === 200)
    const busy = answers.filter(({ status }) => status === 503)
    expect(taken.length).toBeGreaterThanOrEqual(8)
    expect(busy.length).toBeGreaterThan(0)
    expect(taken.length + busy.length).toBe(60)
    for (const response of taken) expect(((await response.json()) as { verdicts: unknown[] }).verdicts).toHaveLength(20)
    for (const response of busy) {
      expect(response.headers.get("Retry-After")).toBe("1")
      expect(await codeOf(response)).toEqual([503, "server-busy"])
    }
    expect((await post(`${url}/score`, { rows: [] })).status).toBe(200)
  })

  test("counts bytes as well as requests, and lets one in whatever its size", () => {
    const gate = new Gate({ requests: 3, bytes: 100 })
    const first = gate.enter(500)!
    expect(gate.enter(1)).toBeUndefined()
    first()
    const [a, b] = [gate.enter(60)!, gate.enter(40)!]
    expect(gate.enter(1)).toBeUndefined()
    a()
    expect(gate.enter(60)).toBeDefined()
    b()
    expect([gate.requests, gate.bytes]).toEqual([1, 60])
  })
})

describe("the token", () => {
  const TOKEN = "0123456789abcdef"

  test("is asked for everywhere but where the server only says that it lives", async () => {
    const { url } = await own([SEMEVAL], { token: TOKEN })
    const basic = `Basic ${Buffer.from(`any:${TOKEN}`).toString("base64")}`
    for (const path of ["/", "/metrics", "/schemas/score.request.json"])
      expect(await codeOf(await fetch(url + path))).toEqual([401, "request-token"])
    for (const path of ["/health", "/ready"]) expect((await fetch(url + path)).status).toBe(200)
    const status = async (header: string) =>
      (await post(`${url}/score`, { rows: [] }, { Authorization: header })).status
    expect(await status(`Bearer ${TOKEN}`)).toBe(200)
    expect(await status(`bearer  ${TOKEN} `)).toBe(200)
    expect(await status(basic)).toBe(200)
    for (const wrong of ["", "Bearer", `Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(1)}`, TOKEN, `Basic ${TOKEN}`])
      expect(await status(wrong), wrong).toBe(401)
  })

  test("is a must beyond this machine, and a real one", () => {
    expect(tokenOf("127.0.0.1", undefined, {})).toBeUndefined()
    expect(tokenOf("0.0.0.0", undefined, { GLOSS_SERVE_TOKEN: TOKEN })).toBe(TOKEN)
    for (const host of ["0.0.0.0", "::", "192.168.1.2", "example.org", "127.evil.org"])
      expect(() => tokenOf(host, undefined, {}), host).toThrow(/everybody who reaches/)
    for (const wrong of ["", "short", `${TOKEN} ${TOKEN}`, `${TOKEN}ä`])
      expect(() => tokenOf("127.0.0.1", undefined, { GLOSS_SERVE_TOKEN: wrong }), wrong).toThrow(/can not be used/)
    expect(() => tokenOf("127.0.0.1", "none/such", {})).toThrow(/no such file/)
  })

  test("is compared whole, whatever the header holds", () => {
    const check = tokenCheck(TOKEN)
    expect(check(`Bearer ${TOKEN}`)).toBe(true)
    for (const header of [undefined, "", " ", "Bearer ", "Basic ====", "Basic OmI=", `Bearer ${"x".repeat(1e6)}`])
      expect(check(header)).toBe(false)
  })

  test("without one, only this machine's own names are answered", async () => {
    const ask = (host: string): Promise<number> =>
      new Promise((resolve, reject) => {
        httpRequest(at("/"), { headers: { host } }, (response) => resolve(response.resume().statusCode ?? 0))
          .on("error", reject)
          .end()
      })
    expect(
      await Promise.all(["localhost:1", "127.0.0.1", "[::1]:80", "evil.example", "127.0.0.1.evil.example"].map(ask)),
    ).toEqual([200, 200, 200, 403, 403])
    expect(["[::1]:80", "localhost", "a:1"].map(hostIn)).toEqual(["::1", "localhost", "a"])
    expect(["127.0.0.1", "127.8.8.8", "::1", "localhost", "128.0.0.1", "127.x"].map(isLoopback)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ])
  })
})

describe("a stop", () => {
  test("answers what is in hand, refuses what comes, and leaves nothing open", async () => {
    const stopping = await started([SEMEVAL])
    const body = JSON.stringify({ rows: Array(400).fill({ ...GOOD, completion: "{".repeat(10_000) }) })
    // read as they come: the fetch of Node 24 throws when a server closes what it has sent and nobody has read yet
    const inHand = Array.from({ length: 20 }, async () => {
      const response = await post(`${stopping.url}/score`, body)
      return { status: response.status, answer: (await response.json()) as { verdicts: unknown[] } }
    })
    const counted = async () => {
      const text = await (await fetch(`${stopping.url}/metrics`)).text()
      const number = (name: RegExp) => Number(name.exec(text)?.[1] ?? 0)
      const inHand = number(/^glossator_requests_in_flight (\d+)$/m)
      return { inHand, taken: inHand + number(/^glossator_requests_total\{endpoint="score",status="200"\} (\d+)$/m) }
    }
    let seen = await counted()
    while (seen.taken < 20) seen = await counted()
    expect(seen.inHand).toBeGreaterThan(0)
    const stop = stopping.stop(30)
    const late = await post(`${stopping.url}/score`, { rows: [] }).then(
      ({ status }) => status,
      () => "refused",
    )
    expect([503, "refused"]).toContain(late)
    for (const { status, answer } of await Promise.all(inHand)) {
      expect(status).toBe(200)
      expect(answer.verdicts).toHaveLength(400)
    }
    await stop
    await expect(fetch(`${stopping.url}/health`)).rejects.toThrow()
  })

  test("cuts off what takes longer than the grace", async () => {
    const stopping = await started([SEMEVAL])
    const socket = net.connect(Number(new URL(stopping.url).port), "127.0.0.1")
    await new Promise<void>((resolve) => socket.once("connect", resolve))
    socket.write(
      "POST /score HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{",
    )
    const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()))
    await new Promise((resolve) => setTimeout(resolve, 50))
    await stopping.stop(0.2)
    await closed
  })
})

test("Prometheus is told what was answered, by guideline and outcome", async () => {
  const { url } = await own([SEMEVAL])
  await (await post(`${url}/score`, { rows: [GOOD, { ...GOOD, gold: {} }, 3] })).json()
  await (await post(`${url}/score`, "{")).json()
  const response = await fetch(`${url}/metrics`)
  expect(response.headers.get("Content-Type")).toContain("version=0.0.4")
  const text = await response.text()
  for (const line of [
    'glossator_requests_total{endpoint="score",status="200"} 1',
    'glossator_requests_total{endpoint="score",status="400"} 1',
    `glossator_rows_total{guideline="${SEMEVAL}",outcome="scored"} 1`,
    `glossator_rows_total{guideline="${SEMEVAL}",outcome="unscorable"} 2`,
    'glossator_request_seconds_count{endpoint="score"} 2',
    "glossator_requests_in_flight 0",
    "glossator_bytes_in_flight 0",
    "glossator_workers 1",
    "glossator_workers_replaced 0",
  ])
    expect(text).toContain(`${line}\n`)
})

test("an address that is taken is said, with the way out", async () => {
  const port = Number(new URL(server.url).port)
  await expect(started([SEMEVAL], { port })).rejects.toThrow(`port ${port}: another program listens there`)
})
