/** What each protocol answers: the verdicts of the guideline itself, in its own form, and as its schema says. */
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { allExamples } from "../../src/language/meaning.js"
import { toWire } from "../../src/reward/wire.js"
import { Answers, unpacked } from "../../src/serve/messages.js"
import { endpoints } from "../../src/serve/protocols/index.js"
import { keyOf, type ServedRewards, Work } from "../../src/serve/work.js"
import type { Example } from "../../src/value.js"
import { GUIDELINES, task } from "../guidelines/shipped.js"

const tasks = GUIDELINES.map((name) => [name, task(name)] as const)
const rewards: ServedRewards = Object.fromEntries(
  tasks.map(([name, { name: title, version, hash, plan }]) => [
    keyOf(name, undefined),
    { of: { name: title, version, hash }, plan },
  ]),
)
const work = new Work(rewards)
const ajv = new Ajv2020({ allErrors: true, strictTypes: false })
const schemas = new Map(
  [...endpoints.values()].map(({ path, request, response }) => [
    path,
    { request: request ? ajv.compile(request) : undefined, response: ajv.compile(response) },
  ]),
)

// biome-ignore lint/suspicious/noExplicitAny: a test states which fields it expects
type Json = any

/** What the server answers; an answer with status 200 must be as its schema says. */
function ask(guideline: string, endpoint: string, body: unknown): { readonly status: number; readonly body: Json } {
  const bytes = Buffer.from(typeof body === "string" ? body : JSON.stringify(body))
  const { status, body: answered } = answerTo(guideline, endpoint, bytes)
  if (status === 200) expect(problems(schemas.get(endpoint)!.response, answered)).toEqual([])
  return { status, body: answered }
}

function answerTo(
  guideline: string,
  endpoint: string,
  body: Uint8Array,
): { readonly status: number; readonly body: Json } {
  const answers = new Answers()
  const { status } = work.answer({ endpoint, reward: keyOf(guideline, undefined), body }, answers)
  const [answered] = unpacked(answers.packed())
  const text = Buffer.from(answered!).toString()
  const said = JSON.parse(text)
  // it is written piece by piece
  expect(text).toBe(JSON.stringify(said))
  return { status, body: said }
}

const problems = (validate: ValidateFunction, value: unknown): unknown[] => (validate(value) ? [] : validate.errors!)
const valid = (endpoint: string, body: unknown): boolean => schemas.get(endpoint)!.request!(body) === true

/** Rows of a guideline with answers of every kind: right, of another row, empty, and no text. */
function rowsOf(name: string) {
  const own = task(name)
  const examples: readonly Pick<Example, "input" | "gold">[] = allExamples(own.meaning)
  return examples.flatMap(({ input, gold }, i) => {
    const other = examples[(i + 1) % examples.length]!
    const written = [
      [gold, input],
      [other.gold, other.input],
    ].flatMap(([of, at]) => {
      try {
        return [own.write(of as Example["gold"], "Because \ud800 it says so.", at as Example["input"])]
      } catch {
        return []
      }
    })
    return [...written, "", "\0", null, 7].map((completion) => ({ input, gold, completion }))
  })
}

const gymBody = ({ input, gold, completion }: { input: unknown; gold: unknown; completion: unknown }) => ({
  responses_create_params: { input: [{ role: "user", content: "?" }] },
  response: {
    id: "r",
    object: "response",
    output: [
      { type: "message", role: "assistant", content: [{ type: "output_text", text: "earlier", annotations: [] }] },
      { type: "reasoning", summary: [] },
      { type: "message", role: "assistant", content: [{ type: "output_text", text: completion, annotations: [] }] },
    ],
  },
  glossator_input: JSON.stringify(input),
  glossator_gold: JSON.stringify(gold),
})

