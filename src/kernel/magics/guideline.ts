/**
 * `%%guideline`: a cell that is a guideline. It is compiled and run on its own examples, shown, and becomes a variable of
 * later cells, typed; while it is typed it is completed and explained as in an editor.
 */

import { type Diagnostic, formatDiagnostic } from "../../diagnostic.js"
import { DISPLAY } from "../../display/bundle.js"
import { brokenGuideline, guideline } from "../../display/guideline-view.js"
import type { CellGuidelines } from "../../lsp/in-cell.js"
import type { CellResult, Completions, Inspection } from "../engine.js"
import { type CellMagic, DONE, misused } from "./magic.js"

/** Loaded with the first guideline: a notebook may have none. */
let loading: Promise<CellGuidelines> | undefined
const cells = (): Promise<CellGuidelines> => {
  loading ??= import("../../lsp/in-cell.js").then((module) => new module.CellGuidelines())
  return loading
}

export const guidelineCell: CellMagic = {
  name: "guideline",
  usage: "%%guideline [NAME]",
  summary: "compiles the cell as a guideline into the variable NAME, else named by its title",
  async run(body, args, { engine, output }): Promise<CellResult> {
    if (args !== "" && !isVariable(args)) return misused(guidelineCell, `"${args}" can not be the name of a variable.`)
    const { task, diagnostics, notRun } = (await cells()).load(pathOf(args), body)
    if (!task) {
      output.show(await brokenGuideline([{ path: pathOf(args), text: body }], diagnostics)[DISPLAY]())
      const earlier = args === "" ? variableOf(TITLE.exec(body)?.[1] ?? "") : args
      const isHeld = engine.variables().some(({ name, type }) => name === earlier && /\bTask$/.test(type))
      return failed(diagnostics, isHeld ? [`${earlier} still is the guideline that was compiled before.`] : [])
    }
    const variable = args === "" ? variableOf(task.name) : args
    engine.define(variable, task, 'import("glossator").Task')
    output.show(await guideline(task, { diagnostics, variable, ...(notRun !== undefined && { notRun }) })[DISPLAY]())
    return DONE
  },
  async complete(body, cursor, args): Promise<Completions> {
    const { matches, start, end } = (await cells()).complete(pathOf(args), body, cursor)
    return {
      matches: matches.map(({ text, detail }) => ({ text, ...(detail !== undefined && { signature: detail }) })),
      start,
      end,
    }
  },
  async inspect(body, cursor, _, args): Promise<Inspection | undefined> {
    const markdown = (await cells()).inspect(pathOf(args), body, cursor)
    return markdown === undefined ? undefined : { text: markdown, markdown }
  },
}

/** As diagnostics call the cell; the files that it uses are named from the notebook's folder. */
const pathOf = (args: string): string => `${isVariable(args) ? args : "cell"}.guideline`

/** As far as it can be read in a text that does not compile. */
const TITLE = /^\s*guideline\s+"([^"\n]*)"/m

/** @param notes lines behind the errors */
function failed(diagnostics: readonly Diagnostic[], notes: readonly string[]): CellResult {
  const errors = diagnostics.filter(({ severity }) => severity === "error")
  const evalue = `${errors.length} ${errors.length === 1 ? "error" : "errors"} in the guideline`
  const [first] = errors
  return {
    status: "error",
    ename: "GuidelineError",
    evalue,
    // the view above lists all of them; this is for whoever reads the error alone
    traceback: [...(first ? [formatDiagnostic(first, true)] : []), ...(errors.length > 1 ? [evalue] : []), ...notes],
  }
}

const isVariable = (name: string): boolean => /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name) && !RESERVED.has(name)

/** @example variableOf("Semantic relations, v2") // "semanticRelationsV2" */
export function variableOf(title: string): string {
  const words = title.match(/[\p{ID_Continue}]+/gu) ?? []
  const name = words
    .map((word, i) => (i === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1))
    .join("")
  if (isVariable(name)) return name
  return /^\p{ID_Continue}+$/u.test(name) ? `_${name}` : "guideline"
}

const RESERVED = new Set(
  "await break case catch class const continue debugger default delete do else enum export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield".split(
    " ",
  ),
)
