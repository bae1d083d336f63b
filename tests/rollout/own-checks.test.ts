import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, describe, expect, it, test } from "vitest"
import { UserError } from "../../src/diagnostic.js"
import { scorer } from "../../src/reward/score.js"
import { OwnChecks, type OwnLimits, ownRules, runOwnChecks } from "../../src/rollout/own-checks.js"
import { check, inJson, inTag, part, planOf, ruleIs, says, term, textOf } from "../reward/plans.js"

const folder = mkdtempSync(path.join(tmpdir(), "own-checks-"))
afterAll(() => rmSync(folder, { recursive: true }))
let files = 0
function fileOf(text: string): string {
  const file = path.join(folder, `checks-${files++}.ts`)
  writeFileSync(file, text)
  return file
}

const TEXT = { kind: "text" } as const
const planRunning = (name: string) =>
  planOf({
    answer: [part("word", TEXT, inTag("answer"))],
    rules: [check("own", says("word", "runs", [textOf(name)]))],
    terms: [
      term({ name: "format", otherwise: -1 }),
      term({ name: "own", phrase: ruleIs("own"), pays: 2, after: ["format"] }),
    ],
  })
const answers = (...words: string[]) => words.map((word) => ({ completion: `<answer>${word}</answer>` }))

const run = (text: string, name: string, words: readonly string[], limits?: OwnLimits) =>
  runOwnChecks(fileOf(text), planRunning(name), answers(...words), limits)

/** What the reward makes of the values. */
async function scores(text: string, name: string, words: readonly string[], limits?: OwnLimits) {
  const given = await run(text, name, words, limits)
  const score = scorer(planRunning(name))
  return answers(...words).map(({ completion }, i) => {
    const verdict = score(completion, { gold: {} }, given[i])
    return verdict.unscorable ?? verdict.score
  })
}

async function diagnosticsOf(text: string, name = "own", limits?: OwnLimits) {
  const error = await run(text, name, ["a"], limits).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(UserError)
  return (error as UserError).diagnostics
}

const PALINDROME = `
interface Context { readonly completion: string }
/** Types are left out, not checked. */
export function palindrome(word: string, { completion }: Context): boolean {
  if (!completion.includes(word)) throw new Error("not the same text")
  const letters = [...word.toLowerCase()]
  return letters.join("") === letters.reverse().join("")
}
export const half = async (word: string): Promise<number> => (word === "Anna" ? 0.5 : 0)
`

