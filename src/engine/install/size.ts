/** How large a folder grows while another program writes into it; for progress, so an approximation is enough. */
import { readdir, stat } from "node:fs/promises"
import path from "node:path"

const EVERY_MS = 500

/** Tells the largest size seen so far, twice a second. @returns a function that stops the watch */
export function watchSize(folder: string, tell: (bytes: number) => void): () => void {
  let busy = false
  let most = 0
  const timer = setInterval(async () => {
    if (busy) return
    busy = true
    most = Math.max(most, await sizeOf(folder))
    tell(most)
    busy = false
  }, EVERY_MS)
  return () => clearInterval(timer)
}

/** Bytes of all files in a folder; files that vanish meanwhile count nothing. */
export async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => stat(path.join(entry.parentPath, entry.name)).catch(() => ({ size: 0 }))),
  )
  return sizes.reduce((sum, one) => sum + one.size, 0)
}
