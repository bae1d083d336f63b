/**
 * Work in a child process: a run of the native engine blocks its thread, and the allocator's settings are read at start.
 *
 * The job's module exports `run(job, port)`. Everything that crosses is structured-cloned. The child ends with its parent.
 */
import { type ChildProcess, fork } from "node:child_process"
import { fileURLToPath } from "node:url"
import { type FromChild, revived, type ToChild } from "./child-messages.js"

/** What a job is given beside its data. */
export interface Port {
  send(message: unknown): void
  /** Aborted when the parent wants the job to finish its step, save and return. */
  readonly signal: AbortSignal
}

/** What a job's module exports. */
export interface JobModule {
  run(job: unknown, port: Port): Promise<unknown>
}

export interface ChildOptions {
  readonly onMessage?: (message: unknown) => void
  /** Asks the job to stop; it is killed only when it has not ended `graceSeconds` later. */
  readonly signal?: AbortSignal
  readonly env?: Readonly<Record<string, string>>
  /** Default 30. */
  readonly graceSeconds?: number
}

/** The child ended without a result. */
export class ChildError extends Error {
  override name = "ChildError"
  /** The end of what it printed. */
  readonly output: string
  constructor(message: string, output: string) {
    super(output ? `${message}; it printed last:\n${output}` : message)
    this.output = output
  }
}

const LONGEST_OUTPUT = 4000
/** glibc gives large blocks back to the system at once; asking for them again at every step costs a third of the speed. */
const ENVIRONMENT = {
  MALLOC_MMAP_THRESHOLD_: String(2 ** 32),
  MALLOC_TRIM_THRESHOLD_: String(2 ** 33),
  TF_CPP_MIN_LOG_LEVEL: "2",
}

/**
 * @param module compiled JavaScript that exports `run`
 * @returns what `run` returned, also after it was asked to stop
 * @throws what `run` threw (a UserError with its diagnostics); ChildError when the child crashed or had to be killed
 */
export function runInChild(module: URL, job: unknown, options: ChildOptions = {}): Promise<unknown> {
  const { onMessage, signal, env = {}, graceSeconds = 30 } = options
  if (signal?.aborted) return Promise.reject(signal.reason)
  const child = fork(fileURLToPath(new URL("./child-main.js", import.meta.url)), {
    serialization: "advanced",
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: { ...process.env, ...ENVIRONMENT, ...env },
    execArgv: [],
  })
  const output = lastOutput(child)
  const send = (message: ToChild): void => {
    if (child.connected) child.send(message, ignoreClosedChannel)
  }
  const kill = (): void => void child.kill("SIGKILL")
  let killed = false
  let timer: NodeJS.Timeout | undefined
  const abort = (): void => {
    send({ type: "abort" })
    timer = setTimeout(() => {
      killed = true
      kill()
    }, graceSeconds * 1000)
  }
  signal?.addEventListener("abort", abort, { once: true })
  process.once("exit", kill)
  return new Promise<unknown>((resolve, reject) => {
    child.on("message", (message: FromChild) => {
      if (message.type === "message") onMessage?.(message.message)
      else if (message.type === "done") resolve(message.value)
      else reject(revived(message))
    })
    child.once("error", reject)
    // "close" comes after the last message and the last output; a settled promise ignores it.
    child.once("close", (code, endedBy) => {
      const how = endedBy ? `by signal ${endedBy}` : `with code ${code}`
      if (killed)
        reject(new ChildError(`the child process did not stop within ${graceSeconds} s and was killed`, output()))
      else reject(new ChildError(`the child process ended ${how} before its job did`, output()))
    })
    send({ type: "job", module: module.href, job })
  }).finally(() => {
    clearTimeout(timer)
    signal?.removeEventListener("abort", abort)
    process.removeListener("exit", kill)
  })
}

function lastOutput(child: ChildProcess): () => string {
  let text = ""
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8")
    stream?.on("data", (piece: string) => {
      text = (text + piece).slice(-LONGEST_OUTPUT)
    })
  }
  return () => text.trim()
}

/** The child may end between the look and the sending; its end is reported by "close". */
const ignoreClosedChannel = (): void => {}
