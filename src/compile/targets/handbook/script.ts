/** What runs inside a handbook: the search. Without it everything is shown. */
export const HANDBOOK_SCRIPT = `
(() => {
  const fold = (text) => text.normalize("NFKD").replace(/\\p{M}/gu, "").replace(/[-_\\s]+/g, " ").toLowerCase()
  const box = document.getElementById("search")
  const query = document.getElementById("query")
  const found = document.getElementById("found")
  const entries = [...document.querySelectorAll("main .entry")].map((element) => ({ element, text: fold(element.textContent) }))
  const holders = [...document.querySelectorAll("main article, main .field, main section.part")].reverse()
  const titles = new Map(holders.map((holder) => [holder, fold(holder.querySelector("h2, h3, h4")?.textContent ?? "")]))
  const closed = [...document.querySelectorAll("main details:not([open])")]
  box.hidden = false

  const show = (element, isShown) => element.classList.toggle("unfound", !isShown)
  const search = () => {
    const words = fold(query.value).split(" ").filter((word) => word !== "")
    const has = (text) => words.every((word) => text.includes(word))
    document.documentElement.classList.toggle("searching", words.length > 0)
    const isNamed = (element) => {
      for (let at = element.parentElement; at; at = at.parentElement)
        if (at.matches("article, .field") && has(titles.get(at) ?? "")) return true
      return false
    }
    let count = 0
    for (const { element, text } of entries) {
      const isFound = words.length === 0 || has(text) || isNamed(element)
      show(element, isFound)
      if (isFound && words.length > 0 && !element.closest("#index")) count++
    }
    for (const holder of holders) show(holder, words.length === 0 || holder.querySelector(".entry:not(.unfound)") !== null)
    // what the search opened it closes again
    for (const details of closed) details.open = words.length > 0 && !details.classList.contains("unfound")
    found.textContent = words.length === 0 ? "" : count === 0 ? "Nothing found" : count === 1 ? "1 place" : count + " places"
  }
  query.addEventListener("input", search)
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target instanceof HTMLInputElement
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault()
      query.focus()
    } else if (event.key === "Escape" && isTyping && query.value !== "") {
      query.value = ""
      search()
    }
  })
  // a link may lead to what the search hides
  addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
    if (!target || !target.closest(".unfound")) return
    query.value = ""
    search()
    target.scrollIntoView()
  })
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("main details")) details.open = true
  })
})()
`
