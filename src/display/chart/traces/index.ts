/** The kinds of traces that a picture can draw. Another one is named in the picture. */
import type { Trace } from "../figure.js"
import type { Drawing, Look } from "../trace.js"
import { bar } from "./bar.js"
import { box } from "./box.js"
import { heatmap } from "./heatmap.js"
import { histogram } from "./histogram.js"
import { scatter } from "./scatter.js"

export const TRACES: Readonly<Record<string, (trace: Trace, look: Look) => Drawing>> = {
  bar,
  box,
  heatmap,
  histogram,
  scatter,
  scattergl: scatter,
}

/** From the lowest to the uppermost, as Plotly draws them, in whatever order a figure has them. */
export const LAYERS: readonly string[] = ["heatmap", "bar", "histogram", "box", "scatter", "scattergl"]
