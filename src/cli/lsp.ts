/** `glossator lsp`: the language server on stdin and stdout, for an editor to start. */
import { serve } from "../lsp/server.js"
import { version } from "../package.js"
import { tokenCount } from "./count-tokens.js"
import type { Io } from "./io.js"

/** @returns when the editor ends it, or is gone */
export function lsp({ stdin, stdout }: Io): Promise<number> {
  return serve({ input: stdin, output: stdout, version: version(), tokenCount })
}
