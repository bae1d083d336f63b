/** `glossator attack`: what it tells of families, and of rows that no answer could be scored for. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { main } from "../../src/cli.js"
import { captured } from "./support/io.js"

const GUIDELINE = `guideline "Doses" version "1"
task "Say what happened and quote the words that say it."
input letter: text
answer change: one of "started", "stopped" in last <change>
answer evidence: list of quote from letter in last <evidence> as json
  check verbatim: evidence quotes letter from 2 tokens
reward form: 0 for format else -1
reward right: +1 for change equals gold after form
reward quote: +2 for verbatim after form
`
const rows = ["started", "stopped", "started"].map((change, i) => ({
  id: `good-${i}`,
  input: { letter: `Drug number ${"abc"[i]} was ${change} on a ${["Monday", "Friday", "holiday"][i]}.` },
  gold: { change, evidence: [`was ${change}`] },
}))
const bad = [
  { id: "halted", input: rows[0]!.input, gold: { change: "halted", evidence: ["was started"] } },
  { id: "silent", input: rows[0]!.input, gold: { evidence: ["was started"] } },
]

let home: string
let guideline: string
beforeAll(() => {
  home = mkdtempSync(path.join(os.tmpdir(), "glossator-attack-"))
  guideline = path.join(home, "doses.guideline")
  writeFileSync(guideline, GUIDELINE)
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

async function attacked(name: string, data: readonly unknown[], ...more: readonly string[]) {
  const folder = path.join(home, name)
  mkdirSync(folder)
  writeFileSync(path.join(folder, "test.jsonl"), data.map((row) => `${JSON.stringify(row)}\n`).join(""))
  const io = captured()
  const code = await main(["attack", guideline, "--data", folder, ...more], io)
  return { code, ...io.written }
}

test("evidence that is copied whole gets through a reward that pays for its words", async () => {
  const { code, out, err } = await attacked("good", rows)
  expect(out).toMatch(/copied-evidence +2\.667 {2}got through: .*Drug number a was started on a Monday\./)
  expect(err).toBe("")
  expect(code).toBe(1)
})

test("rows that no answer could be scored for are counted and told, and the others tried", async () => {
  const { out, err } = await attacked("some", [bad[0], ...rows, bad[1]])
  expect(err).toContain("attack-left-out")
  expect(err).toContain("2 of 5 rows")
  expect(err).toContain("row halted: ")
  expect(err).toContain("row silent: ")
  expect(out).toContain("3 rows;")
  const [report] = JSON.parse((await attacked("json", [bad[0], ...rows, bad[1]], "--json")).out) as {
    rows: number
    leftOut: { id: string; reason: string }[]
  }[]
  expect(report).toMatchObject({
    rows: 3,
    leftOut: [
      { id: "halted", reason: expect.stringContaining("halted") },
      { id: "silent", reason: expect.stringContaining("change") },
    ],
  })
})

test("a constant answer that gets nearly all is an error where rows differ, and a warning where they are alike", async () => {
  const run = async (rows: readonly string[], reward: string) => {
    const file = path.join(home, "constant.guideline")
    const examples = rows.map((right, i) => `example "Letter ${i}." is right: "${right}", reply: "${right} it is so"`)
    const head = 'guideline "C" version "1"\ntask "Say."\ninput letter: text\nanswer reply: text\ngold right: text'
    const arm = 'arm long "Control."\n  reward +1 for reply at-least 3 words'
    writeFileSync(file, [head, ...examples, `reward +1 for reply ${reward}`, arm, ""].join("\n"))
    return async (...more: readonly string[]) => {
      const io = captured()
      const code = await main(["attack", file, ...more], io)
      return { code, ...io.written }
    }
  }
  const blind = await (await run(["blue", "red"], "at-least 3 words"))()
  expect(blind.err).toMatch(
    /error attack-constant-pays: .*gets 1\.000 of 1 in the mean of 2 rows that ask for different/,
  )
  expect([blind.code, blind.out]).toEqual([1, expect.stringContaining("nothing can be seen to get more")])
  const alike = await (await run(["blue", "blue"], "contains right"))()
  expect(alike.err).toContain("warning attack-rows-alike")
  expect(alike.code).toBe(0)
  const sound = await run(["blue", "red"], "equals gold")
  expect(await sound()).toMatchObject({ code: 0, err: "" })
  const arm = await sound("--arm", "long")
  expect([arm.code, arm.err]).toEqual([1, expect.stringContaining("attack-constant-pays")])
  expect(arm.out).toContain("constant.guideline, arm long: 2 rows")
  expect(await sound("--arm", "lnog")).toMatchObject({ code: 2, err: expect.stringContaining('did you mean "long"?') })
})

test("nothing is tried where all rows are such ones, and the command fails", async () => {
  const { code, out, err } = await attacked("none", bad)
  expect(err).toContain("error attack-nothing-scored")
  expect(err).not.toContain("internal")
  expect(out).toBe("")
  expect(code).toBe(1)
})
