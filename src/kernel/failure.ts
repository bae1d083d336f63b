/** What was thrown, as the protocol's error. */
import { inspect } from "node:util"
import type { CellError } from "./engine.js"

/** @param thrown whatever a `throw` gave: an error, a string, nothing at all */
export function failureOf(thrown: unknown): CellError & { readonly status: "error" } {
  if (thrown instanceof Error) {
    const { name: ename, message: evalue, stack } = thrown
    return { status: "error", ename, evalue, traceback: (stack ?? `${ename}: ${evalue}`).split("\n") }
  }
  const text = inspect(thrown)
  return { status: "error", ename: "Thrown", evalue: text, traceback: [`Thrown: ${text}`] }
}
