/**
 * The report of a run: one HTML file that needs nothing but itself. Works offline, on paper, without scripts (the tables
 * stay) and by keyboard; everything that a model wrote is escaped, and a content policy lets only this file's own two
 * scripts run.
 */
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { table } from "arquero"
import { type Content, type Html, html, jsonBlock, pageText } from "../html.js"
import type { Manifest } from "../rollout/manifest.js"
import { monitor, stepsOfMetrics } from "../rollout/monitors/index.js"
import type { ResultRow } from "../rollout/result.js"
import type { MetricsRow, RolloutRow } from "../rollout/rows.js"
import type { Conclusion } from "./conclusions.js"
import { formatDuration, formatInterval, formatValue, metricName, orderedArms, orderedSets } from "./label.js"
import { armColors, legend } from "./legend.js"
import { monitoredPart } from "./monitored.js"
import type { ReportPage } from "./page.js"
import { barsOfArms, type Figure, kindsOfArms, learningCurves } from "./plot.js"
import { GuidelineListing } from "./report-guideline.js"
import { pickSamples, renderSample } from "./report-rollouts.js"
import { runFacts } from "./report-run.js"
import { REPORT_SCRIPT } from "./report-script.js"
import { REPORT_STYLE } from "./report-style.js"
import { type Cell, type Pooled, pivotArms, pool, resultsTable } from "./results.js"
import { type Column, tableOf } from "./table.js"

export interface ReportInput {
  readonly manifest: Manifest
  readonly results: readonly ResultRow[]
  readonly metrics: readonly MetricsRow[]
  readonly rollouts: readonly RolloutRow[]
  readonly conclusions: readonly Conclusion[]
  /** As run, with imports. */
  readonly guidelines: readonly { readonly path: string; readonly text: string }[]
  readonly page: ReportPage
}

/** @returns a whole HTML document */
export function renderReport(input: ReportInput): string {
  const { manifest, results, metrics, rollouts, conclusions, guidelines, page } = input
  const arms = orderedArms([...results.map(({ arm }) => arm), ...metrics.map(({ arm }) => arm)])
  const pooled = pool(results)
  const charts = { light: figuresOf(pooled, metrics, arms, "light"), dark: figuresOf(pooled, metrics, arms, "dark") }
  const { accuracy, kinds, curves } = charts.light
  const samples = pickSamples(rollouts)
  const origins = samples.flatMap(({ answers }) =>
    answers.flatMap(({ terms }) => terms.flatMap(({ origin }) => (origin ? [origin] : []))),
  )
  const listing = new GuidelineListing(guidelines, origins)
  const parts: readonly (readonly [id: string, title: string, body: Content])[] = [
    ["conclusions", "What came out", conclusionsPart(conclusions, page)],
    ["results", "Results", resultsPart(pooled, accuracy, arms, page)],
    ...(kinds.length > 0 ? [["kinds", "By kind of item", kindsPart(pooled, kinds, arms)] as const] : []),
    ...(curves.length > 0 ? [["training", "Training", curvesPart(metrics, curves, arms)] as const] : []),
    ...(samples.length > 0
      ? [
          [
            "answers",
            "Sample answers",
            html`<p class="prose">The same items, answered by each arm; chosen by rule (most arms, most different scores, kinds in turn). What a finding is about is underlined.</p>${samples.map((sample) => renderSample(sample, listing.link))}`,
          ] as const,
        ]
      : []),
    ["guideline", "Guideline and prompt", html`${listing.render()}${promptPart(page)}`],
    ["run", "How it was run", html`${runFacts(manifest)}${rowsPart(results)}`],
  ]
  const plotly = plotlySource()
  const body = html`<a class="skip" href="#conclusions">Skip to the conclusions</a>
<header>
<p class="kicker">Glossator run report · ${manifest.recipe}</p>
<h1>${page.title}</h1>
<p class="lead">${page.lead}</p>
<ul class="facts">${factsLine(manifest).map((fact) => html`<li>${fact}</li>`)}</ul>
</header>
<nav aria-label="Parts of this report"><ul>${parts.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
<noscript><p class="quiet">Charts are drawn by a script, which is switched off here. Every number stands in a table.</p></noscript>
<main>${parts.map(([id, title, content]) => html`<section class="part" id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>\n${content}</section>\n`)}</main>
<footer>Written by glossator ${manifest.versions.glossator}. Charts: plotly.js (MIT). This file loads nothing and sends nothing.</footer>`
  const drawn = (figures: typeof charts.light) =>
    Object.values(figures)
      .flat()
      .map(({ name, data, layout }) => ({ name, data, layout }))
  const data = jsonBlock("figures", { light: drawn(charts.light), dark: drawn(charts.dark) })
  return pageText({
    title: page.title,
    style: `${REPORT_STYLE}${armColors(arms)}`,
    body,
    data,
    scripts: [plotly, REPORT_SCRIPT],
    draws: true,
  })
}

