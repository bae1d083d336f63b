/** Where data sets lie: the folder asked for, else the one that GLOSS_DATA names, else the one that `data pull` fills. */
import { join } from "node:path"

const DEFAULT_DATA_FOLDER = join(".glossator", "data")

/** @param env the process environment, given so that a test can state it */
export function dataFolder(folder?: string, env: NodeJS.ProcessEnv = process.env): string {
  return folder || env.GLOSS_DATA || DEFAULT_DATA_FOLDER
}

export const errorCode = (error: unknown): string | undefined => (error as NodeJS.ErrnoException | undefined)?.code
