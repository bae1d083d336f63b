import { expect, test } from "vitest"
import { SEMEVAL_LABELS, semeval2010Task8 } from "../../../src/data/readers/semeval2010-task8.js"
import type { Diagnostic } from "../../../src/diagnostic.js"
import { Source } from "../../../src/text.js"

function read(text: string, comments = true) {
  const source = new Source("F.TXT", text)
  const diagnostics: Diagnostic[] = []
  const rows = [...semeval2010Task8.rows(source, (d) => diagnostics.push(d), { comments })]
  const found = diagnostics.map((d) => {
    const at = source.position(d.place!.span.start)
    return `${at.line}:${at.column} ${d.code}: ${d.message}`
  })
  return { examples: rows.map(({ example }) => example), found }
}

const record = (id: string, sentence: string, label: string, comment = "Comment:"): string =>
  `${id}\t"${sentence}"\r\n${label}\r\n${comment}\r\n\r\n`
const GOOD = record("7", "The <e1>fire</e1> caused <e2>smoke</e2>.", "Cause-Effect(e1,e2)", "Comment: it does.")

test("a record becomes an example with its marks, its label and its comment", () => {
  expect(read(GOOD)).toEqual({
    examples: [
      {
        id: "7",
        input: { sentence: "The <e1>fire</e1> caused <e2>smoke</e2>." },
        gold: { label: "Cause-Effect(e1,e2)" },
        comment: "it does.",
      },
    ],
    found: [],
  })
})

test("evaluation data are read without their comments", () => {
  expect(read(GOOD, false).examples[0]).not.toHaveProperty("comment")
})

test("quotation marks of the sentence itself stay, a byte order mark and plain line ends are no obstacle", () => {
  const text = `\ufeff${record("1", '"Ice," said <e1>he</e1>, "is a <e2>solid</e2>."', "Other").replaceAll("\r", "")}`
  expect(read(text).examples[0]?.input.sentence).toBe('"Ice," said <e1>he</e1>, "is a <e2>solid</e2>."')
})

test("every bad row is reported at its place and the good ones between them are read", () => {
  const text = [
    record("1", "No <e1>marks</e1> here.", "Other"),
    GOOD,
    record("3", "The <e1>a</e1> and <e2>b</e2>.", "Cause-Efect(e1,e2)"),
    record("x", "The <e1>a</e1> and <e2>b</e2>.", "Other"),
    "5\tno quotes <e1>a</e1> <e2>b</e2>\r\nOther\r\nComment:\r\n\r\n",
    record("6", "The <e1>a</e1> and <e2>b</e2>.", "Other", "Remark:"),
    '8\t"cut off <e1>a</e1> <e2>b</e2>"\r\n',
  ].join("")
  const { examples, found } = read(text)
  expect(examples.map(({ id }) => id)).toEqual(["7"])
  expect(found).toEqual([
    "1:1 data-marks: The mark <e2>…</e2> is missing.",
    '10:1 data-label-unknown: "Cause-Efect(e1,e2)" is not a label of this data set; did you mean "Cause-Effect(e1,e2)"?',
    expect.stringMatching(/^13:1 data-row: Expected a number, a tab and a sentence in quotation marks, found "x/),
    expect.stringMatching(/^17:1 data-row: Expected sentence 5 between quotation marks/),
    '23:1 data-row: Expected a line "Comment:" after the label of sentence 6, found "Remark:".',
    "25:1 data-row: Expected a label on the line after sentence 8, found the end of the record.",
  ])
})

test.each([
  ["<e1>a</e1> <e1>c</e1> <e2>b</e2>", "stands there more than once"],
  ["</e1>a<e1> <e2>b</e2>", "is closed before it is opened"],
  ["<e1></e1> <e2>b</e2>", "is empty"],
  ["<e1>a <e2>b</e2></e1>", "overlaps"],
])("marks that no mention can be read from are refused: %s", (sentence, reason) => {
  expect(read(record("1", sentence, "Other")).found[0]).toContain(reason)
})

test("a lost blank line costs no record", () => {
  const { examples, found } = read(GOOD.replace(/\r\n$/, "") + GOOD.replace(/^7/, "8"))
  expect([examples.map(({ id }) => id), found]).toEqual([["7", "8"], []])
})

test("there are 19 labels", () => {
  expect(new Set(SEMEVAL_LABELS).size).toBe(19)
})
