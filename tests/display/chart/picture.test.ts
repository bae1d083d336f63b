/** What is in a picture is looked for in the SVG that it is made of; numbers are worked by hand. */

import { describe, expect, test } from "vitest"
import { figureOf } from "../../../src/display/chart/figure.js"
import { pngOf, svgOf } from "../../../src/display/chart/picture.js"

const svg = (data: readonly object[], layout: object = {}) => svgOf(figureOf(data, layout))
/** A label that had no room stands there unseen. */
const textsOf = (text: string) =>
  [...text.matchAll(/<(?:text|tspan)([^>]*)>([^<]+)</g)].flatMap(([, how, one]) =>
    how!.includes('opacity="0"') ? [] : [one],
  )
const pathsOf = (text: string, kind: string) => {
  const group = text.match(new RegExp(`<g class="mark-${kind} role-mark[^>]*>(.*?)</g>`, "gs")) ?? []
  return group.map((one) => [...one.matchAll(/<(?:path|line)[^>]*>/g)].map(([path]) => path))
}

describe("a picture of a figure", () => {
  test("has the title, the axes' titles and the series' names", async () => {
    const lines = [
      { type: "scatter", name: "grpo", x: [1, 2], y: [3, 4] },
      { type: "scatter", name: "<i>base</i>", x: [1, 2], y: [4, 3] },
    ]
    const layout = {
      title: { text: "Reward<br>by <b>step</b>" },
      xaxis: { title: { text: "step" } },
      yaxis: { title: "reward &lt;1" },
    }
    const texts = textsOf(await svg(lines, layout))
    for (const text of ["Reward", "by step", "step", "reward &lt;1", "grpo", "base"]) expect(texts).toContain(text)
  })

  test("a bar is as long as its number", async () => {
    const [bars] = pathsOf(await svg([{ type: "bar", x: ["a", "b"], y: [1, 4] }], { yaxis: { range: [0, 4] } }), "rect")
    const heights = bars!.map((path) => Number(/v(-?[\d.]+)/.exec(path)![1]))
    expect(heights[1]! / heights[0]!).toBeCloseTo(4, 5)
  })

  test("bars of two series stand side by side, or on one another", async () => {
    const data = [1, 2].map((y) => ({ type: "bar", x: ["a"], y: [y] }))
    const boxes = async (barmode: string) =>
      pathsOf(await svg(data, { barmode, yaxis: { range: [0, 3] } }), "rect").map(([path]) => {
        const [, x, y] = /d="M(-?[\d.]+),(-?[\d.]+)/.exec(path!)!.map(Number)
        return { x: x!, y: y!, width: Number(/h([\d.]+)/.exec(path!)![1]) }
      })
    const [first, second] = await boxes("group")
    expect(second!.x).toBeCloseTo(first!.x + first!.width, 5)
    const [low, high] = await boxes("stack")
    expect([high!.x, high!.width]).toEqual([low!.x, low!.width])
    expect(high!.y).toBeCloseTo(0, 5)
  })

  test("a histogram counts into the bins that the figure says", async () => {
    const figure = figureOf([{ type: "histogram", x: [0, 1, 2, 3, 3, 3, 10] }], {})
    // Sturges: 7 values, 4 bins over 10, rounded up to a step of 5
    expect(figure.data[0]!.xbins).toEqual({ start: 0, end: 15, size: 5 })
    const [bars] = pathsOf(await svgOf(figure), "rect")
    const heights = bars!.map((path) => Math.abs(Number(/v(-?[\d.]+)/.exec(path)![1])))
    expect([heights[1], heights[2]! / heights[0]!]).toEqual([0, expect.closeTo(1 / 6, 4)])
  })

  test("a heatmap has a box for every number and none where there is none", async () => {
    const [boxes] = pathsOf(
      await svg([
        {
          type: "heatmap",
          z: [
            [1, 2],
            [null, 4],
          ],
          x: ["a", "b"],
          y: ["c", "d"],
        },
      ]),
      "rect",
    )
    expect(boxes).toHaveLength(3)
    expect(new Set(boxes!.map((path) => /fill="([^"]*)"/.exec(path)![1]))).toHaveProperty("size", 3)
  })

  test("a box has its quartiles, whiskers and what lies beyond", async () => {
    // 1 to 9 and 100: quartiles 3, 5.5, 8 (n p + 1/2); whiskers end at 1 and 9
    const text = await svg([{ type: "box", y: [1, 2, 3, 4, 5, 6, 7, 8, 9, 100] }], { yaxis: { range: [0, 100] } })
    const [[box]] = pathsOf(text, "rect") as [[string]]
    const height = Number(/height="(\d+)"/.exec(text)![1])
    expect(height).toBe(420)
    const rules = pathsOf(text, "rule")
      .flat()
      .map((path) => Math.abs(Number(/y2="(-?[\d.]+)"/.exec(path)?.[1] ?? 0)))
    const unit = Math.abs(Number(/v(-?[\d.]+)/.exec(box)![1])) / 5
    expect(rules[0]! / unit).toBeCloseTo(2, 4)
    expect(rules[1]! / unit).toBeCloseTo(1, 4)
    expect(pathsOf(text, "symbol").flat()).toHaveLength(1)
  })

  test("what it does not draw is said in it", async () => {
    const data = [
      { type: "violin", name: "lengths", y: [1] },
      { type: "scatter", name: "other axis", x: [1], y: [1], yaxis: "y2" },
      { type: "scatter", name: "words", x: [1], y: [1], mode: "text" },
    ]
    const texts = textsOf(await svg(data, { shapes: [{}], annotations: [] })).join(" ")
    for (const said of [
      "Not drawn in this picture",
      "lengths (violin)",
      "other axis (on axis y2)",
      "words: texts at points",
      "shapes",
    ])
      expect(texts).toContain(said)
    expect(texts).not.toContain("annotations")
    expect(textsOf(await svg([{ y: [1, 2] }])).join()).not.toContain("Not drawn")
  })

  test("more points than can be seen are thinned, and that is said", async () => {
    const y = Float64Array.from({ length: 100_000 }, (_, i) => Math.sin(i))
    const text = await svg([{ type: "scatter", mode: "markers", y }])
    expect(pathsOf(text, "symbol").flat()).toHaveLength(20_000)
    expect(text).toContain("only every 5th of 100000 points")
  })

  test("axes of days, logarithms and labels", async () => {
    const days = textsOf(await svg([{ x: [new Date("2024-01-01"), "2024-12-01"], y: [1, 2] }]))
    expect(days).toEqual(expect.arrayContaining(["2024", "March"]))
    const log = textsOf(await svg([{ x: [1, 1000], y: [1, 2] }], { xaxis: { type: "log" } }))
    expect(log).toContain("1,000")
    expect(textsOf(await svg([{ x: ["b", "a"], y: [1, 2] }])).filter((one) => one === "b" || one === "a")).toEqual([
      "b",
      "a",
    ])
  })

  test("every category has its label: lying, aslant, upright, and beside lying bars", async () => {
    const labelled = async (x: readonly string[], more: object = {}) => {
      const bar = { type: "bar", x, y: x.map((_, i) => i) }
      return svg([
        { ...bar, name: "in-domain" },
        { ...bar, name: "out-of-domain", ...more },
      ])
    }
    const arms = ["base", "grpo", "grpo-random-reward", "sft-labels"]
    const numbered = (count: number) => Array.from({ length: count }, (_, i) => `relation-${i}-of-many`)
    for (const [x, angle] of [
      [["base", "grpo"], undefined],
      [arms, "-40"],
      [numbered(12), "-40"],
      [numbered(30), "-90"],
    ] as const) {
      const text = await labelled(x)
      for (const one of x) expect(textsOf(text)).toContain(one)
      expect(/rotate\((-\d+)\)[^>]*>(base|relation-0-of-many)/.exec(text)?.[1]).toBe(angle)
    }
    const y = numbered(24)
    const lying = textsOf(await svg([{ type: "bar", orientation: "h", y, x: y.map((_, i) => i) }]))
    for (const one of y) expect(lying).toContain(one)
    // lines that would cover each other are thinned
    const many = textsOf(await labelled(numbered(200)))
    expect(many.filter((one) => one!.startsWith("relation-")).length).toBeLessThan(100)
  })

  test("points are drawn above bars, and bars above a heatmap, in whatever order a figure has them", async () => {
    const [points, bars] = [
      { type: "scatter", mode: "markers", x: ["a"], y: [1] },
      { type: "bar", x: ["a"], y: [2] },
    ]
    const heat = { type: "heatmap", x: ["a"], y: [1], z: [[1]] }
    const text = await svg([points, bars, heat])
    const order = [...text.matchAll(/class="mark-(\w+) role-mark/g)].map(([, kind]) => kind)
    expect(order.slice(-1)).toEqual(["symbol"])
    const fills = pathsOf(text, "rect").map(([path]) => /fill="([^"]*)"/.exec(path!)![1])
    expect(fills.at(-1)).toBe("#d55e00")
  })

  test("nothing that was written into a figure is markup of the picture", async () => {
    const evil = '"/><script>alert(1)</script><image href="file:///etc/passwd"/>'
    const text = await svg([{ type: "bar", name: evil, x: [evil], y: [1], marker: { color: evil } }], {
      title: evil,
      showlegend: true,
    })
    expect(text).not.toMatch(/<script|<image/)
    expect(text).toContain("&lt;script&gt;")
    expect(text).not.toMatch(/fill="&quot;/)
  })

  test("figures without data, with nothing but gaps, and of one point are pictures", async () => {
    for (const data of [
      [],
      [{ y: [] }],
      [{ type: "bar", x: [null], y: [null] }],
      [{ type: "box", y: [] }],
      [{ type: "heatmap", z: [] }],
      [{ type: "histogram", x: [] }],
      [{ y: [3] }],
    ])
      expect(await svg(data)).toMatch(/^<svg/)
  })

  test("its pixels show the texts, on a machine without fonts too", async () => {
    const picture = async (title: string) => Buffer.from(await pngOf(figureOf([], { title, width: 300, height: 120 })))
    const [written, blank] = [await picture("Accuracy"), await picture("\u00a0")]
    expect([written.readUInt32BE(16), written.readUInt32BE(20)]).toEqual([300, 120])
    expect(written.length).toBeGreaterThan(blank.length + 300)
  })
})
