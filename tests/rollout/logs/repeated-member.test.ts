/** Lines that begin with the same text: read as JSON reads them, whatever the text holds and however the line is broken. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, expect, test } from "vitest"
import { Random } from "../../../src/random.js"
import { jsonLines } from "../../../src/rollout/logs/json-lines.js"
import { RepeatedMember } from "../../../src/rollout/logs/repeated-member.js"

const folder = mkdtempSync(path.join(tmpdir(), "glossator-repeated-"))
afterAll(() => rmSync(folder, { recursive: true }))

async function read(lines: readonly (string | Buffer)[], repeated?: RepeatedMember): Promise<unknown[]> {
  const file = path.join(folder, "lines.jsonl")
  writeFileSync(file, Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from("\n")])))
  const values: unknown[] = []
  for await (const batch of jsonLines(file, repeated)) values.push(...batch)
  return values
}

const both = async (lines: readonly (string | Buffer)[]) =>
  [await read(lines, new RepeatedMember("input")), await read(lines)] as const

test.each([
  ['{"input": "a", "b": 1}', { input: "a", b: 1 }],
  ['{"input":"a\\"b\\\\","b":1}', { input: 'a"b\\', b: 1 }],
  ['{"input": "a", "input": "b"}', { input: "b" }],
  ['{"input": "a", "__proto__": 1}', JSON.parse('{"input": "a", "__proto__": 1}')],
  ['{"input": "a",}', undefined],
  ['{"input": "a", }', undefined],
  ['{"input": "a" "b": 1}', undefined],
  ['{"input": "a\\x", "b": 1}', undefined],
  ['{"input": "a\tb", "b": 1}', undefined],
  ['{"input": "a', undefined],
  ['{"input": ', undefined],
  ['{"input": "a"}', { input: "a" }],
  ['{"input": ["a"], "b": 1}', { input: ["a"], b: 1 }],
  ['{"inputs": "a", "b": 1}', { inputs: "a", b: 1 }],
])("%s", async (line, value) => {
  const around = '{"input": "a", "b": 2}'
  const [own, plain] = await both([around, line, around])
  expect(own).toEqual(plain)
  expect(own).toEqual([{ input: "a", b: 2 }, value, { input: "a", b: 2 }])
})

test("damaged lines in any order", async () => {
  const random = Random.of(1, "repeated member")
  const texts = ["", "a", "ä\u{1f600}", 'q"', "\\", '\\"', "x".repeat(100), `${"x".repeat(99)}y`, "\n"]
  const signs = ['"', "\\", ",", "{", "}", " ", "\xff", "a"]
  const lines = Array.from({ length: 20_000 }, () => {
    const value = { input: random.pick(texts), output: random.pick(texts), score: random.below(3) }
    const line = Buffer.from(JSON.stringify(value).replaceAll('":', random.below(2) ? '": ' : '":'))
    if (random.below(3) > 0) return line
    const at = random.below(line.length)
    const sign = Buffer.from(random.pick(signs), "latin1")
    return Buffer.concat([line.subarray(0, at), sign, line.subarray(at + random.below(3))])
  })
  const [own, plain] = await both(lines)
  expect(plain.filter((value) => value === undefined).length).toBeGreaterThan(1000)
  expect(plain.filter((value) => value !== undefined).length).toBeGreaterThan(10_000)
  expect(own).toEqual(plain)
})
