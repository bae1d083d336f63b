import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { taskFields } from "../../../src/compile/targets/fields.js"
import { labelStudio } from "../../../src/compile/targets/label-studio.js"
import { PALETTE } from "../../../src/compile/targets/palette.js"
import { jsonComment, xmlText } from "../../../src/compile/targets/xml.js"
import { labelStudioReader } from "../../../src/data/readers/label-studio.js"
import { labelStudioTask } from "../../../src/data/readers/label-studio-task.js"
import { allExamples } from "../../../src/language/meaning.js"
import { readWith } from "../../data/readers/tasks.js"
import { SHIPPED, SMALL, shipped, taskOf } from "./guideline.js"

const configOf = (text: string) => {
  const { files, diagnostics } = labelStudio.files(taskOf(text).meaning)
  return { config: files["label-studio.xml"]!, messages: diagnostics.map(({ code, message }) => `${code}: ${message}`) }
}

test("entities are labels, relations join them, each with its definition", () => {
  const { config, messages } = configOf(SMALL)
  expect(config.split("\n<!-- {")[0]).toBe(`<View>
  <!-- Remedies, version 2: made by glossator -->
  <!-- Label Studio does not hold annotators to: one trouble for each remedy of helps-against; at most one of helps-against, goes-with for the same two. -->
  <!-- Data: a task for each row is written by glossator; keys that end in _html or _items are made from the row -->
  <Header value="Say which remedies the sentence states. Nothing else." size="5"/>
  <Header value="sentence: one sentence of an abstract" size="5"/>
  <Header value="triplets" size="5"/>
  <Labels name="triplets" toName="sentence">
    <Label value="treatment" background="${PALETTE[0]!.ink}" hint="What is done against a condition."/>
    <Label value="drug" background="${PALETTE[1]!.ink}" hint="A substance that is given."/>
    <Label value="symptom" background="${PALETTE[2]!.ink}" hint="What a patient feels."/>
  </Labels>
  <!-- helps-against: from the remedy (treatment or drug) to the trouble (symptom). The remedy is used on the trouble. -->
  <!-- goes-with: from the one to the other, or back. Both are seen together. -->
  <Relations>
    <Relation value="helps-against" background="${PALETTE[0]!.ink}"/>
    <Relation value="goes-with" background="${PALETTE[1]!.ink}"/>
  </Relations>
  <Text name="sentence" value="$sentence"/>
  <Header value="sure" size="5"/>
  <Text name="sure" value="$sure"/>
  <View>
    <Header value="why (may be left empty)" size="5"/>
    <TextArea name="why" toName="sentence" editable="true" rows="3" maxSubmissions="1"/>
  </View>
</View>`)
  expect(messages).toEqual([
    "export-not-enforced: Label Studio does not hold annotators to: one trouble for each remedy of helps-against; at most one of helps-against, goes-with for the same two.",
  ])
})

test("the relation between given mentions is a choice with its direction spelt out, exported as the label", () => {
  const { files } = labelStudio.files(shipped("semeval2010-task8").meaning)
  const config = files["label-studio.xml"]!
  expect(config).toContain('<HyperText name="sentence" value="$sentence_html" inline="true" selectionEnabled="false"/>')
  expect(config).toContain('<Choices name="label" toName="sentence" required="true" choice="single-radio">')
  expect(config).toContain(
    '<Choice value="Cause-Effect: e2 is the cause, e1 the effect" alias="Cause-Effect(e2,e1)" hint="The cause brings the effect about, or gives it off."/>',
  )
  expect(config).toContain('<Choice value="Other" hint="None of')
})

test("what depends on a choice is shown with it; what depends on the data is said", () => {
  const { config, messages } = configOf(`guideline "Two kinds" version "1"
task "Answer."
input text: text
input source: one of "web", "book"
answer kind: one of "a", "b" in first <kind>
answer reason: text in first <reason> when kind is "b"
answer page: number in last <page> when source is "book"
reward +1 for kind equals gold
reward +1 for page equals gold when source is "book"
`)
  expect(config).toContain(
    '<View visibleWhen="choice-selected" whenTagName="kind" whenChoiceValue="b">\n    <Header value="reason (may be left empty)"',
  )
  expect(config).toContain('<Number name="page" toName="text"/>')
  expect(messages).toEqual([
    'export-condition: Label Studio shows "page" whether its condition holds or not: it can look at a choice that annotators make, and "source" is none.',
  ])
})

test("items of a list are shown one by one with their own controls, and put in order", () => {
  const { files } = labelStudio.files(shipped("reward-anything").meaning)
  const config = files["label-studio.xml"]!
  expect(config).toContain('<Repeater on="$responses_items" indexFlag="{{idx}}">')
  expect(config).toContain('<Rating name="scores__{{idx}}" toName="responses__{{idx}}" required="true" maxRating="5"/>')
  expect(config).toContain('<List name="responses" value="$responses_items" title="responses"/>')
  expect(config).toMatch(/<Ranker name="\w+" toName="responses"/)
})

test("a task of whose compared fields none can be filled is refused", () => {
  const { files, diagnostics } = labelStudio.files(
    taskOf(`guideline "Grids" version "1"
task "Draw."
input text: text
answer grid: table in first <grid>
reward +1 for grid equals gold
`).meaning,
  )
  expect(files).toEqual({})
  expect(diagnostics.map(({ message }) => message)).toEqual([
    "Label Studio can not hold this task: it has no control for what is compared with gold.",
  ])
})

