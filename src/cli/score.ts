/** `glossator score GUIDELINE --rows FILE`: one verdict for each row, as rows come; memory does not grow with them. */
import { once } from "node:events"
import { lackingInput } from "../compile/lacking-input.js"
import { report } from "../data/codes.js"
import { type UnreadRow, unreadReason } from "../data/readers/answers.js"
import { type Diagnostic, printable } from "../diagnostic.js"
import { toWire, unreadVerdict } from "../reward/wire.js"
import { EXIT } from "./exit.js"
import { diagnosticsJson, err, errDiagnostics, type Io } from "./io.js"
import { type RowsOptions, type ScoredRow, withScoredRows } from "./scored-rows.js"

export interface ScoreOptions extends RowsOptions {
  /** Stop at the first row that can not be read or scored. */
  readonly strict?: boolean
  readonly json?: boolean
}

/** What was wrong with rows is printed so often, then counted. */
const MOST_SHOWN = 20

export async function score(file: string, options: ScoreOptions, io: Io): Promise<number> {
  const counts = { rows: 0, unscorable: 0, wrong: 0, lacking: 0, total: 0 }
  const tell = (diagnostics: readonly Diagnostic[]) => {
    if (counts.wrong <= MOST_SHOWN) errDiagnostics(io, diagnostics)
  }
  const remark = (diagnostic: Diagnostic) => {
    if (options.json) print(io, JSON.stringify({ diagnostics: diagnosticsJson([diagnostic]) }))
    else tell([diagnostic])
  }
  await withScoredRows(file, options, io, remark, async (task, rows) => {
    const told = new Set<string>()
    for await (const row of rows) {
      let isPrinted = true
      if ("unread" in row) {
        counts.wrong++
        if (options.json) isPrinted = print(io, unreadLine(row))
        else tell(row.unread)
      } else {
        const { verdict } = row
        counts.rows++
        if (verdict.unscorable === undefined) counts.total += verdict.score
        else counts.unscorable++
        const lacks = verdict.unscorable === undefined ? lackingInput(row.input, task.plan) : undefined
        if (lacks) counts.lacking++
        if (lacks && !told.has(lacks.input)) remark(report("input-lacking", { id: row.id, ...lacks }))
        if (lacks) told.add(lacks.input)
        isPrinted = print(io, options.json ? verdictLine(row) : lineOf(row))
      }
      // whoever reads more slowly than rows are scored is waited for
      if (!isPrinted) await once(io.stdout, "drain")
      if (options.strict && counts.wrong + counts.unscorable > 0) {
        err(io, "Stopped there, as --strict says.")
        return
      }
    }
  })
  err(io, summary(counts))
  return counts.wrong + counts.unscorable > 0 ? EXIT.input : EXIT.ok
}

const verdictLine = ({ id, line, verdict, completion }: ScoredRow): string =>
  JSON.stringify({ id, line, ...toWire(verdict, completion) })

/** A row that can not be read has a verdict like any other, without a score. */
const unreadLine = ({ id, line, unread }: UnreadRow): string =>
  JSON.stringify({ id, line, ...unreadVerdict(unreadReason(unread)), diagnostics: diagnosticsJson(unread) })

const print = (io: Io, line: string): boolean => io.stdout.write(`${line}\n`)

/** `42  -0.5  format +1, right -1.5; case-differs`. */
function lineOf({ id, verdict }: ScoredRow): string {
  const { score, terms, findings, unscorable } = verdict
  if (unscorable !== undefined) return printable(`${id}  unscorable  ${unscorable}`)
  const paid = terms.flatMap(({ name, paid, applied }) => (applied ? [`${name} ${paid > 0 ? "+" : ""}${paid}`] : []))
  const codes = [...new Set(findings.map(({ code }) => code))]
  return printable(
    [`${id}  ${score}`, [paid.join(", "), codes.join(", ")].filter((part) => part !== "").join("; ")].join("  "),
  )
}

interface Counts {
  readonly rows: number
  readonly unscorable: number
  readonly wrong: number
  /** Scored, although they lack an input of the guideline. */
  readonly lacking: number
  readonly total: number
}

function summary({ rows, unscorable, wrong, lacking, total }: Counts): string {
  const scored = rows - unscorable
  const mean = scored > 0 ? `, mean score ${(total / scored).toFixed(4)}` : ""
  const left = [
    ...(unscorable > 0 ? [`${unscorable} unscorable`] : []),
    ...(wrong > 0 ? [`${wrong} more could not be read`] : []),
    ...(lacking > 0 ? [`${lacking} of them without an input that the guideline declares`] : []),
  ]
  return `${scored} of ${rows} rows scored${mean}${left.length > 0 ? `; ${left.join(", ")}` : ""}`
}
