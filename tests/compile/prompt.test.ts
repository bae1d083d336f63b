/** What every prompt says, in which style and order. */
import { readdirSync } from "node:fs"
import { describe, expect, it, test } from "vitest"
import { loadGuideline } from "../../src/compile/load.js"
import type { PromptOptions } from "../../src/compile/task.js"
import { allExamples, allNames, allRules } from "../../src/language/meaning.js"
import { Random } from "../../src/random.js"
import { drawWorld, guidelineText } from "../../src/recipes/worlds/world.js"
import { ROW, SMALL, system, taskOf } from "./guideline.js"

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
