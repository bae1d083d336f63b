/** `glossator kernel`: the Jupyter kernel, installed, removed and run. */
import { EXIT } from "./exit.js"
import { type Io, out } from "./io.js"

export interface KernelFlags {
  readonly prefix?: string
  readonly name: string
}

export async function kernelInstall(flags: KernelFlags, io: Io): Promise<number> {
  const { installSpec } = await import("../kernel/kernelspec.js")
  const folder = await installSpec(flags, io.env)
  out(io, `Wrote ${folder}\nStart a notebook and choose the kernel "TypeScript (Glossator)".`)
  return EXIT.ok
}

export async function kernelUninstall(flags: KernelFlags, io: Io): Promise<number> {
  const { removeSpec } = await import("../kernel/kernelspec.js")
  out(io, `Removed ${removeSpec(flags, io.env)}`)
  return EXIT.ok
}

/** @returns when the kernel was shut down */
export async function kernelRun(connectionFile: string, io: Io): Promise<number> {
  const { serveKernel } = await import("../kernel/serve.js")
  await serveKernel({
    connectionFile,
    // the language is large, and the sockets come first
    createEngine: async (host) => {
      const { createTypeScriptEngine } = await import("../kernel/typescript/engine.js")
      return createTypeScriptEngine(io.cwd)(host)
    },
    env: io.env,
  })
  // timers of cells would keep the process
  process.exit(EXIT.ok)
}
