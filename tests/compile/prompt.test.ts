import { readdirSync } from "node:fs"
import { describe, expect, it, test } from "vitest"
import { loadGuideline, loadGuidelineText } from "../../src/compile/load.js"
import type { PromptOptions, Task } from "../../src/compile/task.js"
import { formatDiagnostic } from "../../src/diagnostic.js"
import { allExamples, allNames, allRules } from "../../src/language/meaning.js"
import { Random } from "../../src/random.js"
import { drawWorld, guidelineText } from "../../src/recipes/worlds/world.js"
import type { Example } from "../../src/value.js"
import { ROW, SMALL, taskOf } from "./guideline.js"

const system = (task: Task, options: PromptOptions = {}) => task.prompt(ROW, options).messages[0]!.content
const words = (text: string) => text.split(/\s+/).length

describe("the messages", () => {
  it("are the guideline, then the input text with its marks and nothing else", () => {
    for (const style of ["full", "terse"] as const) {
      const { messages } = taskOf(SMALL).prompt(ROW, { style })
      expect(messages.map(({ role }) => role)).toEqual(["system", "user"])
      expect(messages[1]!.content).toBe(ROW.sentence)
    }
  })

  it("name the texts when there are several", () => {
    const task = taskOf(
      SMALL.replace("input sentence: text\n", "input sentence: text\ninput title: text\n").replaceAll(
        'example "',
        'example title: "Small", sentence: "',
      ),
    )
    const [, user] = task.prompt({ ...ROW, title: "Fires" }).messages
    expect(user!.content).toBe(`sentence:\n${ROW.sentence}\n\ntitle:\nFires`)
  })

  it("need every text of the input", () => {
    const { prompt } = taskOf(SMALL)
    expect(() => prompt({})).toThrow(new RangeError('the input has no "sentence"'))
    expect(() => prompt(Object.create(ROW))).toThrow(RangeError)
  })
})

describe("the full style", () => {
  const text = system(taskOf(SMALL))

  it("says everything that the guideline says", () => {
    for (const said of [
      "Decide which relation the sentence states.",
      "- What is negated is Other.",
      "## Cause-Effect(cause, effect)\nThe cause makes the effect happen.",
      "- The effect is an occurrence.",
      '- "caused" between the two, when the cause comes first',
      '- "resulted from" between the two, when the effect comes first',
      "- The <e1>fire</e1> caused thick <e2>smoke</e2>. This is Cause-Effect(e1,e2).",
      "This is Product-Producer(e2,e1), not Cause-Effect(e1,e2): The effect is an occurrence.",
      "## Other\nNone of the relations is stated.",
      "first Product-Producer, then Cause-Effect",
    ]) {
      expect(text).toContain(said)
    }
  })

  it("gives a near miss the rule of its own relation where two have a rule of one name", () => {
    const twice = SMALL.replace(
      '  cue "built by"',
      '  advice occurrence: "The product is no occurrence."\n  cue "built by"',
    )
    expect(system(taskOf(twice))).toContain("not Cause-Effect(e1,e2): The effect is an occurrence.")
  })

  it("tells an example once, with what would be wrong about it", () => {
    const example = 'example "The <e1>fire</e1> caused thick <e2>smoke</e2>." is Cause-Effect(e1, e2)'
    expect(SMALL).toContain(example)
    const nots = "\n    not Cause-Effect(e2, e1)\n    not Other by occurrence"
    const told = system(taskOf(SMALL.replace(example, example + nots)))
    expect(told.match(/The <e1>fire<\/e1> caused.*/g)).toEqual([
      "The <e1>fire</e1> caused thick <e2>smoke</e2>. This is Cause-Effect(e1,e2), not Cause-Effect(e2,e1). Nor Other: The effect is an occurrence.",
    ])
  })

  it("explains both directions of a relation, and that a symmetric one has none", () => {
    expect(text).toContain("Cause-Effect(e1,e2): e1 is the cause and e2 is the effect.")
    expect(text).toContain("Cause-Effect(e2,e1): e2 is the cause and e1 is the effect.")
    expect(text).toContain(
      "Sibling(e1,e2): one of e1 and e2 is the one and the other the other; their order does not matter.",
    )
    expect(text).not.toContain("Sibling(e2,e1)")
  })

  it("explains the form of the answer on a relation that the guideline does not have", () => {
    expect(text).toContain(
      "<answer> Owner-Property(e1,e2) </answer> would say that e1 is the owner and e2 the property.",
    )
    expect(text).toContain(
      "<answer> Owner-Property(e2,e1) </answer> would say that e2 is the owner and e1 the property.",
    )
    const taken = SMALL.replace('alias "Causation"', 'alias "owner property"')
    expect(system(taskOf(taken))).toContain("<answer> Guest-Host(e1,e2) </answer>")
  })

  it("is no answer itself, should a model repeat it", () => {
    const task = taskOf(SMALL)
    for (const label of task.labels) {
      const verdict = task.score(`${text}\n${ROW.sentence}`, { input: ROW, gold: { label } })
      expect(verdict.answer.label).toBeUndefined()
      expect(verdict.score).toBe(-3)
    }
  })

  it("says what a check says of itself", () => {
    expect(text).toContain(
      "The label is right or wrong as a whole: the right relation in the wrong direction is wrong.",
    )
    const formOnly = SMALL.replace(/reward \+2.*\n/, "report label equals gold\n")
    expect(() => taskOf(formOnly)).toThrow("reward-blind")
  })
})

