/**
 * Frames of a message: identities, a delimiter, a signature, four JSON texts, binary parts.
 *
 * A message that was not signed with the connection's key is refused before anything of it is read.
 */
import { createHmac, timingSafeEqual } from "node:crypto"
import { type JsonObject, type Outgoing, PROTOCOL_VERSION, type Request } from "./message.js"

const DELIMITER = Buffer.from("<IDS|MSG>")
const EMPTY = "{}"

/** Why a message was not taken. */
export class Unreadable extends Error {}

export class Framing {
  readonly #key: string
  readonly #algorithm: string
  readonly #session: string
  #count = 0

  /** @param key empty: messages are neither signed nor checked */
  constructor(key: string, scheme: string, session: string) {
    this.#key = key
    this.#algorithm = scheme.replace(/^hmac-/, "")
    this.#session = session
  }

  encode(message: Outgoing): (Uint8Array | string)[] {
    const header = JSON.stringify({
      msg_id: `${this.#session}_${this.#count++}`,
      session: this.#session,
      username: "kernel",
      date: new Date().toISOString(),
      msg_type: message.type,
      version: PROTOCOL_VERSION,
    })
    const parts = [header, message.parent, message.metadata ?? EMPTY, message.content]
    const head = message.identities ?? []
    return [...head, DELIMITER, this.#sign(parts), ...parts, ...(message.buffers ?? [])]
  }

  /** @throws Unreadable */
  decode(channel: Request["channel"], frames: readonly Buffer[]): Request {
    const at = frames.findIndex((frame) => frame.equals(DELIMITER))
    if (at < 0 || frames.length < at + 6) throw new Unreadable("a message without the protocol's frames was dropped")
    const [signature, ...parts] = frames.slice(at + 1, at + 6) as [Buffer, Buffer, Buffer, Buffer, Buffer]
    const expected = Buffer.from(this.#sign(parts))
    if (this.#key !== "" && (signature.length !== expected.length || !timingSafeEqual(signature, expected)))
      throw new Unreadable("a message with a wrong signature was dropped; it was made with another connection file")
    const [headerText, , metadata, content] = parts.map((part) => part.toString("utf8")) as [
      string,
      string,
      string,
      string,
    ]
    const header = object("header", headerText)
    if (typeof header.msg_id !== "string" || typeof header.msg_type !== "string")
      throw new Unreadable("a message whose header has no msg_id or no msg_type was dropped")
    return {
      channel,
      identities: frames.slice(0, at),
      headerText,
      header: { msg_id: header.msg_id, msg_type: header.msg_type },
      metadata: object("metadata", metadata),
      content: object("content", content),
      buffers: frames.slice(at + 6),
    }
  }

  #sign(parts: readonly (Buffer | string)[]): string {
    if (this.#key === "") return ""
    const hmac = createHmac(this.#algorithm, this.#key)
    for (const part of parts) hmac.update(part)
    return hmac.digest("hex")
  }
}

function object(part: string, text: string): JsonObject {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Unreadable(`a message whose ${part} is no JSON was dropped`)
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Unreadable(`a message whose ${part} is no JSON object was dropped`)
  return value as JsonObject
}

/** JSON that every front end can decode: half a surrogate pair becomes U+FFFD. @throws TypeError for what has no JSON */
export function toJson(value: unknown): string {
  const text = JSON.stringify(value)
  // JSON.stringify escapes a surrogate only where its other half is missing
  if (!text.includes("\\ud")) return text
  return text.replace(/\\(?:u(d[89a-f][0-9a-f]{2})|.)/g, (written, half) => (half ? "\\ufffd" : written))
}
