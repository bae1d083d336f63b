/**
 * The real sentences as the small policy reads them: prepared, parted, and cut into tokens.
 *
 * Preparation changes no word: all letters small, marks set apart by spaces, so that a word inside a mark is the same token
 * as elsewhere. Labels are whole tokens.
 */
import { readFileSync } from "node:fs"
import path from "node:path"
import { fileURLToPath } from "node:url"
import { loadGuideline } from "../../compile/load.js"
import { validateGold } from "../../compile/selfcheck/gold.js"
import type { PromptOptions, Task } from "../../compile/task.js"
import { type Protocol, semevalProtocol } from "../../data/protocols/semeval2010-task8.js"
import { readData } from "../../data/read.js"
import { hasErrors, UserError } from "../../diagnostic.js"
import { trainBpe } from "../../model/bpe.js"
import { CONTROL_TOKENS, type Tokenizer, tokenizerFromJson } from "../../model/tokenizer.js"
import { Random } from "../../random.js"
import type { Item } from "../../rollout/item.js"
import { type Example, textOf } from "../../value.js"
import { diagnose } from "../codes.js"
import type { SemevalSettings } from "./settings.js"

export const DATA_SET = "semeval2010-task8"
/** The official test set, and the 500 items of it that accuracy is measured on. */
export const TEST_SET = "test-2717"
export const PROTOCOL_SET = "protocol-500"

/** The package's own guidelines; results name the files as they lie in there. */
const GUIDELINES = fileURLToPath(new URL("../../../../guidelines", import.meta.url))
const GUIDELINE = "semeval2010-task8.guideline"

/** Names, definitions and cues; rules and examples do not fit. */
export const PROMPT: PromptOptions = { style: "terse" }

export interface SemevalCorpus {
  readonly task: Task
  /** Prepared; the gold is untouched. */
  readonly protocol: Protocol
  readonly warmStart: readonly Example[]
  readonly dev: readonly Example[]
  readonly rest: readonly Example[]
}

/** @throws UserError what the guideline or the data files lack; gold-fails */
export function readCorpus(dataFolder: string | undefined, parts: SemevalSettings["parts"]): SemevalCorpus {
  const { task, diagnostics } = loadGuideline(GUIDELINE, (file) => readFileSync(path.join(GUIDELINES, file)))
  if (!task || hasErrors(diagnostics)) throw new UserError(diagnostics)
  const data = readData(DATA_SET, dataFolder === undefined ? {} : { folder: dataFolder })
  if (hasErrors(data.diagnostics)) throw new UserError(data.diagnostics)
  const failures = validateGold(task, [...data.train, ...data.test])
  const [first] = failures
  if (first) throw new UserError(diagnose("gold-fails", { count: failures.length, id: first.id, reason: first.reason }))
  const read = semevalProtocol(data)
  const protocol = {
    train: read.train.map(prepare),
    evaluation: read.evaluation.map(prepare),
    test: read.test.map(prepare),
  }
  const drawn = Random.of(parts.seed, "parts").shuffled(protocol.train)
  const warm = parts.dev + parts.warmStart
  return {
    task,
    protocol,
    dev: drawn.slice(0, parts.dev),
    warmStart: drawn.slice(parts.dev, warm),
    rest: drawn.slice(warm),
  }
}

/** @example prepare({ … sentence: "The <e1>fire</e1> …" }) gives "the <e1> fire </e1> …" */
export function prepare(example: Example): Example {
  const sentence = textOf(example.input, "sentence").toLowerCase()
  const apart = sentence.replace(/<\/?e[12]>/g, " $& ").split(/\s+/)
  return { ...example, input: { ...example.input, sentence: apart.join(" ").trim() } }
}

export const itemsOf = (task: Task, examples: readonly Example[]): Item[] =>
  examples.map((example) => ({ task, example }))

/** How often the guideline counts among the texts: its words shall be whole tokens. */
const GUIDELINE_COUNT = 30

/** Byte pairs of the guideline and of the sentences that may be trained on. */
export function trainTokenizer({ task, warmStart, rest }: SemevalCorpus, vocabularySize: number): Tokenizer {
  const [guideline] = task.prompt({ sentence: "" }, PROMPT).messages
  const { relations, otherwise } = task.meaning
  const specialTokens = [
    CONTROL_TOKENS.pad,
    CONTROL_TOKENS.end,
    ...["<think>", "</think>", "<answer>", "</answer>", "<e1>", "</e1>", "<e2>", "</e2>", "(e1,e2)", "(e2,e1)"],
    ...relations.map(({ name }) => name),
    otherwise!.name,
  ]
  const sentences = [...warmStart, ...rest].map(({ input }) => textOf(input, "sentence"))
  const texts = [...Array.from({ length: GUIDELINE_COUNT }, () => guideline!.content), ...sentences]
  const json = trainBpe(texts, { vocabularySize, specialTokens })
  // A space before a mark is part of the mark, so that it costs no token of its own.
  return tokenizerFromJson({ ...json, added_tokens: json.added_tokens.map((token) => ({ ...token, lstrip: true })) })
}
