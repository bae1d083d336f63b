/** `glossator data list` and `data pull NAME`: what data there is, under which licence, and bringing it here. */
import { megabytes } from "../data/codes.js"
import { describeDataSets } from "../data/describe.js"
import { type PullSummary, pullData } from "../data/pull.js"
import { UserError } from "../diagnostic.js"
import { createProgress } from "../display/progress.js"
import { report } from "./codes.js"
import { EXIT } from "./exit.js"
import { interruptible } from "./interrupt.js"
import { ask, err, type Io, out, outJson } from "./io.js"

export function dataList(options: { readonly json?: boolean }, io: Io): number {
  const rows = describeDataSets({ env: io.env })
  if (options.json) {
    outJson(io, rows)
    return EXIT.ok
  }
  const wide = Math.max(...rows.map(({ name }) => name.length))
  const here = { complete: "here", partly: "partly here", no: "" } as const
  for (const { name, title, licence, bytes, present, readable } of rows) {
    const facts = [megabytes(bytes), licence, here[present], readable ? "" : "no reader yet"]
    out(io, `${name.padEnd(wide)}  ${facts.filter((fact) => fact !== "").join(" · ")}\n${" ".repeat(wide)}  ${title}`)
  }
  return EXIT.ok
}

export interface PullFlags {
  readonly into?: string
  readonly yes?: boolean
  readonly json?: boolean
}

export async function dataPull(name: string, flags: PullFlags, io: Io): Promise<number> {
  const progress = createProgress({ stream: io.stderr })
  const confirm = async (summary: PullSummary): Promise<boolean> => {
    err(io, describe(summary))
    if (flags.yes || summary.missingBytes === 0) return true
    if (!io.stdin.isTTY || !io.stderr.isTTY) throw new UserError(report("needs-yes", { what: "Downloading data" }))
    return ask(io, "Download it?")
  }
  try {
    const pulled = await interruptible(io, "", (signal) =>
      pullData(name, {
        confirm,
        signal,
        env: io.env,
        onProgress: ({ receivedBytes, totalBytes }) => progress.bytes(name, receivedBytes, totalBytes),
        ...(flags.into !== undefined && { into: flags.into }),
      }),
    )
    progress.stop()
    if (flags.json) outJson(io, pulled)
    else if (pulled.done)
      out(
        io,
        `${pulled.folder}: ${pulled.downloaded.length} files downloaded, ${pulled.kept.length} were there; all verified`,
      )
    else out(io, "Nothing was downloaded.")
    return EXIT.ok
  } finally {
    progress.stop()
  }
}

function describe({
  title,
  licence,
  repository,
  commit,
  baseUrl,
  folder,
  files,
  bytes,
  missingBytes,
  note,
}: PullSummary): string {
  return [
    title,
    `  licence   ${licence}`,
    `  from      ${baseUrl}/${repository} at ${commit}`,
    `  to        ${folder}`,
    `  size      ${files} files, ${megabytes(bytes)}, of which ${megabytes(missingBytes)} are missing`,
    ...(note ? [`  note      ${note}`] : []),
  ].join("\n")
}
