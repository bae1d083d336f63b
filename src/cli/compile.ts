/** `glossator compile FILE --to prompt|plan`: what the model is told, or what it is paid for, from the same file. */
import { loadGuideline } from "../compile/load.js"
import type { PromptStyle } from "../compile/task.js"
import type { Meaning } from "../language/meaning.js"
import { EXIT, exitOf } from "./exit.js"
import { diagnosticsJson, errDiagnostics, type Io, out, outJson } from "./io.js"

export interface CompileOptions {
  readonly to: "prompt" | "plan"
  readonly style: PromptStyle
  /** Seed of the order of the relations. */
  readonly shuffle?: number
  readonly json?: boolean
}

export function compile(file: string, options: CompileOptions, io: Io): number {
  const { task, diagnostics } = loadGuideline(file)
  if (!task && options.json) {
    outJson(io, { diagnostics: diagnosticsJson(diagnostics) })
    return EXIT.input
  }
  if (!task) {
    // A file of labels alone is right as it is, but there is nothing to compile: whoever redirects the output must notice.
    errDiagnostics(io, diagnostics)
    return EXIT.input
  }
  errDiagnostics(io, diagnostics)
  if (options.to === "plan") {
    outJson(io, task.plan)
    return exitOf(diagnostics)
  }
  const { style, shuffle } = options
  const prompt = task.prompt(exampleInput(task.meaning), {
    style,
    ...(shuffle !== undefined && { shuffleSeed: shuffle }),
  })
  if (options.json) outJson(io, { guideline: { name: task.name, version: task.version, hash: task.hash }, ...prompt })
  else out(io, prompt.messages.map(({ role, content }) => `--- ${role} ---\n${content}`).join("\n\n"))
  return exitOf(diagnostics)
}

/** The guideline's own first example, or its inputs by name. */
function exampleInput(meaning: Meaning): Record<string, string> {
  const examples = [
    ...meaning.examples,
    ...meaning.relations.flatMap(({ examples }) => examples),
    ...(meaning.otherwise?.examples ?? []),
  ]
  const texts = meaning.inputs.filter(({ type }) => type === "text").map(({ name }) => name)
  const marks = (within: string): string =>
    meaning.inputs
      .filter((one) => one.type === "mention" && one.within === within)
      .map(({ name }) => `<${name}>…</${name}>`)
      .join(" … ")
  return Object.fromEntries(
    texts.map((name, i) => [name, i === 0 && examples[0] ? examples[0].text : `… ${marks(name)} …`]),
  )
}
