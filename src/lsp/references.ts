/** Every place where a name is written, over all files of all guidelines that know it. */
import type { Location } from "vscode-languageserver"
import type { Place } from "../diagnostic.js"
import type { Tree } from "../language/ast.js"
import type { Span } from "../text.js"
import type { Opened } from "./feature.js"
import { locationOf } from "./places.js"
import type { Declaration, What } from "./symbols.js"
import type { Guideline, Workspace } from "./workspace.js"

export function references(opened: Opened, offset: number, withDeclaration: boolean): Location[] | null {
  const { guideline, source, workspace, uriFor } = opened
  const declaration = guideline.names.find(source, offset)
  if (!declaration) return null
  const { declared, named, written } = placesOf(declaration, workspace)
  return [...(withDeclaration ? declared : []), ...named, ...written].map((place) => locationOf(place, uriFor))
}

export interface Places {
  /** The declaration itself; none for a line that is called after its phrase. */
  readonly declared: readonly Place[]
  readonly named: readonly Place[]
  /** In raw answers of tests, where a name stands as a model would write it. */
  readonly written: readonly Place[]
}

/** A name may be declared in a file that many guidelines use: each of them is asked. */
export function placesOf(declaration: Declaration, workspace: Workspace): Places {
  const declared = new Map<string, Place>()
  const named = new Map<string, Place>()
  const written = new Map<string, Place>()
  const add = (map: Map<string, Place>, { source, span }: Place) => {
    if (span.end > span.start) map.set(`${source.path} ${span.start}`, { source, span })
  }
  for (const guideline of workspace.using(declaration.source.path)) {
    const own = same(declaration, guideline)
    if (!own) continue
    add(declared, own)
    for (const one of guideline.names.references(own)) add(named, one)
    for (const tree of guideline.trees) for (const place of inTests(own, tree)) add(written, place)
  }
  return { declared: [...declared.values()], named: [...named.values()], written: [...written.values()] }
}

/** The same declaration as another guideline has it: its tree of the file may be another one. */
export function same(declaration: Declaration, { names }: Guideline): Declaration | undefined {
  for (const one of names.all(declaration.what)) {
    if (one.source.path === declaration.source.path && one.span.start === declaration.span.start) return one
  }
  return undefined
}

/** How a name is written in a raw answer: by itself, as a key of JSON, or not at all. */
const WRITTEN: Partial<Record<What, "word" | "key">> = {
  entity: "word",
  label: "word",
  relation: "word",
  otherwise: "word",
  mention: "word",
  answer: "key",
}

function inTests({ what, name }: Declaration, tree: Tree): Place[] {
  const how = WRITTEN[what]
  if (!how) return []
  return testsIn(tree).flatMap((span) => {
    const text = tree.source.slice(span)
    const places: Place[] = []
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      if (!stands(text, at, name, how)) continue
      const start = span.start + at
      places.push({ source: tree.source, span: { start, end: start + name.length } })
    }
    return places
  })
}

function stands(text: string, at: number, name: string, how: "word" | "key"): boolean {
  const before = text[at - 1] ?? ""
  const behind = text.slice(at + name.length, at + name.length + 8)
  if (how === "key") return before === '"' && /^"\s*:/.test(behind)
  return !isNameSign(before) && !isNameSign(behind[0] ?? "")
}

const isNameSign = (sign: string): boolean => /[\p{L}\p{M}\p{N}_-]/u.test(sign)

function testsIn({ statements }: Tree): Span[] {
  const examples = statements.flatMap((one) => {
    if (one.kind === "example") return [one]
    return "details" in one ? one.details.flatMap((detail) => (detail.kind === "example" ? [detail] : [])) : []
  })
  return examples.flatMap(({ details }) => details.flatMap((line) => (line.kind === "test" ? [line.prose.span] : [])))
}
