/** A file of data as text: its size is looked at before it is read, and its bytes must be UTF-8. */
import { readFileSync, statSync } from "node:fs"
import { fileReason } from "../file-reason.js"
import { Source } from "../text.js"
import { errorCode } from "./folder.js"

/** More than this is not read into memory at once. */
const LARGEST_FILE_BYTES = 256 * 2 ** 20

/** Why a file can not be read, as the end of a sentence. */
export interface Unread {
  readonly reason: string
  readonly isMissing: boolean
}

export function openText(path: string): Source | Unread {
  try {
    const { size } = statSync(path)
    if (size > LARGEST_FILE_BYTES) throw new Error(`it has ${size} bytes, more than ${LARGEST_FILE_BYTES}`)
    const bytes = readFileSync(path)
    // fatal: a replacement character in a gold value would be scored in silence
    return new Source(path, new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch (error) {
    const code = errorCode(error)
    const reason = code === "ERR_ENCODING_INVALID_ENCODED_DATA" ? "it is not UTF-8 text" : fileReason(error)
    return { reason, isMissing: code === "ENOENT" }
  }
}