test("whatever the author writes stays text", () => {
  const { config } = configOf(`guideline "A -- B" version "1--" source "x"
task
    | It's "quoted" & <b>bold</b> --> name="evil" toName="evil" $5 -
    | {"data": {}}
input text: text "costs $5 -- or <more>"
answer kind: one of "$5", "true", "a < b" in first <kind>
reward +1 for kind equals gold
example "A $5 note -- or two -->" is "$5"
`)
  const comments = [...config.matchAll(/<!--([\s\S]*?)-->/g)].map((match) => match[1]!)
  for (const comment of comments) expect(comment).not.toContain("--")
  expect(comments.filter((comment) => comment.startsWith(" {"))).toHaveLength(1)
  const withoutComments = config.replace(/<!--[\s\S]*?-->/g, "")
  for (const [, value] of withoutComments.matchAll(/="([^"]*)"/g))
    expect(value).not.toMatch(/[<>]|&(?!(?:amp|lt|gt|quot|#\d+);)/)
  // Label Studio looks for names in the whole text of the configuration
  expect([...config.matchAll(/(?:^|[^\w])name="([^"]*)"/g)].map((match) => match[1])).toEqual(["text", "kind"])
  expect(config).toContain('<Choice value="＄5" alias="$5"/>')
  expect(config).toContain('<Choice value="a &lt; b"/>')
})

test("signs that no XML may hold are replaced", () => {
  expect(xmlText({ tag: "A", attributes: { b: 'x\u0000\u001b\ud800\n"\t', c: undefined } })).toBe(
    '<A b="x\ufffd\ufffd\ufffd&#10;&quot;&#9;"/>\n',
  )
  expect(xmlText({ comment: 'a--b---\u0007 "c" -' })).toBe("<!-- a- -b- - -\ufffd 'c' -  -->\n")
  expect(JSON.parse(jsonComment({ a: "-->---" }).slice(5, -5))).toEqual({ a: "-->---" })
})

/** Tasks written by us, annotated by hand in the editor of Label Studio 1.23.2, and exported by it. */
const EXPORT = JSON.parse(readFileSync("tests/compile/targets/label-studio-export.json", "utf8"))

test.each([
  ["semeval2010-task8", [{ reasoning: "because\nso", label: "Member-Collection(e2,e1)" }], []],
  [
    "reward-anything",
    [
      {
        scores: { "model-1": 4, "model-2": 5, "model-3": 3 },
        ranking: ["model-3", "model-1", "model-2"],
      },
    ],
    [],
  ],
  [
    "mdkg",
    [
      {
        triplets: [
          { relation: "treatment-for", head: "Lithium", head_type: "drug", tail: "mania", tail_type: "symptom" },
          {
            relation: "characteristic-of",
            head: "mania",
            head_type: "symptom",
            tail: "bipolar disorder",
            tail_type: "disease",
          },
        ],
      },
      { triplets: [] },
    ],
    // behind signs beyond the first plane, a line end and what looks like a tag: the words were found, but nothing joins them
    ["3 mentions without a relation"],
  ],
])("what the editor itself exported is read: %s", (name, golds, said) => {
  const { examples, found } = readWith(
    labelStudioReader(taskFields(shipped(name).meaning)),
    "export.json",
    JSON.stringify(EXPORT[name]),
  )
  expect(examples.map(({ gold }) => gold)).toEqual(golds)
  expect(found).toEqual(said.map((one) => expect.stringContaining(one)))
})

describe.each(SHIPPED)("%s", (name) => {
  const task = shipped(name)
  const fields = taskFields(task.meaning)
  const config = labelStudio.files(task.meaning).files["label-studio.xml"]!
  const examples = allExamples(task.meaning)

  test("every variable of the configuration is a key of each task, and every name is there once", () => {
    const variables = [...config.replace(/<!--[\s\S]*?-->/g, "").matchAll(/="[^"]*?\$(\w+)/g)].map((match) => match[1]!)
    expect(variables.length).toBeGreaterThan(0)
    for (const example of examples) {
      const { data } = labelStudioTask(fields, { ...example, id: "1" })
      for (const variable of variables) expect(data).toHaveProperty(variable)
    }
    const names = [...config.matchAll(/(?:^|[^\w])name="([^"]*)"/g)].map((match) => match[1])
    expect(new Set(names).size).toBe(names.length)
    for (const [, to] of config.matchAll(/toName="([^"]*)"/g)) expect(names).toContain(to)
  })

  test("examples that are annotated in it are read back, and score as their own gold does", () => {
    let rows = 0
    for (const [i, example] of examples.entries()) {
      const { data, predictions } = labelStudioTask(fields, { ...example, id: `${i}` })
      const annotations = [{ id: 1, completed_by: 1, was_cancelled: false, result: predictions[0]?.result ?? [] }]
      const read = readWith(
        labelStudioReader(fields),
        "export.json",
        JSON.stringify([{ id: i, data, annotations }]),
        false,
      )
      const lacking = fields.compared.filter(({ field }) => !Object.hasOwn(example.gold, field))
      expect(read.found.filter((one) => one.includes(" error ")).length).toBe(
        lacking.length > 0 && read.examples.length === 0 ? 1 : 0,
      )
      const [row] = read.examples
      if (!row) continue
      rows++
      expect(row.input).toEqual(example.input)
      for (const [field, value] of Object.entries(row.gold)) {
        // what nobody marked or chose is an empty list
        if (Object.hasOwn(example.gold, field)) expect([field, value]).toEqual([field, example.gold[field]])
        else expect([field, value]).toEqual([field, []])
      }
      const completion = task.write(example.gold, "because", example.input)
      expect(task.score(completion, row).score).toEqual(task.score(completion, example).score)
    }
    expect(rows).toBeGreaterThan(0)
  })
})
