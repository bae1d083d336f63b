/** `glossator compile FILE --to trl …`: the reward as a Python module, with rows for the trainer. */
import { readFileSync } from "node:fs"
import path from "node:path"
import { type GoldFailure, validateGold } from "../compile/selfcheck/gold.js"
import { report } from "../compile/targets/codes.js"
import { type Trainer, trainerFiles } from "../compile/targets/python.js"
import type { Exported } from "../compile/targets/target.js"
import type { Task } from "../compile/task.js"
import { readData } from "../data/read.js"
import { type Diagnostic, type Place, printable, UserError } from "../diagnostic.js"
import { allExamples } from "../language/meaning.js"
import { packageRoot } from "../package.js"
import type { Example } from "../value.js"
import type { CompileOptions } from "./compile.js"
import { tokenCount } from "./count-tokens.js"
import type { Io } from "./io.js"

/** Rows of a data set, or else the guideline's own examples; with the prompts that `--to prompt` shows. */
export async function trainerExport(trainer: Trainer, task: Task, options: CompileOptions, io: Io): Promise<Exported> {
  const { data, style, shuffle, tokenizer } = options
  const { count } = await tokenCount(tokenizer)
  const prompt = { style, countTokens: count, ...(shuffle !== undefined && { shuffleSeed: shuffle }) }
  const runtime = readFileSync(path.join(packageRoot(), "assets/python/glossator_reward.py"), "utf8")
  const place = task.meaning.place
  if (data === undefined) {
    const train = allExamples(task.meaning).map(({ input, gold }, i) => ({ id: `${i + 1}`, input, gold }))
    const { files, diagnostics } = trainerFiles(trainer, { task, runtime, train, test: [], prompt })
    return {
      files,
      diagnostics: [...(train.length === 0 ? [report("export-no-examples", {}, { place })] : []), ...diagnostics],
    }
  }
  const read = readData(data, { env: io.env })
  const all = [...read.train, ...read.test]
  if (all.length === 0) throw new UserError(read.diagnostics)
  const failures = validateGold(task, all)
  const wrong = new Set(failures.map(({ id }) => id))
  const sound = (rows: readonly Example[]): Example[] => rows.filter(({ id }) => !wrong.has(id))
  const [train, test] = [sound(read.train), sound(read.test)]
  const left = leftOut(failures, all.length, place)
  if (train.length + test.length === 0) return { files: {}, diagnostics: [...read.diagnostics, ...left] }
  const { files, diagnostics } = trainerFiles(trainer, { task, runtime, train, test, prompt })
  const none = train.length === 0 ? [report("export-no-rows", { data }, { place })] : []
  return { files, diagnostics: [...read.diagnostics, ...left, ...none, ...diagnostics] }
}

/** Before any training, every gold answer must earn the highest score: rows whose does not are no rows to train on. */
function leftOut([first, ...others]: readonly GoldFailure[], of: number, place: Place): Diagnostic[] {
  if (!first) return []
  const count = 1 + others.length
  const facts = { of, id: printable(first.id), reason: printable(first.reason) }
  return [
    count === of
      ? report("export-all-left-out", facts, { place })
      : report("export-rows-left-out", { ...facts, count }, { place }),
  ]
}
