/** `%help`: what there is beside TypeScript. */
import { html, rendered } from "../../html.js"
import type { CellResult } from "../engine.js"
import type { LineMagic } from "./magic.js"

const GLOBALS = [
  ["display(value, { id })", "shows a value below the cell; with an id it can be replaced"],
  ["Jupyter.clearOutput(wait)", "clears what the cell shows"],
  ["prompt(message), confirm(message), Jupyter.password(message)", "ask the reader; the cell waits"],
  ["Jupyter.signal", "aborted when the cell is interrupted"],
  ["Jupyter.html`…`, Jupyter.md`…`, Jupyter.svg`…`", "a value that shows as HTML, Markdown or SVG"],
] as const

export const help: LineMagic = {
  name: "help",
  usage: "%help",
  summary: "lists magics and what the notebook gives to cells",
  run: async (_, { magics, output }): Promise<CellResult> => {
    const used = [...magics.cell, ...magics.line].map(({ usage, summary }) => [usage, summary] as const)
    const rows = [...used, ...GLOBALS]
    const width = Math.max(...rows.map(([name]) => name.length))
    const table = html`<table>${rows.map(([name, about]) => html`<tr><td style="text-align:left"><code>${name}</code></td><td style="text-align:left">${about}</td></tr>`)}</table>`
    output.show({
      "text/html": rendered(table),
      "text/plain": rows.map(([name, about]) => `${name.padEnd(width)}  ${about}`).join("\n"),
    })
    return { status: "ok", value: undefined }
  },
}
