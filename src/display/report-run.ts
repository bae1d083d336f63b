/** How a run was made, for its report: the manifest in words. */
import { type Content, type Html, html } from "../html.js"
import { flatSettings, type Manifest, type Setting } from "../rollout/manifest.js"

export function runFacts(manifest: Manifest): Html {
  const { versions, device, hashes } = manifest
  const rows: readonly (readonly [string, Content])[] = [
    ["Command", html`<code>${manifest.command.join(" ")}</code>`],
    ["Engine", `${manifest.engine}${versions.engine ? ` (${versions.engine})` : ""}`],
    ["Device in use", device ? `${device.description} (${device.kind})` : "not known"],
    ["Platform", `${manifest.platform}, Node ${versions.node}`],
    ["Seeds", manifest.seeds.join(", ")],
    ["Started", manifest.started],
    ...(manifest.resumed.length > 0 ? [["Resumed", manifest.resumed.join(", ")] as const] : []),
    ...(manifest.finished ? [["Finished", manifest.finished] as const] : []),
    ...Object.entries(hashes).map(([name, hash]) => [`sha256 of ${name}`, html`<code>${hash}</code>`] as const),
  ]
  const settings = [...flatSettings(manifest.settings)]
  return html`<dl class="run">${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>${
    settings.length > 0 &&
    html`<details><summary>All ${settings.length} settings</summary><dl class="run">${settings.map(([name, value]) => html`<dt><code>${name}</code></dt><dd>${shown(value)}</dd>`)}</dl></details>`
  }`
}

const shown = (value: Setting): string => (typeof value === "object" ? JSON.stringify(value) : String(value))
