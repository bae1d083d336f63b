/** The body of a request, as bytes and no more of them than allowed. */
import type { IncomingMessage } from "node:http"
import { Refused, report } from "./codes.js"

/** @returns bytes that the head announces; undefined where it announces none @throws Refused where they are too many */
export function announced(request: IncomingMessage, limitBytes: number): number | undefined {
  const length = request.headers["content-length"]
  if (length === undefined) return undefined
  const bytes = Number(length)
  if (bytes > limitBytes) throw new Refused(413, report("request-too-large", { limitBytes }))
  return bytes
}

/** @throws Refused for more than the limit, or where the client breaks off */
export function bodyOf(request: IncomingMessage, limitBytes: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = []
    let bytes = 0
    const end = (settle: () => void): void => {
      request.off("data", take).off("end", whole).off("error", broken).off("close", broken)
      settle()
    }
    const take = (piece: Buffer): void => {
      bytes += piece.length
      if (bytes > limitBytes) {
        end(() => reject(new Refused(413, report("request-too-large", { limitBytes }))))
        request.resume()
      } else pieces.push(piece)
    }
    const whole = (): void => end(() => resolve(pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces, bytes)))
    const broken = (): void => end(() => reject(new Refused(400, report("request-broken-off", {}))))
    request.on("data", take).on("end", whole).on("error", broken).on("close", broken)
  })
}
