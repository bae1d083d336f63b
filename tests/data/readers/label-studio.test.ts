import fc from "fast-check"
import { expect, test } from "vitest"
import { labelStudioReader } from "../../../src/data/readers/label-studio.js"
import { labelStudioForm } from "../../../src/data/readers/label-studio-form.js"
import { labelStudioTask, type Region } from "../../../src/data/readers/label-studio-task.js"
import type { TaskFields } from "../../../src/data/readers/task-fields.js"
import type { Example } from "../../../src/value.js"
import { CANDIDATES, CHOICES, RELATION, readWith, TRIPLETS } from "./tasks.js"

const read = (task: TaskFields, tasks: unknown, comments = true) =>
  readWith(
    labelStudioReader(task),
    "export.json",
    typeof tasks === "string" ? tasks : JSON.stringify(tasks, undefined, 1),
    comments,
  )

interface Annotation {
  readonly by?: unknown
  readonly cancelled?: boolean
  readonly result: readonly unknown[]
}

/** A task as Label Studio exports it. */
const exported = (task: TaskFields, example: Example, ...annotations: readonly Annotation[]) => ({
  id: 17,
  data: labelStudioTask(task, example).data,
  annotations: annotations.map(({ by = 1, cancelled = false, result }, i) => ({
    id: 100 + i,
    completed_by: by,
    was_cancelled: cancelled,
    ground_truth: false,
    result,
  })),
})

/** What annotators would have made, had they made the gold. */
const asGold = (task: TaskFields, example: Example): readonly Region[] =>
  labelStudioTask(task, example).predictions[0]?.result ?? []

const ROW: Example = {
  id: "7",
  input: { sentence: "The <e1>fire</e1> caused <e2>smoke</e2>." },
  gold: { label: "Cause-Effect(e1,e2)" },
}

const choice = (label: string, from = "label") => [
  { id: "a", type: "choices", from_name: from, to_name: "sentence", value: { choices: [label] } },
]

test.each<readonly [string, TaskFields, Example]>([
  [
    "a relation between given mentions",
    RELATION,
    { ...ROW, gold: { reasoning: "It says so.", label: "Cause-Effect(e2,e1)" } },
  ],
  ["the label for none of these", RELATION, { ...ROW, gold: { label: "Other" } }],
  [
    "triplets and quotes, with signs beyond the first plane before them",
    TRIPLETS,
    {
      id: "1",
      input: { sentence: "🙂 Lithium is used for mania,\nand so is valproate." },
      gold: {
        triplets: [
          { relation: "treatment-for", head: "Lithium", head_type: "drug", tail: "mania", tail_type: "symptom" },
          { relation: "treatment-for", head: "valproate", head_type: "drug", tail: "mania", tail_type: "symptom" },
        ],
        evidence: ["is used for mania,\nand"],
      },
    },
  ],
  ["no triplets at all", TRIPLETS, { id: "1", input: { sentence: "Nothing." }, gold: { triplets: [] } }],
  [
    "choices, numbers and texts",
    CHOICES,
    {
      id: "1",
      input: { text: "The earth is round." },
      gold: {
        kind: "fact",
        true: false,
        grade: 4,
        share: 0.5,
        topics: ["sport", "health"],
        words: ["a", "b"],
        note: "two\nlines",
      },
    },
  ],
  [
    "scores, an order and parts for each item",
    CANDIDATES,
    {
      id: "1",
      input: {
        question: "Why?",
        responses: ["Because.", "No idea."],
        facts: [
          ["a", "b"],
          ["1", "<2>"],
        ],
      },
      gold: {
        scores: { "model-1": 2, "model-2": 5 },
        ranking: ["model-2", "model-1"],
        best: "model-2",
        fair: { "model-1": true, "model-2": false },
        why: { "model-2": "It is rude." },
      },
    },
  ],
])("what is shown and annotated is read back as the same row: %s", (_, task, example) => {
  const { examples, found } = read(task, [exported(task, example, { result: asGold(task, example) })], false)
  expect(found.filter((one) => !one.includes("data-left-out"))).toEqual([])
  expect(examples).toEqual([example])
})

