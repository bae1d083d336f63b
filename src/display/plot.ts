/**
 * Charts as Plotly figures, that is as data: what is drawn, and the sentence that stands for it where it can not be seen.
 *
 * Knows no page: sizes, legends and titles around a chart are the page's.
 */

import { printable } from "../diagnostic.js"
import { THEMES, type ThemeName } from "../html-style.js"
import type { MetricsRow } from "../rollout/rows.js"
import { formatInterval, formatValue, isShare, metricName, orderedArms } from "./label.js"
import type { Pooled } from "./results.js"
import { armStyle } from "./theme.js"

export type Trace = Readonly<Record<string, unknown>>

export interface Figure {
  /** Unique on its page: `accuracy-in-domain`. */
  readonly name: string
  readonly title: string
  /** The chart in words, with its numbers: for readers who do not see it. */
  readonly description: string
  readonly data: readonly Trace[]
  readonly layout: Readonly<Record<string, unknown>>
}

export interface FigureOptions {
  /** All arms of the report, for colours that stay the same from chart to chart. */
  readonly arms: readonly string[]
  readonly theme: ThemeName
}

const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Liberation Sans', Arial, sans-serif"

/** Bars of one metric on one set, an arm each, with intervals; every seed as a ring. */
export function barsOfArms(pooled: readonly Pooled[], options: FigureOptions): Figure {
  const first = pooled[0]
  if (!first) throw new RangeError("a chart of no numbers")
  const { set, metric } = first
  const scale = isShare(metric) ? 100 : 1
  const theme = THEMES[options.theme]
  const arms = pooled.map(({ arm }) => plain(arm))
  const colors = pooled.map(({ arm }) => armStyle(arm, options.arms, options.theme).color)
  const name = metricName(metric)
  const bars: Trace = {
    type: "bar",
    orientation: "h",
    y: arms,
    x: pooled.map(({ value }) => value * scale),
    width: 0.58,
    marker: { color: colors, opacity: 0.82 },
    error_x: {
      type: "data",
      symmetric: false,
      array: pooled.map(({ high, value }) => (high - value) * scale),
      arrayminus: pooled.map(({ low, value }) => (value - low) * scale),
      color: theme.ink,
      thickness: 1.3,
      width: 4,
    },
    customdata: pooled.map((one) => [formatValue(one.value, metric), formatInterval(one, metric), one.n]),
    hovertemplate: "%{y}: %{customdata[0]} %{customdata[1]}<br>n = %{customdata[2]}<extra></extra>",
  }
  const seeds = pooled.filter(({ perSeed }) => perSeed.length > 1)
  const rings: Trace = {
    type: "scatter",
    mode: "markers",
    y: seeds.flatMap(({ arm, perSeed }) => perSeed.map(() => plain(arm))),
    x: seeds.flatMap(({ perSeed }) => perSeed.map((value) => value * scale)),
    marker: { color: theme.paper, size: 6, line: { color: theme.ink, width: 1 } },
    customdata: seeds.flatMap((one) => one.perSeed.map((value, i) => [one.seeds[i], formatValue(value, metric)])),
    hovertemplate: "%{y}, seed %{customdata[0]}: %{customdata[1]}<extra></extra>",
  }
  const highest = Math.max(...pooled.map(({ high }) => high * scale), isShare(metric) ? 100 : 0)
  const numbers = pooled.map((one) => `${one.arm} ${formatValue(one.value, metric)} ${formatInterval(one, metric)}`)
  return {
    name: slug(`${metric}-${set}`),
    title: set,
    description: `Bars of ${name} on ${set}${isShare(metric) ? " in per cent" : ""}, with 95 % intervals: ${numbers.join("; ")}.`,
    data: seeds.length > 0 ? [bars, rings] : [bars],
    layout: {
      ...frame(options.theme, 34 * arms.length + 62),
      xaxis: {
        ...axis(options.theme),
        range: [0, highest * 1.02],
        fixedrange: true,
        title: axisTitle(plain(isShare(metric) ? `${name}, %` : name), 8),
      },
      yaxis: { ...axis(options.theme), autorange: "reversed", showgrid: false, fixedrange: true, ticks: "" },
    },
  }
}

