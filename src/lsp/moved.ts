/** Findings of an earlier text where they stand in a later one: while one types, most of them only move along. */
import type { Diagnostic, Place } from "../diagnostic.js"
import type { Tree } from "../language/ast.js"
import { type Change, changeBetween, type Source } from "../text.js"

/** @returns those whose places were not edited, with the places of the newer texts */
export function moved(diagnostics: readonly Diagnostic[], trees: readonly Tree[]): Diagnostic[] {
  if (diagnostics.length === 0) return []
  const sources = new Map(trees.map(({ source }) => [source.path, source]))
  const changes = new Map<Source, Change>()
  const movedPlace = ({ source, span }: Place): Place | undefined => {
    const newer = sources.get(source.path)
    if (!newer || newer === source) return newer && { source, span }
    const { start, end, by } = changes.get(source) ?? changeBetween(source.text, newer.text)
    changes.set(source, { start, end, by })
    if (span.end < start || span.start > end) {
      const shift = span.start > end ? by : 0
      return { source: newer, span: { start: span.start + shift, end: span.end + shift } }
    }
    return undefined
  }
  return diagnostics.flatMap((diagnostic): Diagnostic[] => {
    const place = diagnostic.place && movedPlace(diagnostic.place)
    if (!place) return []
    const notes = diagnostic.notes.flatMap(({ message, place: noted }) => {
      const there = movedPlace(noted)
      return there ? [{ message, place: there }] : []
    })
    const { fix: _, ...rest } = diagnostic
    return [{ ...rest, place, notes }]
  })
}
