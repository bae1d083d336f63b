/** The body of a request, as bytes and no more of them than allowed. */
import type { IncomingMessage } from "node:http"
import { Refused, report } from "./codes.js"
import { type Body, emptyBody } from "./messages.js"

/** @returns bytes that the head announces; undefined where it announces none @throws Refused where they are too many */
export function announced(request: IncomingMessage, limitBytes: number): number | undefined {
  const length = request.headers["content-length"]
  if (length === undefined) return undefined
  const bytes = Number(length)
  if (bytes > limitBytes) throw new Refused(413, report("request-too-large", { limitBytes }))
  return bytes
}

/** @throws Refused for more than the limit, or where the client breaks off */
export function bodyOf(request: IncomingMessage, limitBytes: number): Promise<Body> {
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
    const whole = (): void => end(() => resolve(joined(pieces, bytes)))
    const broken = (): void => end(() => reject(new Refused(400, report("request-broken-off", {}))))
    request.on("data", take).on("end", whole).on("error", broken).on("close", broken)
  })
}

function joined(pieces: readonly Uint8Array[], bytes: number): Body {
  const body = emptyBody(bytes)
  let at = 0
  for (const piece of pieces) {
    body.set(piece, at)
    at += piece.length
  }
  return body
}
