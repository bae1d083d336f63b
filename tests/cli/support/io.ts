/** A command line whose output can be read: streams that are no terminal, an environment that a test states. */
import { PassThrough, Writable } from "node:stream"
import type { Io } from "../../../src/cli/io.js"

export interface CapturedIo extends Io {
  readonly written: { out: string; err: string }
}

export function captured(options: { env?: NodeJS.ProcessEnv; columns?: number } = {}): CapturedIo {
  const written = { out: "", err: "" }
  const into = (name: "out" | "err") =>
    Object.assign(
      new Writable({
        write(piece, _, done) {
          written[name] += String(piece)
          done()
        },
      }),
      { isTTY: false, columns: options.columns ?? 100 },
    )
  return {
    stdin: Object.assign(new PassThrough(), { isTTY: false }),
    stdout: into("out"),
    stderr: into("err"),
    env: options.env ?? {},
    cwd: process.cwd(),
    written,
  }
}
