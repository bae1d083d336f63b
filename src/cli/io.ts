/** Where a command reads and writes: the process's own streams, or a test's. Results go to `out`, everything else to `err`. */
import type { Readable, Writable } from "node:stream"
import { type Diagnostic, diagnosticToJson, formatDiagnostic } from "../diagnostic.js"

export interface Io {
  readonly stdin: Readable & { readonly isTTY?: boolean }
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number }
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number }
  readonly env: NodeJS.ProcessEnv
  readonly cwd: string
}

export const processIo = (): Io => ({
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
})

export const out = (io: Io, text: string): void => void io.stdout.write(`${text}\n`)
export const err = (io: Io, text: string): void => void io.stderr.write(`${text}\n`)

export const outJson = (io: Io, value: unknown): void => out(io, JSON.stringify(value, undefined, 2))

/** https://no-color.org: set and not empty means none. */
export const usesColor = (io: Io, stream: { readonly isTTY?: boolean }): boolean =>
  stream.isTTY === true && !io.env.NO_COLOR && io.env.TERM !== "dumb"

export function errDiagnostics(io: Io, diagnostics: readonly Diagnostic[]): void {
  const color = usesColor(io, io.stderr)
  for (const diagnostic of diagnostics) err(io, formatDiagnostic(diagnostic, color))
}

export const diagnosticsJson = (diagnostics: readonly Diagnostic[]): unknown[] => diagnostics.map(diagnosticToJson)

/** Asks on the terminal. @returns false for everything but yes, and where nobody can answer */
export async function ask(io: Io, question: string): Promise<boolean> {
  if (!io.stdin.isTTY || !io.stderr.isTTY) return false
  const { createInterface } = await import("node:readline/promises")
  const lines = createInterface({ input: io.stdin, output: io.stderr })
  try {
    const answer = await Promise.race([
      lines.question(`${question} [y/N] `),
      new Promise<string>((resolve) => lines.once("close", () => resolve(""))),
    ])
    return /^y(es)?$/i.test(answer.trim())
  } finally {
    lines.close()
  }
}