/** Accuracy by kind on one set: a row per kind, in it a mark with its interval for each arm. */
export function kindsOfArms(pooled: readonly Pooled[], options: FigureOptions): Figure {
  const set = pooled[0]?.set
  if (set === undefined) throw new RangeError("a chart of no numbers")
  const kinds = [...new Set(pooled.map(({ metric }) => metric))]
  const arms = orderedArms(pooled.map(({ arm }) => arm))
  const step = 0.72 / Math.max(arms.length - 1, 1)
  const data = arms.map((arm, i): Trace => {
    const own = pooled.filter((one) => one.arm === arm)
    const { color, symbol } = armStyle(arm, options.arms, options.theme)
    const offset = arms.length === 1 ? 0 : -0.36 + i * step
    return {
      type: "scatter",
      mode: "markers",
      name: plain(arm),
      y: own.map(({ metric }) => kinds.indexOf(metric) + offset),
      x: own.map(({ value }) => 100 * value),
      marker: { color, symbol, size: 8, line: { color, width: symbol.endsWith("-open") ? 2 : 0 } },
      error_x: {
        type: "data",
        symmetric: false,
        array: own.map(({ high, value }) => 100 * (high - value)),
        arrayminus: own.map(({ low, value }) => 100 * (value - low)),
        color,
        thickness: 1.3,
        width: 3,
      },
      customdata: own.map((one) => [
        plain(one.metric.slice("kind/".length)),
        formatValue(one.value, one.metric),
        formatInterval(one, one.metric),
        one.n,
      ]),
      hovertemplate: `${plain(arm)}, %{customdata[0]}: %{customdata[1]} %{customdata[2]}<br>n = %{customdata[3]}<extra></extra>`,
    }
  })
  const numbers = kinds.map((kind) => {
    const row = pooled.filter(({ metric }) => metric === kind)
    return `${kind.slice("kind/".length)}: ${row.map((one) => `${one.arm} ${formatValue(one.value, kind)}`).join(", ")}`
  })
  return {
    name: slug(`kinds-${set}`),
    title: set,
    description: `Accuracy by kind on ${set} in per cent. ${numbers.join("; ")}.`,
    data,
    layout: {
      ...frame(options.theme, Math.max(90, 15 * arms.length + 26) * kinds.length + 60),
      xaxis: {
        ...axis(options.theme),
        range: [-2, 102],
        fixedrange: true,
        title: axisTitle("accuracy, %", 8),
      },
      yaxis: {
        ...axis(options.theme),
        range: [kinds.length - 0.5, -0.5],
        fixedrange: true,
        showgrid: false,
        ticks: "",
        tickvals: kinds.map((_, i) => i),
        ticktext: kinds.map((kind) => plain(kind.slice("kind/".length))),
      },
      shapes: kinds.slice(1).map((_, i) => ({
        type: "line",
        xref: "paper",
        x0: 0,
        x1: 1,
        y0: i + 0.5,
        y1: i + 0.5,
        line: { color: THEMES[options.theme].line, width: 1 },
      })),
    },
  }
}

const CURVES = [
  { measure: "reward", title: "Reward", unit: "mean of the step's answers" },
  { measure: "format", title: "Format", unit: "answers in the right form, %" },
  { measure: "accuracy", title: "Accuracy in training", unit: "sampled answers, %" },
  { measure: "score", title: "Accuracy on development items", unit: "greedy answers, %" },
] as const

