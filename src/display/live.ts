/**
 * A training as it is watched: how far it is and how long it will take, what computes it, its curves, its newest answers.
 *
 * A picture of a state, drawn anew for each step; knows neither when nor where. Curves are plain drawings, so that a view
 * that is replaced several times a second neither flickers nor needs a script.
 */
import { type Html, html, rendered } from "../html.js"
import { monitor, stepsOfMetrics } from "../rollout/monitors/index.js"
import type { MetricsRow, RolloutRow } from "../rollout/rows.js"
import type { Training } from "../train/training.js"
import { renderAnswer } from "./answer.js"
import type { MimeBundle } from "./bundle.js"
import { formatDuration, formatValue } from "./label.js"
import { metricsText } from "./progress.js"
import { view } from "./view.js"

/** What is looked at; a `Training`. */
export type Watched = Pick<
  Training,
  "state" | "rows" | "settings" | "device" | "folder" | "unknownShare" | "keptStep" | "error"
>

/** One picture: a curve, or several that share a scale. */
export interface Curve {
  readonly title: string
  /** As columns of `metrics.jsonl`. */
  readonly lines: readonly { readonly name: string; readonly measure: string }[]
  readonly unit: "share" | "number"
}

/** Answers of the newest step that are shown: one group's. */
const NEWEST = 4
const KNOWN_UNKNOWNS = 0.2

/** The curves that a training's rows have, in the order in which they are looked at. */
export function curvesOf(rows: readonly MetricsRow[]): Curve[] {
  const has = (measure: string): boolean => rows.some((row) => typeof row[measure] === "number")
  const terms = [...new Set(rows.flatMap((row) => Object.keys(row).filter((name) => name.startsWith("term/"))))]
  const curve = (title: string, unit: Curve["unit"], ...measures: readonly (readonly [string, string])[]): Curve => ({
    title,
    unit,
    lines: measures.filter(([, measure]) => has(measure)).map(([name, measure]) => ({ name, measure })),
  })
  const termLines = terms.map((term) => [term.slice("term/".length), term] as const)
  const all = [
    curve("Reward, and what each term pays", "number", ["reward", "reward"], ...termLines),
    curve("Accuracy", "share", ["training", "accuracy"], ["dev", "score"]),
    curve("Format", "share", ["well-formed", "format"]),
    curve("Groups that agree", "share", ["zero variance", "zeroVariance"]),
    curve("Length, tokens", "number", ["mean", "length"]),
    curve("KL from the start, nats", "number", ["KL", "klNats"]),
    curve("Entropy, nats", "number", ["entropy", "entropyNats"]),
    curve("Loss", "number", ["loss", "loss"]),
    curve(
      "Tokens per second",
      "number",
      ["generated", "generatedTokensPerSecond"],
      ["updated", "updatedTokensPerSecond"],
    ),
  ]
  return all.filter(({ lines }) => lines.length > 0)
}

export function liveBundle(training: Watched): MimeBundle {
  return { "text/html": rendered(liveHtml(training)), "text/plain": liveText(training) }
}

/** One line, as a terminal shows it. @example "step 12 of 40, about 1 min left: reward 2.10, accuracy 84.0 %" */
export function liveText(training: Watched): string {
  const last = training.rows.at(-1)
  const measured = last && metricsText(numbersOf(last, ["reward", "accuracy", "format", "loss"]))
  return [statusText(training), measured].filter((part) => part !== undefined && part !== "").join(": ")
}

function numbersOf(row: MetricsRow, names: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    names.flatMap((name) => (typeof row[name] === "number" ? [[name, row[name] as number]] : [])),
  )
}

function statusText(training: Watched): string {
  const { state, rows, settings, keptStep } = training
  const step = rows.at(-1)?.step ?? 0
  const at = `step ${step} of ${settings.steps}`
  switch (state) {
    case "waiting":
      return "not begun"
    case "running": {
      if (step === 0) return "starting"
      const left = secondsLeft(rows, settings.steps)
      return step < settings.steps ? `${at}, about ${formatDuration(left)} left` : `${at}, saving`
    }
    case "stopping":
      return `stopping after the step that is being done, ${step + 1} of ${settings.steps}`
    case "stopped":
      return `stopped at ${at}; loop over it or show it again to go on`
    case "failed":
      return `failed at ${at}: ${training.error instanceof Error ? training.error.message : String(training.error)}`
    case "finished":
      return `finished, ${settings.steps} steps${keptStep === undefined ? "" : `; kept step ${keptStep}`}`
  }
}

/** From the newest steps' own seconds: a training that was stopped for an hour has not become slower. */
export function secondsLeft(rows: readonly MetricsRow[], steps: number): number {
  const newest = rows.slice(-10)
  const seconds = newest.reduce((sum, row) => sum + secondsOf(row), 0) / Math.max(1, newest.length)
  return seconds * (steps - (rows.at(-1)?.step ?? 0))
}

const secondsOf = ({ generateSeconds = 0, updateSeconds = 0 }: MetricsRow): number =>
  Number(generateSeconds) + Number(updateSeconds)

