/** The kernel as notebooks run it, without the command line. */
import { serveKernel } from "../../../dist/src/kernel/serve.js"
import { createTypeScriptEngine } from "../../../dist/src/kernel/typescript/engine.js"

await serveKernel({
  connectionFile: process.argv[2],
  createEngine: createTypeScriptEngine(process.env.NOTEBOOK_FOLDER ?? process.cwd()),
  env: process.env,
})
process.exit(0)
