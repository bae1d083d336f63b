/**
 * Scripts that run, and the way from a place in one back to the user's own lines: stacks of errors name those.
 *
 * A stack is made when an error is, by whoever reads it first, so the way back hangs on V8's hook for that.
 */
import { SourceMap, type SourceMapPayload } from "node:module"
import vm from "node:vm"
import type { Edited } from "./edits.js"

/** A place in a text of the user's: a cell, or a file beside the notebook. Lines and columns from 1. */
export interface UserPlace {
  /** `cell 3`, or a path. */
  readonly name: string
  readonly line: number
  readonly column: number
}

interface Script {
  readonly edited: Edited
  /** The compiler's source map, as base64: read only when an error needs it. */
  readonly map: string
  /** Lines that the compiler saw above the user's first. */
  readonly linesAbove: number
  readonly text: string
}

const scripts = new Map<string, Script>()

/** The text of a cell or file that ran last under this name. */
export const textOf = (name: string): string | undefined => scripts.get(name)?.text

/** Compiles, so that places in it are found again. @param name `cell 3`, or a path */
export function compileScript(name: string, script: Script): vm.Script {
  scripts.set(name, script)
  return new vm.Script(script.edited.text, { filename: name })
}

/** JavaScript and its source map, from what the compiler emits with the map inline. */
export function splitMap(emitted: string): { js: string; map: string } {
  const at = emitted.lastIndexOf(MAP)
  return at < 0 ? { js: emitted, map: "" } : { js: emitted.slice(0, at), map: emitted.slice(at + MAP.length).trim() }
}

const MAP = "//# sourceMappingURL=data:application/json;base64,"

/** @returns the user's own place, undefined where the script or the place is not the user's */
export function userPlace(name: string, line: number, column: number): UserPlace | undefined {
  const script = scripts.get(name)
  if (!script) return undefined
  const before = script.edited.before(line - 1, column - 1)
  const map = new SourceMap(JSON.parse(Buffer.from(script.map, "base64").toString()) as SourceMapPayload)
  const found = map.findEntry(before.line, before.column)
  if (!("originalLine" in found)) return undefined
  return { name, line: Math.max(1, found.originalLine - script.linesAbove + 1), column: found.originalColumn + 1 }
}

/** How a place is written for people. @example shownPlace({ name: "cell 3", line: 2, column: 5 }) // "cell 3, line 2:5" */
export const shownPlace = ({ name, line, column }: UserPlace): string => `${name}, line ${line}:${column}`

/** From now on every stack names the user's own lines. */
export function mapStacks(): void {
  if (Error.prepareStackTrace === prepare) return
  previous = Error.prepareStackTrace
  Error.prepareStackTrace = prepare
}

let previous: typeof Error.prepareStackTrace

function prepare(error: Error, frames: NodeJS.CallSite[]): unknown {
  const isOurs = frames.some((frame) => scripts.has(frame.getFileName() ?? ""))
  if (!isOurs && previous) return previous(error, frames)
  return [withoutHelpers(head(error)), ...frames.map((frame) => `    at ${shownFrame(frame)}`)].join("\n")
}

function shownFrame(frame: NodeJS.CallSite): string {
  const name = frame.getFileName() ?? ""
  const place = userPlace(name, frame.getLineNumber() ?? 1, frame.getColumnNumber() ?? 1)
  if (!place) return String(frame)
  const at = `${name}:${frame.getLineNumber()}:${frame.getColumnNumber()}`
  return withoutHelpers(String(frame).replace(at, shownPlace(place)))
}

function head(error: unknown): string {
  try {
    return Error.prototype.toString.call(error)
  } catch {
    return "Error"
  }
}

/** V8 quotes the code that ran, in which variables are properties. @example withoutHelpers("(0 , __glossatorCells.f) is not a function") // "f is not a function" */
export const withoutHelpers = (text: string): string =>
  text.replace(/\(0 ?, ?__glossatorCells\.([\p{L}\p{N}_$]+)\)/gu, "$1").replace(/\b__glossatorCells\./g, "")
