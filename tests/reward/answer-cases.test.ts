/**
 * Answers of every shape as text: a file is a guideline, then completions with what is read in them.
 *
 * A case begins with `=== its name`; a line `given { … }` sets the inputs of this and later cases; the completion follows,
 * and below `==>` a line for each part that was read, whether the form is right, and the findings with what they mark.
 * `UPDATE=1` writes what is read now: the difference is the review.
 */
import { writeFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { AnswerReader } from "../../src/reward/answer/read.js"
import { findingCodes } from "../../src/reward/codes.js"
import type { Example } from "../../src/value.js"
import { CASES, caseFiles, planFrom } from "./answer-plan.js"

/** Long stretches are cut in the middle. */
const cut = (text: string): string => (text.length > 40 ? `${text.slice(0, 20)} … ${text.slice(-15)}` : text)

function outline(reader: AnswerReader, completion: string, input: Example["input"]): string {
  const { values, complete, findings } = reader.read(completion, input)
  return [
    ...Object.entries(values).map(([part, value]) => `${part}: ${JSON.stringify(value)}`),
    complete ? "in form" : "out of form",
    ...findings.map(({ code, span }) =>
      span ? `- ${code} ${JSON.stringify(cut(completion.slice(span.start, span.end)))}` : `- ${code}`,
    ),
  ].join("\n")
}

const shown = new Set<string>()

describe.each(caseFiles())("$file", ({ file, guideline, cases }) => {
  const reader = new AnswerReader(planFrom(guideline))
  let given = "{}"
  const now: string[] = []
  for (const { name, given: own, completion, expected } of cases) {
    given = own ?? given
    const input = JSON.parse(given) as Example["input"]
    const read = outline(reader, completion, input)
    for (const [, code] of read.matchAll(/^- ([a-z-]+)/gm)) shown.add(code!)
    now.push(`=== ${name}\n${own ? `given ${own}\n` : ""}${completion}\n==>\n${read}\n`)
    if (!process.env.UPDATE) it(name, () => expect(read).toBe(expected))
  }
  if (process.env.UPDATE) it("is written", () => writeFileSync(new URL(file, CASES), `${guideline}${now.join("\n")}`))
})

describe("findings", () => {
  it("are each in a case, but the one of checks and one that needs a long answer", () => {
    expect(Object.keys(findingCodes).filter((code) => !shown.has(code))).toEqual(["list-too-long", "rule-broken"])
  })
})
