/**
 * Renaming over all files that know a name. What a rename would break is found out before anything is written: the
 * compiler reads the guidelines as they would be, and a rename after which one has an error, or means another thing, is
 * refused with the reason.
 */
import { LSPErrorCodes, type Range, ResponseError, type TextEdit, type WorkspaceEdit } from "vscode-languageserver"
import { isJoin, lex, Name, wordOf } from "../../grammar/tokens.js"
import type { Diagnostic, Place } from "../diagnostic.js"
import type { Opened } from "./feature.js"
import { rangeOf, touches } from "./places.js"
import { placesOf, same, spelt } from "./references.js"
import { type Declaration, symbolsIn } from "./symbols.js"
import type { Guideline, Workspace } from "./workspace.js"

const refuse = (reason: string): never => {
  throw new ResponseError(LSPErrorCodes.RequestFailed, reason)
}

/** @throws ResponseError where no name of the guideline stands */
export function prepareRename(opened: Opened, offset: number): { range: Range; placeholder: string } {
  const { name } = declarationAt(opened, offset)
  const { declarations, references } = symbolsIn(opened.tree)
  const { span } = [...declarations, ...references].find(
    (one) => one.name === name && one.span.end > one.span.start && touches(one.span, offset),
  )!
  return { range: rangeOf(opened.source, span), placeholder: name }
}

/** @throws ResponseError with the reason why it cannot be called so */
export function rename(opened: Opened, offset: number, newName: string): WorkspaceEdit | null {
  const declaration = declarationAt(opened, offset)
  if (newName === declaration.name) return null
  mustBeName(newName)
  const edits = new Map<string, Edit[]>()
  collect(declaration, newName, opened.workspace, edits, new Set())
  mustHold(declaration, newName, opened.workspace, edits)
  const changes = [...edits].map(([path, all]): [string, TextEdit[]] => [
    opened.uriFor(path),
    all.map(({ source, span, text }) => ({ range: rangeOf(source, span), newText: text })),
  ])
  return { changes: Object.fromEntries(changes) }
}

function declarationAt({ guideline, source }: Opened, offset: number): Declaration {
  return (
    guideline.names.find(source, offset) ??
    refuse("Only names that the guideline declares can be renamed: fields, labels, roles, rules, terms and arms.")
  )
}

function mustBeName(name: string): void {
  const { tokens, comments, otherComments, standIns, strange } = lex(name)
  const [token] = tokens
  const isName = token?.tokenType === Name && token.image === name && tokens.length === 1
  if (!isName || comments.length + otherComments.length + standIns.length + strange.length > 0) {
    refuse(`"${name}" cannot be a name: a name is a word that begins with a letter, with hyphens inside.`)
  }
  const word = wordOf.get(name)
  if (word && isJoin(word)) refuse(`"${name}" cannot be a name: it joins the parts of a line.`)
}

interface Edit extends Place {
  readonly text: string
}

/** @param done declarations that have their edits: a line that is called after another one follows it, and not in a circle */
function collect(
  declaration: Declaration,
  newName: string,
  workspace: Workspace,
  edits: Map<string, Edit[]>,
  done: Set<string>,
  isDerived = false,
): void {
  const key = `${declaration.source.path} ${declaration.what} ${declaration.span.start}`
  if (done.has(key)) return
  done.add(key)
  const add = ({ source, span }: Place, text: string) => {
    const all = edits.get(source.path) ?? []
    edits.set(source.path, all)
    if (!all.some((one) => one.span.start === span.start)) all.push({ source, span, text })
  }
  const { declared, named, written } = placesOf(declaration, workspace)
  for (const place of [...declared, ...named]) add(place, newName)
  for (const place of written) add(place, spelt(newName, declaration.name, place.source.slice(place.span)))
  // a line without a name of its own gets one, unless it goes on being called after its subject
  if (declared.length === 0 && !isDerived) add(declaration, `${newName}: `)
  for (const guideline of workspace.using(declaration.source.path)) {
    for (const one of guideline.names.all("check", "reward", "report")) {
      const subject = one.after && guideline.names.resolve(one.after.subject)
      if (!subject || !isSame(subject, declaration)) continue
      collect(
        one,
        one.after!.verb === undefined ? newName : `${newName}-${one.after!.verb}`,
        workspace,
        edits,
        done,
        true,
      )
    }
  }
}

const isSame = (one: Declaration, other: Declaration): boolean =>
  one.what === other.what && one.source.path === other.source.path && one.span.start === other.span.start

function mustHold(
  declaration: Declaration,
  newName: string,
  workspace: Workspace,
  edits: ReadonlyMap<string, readonly Edit[]>,
): void {
  const texts = new Map([...edits].map(([path, all]) => [path, edited(all)]))
  const touched = [...edits.keys()].flatMap((path) => workspace.using(path))
  for (const before of new Set([...workspace.using(declaration.source.path), ...touched])) {
    const after = workspace.with(before.path, texts)
    const wrong = newErrors(before, after)[0]
    if (wrong) refuse(`"${declaration.name}" cannot be called "${newName}": ${wrong}`)
    const own = same(declaration, before)
    if (own && declaration.span.end > declaration.span.start) {
      const start = shifted(declaration.span.start, edits.get(declaration.source.path) ?? [])
      const renamed = [...after.names.all(declaration.what)].find(
        (one) => one.source.path === declaration.source.path && one.span.start === start,
      )
      const count = renamed ? after.names.references(renamed).length : 0
      if (count !== before.names.references(own).length) {
        refuse(
          `"${declaration.name}" cannot be called "${newName}": another name is written so, and they would be mistaken.`,
        )
      }
    }
  }
}

function edited(edits: readonly Edit[]): string {
  let text = edits[0]!.source.text
  for (const { span, text: inserted } of [...edits].sort((a, b) => b.span.start - a.span.start)) {
    text = text.slice(0, span.start) + inserted + text.slice(span.end)
  }
  return text
}

const shifted = (offset: number, edits: readonly Edit[]): number =>
  edits.reduce((at, { span, text }) => (span.start < offset ? at + text.length - (span.end - span.start) : at), offset)

/** Beside errors: a guideline that goes on without examples that no longer fit it. */
const isBroken = ({ severity, code }: Diagnostic): boolean => severity === "error" || code === "examples-left-out"

/** Messages that were not there before; a code counts as often as it stood there. */
function newErrors(before: Guideline, after: Guideline): string[] {
  const counts = new Map<string, number>()
  for (const { code } of before.loaded.diagnostics.filter(isBroken)) counts.set(code, (counts.get(code) ?? 0) + 1)
  return after.loaded.diagnostics.filter(isBroken).flatMap(({ code, message }) => {
    const left = counts.get(code) ?? 0
    counts.set(code, left - 1)
    return left > 0 ? [] : [message]
  })
}
