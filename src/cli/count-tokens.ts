/** How `compile` counts tokens: by a tokenizer's own file, or by an estimate that says so. */
import { readFileSync } from "node:fs"
import path from "node:path"
import { UserError } from "../diagnostic.js"
import { packageRoot } from "../package.js"
import { codePointLength } from "../text.js"
import { report } from "./codes.js"

export interface TokenCount {
  readonly count: (text: string) => number
  /** How it was counted, as the end of "tokens …". */
  readonly by: string
}

/** @param name `tiny`, `words`, the path of a tokenizer.json, or nothing for an estimate */
export async function tokenCount(name: string | undefined): Promise<TokenCount> {
  if (name === undefined)
    return {
      count: (text) => Math.ceil(codePointLength(text) / 4),
      by: "estimated as one for every four signs; --tokenizer FILE counts",
    }
  if (name === "words") return { count: (text) => text.match(WORDS)?.length ?? 0, by: "counted as words and signs" }
  const file = name === "tiny" ? path.join(packageRoot(), "assets/tiny/tokenizer.json") : name
  const count = await counterOf(file)
  return { count, by: name === "tiny" ? "of the tiny policy" : `of ${name}` }
}

const WORDS = /[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu

async function counterOf(file: string): Promise<TokenCount["count"]> {
  try {
    const json = JSON.parse(readFileSync(file, "utf8")) as object
    const { Tokenizer } = await import("@huggingface/tokenizers")
    const tokenizer = new Tokenizer(json, {})
    const count = (text: string) => tokenizer.encode(text, { add_special_tokens: false }).ids.length
    count("a word")
    return count
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const reason = code === "ENOENT" ? "there is no such file" : (message.split("\n")[0] ?? "it is no tokenizer")
    throw new UserError(report("tokenizer-unreadable", { file, reason }))
  }
}