function figuresOf(
  pooled: readonly Pooled[],
  metrics: readonly MetricsRow[],
  arms: readonly string[],
  theme: "light" | "dark",
) {
  const options = { arms, theme }
  const bySet = (wanted: (metric: string) => boolean): Pooled[][] =>
    orderedSets(pooled.map(({ set }) => set))
      .map((set) => pooled.filter((one) => one.set === set && wanted(one.metric)))
      .filter((some) => some.length > 0)
  return {
    accuracy: bySet((metric) => metric === "accuracy").map((some) => barsOfArms(some, options)),
    kinds: bySet((metric) => metric.startsWith("kind/")).map((some) => kindsOfArms(some, options)),
    curves: learningCurves(metrics, options),
  }
}

const chartsOf = (figures: readonly Figure[]): Html =>
  html`<div class="charts">${figures.map(
    ({ name, title, description, layout }) =>
      html`<figure><figcaption>${title}</figcaption><div class="chart" id="chart-${name}" role="figure" aria-label="${description}" style="--h:${layout.height as number}px"></div></figure>`,
  )}</div>`

/** Numbers stay with their units, and the ends of an interval together. */
const unbroken = (sentence: string): string =>
  sentence.replaceAll(" %", "\u00a0%").replace(/\[([^\s,\]]+), ([^\s,\]]+)\]/g, "[$1,\u00a0$2]")

const VERDICTS = {
  higher: "Higher",
  lower: "Lower",
  "no-difference": "No difference shown",
  "not-measured": "Not measured",
}

function conclusionsPart(conclusions: readonly Conclusion[], page: ReportPage): Html {
  return html`${
    conclusions.length > 0 &&
    html`<ul class="conclusions">${conclusions.map(
      (one) =>
        html`<li><span class="verdict ${one.verdict}">${VERDICTS[one.verdict]}${one.comparison.control && html`<span class="gloss">control</span>`}</span><div><p>${unbroken(one.headline)}</p>${one.numbers !== undefined && html`<p class="numbers">${unbroken(one.numbers)}</p>`}${
          one.kinds.length > 0 &&
          html`<details class="bulk"><summary>By kind</summary><ul>${one.kinds.map(({ sentence }) => html`<li>${unbroken(sentence)}</li>`)}</ul></details>`
        }</div></li>`,
    )}</ul>
<p class="quiet prose" style="margin-top:.8rem">Computed from results.json. “Higher” and “lower” are said only where two 95 % intervals do not overlap; no correction is made for the number of comparisons. “No difference shown” does not mean that there is none.</p>`
  }${
    page.scale.length > 0 &&
    html`<aside class="scale" aria-label="Scale of this run"><h3>What a run of this size can and can not show</h3><ul>${page.scale.map((line) => html`<li>${line}</li>`)}</ul></aside>`
  }`
}

const armCell =
  (arms: readonly string[], page?: ReportPage) =>
  (value: unknown): Content => {
    const arm = String(value)
    const meaning = page?.legend && Object.hasOwn(page.legend, arm) ? page.legend[arm] : undefined
    return html`<span class="name"><span class="chip arm-${arms.indexOf(arm)}"></span>${arm}</span>${meaning && html`<span class="gloss">${meaning}</span>`}`
  }

