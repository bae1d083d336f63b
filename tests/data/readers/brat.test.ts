import fc from "fast-check"
import { expect, test } from "vitest"
import { bratReader } from "../../../src/data/readers/brat.js"
import { bratDocument } from "../../../src/data/readers/brat-document.js"
import { bratForm } from "../../../src/data/readers/brat-form.js"
import type { TaskFields } from "../../../src/data/readers/task-fields.js"
import { Source } from "../../../src/text.js"
import type { Example } from "../../../src/value.js"
import { CANDIDATES, CHOICES, RELATION, readWith, TRIPLETS } from "./tasks.js"

const read = (task: TaskFields, text: string, ann: string | readonly string[]) =>
  readWith(
    bratReader(task, () => new Source("texts/PMID-1.txt", text)),
    "texts/PMID-1.ann",
    typeof ann === "string" ? ann : ann.map((line) => `${line}\n`).join(""),
  )

const SENTENCE = "Lithium is used for manic or low mood."
const triplet = (relation: string, head: string, head_type: string, tail: string, tail_type: string) => ({
  relation,
  head,
  head_type,
  tail,
  tail_type,
})

test("entities and relations become the triplets of the document", () => {
  const { examples, found } = read(TRIPLETS, SENTENCE, [
    "T1\tdrug 0 7\tLithium",
    "T2\tsymptom 20 25;33 37\tmanic mood",
    "T3\tsymptom 29 37\tlow mood",
    "T4\tevidence 8 15\tis used",
    "R1\ttreatment-for Arg1:T1 Arg2:T2\t",
    "R2\ttreatment-for Arg1:T1 Arg2:T3",
    "R3\ttreatment-for Arg1:T1 Arg2:T3",
  ])
  expect(found).toEqual([])
  expect(examples).toEqual([
    {
      id: "PMID-1",
      input: { sentence: SENTENCE },
      gold: {
        triplets: [
          triplet("treatment-for", "Lithium", "drug", "manic mood", "symptom"),
          triplet("treatment-for", "Lithium", "drug", "low mood", "symptom"),
        ],
        evidence: ["is used"],
      },
    },
  ])
})

test("what a row has no place for is counted: events, normalisations, notes, entities that nothing joins", () => {
  const { found } = read(TRIPLETS, SENTENCE, [
    "T1\tdrug 0 7\tLithium",
    "E1\tUse:T1",
    "N1\tReference T1 MESH:D008094\tlithium",
    "#1\tAnnotatorNotes T1\tsure?",
    "#2\tAnnotatorNotes T1\tyes",
    "A1\tNegated T1",
  ])
  expect(found).toEqual([
    "1:1 info data-left-out: Left out, because a row of data has no place for it: 1 events, 1 normalisations, 2 notes, 1 attributes, 1 entities without a relation.",
  ])
})

test("marks that are said to be the same are joined two by two", () => {
  const marks = ["T1\tdrug 0 7\tLithium", "T2\tsymptom 20 25\tmanic", "T3\tsymptom 29 32\tlow"]
  const { examples, found } = read(TRIPLETS, SENTENCE, [...marks, "*\tassociated-with T1 T2 T3"])
  expect(found).toEqual([])
  expect(
    (examples[0]!.gold.triplets as { head: string; tail: string }[]).map(({ head, tail }) => `${head} ${tail}`),
  ).toEqual(["Lithium manic", "Lithium low", "manic low"])
})

test("names that differ in hyphens and capitals, and aliases, are understood; others are named", () => {
  const { examples, found } = read(TRIPLETS, SENTENCE, [
    "T1\tDrug 0 7\tLithium",
    "T2\tcomplaint 20 25\tmanic",
    "T3\tsymptoms 29 32\tlow",
    "R1\tTreatment_for Arg1:T1 Arg2:T2",
    "R2\tcures Arg1:T1 Arg2:T2",
    "R3\ttreatment-for Arg1:T1 Arg2:T3",
  ])
  expect(examples[0]?.gold.triplets).toEqual([triplet("treatment-for", "Lithium", "drug", "manic", "symptom")])
  expect(found).toEqual([
    '3:1 error data-name-unknown: "symptoms" is no entity of the guideline; did you mean "symptom"?',
    '5:1 error data-name-unknown: "cures" is no relation of the guideline.',
    "1:1 info data-left-out: Left out, because a row of data has no place for it: 1 relations of what could not be read.",
  ])
})