function liveHtml(training: Watched): Html {
  const { rows, settings, device, folder, unknownShare } = training
  const step = rows.at(-1)?.step ?? 0
  const facts = [
    device && `${device.kind.toUpperCase()}: ${device.description}`,
    `${settings.objective}, seed ${settings.seed}`,
    folder !== undefined && `folder ${folder}`,
  ].filter((fact) => fact !== undefined && fact !== false)
  const body = html`<h3>${statusText(training)}</h3>
<div class="bar" role="progressbar" aria-label="Steps" aria-valuemin="0" aria-valuemax="${settings.steps}" aria-valuenow="${step}"><span style="width:${((100 * step) / settings.steps).toFixed(1)}%"></span></div>
<ul class="facts">${facts.map((fact) => html`<li>${fact}</li>`)}</ul>
${unknownShare > KNOWN_UNKNOWNS && html`<p><strong>${(100 * unknownShare).toFixed(0)} % of the prompts' tokens are unknown to this model</strong>: it can not read this language. Train with another <code>model</code>.</p>`}
${findingsHtml(rows)}
<div class="curves">${curvesOf(rows).map((curve) => curveHtml(curve, rows))}</div>
${newestHtml(rows.at(-1)?.rollouts ?? [])}`
  return view("Training", body)
}

/** What a rising reward can hide, as `glossator monitor` tells it. */
function findingsHtml(rows: readonly MetricsRow[]): Html {
  const found = monitor(stepsOfMetrics(rows)).flatMap(({ findings }) => findings)
  if (found.length === 0) return html``
  return html`<ul class="finding-list">${found.map(
    ({ severity, message, help }) =>
      html`<li class="${severity}"><details><summary><span class="severity">${severity}</span> ${message}</summary><p>${help}</p></details></li>`,
  )}</ul>`
}

function newestHtml(rollouts: readonly RolloutRow[]): Html {
  const [first] = rollouts
  if (!first) return html``
  const group = rollouts.filter(({ prompt }) => prompt === first.prompt)
  return html`<h4>Newest answers, step ${first.step}, item ${first.id}</h4>
<div class="answers">${group.slice(0, NEWEST).map((row, i) =>
    renderAnswer(row, {
      label: `Answer ${i + 1}`,
      who: html`<span class="arm">answer ${i + 1}</span>`,
      lineLink: ({ path, line }) => `${path.slice(path.lastIndexOf("/") + 1)}, line ${line}`,
    }),
  )}</div>`
}

const [WIDTH, HEIGHT] = [240, 64]
const DASHES = ["", "5 3", "1.5 3", "6 2 1.5 2", "9 4"]
const COLORS = ["#0a75c2", "#d04a00", "#00835f", "#8a5cc2", "#9a7400"]

/** A curve with the ends of its scale and the newest value of each line; numbers stay where drawings are stripped. */
function curveHtml({ title, lines, unit }: Curve, rows: readonly MetricsRow[]): Html {
  const series = lines.map(({ name, measure }) => ({
    name,
    points: rows.flatMap((row) =>
      typeof row[measure] === "number" ? [[row.step, row[measure] as number] as const] : [],
    ),
  }))
  const values = series.flatMap(({ points }) => points.map(([, value]) => value))
  const steps = rows.map(({ step }) => step)
  const scale: Scale = {
    steps: [Math.min(...steps), Math.max(...steps)],
    values: unit === "share" ? [0, 1] : [Math.min(...values), Math.max(...values)],
  }
  const shown = (value: number): string =>
    unit === "share"
      ? `${(100 * value).toFixed(0)} %`
      : Math.abs(value) < 100
        ? formatValue(value, "reward")
        : value.toFixed(0)
  return html`<figure class="curve"><figcaption>${title}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" aria-hidden="true">${series.map(
    ({ points }, i) =>
      html`<polyline points="${pointsText(points, scale)}" fill="none" stroke="${COLORS[i % COLORS.length]}" stroke-width="1.6" stroke-dasharray="${DASHES[i % DASHES.length]}"/>`,
  )}</svg>
<p class="scale-ends quiet">${shown(scale.values[0])} to ${shown(scale.values[1])}</p>
<ul class="newest">${series.map(({ name, points }, i) => {
    const [, value] = points.at(-1) ?? []
    return html`<li><svg viewBox="0 0 22 6" width="22" height="6" aria-hidden="true"><path d="M0 3H22" stroke="${COLORS[i % COLORS.length]}" stroke-width="2" stroke-dasharray="${DASHES[i % DASHES.length]}"/></svg> ${name} <b>${value === undefined ? "–" : shown(value)}</b></li>`
  })}</ul></figure>`
}

interface Scale {
  readonly steps: readonly [number, number]
  readonly values: readonly [number, number]
}

function pointsText(points: readonly (readonly [number, number])[], { steps, values }: Scale): string {
  const along = (value: number, [low, high]: readonly [number, number]): number =>
    high > low ? (value - low) / (high - low) : 0.5
  return points
    .map(([step, value]) => {
      const x = 2 + (WIDTH - 4) * along(step, steps)
      const y = HEIGHT - 3 - (HEIGHT - 6) * along(value, values)
      return `${x.toFixed(1)},${y.toFixed(1)}`
    })
    .join(" ")
}
