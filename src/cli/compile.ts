/** `glossator compile FILE --to …`: what the model is told, what it is paid for, and what other tools need, from one file. */
import { writeFileSync } from "node:fs"
import path from "node:path"
import { exampleInput } from "../compile/example-input.js"
import { loadGuideline } from "../compile/load.js"
import type { Exported } from "../compile/targets/target.js"
import type { Prompt, PromptStyle, Task } from "../compile/task.js"
import { makeFolder } from "../data/make-folder.js"
import { hasErrors, UserError } from "../diagnostic.js"
import { fileReason } from "../file-reason.js"
import type { Meaning } from "../language/meaning.js"
import { withArm } from "./arm.js"
import { report } from "./codes.js"
import { tokenCount } from "./count-tokens.js"
import { EXIT, exitOf } from "./exit.js"
import { diagnosticsJson, err, errDiagnostics, type Io, out, outJson } from "./io.js"

export interface CompileOptions {
  readonly to:
    | ("prompt" | "plan" | "json-schema" | "gbnf" | "handbook" | "label-studio" | "brat")
    | ("trl" | "verl" | "openrlhf" | "verifiers" | "nemo-gym")
  readonly style: PromptStyle
  /** Seed of the order of labels, entities and relations. */
  readonly shuffle?: number
  /** Of the plan and for trainers: another reward of the guideline. */
  readonly arm?: string
  /** For trainers: rows of a data set instead of the guideline's examples. */
  readonly data?: string
  /** Counts the prompt's tokens; see `tokenCount`. */
  readonly tokenizer?: string
  /** Written there instead of printed; for brat and for trainers a folder. */
  readonly out?: string
  readonly json?: boolean
}

export async function compile(file: string, options: CompileOptions, io: Io): Promise<number> {
  const { task, diagnostics } = loadGuideline(file)
  // A file of labels alone is right as it is, but there is nothing to compile: whoever redirects the output must notice.
  if (!task) {
    if (options.json) outJson(io, { diagnostics: diagnosticsJson(diagnostics) })
    else errDiagnostics(io, diagnostics)
    return EXIT.input
  }
  errDiagnostics(io, diagnostics)
  const { files, diagnostics: found } = await exported(withArm(task, options.arm), options, io)
  errDiagnostics(io, found)
  const all = [...diagnostics, ...found]
  if (hasErrors(found)) {
    if (options.json) outJson(io, { diagnostics: diagnosticsJson(all) })
    return exitOf(found)
  }
  const [only] = Object.values(files)
  const names = Object.keys(files)
  if (options.out !== undefined) await write(files, options.out, io)
  else if (names.length === 1 && (!options.json || isJson(options.to))) io.stdout.write(only!)
  else if (options.json) outJson(io, { guideline: aboutOf(task), files, diagnostics: diagnosticsJson(all) })
  else for (const [name, text] of Object.entries(files)) out(io, `# ${name}\n${text}`)
  return exitOf(all)
}

/** Targets that are JSON themselves; the prompt becomes JSON where that is asked for. */
const isJson = (target: CompileOptions["to"]): boolean =>
  target === "prompt" || target === "plan" || target === "json-schema"

const aboutOf = ({ name, version, hash }: Task) => ({ name, version, hash })

async function exported(task: Task, options: CompileOptions, io: Io): Promise<Exported> {
  const { meaning, plan } = task
  const file = (name: string, text: string): Exported => ({ files: { [name]: text }, diagnostics: [] })
  const lines = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`
  switch (options.to) {
    case "prompt":
      return file(options.json ? "prompt.json" : "prompt.txt", await promptText(task, options, io))
    case "plan":
      return file("plan.json", lines(plan))
    case "json-schema":
      return file("answer.schema.json", lines((await import("../compile/json-schema.js")).jsonSchema(plan)))
    case "gbnf":
      return file("answer.gbnf", (await import("../compile/gbnf.js")).gbnf(plan))
    case "trl":
    case "verl":
    case "openrlhf":
    case "verifiers":
    case "nemo-gym": {
      const { trainers } = await import("../compile/targets/trainers.js")
      const { trainerExport } = await import("./compile-trainer.js")
      return trainerExport(trainers.get(options.to)!, task, options, io)
    }
    default:
      return (await import("../compile/targets/index.js")).targets.get(options.to)!.files(meaning)
  }
}

async function write(files: Exported["files"], to: string, io: Io): Promise<void> {
  const entries = Object.entries(files)
  const folder = entries.length > 1
  for (const [name, text] of entries) {
    const file = folder ? path.join(to, name) : to
    try {
      await makeFolder(path.dirname(file))
      writeFileSync(file, text)
    } catch (error) {
      throw new UserError(report("file-unwritable", { path: file, reason: fileReason(error) }))
    }
    err(io, `Wrote ${file}`)
  }
}

async function promptText(task: Task, { style, shuffle, tokenizer, json }: CompileOptions, io: Io): Promise<string> {
  const { count, by } = await tokenCount(tokenizer)
  const { input, made } = exampleInput(task.meaning)
  const prompt = task.prompt(input, {
    style,
    countTokens: count,
    ...(shuffle !== undefined && { shuffleSeed: shuffle }),
  })
  if (json) return `${JSON.stringify({ guideline: aboutOf(task), tokens: by, ...prompt }, undefined, 2)}\n`
  err(io, tokensText(prompt, task.meaning, by))
  const about = made ? "made up: the guideline has no example" : "an example of the guideline itself"
  const headings = { system: "system", user: `user (${about})`, assistant: "assistant" }
  return `${prompt.messages.map(({ role, content }) => `--- ${headings[role]} ---\n${content}`).join("\n\n")}\n`
}

/** A table: what each section costs, and what was left out for the budget. */
function tokensText({ sections, overBudget }: Prompt, { budget }: Meaning, by: string): string {
  const rows = sections.map(
    ({ name, tokens = 0, dropped }) => [name, String(tokens), dropped ? "left out" : ""] as const,
  )
  const kept = sections.reduce((sum, { tokens = 0, dropped }) => sum + (dropped ? 0 : tokens), 0)
  const total = overBudget?.tokens ?? kept
  const wide = Math.max(...rows.map(([name]) => name.length), 5)
  const limit =
    budget === undefined
      ? ""
      : ` of ${budget.tokens}${overBudget ? ": too many, although all is left out that may be" : ""}`
  return [
    `Tokens, ${by}:`,
    ...rows.map(([name, tokens, note]) => `  ${name.padEnd(wide)} ${tokens.padStart(6)}${note && `  ${note}`}`),
    `  ${"all".padEnd(wide)} ${String(total).padStart(6)}${limit}`,
  ].join("\n")
}
