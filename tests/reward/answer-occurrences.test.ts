import { describe, expect, it } from "vitest"
import { AnswerReader, type Occurrence } from "../../src/reward/answer/read.js"
import { planFrom } from "./answer-plan.js"

const reader = new AnswerReader(
  planFrom(`guideline "Claims" version "1"
task "Split into claims."
input passage: text
input candidates: list of text numbered model-1
answer verdicts: group for each of candidates in json
answer copy of verdicts: quote from candidates in key "answer"
answer claims of verdicts: list of group
answer claim of claims: text
answer supported of claims: yes-no
answer reason of claims: text when supported is no
answer summary: group in <summary> optional
answer best of summary: one of candidates
answer sizes of summary: number for each of candidates
reward +1 for format
`),
)
const input = { passage: "p", candidates: ["x", "y", "z"] }
const completion = `[
  {"id": "model-3", "answer": "z", "claims": [{"claim": "c", "supported": true}]},
  {"id": "model-1", "answer": "x", "claims": [
    {"claim": "a", "supported": true, "reason": "why not"},
    {"claim": "b", "supported": false, "reason": "so"}]}
] <summary>{"best": "model-3", "sizes": {"model-2": 7}}</summary>`
const reading = reader.read(completion, input)

const path = ({ path }: Occurrence) => path.map(({ part, item }) => `${part} ${item}`).join(", ")
const seen = (part: string, at = reading) =>
  at.occurrences(part).map((one) => `${path(one)}: ${one.asked ? JSON.stringify(one.value) : "not asked"}`)

describe("occurrences", () => {
  it("of a part at the top are one, read or not", () => {
    expect(reading.occurrences("summary")).toMatchObject([{ value: reading.values.summary, asked: true, path: [] }])
    expect(reader.read("", input).occurrences("summary")).toMatchObject([{ value: undefined, asked: true }])
  })

  it("below `for each` are one for every item, in the order of the list, also for those that were left out", () => {
    expect(seen("copy")).toEqual(['verdicts model-1: "x"', "verdicts model-2: undefined", 'verdicts model-3: "z"'])
    expect(seen("copy", reader.read("nothing", input))).toHaveLength(3)
  })

  it("below a list are one for every item that there is", () => {
    expect(seen("supported")).toEqual([
      "verdicts model-1, claims 1: true",
      "verdicts model-1, claims 2: false",
      "verdicts model-3, claims 1: true",
    ])
    expect(seen("supported", reader.read("nothing", input))).toEqual([])
  })

  it("say whether the condition beside them holds", () => {
    expect(seen("reason")).toEqual([
      "verdicts model-1, claims 1: not asked",
      'verdicts model-1, claims 2: "so"',
      "verdicts model-3, claims 1: not asked",
    ])
    const [first, second] = reading.occurrences("claim")
    const unsupported = { field: "supported", values: ["no"] }
    expect([reading.holds(unsupported, first), reading.holds(unsupported, second), reading.holds(unsupported)]).toEqual(
      [false, true, false],
    )
  })

  it("stand in their groups, the innermost first, and in the completion", () => {
    const [, second] = reading.occurrences("claim")
    expect(second!.groups).toEqual([
      { claim: "b", supported: false, reason: "so" },
      { copy: "x", claims: reading.occurrences("claims")[0]!.value },
      reading.values,
    ])
    for (const { value, span } of reading.occurrences("claim"))
      expect(completion.slice(span!.start, span!.end)).toBe(value)
  })

  it("have items with names and places", () => {
    const [sizes] = reading.occurrences("sizes")
    expect(sizes!.items?.map(({ name, value, span }) => [name, value, completion.slice(span.start, span.end)])).toEqual(
      [["model-2", 7, "7"]],
    )
    const [claims] = reading.occurrences("claims")
    expect(claims!.items?.map(({ name }) => name)).toEqual(["1", "2"])
    const [verdicts] = reading.occurrences("verdicts")
    expect(verdicts!.items?.map(({ name }) => name)).toEqual(["model-3", "model-1"])
  })

  it("of a group that is not read are missing, not forgotten", () => {
    expect(seen("best", reader.read("", input))).toEqual([": undefined"])
  })

  it("of what is no part are the caller's mistake", () => {
    expect(() => reading.occurrences("candidates")).toThrow(RangeError)
  })
})

describe("names of items", () => {
  it("are those of an input's list, or the numbers of a list in the answer", () => {
    const plan = planFrom(`guideline "x" version "1"
task "Answer."
input responses: list of text numbered B
answer rules: list of text numbered R1 in <rules>
answer counted: group in json optional
answer words of counted: list of text
reward +1 for format
`)
    const one = new AnswerReader(plan).read('<rules>a\nb</rules>{"words": ["x", "y"]}', { responses: ["x"] })
    expect([one.names("responses"), one.names("rules"), one.names("words"), one.names("none")]).toEqual([
      ["B"],
      ["R1", "R2"],
      ["1", "2"],
      undefined,
    ])
    expect(new AnswerReader(plan).read("", {}).names("rules")).toBeUndefined()
  })
})