describe("an answer whose names are chosen", () => {
  it("has them all listed where they are asked for, also inside JSON", () => {
    const task = taskOf(`guideline "Names" version "1"
task "Name who is named."
input passage: text
entity person "A human being."
entity organisation "A company."
answer names: list of group in json
answer kind of names: one of entities
answer name of names: quote from passage
reward +1 for format
reward +2 for names matches gold
example "Ada came." is [[kind: person, name: "Ada"]]
example "Acme paid." is [[kind: organisation, name: "Acme"]]
`)
    expect(task.prompt({ passage: "x" }).messages[0]!.content).toContain('- "kind": person or organisation.')
  })

  it("is shown in examples as it is to be written", () => {
    const task = taskOf(`guideline "Best" version "1"
task "Order the summaries."
input article: text
input summaries: list of text numbered A
answer ranking: order of summaries in last <ranking>
reward +1 for ranking correlates-with gold
example article: "It rained.", summaries: ["Rain.", "Sun.", "Wet."] is [A, C, B]
`)
    const { content } = task.prompt({ article: "x", summaries: ["a", "b"] }).messages[0]!
    expect(content).toContain("with > between them")
    expect(content).toContain("Right ranking: A > C > B")
  })
})

test("lists and texts of an example are written as the answer writes them, and an empty list by no word", () => {
  const task = taskOf(`guideline "Terms" version "1"
task "Find the terms and rewrite the text."
input passage: text
answer terms: list of quote from passage in last <terms>
answer rewrite: text in last <rewrite>
reward +1 for terms matches gold
reward +1 for rewrite equals gold
example "Iron and tin melt." is terms: ["Iron", "tin"], rewrite: "Metals melt."
example "They melt." is terms: [], rewrite: "It melts."
`)
  const { content } = task.prompt({ passage: "x" }).messages[0]!
  expect(content).toContain("  Right terms:\n    Iron\n    tin\n  Right rewrite: Metals melt.\n")
  expect(content).toContain("  Right terms: (no line is written)\n")
})

test("an example whose answer lacks a part that is paid for is not shown", () => {
  const { task } = loadGuideline("tests/compile/errors/example-lacks-part.guideline")
  const { content } = task!.prompt({ review: "x" }).messages[0]!
  expect(content).not.toContain("The carpet was full of hair.")
  expect(content).toContain("Hair on the floor")
})

describe("the terse style", () => {
  it("is names, definitions and cues alone, each cue beside its name and direction", () => {
    const world = {
      name: "w",
      relations: [
        {
          name: "bano",
          definition: "kire wuza",
          cues: [
            { text: "dine", forward: true },
            { text: "lomu", forward: false },
          ],
        },
        { name: "seto", definition: "gadu fima", cues: [{ text: "pore", forward: false }] },
      ],
      strangers: [],
    }
    expect(system(taskOf(guidelineText(world)), { style: "terse" })).toBe(
      "bano : kire wuza . dine bano (e1,e2) . lomu bano (e2,e1) . seto : gadu fima . pore seto (e2,e1) .",
    )
  })

  it("holds a sentence without its full stop, and one order of a symmetric relation", () => {
    const text = system(taskOf(SMALL), { style: "terse" })
    expect(text).toContain(
      "Product-Producer : The producer brings the product into being . built by Product-Producer (e1,e2) .",
    )
    expect(text).toContain("is a twin of Sibling (e1,e2) .")
    expect(text).not.toMatch(/\s{2}|\n|Other/)
  })
})

