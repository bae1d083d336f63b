/** Rows of a parquet file, one row group at a time: memory grows with the largest group, not with the file. */
import { open } from "node:fs/promises"
import { UserError } from "../../diagnostic.js"
import { fileReason } from "../../file-reason.js"
import { report } from "../run-codes.js"

export interface ParquetBatch {
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  readonly columns: readonly string[]
}

/** @param isWanted columns that are read; default all @throws UserError log-unreadable, for a file that is cut off or is none as well */
export async function* parquetRows(
  path: string,
  isWanted: (column: string) => boolean = () => true,
): AsyncGenerator<ParquetBatch> {
  const failed = (error: unknown) => new UserError(report("log-unreadable", { path, reason: reasonOf(error) }))
  const handle = await open(path).catch((error: unknown) => {
    throw failed(error)
  })
  try {
    const [{ parquetMetadataAsync, parquetReadObjects, parquetSchema }, { compressors }] = await Promise.all([
      import("hyparquet"),
      import("hyparquet-compressors"),
    ])
    const { size } = await handle.stat()
    const file = {
      byteLength: size,
      async slice(start: number, end = size): Promise<ArrayBuffer> {
        const bytes = new Uint8Array(end - start)
        for (let done = 0; done < bytes.length; ) {
          const { bytesRead } = await handle.read(bytes, done, bytes.length - done, start + done)
          if (bytesRead === 0) throw new RangeError("it ends too early")
          done += bytesRead
        }
        return bytes.buffer
      },
    }
    const metadata = await parquetMetadataAsync(file)
    const columns = parquetSchema(metadata)
      .children.map(({ element }) => element.name)
      .filter(isWanted)
    let rowStart = 0
    for (const group of metadata.row_groups) {
      const rowEnd = rowStart + Number(group.num_rows)
      const rows = await parquetReadObjects({ file, metadata, compressors, columns, rowStart, rowEnd })
      yield { rows, columns }
      rowStart = rowEnd
    }
  } catch (error) {
    throw error instanceof UserError ? error : failed(error)
  } finally {
    await handle.close()
  }
}

/** Of the file system in words; what the parser says otherwise. */
const reasonOf = (error: unknown): string => {
  if (error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("E"))
    return fileReason(error)
  return `as a parquet file it says: ${error instanceof Error ? error.message : String(error)}`
}
