/** `glossator serve` for these subjects, as its users start it: on a free port of this machine. */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { createInterface } from "node:readline"
import { pathOf } from "../guidelines/shipped.js"
import type { Subject } from "./subjects.js"

export interface Served {
  /** In the order of the subjects, without what each trainer puts behind it. */
  readonly urls: readonly string[]
  stop(): Promise<void>
}

export async function served(subjects: readonly Subject[]): Promise<Served> {
  const files = subjects.map(({ guideline }) => pathOf(guideline))
  const args = ["bin/glossator.mjs", "serve", ...files, "--port", "0", "--workers", "1", "--json"]
  const server = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] })
  const ended = once(server, "close")
  const line = once(createInterface(server.stdout), "line").then(([text]) => String(text))
  const first = await Promise.race([
    line,
    ended.then(([status]) => Promise.reject(new Error(`serve ended: ${status}`))),
  ])
  const { url } = JSON.parse(first) as { readonly url: string }
  return {
    urls: subjects.map(({ guideline }) => `${url}/${guideline}`),
    async stop() {
      server.kill("SIGTERM")
      await ended
    },
  }
}
