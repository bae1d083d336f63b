/** What the terminal shows: aligned, within its width, and the same words with and without colours. */
import { PassThrough } from "node:stream"
import { describe, expect, test } from "vitest"
import { conclude } from "../../src/display/conclusions.js"
import { formatDuration, formatValue } from "../../src/display/label.js"
import { createProgress, metricsText } from "../../src/display/progress.js"
import { formatConclusions, formatResults, wrap } from "../../src/display/terminal.js"
import { results, row } from "./support/run.js"

const accuracy = results.filter(({ metric }) => metric === "accuracy")

describe("the table of results", () => {
  test("is aligned, sets side by side", () => {
    expect(formatResults(accuracy, { width: 80 })).toBe(`accuracy, %, with 95 % intervals
                     in-domain           out-of-domain
base                 62.0 [58.0, 66.0]   69.0 [65.0, 73.0]
grpo                 94.0 [92.0, 96.0]   74.0 [68.0, 80.0]
grpo-random-reward   50.0 [46.0, 54.0]      –`)
  })

  test("puts sets one below the other where the terminal is narrow", () => {
    const text = formatResults(accuracy, { width: 44 })
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(44)
    expect(text).toContain("out-of-domain\nbase                 69.0 [65.0, 73.0]")
  })

  test("says the same with colours", () => {
    const colored = formatResults(accuracy, { width: 80, color: true })
    expect(colored).toContain("\u001b[1m94.0\u001b[0m")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken away
    expect(colored.replace(/\u001b\[\d+m/g, "").replace(/ +$/gm, "")).toBe(formatResults(accuracy, { width: 80 }))
  })

  test("shows what would move the cursor as its code", () => {
    expect(formatResults([row("a\u001b[2Jb", "s", 0.5, 0.1)])).toContain("a\\u{1b}[2Jb")
  })
})

test("conclusions are wrapped", () => {
  const text = formatConclusions(conclude(results, [{ arm: "grpo", against: "base", set: "in-domain" }]), { width: 40 })
  expect(text).toBe("- In-domain accuracy: grpo is higher\n  than base by 32.0 points.")
  expect(wrap("a-word-that-is-longer than", 8)).toBe("a-word-that-is-longer\nthan")
})

test("numbers are printed in their unit", () => {
  expect([
    formatValue(0.8449, "accuracy"),
    formatValue(2.3456, "reward"),
    formatValue(0.00123, "loss"),
    formatValue(Number.NaN, "loss"),
  ]).toEqual(["84.5", "2.35", "0.0012", "–"])
  expect([formatDuration(9.4), formatDuration(135), formatDuration(7260)]).toEqual(["9 s", "2 min 15 s", "2 h 1 min"])
  expect(metricsText({ reward: 2.31, accuracy: 0.862 })).toBe("reward 2.31, accuracy 86.2 %")
})

describe("progress", () => {
  const written = (bars: boolean, work: (progress: ReturnType<typeof createProgress>) => void): string => {
    const stream = new PassThrough()
    const progress = createProgress({ stream: Object.assign(stream, { isTTY: bars, columns: 80 }), bars })
    work(progress)
    progress.stop()
    return String(stream.read() ?? "")
  }

  test("without a terminal is one line a tenth, the last step among them, no control characters", () => {
    const text = written(false, (progress) => {
      progress.note("training")
      for (let step = 1; step <= 100; step++)
        progress.step({ label: "grpo, seed 1", step, of: 100, metrics: { reward: step / 100 } })
    })
    const lines = text.trimEnd().split("\n")
    expect(lines[0]).toBe("training")
    expect(lines.length).toBeLessThanOrEqual(12)
    expect(lines.at(-1)).toBe("grpo, seed 1: 100 of 100, reward 1.00")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: their absence is what is tested
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/)
  })

  test("on a terminal is a bar per label, and a finished one becomes a line", () => {
    const text = written(true, (progress) => {
      progress.step({ label: "grpo, seed 1", step: 1, of: 2, metrics: {} })
      progress.step({ label: "grpo, seed 2", step: 1, of: 2, metrics: {} })
      progress.step({ label: "grpo, seed 1", step: 2, of: 2, metrics: { reward: 2 } })
      progress.step({ label: "grpo, seed 2", step: 2, of: 2, metrics: { reward: 3 } })
    })
    expect(text).toContain("grpo, seed 1: 2 of 2, reward 2.00\n")
    expect(text).toContain("grpo, seed 2: 2 of 2, reward 3.00\n")
    expect(text.endsWith("\u001b[?25h") || text.includes("\u001b[?25h")).toBe(true)
  })
})
