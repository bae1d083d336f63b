/** A confusion matrix in a notebook: gold labels against what was answered, with precision, recall and F1 of each label. */
import { type ColumnTable, table } from "arquero"
import { printable } from "../diagnostic.js"
import { type Html, html, rendered } from "../html.js"
import type { RolloutRow } from "../rollout/rows.js"
import type { Value } from "../value.js"
import { DISPLAY, type Displayable, type MimeBundle } from "./bundle.js"
import { view } from "./view.js"

/** Stands for an answer of which the part could not be read. */
export const UNREAD = "(not read)"

export interface ConfusionOptions {
  /** The part of the answer and the field of the gold that are compared; default: the only one, or `label`. */
  readonly part?: string
  /** The order of the labels: the guideline's own is `task.labels`. Those that it lacks follow. __Default:__ by name, what has no arguments last */
  readonly labels?: readonly string[]
}

/**
 * Counts gold against answer, a row for each pair in `table()`. A value that is not a text counts by its JSON.
 *
 * @param rows answers of an evaluation or of training
 * @throws RangeError when no row has the part in its gold
 * @example confusion((await evaluate({ task, data })).rollouts, { labels: task.labels })
 */
export const confusion = (rows: readonly RolloutRow[], options: ConfusionOptions = {}): Confusion =>
  new Confusion(rows, options)

export class Confusion implements Displayable {
  /** What was compared. */
  readonly part: string
  /** Of gold and answers, in the order that was asked for; what could not be read is last. */
  readonly labels: readonly string[]
  readonly #counts = new Map<string, number>()

  constructor(rows: readonly RolloutRow[], { part, labels = [] }: ConfusionOptions) {
    this.part = part ?? partOf(rows)
    const gold = new Set<string>()
    const answered = new Set<string>()
    for (const row of rows) {
      const wanted = own(row.gold, this.part)
      if (wanted === undefined) continue
      const got = own(row.answer, this.part)
      const [from, to] = [textOf(wanted), got === undefined ? UNREAD : textOf(got)]
      gold.add(from)
      answered.add(to)
      this.#counts.set(keyOf(from, to), this.count(from, to) + 1)
    }
    const hasUnread = answered.has(UNREAD)
    if (gold.size === 0) throw new RangeError(`no row has a gold "${this.part}"`)
    answered.delete(UNREAD)
    this.labels = [...inOrder(new Set([...gold, ...answered]), labels), ...(hasUnread ? [UNREAD] : [])]
  }

  /** How many rows with this gold were answered so. */
  count(gold: string, answer: string): number {
    return this.#counts.get(keyOf(gold, answer)) ?? 0
  }

  /** Shares in [0, 1]; undefined where there is nothing to divide by. */
  scores(label: string): { readonly precision?: number; readonly recall?: number; readonly f1?: number } {
    const right = this.count(label, label)
    const answered = sum(this.labels.map((gold) => this.count(gold, label)))
    const wanted = sum(this.labels.map((answer) => this.count(label, answer)))
    return {
      ...(answered > 0 && { precision: right / answered }),
      ...(wanted > 0 && { recall: right / wanted }),
      ...(answered + wanted > 0 && { f1: (2 * right) / (answered + wanted) }),
    }
  }

  /** Columns gold, answer, count; pairs that do not occur are left out. */
  table(): ColumnTable {
    const pairs = this.labels.flatMap((gold) =>
      this.labels.map((answer) => ({ gold, answer, count: this.count(gold, answer) })),
    )
    const kept = pairs.filter(({ count }) => count > 0)
    return table({
      gold: kept.map(({ gold }) => gold),
      answer: kept.map(({ answer }) => answer),
      count: kept.map(({ count }) => count),
    })
  }

  [DISPLAY](): MimeBundle {
    return { "text/html": rendered(this.#html()), "text/plain": this.#text() }
  }

  #html(): Html {
    const gold = this.labels.filter((label) => label !== UNREAD)
    const most = Math.max(...gold.map((label) => sum(this.labels.map((answer) => this.count(label, answer)))))
    const body = html`<div class="scroll" role="group" aria-label="Confusion of ${this.part}" tabindex="0"><table>
<caption>${this.part}: gold in rows, answers in columns</caption>
<thead><tr><th scope="col">gold</th>${this.labels.map((label) => html`<th scope="col">${label}</th>`)}<th scope="col">precision</th><th scope="col">recall</th><th scope="col">F1</th></tr></thead>
<tbody>${gold.map((label) => {
      const { precision, recall, f1 } = this.scores(label)
      return html`<tr><th scope="row">${label}</th>${this.labels.map((answer) =>
        cell(this.count(label, answer), most, label === answer),
      )}<td>${percent(precision)}</td><td>${percent(recall)}</td><td>${percent(f1)}</td></tr>\n`
    })}</tbody></table></div>`
    return view(`Confusion matrix of ${this.part}`, body)
  }

  #text(): string {
    const gold = this.labels.filter((label) => label !== UNREAD)
    const head = ["gold", ...this.labels]
    const rows = gold.map((label) => [label, ...this.labels.map((answer) => `${this.count(label, answer)}`)])
    const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => row[i]!.length)))
    return [head, ...rows]
      .map((row) =>
        row
          .map((text, i) => (i === 0 ? printable(text).padEnd(widths[i]!) : printable(text).padStart(widths[i]!)))
          .join("  "),
      )
      .join("\n")
  }
}

/** Shaded by the square root, so that a few confusions are seen beside many right answers; written out all the same. */
function cell(count: number, most: number, isRight: boolean): Html {
  if (count === 0) return html`<td style="opacity:.45">0</td>`
  const strength = (0.08 + 0.37 * Math.sqrt(count / most)).toFixed(2)
  const color = isRight ? `rgba(0,150,106,${strength})` : `rgba(208,74,0,${strength})`
  return html`<td style="background:${color}">${isRight ? html`<b>${count}</b>` : count}</td>`
}

const own = (values: Readonly<Record<string, Value>>, part: string): Value | undefined =>
  Object.hasOwn(values, part) ? values[part] : undefined

const percent = (share: number | undefined): string => (share === undefined ? "–" : (100 * share).toFixed(1))
const keyOf = (gold: string, answer: string): string => JSON.stringify([gold, answer])
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)
const textOf = (value: Value): string => (typeof value === "string" ? value : JSON.stringify(value))

/** A label without arguments among others with some says that none of them holds: it comes last, as in a task. */
function inOrder(found: ReadonlySet<string>, asked: readonly string[]): string[] {
  const known = new Set(asked.filter((label) => found.has(label)))
  const isPlain = (label: string): number => (label.endsWith(")") ? 0 : 1)
  const others = [...found].filter((label) => !known.has(label))
  others.sort((a, b) => isPlain(a) - isPlain(b) || (a < b ? -1 : 1))
  return [...known, ...others]
}

function partOf(rows: readonly RolloutRow[]): string {
  const parts = new Set(rows.flatMap(({ gold }) => Object.keys(gold)))
  const [first = "label"] = parts
  return parts.size === 1 ? first : "label"
}
