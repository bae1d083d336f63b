/** `history_request`: what was run before. */
import type { Answer } from "./kind.js"

export const answerHistory: Answer = ({ content }, { history }) => {
  const output = content.output === true
  const count = whole(content.n)
  if (content.hist_access_type === "tail") return { history: history.tail(count ?? 0, output) }
  if (content.hist_access_type === "range")
    return {
      history: history.range(whole(content.session) ?? 0, whole(content.start) ?? 1, whole(content.stop), output),
    }
  const pattern = typeof content.pattern === "string" ? content.pattern : "*"
  return { history: history.search(pattern, count, content.unique === true, output) }
}

const whole = (value: unknown): number | undefined => (Number.isInteger(value) ? (value as number) : undefined)
