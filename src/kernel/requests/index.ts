/** All kinds of requests that are answered beside cells, also while one waits for something. */
import { answerComm, answerCommInfo } from "./comm.js"
import { answerComplete } from "./complete.js"
import { answerHistory } from "./history.js"
import { answerInspect } from "./inspect.js"
import { answerIsComplete } from "./is-complete.js"
import type { Answer } from "./kind.js"

export const answers: Readonly<Record<string, Answer>> = {
  complete_request: answerComplete,
  inspect_request: answerInspect,
  is_complete_request: answerIsComplete,
  history_request: answerHistory,
  comm_info_request: answerCommInfo,
  comm_open: answerComm,
  comm_msg: answerComm,
  comm_close: answerComm,
}
