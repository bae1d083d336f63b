/** `glossator score`: rows in, verdicts out; what is wrong with a row is told, and the rest goes on. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { type PassThrough, Readable, Writable } from "node:stream"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { main } from "../../src/cli.js"
import { linesOf, type NumberedLine } from "../../src/data/line-source.js"
import { captured } from "./support/io.js"

const SEMEVAL = "guidelines/semeval2010-task8.guideline"
let home: string
beforeAll(() => {
  home = mkdtempSync(path.join(os.tmpdir(), "glossator-score-"))
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

function file(name: string, text: string): string {
  const at = path.join(home, name)
  writeFileSync(at, text)
  return at
}

async function glossator(argv: readonly string[], stdin = "") {
  const io = captured()
  ;(io.stdin as unknown as PassThrough).end(stdin)
  const code = await main(argv, io)
  return { code, ...io.written, lines: io.written.out.split("\n").slice(0, -1) }
}

const input = { sentence: "The <e1>fire</e1> caused <e2>smoke</e2>." }
const gold = { label: "Cause-Effect(e1,e2)" }
const row = (id: string, completion: unknown, more = {}) => JSON.stringify({ id, input, gold, completion, ...more })
const ROWS = [
  row("right", "<think>It acts.</think> <answer>cause effect(e1,e2)</answer>"),
  row("wrong", "<answer>Other</answer>"),
  row("bad", "The fire."),
].join("\n")

describe("every row", () => {
  test("gets a line with its total, what was paid, and what was seen", async () => {
    const { code, lines, err } = await glossator(["score", SEMEVAL, "--rows", file("rows.jsonl", ROWS)])
    expect(code).toBe(0)
    expect(lines).toEqual([
      "right  3  format +1, label-equals +2; case-differs, spacing-differs, hyphen-differs",
      "wrong  -0.5  format +1, label-equals -1.5",
      "bad  -3  format -3; answer-missing",
    ])
    expect(err).toBe("3 of 3 rows scored, mean score -0.1667\n")
  })

  test("is told where it lacks an input that no rule reads, and counted", async () => {
    const bare = (sentence: string) => row("x", "<answer>Other</answer>", { input: { [sentence]: "a" } })
    const rows = file("lacking.jsonl", [ROWS, bare("sentense"), bare("text"), bare("sentence")].join("\n"))
    const { code, err, lines } = await glossator(["score", SEMEVAL, "--rows", rows])
    expect([code, lines.length]).toEqual([0, 6])
    expect(err.match(/warning .*/g)).toEqual([
      'warning input-lacking: Row x has no input "sentence", but "sentense": what was answered is scored all the same, since no rule reads it.',
    ])
    expect(err).toMatch(/6 of 6 rows scored, .*; 2 of them without an input that the guideline declares\n$/)
  })

  test("gets its whole verdict as JSON, also from stdin, whose pieces end anywhere", async () => {
    const io = captured()
    const bytes = Buffer.from(`\ufeff${ROWS.replace("It acts", "Es ist größer 😀")}\r\n`)
    const pieces = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, i) => bytes.subarray(7 * i, 7 * i + 7))
    const stdin = Object.assign(Readable.from(pieces), { isTTY: false })
    expect(await main(["score", SEMEVAL, "--rows", "-", "--json"], { ...io, stdin })).toBe(0)
    const verdicts = io.written.out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
    expect(verdicts.map(({ id, score }) => [id, score])).toEqual([
      ["right", 3],
      ["wrong", -0.5],
      ["bad", -3],
    ])
    expect(verdicts[0]).toMatchObject({
      normalised: 1,
      answer: { reasoning: "Es ist größer 😀.", label: "Cause-Effect(e1,e2)" },
      terms: [
        { name: "format", value: 1, paid: 1, applied: true },
        { name: "label-equals", value: 1, paid: 2, applied: true },
      ],
      reports: expect.any(Array),
      findings: expect.arrayContaining([expect.objectContaining({ code: "case-differs", span: expect.any(Object) })]),
    })
  })

  test("is scored by another reward where --arm names one", async () => {
    const guideline = "guidelines/rule-reasoner.guideline"
    const { code, err } = await glossator(["score", guideline, "--rows", "-", "--arm", "nobody"])
    expect([code, err]).toEqual([expect.any(Number), expect.stringContaining("arm-unknown")])
    expect(code).not.toBe(0)
  })

  test("is waited for where the reader is slow, and thousands of them need no more memory than one", async () => {
    const io = captured()
    let lines = 0
    let inFlight = 0
    let most = 0
    const stdout = Object.assign(
      new Writable({
        highWaterMark: 256,
        write(piece, _, done) {
          lines += String(piece).split("\n").length - 1
          most = Math.max(most, ++inFlight)
          setImmediate(() => {
            inFlight--
            done()
          })
        },
      }),
      { isTTY: false },
    )
    let made = 0
    const stdin = Object.assign(
      Readable.from(
        (function* () {
          for (; made < 5000; made++) {
            // the reader must not be far ahead of what was printed
            expect(made - lines).toBeLessThan(100)
            yield `${ROWS.split("\n")[made % 3]}\n`
          }
        })(),
      ),
      { isTTY: false },
    )
    expect(await main(["score", SEMEVAL, "--rows", "-"], { ...io, stdin, stdout })).toBe(0)
    await new Promise<void>((resolve) => stdout.end(resolve))
    expect([lines, most]).toEqual([5000, 1])
  })
})