test("any sentence with any words marked in it is read back", () => {
  const words = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
    .filter((text) => text.trim() === text && text !== "")
  fc.assert(
    fc.property(words, words, words, (before, head, tail) => {
      const sentence = `${before} ${head} - ${tail}`.replace(/\r\n?/g, "\n")
      const [x, y] = [head, tail].map((text) => text.replace(/\r\n?/g, "\n"))
      const gold = {
        triplets: [{ relation: "associated-with", head: x!, head_type: "drug", tail: y!, tail_type: "symptom" }],
      }
      const example: Example = { id: "1", input: { sentence }, gold }
      const { examples } = read(TRIPLETS, [exported(TRIPLETS, example, { result: asGold(TRIPLETS, example) })])
      expect(examples[0]?.gold).toEqual(gold)
    }),
  )
})

test("annotators who agree make one row, those who differ one each", () => {
  const agreed = exported(
    RELATION,
    ROW,
    { result: choice("Other") },
    { by: { email: "b@example.org" }, result: choice("Other") },
  )
  const one = read(RELATION, [agreed])
  expect(one.examples).toEqual([{ ...ROW, gold: { label: "Other" }, comment: "annotated by 1, b@example.org" }])
  expect(one.found).toEqual([])
  expect(read(RELATION, [agreed], false).examples[0]).not.toHaveProperty("comment")

  const differing = exported(RELATION, ROW, { result: choice("Other") }, { by: 2, result: choice("Sibling(e1,e2)") })
  const two = read(RELATION, [differing])
  expect(two.examples.map(({ id, gold }) => [id, gold.label])).toEqual([
    ["7-by-1", "Other"],
    ["7-by-2", "Sibling(e1,e2)"],
  ])
  expect(two.found).toEqual([
    "2:2 warning data-annotators-differ: Item 7 has 2 different annotations, by 1; 2: it is read as that many rows.",
  ])
})

test("two who found the same triplets in another order agree", () => {
  const sentence = "Lithium for mania, valproate for mania."
  const triplet = (head: string) => ({
    relation: "treatment-for",
    head,
    head_type: "drug",
    tail: "mania",
    tail_type: "symptom",
  })
  const first: Example = {
    id: "1",
    input: { sentence },
    gold: { triplets: [triplet("Lithium"), triplet("valproate")] },
  }
  const second: Example = { ...first, gold: { triplets: [triplet("valproate"), triplet("Lithium")] } }
  const annotations = [{ result: asGold(TRIPLETS, first) }, { by: 2, result: asGold(TRIPLETS, second) }]
  expect(read(TRIPLETS, [exported(TRIPLETS, first, ...annotations)]).examples).toHaveLength(1)
})

test("cancelled annotations and tasks that nobody annotated are left out and counted", () => {
  const cancelled = exported(RELATION, ROW, { cancelled: true, result: choice("Other") })
  const { examples, found } = read(RELATION, [cancelled, exported(RELATION, ROW)])
  expect(examples).toEqual([])
  expect(found).toEqual([
    "1:1 info data-left-out: Left out, because a row of data has no place for it: 1 cancelled annotations, 1 tasks without annotation.",
  ])
})

test("an annotation without what the guideline compares is said and left out", () => {
  const half = exported(RELATION, ROW, {
    result: [{ type: "textarea", from_name: "reasoning", to_name: "sentence", value: { text: ["x"] } }],
  })
  const { examples, found } = read(RELATION, [half])
  expect(examples).toEqual([])
  expect(found).toEqual([
    '2:2 error data-gold-missing: Item 7 was annotated without "label", which the guideline compares.',
  ])
  const input = { text: "I like it." }
  const opinion = exported(CHOICES, { id: "1", input, gold: {} }, { result: choice("opinion, or both", "kind") })
  // "true" is asked of facts alone
  expect(read(CHOICES, [opinion]).examples.map(({ gold }) => gold)).toEqual([{ kind: "opinion, or both", topics: [] }])
})

test("what the configuration does not have is named once a file, with what may be meant", () => {
  const strange = exported(RELATION, ROW, {
    result: [...choice("Other"), ...choice("x", "lable"), ...choice("x", "lable")],
  })
  const { examples, found } = read(RELATION, [strange, { ...strange, data: { ...strange.data, id: "8" } }])
  expect(examples).toHaveLength(2)
  expect(found).toEqual(['2:2 error data-name-unknown: "lable" is no control of the guideline; did you mean "label"?'])
})

