/** `glossator validate GUIDELINE --data NAME`: gold data that the guideline itself would not pay in full, before any training. */
import { loadGuideline } from "../compile/load.js"
import { namesIn } from "../compile/prompt/examples.js"
import { answerText } from "../compile/selfcheck/examples.js"
import { checkGold, type GoldFailure } from "../compile/selfcheck/gold.js"
import type { Task } from "../compile/task.js"
import { readData } from "../data/read.js"
import { type Diagnostic, hasErrors, type Place, UserError } from "../diagnostic.js"
import { allNames } from "../language/meaning.js"
import { AnswerReader } from "../reward/answer/read.js"
import type { Example } from "../value.js"
import { report } from "./codes.js"
import { EXIT, exitOf } from "./exit.js"
import { diagnosticsJson, errDiagnostics, type Io, out, outJson } from "./io.js"
import { goldSlip, inputSlip, type Slip } from "./suspect.js"

const MOST_SHOWN = 20

export function validate(file: string, options: { readonly data: string; readonly json?: boolean }, io: Io): number {
  const { task, diagnostics } = loadGuideline(file)
  if (!task) throw new UserError(diagnostics)
  const data = readData(options.data, { env: io.env })
  const examples = [...data.train, ...data.test]
  if (examples.length === 0) throw new UserError(data.diagnostics)
  const { failures: found, untried } = checkGold(task, examples)
  const inputs = new Map(examples.map(({ id, input }) => [id, input]))
  const all = [...diagnostics, ...data.diagnostics, ...together(found, task, inputs, data.places)]
  if (options.json) {
    outJson(io, { examples: examples.length, failures: found.length, untried, diagnostics: diagnosticsJson(all) })
  } else {
    errDiagnostics(io, all.slice(0, MOST_SHOWN))
    if (all.length > MOST_SHOWN) errDiagnosticsLeft(all.length - MOST_SHOWN, io)
    const right = examples.length - found.length - untried
    out(io, `${options.data}: ${right} of ${examples.length} gold answers earn the highest score of ${file}`)
    if (untried > 0)
      out(io, `${untried} could not be tried: their gold is sound, but does not say all that the reward looks at`)
  }
  if (found.length > 0) return EXIT.input
  return hasErrors(all) ? exitOf(all) : EXIT.ok
}

function errDiagnosticsLeft(count: number, io: Io): void {
  io.stderr.write(`… and ${count} more; --json prints all\n`)
}

/** Rows that have the same slip for the same reason are one finding, at the first of them. */
function together(
  failures: readonly GoldFailure[],
  task: Task,
  inputs: ReadonlyMap<string, Example["input"]>,
  places: ReadonlyMap<string, Place>,
): Diagnostic[] {
  const { meaning } = task
  /** Gold that can be scored is sound, be the score low for another reason. */
  const isSound =
    ({ id }: GoldFailure) =>
    (gold: Example["gold"]): boolean =>
      checkGold(task, [{ id, input: inputs.get(id)!, gold }]).failures.every(({ score }) => score !== undefined)
  const groups = new Map<string, { readonly first: GoldFailure; readonly slip?: Slip; readonly ids: string[] }>()
  for (const failure of failures) {
    const { id, gold, reason, isInput } = failure
    const row = places.get(id)
    const slip =
      row && (isInput ? inputSlip(inputs.get(id)!, meaning, row) : goldSlip(gold, meaning, row, isSound(failure)))
    const key = slip ? `${slip.key}\n${reason}` : `\n${id}`
    const group = groups.get(key)
    if (group) group.ids.push(id)
    else groups.set(key, { first: failure, ids: [id], ...(slip && { slip }) })
  }
  return [...groups.values()].map(({ first, slip, ids }) => {
    const { place = places.get(first.id), found, near } = slip ?? {}
    const more = {
      ...(ids.length > 1 && { ids }),
      ...(found !== undefined && { found }),
      ...(near !== undefined && { near }),
    }
    return goldDiagnostic(task, first, inputs.get(first.id) ?? {}, place, more)
  })
}

/** With both places: the row of data, and the line of the guideline that declares its label, or else the field or input. */
function goldDiagnostic(
  task: Task,
  failure: GoldFailure,
  input: Example["input"],
  place: Place | undefined,
  more: object,
): Diagnostic {
  const { id, gold, reason, isInput } = failure
  const { meaning } = task
  if (isInput) {
    const [first = meaning] = meaning.inputs
    const notes = [{ message: "the inputs are declared from here on", place: first.place }]
    return report("input-row-fails", { id, reason, ...more }, { ...(place && { place }), notes })
  }
  const fields = [...meaning.answers, ...meaning.golds]
  const wrong = wrongField(task, gold, input)
  const at = wrong === undefined ? undefined : fields.find(({ name }) => name === wrong)
  const names = namesIn(wrong === undefined ? gold : { [wrong]: gold[wrong]! }, meaning)
  const declared = allNames(meaning).find(
    ({ name, aliases }) => names.includes(name) || aliases.some((alias) => names.includes(alias)),
  )
  const field =
    at ?? fields.find(({ name }) => Object.hasOwn(gold, name)) ?? fields.find(({ type }) => type.kind !== "text")
  const note = declared
    ? { message: `${declared.name} is declared here`, place: declared.place }
    : { message: "this part of the answer holds the gold value", place: (field ?? meaning).place }
  const shown = printed(answerText(gold, meaning))
  return report("gold-row-fails", { id, gold: shown, reason, ...more }, { ...(place && { place }), notes: [note] })
}

/** The first field whose value can not be one of it; undefined where all can, or a name is unknown. */
function wrongField({ plan }: Task, gold: Example["gold"], input: Example["input"]): string | undefined {
  const reader = new AnswerReader(plan)
  const known = [...plan.answer, ...plan.golds].map(({ name }) => name)
  return known.find((name) => Object.hasOwn(gold, name) && "reason" in reader.readGold(name, gold[name]!, input))
}

/** Gold may be a long text. */
const printed = (text: string): string => (text.length > 200 ? `${text.slice(0, 197)}…` : text)
