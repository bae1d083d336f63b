/**
 * A link of a view marks the line that it leads to, and opens what hides it, also where a notebook leaves the page's address
 * as it is and no line is ever the target.
 *
 * An expression of its own in an output's script; the first one on a page listens for all views.
 */
// biome-ignore lint/suspicious/noAssignInExpressions: it has to stay one expression
export default (globalThis.glossatorLinks ??= (() => {
  const follow = ({ target }) => {
    const link = target.closest?.('.glossator a[href^="#glossator-"]')
    const line = link && document.getElementById(link.hash.slice(1))
    if (!line) return
    for (const one of line.closest(".glossator").querySelectorAll(".at")) one.classList.remove("at")
    line.classList.add("at")
    for (let one = line; one; one = one.parentElement) if (one.tagName === "DETAILS") one.open = true
    line.scrollIntoView({ block: "nearest" })
  }
  // before the notebook's own handler, which scrolls to what is open by then
  document.addEventListener("click", follow, true)
  return follow
})())
