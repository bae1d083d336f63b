/** Gold data against the guideline: before any training, every gold answer must earn the highest score. */
import type { Example } from "../../value.js"
import type { Task } from "../task.js"

export interface GoldFailure {
  /** Of the example. */
  readonly id: string
  readonly gold: Example["gold"]
  /** One sentence without a full stop. */
  readonly reason: string
  /** What the gold answer earned, if it could be scored. */
  readonly score?: number
}

export function validateGold(task: Task, examples: Iterable<Example>): GoldFailure[] {
  const failures: GoldFailure[] = []
  for (const example of examples) {
    const failure = inputFailure(task, example) ?? goldFailure(task, example)
    if (failure) failures.push({ id: example.id, gold: example.gold, ...failure })
  }
  return failures
}

type Failure = Pick<GoldFailure, "reason" | "score">

function inputFailure({ meaning }: Task, { input }: Example): Failure | undefined {
  for (const { name, type, within } of meaning.inputs) {
    const field = type === "text" ? name : within!
    const text = Object.hasOwn(input, field) ? input[field] : undefined
    if (typeof text !== "string") return { reason: `the input has no "${field}"` }
    if (type === "text") continue
    const open = text.indexOf(`<${name}>`)
    if (open < 0 || text.indexOf(`</${name}>`, open) < 0)
      return { reason: `the text does not mark <${name}>…</${name}>` }
  }
  return undefined
}

function goldFailure(task: Task, example: Example): Failure | undefined {
  // scored before it is written: what the gold lacks is a reason here, and an error of the caller's there
  const { unscorable } = task.score("", example)
  if (unscorable !== undefined) return { reason: unscorable }
  const lacking = task.plan.answer.find(
    ({ name, type, optional }) => type === "relation" && !optional && !Object.hasOwn(example.gold, name),
  )
  if (lacking) return { reason: `the gold has no "${lacking.name}"` }
  const { score, findings } = task.score(task.write(example.gold), example)
  const { highest } = task.plan.range
  if (score >= highest) return undefined
  const why = findings[0]?.message.replace(/\.$/, "")
  return { score, reason: `it earns ${score} of ${highest}${why === undefined ? "" : `: ${why}`}` }
}
