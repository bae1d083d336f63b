/** The reward server: workers, addresses and the socket, from start to a stop that loses nothing. */
import type { Server } from "node:http"
import { createAdaptorServer } from "@hono/node-server"
import type { Task } from "../compile/task.js"
import { UserError } from "../diagnostic.js"
import { rewardApp } from "./app.js"
import { report } from "./codes.js"
import { Gate, type GateLimits } from "./gate.js"
import { metricsOf } from "./metrics.js"
import { Pool, type PoolSettings } from "./pool.js"
import type { RewardOf } from "./reward.js"
import { keyOf, type ServedRewards } from "./work.js"

export interface ServeSettings {
  readonly version: string
  /** By the name that each is served under. */
  readonly tasks: ReadonlyMap<string, Task>
  readonly host: string
  /** 0: any that is free. */
  readonly port: number
  /** Needed for every address but the machine's own; the caller sees to that. */
  readonly token?: string
  readonly pool: PoolSettings
  readonly maxBodyBytes: number
  readonly inFlight: GateLimits
}

export interface RewardServer {
  /** `http://127.0.0.1:8311`. */
  readonly url: string
  /** Takes nothing new, answers what is in hand, and ends; after the grace, what is left is cut off. */
  stop(graceSeconds: number): Promise<void>
}

/** Clients keep connections for their next request; the longest silence, in milliseconds. */
const KEEP_ALIVE = 75_000

/** @throws UserError serve-address */
export async function startServer(settings: ServeSettings): Promise<RewardServer> {
  const { version, tasks, host, port, token, maxBodyBytes, inFlight } = settings
  const pool = await Pool.open(rewardsOf(tasks), settings.pool)
  const gate = new Gate(inFlight)
  let isStopping = false
  const app = rewardApp({
    version,
    guidelines: new Map([...tasks].map(([name, task]) => [name, { of: rewardOf(task), arms: task.arms }])),
    ...(token !== undefined && { token }),
    ...{ maxBodyBytes, gate, pool },
    metrics: metricsOf(gate, pool),
    isStopping: () => isStopping,
  })
  const server = createAdaptorServer({ fetch: app.fetch, serverOptions: { keepAliveTimeout: KEEP_ALIVE } }) as Server
  try {
    await listening(server, host, port)
  } catch (error) {
    await pool.close()
    throw new UserError(report("serve-address", { host, port, reason: socketReason(error) }))
  }
  const address = server.address()
  const bound = typeof address === "object" && address ? address.port : port
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}`,
    async stop(graceSeconds) {
      isStopping = true
      await closed(server, graceSeconds)
      await pool.close()
    },
  }
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject)
    // a trainer opens thousands of connections at once
    server.listen({ host, port, backlog: 65_535 }, () => {
      server.off("error", reject)
      resolve()
    })
  })
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: "another program listens there",
  EADDRNOTAVAIL: "this machine has no such address",
  EACCES: "permission is denied",
  ENOTFOUND: "no host of that name is known",
}

const socketReason = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException
  return REASONS[code ?? ""] ?? message
}

/** Connections end when they have been answered and are silent. */
async function closed(server: Server, graceSeconds: number): Promise<void> {
  const end = new Promise<void>((resolve) => server.close(() => resolve()))
  const sweep = setInterval(() => server.closeIdleConnections(), 50)
  const last = setTimeout(() => server.closeAllConnections(), graceSeconds * 1000)
  await end
  clearInterval(sweep)
  clearTimeout(last)
}

const rewardOf = ({ name, version, hash, plan }: Task): RewardOf => ({
  ...{ name, version, hash },
  ...(plan.arm !== undefined && { arm: plan.arm }),
})

function rewardsOf(tasks: ReadonlyMap<string, Task>): ServedRewards {
  return Object.fromEntries(
    [...tasks].flatMap(([name, main]) =>
      [undefined, ...main.arms].map((arm) => {
        const task = arm === undefined ? main : main.arm(arm)
        return [keyOf(name, arm), { of: rewardOf(task), plan: task.plan }]
      }),
    ),
  )
}