describe.each(tasks)("%s: every protocol gives the guideline's own verdict", (name, own) => {
  const rows = rowsOf(name)
  const verdicts = rows.map((row) => own.score(row.completion as string, row))

  test("in a batch, as it is", () => {
    const { status, body } = ask(name, "score", { rows })
    expect(status).toBe(200)
    expect(body.guideline).toEqual({ name: own.name, version: own.version, hash: own.hash })
    expect(body.verdicts).toEqual(
      JSON.parse(
        JSON.stringify(verdicts.map((verdict, i) => ({ id: `#${i + 1}`, ...toWire(verdict, rows[i]!.completion) }))),
      ),
    )
  })

  test("to OpenRLHF, where what has no score is 0 and an error", () => {
    const prompt = "<|im_start|>user\nSay <answer>A</answer>!<|im_end|>\n<|im_start|>assistant\n"
    const { body } = ask(name, "openrlhf", {
      query: rows.map(({ completion }) =>
        typeof completion === "string" ? `${prompt}${completion}<|im_end|>` : completion,
      ),
      prompts: rows.map((_, i) => (i % 2 ? prompt : "another")),
      labels: rows.map(({ input, gold }, i) => (i % 3 ? JSON.stringify({ input, gold }) : { input, gold })),
    })
    const lost = verdicts.map(({ unscorable }) => unscorable !== undefined)
    expect(body.rewards).toEqual(verdicts.map(({ score }, i) => (lost[i] ? 0 : score)))
    expect(body.scores).toEqual(verdicts.map(({ normalised }, i) => (lost[i] ? 0 : normalised)))
    expect(body.extra_logs.error).toEqual(lost.map(Number))
    expect(body.unscorable).toEqual(verdicts.map(({ unscorable }) => unscorable ?? null))
    own.plan.terms.forEach((term, at) => {
      const paid = verdicts.map(({ terms }, i) => (lost[i] ? 0 : terms[at]!.paid))
      expect(body.extra_logs[`term/${term.name}`]).toEqual(paid)
    })
  })

  test("to NeMo Gym, with what it sent, and no reward at all where there is none", () => {
    for (const [i, row] of rows.entries()) {
      if (typeof row.completion !== "string") continue
      const sent = gymBody(row)
      const { status, body } = ask(name, "verify", sent)
      const { score, terms, unscorable } = verdicts[i]!
      if (unscorable !== undefined) {
        expect({ status, body }).toEqual({ status: 422, body: { detail: `unscorable: ${unscorable}` } })
        continue
      }
      const components = Object.fromEntries(terms.map((term) => [`term/${term.name}`, term.paid]))
      expect(body).toEqual({
        ...JSON.parse(JSON.stringify(sent)),
        reward: score,
        reward_components: components,
        ...components,
      })
    }
  })
})

const NAME = "semeval2010-task8"
const good = {
  input: { sentence: "The <e1>fire</e1> caused <e2>smoke</e2>." },
  gold: { label: "Cause-Effect(e1,e2)" },
  completion: "<answer>Cause-Effect(e1,e2)</answer>",
}

describe("a body that is not as it should be", () => {
  test.each([
    ["score", "{", "request-json"],
    ["score", '{"rows": [1,]}', "request-json"],
    ["score", "", "request-json"],
    ["score", "null", "request-form"],
    ["score", { row: [] }, "request-form"],
    ["openrlhf", { query: "text" }, "request-form"],
    ["openrlhf", { query: ["a", "b"], labels: ["{}"] }, "request-form"],
    ["verify", { response: { output: [] }, glossator_gold: 3 }, "request-form"],
    ["verify", { ...gymBody(good), response: "text" }, "request-form"],
    ["seed_session", [], "request-form"],
  ])("is refused with the reason: %s %j", (endpoint, body, code) => {
    const { status, body: said } = ask(NAME, endpoint, body)
    expect([status, said.error.code]).toEqual([400, code])
    expect(said.error.message.length).toBeGreaterThan(10)
    expect(said.error.help.length).toBeGreaterThan(10)
  })

  test("is refused as well where it is not UTF-8", () => {
    const body = Buffer.from([0x22, 0xff, 0x22])
    const { status, body: said } = answerTo(NAME, "score", body)
    expect([status, said.error.code]).toEqual([400, "request-utf8"])
  })

  test("nests as deep as it likes", () => {
    expect(ask(NAME, "score", "[".repeat(1e6)).body.error.code).toBe("request-json")
    const deep = `{"rows":[{"completion":"x","gold":{"label":${"[".repeat(1e5)}${"]".repeat(1e5)}}}]}`
    const { status, body } = ask(NAME, "score", deep)
    expect(status).toBe(200)
    expect(body.verdicts[0].unscorable).toEqual(expect.any(String))
    const gym = JSON.stringify(gymBody(good)).replace('"?"', `${"[".repeat(1e5)}${"]".repeat(1e5)}`)
    expect(ask(NAME, "verify", gym).body.error?.code ?? "answered").toMatch(/^(request-failed|answered)$/)
  })
})

