/** Gold data against the guideline: before any training, every gold answer must earn the highest score. */
import type { Given } from "../../reward/plan.js"
import type { Example } from "../../value.js"
import { highestFor } from "../highest.js"
import { holds, userText } from "../prompt/inputs.js"
import type { Task } from "../task.js"
import { composer } from "../write.js"
import { favourableGiven } from "./given.js"
import { paidParts } from "./paid-parts.js"

export interface GoldFailure {
  /** Of the example. */
  readonly id: string
  readonly gold: Example["gold"]
  /** One sentence without a full stop. */
  readonly reason: string
  /** The row's input is none that the guideline asks about; nothing is known of the gold. */
  readonly isInput?: true
  /** What the gold answer earned, if it could be scored. */
  readonly score?: number
}

export interface GoldCheck {
  readonly failures: readonly GoldFailure[]
  /** Rows whose gold is sound but does not say the whole answer, so that what it would earn is open. */
  readonly untried: number
}

export const validateGold = (task: Task, examples: Iterable<Example>): readonly GoldFailure[] =>
  checkGold(task, examples).failures

export function checkGold(task: Task, examples: Iterable<Example>): GoldCheck {
  const checker: Checker = {
    task,
    given: favourableGiven(task.plan),
    compose: composer(task.plan),
    paid: paidParts(task.plan),
  }
  const failures: GoldFailure[] = []
  let untried = 0
  for (const example of examples) {
    const { id, gold } = example
    const wrong = inputFailure(task, example)
    if (wrong) {
      failures.push({ id, gold, ...wrong, isInput: true })
      continue
    }
    const found = goldFailure(checker, example)
    if (found === "untried") untried++
    else if (found) failures.push({ id, gold, ...found })
  }
  return { failures, untried }
}

interface Checker {
  readonly task: Task
  readonly given: Given
  readonly compose: ReturnType<typeof composer>
  readonly paid: ReadonlySet<string>
}

type Failure = Pick<GoldFailure, "reason" | "score">

function inputFailure({ meaning }: Task, { input }: Example): Failure | undefined {
  const reason = reasonOf(() => userText(meaning, input))
  if (typeof reason === "object") return reason
  for (const { name, type, when } of meaning.inputs) {
    if (type.kind !== "mention" || !holds(when, input)) continue
    const text = Object.hasOwn(input, type.within) ? input[type.within] : undefined
    if (typeof text !== "string") return { reason: `the input has no "${type.within}"` }
    const open = text.indexOf(`<${name}>`)
    if (open < 0 || text.indexOf(`</${name}>`, open) < 0)
      return { reason: `the text does not mark <${name}>…</${name}>` }
  }
  return undefined
}

function goldFailure({ task, given, compose, paid }: Checker, example: Example): Failure | "untried" | undefined {
  // scored before it is written: what the gold lacks is a reason here, and an error of the caller's there
  const { unscorable } = task.score("", example, given)
  if (unscorable !== undefined) return { reason: unscorable }
  const written = reasonOf(() => compose(example.gold, undefined, example.input))
  if ("reason" in written) return written
  const { score, findings, answer } = task.score(written.completion, example, given)
  const highest = highestFor(task.plan, { ...example.input, ...answer })
  if (score >= highest) return undefined
  if (written.filled.some((part) => paid.has(part))) return "untried"
  const why = findings[0]?.message.replace(/\.$/, "")
  return { score, reason: `it earns ${score} of ${highest}${why === undefined ? "" : `: ${why}`}` }
}

/** What a row lacks is said by a RangeError, for which data is the caller's matter. */
function reasonOf<T>(make: () => T): T | Failure {
  try {
    return make()
  } catch (error) {
    if (error instanceof RangeError) return { reason: error.message }
    throw error
  }
}
