/** A handbook's own rules, behind those of all pages. */
import { BASE_STYLE } from "../../../html-style.js"
import { PALETTE } from "../palette.js"

const marks = (theme: "light" | "dark"): string =>
  PALETTE.map((hue, i) =>
    theme === "light"
      ? `.m${i} { --wash-of: ${hue.wash}; --ink-of: ${hue.ink}; }`
      : `.m${i} { --wash-of: ${hue.darkWash}; --ink-of: ${hue.darkInk}; }`,
  ).join("\n")

export const HANDBOOK_STYLE = `${BASE_STYLE}
${marks("light")}
@media screen and (prefers-color-scheme: dark) {
${marks("dark")}
}
bdi, q, .m, .own, .because { unicode-bidi: isolate; }
body { max-width: 72rem; }
header { padding-bottom: 1.6rem; }
header .facts { margin: 0; }
.sheet { display: grid; grid-template-columns: 13.5rem minmax(0, 1fr); gap: 3rem; border-top: 1px solid var(--line); }
nav { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; border: 0; padding: 1.6rem .4rem 1.6rem 0; font-size: .89rem; line-height: 1.4; }
nav ul { display: block; }
nav li { padding: .16rem 0; }
nav ul ul { padding: .1rem 0 .2rem .8rem; }
nav ul ul a { color: inherit; }
main > section.part:first-child { padding-top: 1.6rem; }
.search:not([hidden]) { display: block; margin-bottom: 1rem; }
.search label { display: block; font-size: .86rem; color: var(--quiet); }
.search input { font: inherit; font-size: .95rem; color: var(--ink); background: var(--paper); border: 1px solid var(--quiet); border-radius: 6px; padding: .22rem .55rem; width: 100%; }
.search input:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
.search output { display: block; min-height: 1.4em; font-size: .86rem; color: var(--quiet); }
section.part, article, .field, [id] { scroll-margin-top: 1rem; }
.unfound { display: none; }
main p, main li, main dd { max-width: 46rem; }
.lead p { margin-bottom: .6rem; }
h3 { margin-top: 1.7rem; }
h4 { margin: 1.1rem 0 .35rem; font-size: .86rem; font-weight: 620; color: var(--quiet); }
article.name { padding: .2rem 0 1.3rem; border-top: 1px solid var(--line); }
article.name h3 { margin: 1.1rem 0 .35rem; font-size: 1.2rem; }
.signature { font-weight: 400; color: var(--quiet); }
article.name:target h3, .field:target h3, .rule:target .rule-name { background: var(--mark); }
.field h3 { margin: 1.2rem 0 .15rem; }
.field h4 { color: inherit; font-size: .95rem; margin: .8rem 0 .1rem; }
.field > p { margin-bottom: .4rem; }
.parts { margin-left: .2rem; padding-left: 1rem; border-left: 2px solid var(--line); }
.when { color: var(--quiet); }

.rules, .examples, .cues, .directions, .index { list-style: none; margin: .3rem 0 .9rem; padding: 0; }
.rule { display: grid; grid-template-columns: 5.4rem 1fr; gap: .2rem .8rem; padding: .38rem 0; align-items: baseline; }
.rule + .rule { border-top: 1px solid var(--line); }
.rule-name { font-weight: 620; margin-inline-end: .3em; }
.own { display: block; color: var(--quiet); font-size: .9rem; }
.grade { display: inline-block; width: 5rem; text-align: center; font-size: .78rem; font-weight: 620; line-height: 1.5; border-radius: 4px; padding: .08rem .4rem; border: 1px solid currentColor; }
.grade.checked { color: var(--good); }
.grade.judged { color: var(--accent); border-style: dashed; }
.grade.advice { color: var(--quiet); border-style: dotted; }
.grades { margin: 0; }
.grades > div { display: grid; grid-template-columns: 5.4rem 1fr; gap: .8rem; padding: .2rem 0; align-items: baseline; }
.grades dd { margin: 0; }

.facts-of { margin: .2rem 0 .5rem; font-size: .94rem; }
.facts-of > div { display: flex; gap: .5em; flex-wrap: wrap; }
.facts-of dt { color: var(--quiet); }
.facts-of dd { margin: 0; }
.directions { font-size: .94rem; }
.directions li { display: grid; grid-template-columns: minmax(min-content, 14rem) 1fr; gap: .1rem .9rem; padding: .12rem 0; align-items: baseline; }
.glance { margin: .6rem 0 1.4rem; }
.glance > div { display: grid; grid-template-columns: minmax(min-content, 11rem) 1fr; gap: .1rem .9rem; padding: .22rem 0; align-items: baseline; }
.glance dd { margin: 0; }
.type.quiet { display: block; font-size: .92rem; }
.cues { display: flex; flex-wrap: wrap; gap: .35rem .6rem; }
.cues li { background: var(--wash); border-radius: 6px; padding: .14rem .6rem; }
.slot { color: var(--quiet); font-size: .86em; }
q { quotes: "“" "”"; }

.example { margin: 0 0 .7rem; padding: .6rem .9rem .65rem; background: var(--wash); border-radius: 6px; break-inside: avoid; max-width: 50rem; }
.examples .example { max-width: 50rem; }
.sentence { margin: 0 0 .35rem; font-size: 1.05rem; line-height: 1.75; }
.m { background: var(--wash-of); color: inherit; border-bottom: 2px solid var(--ink-of); border-radius: 3px 3px 0 0; padding: .06em .22em; -webkit-box-decoration-break: clone; box-decoration-break: clone; }
.m sub { color: var(--ink-of); font-weight: 640; font-size: .7em; margin-inline-start: .3em; vertical-align: baseline; }
.verdict { display: grid; grid-template-columns: 4.4rem 1fr; gap: .5rem; align-items: baseline; font-size: .95rem; padding: .1rem 0; }
.verdict > span { min-width: 0; overflow-wrap: anywhere; }
.sign { font-weight: 640; font-size: .86rem; white-space: nowrap; }
.right .sign { color: var(--good); } .right .sign::before { content: "✓ " / ""; }
.wrong .sign { color: var(--bad); } .wrong .sign::before { content: "✗ " / ""; }
.roles { color: inherit; }
.because { display: block; color: var(--quiet); }
.given { display: grid; grid-template-columns: max-content 1fr; gap: .15rem .9rem; margin: 0 0 .4rem; font-size: .95rem; }
.given dt { color: var(--quiet); }
.given dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
.given .given { margin: 0; }
.items { margin: 0; padding-left: 1.1rem; }
.items.plain { list-style: none; padding-left: 0; }
.example .table { margin: .2rem 0; }
.example table { min-width: 0; }
.example pre, .test pre { font-size: .84rem; line-height: 1.5; }
.prefer { margin: 0 0 .9rem; padding-left: 1.6rem; }
.prefer li { padding: .12rem 0; }
td .grade { margin-top: .1rem; }
.gloss { display: block; font-size: .86em; font-weight: 400; color: var(--quiet); }
.tests { margin: 0 0 1rem; padding: .6rem .9rem .3rem; background: var(--wash); border-radius: 6px; max-width: 50rem; }
.test { display: grid; grid-template-columns: minmax(0, 1fr) minmax(4rem, max-content); gap: .8rem; padding: .35rem 0; border-top: 1px solid var(--line); break-inside: avoid; }
.test pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; min-width: 0; }
.score { margin: 0; text-align: right; font-weight: 640; font-variant-numeric: tabular-nums; }
.index { columns: 17rem; column-gap: 2.4rem; font-size: .94rem; }
.index li { break-inside: avoid; padding: .12rem 0; }
.index .quiet { font-size: .9em; }

@media screen and (max-width: 56rem) {
  .sheet { display: block; }
  nav { position: static; max-height: none; padding: 1rem 0; border-bottom: 1px solid var(--line); }
  nav > ul { display: flex; flex-wrap: wrap; gap: 0 1.3rem; }
  nav ul ul { display: none; }
  .search input { max-width: 24rem; }
}
@media (max-width: 40rem) {
  .rule { display: block; }
  .rule .grade { width: auto; margin-right: .3rem; }
  .directions li, .glance > div { grid-template-columns: 1fr; gap: 0; }
  .given { grid-template-columns: 1fr; gap: 0; }
  .given dd { margin-bottom: .3rem; }
  .example, .tests { padding-left: .75rem; padding-right: .75rem; }
}
@media print {
  .sheet { display: block; border: 0; }
  nav { display: none; }
  .unfound { display: revert; }
  .example, .tests, .cues li { background: none; border: 1px solid var(--line); }
  .m { border: 1px solid var(--ink-of); border-bottom-width: 2px; }
  #scoring, #index { break-before: page; }
  h4 { break-after: avoid; }
  .rule, .verdict, .field { break-inside: avoid; }
  .index { columns: 3; }
}
@page { @bottom-center { content: counter(page) " / " counter(pages); font-size: 8pt; } }
`