describe("a row that is not as it should be", () => {
  test("is told in its place, and the others are scored", () => {
    const { body } = ask(NAME, "score", {
      rows: [
        good,
        4,
        { ...good, completion: undefined },
        { ...good, gold: undefined },
        { ...good, gold: { label: null } },
        good,
      ],
    })
    const said = body.verdicts.map(({ score, unscorable }: Json) => unscorable ?? score)
    expect(said).toEqual([
      3,
      "the row can not be read: Expected a JSON object, found the number 4.",
      expect.stringMatching(/^the row can not be read: .*"completion" must be a text, not missing/),
      'the example has no gold "label"',
      expect.stringMatching(/^the row can not be read: .*"gold\.label" must be a value, not null/),
      3,
    ])
    expect(body.verdicts[1].diagnostics[0]).toMatchObject({ code: "data-row", help: expect.any(String) })
  })

  test("has no number where it has no score, and every field that others have", () => {
    const rows = [good, 4, { ...good, gold: undefined }, { ...good, completion: 7 }]
    const { verdicts } = ask(NAME, "score", { rows }).body
    expect(verdicts.map(({ score, normalised }: Json) => [score, normalised])).toEqual([
      [3, 1],
      [null, null],
      [null, null],
      [null, null],
    ])
    const fields = Object.keys(verdicts[0])
    for (const verdict of verdicts.slice(1)) expect(Object.keys(verdict)).toEqual(expect.arrayContaining(fields))
  })

  test("has its spans in code points", () => {
    const completion = "<think>😀😀</think><answer>cause-effect(e1,e2)</answer>"
    const { verdicts } = ask(NAME, "score", { rows: [{ ...good, completion }] }).body
    const { start, end } = verdicts[0].findings.find(({ code }: Json) => code === "case-differs").span
    expect([...completion].slice(start, end).join("")).toBe("cause-e")
  })

  test("of NeMo Gym without its gold is unscorable, which is its status 422", () => {
    const { glossator_gold: _, ...sent } = gymBody(good)
    const { status, body } = ask(NAME, "verify", sent)
    expect([status, body.detail]).toEqual([422, 'unscorable: the example has no gold "label"'])
  })

  test("tells a name that looks like a slip, and is scored", () => {
    const { body } = ask(NAME, "score", { rows: [{ ...good, compeltion: 1 }] })
    expect(body.verdicts[0]).toMatchObject({
      score: 3,
      diagnostics: [{ code: "data-field-unknown", severity: "warning" }],
    })
  })

  test("has values of judges, or is unscorable", () => {
    const rows = rowsOf("soft-reward").slice(0, 1)
    const judge = task("soft-reward").plan.rules.find(({ grade }) => grade === "judged")!.name
    const said = [{ ...rows[0]!, given: { [judge]: 0.25 } }, { ...rows[0]!, given: { [judge]: 2 } }, rows[0]!]
    const { body } = ask("soft-reward", "score", { rows: said })
    expect(body.verdicts.map(({ unscorable }: Json) => unscorable ?? "scored")).toEqual([
      "scored",
      `the judge "${judge}" gave 2, not a value from 0 to 1`,
      `the judge "${judge}" gave no value`,
    ])
    const label = { ...rows[0]!, given: { [judge]: 0.25 } }
    const asked = ask("soft-reward", "openrlhf", { query: [rows[0]!.completion], labels: [label] })
    expect(asked.body.rewards).toEqual([body.verdicts[0].score])
    const gym = { ...gymBody(rows[0]!), glossator_given: JSON.stringify({ [judge]: 0.25 }) }
    expect(ask("soft-reward", "verify", gym).body.reward).toBe(body.verdicts[0].score)
  })

  test("may be an empty list, as a second server of OpenRLHF is sent", () => {
    const { body } = ask(NAME, "openrlhf", { query: [], prompts: [], labels: [] })
    expect(body).toMatchObject({
      rewards: [],
      scores: [],
      extra_logs: { error: [], "term/format": [] },
      unscorable: [],
    })
  })
})

test("OpenRLHF: the prompt is no answer, wherever it stands; where it is not found, nothing is scored", () => {
  const { completion, ...row } = good
  const prompt = `Say it as in ${completion}\n`
  const { body } = ask(NAME, "openrlhf", {
    query: [`<s>${prompt}nothing`, `${prompt.trim()}${completion}`, `${prompt}nothing`, completion],
    prompts: [prompt, prompt, "another", ""],
    labels: [row, row, row, row],
  })
  const { score } = task(NAME).score("nothing", row)
  const right = task(NAME).score(completion, row).score
  expect(body.rewards).toEqual([score, right, 0, right])
  expect(body.extra_logs.error).toEqual([0, 0, 1, 0])
  expect(body.unscorable).toEqual([null, null, expect.stringContaining("prompt"), null])
})

