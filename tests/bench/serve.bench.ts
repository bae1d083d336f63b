/**
 * The reward server under load: `npm run bench -- serve [requests in flight; default 16000]`.
 *
 * First the workers alone, beside the same work in one process. Then a server in a process of its own, over real sockets on
 * loopback: every client opens a connection and sends all of its request but the last sign; when the server's own metrics say
 * that all are in hand, the last signs go out at once, and every answer is compared with the verdict that it should hold.
 */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import http from "node:http"
import os from "node:os"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import { loadGuideline } from "../../src/compile/load.js"
import { Random } from "../../src/random.js"
import { CONTENT_WORDS } from "../../src/recipes/worlds/words.js"
import { Answers, emptyBody, type SharedJob } from "../../src/serve/messages.js"
import { Pool } from "../../src/serve/pool.js"
import { startServer } from "../../src/serve/server.js"
import { keyOf, type ServedRewards, Work } from "../../src/serve/work.js"

const root = fileURLToPath(new URL("../../../../../", import.meta.url))
const NAME = "semeval2010-task8"
const LENGTH = 2300
/** Of the whole server, workers included; in seconds. */
const PROCESSOR = "process_cpu_seconds_total"
const { task } = loadGuideline(`${root}guidelines/${NAME}.guideline`)

if (process.argv[2] === "--child") {
  const [, , , workers, requests] = process.argv
  const server = await startServer({
    version: "bench",
    tasks: new Map([[NAME, task!]]),
    host: "127.0.0.1",
    port: 0,
    pool: { workers: Number(workers) },
    maxBodyBytes: 32e6,
    inFlight: { requests: Number(requests) + 100, bytes: 512e6 },
  })
  console.log(server.url)
  process.once("SIGTERM", () => void server.stop(30).then(() => process.exit(0)))
} else {
  await bench(Number(process.argv[2] ?? 16_000))
}

async function bench(inFlight: number): Promise<void> {
  const processor = os.cpus()[0]?.model ?? "unknown processor"
  console.log(
    `Node ${process.version}, ${processor}, ${os.cpus().length} cores, load ${os.loadavg()[0]!.toFixed(1)} before; ${LENGTH} signs an answer`,
  )
  console.log("\nWorkers alone: batches of 100 rows, JSON in and JSON out; the best of three, taken in turns")
  console.table(await pools())
  for (const workers of [1, 2]) {
    console.log(`\nA server with ${workers === 1 ? "one worker" : `${workers} workers`}, requests of one row each`)
    console.table([await loaded(workers, inFlight)])
  }
  console.log("\nThe same server, requests of 100 rows each, 8 in flight: rows a second over HTTP")
  console.table(await batches())
}

function answers(count: number) {
  const random = Random.of(1, "bench serve")
  return Array.from({ length: count }, (_, i) => {
    const end = `</think> <answer>${i % 5 === 0 ? "Other" : "Cause-Effect(e1,e2)"}</answer>`
    const words: string[] = []
    for (let length = 7 + end.length; length < LENGTH; length += words.at(-1)!.length + 1)
      words.push(CONTENT_WORDS[random.below(CONTENT_WORDS.length)]!)
    return {
      input: { sentence: `Number ${i}: a <e1>pipe</e1> caused the <e2>flood</e2>.` },
      gold: { label: i % 3 === 0 ? "Other" : "Cause-Effect(e1,e2)" },
      completion: `<think>${words.join(" ")}${end}`,
    }
  })
}

function bodies(count: number): Buffer[] {
  const rows = answers(100 * Math.min(count, 50))
  const made = Array.from({ length: rows.length / 100 }, (_, i) =>
    Buffer.from(JSON.stringify({ rows: rows.slice(100 * i, 100 * i + 100) })),
  )
  return Array.from({ length: count }, (_, i) => made[i % made.length]!)
}

