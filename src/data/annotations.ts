/** What annotators made in another tool, from the disk to rows of data. A mistake in it never throws: the good rows come back. */
import { readdirSync, statSync } from "node:fs"
import { join } from "node:path"
import type { Diagnostic, Place } from "../diagnostic.js"
import { Source } from "../text.js"
import type { Example } from "../value.js"
import { report } from "./codes.js"
import { openText } from "./open.js"
import { bratReader } from "./readers/brat.js"
import { labelStudioReader } from "./readers/label-studio.js"
import type { TaskFields } from "./readers/task-fields.js"

export const ANNOTATION_TOOLS = ["label-studio", "brat"] as const
export type AnnotationTool = (typeof ANNOTATION_TOOLS)[number]

export interface Annotations {
  readonly examples: readonly Example[]
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * @param paths exports of Label Studio; for brat `.ann` files, each beside its `.txt`, or folders of them
 * @param comments whether rows say who annotated them
 */
export function readAnnotations(
  task: TaskFields,
  tool: AnnotationTool,
  paths: readonly string[],
  comments: boolean,
): Annotations {
  const examples: Example[] = []
  const diagnostics: Diagnostic[] = []
  const places = new Map<string, Place>()
  const say = (diagnostic: Diagnostic) => diagnostics.push(diagnostic)
  const open = (path: string): Source | undefined => {
    const opened = openText(path)
    if (opened instanceof Source) return opened
    say(report("data-file-unreadable", { path, reason: opened.reason }))
    return undefined
  }
  const textOf = (annPath: string) => {
    const opened = openText(annPath.replace(/(\.ann)?$/, ".txt"))
    return opened instanceof Source ? opened : undefined
  }
  const reader = tool === "brat" ? bratReader(task, textOf) : labelStudioReader(task)
  for (const path of tool === "brat" ? paths.flatMap(annFiles) : paths) {
    const source = open(path)
    if (!source) continue
    for (const { example, span } of reader.rows(source, say, { comments })) {
      const place = { source, span }
      const earlier = places.get(example.id)
      if (earlier) {
        const notes = [{ message: "the first one is here", place: earlier }]
        say(report("data-id-twice", { id: example.id }, { place, notes }))
        continue
      }
      places.set(example.id, place)
      examples.push(example)
    }
  }
  if (examples.length === 0 && diagnostics.length === 0) say(report("data-file-empty", { path: paths.join(", ") }))
  return { examples, diagnostics }
}

/** A folder's standoff files by name; a file as it is. */
function annFiles(path: string): string[] {
  let isFolder = false
  try {
    isFolder = statSync(path).isDirectory()
  } catch {
    // what can not be read is said when it is opened
  }
  if (!isFolder) return [path]
  const names = readdirSync(path, { recursive: true, encoding: "utf8" })
  return names
    .filter((name) => name.endsWith(".ann"))
    .sort()
    .map((name) => join(path, name))
}
