import { describe, expect, it } from "vitest"
import type { PromptOptions, Task } from "../../src/compile/task.js"
import { Random } from "../../src/random.js"
import { drawWorld, guidelineText } from "../../src/recipes/worlds/world.js"
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
