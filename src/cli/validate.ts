/** `glossator validate GUIDELINE --data NAME`: gold data that the guideline itself would not pay in full, before any training. */
import { loadGuideline } from "../compile/load.js"
import { namesIn } from "../compile/prompt/examples.js"
import { answerText } from "../compile/selfcheck/examples.js"
import { checkGold, type GoldFailure } from "../compile/selfcheck/gold.js"
import type { Task } from "../compile/task.js"
import { readData } from "../data/read.js"
import { type Diagnostic, hasErrors, type Place, UserError } from "../diagnostic.js"
import { allNames } from "../language/meaning.js"
import { report } from "./codes.js"
import { EXIT, exitOf } from "./exit.js"
import { diagnosticsJson, errDiagnostics, type Io, out, outJson } from "./io.js"

const MOST_SHOWN = 20

export function validate(file: string, options: { readonly data: string; readonly json?: boolean }, io: Io): number {
  const { task, diagnostics } = loadGuideline(file)
  if (!task) throw new UserError(diagnostics)
  const data = readData(options.data, { env: io.env })
  const examples = [...data.train, ...data.test]
  if (examples.length === 0) throw new UserError(data.diagnostics)
  const { failures: found, untried } = checkGold(task, examples)
  const failures = found.map((failure) => goldDiagnostic(task, failure, data.places))
  const all = [...diagnostics, ...data.diagnostics, ...failures]
  if (options.json) {
    outJson(io, { examples: examples.length, failures: failures.length, untried, diagnostics: diagnosticsJson(all) })
  } else {
    errDiagnostics(io, all.slice(0, MOST_SHOWN))
    if (all.length > MOST_SHOWN) errDiagnosticsLeft(all.length - MOST_SHOWN, io)
    const right = examples.length - failures.length - untried
    out(io, `${options.data}: ${right} of ${examples.length} gold answers earn the highest score of ${file}`)
    if (untried > 0)
      out(io, `${untried} could not be tried: their gold is sound, but does not say all that the reward looks at`)
  }
  if (failures.length > 0) return EXIT.input
  return hasErrors(all) ? exitOf(all) : EXIT.ok
}

function errDiagnosticsLeft(count: number, io: Io): void {
  io.stderr.write(`… and ${count} more; --json prints all\n`)
}

/** With both places: the row of data, and the line of the guideline that declares its label, or else the field or input. */
function goldDiagnostic(task: Task, failure: GoldFailure, places: ReadonlyMap<string, Place>): Diagnostic {
  const { id, gold, reason, isInput } = failure
  const place = places.get(id)
  const { meaning } = task
  if (isInput) {
    const [first = meaning] = meaning.inputs
    const notes = [{ message: "the inputs are declared from here on", place: first.place }]
    return report("input-row-fails", { id, reason }, { ...(place && { place }), notes })
  }
  const names = namesIn(gold, meaning)
  const declared = allNames(meaning).find(
    ({ name, aliases }) => names.includes(name) || aliases.some((alias) => names.includes(alias)),
  )
  const fields = [...meaning.answers, ...meaning.golds]
  const field = fields.find(({ name }) => Object.hasOwn(gold, name)) ?? fields.find(({ type }) => type.kind !== "text")
  const note = declared
    ? { message: `${declared.name} is declared here`, place: declared.place }
    : { message: "this part of the answer holds the gold value", place: (field ?? meaning).place }
  const shown = printed(answerText(gold, meaning))
  return report("gold-row-fails", { id, gold: shown, reason }, { ...(place && { place }), notes: [note] })
}

/** Gold may be a long text. */
const printed = (text: string): string => (text.length > 200 ? `${text.slice(0, 197)}…` : text)
