/** The legend of all charts of a report, as HTML: an arm's line and mark, drawn as the charts draw them. */
import { type Html, html } from "../html.js"
import { armStyle } from "./theme.js"

/** Outlines around (0, 0), about 4 units to each side, for the marks of theme.ts. */
const OUTLINES: Readonly<Record<string, string>> = {
  circle: "M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0",
  diamond: "M0-4.6L4.6 0L0 4.6L-4.6 0Z",
  square: "M-3.4-3.4H3.4V3.4H-3.4Z",
  "triangle-up": "M0-4.3L4.2 3.2H-4.2Z",
  x: "M-3.6-2.2L-2.2-3.6L0-1.4L2.2-3.6L3.6-2.2L1.4 0L3.6 2.2L2.2 3.6L0 1.4L-2.2 3.6L-3.6 2.2L-1.4 0Z",
  cross: "M-1.2-4H1.2V-1.2H4V1.2H1.2V4H-1.2V1.2H-4V-1.2H-1.2Z",
  star: "M0-4.6L1.1-1.5H4.4L1.8.5L2.7 3.7L0 1.8L-2.7 3.7L-1.8.5L-4.4-1.5H-1.1Z",
  pentagon: "M0-4.2L4-1.3L2.5 3.4H-2.5L-4-1.3Z",
  hexagon: "M-2.1-3.7H2.1L4.2 0L2.1 3.7H-2.1L-4.2 0Z",
  "line-ns-open": "M-.8-4.2H.8V4.2H-.8Z",
}

const DASHES: Readonly<Record<string, string>> = {
  solid: "",
  dash: "5 3",
  dot: "1.5 3",
  dashdot: "5 2.5 1.5 2.5",
  longdash: "8 3",
}

/** @param arms those that the charts show @param all all arms of the report, which decides their styles */
export function legend(arms: readonly string[], all: readonly string[]): Html {
  return html`<ul class="legend">${arms.map((arm) => {
    const { symbol, dash } = armStyle(arm, all, "light")
    return html`<li class="arm-${all.indexOf(arm)}"><svg viewBox="0 0 34 12" aria-hidden="true"><path d="M1 6H33" stroke="var(--c)" stroke-width="1.8" stroke-dasharray="${DASHES[dash]}"/><path d="${OUTLINES[symbol]}" transform="translate(17 6)" fill="var(--c)"/></svg>${arm}</li>`
  })}</ul>`
}

/** Rules that give every arm's class its colour. */
export function armColors(all: readonly string[]): string {
  const rules = (theme: "light" | "dark") =>
    all.map((arm, i) => `.arm-${i}{--c:${armStyle(arm, all, theme).color}}`).join("")
  return `${rules("light")}@media screen and (prefers-color-scheme: dark){${rules("dark")}}`
}
