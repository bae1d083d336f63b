/** The report's style sheet: light and dark, narrow and wide, screen and paper. */
import { THEMES } from "./theme.js"

const { light, dark } = THEMES

export const REPORT_STYLE = `
:root {
  color-scheme: light dark;
  --ink: ${light.ink}; --quiet: ${light.quiet}; --line: ${light.line}; --paper: ${light.paper};
  --wash: #f6f7f9; --accent: #005a9c; --mark: #fde9c8; --mark-line: #b35900; --good: #00684a; --bad: #a53d00;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ink: ${dark.ink}; --quiet: ${dark.quiet}; --line: ${dark.line}; --paper: ${dark.paper};
    --wash: #1d2228; --accent: #79bdf2; --mark: #4a3510; --mark-line: #f0a94a; --good: #5fd0a5; --bad: #ffa270;
  }
}
* { box-sizing: border-box; }
html { font: 16px/1.55 var(--sans); color: var(--ink); background: var(--paper); -webkit-text-size-adjust: 100%; scroll-behavior: smooth; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body { margin: 0 auto; max-width: 66rem; padding: 0 1.5rem 5rem; }
a { color: var(--accent); text-underline-offset: .15em; text-decoration-thickness: .06em; }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 2px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem 1rem; z-index: 2; }
header { padding: 3.2rem 0 1.6rem; }
.kicker { margin: 0 0 .5rem; font-size: .82rem; color: var(--quiet); }
h1 { margin: 0 0 .9rem; font-size: clamp(1.7rem, 1.3rem + 1.8vw, 2.5rem); line-height: 1.15; letter-spacing: -.018em; font-weight: 680; text-wrap: balance; max-width: 46rem; }
.lead { margin: 0; max-width: 44rem; font-size: 1.09rem; color: var(--ink); }
.facts { margin: 1.3rem 0 0; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem 1.6rem; list-style: none; font-size: .86rem; color: var(--quiet); }
nav { border-block: 1px solid var(--line); padding: .55rem 0; font-size: .9rem; }
nav ul { margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.4rem; list-style: none; }
nav a { text-decoration: none; }
nav a:hover { text-decoration: underline; }
section.part { padding-top: 2.6rem; }
h2 { margin: 0 0 .9rem; font-size: 1.36rem; line-height: 1.25; letter-spacing: -.01em; font-weight: 650; }
h3 { margin: 2rem 0 .5rem; font-size: 1.02rem; font-weight: 650; }
p, ul, ol { margin: 0 0 .9rem; }
.prose { max-width: 44rem; }
.quiet { color: var(--quiet); }
code, pre { font-family: var(--mono); font-size: .86em; }
code { overflow-wrap: anywhere; }

.conclusions { margin: 0; padding: 0; list-style: none; max-width: 54rem; }
.conclusions > li { display: grid; grid-template-columns: 9.2rem 1fr; gap: .1rem 1.1rem; padding: .7rem 0; border-top: 1px solid var(--line); }
.conclusions > li:last-child { border-bottom: 1px solid var(--line); }
.verdict { font-weight: 620; font-size: .93rem; }
.verdict.higher { color: var(--good); } .verdict.lower { color: var(--bad); }
.verdict.no-difference, .verdict.not-measured { color: var(--quiet); }
.conclusions p { margin: 0; }
.conclusions .numbers { color: var(--quiet); font-size: .9rem; font-variant-numeric: tabular-nums; }
.conclusions details { margin-top: .35rem; font-size: .9rem; }
.conclusions details ul { margin: .35rem 0 0; padding-left: 1.1rem; }
.scale { margin: 1.5rem 0 0; padding: .9rem 1.2rem; max-width: 54rem; background: var(--wash); border-radius: 6px; font-size: .94rem; }
.scale h3 { margin: 0 0 .35rem; font-size: .94rem; }
.scale ul { margin: 0; padding-left: 1.1rem; }
.scale li + li { margin-top: .25rem; }

.table { overflow-x: auto; margin: 1rem 0 1.4rem; }
table { border-collapse: collapse; font-size: .92rem; font-variant-numeric: tabular-nums; min-width: min(100%, 34rem); }
caption { text-align: left; caption-side: top; padding: 0 0 .55rem; font-size: .88rem; color: var(--quiet); }
caption > span { display: block; position: sticky; left: 0; width: max-content; max-width: min(44rem, 100vw - 3rem); }
th, td { text-align: left; padding: .42rem 2.4rem .42rem 0; border-top: 1px solid var(--line); vertical-align: baseline; font-weight: 400; }
thead th { border-top: 0; border-bottom: 1.5px solid var(--ink); font-weight: 620; vertical-align: bottom; }
tbody tr:first-child > * { border-top: 0; }
tbody tr:last-child > * { border-bottom: 1.5px solid var(--ink); }
th.number, td.number { text-align: right; white-space: nowrap; }
th:last-child, td:last-child { padding-right: 0; }
.cell b { font-weight: 640; }
.cell .quiet { display: inline-block; min-width: 7.2em; margin-left: .5em; font-size: .9em; }
.name { white-space: nowrap; }
.chip { display: inline-block; width: .62em; height: .62em; margin-right: .55em; border-radius: 50%; background: var(--c); }
.gloss { display: block; white-space: normal; font-size: .86em; font-weight: 400; color: var(--quiet); }
tbody .gloss { padding-left: 1.17em; }

.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 25rem), 1fr)); gap: 1.2rem 2.4rem; margin: 1rem 0 1.2rem; }
figure { margin: 0; min-width: 0; break-inside: avoid; }
figcaption { font-size: .93rem; font-weight: 620; margin-bottom: .1rem; }
.chart { display: none; }
.scripted .chart { display: block; min-height: var(--h); }
.legend { display: flex; flex-wrap: wrap; gap: .15rem 1.3rem; margin: 0; padding: 0; list-style: none; font-size: .88rem; }
.legend svg { width: 2.1em; height: .8em; margin-right: .45em; vertical-align: -.05em; }

.sample { border-top: 1px solid var(--line); padding: 1.2rem 0 1.4rem; }
.sample .where { margin: 0 0 .3rem; font-size: .84rem; color: var(--quiet); }
.input { margin: 0 0 .35rem; font-size: 1.05rem; max-width: 52rem; unicode-bidi: isolate; overflow-wrap: anywhere; }
.mention { font-weight: 640; border-bottom: 2px solid var(--accent); }
.mention sub { font-weight: 400; font-size: .68em; color: var(--quiet); margin-left: .15em; }
.key { font-size: .84rem; color: var(--quiet); margin-right: .4em; }
.gold { margin: 0 0 .8rem; }
.answers { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17.5rem), 1fr)); gap: .9rem; }
.answer { background: var(--wash); border-radius: 6px; padding: .7rem .9rem .75rem; min-width: 0; break-inside: avoid; }
.who { display: grid; grid-template-columns: 1fr auto; align-items: baseline; margin: 0 0 .5rem; font-size: .86rem; line-height: 1.4; }
.who .quiet { grid-row: 2; font-size: .94em; }
.arm { font-weight: 640; }
.score { font-weight: 640; font-variant-numeric: tabular-nums; }
.score.full { color: var(--good); } .score.less { color: var(--bad); }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.5; }
.completion { unicode-bidi: isolate; }
mark { background: var(--mark); color: inherit; text-decoration: underline wavy var(--mark-line) 1px; text-underline-offset: .22em; }
sup.finding { color: var(--mark-line); font-weight: 640; padding-left: .1em; line-height: 0; }
.findings, .terms { margin: .5rem 0 0; font-size: .86rem; line-height: 1.45; }
.findings { padding-left: 1.3rem; }
.findings li::marker { color: var(--mark-line); font-weight: 640; }
.terms { list-style: none; padding: .45rem 0 0; border-top: 1px solid var(--line); }
.terms li { display: grid; grid-template-columns: 3em 1fr; }
.paid { font-variant-numeric: tabular-nums; }

details { margin: .6rem 0; }
summary { cursor: pointer; width: fit-content; color: var(--accent); font-size: .93rem; }
.listing { margin: .6rem 0 1.2rem; padding: .8rem 0; background: var(--wash); border-radius: 6px; overflow-x: auto; font-family: var(--mono); font-size: .83rem; line-height: 1.55; list-style: none; }
.listing li { display: grid; grid-template-columns: 3.4rem 1fr; padding-right: 1rem; }
.listing .no { text-align: right; padding-right: 1rem; color: var(--quiet); user-select: none; }
.listing .code { white-space: pre-wrap; overflow-wrap: anywhere; }
.listing li.pays .no { color: var(--accent); font-weight: 640; }
.listing li:target { background: var(--mark); }
.message { margin: .6rem 0 1rem; padding: .8rem 1rem; background: var(--wash); border-radius: 6px; font-size: .95rem; }
.role { display: block; font-size: .84rem; color: var(--quiet); margin-bottom: .3rem; }
dl.run { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.6rem; margin: 0 0 1.2rem; font-size: .92rem; }
dl.run dt { color: var(--quiet); } dl.run dd { margin: 0; overflow-wrap: anywhere; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: .84rem; color: var(--quiet); }

@media (max-width: 40rem) {
  body { padding: 0 1rem 3rem; }
  header { padding-top: 1.8rem; }
  .conclusions > li { grid-template-columns: 1fr; }
  dl.run { grid-template-columns: 1fr; gap: 0; } dl.run dd { margin-bottom: .5rem; }
  th, td { padding-right: 1.1rem; }
  .cell .quiet { display: block; margin-left: 0; min-width: 0; }
  tbody .gloss { padding-left: 0; }
}
@media print {
  html { font-size: 10.5pt; }
  body { max-width: none; padding: 0; }
  header { padding-top: 0; }
  nav, .skip, .modebar-container { display: none; }
  .table { overflow: visible; }
  h2, h3, figcaption, caption { break-after: avoid; }
  tr, .sample > .input { break-inside: avoid; }
  .answer, .scale, .message, .listing { border: 1px solid var(--line); }
  a { color: inherit; text-decoration: none; }
  .charts { grid-template-columns: 1fr 1fr; }
  details.bulk { display: none; }
}
@page { margin: 18mm 16mm; }
`
