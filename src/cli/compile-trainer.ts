/** `glossator compile FILE --to trl …`: the reward as a Python module, with rows for the trainer. */
import { readFileSync } from "node:fs"
import path from "node:path"
import { report } from "../compile/targets/codes.js"
import { type Trainer, trainerFiles } from "../compile/targets/python.js"
import type { Exported } from "../compile/targets/target.js"
import type { Task } from "../compile/task.js"
import { readData } from "../data/read.js"
import { UserError } from "../diagnostic.js"
import { allExamples } from "../language/meaning.js"
import { packageRoot } from "../package.js"
import type { CompileOptions } from "./compile.js"
import { tokenCount } from "./count-tokens.js"
import type { Io } from "./io.js"

/** Rows of a data set, or else the guideline's own examples; with the prompts that `--to prompt` shows. */
export async function trainerExport(trainer: Trainer, task: Task, options: CompileOptions, io: Io): Promise<Exported> {
  const { data, style, shuffle, tokenizer } = options
  const { count } = await tokenCount(tokenizer)
  const prompt = { style, countTokens: count, ...(shuffle !== undefined && { shuffleSeed: shuffle }) }
  const runtime = readFileSync(path.join(packageRoot(), "assets/python/glossator_reward.py"), "utf8")
  if (data === undefined) {
    const train = allExamples(task.meaning).map(({ input, gold }, i) => ({ id: `${i + 1}`, input, gold }))
    return trainerFiles(trainer, { task, runtime, train, test: [], prompt })
  }
  const read = readData(data, { env: io.env })
  if (read.train.length + read.test.length === 0) throw new UserError(read.diagnostics)
  const { files, diagnostics } = trainerFiles(trainer, { task, runtime, train: read.train, test: read.test, prompt })
  const none = read.train.length === 0 ? [report("export-no-rows", { data }, { place: task.meaning.place })] : []
  return { files, diagnostics: [...read.diagnostics, ...none, ...diagnostics] }
}
