/** A guideline as a feature sees it: files that are open in an editor, and a cursor in one of them. */
import type { Opened } from "../../src/lsp/feature.js"
import { uriOf } from "../../src/lsp/places.js"
import { Workspace } from "../../src/lsp/workspace.js"

/** Where the cursor stands in a text; it is taken out. */
export const CURSOR = "│"

export interface At extends Opened {
  readonly offset: number
}

/** @param files by path; the first one has the cursor, if any has */
export function openedAt(files: Readonly<Record<string, string>>): At {
  const workspace = new Workspace()
  const [first] = Object.keys(files)
  let at = { path: first!, offset: 0 }
  for (const [path, text] of Object.entries(files)) {
    const offset = text.indexOf(CURSOR)
    if (offset >= 0) at = { path, offset }
    workspace.set(path, text.replace(CURSOR, ""))
  }
  const guideline = workspace.guideline(at.path)
  const [tree] = guideline.trees
  if (!tree) throw new Error(`${at.path} could not be read`)
  return { workspace, guideline, tree, source: tree.source, uriFor: uriOf, offset: at.offset }
}

/** The same with the cursor behind a piece of the text. */
export function openedBehind(files: Readonly<Record<string, string>>, piece: string): At {
  const [path, text] = Object.entries(files).find(([, one]) => one.includes(piece)) ?? []
  if (path === undefined) throw new Error(`no file holds "${piece}"`)
  return openedAt({ ...files, [path]: text!.replace(piece, `${piece}${CURSOR}`) })
}

export const TASK = `guideline "Causes in weather reports" version "1.0"

task "Decide which relation the sentence states."
  advice stated: "Only what the sentence says counts."

input sentence: text "one sentence of a report"
input e1: mention in sentence
input e2: mention in sentence

answer reasoning: text in first <think> optional
answer label: relation between e1 and e2 in last <answer>
accept any-case, any-hyphen
check short: reasoning at-most 40 words

relation Cause-Effect(cause, effect) "The cause brings the effect about."
  advice active: "The cause acts."
  cue "led to" for (cause, effect)
  example "The <e1>frost</e1> led to <e2>damage</e2>." is Cause-Effect(e1, e2)
    not Cause-Effect(e2, e1) by active

otherwise Other "Neither causes the other."
  example "<e1>Rain</e1> and <e2>hail</e2> fell." is Other
    not Cause-Effect(e1, e2) by active

reward +1 for format else -3
reward +2 for label equals gold else -1.5 after format
report short

example "The <e1>storm</e1> led to <e2>delays</e2>." is Cause-Effect(e1, e2)
  test "<think>No other way.</think> <answer> cause_effect(e1,e2) </answer>" scores 3
  test "<answer>Other</answer>" scores -0.5

budget 2048 tokens drop examples
`
