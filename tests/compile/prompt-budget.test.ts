/** What a prompt leaves out to stay within its budget, and what it then says instead. */
import { describe, expect, it } from "vitest"
import type { PromptOptions } from "../../src/compile/task.js"
import { ROW, SMALL, system, taskOf, words } from "./guideline.js"

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