test("each line that can not be read is said at its place, and the others are read", () => {
  const { examples, found } = read(TRIPLETS, SENTENCE, [
    "T1\tdrug 0 7\tLithium",
    "T2\tsymptom 20 99\tmanic",
    "T3\tsymptom 20\tmanic",
    "T4\tsymptom 20 25\tmagic",
    "T5\tsymptom 20 25\tmanic",
    "R1\ttreatment-for T1 T5",
    "nonsense",
    "R2\ttreatment-for Arg1:T1 Arg2:T5",
  ])
  expect(examples[0]?.gold.triplets).toHaveLength(1)
  expect(found).toEqual([
    '2:1 error data-row: Expected a type and offsets inside the text (38 signs), found "symptom 20 99".',
    '3:1 error data-row: Expected a type and offsets inside the text (38 signs), found "symptom 20".',
    '4:1 error data-span: The annotation says "magic", but the text has "manic" there.',
    '6:1 error data-row: Expected a relation and its two ends, found "treatment-for T1 T5".',
    '7:1 error data-row: Expected an annotation: T, R, A, E, N or # with a number, and a tab, found "nonsense".',
  ])
})

test("each pair of mentions that a relation joins becomes a row, the first one in the text as the first mention", () => {
  const text = "Rain caused floods; the floods caused damage to Ann, sister of Bo."
  const { examples, found } = read(RELATION, text, [
    "T1\tEvent 0 4\tRain",
    "T2\tEvent 12 18\tfloods",
    "T3\tEvent 38 44\tdamage",
    "T4\tPerson 48 51\tAnn",
    "T5\tPerson 63 65\tBo",
    "R1\tCause-Effect Arg1:T1 Arg2:T2",
    "R2\tcausation Arg1:T3 Arg2:T2",
    "R3\tSibling Arg1:T5 Arg2:T4",
  ])
  expect(found).toEqual([])
  expect(examples.map(({ id, input, gold }) => [id, input.sentence, gold.label])).toEqual([
    [
      "PMID-1-R1",
      "<e1>Rain</e1> caused <e2>floods</e2>; the floods caused damage to Ann, sister of Bo.",
      "Cause-Effect(e1,e2)",
    ],
    [
      "PMID-1-R2",
      "Rain caused <e1>floods</e1>; the floods caused <e2>damage</e2> to Ann, sister of Bo.",
      "Cause-Effect(e2,e1)",
    ],
    [
      "PMID-1-R3",
      "Rain caused floods; the floods caused damage to <e1>Ann</e1>, sister of <e2>Bo</e2>.",
      "Sibling(e1,e2)",
    ],
  ])
})

test("mentions that can not be marked, and two relations of one pair, are said", () => {
  const marks = ["T1\tA 0 4\tRain", "T2\tA 0 11\tRain caused", "T3\tA 12 14;16 18\tfl ds"]
  const { examples, found } = read(RELATION, "Rain caused floods.", [
    ...marks,
    "R1\tCause-Effect Arg1:T1 Arg2:T2",
    "R2\tCause-Effect Arg1:T1 Arg2:T3",
    "R3\tCause-Effect Arg1:T3 Arg2:T1",
  ])
  expect(examples).toEqual([])
  expect(found).toEqual([
    "2:1 error data-marks: The mark <e2>…</e2> overlaps another mention.",
    "5:1 error data-row: Expected one relation between T1 and T3, found Cause-Effect(e1,e2), Cause-Effect(e2,e1).",
  ])
  const pieces = read(RELATION, "Rain caused floods.", [...marks, "R2\tCause-Effect Arg1:T1 Arg2:T3"])
  expect(pieces.found).toEqual([
    "3:1 error data-marks: The mark <e2>…</e2> is in pieces, which no mark can be put around.",
  ])
  const given = ["T1\te1 0 4\tRain", "T2\te2 12 18\tfloods", "T3\te1 5 11\tcaused"]
  expect(read(RELATION, "Rain caused floods.", given).found).toEqual([
    "3:1 error data-marks: The mark <e1>…</e1> stands there more than once.",
  ])
  expect(read(RELATION, "Rain caused floods.", given.slice(0, 2)).found).toEqual([
    '1:1 error data-gold-missing: Item PMID-1 was annotated without "label", which the guideline compares.',
  ])
})

