/** All readers. A new format is one file and one line here. */
import { jsonl } from "./jsonl.js"
import type { Reader } from "./reader.js"
import { semeval2010Task8 } from "./semeval2010-task8.js"

export const readers: ReadonlyMap<string, Reader> = new Map([semeval2010Task8, jsonl].map((r) => [r.name, r]))