test("labels, choices and relations of another configuration are not taken over", () => {
  expect(read(RELATION, [exported(RELATION, ROW, { result: choice("Part-Whole(e1,e2)") })]).found[0]).toContain(
    'Expected one of the choices for "label", found "Part-Whole(e1,e2)".',
  )
  const span = (id: string, start: number, end: number, label: string) => ({
    id,
    type: "labels",
    from_name: "triplets",
    to_name: "sentence",
    value: { start, end, labels: [label] },
  })
  const example: Example = { id: "1", input: { sentence: "Lithium for mania." }, gold: {} }
  const joined = (labels: readonly string[], direction = "right") => ({
    type: "relation",
    from_id: "a",
    to_id: "b",
    direction,
    labels,
  })
  const marks = [span("a", 0, 7, "drug"), span("b", 12, 17, "symptom")]
  const first = read(TRIPLETS, [
    exported(TRIPLETS, example, { result: [...marks, span("c", 0, 3, "person"), joined(["cures"])] }),
  ])
  expect(first.found.map((one) => one.slice(4))).toEqual([
    'error data-name-unknown: "person" is no label of the guideline.',
    'error data-name-unknown: "cures" is no relation of the guideline.',
    "info data-left-out: Left out, because a row of data has no place for it: 2 mentions without a relation.",
  ])
  const ends = (result: readonly unknown[]) =>
    read(TRIPLETS, [exported(TRIPLETS, example, { result })]).examples[0]?.gold.triplets
  const triplet = (head: string, head_type: string, tail: string, tail_type: string, relation = "treatment-for") => ({
    relation,
    head,
    head_type,
    tail,
    tail_type,
  })
  expect(ends([...marks, joined(["treatment-for"], "left")])).toEqual([triplet("mania", "symptom", "Lithium", "drug")])
  expect(ends([...marks, joined(["treatment-for"], "bi")])).toEqual([
    triplet("Lithium", "drug", "mania", "symptom"),
    triplet("mania", "symptom", "Lithium", "drug"),
  ])
  expect(ends([...marks, joined(["associated-with"], "bi")])).toEqual([
    triplet("Lithium", "drug", "mania", "symptom", "associated-with"),
  ])
})

test("offsets of older versions, which counted UTF-16 units, are told by the words beside them", () => {
  const example: Example = { id: "1", input: { sentence: "🙂🙂 Lithium for mania." }, gold: {} }
  const span = (id: string, start: number, end: number, text: string, label: string) => ({
    id,
    type: "labels",
    from_name: "triplets",
    to_name: "sentence",
    value: { start, end, text, labels: [label] },
  })
  const relation = { type: "relation", from_id: "a", to_id: "b", direction: "right", labels: ["treatment-for"] }
  const result = [span("a", 3, 10, "Lithium", "drug"), span("b", 15, 20, "mania", "symptom"), relation]
  const old = [span("a", 5, 12, "Lithium", "drug"), span("b", 17, 22, "mania", "symptom"), relation]
  const triplets = [
    { relation: "treatment-for", head: "Lithium", head_type: "drug", tail: "mania", tail_type: "symptom" },
  ]
  for (const counted of [old, result])
    expect(read(TRIPLETS, [exported(TRIPLETS, example, { result: counted })]).examples[0]?.gold).toEqual({ triplets })
  const moved = read(TRIPLETS, [exported(TRIPLETS, example, { result: [span("a", 0, 4, "gold", "drug")] })])
  expect(moved.found[0]).toBe('2:2 error data-span: The annotation says "gold", but the text has "🙂🙂 L" there.')
})

test("a task that was made by hand is read from the keys that its tags show", () => {
  const byHand = { id: 3, data: { sentence: ROW.input.sentence }, annotations: [{ id: 1, result: choice("Other") }] }
  const { examples, found } = read(RELATION, [byHand])
  expect([examples, found]).toEqual([
    [{ id: "3", input: ROW.input, gold: { label: "Other" }, comment: "annotated by annotation 1" }],
    [],
  ])
  const without = read(RELATION, [{ ...byHand, data: { text: "x" } }])
  expect(without.found).toEqual([
    '2:2 error data-field: The field "input" must be an object with at least one value, not an empty object.',
    '2:2 error data-field: The field "input.sentence" must be a value, not missing.',
  ])
})