test.each<readonly [string, TaskFields, Example]>([
  [
    "a relation",
    RELATION,
    {
      id: "PMID-1",
      input: { sentence: "The <e2>smoke</e2>🙂 of a <e1>fire</e1>." },
      gold: { label: "Cause-Effect(e1,e2)" },
    },
  ],
  [
    "a symmetric relation",
    RELATION,
    { id: "PMID-1", input: { sentence: "<e1>Ann</e1> and <e2>Bo</e2>" }, gold: { label: "Sibling(e1,e2)" } },
  ],
  [
    "the label for none of these",
    RELATION,
    { id: "PMID-1", input: { sentence: "<e1>Ann</e1> and <e2>Bo</e2>" }, gold: { label: "Other" } },
  ],
  [
    "triplets",
    TRIPLETS,
    {
      id: "PMID-1",
      input: { sentence: "🙂 Lithium\nhelps against mania." },
      gold: { triplets: [triplet("treatment-for", "Lithium", "drug", "mania", "symptom")], evidence: ["helps"] },
    },
  ],
  [
    "choices about the text",
    CHOICES,
    { id: "PMID-1", input: { text: "The earth is round." }, gold: { kind: "opinion, or both", true: false, grade: 4 } },
  ],
])("a row written as a document is read back as the same row: %s", (_, task, example) => {
  const { txt, ann } = bratDocument(task, example)!
  const { examples, found } = read(task, txt, ann)
  expect(found).toEqual([])
  expect(examples).toEqual([example])
})

test("any marked sentence is read back", () => {
  const words = fc.string({ unit: "grapheme", minLength: 1, maxLength: 10 }).filter((text) => !/[<>\s]/.test(text))
  fc.assert(
    fc.property(words, words, words, fc.boolean(), (before, x, y, turned) => {
      const sentence = `${before} <e1>${x}</e1> - <e2>${y}</e2>`
      const label = turned ? "Cause-Effect(e2,e1)" : "Cause-Effect(e1,e2)"
      const { txt, ann } = bratDocument(RELATION, { input: { sentence }, gold: { label } })!
      expect(txt).toBe(`${before} ${x} - ${y}`)
      expect(read(RELATION, txt, ann)).toEqual({
        examples: [{ id: "PMID-1", input: { sentence }, gold: { label } }],
        found: [],
      })
    }),
  )
})

test("values that an attribute does not have, and two for one text, are said", () => {
  const { examples, found } = read(CHOICES, "The earth is round.", [
    "T1\twhole-text 0 3\tThe",
    "A1\tkind T1 fact",
    "A2\tgrade T1 9",
    "A3\tgrade T1 3",
    "A4\tgrade T1 4",
    "A5\ttrue_ T1",
  ])
  expect(examples[0]?.gold).toEqual({ kind: "fact", grade: 3, true: true })
  expect(found).toEqual([
    '3:1 error data-name-unknown: "9" is no value of grade of the guideline.',
    '5:1 error data-row: Expected one value of grade, found "4" beside another one.',
  ])
})

