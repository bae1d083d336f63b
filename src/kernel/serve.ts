/** The kernel process: what a notebook starts with a connection file. */
import { version, versionOf } from "../package.js"
import type { EngineFactory } from "./engine.js"
import { readConnection } from "./wire/connection.js"
import { PROTOCOL_VERSION } from "./wire/message.js"
import { Wire } from "./wire/wire.js"

export interface KernelOptions {
  readonly connectionFile: string
  readonly createEngine: EngineFactory
  /** The environment, in which whoever starts the kernel says its process. */
  readonly env: NodeJS.ProcessEnv
}

/** @returns when the kernel was shut down. @throws UserError where it can not start */
export async function serveKernel({ connectionFile, createEngine, env }: KernelOptions): Promise<void> {
  const pid = Number(env.JPY_PARENT_PID)
  const parentPid = Number.isInteger(pid) && pid > 1 ? pid : undefined
  const wire = Wire.open(readConnection(connectionFile), kernelInfo(), parentPid)
  // sockets answer while the rest is loaded
  const loaded = Promise.all([import("./session.js"), import("./magics/index.js")])
  const [opened, [{ runSession }, { magics }]] = await Promise.all([wire, loaded])
  await runSession(opened, { createEngine, magics })
}

const kernelInfo = () => ({
  protocol_version: PROTOCOL_VERSION,
  implementation: "glossator",
  implementation_version: version(),
  language_info: {
    name: "typescript",
    version: versionOf("typescript") ?? "",
    mimetype: "text/typescript",
    file_extension: ".ts",
    codemirror_mode: "typescript",
    pygments_lexer: "typescript",
    nbconvert_exporter: "script",
  },
  banner: `Glossator ${version()}: TypeScript and annotation guidelines. %help lists what there is.`,
  help_links: [],
  supported_features: [],
})
