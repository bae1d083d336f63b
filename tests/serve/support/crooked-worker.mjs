// A worker of the pool that does what a body says: "die", "spin" or "eat" all memory; every other body comes back as it is.
import { parentPort } from "node:worker_threads"

parentPort.on("message", ({ jobs }) => {
  const ends = []
  let length = 0
  for (const { body: bytes } of jobs) {
    const body = Buffer.from(bytes).toString()
    length += bytes.length
    ends.push(length)
    if (body === "die") process.exit(7)
    if (body === "throw") throw new Error("thrown inside")
    while (body === "spin");
    for (let all = []; body === "eat"; all = [...all, ...Array(100_000).fill({ all })]);
  }
  const done = jobs.map(({ endpoint }) => ({ status: 200, rows: jobs.length, unscorable: 0, endpoint }))
  parentPort.postMessage({ done, bodies: { bytes: Buffer.concat(jobs.map(({ body }) => body)), ends } })
})
parentPort.postMessage("ready")
