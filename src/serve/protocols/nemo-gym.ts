/**
 * NeMo Gym's resources server: `POST /verify` gives back what it was sent, with a reward and its components, whose names
 * are the same for every task. What can not be scored is status 422 with the reason, as in the server that
 * `compile --to nemo-gym` writes. Nothing is kept between requests: sessions are empty, and stored rollouts can be verified
 * again.
 */
import { aggregateMetrics } from "./nemo-gym-metrics.js"
import { DRAFT, type Endpoint, form, record } from "./protocol.js"

const JSON_TEXT = { type: ["string", "object"] }

const verify: Endpoint = {
  method: "POST",
  path: "verify",
  summary: "NeMo Gym: a response to its reward",
  request: {
    $schema: DRAFT,
    title: "NeMo Gym's request to verify",
    type: "object",
    required: ["response"],
    properties: {
      responses_create_params: { description: "what the model was asked; given back, not read" },
      response: {
        type: "object",
        description: "an object of the OpenAI Responses API; scored is the text of its last message",
        required: ["output"],
        properties: { output: { type: "array" } },
      },
      glossator_input: { ...JSON_TEXT, description: "the row's input, as JSON text or as an object" },
      glossator_gold: { ...JSON_TEXT, description: "its gold, likewise" },
      glossator_given: { type: ["string", "object", "null"], description: "values of judges by rule, likewise" },
    },
  },
  response: {
    $schema: DRAFT,
    title: "NeMo Gym's verified response: the request with its reward",
    type: "object",
    required: ["response", "reward", "reward_components"],
    properties: {
      reward: { type: "number", description: "on the guideline's own scale" },
      reward_components: { type: "object", additionalProperties: { type: "number" } },
    },
    patternProperties: { "^term/": { type: "number" } },
  },
  answer(body, reward) {
    const sent = record(body)
    const completion = answerIn(sent.response)
    const { glossator_given: given } = sent
    const judged = reward.judge(
      {
        input: plain(sent, "glossator_input"),
        gold: plain(sent, "glossator_gold"),
        completion,
        ...(given !== undefined && given !== null && { given: plain(sent, "glossator_given") }),
      },
      1,
    )
    const { verdict, unscorable } = judged
    if (!verdict || unscorable !== undefined)
      return { status: 422, body: { detail: `unscorable: ${unscorable}` }, rows: 1, unscorable: 1 }
    const components = reward.paid(judged)
    return {
      status: 200,
      body: { ...sent, reward: verdict.score, reward_components: components, ...components },
      rows: 1,
      unscorable: 0,
    }
  },
}

/** The text of the last message: reasoning and calls of tools are no answer. @throws Refused */
function answerIn(response: unknown): string {
  if (typeof response !== "object" || response === null) throw form('"response"', "an object", response)
  const { output } = response as { readonly output?: unknown }
  if (!Array.isArray(output)) throw form('"response.output"', "a list", output)
  const last = output.findLast((item) => item?.type === "message" && item.role === "assistant")
  if (typeof last?.content === "string") return last.content
  if (!Array.isArray(last?.content)) return ""
  return last.content
    .map((part: { text?: unknown } | null) => (typeof part?.text === "string" ? part.text : ""))
    .join("")
}

/** Data, or the same as JSON text; a text that is no JSON stays one, which no row can hold. @throws Refused */
function plain(sent: Readonly<Record<string, unknown>>, field: string): unknown {
  const value = sent[field]
  // what the reward needs and does not have is unscorable, like in the server that is compiled
  if (value === undefined) return {}
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value
  if (typeof value !== "string") throw form(`"${field}"`, "an object, or JSON text of one", value)
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

const session = (path: string, summary: string): Endpoint => ({
  method: "POST",
  path,
  summary,
  request: { $schema: DRAFT, title: "A session of NeMo Gym", type: "object" },
  response: {
    $schema: DRAFT,
    title: "The session, which holds nothing",
    type: "object",
    properties: { resources_session_id: { type: "string" } },
  },
  answer(body) {
    const { resources_session_id: id } = record(body)
    return { status: 200, body: typeof id === "string" ? { resources_session_id: id } : {}, rows: 0, unscorable: 0 }
  },
})

const reverifyMode: Endpoint = {
  method: "GET",
  path: "reverify_mode",
  summary: "NeMo Gym: stored rollouts can be verified again",
  response: { $schema: DRAFT, title: "How NeMo Gym may verify again", const: "stateless" },
  answer: () => ({ status: 200, body: "stateless", rows: 0, unscorable: 0 }),
}

export const nemoGym: readonly Endpoint[] = [
  verify,
  session("seed_session", "NeMo Gym: begins a session, which holds nothing"),
  session("close_session", "NeMo Gym: ends one"),
  reverifyMode,
  aggregateMetrics,
]
