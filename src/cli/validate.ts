/** `glossator validate GUIDELINE --data NAME`: gold data that the guideline itself would not pay in full, before any training. */
import { loadGuideline } from "../compile/load.js"
import { type GoldFailure, validateGold } from "../compile/selfcheck/gold.js"
import type { Task } from "../compile/task.js"
import { readData } from "../data/read.js"
import { type Diagnostic, hasErrors, type Place, UserError } from "../diagnostic.js"
import { relationFromText } from "../value.js"
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
  const failures = validateGold(task, examples).map((failure) => goldDiagnostic(task, failure, data.places))
  const all = [...diagnostics, ...data.diagnostics, ...failures]
  if (options.json) {
    outJson(io, { examples: examples.length, failures: failures.length, diagnostics: diagnosticsJson(all) })
  } else {
    errDiagnostics(io, all.slice(0, MOST_SHOWN))
    if (all.length > MOST_SHOWN) errDiagnosticsLeft(all.length - MOST_SHOWN, io)
    const right = examples.length - failures.length
    out(io, `${options.data}: ${right} of ${examples.length} gold answers earn the highest score of ${file}`)
  }
  if (failures.length > 0) return EXIT.input
  return hasErrors(all) ? exitOf(all) : EXIT.ok
}

function errDiagnosticsLeft(count: number, io: Io): void {
  io.stderr.write(`… and ${count} more; --json prints all\n`)
}

/** With both places: the row of data, and the line of the guideline that its label is declared in. */
function goldDiagnostic(task: Task, failure: GoldFailure, places: ReadonlyMap<string, Place>): Diagnostic {
  const { id, gold, reason } = failure
  const place = places.get(id)
  const { meaning } = task
  const names = Object.values(gold).map((value) => relationFromText(value)?.name ?? value)
  const declared = [...meaning.relations, ...(meaning.otherwise ? [meaning.otherwise] : [])].find(
    ({ name, aliases }) => names.includes(name) || aliases.some((alias) => names.includes(alias)),
  )
  const asked = meaning.answers.find(({ type }) => type === "relation")?.place ?? meaning.place
  const note = declared
    ? { message: `${declared.name} is declared here`, place: declared.place }
    : { message: "this part of the answer holds the gold value", place: asked }
  return report(
    "gold-row-fails",
    { id, gold: Object.values(gold).join(", "), reason },
    {
      ...(place && { place }),
      notes: [note],
    },
  )
}