describe("the order of the relations", () => {
  const world = drawWorld(
    "w",
    Random.of(1),
    Array.from({ length: 60 }, (_, i) => `word${i}x`),
    {
      fewestRelations: 5,
      mostRelations: 5,
    },
  )
  const task = taskOf(guidelineText(world))
  const names = world.relations.map(({ name }) => name)
  const order = (options: PromptOptions) => {
    const text = system(task, options)
    return [...names].sort((a, b) => text.indexOf(a) - text.indexOf(b))
  }

  it.each(["full", "terse"] as const)("is that of the file, or drawn from a seed: %s", (style) => {
    expect(order({ style })).toEqual(names)
    expect(order({ style, shuffleSeed: 3 })).toEqual(order({ style, shuffleSeed: 3 }))
    const drawn = Array.from({ length: 8 }, (_, seed) => order({ style, shuffleSeed: seed }).join())
    expect(new Set(drawn).size).toBeGreaterThan(4)
    expect(order({ style })).toEqual(names)
  })

  it("changes nothing but the order", () => {
    const lines = (options: PromptOptions) => system(task, options).split("\n").sort()
    expect(lines({ shuffleSeed: 5 })).toEqual(lines({}))
  })
})

describe("a budget", () => {
  const budget = (tokens: number) => `${SMALL}\nbudget ${tokens} tokens drop near-misses, examples, cues, advice\n`
  const countTokens = words
  const dropped = (tokens: number) => {
    const { sections } = taskOf(budget(tokens)).prompt(ROW, { countTokens })
    return sections.filter((section) => section.dropped).map(({ name }) => name)
  }
  const whole = words(system(taskOf(SMALL)))

  it("drops nothing that fits, and nothing where tokens are not counted", () => {
    expect(dropped(whole)).toEqual([])
    expect(system(taskOf(budget(1)))).toBe(system(taskOf(SMALL)))
  })

  it("drops what the guideline names first, and no more than it must", () => {
    expect(dropped(whole - 1)).toEqual(["near misses of Cause-Effect"])
    expect(dropped(whole - 30)).toEqual([
      "examples of Cause-Effect",
      "near misses of Cause-Effect",
      "examples of Other",
    ])
    expect(dropped(1)).toEqual([
      "rules",
      "cues of Cause-Effect",
      "restrictions of Cause-Effect",
      "examples of Cause-Effect",
      "near misses of Cause-Effect",
      "cues of Product-Producer",
      "cues of Sibling",
      "examples of Other",
    ])
  })

  it("tells an example plainly where it drops the near misses that hold it", () => {
    const text = `${SMALL}
example "The <e1>frost</e1> caused <e2>damage</e2>." is Cause-Effect(e1, e2)
  not Cause-Effect(e2, e1)
`
    const count = (messages: string) => words(messages)
    const all = taskOf(text).prompt(ROW, { countTokens: count })
    expect(all.sections.map(({ name }) => name)).not.toContain("examples")
    const tokens = count(all.messages[0]!.content) - 1
    const { sections, messages } = taskOf(`${text}budget ${tokens} tokens drop near-misses, examples\n`).prompt(ROW, {
      countTokens: count,
    })
    expect(messages[0]!.content).toContain(
      "# Examples\n\n- The <e1>frost</e1> caused <e2>damage</e2>. This is Cause-Effect(e1,e2).\n",
    )
    expect(messages[0]!.content).not.toContain("not Cause-Effect")
    expect(sections.map(({ name, dropped: gone }) => `${name}${gone ? " (dropped)" : ""}`)).toEqual(
      expect.arrayContaining(["examples", "near misses (dropped)"]),
    )
  })

  it("shows every section with its tokens, and sends the ones that were kept", () => {
    const task = taskOf(budget(whole - 30))
    const { sections, messages } = task.prompt(ROW, { countTokens })
    expect(words(messages[0]!.content)).toBeLessThanOrEqual(whole - 30)
    for (const { text, tokens, dropped: gone } of sections) {
      expect(tokens).toBe(words(text))
      expect(messages[0]!.content.includes(text)).toBe(!gone)
    }
    expect(task.prompt(ROW).sections.every((section) => section.tokens === undefined)).toBe(true)
  })

  it("says where the prompt is too long although everything that may go is gone, and only there", () => {
    const prompt = (tokens: number, options: PromptOptions) => taskOf(budget(tokens)).prompt(ROW, options)
    const { overBudget, messages } = prompt(1, { countTokens })
    expect(overBudget).toEqual({ budget: 1, tokens: words(messages[0]!.content) })
    expect(prompt(overBudget!.tokens, { countTokens })).not.toHaveProperty("overBudget")
    expect(prompt(overBudget!.tokens - 1, { countTokens }).overBudget!.tokens).toBe(overBudget!.tokens)
    expect(prompt(1, {})).not.toHaveProperty("overBudget")
  })

  it("counts anew with another tokenizer", () => {
    const task = taskOf(budget(whole - 1))
    expect(task.prompt(ROW, { countTokens }).sections.some((s) => s.dropped)).toBe(true)
    expect(task.prompt(ROW, { countTokens: () => 1 }).sections.some((s) => s.dropped)).toBe(false)
    expect(task.prompt(ROW, { countTokens }).sections.some((s) => s.dropped)).toBe(true)
  })

  it("may drop cues of the terse style too", () => {
    const task = taskOf(budget(1))
    const { messages } = task.prompt(ROW, { countTokens, style: "terse" })
    expect(messages[0]!.content).toBe(
      "Cause-Effect : The cause makes the effect happen . Product-Producer : The producer brings the product into being . Sibling : They have the same parents .",
    )
  })
})