const numberCell = (value: unknown): Content => {
  const cell = value as Cell | undefined
  return cell ? html`<span class="cell"><b>${cell.value}</b><span class="quiet">${cell.interval}</span></span>` : "–"
}

function pivot(
  pooled: readonly Pooled[],
  across: "set" | "metric",
  arms: readonly string[],
  caption: Content,
  page?: ReportPage,
): Html {
  const cells = pivotArms(pooled, across)
  const heading = (name: string): Content => {
    const counts = [...new Set(pooled.filter((one) => one[across] === name).map(({ n }) => n))]
    const label = across === "metric" ? name.replace(/^kind\//, "") : name
    const gloss = page?.legend && Object.hasOwn(page.legend, name) ? page.legend[name] : undefined
    return html`${label}${gloss && html`<span class="gloss">${gloss}</span>`}${counts.length === 1 && html`<span class="gloss">n = ${counts[0]}</span>`}`
  }
  const columns = cells
    .columnNames()
    .map(
      (name, i): Column =>
        i === 0
          ? { name, heading: "Arm", cell: armCell(arms, page) }
          : { name, heading: heading(name), number: true, cell: numberCell },
    )
  return tableOf(cells, columns, caption)
}

function resultsPart(
  pooled: readonly Pooled[],
  figures: readonly Figure[],
  arms: readonly string[],
  page: ReportPage,
): Html {
  const metrics = [...new Set(pooled.map(({ metric }) => metric))].filter((metric) => !metric.startsWith("kind/"))
  const tables = metrics.map((metric) => {
    const own = pooled.filter((one) => one.metric === metric)
    const envelope = own.some(({ interval }) => interval === "envelope")
    const caption = html`${capital(metricName(metric))}${unitOf(metric)} with 95 % intervals${seedsOf(own)}.${envelope && " Arms with several seeds and no pooled row: mean of the seeds, widest ends of their intervals."}`
    const shown = pivot(own, "set", arms, caption, metric === "accuracy" ? page : undefined)
    return metric === "accuracy" || metrics.length === 1
      ? shown
      : html`<details><summary>${capital(metricName(metric))}</summary>${shown}</details>`
  })
  return html`${tables[0]}${figures.length > 0 && html`${chartsOf(figures)}<p class="quiet prose">Bars: all seeds together, whiskers: 95 % interval, rings: single seeds.</p>`}${tables.slice(1)}`
}

function kindsPart(pooled: readonly Pooled[], figures: readonly Figure[], arms: readonly string[]): Html {
  const kinds = pooled.filter(({ metric }) => metric.startsWith("kind/"))
  const shown = orderedArms(kinds.map(({ arm }) => arm))
  const tables = orderedSets(kinds.map(({ set }) => set)).map((set) =>
    pivot(
      kinds.filter((one) => one.set === set),
      "metric",
      arms,
      html`Accuracy by kind on ${set}, %, with 95 % intervals.`,
    ),
  )
  return html`${legend(shown, arms)}${chartsOf(figures)}<details><summary>The numbers</summary>${tables}</details>`
}

function curvesPart(metrics: readonly MetricsRow[], figures: readonly Figure[], arms: readonly string[]): Html {
  const shown = orderedArms(metrics.map(({ arm }) => arm))
  const rows = shown.map((arm) => {
    const own = metrics.filter((row) => row.arm === arm)
    const last = Math.max(...own.map(({ step }) => step))
    const at = (step: number, measure: "reward" | "format" | "accuracy") => {
      const values = own
        .filter((row) => row.step === step)
        .flatMap((row) => (typeof row[measure] === "number" ? [row[measure]] : []))
      return values.length > 0 ? values.reduce((a, b) => a + b, 0) / values.length : undefined
    }
    const first = Math.min(...own.map(({ step }) => step))
    const change = (measure: "reward" | "format" | "accuracy"): string => {
      const [from, to] = [at(first, measure), at(last, measure)]
      return from === undefined || to === undefined
        ? "–"
        : `${formatValue(from, measure)} → ${formatValue(to, measure)}`
    }
    const seeds = new Set(own.map(({ seed }) => seed)).size
    return { arm, steps: last, seeds, reward: change("reward"), format: change("format"), accuracy: change("accuracy") }
  })
  const columns: readonly Column[] = [
    { name: "arm", heading: "Arm", cell: armCell(arms) },
    { name: "steps", heading: "Steps", number: true },
    { name: "seeds", heading: "Seeds", number: true },
    { name: "reward", heading: "Reward", number: true },
    { name: "format", heading: "Format, %", number: true },
    { name: "accuracy", heading: "Accuracy, %", number: true },
  ]
  return html`${legend(shown, arms)}${chartsOf(figures)}<p class="quiet prose">Thick lines: mean over seeds; thin lines: single seeds.</p>
${tableOf(table(Object.fromEntries(columns.map(({ name }) => [name, rows.map((row) => row[name as keyof typeof row])]))), columns, "From the first to the last training step, mean over seeds; measured on sampled answers, so it is not comparable with the results above.")}
${monitoredPart(monitor(stepsOfMetrics(metrics)))}`
}

const promptPart = (page: ReportPage): Content =>
  page.prompt.length > 0 &&
  html`<h3>One prompt, as the model read it</h3>${page.prompt.map(({ role, content }) => html`<div class="message"><span class="role">${role}</span><pre>${content}</pre></div>`)}`

const rowsPart = (results: readonly ResultRow[]): Html =>
  html`<details class="bulk"><summary>All ${results.length} rows of results.json</summary>${tableOf(
    resultsTable(results),
    [
      { name: "arm", heading: "Arm" },
      { name: "set", heading: "Set" },
      { name: "metric", heading: "Metric" },
      { name: "seed", heading: "Seed", number: true, cell: (seed) => (seed === null ? "all" : (seed as number)) },
      {
        name: "value",
        heading: "Value",
        number: true,
        cell: (value, row) => formatValue(value as number, String(row.metric)),
      },
      {
        name: "low",
        heading: "95 % interval",
        number: true,
        cell: (low, row) => formatInterval({ low: low as number, high: row.high as number }, String(row.metric)),
      },
      { name: "n", heading: "n", number: true },
    ],
    "Every row as measured; shares in per cent.",
  )}</details>`

function factsLine(manifest: Manifest): string[] {
  const { started, finished, seeds, engine, device } = manifest
  const seconds = finished ? (Date.parse(finished) - Date.parse(started)) / 1000 : undefined
  return [
    `${started.slice(0, 10)} ${started.slice(11, 16)} UTC`,
    ...(seconds !== undefined && manifest.resumed.length === 0 ? [formatDuration(seconds)] : []),
    `${seeds.length} seed${seeds.length === 1 ? "" : "s"}`,
    device ? `${engine}: ${device.description}` : engine,
  ]
}

function seedsOf(pooled: readonly Pooled[]): string {
  const several = pooled.filter(({ seeds }) => seeds.length > 0)
  if (several.length === 0) return ""
  const counts = [...new Set(several.map(({ seeds }) => seeds.length))].sort((a, b) => a - b)
  if (counts.length === 1) return `, ${counts[0]} seed${counts[0] === 1 ? "" : "s"} per trained arm`
  const fewer = several.filter(({ seeds }) => seeds.length < counts.at(-1)!)
  const names = [...new Set(fewer.map(({ arm, seeds }) => `${arm}: ${seeds.length}`))]
  return `, ${counts.at(-1)} seeds per trained arm (${names.join(", ")})`
}

const unitOf = (metric: string): string => (formatValue(1, metric) === "100.0" ? ", %," : "")
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** The library as one script; "</script" in a string of it would end the element. */
function plotlySource(): string {
  const file = createRequire(import.meta.url).resolve("plotly.js-basic-dist-min")
  return readFileSync(file, "utf8").replaceAll("</script", "<\\/script")
}
