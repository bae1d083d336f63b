/** `inspect_request`: what stands under the cursor. */
import { inspect } from "../magics/language.js"
import type { Answer } from "./kind.js"
import { cellAt } from "./position.js"

export const answerInspect: Answer = async (request, { magics, engine }) => {
  const { code, cursor } = cellAt(request.content)
  const detail = request.content.detail_level === 1 ? 1 : 0
  const found = await inspect(code, cursor, detail, magics, { engine: await engine() })
  if (!found) return { found: false, data: {}, metadata: {} }
  const { text, markdown } = found
  return { found: true, data: { "text/plain": text, ...(markdown && { "text/markdown": markdown }) }, metadata: {} }
}
