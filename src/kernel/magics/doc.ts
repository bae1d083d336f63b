/** `%doc NAME`: what something is, with its documentation, aside from the cell's output. */
import { DONE, type LineMagic, misused } from "./magic.js"

export const doc: LineMagic = {
  name: "doc",
  usage: "%doc EXPRESSION",
  summary: "shows what something is, with its documentation",
  run: async (args, { engine, output }) => {
    if (args === "") return misused(doc, "A name is missing.")
    const found = await engine.inspect(args, args.length, 1)
    if (!found) return misused(doc, `Nothing is known of ${args}.`)
    output.page({ "text/plain": found.text, ...(found.markdown && { "text/markdown": found.markdown }) })
    return DONE
  },
  complete: (args, cursor, { engine }) => engine.complete(args, cursor),
}
