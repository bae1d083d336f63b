/** Ctrl-C: the first press asks the work to stop where nothing is lost, the second stops at once. */
import { EXIT } from "./exit.js"
import { err, type Io } from "./io.js"

/**
 * @param says printed at the first press; empty: nothing
 * @param last printed at the second press, before the process ends
 */
export async function interruptible<T>(
  io: Io,
  says: string,
  work: (signal: AbortSignal) => Promise<T>,
  last: () => string = () => "",
): Promise<T> {
  const controller = new AbortController()
  const press = (): void => {
    if (controller.signal.aborted) {
      const text = last()
      if (text !== "") err(io, text)
      process.exit(EXIT.interrupted)
    }
    if (says !== "") err(io, says)
    controller.abort(new DOMException("interrupted", "AbortError"))
  }
  process.on("SIGINT", press)
  process.on("SIGTERM", press)
  try {
    return await work(controller.signal)
  } finally {
    process.off("SIGINT", press)
    process.off("SIGTERM", press)
  }
}
