import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { eachJson, type Json, type JsonFound, jsonAt, jsonIn } from "../../src/reward/answer/json.js"

const runs = { seed: 20261124, numRuns: 400 }
const whole = (text: string) => ({ start: 0, end: text.length })

/** A value as JavaScript has it, keys that are there twice by their last value. */
function plain(json: Json): unknown {
  switch (json.kind) {
    case "text":
      return json.text
    case "number":
      return json.number
    case "yes-no":
      return json.holds
    case "null":
      return null
    case "array":
      return json.items.map(plain)
    case "object":
      return Object.fromEntries(json.members.map(({ key, value }) => [key, plain(value)]))
  }
}

function found(text: string): JsonFound[] {
  const all: JsonFound[] = []
  eachJson(text, whole(text), (_, start, end) => all.push(jsonAt(text, { start, end })))
  return all
}

const values = (text: string) => found(text).map(({ json }) => plain(json))
const liberties = (text: string) => found(text).flatMap((one) => one.liberties.map(({ what }) => what))

/** -0 is read as 0, which it equals. */
const withoutMinusZero = (text: string): unknown =>
  JSON.parse(text, (_, value: unknown) => (Object.is(value, -0) ? 0 : value))

/** Every value with its place, the outer one first. */
function* layers(json: Json): Generator<Json> {
  yield json
  if (json.kind === "array") for (const item of json.items) yield* layers(item)
  if (json.kind === "object") for (const { value } of json.members) yield* layers(value)
}

describe("JSON", () => {
  it("is read as JSON.parse reads it, with each value in its place", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.constantFrom(undefined, 1, "\t"), (text, indent) => {
        const written = JSON.stringify(JSON.parse(text), null, indent)
        const read = jsonIn(written, whole(written))
        if (!("json" in read)) return expect.fail(`not read from ${read.failed}: ${written}`)
        expect(read.liberties).toEqual([])
        for (const json of layers(read.json)) {
          const own = written.slice(json.span.start, json.span.end)
          expect(plain(json)).toEqual(withoutMinusZero(own))
        }
      }),
      runs,
    )
  })

  it("is not read strictly where JSON.parse refuses it", () => {
    const signs = fc.constantFrom(..."{}[]:,\"'\\/*-+.0123eEtrufalsn \n\tu", "true", "null", '"a"', '"a":', "\u00a0")
    const texts = fc.array(signs, { maxLength: 12 }).map((parts) => parts.join(""))
    fc.assert(
      fc.property(texts, (text) => {
        const read = jsonIn(text, whole(text))
        const strict = "json" in read && read.liberties.length === 0
        let parsed: unknown
        try {
          parsed = withoutMinusZero(text)
        } catch {
          expect(strict).toBe(false)
          return
        }
        expect(strict).toBe(true)
        expect(plain((read as JsonFound).json)).toEqual(parsed)
      }),
      { ...runs, numRuns: 5000 },
    )
  })

  it.each([
    ['{"a": 1,}', { a: 1 }, "a comma before the closing bracket"],
    ["{'a': 'it\\'s'}", { a: "it's" }, "single quotes"],
    ["{a_b: 1, c-d: 2}", { a_b: 1, "c-d": 2 }, "a key without quotes"],
    ["[1, // one\n 2 /* two */]", [1, 2], "a comment"],
    ["[True, None]", [true, null], "a word of Python's"],
    ['["a\nb"]', ["a\nb"], "a line end or control sign in a text"],
    ['["\\("]', ["\\("], "an escape that JSON does not know"],
    ["[1,\u00a02]", [1, 2], "a space that JSON does not know"],
    ['{"a": [1, {"b": "c"', { a: [1, { b: "c" }] }, "an end that is missing"],
    ['{"a": [1, {"b": "c', { a: [1] }, "an end that is missing"],
    ['{"a": [1, 2', { a: [1] }, "an end that is missing"],
    ['{"a": "x", "b": tr', { a: "x" }, "an end that is missing"],
  ])("of %j takes a liberty", (text, value, liberty) => {
    expect(values(text)).toEqual([value])
    expect(liberties(text)).toContain(liberty)
  })

  it.each([
    '{"a" 1}',
    "[1 2]",
    "[01]",
    "[.5]",
    "[1.]",
    "[+1]",
    "[1e]",
    "[--1]",
    "[x]",
    "{1: 2}",
    "[1e999]",
    '["a" "b"]',
  ])("%s is none", (text) => expect(values(text)).toEqual([]))

  it("that has a key twice says so", () => {
    const { json } = found('{"a": 1, "b": 2, "a": 3}')[0]!
    expect(json).toMatchObject({ kind: "object", repeated: { keySpan: { start: 17, end: 20 } } })
    expect(found('{"__proto__": 1, "constructor": 2}')[0]!.json).not.toHaveProperty("repeated")
  })
})

