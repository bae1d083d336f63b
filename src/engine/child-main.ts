/** The child's side of child.ts: loads the job's module, runs it, says how it ended. Ends with its parent. */
import type { JobModule } from "./child.js"
import { type FromChild, failure, type ToChild } from "./child-messages.js"

const stop = new AbortController()

// The terminal's Ctrl-C reaches every process of its group: the parent decides what it means and sends "abort".
process.on("SIGINT", () => {})
process.on("disconnect", () => process.exit(1))

function send(message: FromChild, then?: () => void): void {
  process.send?.(message, undefined, undefined, () => then?.())
}

async function work(module: string, job: unknown): Promise<void> {
  const finish = (message: FromChild): void => send(message, () => process.exit(0))
  try {
    const { run } = (await import(module)) as JobModule
    const port = { send: (message: unknown) => send({ type: "message", message }), signal: stop.signal }
    finish({ type: "done", value: await run(job, port) })
  } catch (error) {
    finish(failure(error))
  }
}

process.on("message", (message: ToChild) => {
  if (message.type === "abort") stop.abort()
  else void work(message.module, message.job)
})
