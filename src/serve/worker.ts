/** A thread of the pool: batches of jobs in, batches of answers out. Says "ready" when its rewards are prepared. */
import { parentPort, workerData } from "node:worker_threads"
import { Answers, type FromWorker, type ToWorker } from "./messages.js"
import { type ServedRewards, Work } from "./work.js"

const port = parentPort!
const work = new Work(workerData as ServedRewards)
port.on("message", ({ jobs, spare }: ToWorker) => {
  const answers = new Answers(spare)
  const done = jobs.map((job) => work.answer(job, answers))
  const bodies = answers.packed()
  const message: FromWorker = { done, bodies }
  port.postMessage(message, [bodies.bytes.buffer])
})
port.postMessage("ready")
