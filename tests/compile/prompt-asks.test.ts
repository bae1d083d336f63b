/** How a prompt asks for each kind of input and answer that a guideline can declare. */
import { describe, expect, it, test } from "vitest"
import { loadGuidelineText } from "../../src/compile/load.js"
import { formatDiagnostic } from "../../src/diagnostic.js"
import type { Example } from "../../src/value.js"

describe("what a guideline can ask for", () => {
  const head = 'guideline "G" version "1"\ntask "Answer."\n'
  const said = "input said: text\n"
  const textOf = (guideline: string, input: Example["input"] = {}) => {
    const { task, diagnostics } = loadGuidelineText("x.guideline", head + guideline)
    if (!task) throw new Error(diagnostics.map((d) => formatDiagnostic(d)).join("\n"))
    return task.prompt(input).messages.map(({ content }) => content) as [string, string]
  }
  const answerOf = (guideline: string, input?: Example["input"]) => {
    const [text] = textOf(guideline, input)
    return text.slice(text.indexOf("# Answer")).split("\n").slice(2).join("\n")
  }

  it("types of input: each is described, and written out under its name", () => {
    const [text, user] = textOf(
      `input kind: one of "long", "short"
input facts: list of text numbered F3 "one sentence each"
input hints: list of text
input grid: table "what was counted"
input size: number 0 to 1
input sure: yes-no
input note: text when kind is "long"
answer result: number in last box
reward +1 for result equals gold
`,
      {
        kind: "short",
        facts: ["Anne is kind.", "Two\nlines."],
        hints: ["x"],
        grid: [
          ["team", "a|b"],
          ["Kenya", 4],
        ],
        size: 0.5,
        sure: true,
      },
    )
    expect(text).toContain(`The user gives:
- kind: "long" or "short".
- facts: a list of texts; they are called F3, F4, F5 and so on (one sentence each).
- hints: a list of texts.
- grid: a table in Markdown (what was counted).
- size: a whole number from 0 to 1.
- sure: yes or no.
- note (only if the kind is "long"): a text.
`)
    expect(user).toBe(`kind: short

facts:
F3: Anne is kind.
F4: Two
  lines.

hints:
- x

grid:
| team | a\\|b |
| --- | --- |
| Kenya | 4 |

size: 0.5

sure: yes`)
  })

  it("inputs that lack something, or hold something else, are refused", () => {
    const guideline = `input items: list of text\ninput grid: table\nanswer a: yes-no in <a>\nreward +1 for a equals gold\n`
    const error = (input: Example["input"]) => {
      try {
        textOf(guideline, input)
      } catch (thrown) {
        return (thrown as Error).message
      }
    }
    expect(error({ items: ["x"] })).toBe('the input has no "grid"')
    expect(error({ items: "x", grid: [] })).toBe('the input "items" is not a list')
    expect(error({ items: [1], grid: [] })).toBe('the input "items" is not a list')
    expect(error({ items: [], grid: ["x"] })).toBe('the input "grid" is not a table: rows of cells')
    expect(error({ items: [], grid: [] })).toBeUndefined()
  })

  it.each([
    [
      "a number in a box beside the whole answer",
      `answer steps: text\nanswer result: number 0 to 9 in only box\nreward +1 for result equals gold\n`,
      "Write the steps. In that text, put the result into \\boxed{…}, and nothing else there: a whole number from 0 to 9. There must be exactly one \\boxed{…}.",
    ],
    [
      "the whole completion",
      `answer sure: yes-no "is it so"\nreward +1 for sure equals gold\n`,
      "Write the sure (is it so), and nothing else: yes or no.",
    ],
    [
      "a choice of names and texts",
      `label entailed "It follows."\n  cue "so"\nlabel refuted "It does not."\n  cue "not"\nanswer verdict: one of labels, "can't tell" in last line\nreward +1 for verdict equals gold\n`,
      'Write the verdict on the last line, and nothing else there: entailed, refuted or "can\'t tell", without the quotes. Only the last line counts.',
    ],
    [
      "an order of items",
      `input options: list of text numbered A\nanswer ranking: order of options in last <r>\nreward +1 for ranking equals gold\n`,
      "Write the ranking between <r> and </r>, and nothing else there: the names of all options (A, B, C and so on), the first one first, with > between them. Only the last <r> counts.",
    ],
    [
      "something for each item",
      `input options: list of text\nanswer marks: number for each of options in <m>\nreward +1 for marks near gold\n`,
      "Write the marks between <m> and </m> as JSON, and nothing else there. Only the last <m> counts.",
    ],
    [
      "every tag, within the end of the answer",
      `input passage: text\nanswer words: list of quote from passage in every <q> within 80 characters\nreward +1 for words matches gold\n`,
      "Write each item of the words between <q> and </q>, and nothing else there: words copied from the passage, exactly as they stand there. The words stands within the last 80 characters.",
    ],
    [
      "brackets",
      `input options: list of text numbered A\nanswer pick: one of options in first <a> as brackets\nreward +1 for pick equals gold\n`,
      "Write the pick in double square brackets between <a> and </a>, and nothing else there: the name of one of the options (A, B, C and so on). Only the first <a> counts.",
    ],
  ])("places: %s", (_, guideline, says) => {
    const input = { options: ["x", "y"], passage: "p" }
    expect(answerOf(said + guideline, { ...input, said: "x" }).split("\n")[0]).toBe(says)
  })

  it("three parts and more are a list, with their conditions", () => {
    const text = answerOf(
      `${said}answer kind: one of "Chat", "Proof" in first <type>
answer rubric: text in first <rubric> when kind is "Chat" "with weights"
answer proof: text in only <proof> when kind is "Proof"
  check short: proof at-most 90 words when kind is "Proof" says "Be brief."
  judge sound: "The proof is sound."
  advice plain: "Use plain words."
answer verdict: one of "A", "B" in last <answer>
reward +1 for verdict equals gold
reward +1 for short when kind is "Proof"
report sound
`,
      { said: "x" },
    )
    expect(
      text,
    ).toBe(`- Write the kind between <type> and </type>, and nothing else there: "Chat" or "Proof", without the quotes.
- If the kind is "Chat", write the rubric (with weights) between <rubric> and </rubric>.
- If the kind is "Proof", write the proof between <proof> and </proof>.
- Then write the verdict between <answer> and </answer>, and nothing else there: "A" or "B", without the quotes.

Only the first <type>, the first <rubric> and the last <answer> count. There must be exactly one <proof>.

About the proof:
- If the kind is "Proof": Be brief.
- The proof is sound.
- Use plain words.`)
  })

  it("JSON: a skeleton with every key, and a line for each", () => {
    const text = answerOf(
      `input items: list of text numbered i1
answer checked: group for each of items in only <answer> as json
answer copy of checked: quote from items in key "the text"
answer claims of checked: list of group
answer claim of claims: text "one statement"
answer holds of claims: yes-no in key "is it so"
answer weight of claims: number 1 to 3 optional
answer pairs of checked: order of items
reward +1 for holds equals gold
`,
      { items: ["a"] },
    )
    expect(
      text,
    ).toContain(`Write the checked between <answer> and </answer> as JSON, and nothing else there. There must be exactly one <answer>.

The JSON of the checked looks like this:
[
  {
    "id": "i1",
    "the text": "…",
    "claims": [{"claim": "…", "is it so": …, "weight": …}, …],
    "pairs": ["…", "…", …]
  },
  …
]
It is a list with a record for each of the items, in their order; "id" is its name (i1, i2, i3 and so on).
- "the text" (the copy): words copied from the items, exactly as they stand there.
- "claims": a list, each item a record.
  - "claim": a text. One statement.
  - "is it so" (the holds): true or false.
  - "weight", may be left out: a whole number from 1 to 3.
- "pairs": a list of the names of all items (i1, i2, i3 and so on), the first one first.`)
  })

  it("entities, typed relations, hierarchy, symmetry, cardinality, exclusion", () => {
    const [text] = textOf(
      `input sentence: text
entity treatment "What is done."
entity drug under treatment "A substance."
entity symptom
relation goes-with(one, other) symmetric
relation helps(means: treatment, condition: symptom) one condition under goes-with "It helps."
relation hurts(means, condition)
exclude helps, hurts
answer found: list of triplet in sentence in last <a>
reward +1 for found matches gold
`,
      { sentence: "x" },
    )
    expect(text).toContain(`# Entities

## treatment
What is done.

## drug
A kind of treatment.
A substance.

## symptom

# Relations

The roles of a relation stand in parentheses: the head has the first role, the tail the second.

## goes-with(one, other)
The order of the two does not matter.

## helps(means, condition)
A kind of goes-with.
It helps.
Entities of the means: treatment. Entities of the condition: symptom.
For each means there is at most one condition.

## hurts(means, condition)

# What excludes each other

Of each line at most one holds for the same two:
- helps and hurts

# Answer

Write the found between <a> and </a>, and nothing else there: one to a line, head:entity, relation, tail:entity, with the words of both ends as they stand in the text. Only the last <a> counts.
If there were a relation Owner-Property(owner, property):
Ann:person, Owner-Property, bicycle:thing would say that Ann is the owner and bicycle the property.`)
  })

  it("labels and entities are drawn like relations", () => {
    const names = ["one", "two", "three", "four", "five"]
    const { task } = loadGuidelineText(
      "x.guideline",
      `${head}${said}${names.map((name) => `label ${name} "It is ${name}."\n  cue "${name}s"\n`).join("")}answer a: one of labels in <a>\nreward +1 for a equals gold\n`,
    )
    const order = (shuffleSeed?: number) => {
      const text = task!.prompt({ said: "x" }, shuffleSeed === undefined ? {} : { shuffleSeed }).messages[0]!.content
      return names.toSorted((a, b) => text.indexOf(`## ${a}`) - text.indexOf(`## ${b}`))
    }
    expect(order()).toEqual(names)
    expect(new Set([1, 2, 3, 4, 5, 6].map((seed) => order(seed).join())).size).toBeGreaterThan(3)
    const terse = task!.prompt({ said: "x" }, { style: "terse" }).messages[0]!.content
    expect(terse).toMatch(/^one : It is one \. ones one \. two :/)
  })
})