test.each([
  ["", "Expected a value (the file is not JSON), found the end of the file.", "1:1"],
  ['[{"id": 1,]', 'Expected a name in double quotes (the file is not JSON), found "]".', "1:11"],
  ['{"tasks": []}', "Expected a list of tasks, found an object.", "1:1"],
  ['[\n{"data": {"sentence": "x"}, "label": "Other"}]', "not JSON-MIN), found a task without annotations.", "2:1"],
  ["[3]", "Expected a task with data and annotations, found the number 3.", "1:2"],
  [
    '\ufeff[{"data": {"sentence": "x"}, "annotations": [7]}]',
    "Expected an annotation with a result, found the number 7.",
    "1:3",
  ],
])("what is no export says so at its place: %s", (text, message, place) => {
  const { examples, found } = read(RELATION, text)
  expect(examples).toEqual([])
  expect(found[0]).toContain(message)
  expect(found[0]).toMatch(new RegExp(`^${place} error`))
})

test("any JSON instead of an export is said to be none, and never throws", () => {
  const arbitrary = fc.array(
    fc.record(
      {
        id: fc.jsonValue(),
        data: fc.oneof(fc.jsonValue(), fc.constant({ sentence: "a", responses: ["x"] })),
        annotations: fc.oneof(
          fc.jsonValue(),
          fc.array(
            fc.record({
              completed_by: fc.jsonValue(),
              result: fc.array(
                fc.record(
                  {
                    id: fc.constantFrom("a", "b", 1),
                    type: fc.constantFrom("labels", "relation", "choices", "ranker"),
                    from_name: fc.constantFrom(
                      "label",
                      "triplets",
                      "scores__0",
                      "scores__99",
                      "ranking",
                      "constructor",
                      "__proto__",
                    ),
                    value: fc.oneof(
                      fc.jsonValue(),
                      fc.record({
                        start: fc.integer(),
                        end: fc.integer(),
                        labels: fc.jsonValue(),
                        choices: fc.jsonValue(),
                        ranker: fc.jsonValue(),
                        rating: fc.jsonValue(),
                      }),
                    ),
                    labels: fc.jsonValue(),
                    from_id: fc.constantFrom("a", "b"),
                    to_id: fc.constantFrom("a", "b"),
                  },
                  { requiredKeys: [] },
                ),
              ),
            }),
          ),
        ),
      },
      { requiredKeys: [] },
    ),
  )
  fc.assert(
    fc.property(arbitrary, fc.constantFrom(RELATION, TRIPLETS, CHOICES, CANDIDATES), (tasks, task) => {
      const { found } = read(task, tasks)
      expect(found.every((one) => !one.includes("undefined"))).toBe(true)
    }),
  )
})

// A quadratic reader would need minutes: the limit of the test is the check.
test("a long text with very many marks is read in linear time", { timeout: 20_000 }, () => {
  const sentence = "🙂 word ".repeat(20_000)
  const result = Array.from({ length: 20_000 }, (_, i) => ({
    id: `m${i}`,
    type: "labels",
    from_name: "triplets",
    to_name: "sentence",
    value: { start: 7 * i + 2, end: 7 * i + 6, text: "word", labels: ["drug"] },
  }))
  const { examples, found } = read(TRIPLETS, [
    exported(TRIPLETS, { id: "1", input: { sentence }, gold: {} }, { result }),
  ])
  expect(examples).toHaveLength(1)
  expect(found).toEqual([expect.stringContaining("20000 mentions without a relation")])
})

test("what can not be shown is named with its reason", () => {
  const { controls, unshown } = labelStudioForm({
    ...CANDIDATES,
    answer: [
      ...CANDIDATES.answer,
      { name: "claims", type: { kind: "list", item: { kind: "group" } }, optional: false },
      { name: "claim", parent: "claims", type: { kind: "text" }, optional: false },
      { name: "sizes", type: { kind: "list", item: { kind: "number" } }, optional: false },
      { name: "grid", type: { kind: "table" }, optional: false },
      { name: "copied", type: { kind: "quote", from: ["question", "responses"] }, optional: false },
    ],
  })
  expect(unshown).toEqual([
    { field: "claims", why: "Label Studio has no control for a list of groups whose number is not known before" },
    { field: "claim", why: "it is a part of claims" },
    { field: "sizes", why: "there is no list of numbers", instead: "as a list of texts" },
    { field: "grid", why: "Label Studio has no control for a table" },
    { field: "copied", why: "only one plain text can be quoted by marking it", instead: "as text to copy by hand" },
  ])
  expect(controls.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
    "scores rating",
    "ranking ranker",
    "best choices",
    "fair choices",
    "why text",
    "sizes text",
    "copied text",
  ])
})
