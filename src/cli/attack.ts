/** `glossator attack GUIDELINE…`: answers that deserve nothing, and what the reward gives for them. */
import { type Attackable, type AttackReport, attackable, attack as attackReward } from "../compile/attacks/attack.js"
import { loadGuideline } from "../compile/load.js"
import type { Task } from "../compile/task.js"
import { readData } from "../data/read.js"
import { type Diagnostic, printable, UserError } from "../diagnostic.js"
import { allExamples } from "../language/meaning.js"
import { codePointLength } from "../text.js"
import type { Example } from "../value.js"
import { withArm } from "./arm.js"
import { report } from "./codes.js"
import { EXIT } from "./exit.js"
import { errDiagnostics, type Io, out, outJson } from "./io.js"

export interface AttackOptions {
  /** Rows of a data set; default: the guideline's own examples. */
  readonly data?: string
  /** At most so many of them, from the beginning. */
  readonly rows: number
  /** Another reward of the guideline. */
  readonly arm?: string
  readonly json?: boolean
}

export function attack(files: readonly string[], options: AttackOptions, io: Io): number {
  const attacked = files.map((path) => {
    const { task: main, diagnostics } = loadGuideline(path)
    if (!main) throw new UserError(diagnostics)
    const task = withArm(main, options.arm)
    const { rows: all, found } = rowsOf(task, path, options, io)
    errDiagnostics(io, found)
    const { rows, leftOut } = attackable(task, all)
    const facts = { path, count: leftOut.length, of: all.length, shown: leftOut.slice(0, SHOWN).map(whyLeftOut) }
    if (rows.length === 0) throw new UserError(report("attack-nothing-scored", facts))
    if (leftOut.length > 0) errDiagnostics(io, [report("attack-left-out", facts)])
    const tried = attackReward(task, rows)
    errDiagnostics(io, saturation(path, tried))
    return { path, ...(options.arm !== undefined && { arm: options.arm }), ...tried, leftOut }
  })
  if (options.json) outJson(io, attacked)
  else for (const one of attacked) out(io, `${attackText(one)}\n`)
  const isHoled = attacked.some(
    ({ families, saturated }) => saturated === "by-reward" || families.some(({ broke }) => broke),
  )
  return isHoled ? EXIT.input : EXIT.ok
}

function saturation(path: string, { saturated, rows, floor, highest, constant }: AttackReport): Diagnostic[] {
  if (saturated === undefined) return []
  const facts = { path, rows, floor, highest }
  return [
    saturated === "by-rows"
      ? report("attack-rows-alike", facts)
      : report("attack-constant-pays", { ...facts, constant: printable(constant.slice(0, 80)) }),
  ]
}

/** So many rows that are left out are named, each with its reason. */
const SHOWN = 3

const whyLeftOut = ({ id, reason }: Attackable["leftOut"][number]): string =>
  `row ${printable(id)}: ${printable(reason)}`

function rowsOf(
  task: Task,
  path: string,
  { data, rows }: AttackOptions,
  io: Io,
): { rows: readonly Example[]; found: readonly Diagnostic[] } {
  if (data !== undefined) {
    const read = readData(data, { env: io.env })
    const all = [...read.test, ...read.train]
    if (all.length === 0) throw new UserError(read.diagnostics)
    return { rows: all.slice(0, rows), found: read.diagnostics }
  }
  const own = allExamples(task.meaning).map(({ input, gold }, i) => ({ id: String(i + 1), input, gold }))
  if (own.length === 0) throw new UserError(report("attack-no-rows", { path }))
  return { rows: own.slice(0, rows), found: [] }
}

/** One line a family: what it got, beside the floor. */
export function attackText({
  path,
  arm,
  rows,
  floor,
  constant,
  highest,
  families,
  notRun,
  saturated,
}: AttackReport & { readonly path: string; readonly arm?: string }): string {
  const tried = families.filter(({ best }) => best !== undefined)
  const width = Math.max(...families.map(({ name }) => codePointLength(name)))
  const points = (score: number): string => score.toFixed(3).padStart(8)
  const broke = tried.filter((family) => family.broke)
  return [
    `${path}${arm === undefined ? "" : `, arm ${arm}`}: ${rows} rows; the highest score is ${highest}, the best constant answer gets ${floor.toFixed(3)} (${printable(constant.slice(0, 80))})`,
    ...tried.map(
      ({ name, best, broke, completion = "" }) =>
        `  ${name.padEnd(width)} ${points(best!)}${broke ? `  got through: ${printable(completion.slice(0, 100))}` : ""}`,
    ),
    ...(tried.length < families.length
      ? [
          `  nothing to try here: ${families
            .filter(({ best }) => best === undefined)
            .map(({ name }) => name)
            .join(", ")}`,
        ]
      : []),
    ...(notRun.length > 0
      ? [`  taken not to hold, because only a verifier or the user's code decides: ${notRun.join(", ")}`]
      : []),
    ...(rows === 1
      ? ["  one row says nothing: its own answer is the best constant one; give --data, or more examples"]
      : []),
    ...(saturated ? ["  the best constant answer gets nearly all: nothing can be seen to get more"] : []),
    broke.length === 0
      ? `  ${tried.length} families, none above the floor`
      : `  ${broke.length} of ${tried.length} families are above the floor: the reward pays for what deserves nothing`,
  ].join("\n")
}
