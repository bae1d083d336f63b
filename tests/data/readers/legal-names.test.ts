import fc from "fast-check"
import { expect, test } from "vitest"
import { CodePoints } from "../../../src/data/readers/code-points.js"
import { jsonItems } from "../../../src/data/readers/json-items.js"
import { legalNames } from "../../../src/data/readers/legal-names.js"
import { withKinds } from "../../../src/data/readers/task-fields.js"

const BRAT = { hyphens: true, reserved: ["equiv"] }

test("names that would look the same are told apart by a number, and said", () => {
  const names = legalNames(["Größe", "Grosse", "cause-effect", "Equiv", "原因"], BRAT)
  expect(["Größe", "Grosse", "cause-effect", "Equiv", "原因"].map(names.legal)).toEqual([
    "Grosse",
    "Grosse_2",
    "cause-effect",
    "Equiv_",
    "u539fu56e0",
  ])
  expect(names.collisions).toEqual([{ name: "Grosse", other: "Größe", legal: "Grosse_2" }])
  expect(names.original("Grosse_2")).toBe("Grosse")
  expect(names.original("Nobody")).toBeUndefined()
  expect(() => names.legal("Nobody")).toThrow(RangeError)
})

test("a hyphen is lost where the tool knows none", () => {
  const names = legalNames(["best-to-worst", "best_to_worst", "1st"], { hyphens: false, reserved: [] })
  expect(names.legal("best-to-worst")).toBe("best_to_worst")
  expect(names.legal("best_to_worst")).toBe("best_to_worst_2")
  expect(names.legal("1st")).toBe("n1st")
})

test("any names become legal ones that lead back to them", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }), { maxLength: 8 }), (all) => {
      const names = legalNames(all, BRAT)
      for (const name of all) {
        expect(names.legal(name)).toMatch(/^[A-Za-z][A-Za-z0-9_-]*$/)
        expect(names.original(names.legal(name))).toBe(name)
      }
      expect(new Set(all.map(names.legal)).size).toBe(new Set(all).size)
    }),
  )
})

test("the items of any JSON list stand where they are said to", () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.constantFrom(undefined, 2), (list, indent) => {
      const text = JSON.stringify(list, undefined, indent)
      const items = jsonItems(text).map(({ start, end }) => JSON.parse(text.slice(start, end)))
      expect(items).toEqual(JSON.parse(text))
    }),
  )
})

test("what is no list has no items", () => {
  expect([jsonItems(""), jsonItems("{}"), jsonItems("[]"), jsonItems(' "[1]"')]).toEqual([[], [], [], []])
})

test("code points are counted as annotation tools count them", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.nat(20), fc.nat(20), (text, a, b) => {
      const [start, end] = [Math.min(a, b), Math.max(a, b)]
      const points = new CodePoints(text)
      expect(points.length).toBe([...text].length)
      expect(points.slice(start, end)).toBe([...text].slice(start, end).join(""))
    }),
  )
})

test("a name stands for all its kinds, at any depth", () => {
  const form = (name: string, under?: string) => ({ name, aliases: [], ...(under !== undefined && { under }) })
  const forms = [form("aspirin", "drug"), form("drug", "treatment"), form("treatment"), form("symptom")]
  expect(withKinds("treatment", forms)).toEqual(["aspirin", "drug", "treatment"])
  expect(withKinds("symptom", forms)).toEqual(["symptom"])
})
