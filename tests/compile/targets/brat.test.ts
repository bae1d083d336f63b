import { describe, expect, test } from "vitest"
import { brat } from "../../../src/compile/targets/brat.js"
import { targetCodes } from "../../../src/compile/targets/codes.js"
import { taskFields } from "../../../src/compile/targets/fields.js"
import { bratReader } from "../../../src/data/readers/brat.js"
import { bratDocument } from "../../../src/data/readers/brat-document.js"
import { allExamples } from "../../../src/language/meaning.js"
import { Source } from "../../../src/text.js"
import { readWith } from "../../data/readers/tasks.js"
import { SHIPPED, SMALL, shipped, taskOf } from "./guideline.js"

const ONE_TEXT = SMALL.replace("input sure: yes-no\n", "")
  .replace(", sure: yes", "")
  .replace('sentence: "Ann', 'sentence: "Ann')

test("entities stand in their hierarchy, relations with the types of their ends", () => {
  const { files, diagnostics } = brat.files(taskOf(ONE_TEXT).meaning)
  expect(
    files["annotation.conf"],
  ).toBe(`# Types of the guideline "Remedies", version 2. Made by: glossator compile --to brat

[entities]
# What is done against a condition.
treatment
# A substance that is given.
\tdrug
# What a patient feels.
symptom

[relations]
# Arg1 is the remedy, Arg2 the trouble. The remedy is used on the trouble.
helps-against\tArg1:treatment|drug, Arg2:symptom
# Arg1 is the one, Arg2 the other. Both are seen together.
goes-with\tArg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric
# Marks may lie in each other and cross.
<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>

[events]

[attributes]
`)
  expect(diagnostics.map(({ severity, code, message }) => `${severity} ${code}: ${message}`)).toEqual([
    'info export-left-out: brat has no place for "why", which no reward or report compares with gold.',
    "info export-not-enforced: brat does not hold annotators to: one trouble for each remedy of helps-against; at most one of helps-against, goes-with for the same two.",
  ])
})

test("every type has its name and its colour, and nothing is looked up on the network", () => {
  const { files } = brat.files(taskOf(ONE_TEXT).meaning)
  expect(files["visual.conf"]).toContain("[labels]\ntreatment | treatment\ndrug | drug\n")
  expect(files["visual.conf"]).toMatch(/\ngoes-with\tcolor:#[0-9a-f]{6}, dashArray:3-3, arrowHead:none\n/)
  expect(files["tools.conf"]).toContain("\n[search]\n\n[annotators]\n")
  expect(files["tools.conf"]).not.toContain("http")
})

test("names that brat can not hold get others, and the right ones are shown", () => {
  const { files, diagnostics } = brat.files(
    taskOf(`guideline "Ursachen" version "1"
task "Welche?"
input satz: text
input e1: mention in satz
input e2: mention in satz
relation Ursache-für(e1, e2) "#Grund\tund Folge"
relation 原因(a, b)
relation Ursache-fur(a, b)
answer label: relation between e1 and e2 in last <answer>
reward +1 for label equals gold
`).meaning,
  )
  expect(files["annotation.conf"]).toContain(
    '# "Ursache-für" in the guideline. Arg1 is the e1, Arg2 the e2. #Grund und Folge\nUrsache-fur\tArg1:e1|e2, Arg2:e1|e2\n',
  )
  expect(files["annotation.conf"]).toContain("\nu539fu56e0\t")
  expect(files["visual.conf"]).toContain(
    "\nUrsache-fur | Ursache-für\nu539fu56e0 | 原因\nUrsache-fur_2 | Ursache-fur\n",
  )
  expect(diagnostics.map(({ message }) => message)).toEqual([
    'brat can not tell "Ursache-fur" from "Ursache-für" by their names: "Ursache-fur" is written as Ursache-fur_2.',
  ])
})

test("a choice about the text is an attribute of a mark", () => {
  const { files, diagnostics } = brat.files(
    taskOf(`guideline "Kinds" version "1"
task "Which kind?"
input text: text
input question: text
label good-news "It is good."
label bad-news
otherwise neither
answer kind: one of labels in last <answer>
answer urgent: yes-no in first <urgent>
answer remark: text in first <remark>
reward +1 for kind equals gold
reward +1 for remark equals gold
`).meaning,
  )
  expect(files).toEqual({})
  expect(diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([
    "export-no-fit: brat can not hold this task: there is no text to mark.",
  ])
  expect(diagnostics[0]!.help).toContain("--to label-studio")
  expect(targetCodes["export-no-fit"].help).not.toContain("label-studio")
  const one = brat.files(
    taskOf(`guideline "Kinds" version "1"
task "Which kind?"
input text: text
label good-news "It is good."
label bad-news
otherwise neither
answer kind: one of labels in last <answer> "what it is"
answer urgent: yes-no in first <urgent>
answer remark: text in first <remark>
reward +1 for kind equals gold
reward +1 for remark equals gold
`).meaning,
  )
  expect(one.files["annotation.conf"]).toContain(`[entities]
# Mark any word, and answer about the whole text in its attributes: kind, urgent.
whole-text

[relations]
# Marks may lie in each other and cross.
<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>

[events]

[attributes]
# what it is
kind\tArg:whole-text, Value:good-news|bad-news|neither
urgent\tArg:whole-text, Value:yes|no
`)
  expect(one.diagnostics.map(({ message }) => message)).toEqual([
    'brat does not show "remark": brat has no field for free text.',
  ])
})

describe.each(SHIPPED)("%s", (name) => {
  const task = shipped(name)
  const { files, diagnostics } = brat.files(task.meaning)

  test("is held by brat, or refused with a reason", () => {
    if (Object.keys(files).length === 0) expect(diagnostics.map(({ code }) => code)).toEqual(["export-no-fit"])
    else expect(Object.keys(files)).toEqual(["annotation.conf", "visual.conf", "tools.conf"])
    for (const line of (files["annotation.conf"] ?? "").split("\n"))
      if (!/^($|#|\[|<OVERLAP>)/.test(line)) expect(line).toMatch(/^\t*[A-Za-z][\w-]*(\t\S+(, \S+)*)?$/)
  })

  test("examples that are annotated in it are read back, and score as their own gold does", () => {
    if (Object.keys(files).length === 0) return
    const fields = taskFields(task.meaning)
    const examples = allExamples(task.meaning)
    expect(examples.length).toBeGreaterThan(0)
    for (const example of examples) {
      const { txt, ann } = bratDocument(fields, example)!
      const read = readWith(
        bratReader(fields, () => new Source("doc.txt", txt)),
        "doc.ann",
        ann,
      )
      expect(read.found).toEqual([])
      const [row] = read.examples
      expect(row?.input).toEqual(example.input)
      expect(row?.gold).toMatchObject(example.gold)
      const completion = task.write(example.gold, "because", example.input)
      expect(task.score(completion, row!)).toEqual(task.score(completion, example))
    }
  })
})
