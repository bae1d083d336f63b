/** The report's own rules, behind those of all pages. */
import { BASE_STYLE } from "../html-style.js"

/** Of answers with their findings, and of a guideline by lines: in reports and in notebooks. */
export const ANSWER_STYLE = `.sample { border-top: 1px solid var(--line); padding: 1.2rem 0 1.4rem; }
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

.listing { margin: .6rem 0 1.2rem; padding: .8rem 0; background: var(--wash); border-radius: 6px; overflow-x: auto; font-family: var(--mono); font-size: .83rem; line-height: 1.55; list-style: none; }
.listing li { display: grid; grid-template-columns: 3.4rem 1fr; padding-right: 1rem; }
.listing .no { text-align: right; padding-right: 1rem; color: var(--quiet); user-select: none; }
.listing .code { white-space: pre-wrap; overflow-wrap: anywhere; }
.listing li.pays .no { color: var(--accent); font-weight: 640; }
.listing li:is(:target, .at) { background: var(--mark); }
.listing li { scroll-margin-block: 5rem; }
`

export const REPORT_STYLE = `${BASE_STYLE}
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

${ANSWER_STYLE}.message { margin: .6rem 0 1rem; padding: .8rem 1rem; background: var(--wash); border-radius: 6px; font-size: .95rem; }
.role { display: block; font-size: .84rem; color: var(--quiet); margin-bottom: .3rem; }
dl.run { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.6rem; margin: 0 0 1.2rem; font-size: .92rem; }
dl.run dt { color: var(--quiet); } dl.run dd { margin: 0; overflow-wrap: anywhere; }

@media (max-width: 40rem) {
  .conclusions > li { grid-template-columns: 1fr; }
  dl.run { grid-template-columns: 1fr; gap: 0; } dl.run dd { margin-bottom: .5rem; }
  .cell .quiet { display: block; margin-left: 0; min-width: 0; }
  tbody .gloss { padding-left: 0; }
}
@media print {
  .modebar-container { display: none; }
  figcaption { break-after: avoid; }
  .sample > .input { break-inside: avoid; }
  .answer, .scale, .message, .listing { border: 1px solid var(--line); }
  .charts { grid-template-columns: 1fr 1fr; }
  details.bulk { display: none; }
}
`
