/**
 * A chart in the browser: Plotly in the colours of the page, in place of the picture that stands there.
 *
 * Figures come from the output itself (`show`) or, again and again, from the kernel (`render`, an anywidget's with the trait
 * `figure` and the words for it in `description`).
 */
import Plotly from "plotly"

const CONFIG = { displaylogo: false, responsive: true, modeBarButtonsToRemove: ["lasso2d", "select2d"] }

/** The page's colours, where the figure says none. */
function themed(layout, element) {
  const ink = getComputedStyle(element).color
  const line = `color-mix(in srgb, ${ink} 18%, transparent)`
  const mixed = Object.assign(document.createElement("i"), { style: `color:${line}` })
  element.append(mixed)
  const grid = getComputedStyle(mixed).color
  mixed.remove()
  const axes = Object.keys(layout).filter((name) => /^[xy]axis\d*$/.test(name))
  const axis = { gridcolor: grid, linecolor: grid, zerolinecolor: grid, automargin: true }
  return {
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    height: 420,
    margin: { l: 60, r: 20, t: layout.title ? 60 : 20, b: 50 },
    modebar: { bgcolor: "rgba(0,0,0,0)", color: ink, activecolor: ink },
    ...layout,
    font: { color: ink, ...layout.font },
    ...Object.fromEntries(
      [...new Set(["xaxis", "yaxis", ...axes])].map((name) => [name, { ...axis, ...layout[name] }]),
    ),
  }
}

function place(element, description) {
  const chart = document.createElement("div")
  chart.setAttribute("role", "group")
  chart.setAttribute("aria-label", description)
  chart.style.color = "var(--jp-content-font-color1, var(--vscode-editor-foreground, CanvasText))"
  chart.dataset.lmSuppressShortcuts = "true"
  element.append(chart)
  return chart
}

/** Calls back when the page turns dark or light: by its own switch, as in JupyterLab and VS Code, or by the system's. */
function onTheme(element, changed) {
  let ink = getComputedStyle(element).color
  const look = () => {
    const now = getComputedStyle(element).color
    if (now === ink || !element.isConnected) return
    ink = now
    changed()
  }
  // the new style sheet may come behind the name of the theme
  const soon = () => {
    for (const pause of [0, 300, 1500]) setTimeout(look, pause)
  }
  const observer = new MutationObserver(soon)
  observer.observe(document.body, { attributes: true })
  const dark = matchMedia("(prefers-color-scheme: dark)")
  dark.addEventListener("change", soon)
  return () => {
    observer.disconnect()
    dark.removeEventListener("change", soon)
  }
}

const copy = (value) => structuredClone(value)

async function draw(chart, { data, layout }) {
  // Plotly writes into what it is given
  await Plotly.react(chart, copy(data), themed(copy(layout), chart), CONFIG)
}

export default {
  async show(element, figure, description) {
    const chart = place(element, description)
    try {
      await draw(chart, figure)
      element.querySelector("img")?.remove()
      onTheme(chart, () => draw(chart, figure))
    } catch (error) {
      // the picture stays
      chart.remove()
      console.error(error)
    }
  },

  render({ model, el }) {
    const chart = place(el, model.get("description") ?? "Chart")
    const name = () => chart.setAttribute("aria-label", model.get("description") ?? "Chart")
    const update = () => draw(chart, model.get("figure"))
    model.on("change:description", name)
    model.on("change:figure", update)
    update()
    const end = onTheme(chart, update)
    return () => {
      end()
      model.off("change:description", name)
      model.off("change:figure", update)
      Plotly.purge(chart)
    }
  },
}
