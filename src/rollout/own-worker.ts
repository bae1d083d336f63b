/**
 * What runs inside the worker of a user's own checks, as a text: the worker must start the same way from sources, from the
 * built package and from a bundle. It takes the user's module as JavaScript, answers first with what that exports, and then
 * with one value for each call.
 */
export const OWN_WORKER = `
const { parentPort, workerData } = require("node:worker_threads")
const told = (error) => String((error && error.message) || error).slice(0, 300)
const load = async () => {
  const own = await import("data:text/javascript;base64," + workerData.module)
  const names = Object.keys(own).filter((name) => typeof own[name] === "function")
  parentPort.postMessage({ exported: names })
  parentPort.on("message", async ({ id, name, value, context }) => {
    try {
      const judged = await own[name](value, context)
      const valid = typeof judged === "boolean" || (typeof judged === "number" && judged >= 0 && judged <= 1)
      if (valid) parentPort.postMessage({ id, value: Number(judged) })
      else {
        const shown = typeof judged === "number" ? String(judged) : judged === null ? "null" : typeof judged
        parentPort.postMessage({ id, failed: "it gave " + shown + ", not true, false or a number from 0 to 1" })
      }
    } catch (error) {
      parentPort.postMessage({ id, failed: told(error) })
    }
  })
}
load().catch((error) => parentPort.postMessage({ failed: told(error) }))
`
