/** Plans from the text of a guideline, and the text cases of reading. */
import { readdirSync, readFileSync } from "node:fs"
import { catalogue } from "../../src/compile/catalogue.js"
import { planOf } from "../../src/compile/plan.js"
import { formatDiagnostic, hasErrors } from "../../src/diagnostic.js"
import { analyze } from "../../src/language/analyze.js"
import { parse } from "../../src/language/parse.js"
import type { Plan } from "../../src/reward/plan.js"
import { Source } from "../../src/text.js"

export function planFrom(guideline: string): Plan {
  const parsed = parse(new Source("test.guideline", guideline))
  const analyzed = analyze(parsed.tree, catalogue)
  const diagnostics = [...parsed.diagnostics, ...analyzed.diagnostics]
  if (!analyzed.meaning || hasErrors(diagnostics))
    throw new Error(
      diagnostics
        .filter(({ severity }) => severity === "error")
        .map((d) => formatDiagnostic(d))
        .join("\n"),
    )
  return planOf(analyzed.meaning)
}

export const CASES = new URL("answer-cases/", import.meta.url)

export interface Case {
  readonly name: string
  /** Inputs of this and later cases, as JSON. */
  readonly given?: string
  readonly completion: string
  readonly expected: string
}

export interface CaseFile {
  readonly file: string
  readonly guideline: string
  readonly cases: readonly Case[]
}

/** Files of a guideline and then cases: `=== name`, perhaps `given { … }`, the completion, `==>`, what is read. */
export function caseFiles(): CaseFile[] {
  return readdirSync(CASES).map((file) => {
    const [guideline = "", ...blocks] = readFileSync(new URL(file, CASES), "utf8").split(/^=== /m)
    return { file, guideline, cases: blocks.map(caseOf) }
  })
}

function caseOf(block: string): Case {
  const found = /^([^\n]*)\n(?:given ([^\n]*)\n)?(.*?)\n?==>\n(.*)$/s.exec(block)
  if (!found) throw new Error(`not a case: ${block}`)
  const [, name, given, completion, expected] = found
  return { name: name!, ...(given && { given }), completion: completion!, expected: expected!.trimEnd() }
}
