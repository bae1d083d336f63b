/** `%who`: the variables of the notebook. */
import { html, rendered } from "../../html.js"
import { DONE, type LineMagic } from "./magic.js"

export const who: LineMagic = {
  name: "who",
  usage: "%who [NAME…]",
  summary: "lists the variables that cells declared, with type and value",
  run: async (args, { engine, output }) => {
    const names = args.split(/\s+/).filter((name) => name !== "")
    const all = engine.variables().filter(({ name }) => names.length === 0 || names.includes(name))
    const unknown = names.filter((one) => all.every(({ name }) => name !== one))
    if (unknown.length > 0) output.print("stdout", `No variable is called ${unknown.join(" or ")}.\n`)
    else if (all.length === 0) output.print("stdout", "No variables.\n")
    if (all.length === 0) return DONE
    const wide = (key: "name" | "type"): number => Math.min(40, Math.max(...all.map((one) => one[key].length)))
    const cells = all.map(
      ({ name, type, preview }) =>
        html`<tr><th style="text-align:left">${name}</th><td style="text-align:left"><code>${type}</code></td><td style="text-align:left"><code>${preview}</code></td></tr>`,
    )
    output.show({
      "text/html": rendered(
        html`<table><thead><tr>${["name", "type", "value"].map((one) => html`<th style="text-align:left">${one}</th>`)}</tr></thead><tbody>${cells}</tbody></table>`,
      ),
      "text/plain": all
        .map(({ name, type, preview }) => `${name.padEnd(wide("name"))}  ${type.padEnd(wide("type"))}  ${preview}`)
        .join("\n"),
    })
    return DONE
  },
}
