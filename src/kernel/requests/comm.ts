/** `comm_open`, `comm_msg`, `comm_close` and `comm_info_request`. */
import type { Answer } from "./kind.js"

export const answerComm: Answer = async (request, { comms }, signal) => {
  await comms.take(request, signal)
  return undefined
}

export const answerCommInfo: Answer = ({ content }, { comms }) => ({ comms: comms.info(content.target_name) })
