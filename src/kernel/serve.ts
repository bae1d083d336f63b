/** The kernel process: what a notebook starts with a connection file. */

import { version } from "../package.js"
import type { EngineFactory } from "./engine.js"
import { magics } from "./magics/index.js"
import { serve } from "./session.js"
import { readConnection } from "./wire/connection.js"
import { PROTOCOL_VERSION } from "./wire/message.js"

export interface KernelOptions {
  readonly connectionFile: string
  readonly createEngine: EngineFactory
  /** The environment, in which whoever starts the kernel says its process. */
  readonly env: NodeJS.ProcessEnv
}

/** @returns when the kernel was shut down. @throws UserError where it can not start */
export function serveKernel({ connectionFile, createEngine, env }: KernelOptions): Promise<void> {
  const parentPid = Number(env.JPY_PARENT_PID)
  return serve({
    connection: readConnection(connectionFile),
    createEngine,
    magics,
    info: kernelInfo(version()),
    ...(Number.isInteger(parentPid) && parentPid > 1 && { parentPid }),
  })
}

const kernelInfo = (own: string) => ({
  protocol_version: PROTOCOL_VERSION,
  implementation: "glossator",
  implementation_version: own,
  language_info: {
    name: "typescript",
    version: "5.0",
    mimetype: "text/typescript",
    file_extension: ".ts",
    codemirror_mode: "typescript",
    pygments_lexer: "typescript",
    nbconvert_exporter: "script",
  },
  banner: `Glossator ${own}: TypeScript and annotation guidelines. %help lists what there is.`,
  help_links: [],
  supported_features: [],
})
