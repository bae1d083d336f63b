/** Exit codes: a contract that people script against. */
import type { Diagnostic } from "../diagnostic.js"

export const EXIT = {
  ok: 0,
  /** The input (a guideline, data, a run) has errors; or something failed that should not. */
  input: 1,
  /** The command line is wrong. */
  usage: 2,
  /** Something is missing on this machine: an engine, data, disk, a right. */
  missing: 3,
  /** Ctrl-C; a run left a checkpoint. */
  interrupted: 130,
} as const

export const EXIT_HELP = `Exit codes:
  0    done
  1    the input has errors (a guideline, data, a run), or something failed that should not
  2    the command line is wrong
  3    something is missing on this machine (an engine, data, free disk, a permission)
  130  interrupted; a run left a checkpoint and can go on`

const USAGE: readonly string[] = [
  "arm-unknown",
  "code-unknown",
  "data-option",
  "data-set-unknown",
  "data-set-without-reader",
  "engine-unknown",
  "kernel-connection-unreadable",
  "kernel-in-cache",
  "kernel-name-wrong",
  "kernel-not-installed",
  "needs-yes",
  "option-value",
  "recipe-unknown",
  "resume-other-recipe",
  "run-finished",
  "run-folder-not-empty",
  "run-folder-taken",
  "run-not-found",
  "serve-address",
  "serve-name-taken",
  "serve-token",
  "serve-token-needed",
  "threads-too-many",
  "tokenizer-unreadable",
]

const MISSING: readonly string[] = [
  "checkpoint-unwritable",
  "data-file-missing",
  "data-folder-missing",
  "engine-broken",
  "engine-memory",
  "engine-not-installed",
  "file-unwritable",
  "kernel-address-taken",
  "kernel-unwritable",
  "pull-connection",
  "pull-folder-unwritable",
  "pull-no-space",
  "run-folder-in-use",
  "run-folder-unwritable",
  "run-no-space",
]

const INTERRUPTED: readonly string[] = ["pull-interrupted", "install-interrupted"]

/** The code that a command ends with when these diagnostics ended it. */
export function exitOf(diagnostics: readonly Diagnostic[]): number {
  const errors = diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code)
  if (errors.length === 0) return EXIT.ok
  if (errors.some((code) => INTERRUPTED.includes(code))) return EXIT.interrupted
  if (errors.some((code) => USAGE.includes(code))) return EXIT.usage
  if (errors.every((code) => MISSING.includes(code) || code.startsWith("install-"))) return EXIT.missing
  return EXIT.input
}
