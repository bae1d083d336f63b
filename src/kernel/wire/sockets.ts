/**
 * The kernel's five ZeroMQ sockets: bound where the connection file says, or not at all.
 *
 * Sending never waits: with a timeout of 0 ZeroMQ takes every message at once, in order. Without it zeromq.js puts off what
 * follows 512 messages and then rejects.
 */
import { writeSync } from "node:fs"
import { connect } from "node:net"
import { Reply, Router, XPublisher } from "zeromq"
import type { Connection } from "./connection.js"

type Frames = readonly (Uint8Array | string)[]

/** How long a closing socket tries to hand over what it has. */
const LINGER_MS = 1_000
/** A question is tried so often, so far apart. */
const QUESTION_TRIES = 100
const QUESTION_MS = 50

export class Sockets {
  readonly shell = new Router({ sendTimeout: 0, sendHighWaterMark: 0, linger: LINGER_MS })
  readonly control = new Router({ sendTimeout: 0, sendHighWaterMark: 0, linger: LINGER_MS })
  readonly stdin = new Router({ sendTimeout: 0, sendHighWaterMark: 0, linger: LINGER_MS, mandatory: true })
  readonly iopub = new XPublisher({ sendTimeout: 0, sendHighWaterMark: 0, linger: LINGER_MS, verbosity: "allSubs" })
  readonly heartbeat = new Reply({ linger: 0 })

  /** @throws where an address is taken */
  async bind(connection: Connection): Promise<void> {
    for (const name of ["shell", "control", "stdin", "iopub", "heartbeat"] as const) {
      const address = connection[name]
      if (await isServed(address)) throw new Error(`${address} is in use`)
      await this[name].bind(address)
    }
  }

  send(name: "shell" | "control" | "iopub", frames: Frames): void {
    // a front end that has gone is no reason to end
    this[name].send(frames as (Uint8Array | string)[]).catch((error: Error) => complain(`${name}: ${error.message}`))
  }

  /** Sends a question to one front end, whose socket may still be on its way: without this ZeroMQ would drop it. */
  async sendQuestion(frames: Frames): Promise<void> {
    for (let tries = 0; tries < QUESTION_TRIES; tries++) {
      try {
        await this.stdin.send(frames as (Uint8Array | string)[])
        return
      } catch {
        await new Promise((resolve) => setTimeout(resolve, QUESTION_MS))
      }
    }
    complain("stdin: the front end that should be asked does not listen")
  }

  async beat(): Promise<void> {
    for await (const frames of this.heartbeat) await this.heartbeat.send(frames)
  }

  /** Calls back for every message. @param take its throws are said and end nothing */
  async receive(name: "shell" | "control" | "stdin" | "iopub", take: (frames: Buffer[]) => void): Promise<void> {
    for await (const frames of this[name]) {
      try {
        take(frames as Buffer[])
      } catch (error) {
        complain(error instanceof Error ? error.message : String(error))
      }
    }
  }

  close(): void {
    for (const name of ["shell", "control", "stdin", "iopub", "heartbeat"] as const) this[name].close()
  }
}

/** To whoever started the kernel: a notebook has no place for it, and the process's streams are the notebook's. */
export const complain = (text: string): void => void writeSync(2, `glossator kernel: ${text}\n`)

/** ZeroMQ takes the file of a socket that another kernel listens on without a word. */
function isServed(address: string): Promise<boolean> {
  if (!address.startsWith("ipc://")) return Promise.resolve(false)
  return new Promise((resolve) => {
    const probe = connect(address.slice("ipc://".length))
    probe.once("connect", () => {
      probe.destroy()
      resolve(true)
    })
    probe.once("error", () => resolve(false))
  })
}
