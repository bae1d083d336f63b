/** A reward server of this test's own on a free port of this machine. Runs dist/, as its workers do. */
import { existsSync } from "node:fs"
import path from "node:path"
import { pathToFileURL } from "node:url"
import type { RewardServer, ServeSettings } from "../../../src/serve/server.js"
import { task } from "../../guidelines/shipped.js"

type Server = typeof import("../../../src/serve/server.js")

export async function started(names: readonly string[], settings: Partial<ServeSettings> = {}): Promise<RewardServer> {
  const file = path.resolve("dist/src/serve/server.js")
  if (!existsSync(file)) throw new Error("dist/ is missing; run: npm run build")
  const { startServer } = (await import(pathToFileURL(file).href)) as Server
  return startServer({
    version: "0.0.0",
    tasks: new Map(names.map((name) => [name, task(name)])),
    host: "127.0.0.1",
    port: 0,
    pool: { workers: 1 },
    maxBodyBytes: 32e6,
    inFlight: { requests: 1000, bytes: 512e6 },
    ...settings,
  })
}

/** A row that earns all, and one that earns little. */
export const GOOD = {
  input: { sentence: "The <e1>fire</e1> caused <e2>smoke</e2>." },
  gold: { label: "Cause-Effect(e1,e2)" },
  completion: "<answer>Cause-Effect(e1,e2)</answer>",
}

export const post = (url: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  })
