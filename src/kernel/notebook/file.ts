/** Notebooks as files: cells in and out, and parameters put between them. Leaves out formats before nbformat 4. */
import { readFileSync } from "node:fs"
import { UserError } from "../../diagnostic.js"
import { fileReason } from "../../file-reason.js"
import { nearest } from "../../text.js"
import { report } from "../codes.js"

export interface Cell {
  readonly cell_type: string
  readonly source: string | readonly string[]
  readonly metadata: { readonly tags?: readonly string[] }
  readonly id?: string
  outputs?: readonly object[]
  execution_count?: number | null
}

export interface Notebook {
  readonly nbformat: number
  readonly cells: readonly Cell[]
  readonly metadata: Readonly<Record<string, unknown>>
}

export const sourceOf = ({ source }: Cell): string => (typeof source === "string" ? source : source.join(""))

/** @throws UserError for a file that is no notebook, or one of another kernel */
export function readNotebook(path: string): Notebook {
  const wrong = (reason: string): UserError => new UserError(report("notebook-unreadable", { path, reason }))
  let text: string
  try {
    text = readFileSync(path, "utf8")
  } catch (error) {
    throw wrong(fileReason(error))
  }
  let notebook: Partial<Notebook>
  try {
    notebook = Object(JSON.parse(text)) as Partial<Notebook>
  } catch {
    throw wrong("it is no JSON")
  }
  if (notebook.nbformat !== 4 || !Array.isArray(notebook.cells)) throw wrong("it is not a notebook of nbformat 4")
  const { language } = Object(notebook.metadata?.kernelspec) as { language?: unknown }
  if (typeof language === "string" && language !== "typescript") throw wrong(`it is written for ${language}`)
  return notebook as Notebook
}

/** A value for a name that the notebook's own parameters cell declares; JSON. */
export type Parameters = Readonly<Record<string, unknown>>

const TAG = "parameters"
const INJECTED = "injected-parameters"
const DECLARED = /\b(const|let|var)\s+([\p{ID_Start}_$][\p{ID_Continue}$]*)/gu

/**
 * The notebook with a cell that declares the parameters anew, behind the cell with the tag `parameters`, as papermill does.
 *
 * @throws UserError for a name that this cell does not declare, or when there is no such cell
 */
export function withParameters(notebook: Notebook, path: string, parameters: Parameters): Notebook {
  if (Object.keys(parameters).length === 0) return notebook
  const kept = notebook.cells.filter(({ metadata }) => !metadata.tags?.includes(INJECTED))
  const at = kept.findIndex(({ metadata }) => metadata.tags?.includes(TAG))
  if (at < 0) throw new UserError(report("notebook-no-parameters", { path }))
  // declared by the same word: a later cell may write to what `let` declares
  const words = new Map([...sourceOf(kept[at]!).matchAll(DECLARED)].map(([, word, name]) => [name!, word!]))
  const source = Object.entries(parameters).map(([name, value]) => {
    const word = words.get(name)
    if (word !== undefined) return `${word} ${name} = ${JSON.stringify(value)}`
    const declared = [...words.keys()]
    const near = nearest(name, declared)
    throw new UserError(report("notebook-parameter-unknown", { name, declared, ...(near !== undefined && { near }) }))
  })
  const injected: Cell = {
    cell_type: "code",
    id: INJECTED,
    metadata: { tags: [INJECTED] },
    source: source.join("\n"),
    outputs: [],
    execution_count: null,
  }
  return { ...notebook, cells: kept.toSpliced(at + 1, 0, injected) }
}
