/** Every place where a name is written, over all files of all guidelines that know it. */
import type { Location } from "vscode-languageserver"
import type { Place } from "../diagnostic.js"
import { keyOf } from "../folds.js"
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
    return spellings(text, name).flatMap(([start, end]) =>
      stands(text, start, end, name, how)
        ? [{ source: tree.source, span: { start: span.start + start, end: span.start + end } }]
        : [],
    )
  })
}

/** Where a text has the signs of a name, however they are spelt: `cause_effect` for `Cause-Effect`. */
function spellings(text: string, name: string): [number, number][] {
  let folded = ""
  const starts: number[] = []
  for (let at = 0; at < text.length; ) {
    const sign = text.codePointAt(at)!
    const key = keyOf(String.fromCodePoint(sign))!
    folded += key
    for (const _ of key) starts.push(at)
    at += sign > 0xffff ? 2 : 1
  }
  const key = keyOf(name)!
  const found: [number, number][] = []
  if (key === "") return found
  for (let at = folded.indexOf(key); at >= 0; at = folded.indexOf(key, at + 1)) {
    const last = starts[at + key.length - 1]!
    found.push([starts[at]!, last + (text.codePointAt(last)! > 0xffff ? 2 : 1)])
  }
  return found
}

/** A name in another spelling counts only where a value ends on both sides: `other` is also an ordinary word. */
function stands(text: string, start: number, end: number, name: string, how: "word" | "key"): boolean {
  const isExact = text.slice(start, end) === name
  const before = text.slice(Math.max(0, start - 8), start)
  const behind = text.slice(end, end + 8)
  if (how === "key") return isExact && before.endsWith('"') && /^"\s*:/.test(behind)
  if (isNameSign(before.at(-1) ?? "") || isNameSign(behind[0] ?? "")) return false
  return isExact || (/(^|[>"'[({,:|])\s*$/.test(before) && /^\s*($|[<"'\])}(,:|])/.test(behind))
}

const isNameSign = (sign: string): boolean => /[\p{L}\p{M}\p{N}_-]/u.test(sign)

/** A new name spelt as the old one was: in small letters, with other signs for its hyphens. */
export function spelt(newName: string, oldName: string, written: string): string {
  if (written === oldName) return newName
  const sign = oldName.includes("-") ? /[\s_]/.exec(written)?.[0] : undefined
  const small = written === written.toLowerCase() ? newName.toLowerCase() : newName
  return sign === undefined ? small : small.replaceAll("-", sign)
}

function testsIn({ statements }: Tree): Span[] {
  const examples = statements.flatMap((one) => {
    if (one.kind === "example") return [one]
    return "details" in one ? one.details.flatMap((detail) => (detail.kind === "example" ? [detail] : [])) : []
  })
  return examples.flatMap(({ details }) => details.flatMap((line) => (line.kind === "test" ? [line.prose.span] : [])))
}
