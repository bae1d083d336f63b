/** `glossator check FILE…`: what is wrong with guidelines, and how much of each a program checks. */
import { loadGuideline } from "../compile/load.js"
import { type Diagnostic, formatDiagnostic, hasErrors } from "../diagnostic.js"
import type { Meaning } from "../language/meaning.js"
import { EXIT } from "./exit.js"
import { diagnosticsJson, type Io, out, outJson, usesColor } from "./io.js"

/** How many rules of a guideline a program decides, a verifier decides, and how many are only told to the model. */
export interface Grades {
  readonly checked: number
  readonly judged: number
  readonly advice: number
}

export function gradesOf(meaning: Meaning): Grades {
  const rules = [
    ...meaning.rules,
    ...meaning.relations.flatMap(({ rules }) => rules),
    ...(meaning.otherwise?.rules ?? []),
  ]
  return { checked: meaning.rewards.length + meaning.reports.length, judged: 0, advice: rules.length }
}

/** @example gradesText({ checked: 2, judged: 0, advice: 6 }) // "8 rules: 2 checked (25 %), 0 judged (0 %), 6 advice (75 %)" */
export function gradesText({ checked, judged, advice }: Grades): string {
  const all = checked + judged + advice
  const share = (count: number): string => `(${all === 0 ? 0 : Math.round((100 * count) / all)} %)`
  return `${all} rules: ${checked} checked ${share(checked)}, ${judged} judged ${share(judged)}, ${advice} advice ${share(advice)}`
}

/** Of one file; more are no help to anybody who reads them. */
const MOST_SHOWN = 100

export function check(files: readonly string[], options: { readonly json?: boolean }, io: Io): number {
  const checked = files.map((path) => {
    const { task, diagnostics } = loadGuideline(path)
    return { path, diagnostics, ok: !hasErrors(diagnostics), ...(task && { grades: gradesOf(task.meaning) }) }
  })
  if (options.json) {
    outJson(io, {
      files: checked.map(({ diagnostics, ...rest }) => ({ ...rest, diagnostics: diagnosticsJson(diagnostics) })),
    })
  } else {
    const color = usesColor(io, io.stdout)
    for (const { path, diagnostics, grades } of checked) {
      for (const diagnostic of diagnostics.slice(0, MOST_SHOWN)) out(io, `${formatDiagnostic(diagnostic, color)}\n`)
      const left = diagnostics.length - MOST_SHOWN
      if (left > 0) out(io, `… and ${left} more; --json prints all\n`)
      out(io, `${path}: ${countText(diagnostics)}${grades ? `; ${gradesText(grades)}` : ""}`)
    }
  }
  return checked.every(({ ok }) => ok) ? EXIT.ok : EXIT.input
}

/** @example countText([]) // "nothing wrong" */
export function countText(diagnostics: readonly Diagnostic[]): string {
  const parts = (["error", "warning", "info"] as const).flatMap((severity) => {
    const count = diagnostics.filter((one) => one.severity === severity).length
    const name = severity === "info" ? "note" : severity
    return count === 0 ? [] : [`${count} ${name}${count === 1 ? "" : "s"}`]
  })
  return parts.length === 0 ? "nothing wrong" : parts.join(", ")
}
