/**
 * What a cell writes to the process's own streams, by `console` or otherwise, goes to the notebook.
 *
 * Leaves out what native code and child processes write to the file descriptors: that goes where the server logs.
 */
import fs from "node:fs"
import { syncBuiltinESMExports } from "node:module"
import { StringDecoder } from "node:string_decoder"
import type { StreamName } from "./wire/message.js"

export function capture(print: (name: StreamName, text: string) => void): void {
  for (const name of ["stdout", "stderr"] as const) {
    const decoder = new StringDecoder("utf8")
    type Done = (error?: Error | null) => void
    const write = (chunk: string | Uint8Array, encoding?: BufferEncoding | Done, done?: Done): boolean => {
      const called = typeof encoding === "function" ? encoding : done
      if (typeof chunk === "string") {
        const isText = typeof encoding !== "string" || !["hex", "base64", "base64url", "latin1"].includes(encoding)
        print(name, isText ? chunk : decoder.write(Buffer.from(chunk, encoding as BufferEncoding)))
      } else print(name, decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)))
      if (called) process.nextTick(called)
      return true
    }
    process[name].write = write as typeof process.stdout.write
  }
}

/** Keeps the standard descriptors open whatever a cell closes: Node ends where a file or socket gets the number of one. */
export function keepStandardStreams(): void {
  const { close, closeSync } = fs
  const isStandard = (fd: number): boolean => fd >= 0 && fd <= 2
  fs.closeSync = (fd) => (isStandard(fd) ? undefined : closeSync(fd))
  const closing = (fd: number, done?: fs.NoParamCallback): void => {
    if (!isStandard(fd)) close(fd, done)
    else if (done) process.nextTick(done, null)
  }
  // what Node promises of it stays with it
  fs.close = Object.assign(closing, { __promisify__: close.__promisify__ })
  syncBuiltinESMExports()
}
