/**
 * A verdict as other programs get it: spans in code points, as Python and most others count (in TypeScript they are UTF-16
 * units), and no number where there is no score, so that nobody's mean counts a failure.
 */
import type { Finding, Verdict } from "./plan.js"

export interface WireVerdict extends Omit<Verdict, "score" | "normalised"> {
  readonly score: number | null
  readonly normalised: number | null
}

/** @param completion that the verdict is on; findings in what is no text have no span */
export function toWire(verdict: Verdict, completion: unknown): WireVerdict {
  const findings = typeof completion === "string" ? inCodePoints(verdict.findings, completion) : verdict.findings
  return verdict.unscorable === undefined
    ? { ...verdict, findings }
    : { ...verdict, score: null, normalised: null, findings }
}

/** Findings of a wire verdict as they are counted in TypeScript. @param text in which the spans are, in code points */
export function inUnits(findings: readonly Finding[], text: string): readonly Finding[] {
  if (!PAIR.test(text)) return findings
  return moved(findings, (offsets) => {
    const units = new Map<number, number>()
    let [unit, point] = [0, 0]
    for (const offset of offsets) {
      for (; point < offset && unit < text.length; point++) unit += text.codePointAt(unit)! > 0xffff ? 2 : 1
      units.set(offset, unit)
    }
    return units
  })
}

/** @param counted offsets in ascending order as they are counted otherwise */
function moved(
  findings: readonly Finding[],
  counted: (offsets: readonly number[]) => ReadonlyMap<number, number>,
): readonly Finding[] {
  const offsets = findings.flatMap(({ span }) => (span ? [span.start, span.end] : []))
  const to = counted(offsets.toSorted((a, b) => a - b))
  return findings.map((one) =>
    one.span ? { ...one, span: { start: to.get(one.span.start)!, end: to.get(one.span.end)! } } : one,
  )
}

/** Of a row that can not be read: the same fields as any other verdict has. */
export const unreadVerdict = (unscorable: string): WireVerdict => ({
  ...{ score: null, normalised: null, terms: [], reports: [], findings: [], answer: {} },
  unscorable,
})

/** @param text in which the spans are, in UTF-16 units */
function inCodePoints(findings: readonly Finding[], text: string): readonly Finding[] {
  const first = text.search(PAIR)
  // most texts have no pair, and then nothing moves
  if (first < 0 || findings.every(({ span }) => span === undefined || span.end <= first)) return findings
  return moved(findings, (offsets) => {
    const points = new Map<number, number>()
    let unit = first
    let point = first
    for (const offset of offsets) {
      while (unit < offset && unit < text.length) {
        unit += text.codePointAt(unit)! > 0xffff ? 2 : 1
        point++
      }
      points.set(offset, offset <= first ? offset : point)
    }
    return points
  })
}

const PAIR = /[\ud800-\udbff][\udc00-\udfff]/
