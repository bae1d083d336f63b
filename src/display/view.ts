/**
 * A view: HTML of its own inside a notebook, styled by itself in the notebook's own colours, light or dark.
 *
 * A notebook that is not trusted strips scripts, styles and classes' rules; what a view says must then still stand there in
 * order, as headings, lists and tables.
 */
import { randomUUID } from "node:crypto"
import { Html, html } from "../html.js"
import { ANSWER_STYLE } from "./report-style.js"

/** For links inside one view: other outputs of the page have their own. */
export const newViewId = (): string => `glossator-${randomUUID().slice(0, 8)}`

/** @param label what a screen reader calls it; a group and no landmark, as a notebook may show the same thing twice */
export function view(label: string, body: Html): Html {
  return html`<div class="glossator" role="group" aria-label="${label}">${STYLE}
${body}
</div>`
}

const STYLE = new Html(`<style>
.glossator {
  --ink: var(--jp-content-font-color1, var(--vscode-editor-foreground, CanvasText));
  --paper: var(--jp-layout-color0, var(--vscode-editor-background, Canvas));
  --quiet: color-mix(in srgb, var(--ink) 72%, var(--paper));
  --line: color-mix(in srgb, var(--ink) 20%, var(--paper));
  --wash: color-mix(in srgb, var(--ink) 5%, var(--paper));
  --mark: color-mix(in srgb, #f0a030 26%, var(--paper));
  --mark-line: color-mix(in srgb, #d97706 62%, var(--ink));
  --good: color-mix(in srgb, #00966a 62%, var(--ink));
  --bad: color-mix(in srgb, #d04a00 68%, var(--ink));
  --accent: color-mix(in srgb, #0a75c2 68%, var(--ink));
  --sans: var(--jp-ui-font-family, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif);
  --mono: var(--jp-code-font-family, ui-monospace, Menlo, Consolas, "Liberation Mono", monospace);
  color: var(--ink); font: 14px/1.5 var(--sans); max-width: 72rem; padding: .2rem 0 .6rem;
  & * { box-sizing: border-box; }
  & p, & ul, & ol { margin: 0 0 .6rem; }
  & h3, & h4 { margin: .2rem 0 .4rem; font-size: 1.05em; font-weight: 650; color: inherit; }
  & a:any-link { color: var(--accent); text-decoration: underline; text-underline-offset: .15em; }
  & code, & pre { font-family: var(--mono); font-size: .92em; background: none; color: inherit; padding: 0; border: 0; overflow-wrap: anywhere; }
  & pre { overflow: visible; word-break: normal; }
  & summary { cursor: pointer; width: fit-content; }
  & a:focus-visible, & summary:focus-visible, & [tabindex]:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
  & .quiet { color: var(--quiet); }
  & .group { border-top: 1px solid var(--line); padding: .6rem 0; }
  & .group > summary { font-weight: 600; margin-bottom: .5rem; }
  & .facts { display: flex; flex-wrap: wrap; gap: .15rem 1.4rem; margin: 0 0 .6rem; padding: 0; list-style: none; color: var(--quiet); font-size: .93em; }
  & .advantage { color: var(--quiet); font-variant-numeric: tabular-nums; }
  & .finding-list { list-style: none; padding: 0; margin: 0 0 .6rem; }
  & .finding-list > li { border-left: 3px solid var(--line); padding: .1rem 0 .1rem .7rem; margin-bottom: .6rem; }
  & .finding-list > .error { border-color: var(--bad); } & .finding-list > .warning { border-color: var(--mark-line); }
  & .finding-list pre { white-space: pre-wrap; margin: .2rem 0; }
  & .severity { font-weight: 650; } & .error > details > summary .severity { color: var(--bad); } & .warning > details > summary .severity { color: var(--mark-line); }
  & table { border-collapse: collapse; font-variant-numeric: tabular-nums; margin: 0 0 .6rem; font-size: .95em; }
  & caption { text-align: left; padding: .1rem 0 .35rem; color: var(--quiet); }
  & th, & td { padding: .25rem .7rem; text-align: right; font-weight: 400; border-top: 1px solid var(--line); color: inherit; background: none; }
  & th[scope="row"], & th:first-child { text-align: left; }
  & thead th { border-top: 0; border-bottom: 1.5px solid var(--ink); font-weight: 620; vertical-align: bottom; }
  & .scroll { overflow-x: auto; }
  & .bar { height: .5rem; background: var(--wash); border: 1px solid var(--line); border-radius: 4px; overflow: hidden; margin: .2rem 0 .5rem; }
  & .bar > span { display: block; height: 100%; background: var(--accent); }
  & .curves { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 15.5rem), 1fr)); gap: .7rem 1.4rem; margin: .4rem 0 .8rem; }
  & .curve { margin: 0; min-width: 0; } & .curve figcaption { font-weight: 600; font-size: .93em; }
  & .curve > svg { display: block; width: 100%; height: auto; background: var(--wash); border-radius: 4px; }
  & .scale-ends { margin: 0; font-size: .85em; } & .newest { list-style: none; margin: 0; padding: 0; font-size: .9em; display: flex; flex-wrap: wrap; gap: 0 1rem; font-variant-numeric: tabular-nums; }
  & .prompt { white-space: pre-wrap; background: var(--wash); padding: .6rem .8rem; border-radius: 6px; margin: .3rem 0 .6rem; line-height: 1.5; }
  ${ANSWER_STYLE}
  & .input { font-size: 1em; }
}
</style>`)
