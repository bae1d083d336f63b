import fc from "fast-check"
import { expect, test } from "vitest"
import type { Verdict } from "../../src/reward/plan.js"
import { inUnits, toWire, unreadVerdict } from "../../src/reward/wire.js"

const verdict = (spans: readonly (readonly [start: number, end: number])[], more: Partial<Verdict> = {}): Verdict => ({
  ...{ score: 1, normalised: 1, terms: [], reports: [], answer: {} },
  findings: spans.map(([start, end]) => ({ code: "case-differs", message: "", span: { start, end } })),
  ...more,
})

test("a span is counted as Python counts it: what it takes out of the list of signs is what it took out of the text", () => {
  const sign = fc.constantFrom("a", "é", "😀", "𝒳", "\ud800", "\udc00", "字")
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 12 }), fc.nat(12), fc.nat(12), (parts, a, b) => {
      const text = parts.join("")
      const signs = [...text]
      const [from, to] = [Math.min(a, b, signs.length), Math.min(Math.max(a, b), signs.length)]
      const [start, end] = [signs.slice(0, from).join("").length, signs.slice(0, to).join("").length]
      const [found] = toWire(verdict([[start, end]]), text).findings
      expect(found!.span).toEqual({ start: from, end: to })
      expect(signs.slice(found!.span!.start, found!.span!.end).join("")).toBe(text.slice(start, end))
    }),
    { numRuns: 1000 },
  )
})

test("many spans in any order are each counted from the beginning, and findings without one stay", () => {
  const spans = [
    [6, 7],
    [0, 2],
    [3, 5],
  ] as const
  const wire = toWire(verdict(spans), "😀a😀bc")
  expect(wire.findings.map(({ span }) => span)).toEqual([
    { start: 4, end: 5 },
    { start: 0, end: 1 },
    { start: 2, end: 3 },
  ])
  const bare = { code: "answer-missing", message: "" }
  expect(toWire(verdict([], { findings: [bare] }), "😀").findings).toEqual([bare])
})

test("without a pair before a span nothing moves, and nothing is copied", () => {
  const plain = verdict([[1, 3]])
  expect(toWire(plain, "abc😀").findings).toBe(plain.findings)
  expect(toWire(plain, 7).findings).toBe(plain.findings)
})

test("what has no score has no number, and every other field", () => {
  const lost = toWire(verdict([], { score: -3, unscorable: "no gold" }), "x")
  expect(lost).toMatchObject({ score: null, normalised: null, unscorable: "no gold" })
  expect(Object.keys(unreadVerdict("x")).toSorted()).toEqual(Object.keys(lost).toSorted())
  expect(unreadVerdict("x")).toMatchObject({ score: null, unscorable: "x" })
})

test("what other programs get is counted back to the very spans that it was made from", () => {
  const sign = fc.constantFrom("a", "é", "😀", "𝒳", "\ud800", "\udc00", "字")
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 12 }), fc.array(fc.tuple(fc.nat(12), fc.nat(12))), (parts, pairs) => {
      const text = parts.join("")
      const at = (n: number): number => [...text].slice(0, n).join("").length
      const spans = pairs.map(([a, b]) => [at(Math.min(a, b)), at(Math.max(a, b))] as const)
      const { findings } = verdict(spans)
      expect(inUnits(toWire(verdict(spans), text).findings, text)).toEqual(findings)
    }),
    { numRuns: 1000 },
  )
})