test("a missing text, a task of several inputs and one without a text say so", () => {
  const alone = readWith(
    bratReader(TRIPLETS, () => undefined),
    "a.ann",
    "",
  )
  expect(alone.found).toEqual(["1:1 error data-row: Expected a file .txt beside this one, found none."])
  const two: TaskFields = { ...TRIPLETS, inputs: [...TRIPLETS.inputs, { name: "question", type: { kind: "text" } }] }
  expect(read(two, SENTENCE, "").found).toEqual([
    "1:1 error data-row: Expected the question of the task as well, found one text, which is all that brat holds.",
  ])
  const texts = CANDIDATES.inputs.filter(({ type }) => type.kind !== "text")
  expect(read({ ...CANDIDATES, inputs: texts }, SENTENCE, "").found).toEqual([
    "1:1 error data-row: Expected a task with one text, found one that brat can not show.",
  ])
})

test("a byte order mark and line ends of another system are no obstacle", () => {
  const { examples, found } = read(
    RELATION,
    "\ufeffRain caused floods.\r\n",
    "\ufeffT1\te1 1 5\tRain\r\nT2\te2 13 19\tfloods\r\nR1\tOther Arg1:T1 Arg2:T2\r\n",
  )
  expect(found).toEqual([])
  expect(examples[0]).toMatchObject({
    input: { sentence: "<e1>Rain</e1> caused <e2>floods</e2>.\r\n" },
    gold: { label: "Other" },
  })
})

test("any lines at all are said to be wrong, and never throw", () => {
  const piece = fc.constantFrom(
    "T1",
    "T2",
    "R1",
    "*",
    "A1",
    "N1",
    "#1",
    "\t",
    " ",
    "drug",
    "0 7",
    "8 9;0 3",
    "Arg1:T1",
    "Arg2:T2",
    "Lithium",
    "treatment-for",
    "whole-text",
    "constructor",
    "-1",
    "1e9",
    "\n",
    "\r",
  )
  const lines = fc.oneof(
    fc.string(),
    fc.array(piece).map((all) => all.join("")),
    fc.array(piece).map((all) => all.join("\t")),
  )
  fc.assert(
    fc.property(lines, fc.string(), fc.constantFrom(RELATION, TRIPLETS, CHOICES), (ann, text, task) => {
      const { found } = read(task, text, ann)
      expect(found.every((one) => !one.includes("undefined"))).toBe(true)
    }),
  )
})

// A quadratic reader would need minutes: the limit of the test is the check.
test("a long document with very many annotations is read in linear time", { timeout: 20_000 }, () => {
  const count = 50_000
  const text = "🙂 word ".repeat(count)
  const marks = Array.from({ length: count }, (_, i) => `T${i}\tdrug ${7 * i + 2} ${7 * i + 6}\tword`)
  const relations = Array.from({ length: count - 1 }, (_, i) => `R${i}\tassociated-with Arg1:T${i} Arg2:T${i + 1}`)
  const { examples, found } = read(TRIPLETS, text, [...marks, ...relations])
  expect([examples.length, found]).toEqual([1, []])
})

test("the types of a task are named as brat can hold them", () => {
  const form = bratForm(TRIPLETS)!
  expect(form.entities.map(({ brat, under, role }) => [brat, under, role])).toEqual([
    ["treatment", undefined, "entity"],
    ["drug", "treatment", "entity"],
    ["symptom", undefined, "entity"],
    ["evidence", undefined, "quote"],
  ])
  expect(form.relations[0]).toMatchObject({ brat: "treatment-for", ends: [["treatment", "drug"], ["symptom"]] })
  const alike: TaskFields = {
    ...TRIPLETS,
    labels: {
      ...TRIPLETS.labels,
      entities: [...TRIPLETS.labels.entities, { name: "évidence", aliases: [] }, { name: "evidence", aliases: [] }],
    },
  }
  const again = bratForm(alike)!
  expect(again.entities.map(({ brat }) => brat)).toEqual([
    "treatment",
    "drug",
    "symptom",
    "evidence",
    "evidence_2",
    "evidence-quote",
  ])
  expect(again.collisions).toEqual([{ name: "evidence", other: "évidence", legal: "evidence_2" }])
})
