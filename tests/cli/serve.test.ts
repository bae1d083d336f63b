/** `glossator serve` as a process: the same verdicts as `glossator score`, and an end that a supervisor can rely on. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { afterAll, afterEach, describe, expect, test } from "vitest"

const SEMEVAL = "guidelines/semeval2010-task8.guideline"
const folder = mkdtempSync(path.join(os.tmpdir(), "glossator-serve-"))
const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL")
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const glossator = (argv: readonly string[], env: NodeJS.ProcessEnv = {}, input = "") =>
  spawnSync(process.execPath, ["bin/glossator.mjs", ...argv], {
    encoding: "utf8",
    env: { ...process.env, GLOSS_SERVE_TOKEN: undefined, ...env },
    input,
  })

async function serving(argv: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, ["bin/glossator.mjs", "serve", ...argv, "--port", "0", "--json"], {
    env: { ...process.env, GLOSS_SERVE_TOKEN: undefined, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  })
  children.push(child)
  let said = ""
  child.stderr!.on("data", (piece) => {
    said += piece
  })
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout!.once("data", (piece) => resolve(String(piece)))
    child.once("exit", () => reject(new Error(said)))
  })
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve))
  const { url } = JSON.parse(line) as { url: string }
  return { child, url, ended, said: () => said }
}

const input = { sentence: "The <e1>fire</e1> caused <e2>smoke</e2>." }
const gold = { label: "Cause-Effect(e1,e2)" }
const rows = [
  { id: "right", input, gold, completion: "<answer>cause effect(e1,e2)</answer>" },
  { id: "wrong", input, gold, completion: "<answer>Other</answer>" },
  { id: "cut", input, gold, completion: "<answer>Cause" },
  { id: "no gold", input, completion: "<answer>Other</answer>" },
  { id: "no text", input, gold, completion: 7 },
]

describe("the server", () => {
  test("gives the lines of `score --json`, and ends with 0 when it is asked to", async () => {
    const { child, url, ended, said } = await serving([SEMEVAL])
    const response = await fetch(`${url}/score`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ rows }),
    })
    const { verdicts } = (await response.json()) as { verdicts: unknown[] }
    const lines = rows.map((row) => JSON.stringify(row)).join("\n")
    const scored = glossator(["score", SEMEVAL, "--rows", "-", "--json"], {}, lines)
    expect(verdicts).toEqual(
      scored.stdout
        .trim()
        .split("\n")
        .map((line) => {
          // a batch has no lines: its verdicts stand in the order of its rows
          const { line: _, ...verdict } = JSON.parse(line)
          return verdict
        }),
    )
    expect(said()).toContain(`--reward.remote_url ${url}/semeval2010-task8/openrlhf`)
    child.kill("SIGTERM")
    expect(await ended).toBe(0)
    expect(said()).toContain("what is in hand is answered")
  })

  test("runs no code of the user's: it says so, and such a row is unscorable unless it brings the value", async () => {
    const own = path.join(folder, "own.guideline")
    writeFileSync(
      own,
      `guideline "Words" version "1"
task "Write a word that reads the same from both ends."
input wish: text
answer word: text in last <answer>
  check mirrored: word runs "palindrome" says "The word reads the same from both ends."
reward +1 for mirrored
`,
    )
    const { url, said } = await serving([own])
    expect(said()).toContain("serve-own-code")
    expect(said()).toContain("own code (mirrored)")
    const row = { input: { wish: "short" }, gold: {}, completion: "<answer>level</answer>" }
    const response = await fetch(`${url}/score`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ rows: [row, { ...row, given: { mirrored: 1 } }] }),
    })
    const { verdicts } = (await response.json()) as { verdicts: { score: number; unscorable?: string }[] }
    expect(verdicts[0]!.unscorable).toContain("mirrored")
    expect([verdicts[1]!.unscorable, verdicts[1]!.score]).toEqual([undefined, 1])
  })

  test("takes its token from a file or the environment, and does not print it", async () => {
    const token = "a-long-enough-secret"
    const file = path.join(folder, "token")
    writeFileSync(file, `${token}\n`)
    for (const [argv, env] of [
      [["--token-file", file], {}],
      [[], { GLOSS_SERVE_TOKEN: token }],
    ] as const) {
      const { url, said } = await serving([SEMEVAL, "--host", "0.0.0.0", ...argv], env)
      const near = url.replace("0.0.0.0", "127.0.0.1")
      expect((await fetch(near)).status).toBe(401)
      expect((await fetch(near, { headers: { Authorization: `Bearer ${token}` } })).status).toBe(200)
      expect(said()).not.toContain(token)
    }
  })
})

describe("a start that goes wrong", () => {
  test.each([
    ["beyond this machine without a token", [SEMEVAL, "--host", "0.0.0.0"], 2, "serve-token-needed"],
    ["a token that is not there", [SEMEVAL, "--token-file", "none"], 2, "serve-token"],
    ["two of one name", [SEMEVAL, SEMEVAL], 2, "serve-name-taken"],
    ["no such guideline", ["none.guideline"], 1, "file-unreadable"],
    ["no such port", [SEMEVAL, "--port", "65536"], 2, "A port is a number"],
    ["no such address", [SEMEVAL, "--host", "192.0.2.1"], 2, "serve-token-needed"],
  ])("%s is one message with the way out", (_, argv, code, says) => {
    const { status, stdout, stderr } = glossator(["serve", ...argv])
    expect([status, stdout]).toEqual([code, ""])
    expect(stderr).toContain(says)
    expect(stderr).not.toMatch(/\n\s+at /)
  })
})
