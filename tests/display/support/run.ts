/** A small run with made-up numbers: three arms, two sets, two kinds, seeds, curves and answers. */
import type { ReportInput } from "../../../src/display/report.js"
import type { Manifest } from "../../../src/rollout/manifest.js"
import type { ResultRow } from "../../../src/rollout/result.js"
import type { MetricsRow, RolloutRow } from "../../../src/rollout/rows.js"

export const row = (
  arm: string,
  set: string,
  value: number,
  half: number,
  change: Partial<ResultRow> = {},
): ResultRow => ({
  arm,
  set,
  metric: "accuracy",
  value,
  low: value - half,
  high: value + half,
  n: 500,
  seed: null,
  ...change,
})

export const results: readonly ResultRow[] = [
  row("base", "in-domain", 0.62, 0.04),
  row("base", "out-of-domain", 0.69, 0.04),
  row("grpo", "in-domain", 0.94, 0.02),
  row("grpo", "in-domain", 0.95, 0.03, { seed: 1 }),
  row("grpo", "in-domain", 0.93, 0.03, { seed: 2 }),
  row("grpo", "out-of-domain", 0.72, 0.04, { seed: 1 }),
  row("grpo", "out-of-domain", 0.76, 0.04, { seed: 2 }),
  row("grpo-random-reward", "in-domain", 0.5, 0.04, { seed: 1 }),
  row("base", "in-domain", 0.9, 0.05, { metric: "kind/relation", n: 260 }),
  row("base", "in-domain", 0.27, 0.05, { metric: "kind/negated", n: 240 }),
  row("grpo", "in-domain", 0.92, 0.04, { metric: "kind/relation", n: 260 }),
  row("grpo", "in-domain", 0.82, 0.05, { metric: "kind/negated", n: 240 }),
]

export const metrics: readonly MetricsRow[] = [1, 2].flatMap((seed) =>
  [1, 2, 3].map((step) => ({
    arm: "grpo",
    seed,
    step,
    reward: step + seed / 10,
    format: 0.9 + step / 100,
    accuracy: 0.5 + step / 10,
    score: step === 3 ? 0.8 : null,
  })),
)

export const rollout = (change: Partial<RolloutRow> = {}): RolloutRow => ({
  arm: "grpo",
  seed: 1,
  step: 3,
  set: "in-domain",
  prompt: 0,
  id: "17",
  kind: "relation",
  guideline: "nominals",
  guidelineHash: "a",
  input: { sentence: "the <e1>fire</e1> caused <e2>smoke</e2> ." },
  gold: { label: "Cause-Effect(e1,e2)" },
  completion: "<answer> cause-effect(e1,e2) </answer>",
  score: 3,
  answer: { label: "Cause-Effect(e1,e2)" },
  terms: [
    { name: "format", value: 1, paid: 1, applied: true, origin: { path: "/somewhere/nominals.guideline", line: 3 } },
    { name: "label", value: 1, paid: 2, applied: true, origin: { path: "/somewhere/nominals.guideline", line: 4 } },
  ],
  findings: [{ code: "case-differs", message: "Case differs.", span: { start: 9, end: 28 } }],
  logProbNats: -1.5,
  length: 8,
  ended: true,
  ...change,
})

const manifest: Manifest = {
  format: 1,
  recipe: "r1-re",
  state: "finished",
  started: "2026-01-31T12:00:00.000Z",
  resumed: [],
  finished: "2026-01-31T12:02:30.000Z",
  command: ["glossator", "run", "r1-re"],
  options: { data: null, seeds: null, steps: null, threads: null, long: false },
  hashes: { guideline: "a", prompt: "b", plan: "c", data: "d" },
  guidelines: [{ path: "nominals.guideline", sha256: "a" }],
  seeds: [1, 2],
  engine: "ort-cpu",
  device: { kind: "cpu", description: "onnxruntime-node 1.30.0, CPU, 2 threads", threads: 2 },
  versions: { glossator: "0.1.0", node: "20.20.2", engine: "onnxruntime-node 1.30.0" },
  platform: "linux x64",
  settings: { steps: 3, loss: { clip: 0.2 } },
}

export const reportInput: ReportInput = {
  manifest,
  results,
  metrics,
  rollouts: [rollout(), rollout({ arm: "base", seed: 0, step: 0, score: -3 })],
  conclusions: [],
  guidelines: [
    {
      path: "nominals.guideline",
      text: 'guideline "A" version "1"\n\nreward +1 for format\nreward +2 for label equals gold\n',
    },
  ],
  page: {
    title: "A run",
    lead: "What was run.",
    scale: ["It is small."],
    comparisons: [],
    prompt: [{ role: "system", content: "Decide." }],
    legend: { grpo: "trained" },
  },
}
