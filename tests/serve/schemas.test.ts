/** The schemas, as they are served over HTTP: one for every body, and true of it. */
import { Ajv2020 } from "ajv/dist/2020.js"
import { afterAll, beforeAll, expect, test } from "vitest"
import type { RewardServer } from "../../src/serve/server.js"
import { GOOD, post, started } from "./support/started.js"

const SEMEVAL = "semeval2010-task8"
let server: RewardServer
beforeAll(async () => {
  server = await started([SEMEVAL])
})
afterAll(() => server.stop(5))

// biome-ignore lint/suspicious/noExplicitAny: a test states which fields it expects
type Json = any
const get = async (path: string): Promise<Json> => (await fetch(server.url + path)).json()

const { input, gold, completion } = GOOD
const asked = { glossator_input: JSON.stringify(input), glossator_gold: JSON.stringify(gold) }
const BODIES: Readonly<Record<string, Json>> = {
  score: { rows: [GOOD, { ...GOOD, completion: 7 }, { ...GOOD, gold: 3 }, 4] },
  openrlhf: { query: [completion, completion], prompts: ["", ""], labels: [JSON.stringify(GOOD), "{}"] },
  verify: { ...asked, response: { output: [{ type: "message", role: "assistant", content: completion }] } },
  aggregate_metrics: { verify_responses: [{ _ng_task_index: 0, _ng_rollout_index: 0, reward: 1, response: {} }] },
  seed_session: {},
  close_session: { resources_session_id: "s", episode_id: "e" },
}

test("every address has a schema of what it takes and of what it answers, and both are true", async () => {
  const { endpoints } = await get("/")
  const names = endpoints.map(({ path }: Json) => path.replace("/NAME/", ""))
  expect(names.toSorted()).toEqual([...Object.keys(BODIES), "reverify_mode"].toSorted())
  const ajv = new Ajv2020({ strictTypes: false })
  for (const [i, { method, path, request, response }] of endpoints.entries()) {
    const body = BODIES[names[i]]
    const url = server.url + path.replace("NAME", SEMEVAL)
    const answered = method === "GET" ? await fetch(url) : await post(url, body)
    expect(answered.status, path).toBe(200)
    const answer: Json = await answered.json()
    const isAnswer = ajv.compile(await get(response))
    expect(isAnswer(answer), path).toBe(true)
    // a schema that takes everything would say the same
    expect(isAnswer(7), path).toBe(false)
    expect(request === undefined, path).toBe(method === "GET")
    if (!request) continue
    const isAsked = ajv.compile(await get(request))
    expect(isAsked([]), path).toBe(false)
    // rows that can not be read are told in their place, so such a body is answered
    const [first, ...others] = body.rows ?? []
    expect(isAsked(others.length > 0 ? { rows: [first] } : body), path).toBe(true)
    for (const row of others) expect(isAsked({ rows: [row] })).toBe(false)
  }
})
