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
bdi { unicode-bidi: isolate; }
header { padding-bottom: 1.2rem; }
header .facts { margin: 0; }
nav { position: sticky; top: 0; z-index: 1; background: var(--paper); display: flex; flex-wrap: wrap; gap: .5rem 1.6rem; align-items: center; justify-content: space-between; }
.search:not([hidden]) { display: flex; flex-wrap: wrap; align-items: center; gap: .3rem .6rem; }
.search label { font-size: .86rem; color: var(--quiet); }
.search input { font: inherit; font-size: .95rem; color: var(--ink); background: var(--paper); border: 1px solid var(--quiet); border-radius: 6px; padding: .22rem .55rem; width: 13rem; max-width: 60vw; }
.search input:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
.search output { font-size: .86rem; color: var(--quiet); min-width: 6.5em; }
section.part, article, .field, [id] { scroll-margin-top: 4.2rem; }
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
.rule-name { font-weight: 620; margin-right: .3em; }
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
.directions li { display: grid; grid-template-columns: minmax(min-content, 17rem) 1fr; gap: .1rem .9rem; padding: .12rem 0; }
.cues { display: flex; flex-wrap: wrap; gap: .35rem .6rem; }
.cues li { background: var(--wash); border-radius: 6px; padding: .14rem .6rem; }
.slot { color: var(--quiet); font-size: .86em; }
q { quotes: "“" "”"; }

.example { margin: 0 0 .7rem; padding: .6rem .9rem .65rem; background: var(--wash); border-radius: 6px; break-inside: avoid; max-width: 50rem; }
.examples .example { max-width: 50rem; }
.sentence { margin: 0 0 .35rem; font-size: 1.05rem; line-height: 1.75; }
.m { background: var(--wash-of); color: inherit; border-bottom: 2px solid var(--ink-of); border-radius: 3px 3px 0 0; padding: .06em .22em; -webkit-box-decoration-break: clone; box-decoration-break: clone; }
.m sub { color: var(--ink-of); font-weight: 640; font-size: .7em; margin-left: .3em; vertical-align: baseline; }
.verdict { display: grid; grid-template-columns: 3.6rem 1fr; gap: .6rem; align-items: baseline; font-size: .95rem; padding: .1rem 0; }
.verdict > span { min-width: 0; overflow-wrap: anywhere; }
.sign { font-weight: 640; font-size: .86rem; }
.right .sign { color: var(--good); } .right .sign::before { content: "✓ " / ""; }
.wrong .sign { color: var(--bad); } .wrong .sign::before { content: "✗ " / ""; }
.roles { color: inherit; }
.because { display: block; color: var(--quiet); }
.given { display: grid; grid-template-columns: max-content 1fr; gap: .15rem .9rem; margin: 0 0 .4rem; font-size: .95rem; }
.given dt { color: var(--quiet); }
.given dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
.given .given { margin: 0; }
.items { margin: 0; padding-left: 1.1rem; }
.example .table { margin: .2rem 0; }
.example table { min-width: 0; }
.example pre, .test pre { font-size: .84rem; }
.prefer { margin: 0 0 .9rem; padding-left: 1.6rem; }
.prefer li { padding: .12rem 0; }
td .grade { margin-top: .1rem; }
.gloss { display: block; font-size: .86em; font-weight: 400; color: var(--quiet); }
.test { position: relative; margin: 0 0 .7rem; padding: .6rem 5.2rem .65rem .9rem; background: var(--wash); border-radius: 6px; max-width: 50rem; break-inside: avoid; }
.test .sentence { font-size: .95rem; color: var(--quiet); margin-bottom: .2rem; }
.test pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.score { position: absolute; right: .9rem; top: .6rem; margin: 0; font-weight: 640; font-variant-numeric: tabular-nums; }
.index { columns: 17rem; column-gap: 2.4rem; font-size: .94rem; }
.index li { break-inside: avoid; padding: .12rem 0; }
.index .quiet { font-size: .9em; }

@media (max-width: 40rem) {
  nav { position: static; }
  section.part, article, .field, [id] { scroll-margin-top: 1rem; }
  .rule { grid-template-columns: 1fr; gap: .1rem; }
  .directions li { grid-template-columns: 1fr; }
  .given { grid-template-columns: 1fr; gap: 0; }
  .given dd { margin-bottom: .3rem; }
  .example, .test { padding-left: .75rem; padding-right: .75rem; }
  .test { padding-top: 2rem; }
}
@media print {
  .unfound { display: revert; }
  .example, .test, .cues li { background: none; border: 1px solid var(--line); }
  .m { border: 1px solid var(--ink-of); border-bottom-width: 2px; }
  #scoring, #index { break-before: page; }
  h4 { break-after: avoid; }
  .rule, .verdict, .field { break-inside: avoid; }
  .index { columns: 3; }
}
@page { @bottom-center { content: counter(page) " / " counter(pages); font-size: 8pt; } }
`
