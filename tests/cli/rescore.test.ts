/** `glossator rescore`: logs of trainers under another guideline, with the data that they were made from. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { main } from "../../src/cli.js"
import { exported, FIXTURES, GUIDELINE, ROWS } from "../rollout/logs/written.js"
import { captured } from "./support/io.js"

let home: string
let changed: string
beforeAll(() => {
  home = mkdtempSync(path.join(os.tmpdir(), "glossator-rescore-"))
  changed = path.join(home, "changed.guideline")
  const text = readFileSync(GUIDELINE, "utf8")
  writeFileSync(changed, text.replace("reward +1 for format", "accept any-case\n\nreward +1 for format"))
  exported(home)
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

async function rescore(...argv: readonly string[]) {
  const io = captured()
  const env = { ...io.env, GLOSS_DATA: home }
  const code = await main(["rescore", ...argv], { ...io, env })
  return { code, ...io.written }
}

test.each(["trl", "verl", "verifiers"])(
  "the folder that %s wrote, with the folder that was compiled for it",
  async (name) => {
    const csv = path.join(home, `${name}.csv`)
    const log = path.join(FIXTURES, name)
    const argv = [log, "--guideline", changed, "--data", path.join(home, name), "--out", csv]
    const { code, out, err } = await rescore(...argv)
    expect([code, err]).toEqual([0, ""])
    expect(out).toMatch(/^8 answers, \d of them score differently/)
    expect(out).toContain("+6.000  ")
    expect(out).toMatch(/Mean score: step, before, after\n +1 +0\.\d+ +2?\.?\d+/)
    expect(readFileSync(csv, "utf8").split("\n")[0]).toBe("id,arm,seed,step,line,before,after,why")
    expect(readFileSync(csv, "utf8")).toMatch(/^r1,,,1,\d+,-3,3,/m)
  },
)

test("a table of TRL without data says that the rows are missing, what was asked, and the way out", async () => {
  const { code, err, out } = await rescore(path.join(FIXTURES, "trl"), "--guideline", changed)
  expect(code).toBe(1)
  expect(out).toContain("10 more have no row of data and are left out")
  expect(err).toContain("error log-rows-unjoined: 10 of 10 answers")
  expect(err).toContain('(the first: "The <e1>fire</e1> made <e2>smoke</e2>.")')
  expect(err).toContain("--data")
})

test("data without some of the rows leaves just their answers out, and says so", async () => {
  const rows = path.join(home, "some.jsonl")
  writeFileSync(
    rows,
    ROWS.slice(0, 2)
      .map((row) => JSON.stringify(row))
      .join("\n"),
  )
  const { code, err, out } = await rescore(path.join(FIXTURES, "trl"), "--guideline", changed, "--data", rows, "--json")
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({ answers: 10, unjoined: 4, flipped: 2 })
  expect(err).toContain(`4 of 10 answers in ${path.join(FIXTURES, "trl")} have no row of data: none in ${rows}`)
})

test("data may be a data set by its name", async () => {
  mkdirSync(path.join(home, "own"))
  writeFileSync(
    path.join(home, "own/train.jsonl"),
    ROWS.slice(0, 3)
      .map((row) => JSON.stringify(row))
      .join("\n"),
  )
  const { out } = await rescore(path.join(FIXTURES, "trl"), "--guideline", changed, "--data", "own", "--json")
  expect(JSON.parse(out)).toMatchObject({ answers: 10, unjoined: 2 })
  const { code, err } = await rescore(path.join(FIXTURES, "trl"), "--guideline", changed, "--data", "absent")
  expect([code, err]).toEqual([2, expect.stringContaining("data-set-unknown")])
})

test("a place where the table can not be written is said before the work, without a trace", async () => {
  const log = path.join(FIXTURES, "trl")
  for (const to of [path.join(home, "none/x.csv"), home, path.join(changed, "x.csv")]) {
    const { code, err, out } = await rescore(log, "--guideline", changed, "--data", path.join(home, "trl"), "--out", to)
    expect([code, out]).toEqual([3, ""])
    expect(err).toContain(`error file-unwritable: ${to} cannot be written`)
    expect(err).not.toContain("ENOENT")
  }
})

test("a score that is null is none, not 0, and that is said", async () => {
  const rows = ROWS.map((row) => JSON.stringify({ ...row, completion: "<answer>Other</answer>", step: 1, score: null }))
  const log = path.join(home, "null.jsonl")
  writeFileSync(log, rows.join("\n"))
  const { code, err, out } = await rescore(log, "--guideline", changed)
  expect([code, out]).toEqual([1, expect.stringContaining(`${ROWS.length} more have no score of before`)])
  expect(err).toContain(`error log-no-score: ${ROWS.length} answers in ${log} have no score of before`)
})

test("the guideline's own checks run where that is allowed, and are said to be missing where not", async () => {
  const guideline = path.join(home, "own.guideline")
  writeFileSync(
    guideline,
    `guideline "Words" version "1"
task "Write a word that reads the same from both ends."
input wish: text
answer word: text in last <answer>
  check mirrored: word runs "palindrome" says "The word reads the same from both ends."
reward +1 for format else -1
reward +2 for mirrored after format
`,
  )
  const code = path.join(home, "checks.js")
  writeFileSync(code, "export const palindrome = (word) => [...word].reverse().join('') === word\n")
  const log = path.join(home, "words.jsonl")
  const row = { id: "1", input: { wish: "a name" }, gold: {}, step: 1, score: 1 }
  writeFileSync(
    log,
    ["anna", "carl"].map((word) => JSON.stringify({ ...row, completion: `<answer>${word}</answer>` })).join("\n"),
  )
  const bare = await rescore(log, "--guideline", guideline)
  expect(bare.err).toContain("own-code-needed")
  expect(bare.out).toContain("2 more can not be scored now")
  const { out, err } = await rescore(log, "--guideline", guideline, "--allow-code", code)
  expect([err, out]).toEqual(["", expect.stringMatching(/^2 answers, 1 of them score differently \(50.0 %\)/)])
})

test("a table of TRL with several rewards says which was taken, and takes the one that is named", async () => {
  const argv = [path.join(FIXTURES, "trl-several"), "--guideline", GUIDELINE, "--data", path.join(home, "trl")]
  const { out } = await rescore(...argv)
  expect(out).toMatch(/^8 answers, .*\nAssumed: the score is "form_reward" \+ "accuracy_reward", unweighted/)
  const named = await rescore(...argv, "--reward-column", "form_reward")
  expect(named.out).not.toContain("Assumed")
  expect(named.out).toMatch(/Mean score: step, before, after\n +1 +0\.750/)
  expect((await rescore(...argv, "--reward-column", "form")).err).toContain("error log-column-unknown")
})
