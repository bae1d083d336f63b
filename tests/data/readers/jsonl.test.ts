import { expect, test } from "vitest"
import { jsonPlace } from "../../../src/data/readers/json-place.js"
import { jsonSpans } from "../../../src/data/readers/json-spans.js"
import { jsonl } from "../../../src/data/readers/jsonl.js"
import type { Diagnostic } from "../../../src/diagnostic.js"
import { Source } from "../../../src/text.js"

function read(text: string) {
  const source = new Source("own.jsonl", text)
  const diagnostics: Diagnostic[] = []
  const rows = [...jsonl.rows(source, (d) => diagnostics.push(d), { comments: true })]
  const found = diagnostics.map((d) => {
    const at = source.position(d.place!.span.start)
    return `${at.line}:${at.column} ${d.severity} ${d.code}: ${d.message}`
  })
  return { examples: rows.map(({ example }) => example), found }
}

const row = { id: "1", input: { sentence: "a" }, gold: { label: "Other" } }

test("a row is an example as it is, blank lines and a byte order mark aside", () => {
  const full = { ...row, comment: "why", kind: "negated" }
  expect(read(`\ufeff${JSON.stringify(full)}\n\n`)).toEqual({ examples: [full], found: [] })
})

test("inputs and gold may be any JSON but null, at any depth", () => {
  const whole = {
    id: "1",
    input: {
      table: [
        ["team", "gold"],
        ["Kenya", "4"],
      ],
      candidates: ["a", "b"],
    },
    gold: { scores: { "model-1": 2 }, fits: true, size: 4.5, none: [] },
  }
  expect(read(JSON.stringify(whole))).toEqual({ examples: [whole], found: [] })
  const { examples, found } = read('{"id": "1", "input": {"a": [[1, null]]}, "gold": {"b": 1}}')
  expect([examples, found]).toEqual([
    [],
    ['1:28 error data-field: The field "input.a" must be a value without null in it, not a list.'],
  ])
  const deep = `${"[".repeat(5000)}${"]".repeat(5000)}`
  expect(read(`{"id": "1", "input": {"a": ${deep}}, "gold": {"b": 1}}`).examples).toHaveLength(1)
})

test("each bad row says what is wrong, and the good ones are read", () => {
  const bad = [
    JSON.stringify({ ...row, id: 7 }),
    '{"id": "2", "input" {"sentence": "a"}}',
    JSON.stringify(row),
    "[1]",
    JSON.stringify({ id: "4", input: { sentence: null }, gold: {} }),
    JSON.stringify({ ...row, id: "5", coment: "x" }),
  ]
  const { examples, found } = read(bad.join("\n"))
  expect(examples.map(({ id }) => id)).toEqual(["1", "5"])
  expect(found).toEqual([
    '1:7 error data-field: The field "id" must be a text that is not empty, not the number 7.',
    '2:21 error data-json: This line is not JSON: expected ":", found "{".',
    "4:1 error data-row: Expected a JSON object, found a list.",
    '5:31 error data-field: The field "input.sentence" must be a value, not null.',
    '5:44 error data-field: The field "gold" must be an object with at least one value, not an empty object.',
    '6:61 warning data-field-unknown: The field "coment" is not read; did you mean "comment"?',
  ])
})

test("a field that no row has is told once, at its first place, with the number of its rows", () => {
  const rows = ["1", "2", "3"].map((id) =>
    JSON.stringify({ ...row, id, annotator: "A", ...(id > "1" && { kint: "b" }) }),
  )
  expect(read(rows.join("\n")).found).toEqual([
    '1:61 warning data-field-unknown: The field "annotator" of 3 rows is not read.',
    '2:77 warning data-field-unknown: The field "kint" of 2 rows is not read; did you mean "kind"?',
  ])
})

test("a name and its value are found in a line of JSON, whatever stands before them", () => {
  const text = String.raw`  {"x": "}\"{", "\u0061": [{"b": 1}, "]"], "a" : {"c": [1, {"b": 2}], "b" :  -3.5e1 }, "b": "}"}`
  const found = (...at: string[]) => {
    const spans = jsonSpans(text, at)
    return spans && [text.slice(spans.key.start, spans.key.end), text.slice(spans.value.start, spans.value.end)]
  }
  expect(found("x")).toEqual(['"x"', String.raw`"}\"{"`])
  expect(found("a")).toEqual([String.raw`"\u0061"`, '[{"b": 1}, "]"]'])
  expect(found("b")).toEqual(['"b"', '"}"'])
  expect(found("c")).toBeUndefined()
  const inner = '{"gold" : {"c": [1, {"b": 2}], "b" :  -3.5e1 }}'
  const span = jsonSpans(inner, ["gold", "b"])!.value
  expect(inner.slice(span.start, span.end)).toBe("-3.5e1")
  expect(jsonSpans(inner, ["gold", "d"])).toBeUndefined()
  expect(jsonSpans("{}", ["a"])).toBeUndefined()
  const deep = `{"a": ${"[".repeat(100_000)}${"]".repeat(100_000)}, "b": 1}`
  expect(jsonSpans(deep, ["b"])!.value.start).toBe(deep.length - 2)
})

test.each([
  ['{"a": 1,}', 8, "a name in double quotes"],
  ['{"a" 1}', 5, '":"'],
  ['{"a": [1 2]}', 9, '"," or "]"'],
  ['{"a": "b\\x"}', 6, "a value"],
  ["{'a': 1}", 1, 'a name in double quotes or "}"'],
  ['{"a": 1', 7, '"," or "}"'],
  ['{"a": 1} {"b": 2}', 9, "the end of the line"],
  ['{"a": 01}', 7, '"," or "}"'],
  ["[1}", 2, '"," or "]"'],
])("the place where %s stops being JSON", (text, offset, expected) => {
  expect(() => JSON.parse(text)).toThrow()
  expect(jsonPlace(text)).toEqual({ offset, expected })
})

// A quadratic reader would need minutes: the limit of the test is the check.
test("millions of brackets, backslashes or letters are read in linear time", { timeout: 20_000 }, () => {
  expect(jsonPlace("[".repeat(1_000_000)).offset).toBe(1_000_000)
  expect(jsonPlace(`"${"\\\\".repeat(10_000_000)}`).offset).toBe(0)
  expect(jsonPlace(`"${"a".repeat(40_000_000)}`).offset).toBe(0)
})
