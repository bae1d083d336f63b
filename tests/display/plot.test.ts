/** Charts are data: what they draw is what the rows say, and they say it in words as well. */
import { describe, expect, test } from "vitest"
import { barsOfArms, kindsOfArms, learningCurves } from "../../src/display/plot.js"
import { pool } from "../../src/display/results.js"
import { armStyle } from "../../src/display/theme.js"
import { ARMS } from "../../src/rollout/result.js"
import { metrics, results } from "./support/run.js"

const options = { arms: ["base", "grpo", "grpo-random-reward"], theme: "light" } as const
const pooled = pool(results)

describe("bars of arms", () => {
  const figure = barsOfArms(
    pooled.filter((p) => p.set === "in-domain" && p.metric === "accuracy"),
    options,
  )
  const [bars, rings] = figure.data as [Record<string, unknown>, Record<string, unknown>]

  test("have the value as length and the interval as whiskers, in per cent", () => {
    expect(bars.y).toEqual(["base", "grpo", "grpo-random-reward"])
    expect((bars.x as number[]).map((x) => Math.round(x * 1e6) / 1e6)).toEqual([62, 94, 50])
    const { array, arrayminus } = bars.error_x as { array: number[]; arrayminus: number[] }
    expect(array.map((x) => Math.round(x * 1e6) / 1e6)).toEqual([4, 2, 4])
    expect(arrayminus.map((x) => Math.round(x * 1e6) / 1e6)).toEqual([4, 2, 4])
  })

  test("begin at 0, because a bar is read by its length", () => {
    expect((figure.layout.xaxis as { range: number[] }).range[0]).toBe(0)
  })

  test("show single seeds only where there are several", () => {
    expect(rings.y).toEqual(["grpo", "grpo"])
    expect((rings.x as number[]).map(Math.round)).toEqual([95, 93])
  })

  test("are said in words with every number", () => {
    expect(figure.description).toBe(
      "Bars of accuracy on in-domain in per cent, with 95 % intervals: base 62.0 [58.0, 66.0]; grpo 94.0 [92.0, 96.0]; grpo-random-reward 50.0 [46.0, 54.0].",
    )
  })
})

test("kinds stand one below the other, arms within a kind in the same order everywhere", () => {
  const figure = kindsOfArms(
    pooled.filter((p) => p.metric.startsWith("kind/")),
    options,
  )
  expect(figure.data.map(({ name }) => name)).toEqual(["base", "grpo"])
  const [base, grpo] = figure.data as { y: number[]; x: number[] }[]
  expect(base!.y.every((y, i) => y < grpo!.y[i]! && grpo!.y[i]! - y < 1)).toBe(true)
  expect(figure.description).toContain("negated: base 27.0, grpo 82.0")
})

describe("learning curves", () => {
  const figures = learningCurves(metrics, options)

  test("keep reward, format, accuracy and development items apart", () => {
    expect(figures.map(({ name }) => name)).toEqual(["curve-reward", "curve-format", "curve-accuracy", "curve-score"])
  })

  test("draw the mean over seeds, and every seed as a thin line", () => {
    const [first, second, mean] = figures[0]!.data as { x: number[]; y: number[]; line: { width: number } }[]
    expect(first!.y).toEqual([1.1, 2.1, 3.1])
    expect(second!.y).toEqual([1.2, 2.2, 3.2])
    expect(mean!.x).toEqual([1, 2, 3])
    expect(mean!.y.map((y) => Math.round(y * 1e9) / 1e9)).toEqual([1.15, 2.15, 3.15])
    expect(mean!.line.width).toBeGreaterThan(first!.line.width)
  })

  test("leave out what an arm did not measure", () => {
    const supervised = metrics.map(({ arm: _, reward: __, ...rest }) => ({ ...rest, arm: "sft-labels", reward: null }))
    expect(learningCurves(supervised, options).map(({ name }) => name)).not.toContain("curve-reward")
  })
})

test("every arm has a colour and a mark of its own, 3:1 against the paper in both themes", () => {
  const luminance = (hex: string): number => {
    const [r, g, b] = [1, 3, 5].map((at) => {
      const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
  }
  const contrast = (a: string, b: string): number => {
    const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x)
    return (high! + 0.05) / (low! + 0.05)
  }
  const arms = ARMS.filter((arm) => arm !== "warm-start")
  for (const [theme, paper] of [
    ["light", "#ffffff"],
    ["dark", "#15191e"],
  ] as const) {
    const styles = arms.map((arm) => armStyle(arm, arms, theme))
    for (const { color } of styles) expect(contrast(color, paper)).toBeGreaterThan(3)
    expect(new Set(styles.map(({ color }) => color)).size).toBe(arms.length)
    expect(new Set(styles.map(({ symbol }) => symbol)).size).toBe(arms.length)
  }
  expect(armStyle("__proto__", ["__proto__"], "light").color).toMatch(/^#/)
})
