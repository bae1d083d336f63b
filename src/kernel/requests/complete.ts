/** `complete_request`: what a cell can go on with. */
import { codePointsIn } from "../../text.js"
import { complete } from "../magics/language.js"
import type { Answer } from "./kind.js"
import { cellAt } from "./position.js"

export const answerComplete: Answer = async (request, { magics, engine }) => {
  const { code, cursor } = cellAt(request.content)
  const { matches, start, end } = await complete(code, cursor, magics, { engine: await engine() })
  const [from, to] = [codePointsIn(code, 0, start), codePointsIn(code, 0, end)]
  return {
    matches: matches.map(({ text }) => text),
    cursor_start: from,
    cursor_end: to,
    metadata: {
      _jupyter_types_experimental: matches.map(({ text, type, signature }) => ({
        text,
        start: from,
        end: to,
        type: type ?? "<unknown>",
        ...(signature !== undefined && { signature }),
      })),
    },
  }
}
