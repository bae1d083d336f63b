/** What all pages look like: light and dark, narrow and wide, screen and paper. Each page adds its own rules behind these. */
export type ThemeName = "light" | "dark"

export interface Theme {
  readonly ink: string
  readonly quiet: string
  readonly line: string
  readonly paper: string
}

export const THEMES: Readonly<Record<ThemeName, Theme>> = {
  light: { ink: "#1c2127", quiet: "#5b6470", line: "#e3e6ea", paper: "#ffffff" },
  dark: { ink: "#e6e9ed", quiet: "#9aa4b0", line: "#30363d", paper: "#15191e" },
}

const { light, dark } = THEMES

export const BASE_STYLE = `
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
details { margin: .6rem 0; }
summary { cursor: pointer; width: fit-content; color: var(--accent); font-size: .93rem; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: .84rem; color: var(--quiet); }
@media (max-width: 40rem) {
  body { padding: 0 1rem 3rem; }
  header { padding-top: 1.8rem; }
  th, td { padding-right: 1.1rem; }
}
@media print {
  html { font-size: 10.5pt; }
  body { max-width: none; padding: 0; }
  header { padding-top: 0; }
  nav, .skip { display: none; }
  .table { overflow: visible; }
  h2, h3, caption { break-after: avoid; }
  tr { break-inside: avoid; }
  a { color: inherit; text-decoration: none; }
}
@page { margin: 18mm 16mm; }
`
