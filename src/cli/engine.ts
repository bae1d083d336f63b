/** `glossator engine list` and `engine install tensorflow`: engines that npm does not bring, in a private folder. */
import { UserError } from "../diagnostic.js"
import { createProgress } from "../display/progress.js"
import {
  type InstallProgress,
  type InstallSummary,
  installTensorflow,
  removeTensorflow,
} from "../engine/install/index.js"
import { report } from "./codes.js"
import { engineStates, formatEngines } from "./engines.js"
import { EXIT } from "./exit.js"
import { interruptible } from "./interrupt.js"
import { ask, err, type Io, out, outJson } from "./io.js"

export async function engineList(options: { readonly json?: boolean }, io: Io): Promise<number> {
  const states = await engineStates(io.env)
  if (options.json) outJson(io, states)
  else out(io, formatEngines(states))
  return EXIT.ok
}

export interface InstallFlags {
  readonly gpu?: boolean
  readonly remove?: boolean
  readonly yes?: boolean
}

export async function engineInstall(flags: InstallFlags, io: Io): Promise<number> {
  const gpu = flags.gpu ?? false
  const name = gpu ? "tfjs-node-gpu" : "tfjs-node"
  if (flags.remove) {
    const { removed, folder } = await removeTensorflow(gpu ? "gpu" : "cpu", undefined, io.env)
    out(io, removed ? `Removed ${folder}` : `${name} was not installed`)
    return EXIT.ok
  }
  const progress = createProgress({ stream: io.stderr })
  const confirm = async (summary: InstallSummary): Promise<boolean> => {
    err(io, describe(summary))
    if (flags.yes) return true
    if (!io.stdin.isTTY || !io.stderr.isTTY) throw new UserError(report("needs-yes", { what: "Installing TensorFlow" }))
    return ask(io, "Install it?")
  }
  let step: string | undefined
  const onProgress = ({ message, doneBytes, totalBytes }: InstallProgress): void => {
    if (message !== step) progress.note(`${message} …`)
    step = message
    if (doneBytes !== undefined && totalBytes) progress.bytes(message, doneBytes, totalBytes)
  }
  try {
    const installed = await interruptible(io, "", (signal) =>
      installTensorflow({ gpu, confirm, onProgress, signal, env: io.env }),
    )
    progress.stop()
    const { done, fresh, folder, check } = installed
    if (!done || !check) out(io, "Nothing was installed.")
    else {
      const device = check.usesGpu ? "the GPU" : `the CPU${gpu ? " (no GPU was found)" : ""}`
      out(
        io,
        `${name} ${fresh ? "is installed" : "was installed already"} in ${folder}: TensorFlow ${check.tensorflow}, computes on ${device}`,
      )
      out(io, `Use it with: glossator run r1-re --engine ${name}`)
    }
    return EXIT.ok
  } finally {
    progress.stop()
  }
}

function describe({ kind, folder, parts, downloadBytes, diskBytes }: InstallSummary): string {
  const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`
  const wide = Math.max(...parts.map(({ name, version }) => `${name} ${version}`.length))
  return [
    `TensorFlow (${kind}) into ${folder}`,
    ...parts.map(
      (part) => `  ${`${part.name} ${part.version}`.padEnd(wide)}  ${megabytes(part.downloadBytes)}  ${part.licence}`,
    ),
    `  download ${megabytes(downloadBytes)}, on the disk ${megabytes(diskBytes)}`,
  ].join("\n")
}
