/** `glossator check FILE…`: what is wrong with guidelines, and how much of each a program checks. */
import { resolve } from "node:path"
import { gradesOf, gradesText } from "../compile/grades.js"
import { loadGuideline } from "../compile/load.js"
import { type Diagnostic, formatDiagnostic, hasErrors } from "../diagnostic.js"
import type { Meaning } from "../language/meaning.js"
import { report } from "./codes.js"
import { EXIT } from "./exit.js"
import { diagnosticsJson, type Io, out, outJson, usesColor } from "./io.js"

const MEANING = "checked: a program decides; judged: a verifier decides; advice: the model is told, nothing measures it"

/** What a guideline pays for, beside its rules. */
interface Terms {
  readonly paid: number
  readonly reported: number
  readonly arms: readonly string[]
}

const termsOf = ({ rewards, reports, arms }: Meaning): Terms => ({
  paid: rewards.length,
  reported: reports.length,
  arms: arms.map(({ name }) => name),
})

const counted = (count: number, what: string, several = `${what}s`): string =>
  `${count} ${count === 1 ? what : several}`

function termsText({ paid, reported, arms }: Terms, notRun: number): string {
  const others = arms.length > 0 ? `, ${counted(arms.length, "arm")} (${arms.join(", ")})` : ""
  const open =
    notRun > 0
      ? `; ${counted(notRun, "example or test", "examples or tests")} not run: a judge, own code or more than the gold decides`
      : ""
  return `${counted(paid, "term")} paid, ${reported} reported${others}${open}`
}

/** Of one file; more are no help to anybody who reads them. */
const MOST_SHOWN = 100

export function check(files: readonly string[], options: { readonly json?: boolean }, io: Io): number {
  const named = new Map<string, Meaning>()
  const checked = files.map((path) => {
    const { task, diagnostics: own, notRun = 0 } = loadGuideline(path)
    const diagnostics = task ? [...own, ...sameName(task.meaning, named)] : own
    const ok = !hasErrors(diagnostics)
    if (!task) return { path, diagnostics, ok }
    return { path, diagnostics, ok, grades: gradesOf(task.meaning), terms: termsOf(task.meaning), notRun }
  })
  if (options.json) {
    outJson(io, {
      files: checked.map(({ diagnostics, ...rest }) => ({ ...rest, diagnostics: diagnosticsJson(diagnostics) })),
    })
  } else {
    const color = usesColor(io, io.stdout)
    for (const { path, diagnostics, grades, terms, notRun = 0 } of checked) {
      for (const diagnostic of diagnostics.slice(0, MOST_SHOWN)) out(io, `${formatDiagnostic(diagnostic, color)}\n`)
      const left = diagnostics.length - MOST_SHOWN
      if (left > 0) out(io, `… and ${left} more; --json prints all\n`)
      out(io, `${path}: ${countText(diagnostics)}`)
      if (grades && terms) out(io, `  ${gradesText(grades)}\n  ${termsText(terms, notRun)}`)
    }
    if (checked.some(({ grades }) => grades)) out(io, `(${MEANING})`)
  }
  return checked.every(({ ok }) => ok) ? EXIT.ok : EXIT.input
}

/** @param named the guidelines before this one, by name and version; this one is added */
function sameName(meaning: Meaning, named: Map<string, Meaning>): Diagnostic[] {
  const { name, version, place } = meaning
  const key = JSON.stringify([name, version])
  const first = named.get(key)
  if (!first) named.set(key, meaning)
  // one file that was named twice is no second guideline
  if (!first || resolve(first.place.source.path) === resolve(place.source.path)) return []
  const notes = [{ message: "the other one", place: first.place }]
  return [report("guidelines-of-one-name", { name, version, other: first.place.source.path }, { place, notes })]
}

/** @example countText([]) // "nothing wrong" */
export function countText(diagnostics: readonly Diagnostic[]): string {
  const parts = (["error", "warning", "info"] as const).flatMap((severity) => {
    const count = diagnostics.filter((one) => one.severity === severity).length
    return count === 0 ? [] : [counted(count, severity === "info" ? "note" : severity)]
  })
  return parts.length === 0 ? "nothing wrong" : parts.join(", ")
}
