/**
 * What is known of a data set before it is on the disk: where it comes from, under which licence, which files with which
 * checksums. Downloads nothing.
 */

export interface DataFile {
  /** Path under the data set's folder. */
  readonly path: string
  /** Path in the repository. */
  readonly from: string
  readonly bytes: number
  /** In hexadecimal. */
  readonly sha256: string
}

export interface DataSet {
  /** Also the name of its folder. */
  readonly name: string
  readonly title: string
  readonly licence: string
  /** On GitHub, "owner/name", and the full commit; absent where there is none to pull from. */
  readonly source?: { readonly repository: string; readonly commit: string }
  readonly note?: string
  /** Which reader reads which files; absent while there is no reader for it. */
  readonly reads?: { readonly reader: string; readonly train: string; readonly test: string }
  readonly files: readonly DataFile[]
}

/**
 * Reads rows `sha256 bytes path`, or `sha256 bytes path < path in the repository` where the two differ.
 *
 * @param folder put before the path in the repository
 */
export function files(folder: string, rows: string): DataFile[] {
  return rows
    .trim()
    .split("\n")
    .map((row) => {
      const [sha256, bytes, path, , from] = row.trim().split(" ")
      return { path: path!, from: folder + (from ?? path!), bytes: Number(bytes), sha256: sha256! }
    })
}
