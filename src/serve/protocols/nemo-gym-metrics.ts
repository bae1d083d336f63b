/**
 * NeMo Gym's `POST /aggregate_metrics`: after a collection of rollouts its agent asks the resources server for the statistics
 * of what was verified, and breaks off without them. What is computed is what the library's own servers compute unless a
 * server says otherwise: mean, max, min, median and deviation of every number, for each task and for all.
 */
import { DRAFT, type Endpoint, form, list, record } from "./protocol.js"

const [TASK, ROLLOUT] = ["_ng_task_index", "_ng_rollout_index"]

interface Rollout {
  readonly task: number
  readonly rollout: number
  /** Of the response itself and of its use of tokens; truth values are 0 and 1. */
  readonly numbers: ReadonlyMap<string, number>
}

export const aggregateMetrics: Endpoint = {
  method: "POST",
  path: "aggregate_metrics",
  summary: "NeMo Gym: statistics of verified responses",
  request: {
    $schema: DRAFT,
    title: "Verified responses, without the texts",
    type: "object",
    required: ["verify_responses"],
    properties: { verify_responses: { type: "array", items: { type: "object" } } },
  },
  response: {
    $schema: DRAFT,
    title: "Statistics for each task and for all",
    type: "object",
    required: ["group_level_metrics", "agent_metrics", "key_metrics"],
    properties: {
      group_level_metrics: { type: "array", items: { type: "object" } },
      agent_metrics: { type: "object", additionalProperties: { type: "number" } },
      key_metrics: { type: "object", additionalProperties: { type: "number" } },
    },
  },
  answer(body) {
    const rollouts = list(record(body).verify_responses, "verify_responses").map(rolloutOf)
    const byTask = new Map<number, Rollout[]>()
    for (const one of rollouts) {
      const group = byTask.get(one.task) ?? []
      byTask.set(one.task, group)
      group.push(one)
    }
    const all = statistics(rollouts)
    const groups = [...byTask].sort(([a], [b]) => a - b)
    return {
      status: 200,
      body: {
        group_level_metrics: groups.map(([task, group]) => groupOf(task, group)),
        agent_metrics: all,
        key_metrics: Object.fromEntries(Object.entries(all).filter(([name]) => name.startsWith("mean/"))),
      },
      rows: 0,
      unscorable: 0,
    }
  },
}

/** @throws Refused */
function rolloutOf(value: unknown): Rollout {
  const { response, [TASK]: task = 0, [ROLLOUT]: rollout = 0, ...fields } = record(value)
  if (typeof task !== "number") throw form(`"${TASK}"`, "a number", task)
  if (typeof rollout !== "number") throw form(`"${ROLLOUT}"`, "a number", rollout)
  const usage = (response as { readonly usage?: unknown } | null | undefined)?.usage
  const numbers = new Map<string, number>()
  for (const [name, one] of [...Object.entries(fields), ...Object.entries(usage ?? {})])
    if (typeof one === "number" || typeof one === "boolean") numbers.set(name, Number(one))
  return { task, rollout, numbers }
}

/** @throws Refused where two responses are to one rollout */
function groupOf(task: number, group: readonly Rollout[]): object {
  const sorted = [...group].sort((a, b) => a.rollout - b.rollout)
  const again = sorted.find(({ rollout }, i) => rollout === sorted[i - 1]?.rollout)
  if (again) throw form(`"${ROLLOUT}" of task ${task}`, "another number for each response", again.rollout)
  return {
    [TASK]: task,
    ...statistics(group),
    sample: { agent_ref: { name: "agent" } },
    ...{ num_rollouts: group.length, expected_num_rollouts: group.length, missing_num_rollouts: 0 },
    reward_profile_completion_pct: 100,
    rollout_infos: sorted.map(({ rollout, numbers }) => ({
      rollout_id: `${task}:${rollout}`,
      ...{ [TASK]: task, [ROLLOUT]: rollout },
      ...Object.fromEntries(numbers),
    })),
  }
}

/** By `mean/NAME` and so on; of a number that few have, over those. */
function statistics(rollouts: readonly Rollout[]): Record<string, number> {
  const columns = new Map<string, number[]>()
  for (const { numbers } of rollouts)
    for (const [name, value] of numbers) {
      const column = columns.get(name) ?? []
      columns.set(name, column)
      column.push(value)
    }
  // one value has no deviation; where nothing has one, those that every response has get 0, as the library does it
  const isSingle = [...columns.values()].every(({ length }) => length < 2)
  const measures: Readonly<Record<string, (values: readonly number[]) => number | undefined>> = {
    mean,
    max: (values) => values.reduce((a, b) => Math.max(a, b)),
    min: (values) => values.reduce((a, b) => Math.min(a, b)),
    median,
    std: (values) => (values.length > 1 ? deviation(values) : isSingle && rollouts.length === 1 ? 0 : undefined),
  }
  return Object.fromEntries(
    Object.entries(measures).flatMap(([measure, of]) =>
      [...columns].flatMap(([name, values]) => {
        const value = of(values)
        return value === undefined ? [] : [[`${measure}/${name}`, value] as const]
      }),
    ),
  )
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}

/** Of a sample: divided by n - 1. */
function deviation(values: readonly number[]): number {
  const middle = mean(values)
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1))
}
