/** What was thrown, as the protocol's error. */
import path from "node:path"
import { fileURLToPath } from "node:url"
import { inspect } from "node:util"
import type { CellError } from "./engine.js"

/** @param thrown whatever a `throw` gave: an error, a string, nothing at all */
export function failureOf(thrown: unknown): CellError & { readonly status: "error" } {
  if (thrown instanceof Error) {
    const { name: ename, message: evalue, stack } = thrown
    return { status: "error", ename, evalue, traceback: withoutOwn((stack ?? `${ename}: ${evalue}`).split("\n")) }
  }
  const text = inspect(thrown)
  return { status: "error", ename: "Thrown", evalue: text, traceback: [`Thrown: ${text}`] }
}

/** All of this package: what shows a value calls what the value brings along. */
const HERE = path.dirname(path.dirname(fileURLToPath(import.meta.url)))

/** Frames of what ran the cell, and Node's inner ones, are nothing to a user; of an error of the kernel's own they are all that there is. */
function withoutOwn(all: string[]): string[] {
  const lines = all.filter((line) => !/^ {4}at .*\bnode:internal\//.test(line))
  const own = lines.findIndex((line) => /^ {4}at /.test(line) && line.includes(HERE))
  return own > 0 && /^ {4}at /.test(lines[own - 1]!) ? lines.slice(0, own) : lines
}