describe("a user's own check", () => {
  it("is a function of a TypeScript file, and pays by its value", async () => {
    expect(await scores(PALINDROME, "palindrome", ["Anna", "Bob", "Carl"])).toEqual([3, 3, 1])
    expect(await scores(PALINDROME, "half", ["Anna", "Bob"])).toEqual([2, 1])
  })

  it("is not asked of an answer that was not read, and never sees the gold", async () => {
    const given = await runOwnChecks(fileOf("export const own = () => true"), planRunning("own"), [{ completion: "?" }])
    expect(given).toEqual([{}])
    expect(scorer(planRunning("own"))("?", { gold: {} }, given[0]).score).toBe(-1)
    const seen = `export const own = (value, context) => Object.keys(context).sort().join() === "answer,completion,input"`
    expect(await run(seen, "own", ["a"])).toEqual([{ own: 1 }])
  })

  it("is asked of every value of a part that stands in lists: the mean counts", async () => {
    const plan = planOf({
      answer: [
        part("claims", { kind: "list", item: { kind: "group" } }, inJson),
        part("claim", TEXT, { parent: "claims" }),
      ],
      terms: [term({ name: "short", phrase: says("claim", "runs", [textOf("short")]) })],
    })
    expect(ownRules(plan)).toEqual(["short"])
    const completion = JSON.stringify([{ claim: "a" }, { claim: "abcdef" }, { claim: "b" }, { claim: "c" }])
    const file = fileOf("export const short = (claim: string) => claim.length < 3")
    const [given] = await runOwnChecks(file, plan, [{ completion }])
    expect(given).toEqual({ short: 0.75 })
    expect(scorer(plan)(completion, { gold: {} }, given).score).toBe(0.75)
  })

  it("that fails makes its row unscorable, with the reason, and the next row goes on", async () => {
    const text = `
      export function own(word) {
        if (word === "throws") throw new Error("no such word")
        if (word === "seven") return 7
        if (word === "null") return null
        if (word === "rejects") return Promise.reject(new TypeError("later"))
        if (word === "exits") process.exit(3)
        return true
      }`
    expect(await scores(text, "own", ["throws", "a", "seven", "null", "rejects", "b", "exits", "c"])).toEqual([
      'the check "own" failed: no such word',
      3,
      'the check "own" failed: it gave 7, not true, false or a number from 0 to 1',
      'the check "own" failed: it gave null, not true, false or a number from 0 to 1',
      'the check "own" failed: later',
      3,
      'the check "own" failed: it ended the worker with code 3',
      3,
    ])
  })

  it("that never ends is ended: a loop, a pattern that backtracks, a promise", { timeout: 30_000 }, async () => {
    const text = `
      export function own(word) {
        if (word === "loop") for (;;) {}
        if (word === "pattern") return /^(a+)+$/.test("a".repeat(60) + "!")
        if (word === "promise") return new Promise(() => {})
        return true
      }`
    const late = 'the check "own" failed: it took longer than 0.3 s'
    expect(await scores(text, "own", ["loop", "a", "pattern", "promise", "b"], { rowMilliseconds: 300 })).toEqual([
      ...[late, 3, late, late, 3],
    ])
  })

  it("that takes too much memory is ended", { timeout: 30_000 }, async () => {
    const text = `
      export function own(word) {
        const all = []
        while (word === "much") all.push(new Array(100_000).fill(word))
        return true
      }`
    const limits = { memoryMegabytes: 32, rowMilliseconds: 20_000 }
    expect(await scores(text, "own", ["much", "a"], limits)).toEqual([
      'the check "own" failed: it needed more than 32 MB of memory',
      3,
    ])
  })

  it("has a limit for all rows together", { timeout: 30_000 }, async () => {
    const text = "export const own = () => new Promise((resolve) => setTimeout(() => resolve(true), 60))"
    const [first, ...rest] = await scores(text, "own", Array(8).fill("a"), { totalMilliseconds: 150 })
    expect(first).toBe(3)
    expect(rest.at(-1)).toBe('the check "own" failed: all rows together took longer than 0.15 s')
  })

  it("prints nothing between the verdicts, and knows nothing of the environment", async () => {
    const text = `export const own = () => { console.log("x".repeat(100_000)); return Object.keys(process.env).length === 0 }`
    expect(await run(text, "own", ["a", "b"])).toEqual([{ own: 1 }, { own: 1 }])
  })
})

describe("a file that can not be run", () => {
  it("is told by its place: what is no TypeScript, what is imported", async () => {
    const [syntax] = await diagnosticsOf("export const own = (word) =>\n  word ===\n")
    expect(syntax).toMatchObject({ code: "own-code-syntax" })
    expect(syntax!.place?.source.position(syntax!.place.span.start).line).toBe(2)
    const [imported] = await diagnosticsOf('import { z } from "zod"\nexport const own = () => z')
    expect(imported).toMatchObject({ code: "own-code-import", facts: { name: "zod" } })
    expect(imported!.place?.source.slice(imported!.place.span)).toContain("zod")
    expect(
      await run('import { createHash } from "node:crypto"\nexport const own = () => !!createHash', "own", ["a"]),
    ).toEqual([{ own: 1 }])
  })

  it("is told by its reason: not there, failing, endless, without the function", async () => {
    const missing = await runOwnChecks(path.join(folder, "none.ts"), planRunning("own"), []).catch((error) => error)
    expect(missing.diagnostics).toMatchObject([{ code: "own-code-unreadable", facts: { reason: expect.any(String) } }])
    expect(await diagnosticsOf("throw new Error('no luck')")).toMatchObject([
      { code: "own-code-fails", facts: { reason: "no luck" } },
    ])
    expect(await diagnosticsOf("for (;;) {}", "own", { loadMilliseconds: 300 })).toMatchObject([
      { code: "own-code-fails", facts: { reason: "it took longer than 0.3 s" } },
    ])
    expect(await diagnosticsOf("export const owl = () => true; export const other = 3")).toMatchObject([
      { code: "own-function-missing", message: expect.stringContaining('did you mean "owl"?') },
    ])
  })
})

test("nothing is run before somebody opens the file, and closing twice does no harm", async () => {
  const checks = await OwnChecks.open(fileOf("export const own = () => 1"), planRunning("own"))
  expect(await checks.run(answers("a")[0]!)).toEqual({ own: 1 })
  await checks.close()
  await checks.close()
})