describe("a row that is wrong", () => {
  test("is told with its file, line and column, and the others are scored", async () => {
    const rows = [
      row("a", "<answer>Other</answer>"),
      '{ "id": "b", ',
      "[1]",
      JSON.stringify({ id: "c", input, gold }),
      JSON.stringify({ id: {}, input: 3, gold: { label: null }, completion: "x", given: 1 }),
      "",
      row("d", "<answer>Other</answer>", { compeltion: 1, step: 4 }),
    ].join("\n")
    const at = file("wrong.jsonl", rows)
    const { code, lines, err } = await glossator(["score", SEMEVAL, "--rows", at])
    expect(code).toBe(1)
    expect(lines.map((line) => line.split("  ")[0])).toEqual(["a", "d"])
    expect(err).toContain(`error data-json: This line is not JSON`)
    expect(err).toContain(`${at}:2:14`)
    expect(err).toContain(`${at}:3:1`)
    expect(err).toContain('The field "completion" must be a text, not missing')
    for (const field of ["id", "input", "gold.label", "given"]) expect(err).toContain(`"${field}"`)
    expect(err).toContain('"compeltion" is not read; did you mean "completion"?')
    expect(err).not.toContain('The field "step"')
    expect(err).toMatch(/2 of 2 rows scored, mean score -0.5000; 4 more could not be read\n$/)
  })

  test("is a line of JSON among the verdicts for a program", async () => {
    const { code, lines } = await glossator(["score", SEMEVAL, "--rows", "-", "--json"], `{\n${ROWS}`)
    expect(code).toBe(1)
    expect(lines).toHaveLength(4)
    const [unread, ...others] = lines.map((line) => JSON.parse(line))
    expect(unread).toMatchObject({ id: "#1", score: null, unscorable: expect.stringContaining("can not be read") })
    expect(Object.keys(unread)).toEqual(expect.arrayContaining(Object.keys(others[0])))
    expect(unread.diagnostics).toMatchObject([{ code: "data-json", place: { path: "-", start: { line: 1 } } }])
  })

  test("has one line of JSON in its place, however much is wrong with it", async () => {
    const lost = JSON.stringify({ id: {}, input: 3, gold: null })
    const { lines } = await glossator(
      ["score", SEMEVAL, "--rows", "-", "--json"],
      [ROWS, lost, lost, ROWS, lost].join("\n"),
    )
    const scores = lines.map((line) => JSON.parse(line).score)
    expect(scores).toEqual([3, -0.5, -3, null, null, 3, -0.5, -3, null])
    expect(JSON.parse(lines[3]!).diagnostics.length).toBeGreaterThan(1)
  })

  test("keeps an id that can be read, and no made-up id hides which row it is", async () => {
    const rows = [
      row("#2", "<answer>Other</answer>"),
      JSON.stringify({ input, gold, completion: "<answer>Other</answer>" }),
      JSON.stringify({ id: "kept", input, gold }),
      JSON.stringify({ id: 7, input: 3, gold, completion: "" }),
      "{",
    ].join("\n")
    const { lines } = await glossator(["score", SEMEVAL, "--rows", "-", "--json"], rows)
    expect(lines.map((text) => JSON.parse(text)).map(({ id, line, score }) => [line, id, score])).toEqual([
      [1, "#2", -0.5],
      [2, "#2", -0.5],
      [3, "kept", null],
      [4, "7", null],
      [5, "#5", null],
    ])
  })

  test("is unscorable, with the reason, where the reward can not judge it", async () => {
    const rows = [row("a", null), row("b", ["x"]), JSON.stringify({ completion: "<answer>Other</answer>" })].join("\n")
    const { code, lines, err } = await glossator(["score", SEMEVAL, "--rows", "-"], rows)
    expect(code).toBe(1)
    expect(lines).toEqual([
      "a  unscorable  the completion is not a text but null",
      "b  unscorable  the completion is not a text but a list",
      '#3  unscorable  the example has no gold "label"',
    ])
    expect(err).toBe("0 of 3 rows scored; 3 unscorable\n")
  })

  test("may be hostile: lone surrogates, NUL, 10 MB", async () => {
    const texts = [
      "\ud800<answer>Other</answer>\udfff",
      "<answer>\0Other</answer>",
      "{".repeat(1e7),
      "<answer>".repeat(1_250_000),
      "<answer>Other</answer>",
    ]
    const { code, lines, err } = await glossator(
      ["score", SEMEVAL, "--rows", "-", "--json"],
      texts.map((text, i) => row(`${i}`, text)).join("\n"),
    )
    const scores = lines.map((line) => JSON.parse(line).score)
    expect([code, scores]).toEqual([0, [-0.5, expect.any(Number), -3, -3, -0.5]])
    expect(err).toMatch(/^5 of 5 rows scored/)
  })

  test("ends the work with --strict, after its line", async () => {
    const strict = (rows: readonly string[]) =>
      glossator(["score", SEMEVAL, "--rows", "-", "--strict"], rows.join("\n"))
    const [good, lost, broken] = [row("a", "<answer>Other</answer>"), row("b", null), "{"]
    const unscorable = await strict([good, lost, good])
    expect(unscorable.lines.map((line) => line.split("  ")[0])).toEqual(["a", "b"])
    expect([unscorable.code, unscorable.err]).toEqual([1, expect.stringContaining("1 of 2 rows scored")])
    const unread = await strict([good, broken, good, broken])
    expect([unread.code, unread.lines.length]).toEqual([1, 1])
    expect(unread.err.match(/error data-json/g)).toHaveLength(1)
    expect((await strict([good, good])).code).toBe(0)
  })

  test("is no more of a problem as a file that is not there", async () => {
    const { code, err } = await glossator(["score", SEMEVAL, "--rows", path.join(home, "none.jsonl")])
    expect(code).toBe(1)
    expect(err).toContain("data-file-unreadable")
  })
})

