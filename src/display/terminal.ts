/** Results and conclusions as text for a terminal of a given width; what does not fit side by side goes one below the other. */
import { printable } from "../diagnostic.js"
import type { ResultRow } from "../rollout/result.js"
import { codePointLength } from "../text.js"
import type { Conclusion } from "./conclusions.js"
import { isShare, metricName } from "./label.js"
import { type Cell, type Pooled, pivotArms, pool } from "./results.js"

export interface TerminalOptions {
  /** Columns; default 80. */
  readonly width?: number
  /** ANSI colours and weights. */
  readonly color?: boolean
}

const GAP = "   "
const bold = (text: string, color: boolean): string => (color ? `\u001b[1m${text}\u001b[0m` : text)
const faint = (text: string, color: boolean): string => (color ? `\u001b[2m${text}\u001b[0m` : text)

/** One table per metric, kinds left out: an arm a line, a set a column, `94.3 [91.8, 96.7]` in each cell. */
export function formatResults(rows: readonly ResultRow[], options: TerminalOptions = {}): string {
  const pooled = pool(rows).filter(({ metric }) => !metric.startsWith("kind/"))
  const metrics = [...new Set(pooled.map(({ metric }) => metric))]
  return metrics
    .map((metric) => {
      const own = pooled.filter((one) => one.metric === metric)
      return formatMetric(own, metric, options)
    })
    .join("\n\n")
}

function formatMetric(
  pooled: readonly Pooled[],
  metric: string,
  { width = 80, color = false }: TerminalOptions,
): string {
  const title = `${metricName(metric)}${isShare(metric) ? ", %" : ""}, with 95 % intervals`
  const pivot = pivotArms(pooled, "set")
  const sets = pivot.columnNames().slice(1)
  const cells = pivot.objects() as Record<string, unknown>[]
  const lines = sideBySide(cells, sets, color)
  const plain = sideBySide(cells, sets, false)
  if (Math.max(...plain.map(codePointLength)) <= width) return [bold(title, color), ...lines].join("\n")
  const below = sets.flatMap((set) => {
    const measured = cells.filter((row) => row[set] !== undefined)
    return [faint(printable(set), color), ...sideBySide(measured, [set], color, widest(cells)).slice(1)]
  })
  return [bold(title, color), ...below].join("\n")
}

const widest = (cells: readonly Record<string, unknown>[]): number =>
  Math.max(3, ...cells.map((row) => codePointLength(printable(String(row.arm)))))

/** @param first width of the arms' names @returns the heading, then a line for each arm */
function sideBySide(
  cells: readonly Record<string, unknown>[],
  sets: readonly string[],
  color: boolean,
  first = widest(cells),
): string[] {
  const names = cells.map((row) => printable(String(row.arm)))
  const columns = sets.map((set) => {
    const own = cells.map((row) => row[set] as Cell | undefined)
    const values = Math.max(...own.map((cell) => cell?.value.length ?? 1))
    const intervals = Math.max(0, ...own.map((cell) => cell?.interval.length ?? 0))
    const wide = Math.max(values + 1 + intervals, codePointLength(set))
    const heading = printable(set).padEnd(wide)
    const texts = own.map((cell) => {
      if (!cell) return "–".padStart(values).padEnd(wide)
      const rest = cell.interval.padEnd(wide - values - 1)
      return `${bold(cell.value.padStart(values), color)} ${faint(rest, color)}`
    })
    return { heading, texts }
  })
  const line = (start: string, parts: readonly string[]): string => [start.padEnd(first), ...parts].join(GAP).trimEnd()
  return [
    faint(
      line(
        "",
        columns.map(({ heading }) => heading),
      ),
      color,
    ),
    ...names.map((name, i) =>
      line(
        name,
        columns.map(({ texts }) => texts[i]!),
      ),
    ),
  ]
}

/** One claim a line, wrapped; the numbers stand in the table. */
export function formatConclusions(conclusions: readonly Conclusion[], { width = 80 }: TerminalOptions = {}): string {
  return conclusions.map(({ headline }) => wrap(`- ${printable(headline)}`, width, "  ")).join("\n")
}

/**
 * Breaks at spaces; a word longer than a line stays whole.
 *
 * @example wrap("one two three", 8, "  ") // "one two\n  three"
 */
export function wrap(text: string, width: number, indent = ""): string {
  const lines: string[] = []
  let line = ""
  for (const word of text.split(" ")) {
    if (line.trim() !== "" && codePointLength(line) + 1 + codePointLength(word) > width) {
      lines.push(line)
      line = indent + word
    } else line = line === "" ? word : `${line} ${word}`
  }
  return [...lines, line].join("\n")
}
