/**
 * OpenRLHF's remote reward (`--reward.remote_url URL`): a query is the prompt with the answer behind it, special tokens and
 * all. There is no missing reward there, and an error status is asked for again and then swallowed: what can not be scored
 * is 0 with `extra_logs.error` 1, as in the module that `compile --to openrlhf` writes.
 */
import { lastTurn, NO_ANSWER } from "../../compile/targets/chat-turns.js"
import type { Judged } from "../reward.js"
import { DRAFT, type Endpoint, list, record } from "./protocol.js"

const NUMBERS = { type: "array", items: { type: "number" } }

export const openrlhf: Endpoint = {
  method: "POST",
  path: "openrlhf",
  summary: "the address for OpenRLHF's --reward.remote_url",
  request: {
    $schema: DRAFT,
    title: "OpenRLHF's request for rewards",
    type: "object",
    required: ["query"],
    properties: {
      query: { type: "array", description: "prompt and answer, as the tokenizer decodes them" },
      prompts: {
        type: ["array", "null"],
        description: "the prompts alone; empty, or one for each query, which must hold it",
      },
      labels: {
        type: ["array", "null"],
        description: 'empty, or one for each query: {"input": …, "gold": …, "given": …}, as JSON text or as an object',
      },
    },
  },
  response: {
    $schema: DRAFT,
    title: "Rewards for OpenRLHF",
    type: "object",
    required: ["rewards", "scores", "extra_logs", "unscorable"],
    properties: {
      rewards: { ...NUMBERS, description: "scores on the guideline's own scale, one for each query" },
      scores: {
        type: "array",
        items: { type: "number", minimum: 0, maximum: 1 },
        description: "the same from 0 to 1, for its dynamic filtering",
      },
      extra_logs: {
        type: "object",
        description: "`error`: 1 where there is no score; `term/NAME`: what each term paid",
        required: ["error"],
        additionalProperties: NUMBERS,
      },
      unscorable: {
        type: "array",
        items: { type: ["string", "null"] },
        description: "why there is no score; OpenRLHF does not read it",
      },
    },
  },
  answer(body, reward) {
    const { query, prompts, labels } = record(body)
    const queries = list(query, "query")
    const beside = (value: unknown, field: string): readonly unknown[] => {
      const found = list(value ?? [], field)
      return found.length === 0 ? found : list(value, field, [queries.length, "query"])
    }
    const [asked, labelled] = [beside(prompts, "prompts"), beside(labels, "labels")]
    const judged = queries.map((text, i): Judged => {
      const { input = {}, gold = {}, given } = rowIn(labelled[i])
      const completion = typeof text === "string" ? lastTurn(text, asked[i]) : text
      if (completion === undefined) return { id: String(i + 1), unscorable: NO_ANSWER, diagnostics: [] }
      return reward.judge({ input, gold, completion, ...(given !== undefined && { given }) }, i + 1)
    })
    const lost = judged.map(({ unscorable }) => unscorable !== undefined)
    const paid = judged.map((one) => reward.paid(one))
    return {
      status: 200,
      body: {
        rewards: judged.map(({ verdict }, i) => (lost[i] ? 0 : verdict!.score)),
        scores: judged.map(({ verdict }, i) => (lost[i] ? 0 : verdict!.normalised)),
        extra_logs: {
          error: lost.map(Number),
          ...Object.fromEntries(
            reward.terms.map((name) => [`term/${name}`, paid.map((amounts) => amounts[`term/${name}`]!)]),
          ),
        },
        unscorable: judged.map(({ unscorable }) => unscorable ?? null),
      },
      rows: judged.length,
      unscorable: lost.filter(Boolean).length,
    }
  },
}

/** What is no row has neither input nor gold; a reward that needs them says so. */
function rowIn(label: unknown): Readonly<Record<string, unknown>> {
  let row = label
  try {
    if (typeof label === "string") row = JSON.parse(label)
  } catch {
    return {}
  }
  if (typeof row !== "object" || row === null) return {}
  // null is Python's word for what is not there
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))
}
