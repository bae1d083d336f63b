/** Every shipped guideline: loads without a word, is short, is in canonical form, and becomes the prompt and plan that are checked in. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { parse } from "../../src/language/parse.js"
import { print } from "../../src/language/print.js"
import { Source } from "../../src/text.js"
import { GUIDELINES, pathOf, SCHEMAS, taskNamed } from "./shipped.js"

const GOLDEN = "tests/guidelines/golden"

/** Compares with the file that is checked in; UPDATE=1 writes it. */
function expectGolden(name: string, text: string): void {
  const path = `${GOLDEN}/${name}`
  if (process.env.UPDATE === "1") writeFileSync(path, text)
  expect(text).toBe(readFileSync(path, "utf8"))
}

describe.each(GUIDELINES)("%s", (name) => {
  const text = readFileSync(pathOf(name), "utf8")

  it("loads without an error or a warning", () => {
    const { diagnostics } = taskNamed(name)
    const told = diagnostics.filter(({ severity }) => severity !== "info").map(({ code, place }) => [code, place?.span])
    expect(told).toEqual([])
  })

  it("has at most 70 lines, none longer than a screen is wide", () => {
    const lines = text.trimEnd().split("\n")
    expect(lines.length).toBeLessThanOrEqual(70)
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(125)
  })

  it("is in canonical form", () => {
    const printed = print(parse(new Source(pathOf(name), text)).tree)
    if (process.env.UPDATE === "1") writeFileSync(pathOf(name), printed)
    expect(printed).toBe(text)
  })

  it("has examples with near misses and exact scores, a control, and a budget", () => {
    const { meaning, arms } = taskNamed(name).task!
    const examples = [...meaning.examples, ...meaning.relations.flatMap((relation) => relation.examples)]
    expect(examples.length).toBeGreaterThan(0)
    // what a verifier decides has no exact score
    if (name !== "soft-reward") expect(examples.flatMap(({ tests }) => tests).length).toBeGreaterThan(0)
    expect(examples.flatMap(({ nots }) => nots).length).toBeGreaterThan(0)
    expect(arms).toContain("form-only")
    expect(meaning.cites).toMatch(/arXiv \d{4}\.\d{5}/)
    expect(meaning.budget?.drop.length).toBeGreaterThan(0)
  })

  it("becomes the prompt that is checked in", () => {
    const { meaning, prompt } = taskNamed(name).task!
    const { messages } = prompt(meaning.examples[0]!.input)
    const shown = messages.map(({ role, content }) => `[${role}]\n${content}\n`)
    expectGolden(`${name}.prompt.txt`, shown.join("\n"))
  })

  it("becomes the plan that is checked in, with one for each arm", () => {
    const task = taskNamed(name).task!
    const arms = Object.fromEntries(
      task.arms.map((arm) => {
        const { terms, standardize, range } = task.arm(arm).plan
        return [arm, { terms, ...(standardize && { standardize }), range }]
      }),
    )
    expectGolden(`${name}.plan.json`, `${JSON.stringify({ plan: task.plan, arms }, null, 2)}\n`)
  })
})

describe("the folder", () => {
  it("holds one guideline for each task, and the schemas that they share", () => {
    const files = readdirSync("guidelines").filter((file) => file.endsWith(".guideline"))
    expect(files.sort()).toEqual(GUIDELINES.map((name) => `${name}.guideline`).sort())
    expect(readdirSync("guidelines/schema").sort()).toEqual(SCHEMAS.map((name) => `${name}.guideline`).sort())
    const golden = GUIDELINES.flatMap((name) => [`${name}.prompt.txt`, `${name}.plan.json`])
    expect(readdirSync(GOLDEN).sort()).toEqual(golden.sort())
  })

  it("is described by its README, line by line", () => {
    const readme = readFileSync("guidelines/README.md", "utf8")
    for (const name of GUIDELINES) {
      const lines = readFileSync(pathOf(name), "utf8").trimEnd().split("\n").length
      const row = readme.split("\n").find((line) => line.startsWith(`| [${name}](${name}.guideline) `))
      expect(row?.split("|")[3]?.trim()).toBe(String(lines))
    }
  })
})
