import { mkdir, stat } from "node:fs/promises"
import path from "node:path"

/**
 * Makes a folder and those above it, one at a time.
 *
 * Not `mkdir` with `recursive`: where a folder cannot be made although the one above is there (/proc), Node's loops forever.
 *
 * @throws the file system's error: ENOENT, EACCES, ENOSPC, ENOTDIR or EEXIST where a file is in the way
 */
export async function makeFolder(folder: string): Promise<void> {
  const at = path.resolve(folder)
  const above = path.dirname(at)
  if ((await seen(at))?.isDirectory()) return
  if (above !== at && !(await seen(above))) await makeFolder(above)
  await mkdir(at).catch(async (error: NodeJS.ErrnoException) => {
    // somebody else was faster
    if (error.code !== "EEXIST" || !(await stat(at)).isDirectory()) throw error
  })
}

const seen = (file: string) => stat(file).catch(() => undefined)
