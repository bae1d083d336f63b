/** `glossator metrics GUIDELINE --rows FILE`: what scored answers show all together, with intervals; `score` is for each of them. */
import { createHash } from "node:crypto"
import { LackingRows } from "../compile/lacking-input.js"
import { type Diagnostic, printable } from "../diagnostic.js"
import { Measurer, type Measures } from "../rollout/measures.js"
import { report } from "./codes.js"
import { EXIT } from "./exit.js"
import { err, errDiagnostics, type Io, out, outJson } from "./io.js"
import { type RowsOptions, type ScoredRow, withScoredRows } from "./scored-rows.js"

export interface MetricsOptions extends RowsOptions {
  readonly json?: boolean
}

/** What was wrong with rows is printed so often, then counted; so many labels are printed. */
const MOST_SHOWN = 20

export async function metrics(file: string, options: MetricsOptions, io: Io): Promise<number> {
  let told = 0
  const tell = (diagnostics: readonly Diagnostic[]) => {
    if (told++ < MOST_SHOWN) errDiagnostics(io, diagnostics)
  }
  return withScoredRows(
    file,
    options,
    io,
    (diagnostic) => tell([diagnostic]),
    async (task, rows) => {
      const measurer = new Measurer(task)
      const problems = new Problems()
      const lacking = new LackingRows(task.plan)
      let unread = 0
      for await (const row of rows) {
        if ("unread" in row) {
          unread++
          tell(row.unread)
          continue
        }
        measurer.add({ ...row, id: problems.keyOf(row) })
        if (row.verdict.unscorable === undefined) lacking.add(row)
      }
      errDiagnostics(io, lacking.diagnostics())
      const measures = measurer.measures()
      if (problems.mixed.length > 0) errDiagnostics(io, [report("metrics-ids-mixed", { ids: problems.mixed })])
      const { name, version, hash } = task
      const { arm } = options
      if (options.json) outJson(io, { guideline: { name, version, hash, ...(arm && { arm }) }, unread, ...measures })
      else {
        out(io, `${printable(`${name} ${version}`)}${arm === undefined ? "" : `, arm ${arm}`}`)
        out(io, measuresText(measures))
        if (unread > 0) err(io, `${unread} more rows could not be read`)
      }
      return unread + measures.unscorable > 0 || measures.answers === 0 ? EXIT.input : EXIT.ok
    },
  )
}

/** Rows with one id are tries at one problem; a row without an id is a problem of its own. */
class Problems {
  /** Ids that stand for several inputs or golds. */
  readonly mixed: string[] = []
  readonly #asked = new Map<string, string>()

  /** @returns what no other problem is called */
  keyOf({ id, isNamed, line, input, gold }: ScoredRow): string {
    if (!isNamed) return JSON.stringify([id, line])
    const asked = createHash("sha256")
      .update(JSON.stringify([input, gold]))
      .digest("base64")
    const known = this.#asked.get(id)
    if (known === undefined) this.#asked.set(id, asked)
    else if (known !== asked && !this.mixed.includes(id)) this.mixed.push(id)
    return JSON.stringify([id])
  }
}

export function measuresText(measures: Measures): string {
  const { answers, problems, tries, unscorable, reasons, missing, bootstrap } = measures
  const each = tries.least === tries.most ? `${tries.most}` : `${tries.least} to ${tries.most}`
  const scored = answers - unscorable
  return [
    `${scored} of ${answers} answers have a score, ${each} for each of ${problems} problems${unscorable > 0 ? `; ${unscorable} unscorable ones are in no figure:` : ""}`,
    ...reasons.slice(0, MOST_REASONS).map(({ reason, answers: count }) => `  ${count} × ${printable(reason)}`),
    ...(reasons.length > MOST_REASONS ? [`  and ${reasons.length - MOST_REASONS} more reasons; --json has all`] : []),
    ...figures(measures),
    ...labelLines(measures),
    ...(missing.length > 0 ? ["", "Not computed:"] : []),
    ...missing.map(({ metric, reason }) => `  ${printable(`${metric}: ${reason}`)}`),
    "",
    `Intervals of 95 %: Wilson's, or a bootstrap over problems (${bootstrap.draws} draws, seed ${bootstrap.seed}). They cover the drawing of problems only.`,
  ].join("\n")
}

const MOST_REASONS = 5

function figures({ metrics, tries }: Measures): string[] {
  if (metrics.length === 0) return []
  const rows = metrics.map((one) => {
    const percent = one.metric !== "score"
    const number = (value: number): string => (percent ? (100 * value).toFixed(2) : value.toFixed(4))
    const { low, high } = one
    return [
      one.metric === "accuracy" && tries.most > 1 ? `accuracy (avg@${triesText(tries)})` : one.metric,
      `${number(one.value)}${percent ? " %" : "  "}`,
      low === null || high === null ? "none: all are alike" : `[${number(low)}, ${number(high)}]`,
      `${one.n} ${one.of}`,
      [one.interval, one.note].filter((text) => text).join("; "),
    ]
  })
  return ["", ...table([["", "value", "95 % interval", "of", ""], ...rows], [1])]
}

const triesText = ({ least, most }: Measures["tries"]): string => (least === most ? `${most}` : `${least} to ${most}`)

function labelLines({ labels }: Measures): string[] {
  return Object.entries(labels).flatMap(([part, byLabel]) => {
    const all = Object.entries(byLabel).sort(([a], [b]) => (a < b ? -1 : 1))
    const percent = (value: number): string => (100 * value).toFixed(2)
    const rows = all
      .slice(0, MOST_SHOWN)
      .map(([label, { precision, recall, f1 }]) => [label, percent(precision), percent(recall), percent(f1)])
    const left = all.length - rows.length
    return [
      ...["", ...table([[part, "precision", "recall", "F1"], ...rows], [1, 2, 3])],
      ...(left > 0 ? [`  and ${left} more labels; --json has all`] : []),
    ]
  })
}

/** @param right columns of numbers */
function table(rows: readonly (readonly string[])[], right: readonly number[]): string[] {
  // the last column ends the line and needs no width
  const isCut = (cell: string, i: number, { length }: readonly string[]) => cell.length > WIDEST && i < length - 1
  const shown = rows.map((row) => row.map((cell, i) => (isCut(cell, i, row) ? `${cell.slice(0, WIDEST - 1)}…` : cell)))
  const widths = shown[0]!.map((_, i) => Math.max(...shown.map((row) => row[i]!.length)))
  return shown.map((row) =>
    printable(
      `  ${row.map((cell, i) => (right.includes(i) ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!))).join("  ")}`,
    ).trimEnd(),
  )
}

const WIDEST = 60
