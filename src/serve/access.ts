/** Who may use the server: this machine alone, or whoever has the token. */
import { createHash, timingSafeEqual } from "node:crypto"
import { readFileSync } from "node:fs"
import { isIPv4 } from "node:net"
import { UserError } from "../diagnostic.js"
import { fileReason } from "../file-reason.js"
import { report } from "./codes.js"

/** @example isLoopback("127.0.0.1") // true */
export const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || (isIPv4(host) && host.startsWith("127."))

export const TOKEN_VARIABLE = "GLOSS_SERVE_TOKEN"
const SHORTEST = 16

/**
 * The secret, from a file or the environment: a command line is read by everybody on the machine.
 *
 * @throws UserError serve-token; serve-token-needed where a host that is not this machine has none
 */
export function tokenOf(host: string, file: string | undefined, env: NodeJS.ProcessEnv): string | undefined {
  const where = file ?? TOKEN_VARIABLE
  const wrong = (reason: string) => new UserError(report("serve-token", { where, reason }))
  let token = env[TOKEN_VARIABLE]
  if (file !== undefined) {
    try {
      token = readFileSync(file, "utf8").trim()
    } catch (error) {
      throw wrong(fileReason(error))
    }
  }
  if (token === undefined) {
    if (!isLoopback(host)) throw new UserError(report("serve-token-needed", { host }))
    return undefined
  }
  if (!/^[\x21-\x7e]*$/.test(token)) throw wrong("it has blanks, line ends or signs that are not ASCII")
  if (token.length < SHORTEST) throw wrong(`it has ${token.length} signs`)
  return token
}

/**
 * A check of the header `Authorization`: `Bearer TOKEN`, or `Basic` with the token as the password, which clients make of
 * an address such as http://any:TOKEN@host. Takes the same time wherever a wrong token differs.
 */
export function tokenCheck(token: string): (header: string | undefined) => boolean {
  const wanted = digest(token)
  return (header) => {
    const [, scheme = "", value = ""] = /^(\S{1,10}) +(\S*) *$/.exec(header ?? "") ?? []
    const given = scheme.toLowerCase() === "basic" ? passwordIn(value) : scheme.toLowerCase() === "bearer" ? value : ""
    return timingSafeEqual(digest(given), wanted)
  }
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest()

function passwordIn(base64: string): string {
  const text = Buffer.from(base64, "base64").toString("utf8")
  return text.slice(text.indexOf(":") + 1)
}

/** The host of a header `Host`, without its port: a page of the web that names itself as this machine sends its own. */
export const hostIn = (header: string): string => header.replace(/:\d*$/, "").replace(/^\[|\]$/g, "")
