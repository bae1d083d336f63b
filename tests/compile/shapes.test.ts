/** What a guideline asks for is written, read back whole, and described by schema and grammar, for every shape of answer. */
import { Ajv2020 } from "ajv/dist/2020.js"
import { describe, expect, test } from "vitest"
import { catalogue } from "../../src/compile/catalogue.js"
import { gbnf } from "../../src/compile/gbnf.js"
import { jsonSchema } from "../../src/compile/json-schema.js"
import { asJson } from "../../src/compile/notation.js"
import { planOf } from "../../src/compile/plan.js"
import { isJson, shapesOf } from "../../src/compile/shape.js"
import { composer } from "../../src/compile/write.js"
import { formatDiagnostic, hasErrors } from "../../src/diagnostic.js"
import { readGuideline } from "../../src/language/read.js"
import { AnswerReader, type Reading } from "../../src/reward/answer/read.js"
import type { Plan } from "../../src/reward/plan.js"
import type { Example, Value } from "../../src/value.js"
import { SHAPES } from "./shapes.js"
import { recogniser } from "./support/gbnf.js"

function planFor(text: string): Plan {
  const { meaning, diagnostics } = readGuideline("shape.guideline", catalogue, () => text)
  if (!meaning || hasErrors(diagnostics)) throw new Error(diagnostics.map((d) => formatDiagnostic(d)).join("\n"))
  return planOf(meaning)
}

/** The JSON that the schema is about: the answer's own, or the record of its parts. */
function described(plan: Plan, { values }: Pick<Reading, "values">): Value {
  const shapes = shapesOf(plan.answer)
  const json = shapes.filter(({ part }) => isJson(part.type, part.place))
  const record = shapes.flatMap(({ part, parts }) =>
    values[part.name] === undefined ? [] : [[part.name, asJson(values[part.name]!, part.type, parts)] as const],
  )
  const rest = shapes.filter((shape) => shape !== json[0]).every(({ part }) => part.type.kind === "text")
  return json.length === 1 && rest
    ? record.find(([name]) => name === json[0]!.part.name)![1]
    : Object.fromEntries(record)
}

const validatorOf = (plan: Plan, input: Example["input"] | undefined) =>
  new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(jsonSchema(plan, input) as object)

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

describe.each(SHAPES)("$name", ({ guideline, input, gold, wrong, refused }) => {
  const plan = planFor(guideline)
  const reader = new AnswerReader(plan)
  const { completion, filled } = composer(plan)(gold, undefined, input)
  const reading = reader.read(completion, input)

  test("is written in the declared form, and read back whole", () => {
    expect([completion, reading.findings.map(({ code }) => code)]).toEqual([completion, []])
    expect([completion, reading.complete]).toEqual([completion, true])
    for (const [field, value] of Object.entries(gold)) {
      const asked = plan.answer.find(({ name }) => name === field)
      if (!asked || asked.parent !== undefined) continue
      expect(plain(reading.values[field])).toEqual(plain(reader.gold(field, value, input)))
    }
    for (const name of filled) expect(gold).not.toHaveProperty(name)
  })

  test("is not what other completions have", () => {
    for (const one of wrong) expect([one, reader.read(one, input).complete]).toEqual([one, false])
  })

  test.each([
    ["for the row", input],
    ["for any row", undefined],
  ])("is accepted by the schema %s", (_, row) => {
    const validate = validatorOf(plan, row)
    const value = plain(described(plan, reading))
    expect([value, validate(value), validate.errors ?? []]).toEqual([value, true, []])
  })

  test("is the only thing that the schema for the row accepts", () => {
    const validate = validatorOf(plan, input)
    for (const one of refused) expect([one, validate(one)]).toEqual([one, false])
  })

  test.each([
    ["for the row", input],
    ["for any row", undefined],
  ])("is accepted by the grammar %s", (_, row) => {
    const accepts = recogniser(gbnf(plan, row))
    expect([completion, accepts(completion)]).toEqual([completion, true])
  })

  test("is the only thing that the grammar for the row accepts", () => {
    const accepts = recogniser(gbnf(plan, input))
    for (const one of wrong) expect([one, accepts(one)]).toEqual([one, false])
  })
})
