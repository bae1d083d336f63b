/**
 * One file over HTTP into a `.part` file that may already hold its beginning. Verifies nothing: that is for the caller,
 * who knows the checksum.
 */
import { type FileHandle, open } from "node:fs/promises"
import { setTimeout as wait } from "node:timers/promises"
import { UserError } from "../diagnostic.js"
import { fileReason } from "../file-reason.js"
import { report } from "./codes.js"
import { errorCode } from "./folder.js"

export interface Transfer {
  readonly fetch: typeof fetch
  readonly signal: AbortSignal
  /** Tries of one file without a new byte before it is given up; default 4. */
  readonly attempts: number
  /** Between two tries, doubled each time; default 1. */
  readonly retryDelaySeconds: number
  /** Silence after which a connection counts as lost; default 60. */
  readonly idleSeconds: number
}

export interface Wanted {
  readonly url: string
  readonly part: string
  /** Size of the whole file; a server that sends more is cut off. */
  readonly bytes: number
  /** The data set, for messages. */
  readonly name: string
}

/** Its `reason` is shown when tries are used up. */
class Broken extends Error {}

/**
 * @param progress called with the bytes of this file that are on the disk
 * @returns whether bytes of an earlier call were used
 * @throws UserError `pull-not-found`, `pull-connection`, `pull-no-space`, `pull-folder-unwritable` or `pull-interrupted`; the part stays
 */
export async function download(
  wanted: Wanted,
  options: Partial<Transfer>,
  progress: (bytes: number) => void,
): Promise<boolean> {
  const { url, part, name } = wanted
  const attempts = options.attempts ?? 4
  let file: FileHandle | undefined
  try {
    file = await open(part, "a+")
    const state = { bytes: (await file.stat()).size, resumed: false }
    state.resumed = state.bytes > 0
    for (let tries = 1; state.bytes < wanted.bytes || state.bytes > wanted.bytes; tries++) {
      const before = state.bytes
      try {
        await receive(file, wanted, state, options, progress)
        break
      } catch (error) {
        if (!(error instanceof Broken)) throw error
        if (options.signal?.aborted) throw new UserError(report("pull-interrupted", { name }))
        if (state.bytes > before) tries = 1
        if (tries >= attempts)
          throw new UserError(report("pull-connection", { url, reason: error.message, receivedBytes: state.bytes }))
        await wait(1000 * (options.retryDelaySeconds ?? 1) * 2 ** (tries - 1), undefined, {
          ...(options.signal && { signal: options.signal }),
        }).catch(() => {
          throw new UserError(report("pull-interrupted", { name }))
        })
      }
    }
    progress(state.bytes)
    return state.resumed
  } catch (error) {
    if (error instanceof UserError) throw error
    if (errorCode(error) === "ENOSPC")
      throw new UserError(report("pull-no-space", { folder: part, neededBytes: wanted.bytes }))
    throw new UserError(report("pull-folder-unwritable", { folder: part, reason: fileReason(error) }))
  } finally {
    await file?.close()
  }
}

/** One request: appends to the part what the server sends. */
async function receive(
  file: FileHandle,
  { url, bytes }: Wanted,
  state: { bytes: number; resumed: boolean },
  options: Partial<Transfer>,
  progress: (bytes: number) => void,
): Promise<void> {
  const restart = async (): Promise<void> => {
    await file.truncate(0)
    state.bytes = 0
    state.resumed = false
  }
  if (state.bytes > bytes) await restart()
  const lost = new AbortController()
  const seconds = options.idleSeconds ?? 60
  let idle: NodeJS.Timeout | undefined
  const alive = (): void => {
    clearTimeout(idle)
    idle = setTimeout(() => lost.abort(new Error(`no data for ${seconds} seconds`)), seconds * 1000)
  }
  const signal = options.signal ? AbortSignal.any([options.signal, lost.signal]) : lost.signal
  const from = state.bytes
  alive()
  try {
    const response = await (options.fetch ?? fetch)(url, {
      signal,
      // a compressed answer would make ranges mean other bytes
      headers: { "accept-encoding": "identity", ...(from > 0 && { range: `bytes=${from}-` }) },
    }).catch(broken)
    if (response.status === 416 || (response.status === 206 && rangeStart(response) !== from)) {
      await response.body?.cancel()
      await restart()
      throw new Broken(`the server did not accept the range from ${from}`)
    }
    if (response.status === 200 && from > 0) await restart()
    else if (response.status === 429 || response.status >= 500) {
      await response.body?.cancel()
      throw new Broken(`the server answered ${response.status}`)
    } else if (response.status !== 200 && response.status !== 206) {
      await response.body?.cancel()
      throw new UserError(report("pull-not-found", { url, status: response.status }))
    }
    const reader = response.body?.getReader()
    for (;;) {
      const chunk = await reader?.read().catch(broken)
      if (!chunk || chunk.done) break
      alive()
      await file.appendFile(chunk.value)
      state.bytes += chunk.value.length
      if (state.bytes > bytes) {
        // more than the file has: stop here, the checksum will say so
        await reader?.cancel()
        return
      }
      progress(state.bytes)
    }
    // a length was promised and not kept: some servers just close
    const promised = Number(response.headers.get("content-length") ?? Number.NaN)
    if (state.bytes < bytes && state.bytes - (response.status === 206 ? from : 0) < promised)
      throw new Broken("the connection was closed early")
  } finally {
    clearTimeout(idle)
  }
}

const rangeStart = (response: Response): number =>
  Number(/^bytes (\d{1,15})-/.exec(response.headers.get("content-range") ?? "")?.[1] ?? Number.NaN)

function broken(error: unknown): never {
  const { cause, message } = error as Error
  throw new Broken(cause instanceof Error && cause.message ? cause.message : message)
}
