/** `%%guideline` cells over real sockets: compiled into a variable, shown, completed and explained; errors with carets. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { variableOf } from "../../src/kernel/magics/guideline.js"
import { Client } from "./support/client.js"

const RAIN = `guideline "Rain and floods" version "1.0"

task
    | Decide whether the sentence says that one of the two marked things causes the other.

input sentence: text
input e1: mention in sentence
input e2: mention in sentence

relation Cause-Effect(cause, effect) "The cause brings the effect about."
  cue "led to" for (cause, effect)
  example "The <e1>rain</e1> led to a <e2>flood</e2>." is Cause-Effect(e1, e2)

otherwise Other "Neither causes the other."

answer reasoning: text in first <think> optional
answer label: relation between e1 and e2 in last <answer>

reward +1 for format else -3
reward +2 for label equals gold else -1.5 after format
`

const folder = mkdtempSync(path.join(os.tmpdir(), "glossator-cells-"))
let client: Client
beforeAll(async () => {
  client = await Client.start()
  await client.execute(`process.chdir(${JSON.stringify(folder)})`)
})
afterAll(async () => {
  await client?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const shown = (output: Awaited<ReturnType<Client["execute"]>>["output"]) =>
  output.find(({ type }) => type === "display_data")?.content.data ?? {}

describe("a guideline cell", () => {
  test("becomes a task in a variable named by its title, and shows what was compiled", async () => {
    const { reply, output } = await client.execute(`%%guideline\n${RAIN}`)
    expect(reply.content.status).toBe("ok")
    const data = shown(output)
    expect(data["text/plain"]).toContain("Rain and floods 1.0, in the variable rainAndFloods")
    expect(data["text/plain"]).toContain("2 rules: 2 checked (100 %)")
    expect(data["text/plain"]).toContain("label-equals: +2, else −1.5")
    expect(data["text/html"]).toContain("What the model reads")
    const score = await client.execute(
      `rainAndFloods.score("<answer>Cause-Effect(e1,e2)</answer>", { input: { sentence: "" }, gold: { label: "Cause-Effect(e1,e2)" } }).score`,
    )
    expect(score.output.find(({ type }) => type === "execute_result")?.content.data["text/plain"]).toBe("3")
  })

  test("run again with another text replaces the task, and another name makes another variable", async () => {
    await client.execute(`%%guideline\n${RAIN.replace("+2 for", "+5 for")}`)
    const again = await client.execute("rainAndFloods.plan.range.highest")
    expect(again.output.find(({ type }) => type === "execute_result")?.content.data["text/plain"]).toBe("6")
    const named = await client.execute(`%%guideline weather\n${RAIN}`)
    expect(shown(named.output)["text/plain"]).toContain("in the variable weather")
    const both = await client.execute("[weather.plan.range.highest, rainAndFloods.plan.range.highest].join()")
    expect(both.output.find(({ type }) => type === "execute_result")?.content.data["text/plain"]).toBe("'3,6'")
  })

  test("is shown again by its variable, alone and by display(), which leaves no promise to print", async () => {
    for (const code of ["rainAndFloods", "display(rainAndFloods)"]) {
      const { output } = await client.execute(code)
      const bundles = output.filter(({ type }) => type === "display_data" || type === "execute_result")
      expect(bundles).toHaveLength(1)
      expect(bundles[0]!.content.data["text/plain"]).toMatch(/^Rain and floods 1\.0\n/)
      expect(bundles[0]!.content.data["text/html"]).toContain("What the model reads")
    }
  })

  test("with errors shows all of them, with carets and links to lines, and fails the cell with the first", async () => {
    const broken = RAIN.replace("relation between", "relaton between").replace(
      "for (cause, effect)",
      "for (cause, efect)",
    )
    const { reply, output } = await client.execute(`%%guideline\n${broken}`)
    const data = shown(output)
    expect(data["text/plain"]).toContain("^^^^^")
    expect(data["text/plain"]).toContain("efect")
    expect(data["text/plain"]).toContain("relaton")
    expect(data["text/html"]).toMatch(/<a href="#glossator-\w+-0-line-\d+">line 11<\/a>/)
    expect(reply.content).toMatchObject({
      status: "error",
      ename: "GuidelineError",
      evalue: "2 errors in the guideline",
    })
    expect(reply.content.traceback[0]).toContain("cell.guideline:11:")
    expect(reply.content.traceback.at(-1)).toBe("rainAndFloods still is the guideline that was compiled before.")
    const other = await client.execute(`%%guideline other\n${broken}`)
    expect(other.reply.content.traceback.join("\n")).not.toContain("still is")
    expect(reply.content.traceback.join("\n")).not.toContain("    at ")
  })

  test("shows what a guideline says as text, never as HTML", async () => {
    const { output } = await client.execute(
      `%%guideline\n${RAIN.replace("Rain and floods", "<script>alert(1)</script>").replace("Neither causes", "<img src=x onerror=alert(1)> causes")}`,
    )
    const html = shown(output)["text/html"]
    expect(html).toContain("&lt;script&gt;alert(1)")
    expect(html).not.toMatch(/<script>alert|<img/)
  })

  test("uses files beside the notebook, also after they changed", async () => {
    mkdirSync(path.join(folder, "schema"))
    const schema = (definition: string) => `relation Cause-Effect(cause, effect) "${definition}"\n`
    const cell = `%%guideline shared\n${RAIN.replace(/relation Cause-Effect[\s\S]*?\n\n/, 'use "schema/causes.guideline"\n\n')}`
    const missing = await client.execute(cell)
    expect(missing.reply.content.traceback[0]).toContain("schema/causes.guideline")
    writeFileSync(path.join(folder, "schema/causes.guideline"), schema("One brings the other about."))
    expect((await client.execute(cell)).reply.content.status).toBe("ok")
    writeFileSync(path.join(folder, "schema/causes.guideline"), schema("One makes the other happen."))
    const { output } = await client.execute(cell)
    expect(shown(output)["text/html"]).toContain("One makes the other happen.")
  })

  test("is completed and explained as it is typed", async () => {
    const typed = `%%guideline\n${RAIN}rew`
    const { reply } = await client.ask("complete_request", { code: typed, cursor_pos: typed.length })
    expect(reply.content.matches).toContain("reward ")
    expect(typed.slice(reply.content.cursor_start, reply.content.cursor_end)).toBe("rew")
    const whole = `%%guideline\n${RAIN}`
    const explained = await client.ask("inspect_request", {
      code: whole,
      cursor_pos: whole.indexOf("Cause-Effect") + 3,
      detail_level: 0,
    })
    expect(explained.reply.content.found).toBe(true)
    expect(explained.reply.content.data["text/markdown"]).toContain("The model reads:")
    const none = await client.ask("inspect_request", { code: whole, cursor_pos: 4, detail_level: 0 })
    expect(none.reply.content.found).toBe(false)
  })

  test("with a name that is none is told how it is used", async () => {
    const { reply } = await client.execute("%%guideline new\n")
    expect(reply.content).toMatchObject({ status: "error", ename: "UsageError" })
  })
})

test("titles become variables", () => {
  expect(variableOf("Semantic relations, v2")).toBe("semanticRelationsV2")
  expect(variableOf("Beziehungen über Ärzte")).toBe("beziehungenÜberÄrzte")
  expect(variableOf("2 stages")).toBe("_2Stages")
  expect(variableOf("class")).toBe("_class")
  expect(variableOf("!?")).toBe("guideline")
})
