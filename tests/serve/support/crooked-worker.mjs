// A worker of the pool that does what a body says: "die", "spin" or "eat" all memory, "spare": say how many bytes of memory it
// got back; every other body comes back as it is.
import { parentPort } from "node:worker_threads"

parentPort.on("message", ({ jobs, spare }) => {
  const bodies = []
  for (const { body: bytes } of jobs) {
    const body = Buffer.from(bytes).toString()
    bodies.push(body === "spare" ? Buffer.from(`${spare?.length ?? 0}`) : bytes)
    if (body === "die") process.exit(7)
    if (body === "throw") throw new Error("thrown inside")
    while (body === "spin");
    for (let all = []; body === "eat"; all = [...all, ...Array(100_000).fill({ all })]);
  }
  const done = jobs.map(({ endpoint }) => ({ status: 200, rows: jobs.length, unscorable: 0, endpoint }))
  const bytes = new Uint8Array(Buffer.concat(bodies))
  let end = 0
  const ends = bodies.map(({ length }) => (end += length))
  parentPort.postMessage({ done, bodies: { bytes, ends } }, [bytes.buffer])
})
parentPort.postMessage("ready")