describe("the schemas", () => {
  const anything = fc.jsonValue({ maxDepth: 3 })
  const some = <T>(value: fc.Arbitrary<T>) =>
    fc.oneof({ weight: 4, arbitrary: value }, { weight: 1, arbitrary: anything })
  const row = fc.record(
    {
      id: some(fc.oneof(fc.string(), fc.integer())),
      input: some(fc.constant(good.input)),
      gold: some(fc.constant(good.gold)),
      completion: some(fc.string()),
      given: some(fc.dictionary(fc.string(), fc.double({ min: 0, max: 1 }))),
    },
    { requiredKeys: [] },
  )
  const jsonText = fc.oneof(fc.constant(JSON.stringify(good.gold)), fc.string(), fc.json())

  test("a batch: what they refuse is refused, and a row that they refuse has no score", () => {
    fc.assert(
      fc.property(
        some(fc.record({ rows: some(fc.array(some(row), { maxLength: 5 })) }, { requiredKeys: [] })),
        (body) => {
          const { status, body: said } = ask(NAME, "score", body)
          if (status === 400) expect(valid("score", body)).toBe(false)
          else
            for (const [i, one] of (body as { rows: unknown[] }).rows.entries())
              if (!valid("score", { rows: [one] })) expect(said.verdicts[i].unscorable).toEqual(expect.any(String))
        },
      ),
      { numRuns: 500 },
    )
  })

  test("OpenRLHF: what they refuse is refused; of what they take, only lists of different lengths are", () => {
    const lists = fc.record(
      {
        query: some(fc.array(some(fc.string()))),
        prompts: some(fc.array(fc.string())),
        labels: some(fc.array(some(jsonText))),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(some(lists), (body) => {
        const { status, body: said } = ask(NAME, "openrlhf", body)
        if (!valid("openrlhf", body)) expect(status).toBe(400)
        else if (status === 400) expect(said.error.message).toMatch(/must be as long as "query"/)
      }),
      { numRuns: 500 },
    )
  })

  test("NeMo Gym: what they refuse is refused, and nothing else", () => {
    const content = some(fc.array(some(fc.record({ type: fc.constant("output_text"), text: some(fc.string()) }))))
    const message = fc.record({ type: fc.constant("message"), role: fc.constant("assistant"), content })
    const body = fc.record(
      {
        responses_create_params: anything,
        response: some(fc.record({ output: some(fc.array(some(message))) }, { requiredKeys: [] })),
        glossator_input: some(fc.oneof(jsonText, fc.constant(good.input))),
        glossator_gold: some(fc.oneof(jsonText, fc.constant(good.gold))),
        glossator_given: some(fc.oneof(jsonText, fc.constant(null))),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(some(body), (sent) => {
        expect(ask(NAME, "verify", sent).status === 400).toBe(!valid("verify", sent))
      }),
      { numRuns: 500 },
    )
  })

  test("sessions hold nothing, and stored rollouts may be verified again", () => {
    expect(ask(NAME, "seed_session", {}).body).toEqual({})
    expect(ask(NAME, "close_session", { resources_session_id: "7", episode_id: "1" }).body).toEqual({
      resources_session_id: "7",
    })
    expect(ask(NAME, "reverify_mode", "").body).toBe("stateless")
  })
})

describe("rows that lack an input which no rule reads", () => {
  const lacking = (input: object) => ({ input, gold: { label: "Other" }, completion: "<answer>Other</answer>" })
  const NAME = "semeval2010-task8"

  test("are scored, and the batch says it once", () => {
    const rows = [lacking({ sentence: "a" }), lacking({ sentense: "a" }), lacking({}), lacking({ sentence: "b" })]
    const { body } = ask(NAME, "score", { rows })
    expect(body.verdicts.map(({ score }: Json) => score)).toEqual([3, 3, 3, 3])
    expect(body.diagnostics).toMatchObject([
      {
        code: "input-lacking",
        severity: "warning",
        message: expect.stringContaining('Row #2 and 1 more have no input "sentence"'),
      },
    ])
    expect(ask(NAME, "score", { rows: [rows[0]] }).body).not.toHaveProperty("diagnostics")
  })
})