describe("values from outside", () => {
  const guideline = () =>
    file(
      "own.guideline",
      `guideline "Words" version "1"
task "Write a word that reads the same from both ends."
input wish: text
answer word: text in last <answer>
  check mirrored: word runs "palindrome" says "The word reads the same from both ends."
reward +1 for format else -1
reward +2 for mirrored after format
`,
    )
  const rows = ["Anna", "Carl"]
    .map((word) => `{"input": {"wish": "a name"}, "completion": "<answer>${word}</answer>"}`)
    .join("\n")

  test("come from the user's own code, where it is allowed", async () => {
    const code =
      "export const palindrome = (word: string) => [...word.toLowerCase()].reverse().join('') === word.toLowerCase()"
    const argv = ["score", guideline(), "--rows", "-", "--allow-code", file("checks.ts", code)]
    const { lines, err } = await glossator(argv, rows)
    expect(lines).toEqual(["#1  3  format +1, mirrored +2", "#2  1  format +1, mirrored 0; rule-broken"])
    expect(err).not.toContain("own-code")
  })

  test("that fail make just their row unscorable, with what was thrown", async () => {
    const code = "export const palindrome = (word) => { if (word === 'Anna') throw new Error('no Annas'); return true }"
    const argv = ["score", guideline(), "--rows", "-", "--allow-code", file("throws.ts", code)]
    const said = await glossator(argv, rows)
    expect(said.lines).toEqual([
      '#1  unscorable  the check "mirrored" failed: no Annas',
      "#2  3  format +1, mirrored +2",
    ])
    expect([said.code, said.err]).toEqual([
      1,
      expect.stringContaining("1 of 2 rows scored, mean score 3.0000; 1 unscorable"),
    ])
  })

  test("are missed where it is not: the rows are unscorable, unless they bring the values", async () => {
    const bare = await glossator(["score", guideline(), "--rows", "-"], rows)
    expect(bare.err).toContain("own-code-needed")
    expect(bare.lines[0]).toBe('#1  unscorable  the check "mirrored" gave no value')
    const given = rows.replaceAll("}\n", ', "given": {"mirrored": 1}}\n')
    expect((await glossator(["score", guideline(), "--rows", "-"], given)).lines[0]).toBe(
      "#1  3  format +1, mirrored +2",
    )
  })

  test("are not asked for by a guideline without such checks", async () => {
    const { err } = await glossator(["score", SEMEVAL, "--rows", "-", "--allow-code", "none.ts"])
    expect(err).toContain("own-code-superfluous")
  })
})

describe("lines of a stream", () => {
  const all = async (longest: number, ...pieces: (string | Buffer)[]) => {
    const lines: NumberedLine[] = []
    for await (const line of linesOf(Readable.from(pieces), longest)) lines.push(line)
    return lines.map(({ text, number }) => [number, text])
  }
  test("are numbered, whatever the pieces; empty ones are left out and long ones are not kept", async () => {
    expect(await all(10, "a\n\nb", "c\n", "d")).toEqual([
      [1, "a"],
      [3, "bc"],
      [4, "d"],
    ])
    expect(await all(4, "abcde\nab\nabc", "de", "f\nx")).toEqual([
      [1, undefined],
      [2, "ab"],
      [3, undefined],
      [4, "x"],
    ])
    const euro = Buffer.from("€\n€")
    expect(await all(10, euro.subarray(0, 2), euro.subarray(2, 5), euro.subarray(5))).toEqual([
      [1, "€"],
      [2, "€"],
    ])
  })
})