const guidelines = readdirSync("guidelines").filter((name) => name.endsWith(".guideline"))

describe.each(guidelines)("the prompt of %s", (name) => {
  const { task } = loadGuideline(`guidelines/${name}`)
  const { meaning, plan } = task!
  const { input, gold } = allExamples(meaning)[0]!
  const { messages, sections } = task!.prompt(input)
  const [text, user] = messages.map(({ content }) => content) as [string, string]

  it("says all that the guideline says, and each rule once where it stands", () => {
    expect(text).toContain(meaning.task)
    for (const one of allNames(meaning)) {
      expect(text).toContain(`## ${one.name}`)
      if (one.says) expect(text).toContain(one.says)
    }
    const golds = meaning.golds.map(({ name: field }) => field)
    for (const { rule } of allRules(meaning)) {
      // the model does not know the gold that such a judge compares with
      const seesGold = rule.grade === "judged" && rule.sees.some((field) => golds.includes(field))
      if (rule.says) expect(text.includes(rule.says)).toBe(!seesGold)
    }
    const told = sections.filter(({ name: section }) => /^(rules|restrictions|advice)/.test(section))
    const rules = told.flatMap((section) => section.text.split("\n").filter((line) => line.startsWith("- ")))
    expect(rules).toEqual([...new Set(rules)])
    for (const { name: field, at } of meaning.answers)
      if (at) expect(text).toContain(at.spot.kind === "tag" ? `<${at.spot.tag}>` : field)
    expect(text).not.toMatch(/undefined|\[object|NaN|\n\n\n| \n/)
  })

  it("shows every input in the user message, and nothing of the gold", () => {
    for (const one of Object.values(input)) if (typeof one === "string") expect(user).toContain(one)
    for (const { name: field } of meaning.golds) expect(user).not.toContain(`${field}:`)
  })

  it("is no answer itself, should a model repeat it", () => {
    const { score, unscorable } = task!.score(`${text}\n\n${user}`, { input, gold })
    expect(unscorable === undefined ? score : plan.range.lowest).toBeLessThan(plan.range.highest)
    if (meaning.answers.some(({ at }) => at && at.spot.kind !== "line"))
      expect(text).not.toContain(task!.write(gold, undefined, input))
  })
})

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
