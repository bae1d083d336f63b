/** Requests that are half sent, and so surely in hand: what the server does with others meanwhile, and when it is to end. */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { createInterface } from "node:readline"
import { afterEach, describe, expect, test } from "vitest"
import type { RewardServer } from "../../src/serve/server.js"
import { GOOD, post, started } from "./support/started.js"
import { Wire } from "./support/wire.js"

const SEMEVAL = "semeval2010-task8"
const asked = JSON.stringify({ rows: [GOOD] })
const half = Math.floor(asked.length / 2)
const children: ChildProcess[] = []
const servers: RewardServer[] = []
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL")
  for (const server of servers.splice(0)) await server.stop(1)
})

async function limited(inFlight: { readonly requests: number; readonly bytes: number }) {
  const server = await started([SEMEVAL], { inFlight })
  servers.push(server)
  const inHand = async () =>
    Number(/^glossator_requests_in_flight (\d+)$/m.exec(await (await fetch(`${server.url}/metrics`)).text())?.[1])
  return { url: server.url, inHand }
}

const isOpen = (url: string): Promise<boolean> =>
  Wire.open(url).then(
    (wire) => {
      wire.close()
      return true
    },
    () => false,
  )

test("where all places are held, others are sent away at once, and let in when one is free", async () => {
  const { url, inHand } = await limited({ requests: 2, bytes: 1e9 })
  const held = await Promise.all([0, 1].map(() => Wire.open(url)))
  for (const wire of held) wire.head("/score", asked.length).send(asked.slice(0, half))
  while ((await inHand()) !== 2);
  const refused = await post(`${url}/score`, asked)
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "1"])
  held[0]!.send(asked.slice(half))
  expect(await held[0]!.until(/"score":3/)).toContain("200 OK")
  expect((await post(`${url}/score`, asked)).status).toBe(200)
  // a client that is gone gives its place back
  held[1]!.close()
  while ((await inHand()) !== 0);
  held[0]!.close()
})

test("a body counts with the bytes that it announces, or with the most that it may have", async () => {
  for (const length of [900, "chunked"] as const) {
    const { url, inHand } = await limited({ requests: 100, bytes: 1000 })
    const held = (await Wire.open(url)).head("/score", length)
    while ((await inHand()) !== 1);
    expect((await post(`${url}/score`, asked)).status).toBe(503)
    held.close()
    while ((await inHand()) !== 0);
    expect((await post(`${url}/score`, asked)).status).toBe(200)
  }
})

test("a server that stops answers a connection that it knows, and closes it", async () => {
  const server = await started([SEMEVAL])
  const [held, again] = [await Wire.open(server.url), await Wire.open(server.url)]
  await again
    .head("/score", asked.length)
    .send(asked)
    .until(/"score":3/)
  for (const wire of [held, again]) {
    wire.head("/score", asked.length, "Expect: 100-continue\r\n")
    await wire.until(/100 Continue/)
  }
  const stopped = server.stop(60)
  await expect(Wire.open(server.url)).rejects.toThrow(/ECONNREFUSED/)
  for (const wire of [held, again])
    expect(await wire.send(asked).end()).toMatch(/connection: close\r\n[\s\S]*"score":3/i)
  await stopped
})

describe.each(["SIGTERM", "SIGINT"] as const)("%s", (signal) => {
  test("ends the command as a success when what is in hand is answered", async () => {
    const argv = ["bin/glossator.mjs", "serve", `guidelines/${SEMEVAL}.guideline`, "--port", "0", "--json"]
    const child = spawn(process.execPath, argv, { stdio: ["ignore", "pipe", "pipe"] })
    children.push(child)
    const ended = once(child, "exit")
    let said = ""
    child.stderr.on("data", (piece) => {
      said += piece
    })
    const { url } = JSON.parse((await once(createInterface(child.stdout), "line"))[0])
    const held = (await Wire.open(url)).head("/score", asked.length, "Expect: 100-continue\r\n")
    await held.until(/100 Continue/)
    child.kill(signal)
    while (!said.includes("Stopping")) await once(child.stderr, "data")
    // what is said comes a moment before what is done
    while (await isOpen(url));
    expect(await held.send(asked).end()).toContain('"score":3')
    expect(await ended).toEqual([0, null])
  })
})