/** Seconds on the wall and of processor time. */
async function timed(work: () => Promise<void>) {
  const cpu = process.cpuUsage()
  const start = performance.now()
  await work()
  const { user, system } = process.cpuUsage(cpu)
  return { wall: (performance.now() - start) / 1000, processor: (user + system) / 1e6 }
}

async function pools() {
  const { name, version, hash, plan } = task!
  const reward = keyOf(NAME, undefined)
  const rewards: ServedRewards = { [reward]: { of: { name, version, hash }, plan } }
  const texts = bodies(600)
  const jobs = texts.map((text): SharedJob => {
    const body = emptyBody(text.length)
    body.set(text)
    return { endpoint: "score", reward, body }
  })
  const work = new Work(rewards)
  const alone = async (jobs: readonly SharedJob[]) => {
    let block: Uint8Array<ArrayBuffer> | undefined
    for (const job of jobs) {
      const answers = new Answers(block)
      work.answer(job, answers)
      block = answers.packed().bytes
    }
  }
  const opened = await Promise.all([1, 2].map((workers) => Pool.open(rewards, { workers })))
  const pooled = (pool: Pool) => async (jobs: readonly SharedJob[]) => {
    await Promise.all(jobs.map(async (job) => (await pool.run(job)).release()))
  }
  const subjects: readonly [string, (jobs: readonly SharedJob[]) => Promise<void>, threads: number][] = [
    ["one process", alone, 1],
    ["pool of 1", pooled(opened[0]!), 1],
    ["pool of 2", pooled(opened[1]!), 2],
  ]
  const best = new Map<string, { wall: number; processor: number }>()
  for (let round = 0; round < 4; round++)
    for (const [subject, run] of subjects) {
      const seconds = await timed(() => run(jobs))
      const { wall, processor } = best.get(subject) ?? seconds
      const least = { wall: Math.min(wall, seconds.wall), processor: Math.min(processor, seconds.processor) }
      // the first round is the compiler's
      if (round > 0) best.set(subject, least)
    }
  await Promise.all(opened.map((pool) => pool.close()))
  const base = best.get("one process")!
  return Object.fromEntries(
    subjects.map(([subject, , threads]) => {
      const { wall, processor } = best.get(subject)!
      return [
        subject,
        {
          "rows a second": Math.round((texts.length * 100) / wall),
          "times one process": +(base.wall / wall).toFixed(2),
          "processor seconds": +processor.toFixed(2),
          // what its own costs leave of its threads, however busy the machine is
          "times, on free cores": +((threads * base.processor) / processor).toFixed(2),
        },
      ]
    }),
  )
}

async function childOf(workers: number, requests: number): Promise<{ child: ChildProcess; url: string }> {
  const argv = [fileURLToPath(import.meta.url), "--child", `${workers}`, `${requests}`]
  const child = spawn(process.execPath, argv, { stdio: ["ignore", "pipe", "inherit"] })
  const [url] = await once(createInterface(child.stdout!), "line")
  return { child, url }
}

async function ended(child: ChildProcess): Promise<number> {
  const exit = once(child, "exit")
  child.kill("SIGTERM")
  return (await exit)[0]
}

async function metric(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  return Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1])
}

