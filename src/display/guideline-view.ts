/**
 * A guideline in a notebook: what was compiled (grades, terms, self check), what the model will read, and every line, to
 * which diagnostics and answers point.
 */
import { exampleInput } from "../compile/example-input.js"
import { gradesOf, gradesText } from "../compile/grades.js"
import type { PromptStyle, Task } from "../compile/task.js"
import { type Diagnostic, formatDiagnostic, printable } from "../diagnostic.js"
import { type Html, html, rendered } from "../html.js"
import { allExamples } from "../language/meaning.js"
import type { Example, Message } from "../value.js"
import { signed } from "./answer.js"
import { DISPLAY, type Displayable, type MimeBundle } from "./bundle.js"
import { diagnosticsHtml } from "./diagnostics-view.js"
import { followScript } from "./library.js"
import { type GuidelineFile, GuidelineListing } from "./report-guideline.js"
import { newViewId, view } from "./view.js"

export interface GuidelineOptions {
  /** Shown as the model would read it; default: an example of the guideline itself. */
  readonly input?: Example["input"]
  readonly style?: PromptStyle
  /** What was found beside the task: warnings and notes. */
  readonly diagnostics?: readonly Diagnostic[]
  /** Of the self check: what a judge or own code decides, and was not run. */
  readonly notRun?: number
  /** The variable that holds the task. */
  readonly variable?: string
}

/** A compiled guideline: the same sentences that the command line's `check` and `compile --to prompt` print. */
export const guideline = (task: Task, options: GuidelineOptions = {}): Displayable => ({
  [DISPLAY]: (): MimeBundle => ({
    "text/html": rendered(taskHtml(task, options)),
    "text/plain": taskText(task, options),
  }),
})

/** A guideline that does not compile. */
export const brokenGuideline = (files: readonly GuidelineFile[], diagnostics: readonly Diagnostic[]): Displayable => ({
  [DISPLAY]: (): MimeBundle => {
    const listing = new GuidelineListing(files, originsOf(diagnostics), newViewId())
    const body = html`<h3>Not compiled</h3>
${diagnosticsHtml(diagnostics, listing.link)}
${listing.render()}${followScript()}`
    return {
      "text/html": rendered(view("A guideline with errors", body)),
      "text/plain": diagnostics.map((one) => formatDiagnostic(one)).join("\n\n"),
    }
  },
})

const originsOf = (diagnostics: readonly Diagnostic[]) =>
  diagnostics.flatMap(({ place }) =>
    place ? [{ path: place.source.path, line: place.source.position(place.span.start).line }] : [],
  )

function taskHtml(task: Task, options: GuidelineOptions): Html {
  const { diagnostics = [], variable } = options
  const { meaning, plan } = task
  const listing = new GuidelineListing(
    meaning.files,
    [...originsOf(diagnostics), ...plan.terms.map(({ origin }) => origin)],
    newViewId(),
  )
  const body = html`<h3>${task.name} <span class="quiet">${task.version}</span></h3>
<ul class="facts">${facts(task, options).map((fact) => html`<li>${fact}</li>`)}${variable !== undefined && html`<li>variable <code>${variable}</code></li>`}</ul>
${diagnostics.length > 0 && diagnosticsHtml(diagnostics, listing.link)}
<table><caption>What an answer earns, from ${signed(plan.range.lowest)} to ${signed(plan.range.highest)}</caption>
<thead><tr><th scope="col">term</th><th scope="col">pays</th><th scope="col">else</th><th scope="col">after</th><th scope="col">where</th></tr></thead>
<tbody>${plan.terms.map(
    ({ name, pays, otherwise, after, origin }) =>
      html`<tr><th scope="row">${name}</th><td>${signed(pays)}</td><td>${signed(otherwise)}</td><td>${after.join(", ")}</td><td>${listing.link(origin)}</td></tr>\n`,
  )}</tbody></table>
<details><summary>What the model reads</summary>${promptOf(task, options).map(
    ({ role, content }) => html`<p class="quiet">${role}</p><div class="prompt">${content}</div>`,
  )}</details>
${listing.render(false)}${followScript()}`
  return view(`Guideline ${task.name}`, body)
}

/** Sentences about the task, each for itself. */
function facts({ meaning, arms }: Task, { notRun = 0 }: GuidelineOptions): string[] {
  const items = allExamples(meaning).length
  return [
    gradesText(gradesOf(meaning)),
    ...(arms.length > 0 ? [`arms: ${arms.join(", ")}`] : []),
    `self check: ${items} ${items === 1 ? "example" : "examples"}${notRun > 0 ? `, ${notRun} not run (a judge or own code decides)` : ""}`,
  ]
}

function taskText(task: Task, options: GuidelineOptions): string {
  const { diagnostics = [], variable } = options
  return [
    printable(`${task.name} ${task.version}${variable === undefined ? "" : `, in the variable ${variable}`}`),
    ...facts(task, options).map((fact) => `  ${fact}`),
    ...task.plan.terms.map(({ name, pays, otherwise }) => `  ${name}: ${signed(pays)}, else ${signed(otherwise)}`),
    ...diagnostics.map((one) => formatDiagnostic(one)),
  ].join("\n")
}

function promptOf(task: Task, { input, style }: GuidelineOptions): readonly Message[] {
  return task.prompt(input ?? exampleInput(task.meaning).input, style ? { style } : {}).messages
}
