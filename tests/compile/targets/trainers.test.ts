import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { loadGuidelineText } from "../../../src/compile/load.js"
import { type Trainer, trainerFiles } from "../../../src/compile/targets/python.js"
import { trainers } from "../../../src/compile/targets/trainers.js"
import { formatDiagnostic } from "../../../src/diagnostic.js"
import { allExamples } from "../../../src/language/meaning.js"
import { GUIDELINES, task as shipped } from "../../guidelines/shipped.js"

const runtime = readFileSync("assets/python/glossator_reward.py", "utf8")

/** The files without the runtime, which is the same in all of them. */
function exported(trainer: Trainer, name: string, arm?: string) {
  const task = shipped(name, arm)
  const train = allExamples(task.meaning).map(({ input, gold }, i) => ({ id: `${i + 1}`, input, gold }))
  return trainerFiles(trainer, { task, runtime, train, test: train.slice(0, 1) })
}

const text = (guideline: string) => {
  const { task, diagnostics } = loadGuidelineText("test.guideline", guideline)
  if (!task) throw new Error(diagnostics.map((one) => formatDiagnostic(one)).join("\n"))
  return task
}

describe.each([...trainers.values()])("$name", (trainer) => {
  test("what is written of R1-RE's guideline", async () => {
    const { files, diagnostics } = exported(trainer, "semeval2010-task8")
    expect(diagnostics).toEqual([])
    const shown = Object.entries(files).map(([name, content]) => {
      const own = content.replace(runtime.trimEnd(), "(the runtime)")
      const rows = name.endsWith(".jsonl") ? `${own.split("\n")[0]}\n` : own
      return `=== ${name}\n${rows.replaceAll(shipped("semeval2010-task8").hash, "(hash)").replace(/^PLAN = .*?'''\)$/ms, "PLAN = (the plan)")}`
    })
    await expect(shown.join("")).toMatchFileSnapshot(`golden/trainers/${trainer.name}.txt`)
  })

  test("holds the reward of every shipped guideline, or says why not", () => {
    for (const name of GUIDELINES) {
      const { files, diagnostics } = exported(trainer, name)
      const { plan } = shipped(name)
      if (plan.standardize === "batch" && !trainer.seesBatches) {
        expect(diagnostics.map(({ code }) => code)).toEqual(["export-standardize"])
        expect(files).toEqual({})
        continue
      }
      expect(diagnostics).toEqual([])
      const module = Object.entries(files).find(([file]) => file.endsWith("reward.py"))![1]
      expect(module).toContain(runtime.trimEnd())
      const [, json] = /^PLAN = json\.loads\(r'''(.*?)'''\)$/ms.exec(module)!
      expect(JSON.parse(json!)).toEqual(JSON.parse(JSON.stringify(plan)))
      // biome-ignore lint/suspicious/noControlCharactersInRegex: a module's plan is ASCII
      expect(json).toMatch(/^[\x00-\x7f]*$/)
      const rows = Object.entries(files).find(([file]) => file.endsWith("train.jsonl"))![1]
      const keys = rows.split("\n").flatMap((row) => (row === "" ? [] : [Object.keys(JSON.parse(row)).join()]))
      expect(keys).toHaveLength(allExamples(shipped(name).meaning).length)
      expect(new Set(keys).size).toBe(1)
    }
  })

  test("refuses what runs the user's own code, and what pays nothing", () => {
    const own = text(`guideline "Own" version "1"
task "Answer."
input question: text
answer reply: text in first <reply>
  check palindrome: reply runs "palindrome"
reward +1 for palindrome
arm nothing
`)
    const codes = (task: typeof own) =>
      trainerFiles(trainer, { task, runtime, train: [], test: [] }).diagnostics.map(({ code }) => code)
    expect(codes(own)).toEqual(["export-own-code"])
    expect(codes(own.arm("nothing"))).toEqual(["export-no-reward"])
  })
})

test("a guideline's words can not leave the place that they have in a module", () => {
  const hostile = text(`guideline "a ''' + __import__('os') # \u2028 b" version "1'''"
task "Answer."
input question: text
answer reply: one of "'''", "\\\\'''", "\u{1f600}" in first <reply>
reward +1 for reply equals gold
reward +0.5 for format
`)
  for (const trainer of trainers.values()) {
    const { files } = trainerFiles(trainer, { task: hostile, runtime, train: [], test: [] })
    const [name, module] = Object.entries(files).find(([file]) => file.endsWith("reward.py"))!
    const own = module.replace(runtime.trimEnd(), "").replace(/^# .*\n/gm, "")
    expect([name, own.split("'''").length - 1]).toEqual([name, 2])
    const header = module.split("\n").slice(0, 3)
    expect(header.filter((line) => /^# [\x20-\x7e]*$/.test(line))).toEqual(header)
  }
})
