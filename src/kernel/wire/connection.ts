/** The connection file: where a front end expects the kernel's five sockets, and the key that signs messages. */
import { createHmac } from "node:crypto"
import { readFileSync } from "node:fs"
import { UserError } from "../../diagnostic.js"
import { fileReason } from "../../file-reason.js"
import { report } from "../codes.js"

export interface Connection {
  readonly key: string
  /** "hmac-sha256" */
  readonly scheme: string
  /** ZeroMQ's address of each socket. */
  readonly shell: string
  readonly iopub: string
  readonly stdin: string
  readonly control: string
  readonly heartbeat: string
}

const PORTS = ["shell_port", "iopub_port", "stdin_port", "control_port", "hb_port"] as const

/** @throws UserError for a file that is no connection file */
export function readConnection(path: string): Connection {
  const wrong = (reason: string): UserError => new UserError(report("kernel-connection-unreadable", { path, reason }))
  let text: string
  try {
    text = readFileSync(path, "utf8")
  } catch (error) {
    throw wrong(fileReason(error))
  }
  let file: Record<string, unknown>
  try {
    file = Object(JSON.parse(text))
  } catch {
    throw wrong("it is no JSON")
  }
  const { transport = "tcp", ip = "127.0.0.1", key = "", signature_scheme: scheme = "hmac-sha256" } = file
  if (transport !== "tcp" && transport !== "ipc") throw wrong(`the transport "${transport}" is not known`)
  if (typeof ip !== "string" || typeof key !== "string") throw wrong("ip and key are texts")
  if (typeof scheme !== "string" || !isScheme(scheme)) throw wrong(`the signature scheme "${scheme}" is not known`)
  const address = (name: (typeof PORTS)[number]): string => {
    const port = file[name]
    if (port === undefined) throw wrong(`${name} is missing`)
    if (!Number.isInteger(port)) throw wrong(`${name} is a whole number, not ${JSON.stringify(port)}`)
    return transport === "ipc" ? `ipc://${ip}-${port}` : `tcp://${ip.includes(":") ? `[${ip}]` : ip}:${port}`
  }
  const [shell, iopub, stdin, control, heartbeat] = PORTS.map(address) as [string, string, string, string, string]
  return { key, scheme, shell, iopub, stdin, control, heartbeat }
}

function isScheme(scheme: string): boolean {
  try {
    createHmac(scheme.replace(/^hmac-/, ""), "key")
    return scheme.startsWith("hmac-")
  } catch {
    return false
  }
}
