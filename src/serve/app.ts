/**
 * The server's addresses: who may ask, how much, and what is answered. Reads no body and scores nothing on this thread:
 * bytes go to the workers, and bytes come back.
 */
import type { HttpBindings } from "@hono/node-server"
import { type Context, Hono } from "hono"
import { nearest } from "../text.js"
import { hostIn, isLoopback, tokenCheck } from "./access.js"
import { announced, bodyOf } from "./body.js"
import { problem, Refused, report } from "./codes.js"
import type { Gate } from "./gate.js"
import { emptyBody } from "./messages.js"
import type { Metrics } from "./metrics.js"
import type { Pool } from "./pool.js"
import { endpoints } from "./protocols/index.js"
import type { Endpoint } from "./protocols/protocol.js"
import type { RewardOf } from "./reward.js"
import { keyOf } from "./work.js"

export interface AppParts {
  readonly version: string
  /** By the name that they are served under; `arms` without the main reward. */
  readonly guidelines: ReadonlyMap<string, { readonly of: RewardOf; readonly arms: readonly string[] }>
  readonly token?: string
  readonly maxBodyBytes: number
  readonly gate: Gate
  readonly pool: Pool
  readonly metrics: Metrics
  readonly isStopping: () => boolean
}

type Bindings = { Bindings: HttpBindings; Variables: { endpoint: string } }

/** Answered to everybody: they tell nothing but that the server lives. */
const OPEN = ["/health", "/ready"]

export function rewardApp(parts: AppParts): Hono<Bindings> {
  const { guidelines, gate, pool, metrics, token, maxBodyBytes, isStopping } = parts
  const app = new Hono<Bindings>()
  const knows = token === undefined ? undefined : tokenCheck(token)

  app.onError((error, c) => {
    const refused =
      error instanceof Refused ? error : new Refused(500, report("request-failed", { reason: error.message }))
    if (refused.status === 503) c.header("Retry-After", "1")
    if (refused.status === 401) c.header("WWW-Authenticate", 'Bearer realm="glossator"')
    if (isStopping()) c.header("Connection", "close")
    return c.json(problem(refused.diagnostic), refused.status)
  })
  app.use(async (c, next) => {
    const started = performance.now()
    c.set("endpoint", "other")
    await next()
    metrics.answered(c.get("endpoint"), c.res.status, (performance.now() - started) / 1000)
  })
  app.use(async (c, next) => {
    if (knows && !OPEN.includes(c.req.path) && !knows(c.req.header("authorization")))
      throw new Refused(401, report("request-token", {}))
    const host = hostIn(c.req.header("host") ?? "")
    // without a token the server is for this machine; a name that somebody else's page points here is not
    if (!knows && !isLoopback(host)) throw new Refused(403, report("request-host", { host }))
    await next()
  })

  app.get("/health", (c) => c.json({ status: "ok", version: parts.version }))
  app.get("/ready", (c) => {
    const isReady = !isStopping() && pool.workers > 0
    return c.json({ ready: isReady, workers: pool.workers }, isReady ? 200 : 503)
  })
  app.get("/metrics", async (c) => c.body(await metrics.text(), 200, { "Content-Type": metrics.contentType }))
  app.get("/", (c) => c.json(indexOf(parts)))
  app.get("/schemas/:file", (c) => {
    const schema = schemas.get(c.req.param("file"))
    if (!schema) throw new Refused(404, report("request-path", { path: c.req.path }))
    return c.json(schema, 200, { "Content-Type": "application/schema+json" })
  })
  for (const endpoint of endpoints.values())
    for (const path of [`/:guideline/${endpoint.path}`, ...(guidelines.size === 1 ? [`/${endpoint.path}`] : [])]) {
      app.on(endpoint.method, path, (c) => answer(c, endpoint))
      app.all(path, (c) => {
        c.header("Allow", endpoint.method)
        const facts = { method: c.req.method, path: c.req.path, allowed: endpoint.method }
        throw new Refused(405, report("request-method", facts))
      })
    }
  app.notFound((c) => c.json(problem(report("request-path", { path: c.req.path })), 404))
  return app

  async function answer(c: Context<Bindings>, endpoint: Endpoint): Promise<Response> {
    c.set("endpoint", endpoint.path)
    const name = c.req.param("guideline") ?? [...guidelines.keys()][0]!
    const reward = keyOf(name, armOf(name, c.req.query("arm")))
    if (isStopping()) throw new Refused(503, report("server-stopping", {}))
    const { incoming } = c.env
    const hasBody = endpoint.method === "POST"
    if (hasBody) needJson(c.req.header("content-type") ?? "")
    const leave = gate.enter(hasBody ? (announced(incoming, maxBodyBytes) ?? maxBodyBytes) : 0)
    if (!leave) throw new Refused(503, report("server-busy", { requests: gate.requests, bytes: gate.bytes }))
    try {
      const body = hasBody ? await bodyOf(incoming, maxBodyBytes) : emptyBody(0)
      const gone = new AbortController()
      let release: (() => void) | undefined
      c.env.outgoing.once("close", () => {
        gone.abort()
        release?.()
      })
      const done = await pool.run({ endpoint: endpoint.path, reward, body }, gone.signal)
      release = done.release
      metrics.judged(name, done.rows, done.unscorable)
      return c.body(done.body as Uint8Array<ArrayBuffer>, done.status as 200, {
        "Content-Type": "application/json",
        ...(isStopping() && { Connection: "close" }),
      })
    } finally {
      leave()
    }
  }

  /** @throws Refused */
  function armOf(name: string, arm: string | undefined): string | undefined {
    const known = guidelines.get(name)
    if (!known) {
      const names = [...guidelines.keys()]
      const near = nearest(name, names)
      throw new Refused(404, report("request-guideline", { name, known: names, ...(near !== undefined && { near }) }))
    }
    if (arm !== undefined && !known.arms.includes(arm))
      throw new Refused(404, report("request-arm", { name: arm, arms: known.arms }))
    return arm
  }
}

/** A page of the web can send other types without asking first; this one it can not. @throws Refused */
function needJson(header: string): void {
  const type = header.split(";", 1)[0]!.trim().toLowerCase()
  if (type !== "application/json") throw new Refused(415, report("request-content-type", { found: type }))
}

const schemas: ReadonlyMap<string, object> = new Map(
  [...endpoints.values()].flatMap(({ path, request, response }): [string, object][] => [
    ...(request ? [[`${path}.request.json`, request] as [string, object]] : []),
    [`${path}.response.json`, response],
  ]),
)

function indexOf({ version, guidelines, maxBodyBytes, gate }: AppParts) {
  return {
    glossator: version,
    guidelines: Object.fromEntries([...guidelines].map(([name, { of, arms }]) => [name, { ...of, arms }])),
    endpoints: [...endpoints.values()].map(({ method, path, summary, request }) => ({
      method,
      path: `/NAME/${path}`,
      summary,
      ...(request && { request: `/schemas/${path}.request.json` }),
      response: `/schemas/${path}.response.json`,
    })),
    limits: { bodyBytes: maxBodyBytes, requestsInFlight: gate.limits.requests, bytesInFlight: gate.limits.bytes },
  }
}
