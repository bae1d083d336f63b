/** A guideline's file to a task, with everything that is wrong with it: language, compilation and self check in one call. */
import { type Diagnostic, hasErrors } from "../diagnostic.js"
import { analyze } from "../language/analyze.js"
import { parse } from "../language/parse.js"
import { type Read, type ReadFile, readGuideline } from "../language/read.js"
import { Source } from "../text.js"
import { catalogue } from "./catalogue.js"
import { compile } from "./compile.js"
import { selfCheck } from "./selfcheck/index.js"
import type { Task } from "./task.js"

export interface Loaded {
  /** Absent when there is an error anywhere: a guideline that contradicts itself is not trained on. */
  readonly task?: Task
  readonly diagnostics: readonly Diagnostic[]
  /** Examples, `not` lines and tests that a judge or own code decides; present with the task. */
  readonly notRun?: number
}

export function loadGuideline(path: string, readFile?: ReadFile): Loaded {
  return loadRead(readGuideline(path, catalogue, readFile))
}

/** A text without a folder: it can not use other files. @param path how diagnostics call it */
export function loadGuidelineText(path: string, text: string): Loaded {
  const parsed = parse(new Source(path, text))
  const { meaning, diagnostics } = analyze(parsed.tree, catalogue)
  return loadRead({ ...(meaning && { meaning }), diagnostics: [...parsed.diagnostics, ...diagnostics] })
}

/** What is behind the language: an editor shows what that found before. @param read its findings stay the first ones */
export function loadRead({ meaning, diagnostics }: Pick<Read, "meaning" | "diagnostics">): Loaded {
  if (!meaning || hasErrors(diagnostics)) return { diagnostics }
  const task = compile(meaning)
  const checked = selfCheck(task)
  const all = [...diagnostics, ...checked.diagnostics]
  return hasErrors(all) ? { diagnostics: all } : { task, diagnostics: all, notRun: checked.notRun }
}
