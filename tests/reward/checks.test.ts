import { describe, expect, it } from "vitest"
import type { Operand, SubjectKind } from "../../src/catalogue.js"
import type { CheckInput, Judgement, VerbPhrase } from "../../src/reward/checks/check.js"
import { checks } from "../../src/reward/checks/index.js"
import { rounded } from "../../src/reward/combine.js"
import type { FieldType } from "../../src/value.js"

const valueIn = (judgement: number | Judgement) => rounded(typeof judgement === "number" ? judgement : judgement.value)

/** One type of each kind, for sentences. */
const TYPES: Readonly<Record<string, FieldType>> = {
  mention: { kind: "mention", within: "sentence" },
  quote: { kind: "quote", from: ["passage"] },
  relation: { kind: "relation", between: ["e1", "e2"] },
  triplet: { kind: "triplet", within: "sentence" },
  choice: { kind: "choice", texts: ["none"], lists: ["steps"] },
  order: { kind: "order", of: "steps" },
  list: { kind: "list", item: { kind: "text" } },
  each: { kind: "each", of: "steps", item: { kind: "number" } },
}

function phraseOf(verb: string, kind: SubjectKind, objects: readonly Operand[], by?: string): VerbPhrase {
  const subject = { kind: kind === "entity" || kind === "rule" ? kind : ("field" as const), name: "verdict" }
  return { kind: "verb", subject, verb, objects, modifiers: by === undefined ? {} : { by } }
}

const OPERANDS: Readonly<Record<string, Operand>> = {
  gold: { kind: "gold", field: "verdict" },
  field: { kind: "field", field: "passage" },
  number: { kind: "number", value: 3, unit: "words" },
  text: { kind: "text", text: "Latin" },
  schema: { kind: "schema" },
}

describe.each([...checks])("the check %s", (verb, { signature, says, judge, cases }) => {
  it("has cases on both sides, and each is judged as it says", () => {
    if (verb !== "runs") expect(new Set(cases.map(({ value }) => value)).size).toBeGreaterThan(1)
    for (const { value, ...input } of cases)
      expect({ ...input, value: valueIn(judge(input)) }).toEqual({ ...input, value })
  })

  it("has cases that are plain data, so that another language can run them", () => {
    expect(JSON.parse(JSON.stringify(cases))).toEqual(cases)
  })

  it("is filed under its verb, with an example that uses it", () => {
    expect(signature.name).toBe(verb)
    expect(signature.subject.length).toBeGreaterThan(0)
    expect(` ${signature.example} `).toContain(` ${verb} `)
    expect(signature.summary).toMatch(/^[A-Z0-9].*\.$/)
  })

  it("tells the model about each type that it takes and each object, in a sentence with the part's name", () => {
    const objects = signature.object.length === 0 ? [[]] : signature.object.map((kind) => [OPERANDS[kind]!])
    for (const kind of signature.subject) {
      const type = kind === "entity" || kind === "rule" ? undefined : (TYPES[kind] ?? ({ kind } as FieldType))
      for (const object of objects) {
        for (const by of [undefined, ...(signature.by ?? [])]) {
          const sentence = says(phraseOf(verb, kind, object, by), type)
          // what is chosen or counted can only be right or wrong, and need not be told so
          if (sentence === "" && verb === "equals") continue
          expect(sentence).toContain("verdict")
          expect(sentence).toMatch(/^[A-Z].*[^. ]\.$/)
          expect(sentence).not.toMatch(/undefined|\bNaN\b| {2}/)
        }
      }
    }
  })

  it("that can stand behind `after` gives 0 or 1, any other also something between", () => {
    const whole = cases.filter(
      ({ subject, type }) => !(Array.isArray(subject) && type.kind === "list" && verb.startsWith("at-")),
    )
    if (signature.binary) expect(whole.every(({ value }) => value === 0 || value === 1)).toBe(true)
    else expect(cases.some(({ value }) => value > 0 && value < 1)).toBe(true)
  })

  it("gives a value from 0 to 1 for values of any other shape, and never throws", () => {
    const strange = [
      "",
      "x",
      0,
      -1e308,
      true,
      [],
      {},
      [["a"]],
      [{}],
      { a: "b" },
      [1, "a", true],
      "\ud800",
      "a".repeat(50),
    ]
    for (const { value: _, ...input } of cases.slice(0, 6)) {
      for (const subject of strange) {
        for (const value of strange) {
          const objects = input.objects.map((object) => (object.kind === "value" ? { ...object, value } : object))
          const judged = valueIn(judge({ ...input, subject, objects } as CheckInput))
          expect(judged).toBeGreaterThanOrEqual(0)
          expect(judged).toBeLessThanOrEqual(1)
        }
      }
    }
  })

  // Any work beyond the length of the text would need minutes: the limit of the test is the check.
  it("judges a megabyte of anything", { timeout: 20_000 }, () => {
    const MB = 1_000_000
    const first = cases.find(({ subject }) => typeof subject === "string")
    if (!first) return
    const { value: _, ...input } = first
    for (const piece of [
      "a",
      "it ",
      "The tower ",
      "[1] ",
      "[",
      "(2,",
      "F1 ",
      "<e1>",
      "\n",
      "\ud800",
      "火",
      "1,",
      "don't-",
    ]) {
      const judged = valueIn(judge({ ...input, subject: piece.repeat(MB / piece.length) }))
      expect(judged).toBeGreaterThanOrEqual(0)
      expect(judged).toBeLessThanOrEqual(1)
    }
  })
})