async function loaded(workers: number, inFlight: number) {
  const { child, url } = await childOf(workers, inFlight)
  const idle = await metric(url, "process_resident_memory_bytes")
  const rows = answers(1000).map((row) => {
    const { score } = task!.score(row.completion, row)
    return { body: JSON.stringify({ rows: [row] }), score }
  })
  const agent = new http.Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY })
  const failed = new Map<string, number>()
  const milliseconds: number[] = []
  let start = 0
  const requests = Array.from({ length: inFlight }, (_, i) => {
    const { body, score } = rows[i % rows.length]!
    const headers = { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) }
    const request = http.request(`${url}/score`, { method: "POST", agent, headers })
    request.write(body.slice(0, -1))
    const answered = new Promise<void>((resolve) => {
      const end = (reason?: string) => {
        milliseconds.push(performance.now() - start)
        if (reason !== undefined) failed.set(reason, (failed.get(reason) ?? 0) + 1)
        resolve()
      }
      request.once("error", (error) => end(error.message))
      request.once("response", (response) => {
        const pieces: Buffer[] = []
        response.on("data", (piece) => pieces.push(piece))
        response.once("end", () => {
          const text = Buffer.concat(pieces).toString()
          const isRight = response.statusCode === 200 && JSON.parse(text).verdicts[0].score === score
          end(isRight ? undefined : `status ${response.statusCode}: ${text.slice(0, 200)}`)
        })
      })
    })
    return { request, last: body.slice(-1), answered }
  })
  let inHand = 0
  for (let patience = 0; inHand < inFlight && failed.size === 0 && patience < 600; patience++) {
    await new Promise((resolve) => setTimeout(resolve, 100))
    inHand = await metric(url, "glossator_requests_in_flight")
  }
  const full = await metric(url, "process_resident_memory_bytes")
  const spent = await metric(url, PROCESSOR)
  start = performance.now()
  const client = await timed(async () => {
    for (const { request, last } of requests) request.end(last)
    await Promise.all(requests.map(({ answered }) => answered))
  })
  const server = (await metric(url, PROCESSOR)) - spent
  const after = await metric(url, "process_resident_memory_bytes")
  agent.destroy()
  const code = await ended(child)
  for (const [reason, count] of failed) console.log(`${count} failed: ${reason}`)
  const sorted = milliseconds.sort((a, b) => a - b)
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!)
  const megabytes = (bytes: number) => Math.round(bytes / 1e6)
  const lost = [...failed.values()].reduce((sum, count) => sum + count, 0)
  if (lost > 0 || code !== 0 || inHand < inFlight) process.exitCode = 1
  return {
    "in flight at once": inHand,
    "lost or wrong": lost,
    "p50 ms": at(0.5),
    "p99 ms": at(0.99),
    "last ms": at(1),
    "answers a second": Math.round(inFlight / client.wall),
    "answers a processor second of the server": Math.round(inFlight / server),
    "client's share of the processor": `${Math.round((100 * client.processor) / (client.processor + server))} %`,
    "MB idle": megabytes(idle),
    "MB all in hand": megabytes(full),
    "MB after": megabytes(after),
  }
}

async function batches() {
  const all = bodies(400)
  const measured: [string, object][] = []
  let base: number | undefined
  for (const workers of [1, 2]) {
    const { child, url } = await childOf(workers, 100)
    const agent = new http.Agent({ keepAlive: true, maxSockets: 8 })
    const send = (body: Buffer) =>
      new Promise<void>((resolve, reject) => {
        const headers = { "Content-Type": "application/json", "Content-Length": body.length }
        const request = http.request(`${url}/score`, { method: "POST", agent, headers }, (response) => {
          response.resume().once("end", () => {
            if (response.statusCode === 200) resolve()
            else reject(new Error(`status ${response.statusCode}`))
          })
        })
        request.once("error", reject).end(body)
      })
    const round = async () => {
      await Promise.all(all.map(send))
    }
    await round()
    const spent = await metric(url, PROCESSOR)
    const rounds = [await timed(round), await timed(round), await timed(round)]
    const server = (await metric(url, PROCESSOR)) - spent
    const client = rounds.reduce((sum, { processor }) => sum + processor, 0)
    const best = Math.min(...rounds.map(({ wall }) => wall))
    agent.destroy()
    await ended(child)
    base ??= best
    const rate = {
      "rows a second": Math.round((all.length * 100) / best),
      "times one": +(base / best).toFixed(2),
      "rows a processor second of the server": Math.round((rounds.length * all.length * 100) / server),
      "client's share of the processor": `${Math.round((100 * client) / (client + server))} %`,
    }
    measured.push([workers === 1 ? "one worker" : `${workers} workers`, rate])
  }
  return Object.fromEntries(measured)
}