describe("JSON in prose", () => {
  it.each([
    ["as in [1], {so} [2, 3].", [[1], [2, 3]]],
    ['I think {"a": 1} or {"a": {"b": 2}}', [{ a: 1 }, { a: { b: 2 } }]],
    ['He said ["well {"a": 1} so', [{ a: 1 }]],
    ["it's {'a': 1} isn't it", [{ a: 1 }]],
    ['a set {x} of ["y"', [["y"]]],
    ['[1, {"a": 2} x]', [{ a: 2 }]],
    ["{ {} [", [{}]],
    ['["', []],
    ['[/* {"a": 1}', [{ a: 1 }]],
    ["```json\n[1]\n```", [[1]]],
  ])("%s", (text, expected) => expect(values(text)).toEqual(expected))

  it("is found again around whatever text, in its place", () => {
    const prose = fc.string({ unit: fc.constantFrom("a", " ", ".", "\n", "<", "b", "(", "1") })
    fc.assert(
      fc.property(
        fc.array(fc.tuple(prose, fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }))), { maxLength: 4 }),
        (parts) => {
          const text = parts.map(([before, value]) => `${before}${JSON.stringify(value)}`).join(" ")
          expect(values(text)).toEqual(parts.map(([, value]) => withoutMinusZero(JSON.stringify(value))))
          for (const { json } of found(text)) {
            const own = text.slice(json.span.start, json.span.end)
            expect(withoutMinusZero(own)).toEqual(plain(json))
          }
        },
      ),
      runs,
    )
  })

  it.each([
    "[1e+5]",
    "[1.5e-3 ]",
    "[-0]",
    '["a" , 2]',
    '["a\\"b"]',
    "['it'/* one */, 2]",
    "[1// the end\n]",
    "[1\u3000]",
    "[true\t]",
    "{a : 1}",
    "{a/* key */: 1}",
    '{"a"\u00a0:1}',
    `["${"long ".repeat(40)}"]`,
    `[${"9".repeat(80)}]`,
    `{${"k".repeat(80)}: 1}`,
    "[[1], [2], {}]",
  ])("is found in prose however its first part goes on: %s", (text) => {
    const prose = `As [1 of 2] {or so} says ["here" and there]: ${text} and [3 more`
    const [one, ...more] = found(prose)
    expect(more).toEqual([])
    expect(prose.slice(one!.json.span.start, one!.json.span.end)).toBe(text)
    expect(one).toEqual(jsonIn(prose, one!.json.span))
  })

  it("stops at a depth of 64, and at 20,000 values", () => {
    const deep = (depth: number) => "[".repeat(depth) + "]".repeat(depth)
    expect(jsonIn(deep(64), whole(deep(64)))).toHaveProperty("json")
    expect(jsonIn(deep(65), whole(deep(65)))).toEqual({ failed: 64 })
    const many = (count: number) => `[${"0,".repeat(count - 1)}0]`
    expect(jsonIn(many(19_000), whole(many(19_000)))).toHaveProperty("json")
    expect(jsonIn(many(21_000), whole(many(21_000)))).toHaveProperty("failed")
  })
})

describe("the work", () => {
  /** Signs that were looked at. */
  function steps(text: string): number {
    let count = 0
    const counting = {
      length: text.length,
      charCodeAt: (at: number) => {
        count++
        return text.charCodeAt(at)
      },
      slice: (start: number, end: number) => text.slice(start, end),
      indexOf: (part: string, from: number) => {
        const found = text.indexOf(part, from)
        count += (found < 0 ? text.length : found) - from
        return found
      },
    } as unknown as string
    eachJson(counting, whole(text), () => {})
    return count
  }

  it.each([
    ["opening braces", "{"],
    ["opening brackets", "["],
    ["pairs", "[]"],
    ["texts that open lists", '["['],
    ["texts that flip", '["[","'],
    ["texts in texts", '["[\'["'],
    ["lists in texts in lists", '["],["'],
    ["keys without an end", '{"a":'],
    ["keys without values", '{"a",'],
    ["objects in a list", '[{"a":1},'],
    ["lists in objects", '{"a":[1,'],
    ["comments that open", "[/*"],
    ["comments to the end of the line", "[//"],
    ["comments", "[/**/"],
    ["single quotes", "['"],
    ["backslashes", '["\\'],
    ["backslashes before quotes", '["\\"'],
    ["numbers", "[0,"],
    ["long numbers", "[1111111111111111111111111111111"],
    ["closing brackets", "]}"],
    ["spaces that JSON does not know", "[\u00a0"],
  ])("on %s is linear", (_, piece) => {
    for (const start of ["", '["', "[", '{"a":["'])
      for (const length of [20_000, 200_000]) {
        const text = start + piece.repeat(Math.ceil(length / piece.length))
        expect(steps(text)).toBeLessThan(12 * text.length)
      }
  })

  it("on anything that repeats is linear", () => {
    const signs = fc.constantFrom('"', "'", "{", "}", "[", "]", ",", ":", "\\", "/", "*", "a", "1", " ", "\n")
    const piece = fc.array(signs, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(""))
    fc.assert(
      fc.property(piece, piece, piece, (start, middle, end) => {
        const text = start + middle.repeat(Math.ceil(10_000 / middle.length)) + end
        expect(steps(text)).toBeLessThan(12 * text.length)
      }),
      { ...runs, numRuns: 2000 },
    )
  })
})
