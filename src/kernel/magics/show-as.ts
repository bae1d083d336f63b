/** `%%html` and `%%markdown`: the body as it is, for the front end to show. */
import { type CellMagic, DONE } from "./magic.js"

const showAs = (name: string, type: string, summary: string): CellMagic => ({
  name,
  usage: `%%${name}`,
  summary,
  run: async (body, _, { output }) => {
    output.show({ [type]: body, "text/plain": body })
    return DONE
  },
})

export const htmlCell = showAs("html", "text/html", "shows the cell as HTML")
export const markdownCell = showAs("markdown", "text/markdown", "shows the cell as Markdown")
