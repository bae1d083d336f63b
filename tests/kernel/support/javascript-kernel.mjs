/**
 * A kernel with the smallest engine that keeps the seam's promises: JavaScript, by vm. It shows the session apart from
 * TypeScript; run it as `node --no-force-async-hooks-checks javascript-kernel.mjs CONNECTION_FILE`.
 */
import vm from "node:vm"
import { serveKernel } from "../../../dist/src/kernel/serve.js"

const names = new Map()

/** @param host what the session gives */
async function createEngine(host) {
  await new Promise((resolve) => setTimeout(resolve, Number(process.env.LOADING_MS ?? 0)))
  return {
    typecheck: "error",
    async execute(code, { signal }) {
      try {
        const isAsync = /\bawait\b/.test(code)
        const text = isAsync ? `(async () => { ${code.replace(/(^|[;\n])([^;\n}]*)$/, "$1 return $2")} })()` : code
        const script = new vm.Script(text, { filename: "cell.js" })
        const value = host.stoppable(() => script.runInThisContext())
        const ended = new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)))
        return { status: "ok", value: isAsync ? await Promise.race([value, ended]) : value }
      } catch (error) {
        if (!(error instanceof Error)) return { status: "error", ename: "Thrown", evalue: String(error), traceback: [] }
        return { status: "error", ename: error.name, evalue: error.message, traceback: [error.stack] }
      }
    },
    async complete(code, cursor) {
      const start = code.slice(0, cursor).search(/\w*$/)
      const typed = code.slice(start, cursor)
      const matches = ["alpha", "beta", "gamma"]
        .filter((one) => one.startsWith(typed))
        .map((text) => ({ text, type: "let" }))
      return { matches, start, end: cursor }
    },
    async inspect(code, cursor, detail) {
      const word = /\w*$/.exec(code.slice(0, cursor))[0] + /^\w*/.exec(code.slice(cursor))[0]
      return word === "" ? undefined : { text: `${word} (${detail})` }
    },
    isComplete(code) {
      try {
        new vm.Script(code)
        return { status: "complete" }
      } catch (error) {
        return error.message.includes("end of input") ? { status: "incomplete", indent: "  " } : { status: "invalid" }
      }
    },
    define(name, value, type) {
      names.set(name, type)
      globalThis[name] = value
    },
    variables: () => [...names].map(([name, type]) => ({ name, type, preview: String(globalThis[name]) })),
    evaluate: async (expression) => vm.runInThisContext(expression),
    close() {},
  }
}

try {
  await serveKernel({ connectionFile: process.argv[2], createEngine, env: process.env })
  process.exit(0)
} catch (error) {
  console.error(error.message)
  // as the command does: nothing may be left that keeps the process
  process.exitCode = 1
}