/** What stands in the system message, whatever the row. */
const promptOf = (text: string): string =>
  loadGuidelineText("a.guideline", text).task!.prompt({ sentence: "<e1>a</e1> <e2>b</e2>", question: "q" }).messages[0]!
    .content

test("two orders of preference are one list, each order a line of it", () => {
  const text = (lines: string) =>
    promptOf(`guideline "A" version "1"
task "Decide."
input sentence: text
input e1: mention in sentence
input e2: mention in sentence
answer label: relation between e1 and e2 in last <answer>
relation Cause(a, b)
  cue "caused" for (a, b)
relation Part(a, b)
  cue "is part of" for (a, b)
relation Origin(a, b)
  cue "came from" for (a, b)
reward +1 for label equals gold
${lines}`)
  expect(text("prefer Cause over Part over Origin")).toContain(
    "# If more than one fits\n\nTake the one that comes earlier: first Cause, then Part, then Origin.",
  )
  expect(text("prefer Cause over Part\nprefer Cause over Origin")).toContain(
    "# If more than one fits\n\nTake the one that comes earlier, in each of these orders:\n- first Cause, then Part\n- first Cause, then Origin",
  )
})

test("the parts of one wrong answer stay together", () => {
  const prompt = promptOf(`guideline "A" version "1"
task "Answer."
input question: text
answer word: text in <word>
answer year: number in <year>
reward +1 for word equals gold
reward +1 for year equals gold
example "When?" is word: "then", year: 1889
  not word: "now", year: 2024
  not word: "once", year: 1000
  not year: 1900
`)
  expect(prompt).toContain(
    "Right year: 1889\n  Wrong answer:\n    word: now\n    year: 2024\n  Wrong answer:\n    word: once\n    year: 1000\n  Wrong year: 1900",
  )
})
