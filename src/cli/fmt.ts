/**
 * `glossator fmt FILE…`: guidelines in canonical form; `-` is what comes in.
 *
 * A file is replaced as a whole or not at all, and one that is not understood is left alone.
 */
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs"
import path from "node:path"
import { type Diagnostic, hasErrors } from "../diagnostic.js"
import { fileReason } from "../file-reason.js"
import { format } from "../language/format.js"
import { readSource } from "../language/read.js"
import { Source } from "../text.js"
import { report } from "./codes.js"
import { EXIT, exitOf } from "./exit.js"
import { diagnosticsJson, err, errDiagnostics, type Io, out, outJson } from "./io.js"

interface Result {
  readonly path: string
  /** Absent where the file was not understood. */
  readonly changed?: boolean
  /** Of what came in, which is written nowhere else. */
  readonly text?: string
  readonly diagnostics: readonly Diagnostic[]
}

/** @param options.check writes nothing: is there a file that would change? */
export function fmt(
  files: readonly string[],
  options: { readonly check?: boolean; readonly json?: boolean },
  io: Io,
): number {
  const results = files.map((file): Result => {
    const read = () => (file === "-" ? standardInput(io) : readFileSync(path.resolve(io.cwd, file)))
    const source = readSource(file === "-" ? "stdin" : file, read)
    if (!(source instanceof Source)) return { path: file, diagnostics: [source] }
    const { text, diagnostics } = format(new Source(file === "-" ? "stdin" : file, source.text))
    if (text === undefined) return { path: file, diagnostics }
    const changed = text !== source.text
    if (file === "-") return { path: file, changed, text, diagnostics }
    const problem = changed && !options.check ? replaced(path.resolve(io.cwd, file), file, text) : undefined
    return problem ? { path: file, diagnostics: [problem] } : { path: file, changed, diagnostics }
  })
  if (options.json) {
    outJson(io, {
      files: results.map(({ diagnostics, ...rest }) => ({ ...rest, diagnostics: diagnosticsJson(diagnostics) })),
    })
  } else for (const result of results) say(result, options.check === true, io)
  const stuck = results.filter(({ changed }) => changed === undefined)
  if (stuck.length > 0) return Math.max(EXIT.input, exitOf(stuck.flatMap(({ diagnostics }) => diagnostics)))
  return options.check && results.some(({ changed }) => changed) ? EXIT.input : EXIT.ok
}

function say({ path: file, changed, text, diagnostics }: Result, check: boolean, io: Io): void {
  errDiagnostics(io, diagnostics)
  if (changed === undefined) {
    const how = hasErrors(diagnostics) ? "has errors" : "has lines that may have lost a word"
    err(io, `${file} ${how} and is left as it is`)
  } else if (text !== undefined && !check) io.stdout.write(text)
  else if (check)
    out(
      io,
      `${file}: ${changed ? "is not in canonical form, which is what fmt without --check writes" : "is in canonical form"}`,
    )
  else out(io, `${file}: ${changed ? "formatted" : "nothing to do"}`)
}

/** Written beside the file, flushed, and given its name: whoever reads it sees the old text or the new one. */
function replaced(file: string, name: string, text: string): Diagnostic | undefined {
  let part: string | undefined
  try {
    // a link stays a link
    const target = realpathSync(file)
    const beside = path.join(path.dirname(target), `.${path.basename(target)}.${process.pid}.part`)
    const handle = openSync(beside, "w", statSync(target).mode)
    part = beside
    try {
      const bytes = Buffer.from(text, "utf8")
      for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    renameSync(beside, target)
    return undefined
  } catch (error) {
    if (part !== undefined) rmSync(part, { force: true })
    return report("file-unwritable", { path: name, reason: fileReason(error) })
  }
}

/** All of the standard input. A pipe that is not ready yet says so instead of waiting. */
function standardInput(io: Io): Uint8Array {
  const { fd = 0 } = io.stdin as { readonly fd?: number }
  const pieces: Uint8Array[] = []
  const nothing = new Int32Array(new SharedArrayBuffer(4))
  for (;;) {
    const piece = new Uint8Array(65536)
    try {
      const read = readSync(fd, piece)
      if (read === 0) return Buffer.concat(pieces)
      pieces.push(piece.subarray(0, read))
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === "EOF") return Buffer.concat(pieces)
      if (code !== "EAGAIN") throw error
      Atomics.wait(nothing, 0, 0, 10)
    }
  }
}
