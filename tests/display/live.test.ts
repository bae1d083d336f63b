/** A training as it is watched: what is said of each state, the time that is left, and which curves there are. */
import { describe, expect, test } from "vitest"
import { curvesOf, liveBundle, liveText, secondsLeft, type Watched } from "../../src/display/live.js"
import type { TrainingRow } from "../../src/train/training.js"
import { rollout } from "./support/run.js"

const row = (step: number, more: Partial<TrainingRow> = {}): TrainingRow => ({
  arm: "grpo",
  seed: 1,
  step,
  reward: step / 10,
  accuracy: 0.5,
  format: 0.9,
  "term/format": 0.4,
  "term/label": 0.1,
  generateSeconds: 2,
  updateSeconds: 1,
  rollouts: [],
  ...more,
})

const settings = { objective: "grpo", steps: 40, seed: 1 } as Watched["settings"]
const watched = (more: Partial<Watched> = {}): Watched => ({
  state: "running",
  rows: [row(1), row(2)],
  settings,
  device: { kind: "cpu", description: "onnxruntime-node, CPU", threads: 1 },
  folder: "runs/x",
  unknownShare: 0,
  keptStep: undefined,
  error: undefined,
  ...more,
})
const html = (one: Watched): string => String(liveBundle(one)["text/html"])

test("the time that is left is that of the newest steps, times the steps that are left", () => {
  expect(secondsLeft([row(1), row(2)], 40)).toBe(38 * 3)
  const faster = Array.from({ length: 10 }, (_, i) => row(i + 2, { generateSeconds: 0.5, updateSeconds: 0.5 }))
  expect(secondsLeft([row(1, { generateSeconds: 100 }), ...faster], 40)).toBe(29)
})

describe("its line", () => {
  test.each([
    [watched({ rows: [], state: "waiting" }), "not begun"],
    [watched({ rows: [] }), "starting"],
    [watched(), "step 2 of 40, about 1 min 54 s left: reward 0.20, accuracy 50.0 %, format 90.0 %"],
    [watched({ rows: [row(40)] }), "step 40 of 40, saving: reward 4.00, accuracy 50.0 %, format 90.0 %"],
    [watched({ state: "finished", keptStep: 30, rows: [] }), "finished, 40 steps; kept step 30"],
    [watched({ state: "failed", error: new Error("disk full"), rows: [] }), "failed at step 0 of 40: disk full"],
  ])("%#", (one, line) => {
    expect(liveText(one)).toBe(line)
  })

  test("of a stopped one says how it goes on", () => {
    expect(liveText(watched({ state: "stopped" }))).toContain("stopped at step 2 of 40; loop over it or show it again")
  })
})

describe("its view", () => {
  test("has the device, the progress for screen readers, and each curve with its newest value", () => {
    const text = html(watched())
    expect(text).toContain("CPU: onnxruntime-node, CPU")
    expect(text).toMatch(/role="progressbar"[^>]*aria-valuemax="40" aria-valuenow="2"/)
    expect(text).toMatch(/label <b>0\.10<\/b>/)
    expect(text).toMatch(/well-formed <b>90 %<\/b>/)
  })

  test("has the curves that were asked for, format and accuracy apart, and only those that were measured", () => {
    const titles = curvesOf([row(1, { klNats: 0.1, zeroVariance: 0.2, length: 9, entropyNats: 1 })]).map(
      ({ title }) => title,
    )
    expect(titles).toEqual([
      "Reward, and what each term pays",
      "Accuracy",
      "Format",
      "Groups that agree",
      "Length, tokens",
      "KL from the start, nats",
      "Entropy, nats",
    ])
    expect(curvesOf([row(1)])[0]!.lines.map(({ name }) => name)).toEqual(["reward", "format", "label"])
    expect(curvesOf([])).toEqual([])
  })

  test("shows the newest group of answers as text", () => {
    const rollouts = [rollout({ completion: "<script>alert(1)</script>", findings: [] })]
    const text = html(watched({ rows: [row(1, { rollouts })] }))
    expect(text).toContain("&lt;script&gt;alert(1)")
    expect(text).not.toContain("<script>alert")
  })

  test("says when the model does not know the language, and what a monitor finds", () => {
    expect(html(watched())).not.toContain("unknown to this model")
    expect(html(watched({ unknownShare: 0.6 }))).toContain("60 % of the prompts' tokens are unknown")
    const agreeing = Array.from({ length: 30 }, (_, i) => row(i + 1, { zeroVariance: 0.97 }))
    expect(html(watched({ rows: agreeing }))).toMatch(/class="severity">warning<\/span>[^<]*groups/i)
  })
})
