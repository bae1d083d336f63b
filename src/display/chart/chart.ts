/**
 * Charts that notebooks keep: Plotly's figure by value for front ends that know it, HTML that draws it without a kernel, a
 * picture for where no script runs, and a sentence.
 *
 * An untrusted notebook shows the picture, which the HTML holds as well: JupyterLab prefers cleaned HTML to a PNG.
 */
import { randomUUID } from "node:crypto"
import { html } from "../../html.js"
import { DISPLAY, type Displayable, type DisplayContext, type MimeBundle } from "../bundle.js"
import { visible } from "../dataframe/cell.js"
import { callScript, type LibraryName, libraryScript } from "../library.js"
import { type Figure, figureOf, type Layout, type Trace } from "./figure.js"
import { pngOf } from "./picture.js"
import { describe, kindOf } from "./words.js"

export interface PlotOptions {
  /** The chart in words, for readers who do not see it. __Default:__ title, series and their ranges */
  readonly description?: string
}

export class Chart implements Displayable {
  readonly data: readonly Trace[]
  readonly layout: Layout
  readonly description: string
  private picture: Promise<Uint8Array> | undefined

  constructor(
    readonly figure: Figure,
    options: PlotOptions = {},
  ) {
    this.data = figure.data
    this.layout = figure.layout
    this.description = visible(options.description ?? describe(figure))
  }

  /** The chart as a PNG. */
  png(): Promise<Uint8Array> {
    this.picture ??= pngOf(this.figure)
    return this.picture
  }

  async [DISPLAY](context?: DisplayContext): Promise<MimeBundle> {
    const picture = Buffer.from(await this.png()).toString("base64")
    return {
      // front ends fit it to their width themselves; told to be responsive, JupyterLab's would have no height
      "application/vnd.plotly.v1+json": { data: this.data, layout: this.layout, config: {} },
      "text/html": this.html(picture, context),
      "image/png": picture,
      "text/plain": this.description,
    }
  }

  private html(picture: string, context: DisplayContext | undefined): string {
    const id = `glossator-${randomUUID()}`
    const image = html`<img src="data:image/png;base64,${picture}" alt="${this.description}" style="max-width:100%;height:auto">`
    const unknown = [...new Set(this.data.map(kindOf))].filter((kind) => !CARTESIAN.has(kind))
    if (unknown.length > 0)
      return html`<div class="glossator-chart" id="${id}">${image}<p>This page can not draw ${unknown.join(", ")}; a front end with a Plotly of its own, as JupyterLab with its extension and VS Code, does.</p></div>`
        .text
    const library = this.library
    const shown = html`<div class="glossator-chart" id="${id}">${image}</div>`
    return html`${libraryScript(library, context)}${shown}${callScript(library, "show", id, [this.figure, this.description])}`
      .text
  }

  /** The smaller library draws the commonest kinds. */
  private get library(): LibraryName {
    return this.data.every((trace) => BASIC.has(kindOf(trace))) ? "plotly" : "plotly-cartesian"
  }
}

const BASIC: ReadonlySet<string> = new Set(["bar", "pie", "scatter"])

/** What the larger library draws as what it is: any other kind would become points in a plane without a word. */
const CARTESIAN: ReadonlySet<string> = new Set([
  ...BASIC,
  ...["box", "contour", "heatmap", "histogram", "histogram2d", "histogram2dcontour", "image", "scattergl"],
  ...["scatterternary", "violin"],
])

/**
 * A chart of Plotly's traces.
 *
 * @param data traces; their values may be typed arrays, dates and columns of tables
 * @param layout of Plotly: title, axes, size
 * @returns a value that shows itself as a cell's result
 * @throws TypeError for what is no figure
 * @example plot([{ type: "bar", x: ["a"], y: [2] }], { title: { text: "Counts" } }).description // "Chart: Counts. bar (1 values from 2 to 2)."
 */
export function plot(data: readonly object[], layout: object = {}, options: PlotOptions = {}): Chart {
  return new Chart(figureOf(data, layout), options)
}
