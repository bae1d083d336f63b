/** What runs inside the report: draws the charts in the reader's colours, opens what a link points into, prepares paper. */
export const REPORT_SCRIPT = `
(() => {
  const root = document.documentElement
  const figures = JSON.parse(document.getElementById("figures").textContent)
  const dark = matchMedia("(prefers-color-scheme: dark)")
  const options = {
    displaylogo: false,
    modeBarButtons: [["toImage"]],
    toImageButtonOptions: { format: "svg" },
  }
  root.classList.add("scripted")
  const draw = (theme, width) => {
    for (const { name, data, layout } of figures[theme]) {
      const at = document.getElementById("chart-" + name)
      if (!at) continue
      options.toImageButtonOptions.filename = name
      Plotly.react(at, data, { ...layout, width, autosize: width === undefined }, { ...options })
    }
  }
  const redraw = () => draw(dark.matches ? "dark" : "light")
  redraw()
  dark.addEventListener("change", redraw)
  const resized = new ResizeObserver((entries) => {
    for (const { target } of entries) Plotly.Plots.resize(target)
  })
  for (const chart of document.querySelectorAll(".chart")) resized.observe(chart)

  const open = (element) => {
    for (let at = element; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true
  }
  const follow = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)))
    if (!target) return
    open(target)
    target.scrollIntoView({ block: "center" })
  }
  addEventListener("hashchange", follow)
  follow()

  let closed = []
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open]):not(.bulk)")]
    for (const one of closed) one.open = true
    // paper is laid out after this, so its width can not be asked; two charts fit side by side on A4 and Letter
    draw("light", 312)
  })
  addEventListener("afterprint", () => {
    for (const one of closed) one.open = false
    redraw()
  })
})()
`
