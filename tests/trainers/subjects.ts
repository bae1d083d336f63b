/**
 * What the trainers are given: guidelines of each answer shape (a relation, triplets, claims in JSON, a ranking with
 * scores, a number), compiled, with rows and completions; and the hashes that a record of a run is bound to.
 */
import { createHash } from "node:crypto"
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import { trainerFiles } from "../../src/compile/targets/python.js"
import { trainers } from "../../src/compile/targets/trainers.js"
import type { Task } from "../../src/compile/task.js"
import { allExamples } from "../../src/language/meaning.js"
import type { Given, Verdict } from "../../src/reward/plan.js"
import type { Example } from "../../src/value.js"
import { task as shipped } from "../guidelines/shipped.js"

export const TOOLS = ["trl", "verl", "openrlhf", "nemo-gym"] as const
export type Tool = (typeof TOOLS)[number]

const GUIDELINES = ["semeval2010-task8", "mdkg", "rag-zeval", "reward-anything", "one-shot"] as const

/** Enough for two steps of two prompts; the last can not be scored. */
const ROWS = 4

export interface Subject {
  readonly guideline: string
  readonly task: Task
  readonly rows: readonly Example[]
  readonly given: Given
  /** Right ones, wrong ones, broken ones: for any row. */
  readonly completions: readonly string[]
  readonly files: Readonly<Record<string, string>>
}

export function subjectsOf(tool: Tool): Subject[] {
  const runtime = readFileSync("assets/python/glossator_reward.py", "utf8")
  return GUIDELINES.map((guideline) => {
    const task = shipped(guideline)
    const own = allExamples(task.meaning).map(({ input, gold }, i) => ({ id: `${i + 1}`, input, gold }))
    const known = Array.from({ length: ROWS - 1 }, (_, i) => ({ ...own[i % own.length]!, id: `${i + 1}` }))
    const rows = [...known, { ...own[0]!, id: "lost", gold: {} }]
    const { files } = trainerFiles(trainers.get(tool)!, { task, runtime, train: rows, test: [] })
    const right = own.slice(0, 5).map(({ input, gold }) => task.write(gold, "So it is.", input))
    const broken = ["", `${right[0]} and more \u{1f600}`, right[0]!.slice(0, -3), "I do not know."]
    const judged = task.plan.rules.filter(({ grade }) => grade === "judged")
    const given = Object.fromEntries(judged.map(({ name }) => [name, 0.5]))
    return { guideline, task, rows, given, completions: [...new Set([...right, ...broken])], files }
  })
}

export type Asked = readonly [subject: number, row: number, completion: string]

/** Every completion for every row. */
export const asked = (subjects: readonly Subject[]): Asked[] =>
  subjects.flatMap(({ rows, completions }, subject) =>
    rows.flatMap((_, row) => completions.map((completion): Asked => [subject, row, completion])),
  )

/** As TypeScript judges row `at`, whose lists are in the order that the compiled rows have. */
export function verdictOf({ task, rows, given }: Subject, at: number, completion: string): Verdict {
  return task.score(completion, task.shuffled(rows[at]!, at + 1), given)
}

export const termsOf = ({ terms }: Verdict): Record<string, number> =>
  Object.fromEntries(terms.map(({ name, paid }) => [`term/${name}`, paid]))

/** Writes a subject's files; `give` puts the values of judges into a row of the trainer's own format. */
export function writeTo(folder: string, { files, given }: Subject, give: (row: Row, given: Given) => Row): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name)
    mkdirSync(path.dirname(file), { recursive: true })
    const lines = () =>
      text
        .trim()
        .split("\n")
        .map((line) => JSON.stringify(give(JSON.parse(line) as Row, given)))
    writeFileSync(file, name.endsWith(".jsonl") ? `${lines().join("\n")}\n` : text)
  }
}

export type Row = Readonly<Record<string, unknown>>

/** Of what the trainer runs: modules and launch settings, not rows, which follow the guideline's prompt, nor the page about them. */
export function hashesOf(tool: Tool): Record<string, string> {
  const entries = subjectsOf(tool).flatMap(({ guideline, files }) =>
    Object.entries(files)
      .filter(([name]) => !name.endsWith(".jsonl") && name !== "README.md")
      .map(([name, text]) => [`${guideline}/${name}`, createHash("sha256").update(text).digest("hex")] as const),
  )
  return Object.fromEntries(entries)
}

/** Made by the suite when all of a trainer's tests passed; `tests/trainers/recorded.json`. */
export type Recorded = Partial<Record<Tool, Run>>

export interface Run {
  readonly date: string
  readonly versions: Readonly<Record<string, string>>
  /** Names of tests. */
  readonly passed: readonly string[]
  readonly files: Readonly<Record<string, string>>
}

export const RECORD = "tests/trainers/recorded.json"