/** Learning curves, each measure in a chart of its own: an arm's mean over its seeds, and every seed as a thin line. */
export function learningCurves(rows: readonly MetricsRow[], options: FigureOptions): Figure[] {
  return CURVES.flatMap(({ measure, title, unit }) => {
    const scale = measure === "reward" ? 1 : 100
    const measured = rows.filter((row) => typeof row[measure] === "number")
    if (measured.length === 0) return []
    const arms = orderedArms(measured.map(({ arm }) => arm))
    const lastStep = Math.max(...measured.map(({ step }) => step))
    const data: Trace[] = []
    const ends: string[] = []
    for (const arm of arms) {
      const own = measured.filter((row) => row.arm === arm)
      const seeds = [...new Set(own.map(({ seed }) => seed))].sort((a, b) => a - b)
      const { color, dash, symbol } = armStyle(arm, options.arms, options.theme)
      if (seeds.length > 1)
        for (const seed of seeds)
          data.push(
            thin(
              own.filter((row) => row.seed === seed),
              measure,
              scale,
              color,
            ),
          )
      const means = meansByStep(own, measure)
      const few = means.length <= 12
      data.push({
        type: "scatter",
        mode: few ? "lines+markers" : "lines",
        name: plain(arm),
        x: means.map(([step]) => step),
        y: means.map(([, value]) => value * scale),
        line: { color, width: 2.2, dash: few ? "solid" : dash },
        marker: { color, symbol, size: 7 },
        hovertemplate: `${plain(arm)}, step %{x}: %{y:.${scale === 100 ? 1 : 2}f}<extra></extra>`,
      })
      ends.push(`${arm} from ${sign(means[0]![1] * scale)} to ${sign(means.at(-1)![1] * scale)}`)
    }
    // a curve is read by its slope, so its axis begins at the ten below the lowest value, not at 0
    const lowest = Math.min(...measured.map((row) => (row[measure] as number) * scale))
    const share = scale === 100 ? { range: [Math.max(0, Math.floor((lowest - 3) / 10) * 10) - 1, 102] } : {}
    return [
      {
        name: `curve-${measure}`,
        title,
        description: `${title} (${unit}) by training step, mean over seeds: ${ends.join("; ")}.`,
        data,
        layout: {
          ...frame(options.theme, 250),
          xaxis: {
            ...axis(options.theme),
            showgrid: false,
            title: axisTitle("step", 6),
            fixedrange: true,
            tick0: 0,
            dtick: niceStep(lastStep / 6),
          },
          yaxis: { ...axis(options.theme), ...share, fixedrange: true, title: axisTitle(unit, 8) },
        },
      },
    ]
  })
}

function thin(rows: readonly MetricsRow[], measure: string, scale: number, color: string): Trace {
  const sorted = [...rows].sort((a, b) => a.step - b.step)
  return {
    type: "scatter",
    mode: "lines",
    x: sorted.map(({ step }) => step),
    y: sorted.map((row) => (row[measure] as number) * scale),
    line: { color, width: 1 },
    opacity: 0.35,
    hoverinfo: "skip",
  }
}

/** Pairs of step and mean over the rows of that step, by step. */
function meansByStep(rows: readonly MetricsRow[], measure: string): [step: number, mean: number][] {
  const steps = new Map<number, number[]>()
  for (const row of rows) steps.set(row.step, [...(steps.get(row.step) ?? []), row[measure] as number])
  return [...steps]
    .map(([step, values]): [number, number] => [step, values.reduce((a, b) => a + b, 0) / values.length])
    .sort(([a], [b]) => a - b)
}

const frame = (theme: ThemeName, height: number) => ({
  height,
  margin: { l: 8, r: 14, t: 8, b: 44 },
  paper_bgcolor: "rgba(0,0,0,0)",
  plot_bgcolor: "rgba(0,0,0,0)",
  font: { family: FONT, size: 12.5, color: THEMES[theme].ink },
  hoverlabel: { bgcolor: THEMES[theme].paper, bordercolor: THEMES[theme].quiet, font: { color: THEMES[theme].ink } },
  modebar: { bgcolor: "rgba(0,0,0,0)", color: THEMES[theme].quiet, activecolor: THEMES[theme].ink },
  showlegend: false,
  hovermode: "closest",
})

const axis = (theme: ThemeName) => ({
  automargin: true,
  gridcolor: THEMES[theme].line,
  linecolor: THEMES[theme].line,
  tickcolor: THEMES[theme].line,
  tickfont: { color: THEMES[theme].quiet },
  zeroline: false,
  nticks: 6,
})

/** The least of 1, 2, 5, 10, 20, … that is not below: steps are whole, and so are their ticks. */
function niceStep(atLeast: number): number {
  for (let power = 1; ; power *= 10) for (const step of [1, 2, 5]) if (step * power >= atLeast) return step * power
}

/** Plotly reads tags, entities and `%{…}` in its texts: names of arms and kinds are shown as they are. */
const plain = (text: string): string =>
  printable(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("%{", "% {")

const axisTitle = (text: string, standoff: number) => ({ text, standoff, font: { size: 12.5 } })

const sign = (value: number): string => Number(value.toPrecision(3)).toString()
const slug = (text: string): string => text.replace(/[^A-Za-z0-9]+/g, "-").toLowerCase()
