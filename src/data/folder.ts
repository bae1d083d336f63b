/** Where data sets lie: the folder asked for, else the one that GLOSS_DATA names, else the one that `data pull` fills. */
import { join } from "node:path"

const DEFAULT_DATA_FOLDER = join(".glossator", "data")

/** @param env the process environment, given so that a test can state it */
export function dataFolder(folder?: string, env: NodeJS.ProcessEnv = process.env): string {
  return folder || env.GLOSS_DATA || DEFAULT_DATA_FOLDER
}

/** The reason of a failed file operation in words, without the path and the call, which the message has already. */
export function fileReason(error: unknown): string {
  const known: Record<string, string> = {
    ENOENT: "there is no such file or folder",
    EACCES: "you may not",
    EPERM: "you may not",
    EROFS: "the disk can only be read",
    EISDIR: "it is a folder",
    ENOTDIR: "a part of the path is a file, not a folder",
    EEXIST: "a file of that name is in the way",
    ENOSPC: "the disk is full",
  }
  const { code, message } = error as NodeJS.ErrnoException
  return (code && known[code]) || message || String(error)
}

export const errorCode = (error: unknown): string | undefined => (error as NodeJS.ErrnoException | undefined)?.code
