import { expect, test } from "vitest"
import { jsonPlace } from "../../../src/data/readers/json-place.js"
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
    ['1:1 error data-field: The field "input.a" must be a value without null in it, not a list.'],
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
    '1:1 error data-field: The field "id" must be a text that is not empty, not the number 7.',
    '2:21 error data-json: This line is not JSON: expected ":", found "{".',
    "4:1 error data-row: Expected a JSON object, found a list.",
    '5:1 error data-field: The field "input.sentence" must be a value, not null.',
    '5:1 error data-field: The field "gold" must be an object with at least one value, not an empty object.',
    '6:1 warning data-field-unknown: The field "coment" is not read; did you mean "comment"?',
  ])
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
