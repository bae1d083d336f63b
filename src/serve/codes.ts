/** What can be wrong with a request to the reward server, or with how it was started, and the way out. */
import { code, type Diagnostic, diagnoser } from "../diagnostic.js"

export const serveCodes = {
  "serve-token-needed": code({
    severity: "error",
    says: ({ host }: { host: string }) =>
      `On ${host} everybody who reaches this machine could use the server, and there is no token.`,
    help: "Put a secret of at least 16 signs into the variable GLOSS_SERVE_TOKEN or into a file (--token-file FILE), or leave --host out.",
  }),
  "serve-token": code({
    severity: "error",
    says: ({ where, reason }: { where: string; reason: string }) => `The token in ${where} can not be used: ${reason}.`,
    help: "It needs at least 16 visible ASCII signs on one line, for example those of: openssl rand -hex 32",
  }),
  "serve-name-taken": code({
    severity: "error",
    says: ({ name, paths }: { name: string; paths: readonly string[] }) =>
      `${paths.join(" and ")} would both be called "${name}".`,
    help: "A guideline is served under the name of its file. Rename one, or start two servers.",
  }),
  "serve-address": code({
    severity: "error",
    says: ({ host, port, reason }: { host: string; port: number; reason: string }) =>
      `The server can not listen on ${host}, port ${port}: ${reason}.`,
    help: "Name another one with --port; --port 0 takes any that is free, and prints it.",
  }),
  "serve-standardize": code({
    severity: "warning",
    says: ({ name }: { name: string }) =>
      `"${name}" standardizes scores over a batch, which no single request shows: the server gives them as they are.`,
    help: "Have the trainer standardize, or use: glossator compile GUIDELINE --to trl",
  }),
  "serve-own-code": code({
    severity: "warning",
    says: ({ name, rules }: { name: string; rules: readonly string[] }) =>
      `"${name}" has checks that run your own code (${rules.join(", ")}), and the server runs none: a row without their values is unscorable.`,
    help: 'Give the values in the rows: "given": { "name": 1 }; or score with: glossator score --allow-code FILE',
  }),
  "request-path": code({
    severity: "error",
    says: ({ path }: { path: string }) => `There is nothing at ${path}.`,
    help: "GET / lists the guidelines and the addresses.",
  }),
  "request-guideline": code({
    severity: "error",
    says: ({ name, known, near }: { name: string; known: readonly string[]; near?: string }) =>
      `No guideline is served as "${name}"${near ? `; did you mean "${near}"?` : `, only ${known.join(", ")}.`}`,
    help: "A guideline is served under the name of its file; GET / lists them.",
  }),
  "request-arm": code({
    severity: "error",
    says: ({ name, arms }: { name: string; arms: readonly string[] }) =>
      `The guideline has no arm "${name}"${arms.length > 0 ? `, only ${arms.join(", ")}` : " and no other one"}.`,
    help: "Leave ?arm= out for the main reward.",
  }),
  "request-method": code({
    severity: "error",
    says: ({ method, path, allowed }: { method: string; path: string; allowed: string }) =>
      `${path} takes ${allowed}, not ${method}.`,
    help: "GET / lists the addresses.",
  }),
  "request-token": code({
    severity: "error",
    says: () => "The token is missing or wrong.",
    help: "Send the header Authorization: Bearer TOKEN. A client that can not, such as OpenRLHF's, takes it in the address: http://any:TOKEN@HOST:PORT/…",
  }),
  "request-host": code({
    severity: "error",
    says: ({ host }: { host: string }) =>
      `The request is for "${host}", and this server has no token and is for this machine only.`,
    help: "Use http://127.0.0.1, or start the server with a token.",
  }),
  "request-content-type": code({
    severity: "error",
    says: ({ found }: { found: string }) => `The body is ${found === "" ? "of no type" : found}, not application/json.`,
    help: "Send the header Content-Type: application/json",
  }),
  "request-too-large": code({
    severity: "error",
    says: ({ limitBytes }: { limitBytes: number }) => `The body is larger than ${megabytes(limitBytes)}.`,
    help: "Send fewer rows in a request, or start the server with a higher --max-body.",
  }),
  "request-broken-off": code({
    severity: "error",
    says: () => "The body ended before its announced length.",
    help: "Send it again.",
  }),
  "request-json": code({
    severity: "error",
    says: ({ offset, expected, found }: { offset: number; expected: string; found: string }) =>
      `The body is not JSON: at sign ${offset} there is ${found} where ${expected} was expected.`,
    help: "Signs are counted from 0. Let a library write the JSON.",
  }),
  "request-utf8": code({
    severity: "error",
    says: () => "The body is not UTF-8.",
    help: "JSON is UTF-8 or plain ASCII with escapes; json.dumps of Python writes the second.",
  }),
  "request-form": code({
    severity: "error",
    says: ({ field, expected, found }: { field: string; expected: string; found: string }) =>
      `${field} must be ${expected}, not ${found}.`,
    help: "GET /schemas/… has the schema of every body; GET / lists them.",
  }),
  "request-failed": code({
    severity: "error",
    says: ({ reason }: { reason: string }) => `The request could not be worked on: ${reason}.`,
    help: "The server goes on. Send fewer or shorter rows in a request.",
  }),
  "server-busy": code({
    severity: "error",
    says: ({ requests, bytes }: { requests: number; bytes: number }) =>
      `The server has ${requests} requests of ${megabytes(bytes)} in hand, and takes no more.`,
    help: "Send it again after a second, or start the server with a higher --max-in-flight.",
  }),
  "server-stopping": code({
    severity: "error",
    says: () => "The server is stopping: it answers what it has in hand and takes nothing new.",
    help: "Start it again.",
  }),
}

export const report = diagnoser(serveCodes)

/** A request that is answered with what is wrong with it. */
export class Refused extends Error {
  readonly status: Refusal
  readonly diagnostic: Diagnostic
  constructor(status: Refusal, diagnostic: Diagnostic) {
    super(diagnostic.message)
    this.name = "Refused"
    this.status = status
    this.diagnostic = diagnostic
  }
}

export type Refusal = 400 | 401 | 403 | 404 | 405 | 413 | 415 | 500 | 503

/** The body of such an answer, in every protocol. */
export const problem = ({ code, message, help }: Diagnostic) => ({ error: { code, message, help } })

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`
