/** A thread of the pool: batches of jobs in, batches of answers out. Says "ready" when its rewards are prepared. */
import { parentPort, workerData } from "node:worker_threads"
import { type FromWorker, packed, type ToWorker } from "./messages.js"
import { type ServedRewards, Work } from "./work.js"

const port = parentPort!
const work = new Work(workerData as ServedRewards)
port.on("message", ({ jobs }: ToWorker) => {
  const done = jobs.map((job) => work.answer(job))
  const answers = packed(done.map(({ body }) => body))
  const message: FromWorker = { done: done.map(({ body: _, ...rest }) => rest), bodies: answers }
  port.postMessage(message, [answers.bytes.buffer])
})
port.postMessage("ready")
