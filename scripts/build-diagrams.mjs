/**
 * Writes grammar/diagrams.html, the grammar as railroads: `npm run build && node scripts/build-diagrams.mjs`.
 *
 * Everything is read off the parser's own rules. The page is committed; a test compares it with what the sources make.
 */
import { writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { AROUND, BRANCHING, box, choice, LOOPING, optional, repeated, sequence, svg, WRAPPING } from "./railroad.mjs"

/** Widest picture for a page of its usual width, and for a phone. */
const WIDE = 720
const NARROW = 366
const PHONE = "48.9rem"

/** Tokens that are no fixed word: what the page says about them. */
const TOKENS = {
  Name: "one word in any script, with hyphens inside: Cause-Effect, e1, 原因",
  Quote: 'a text in quotes on one line: "…", “…”, „…“',
  Bar: "a line of text behind |",
  Tag: "a tag: <answer>",
  Number: "a number, perhaps with a sign and decimals: +1, -0.5",
}

const nameOf = (rule) => rule.replace(/Statement$/, "")
const isStatement = (rule) => rule.endsWith("Statement")
const wordOf = ({ name, label }) => (name in TOKENS ? name : label.replace(/^"(.*)"$/, "$1"))

/** @param limit widest in pixels @returns a part to draw */
function drawn(node, limit) {
  const all = (nodes, space) => nodes.map((one) => drawn(one, space))
  const inner = (space) => {
    const line = sequence(all(node.definition, space), Number.POSITIVE_INFINITY)
    // on several lines each part has less room
    return line.width <= space ? line : sequence(all(node.definition, space - WRAPPING), space)
  }
  switch (node.type) {
    case "Terminal":
      return node.name in TOKENS ? box(node.name, "token", `#${node.name}`) : box(wordOf(node), "word")
    case "NonTerminal":
      return box(nameOf(node.name), "rule", `#${nameOf(node.name)}`)
    case "Rule":
    case "Alternative":
      return inner(limit)
    case "Alternation":
      return choice(all(node.definition, limit - BRANCHING))
    case "Option":
      return optional(inner(limit - BRANCHING))
    case "RepetitionMandatory":
      return repeated(inner(limit - LOOPING))
    case "RepetitionMandatoryWithSeparator":
      return repeated(inner(limit - LOOPING), drawn(node.separator, limit - LOOPING))
    case "Repetition":
      return optional(repeated(inner(limit - BRANCHING - LOOPING)))
    default:
      throw new Error(`no picture for ${node.type}`)
  }
}

/** The names of all rules and tokens that a rule uses. */
const usedIn = (node) => [
  ...(node.type === "NonTerminal" || (node.type === "Terminal" && node.name in TOKENS) ? [nameOf(node.name)] : []),
  ...(node.definition ?? []).flatMap(usedIn),
  ...(node.separator ? usedIn(node.separator) : []),
]

/**
 * @param rules the parser's productions, serialized
 * @param page the modules src/html and src/html-style
 */
export function diagrams(rules, { html, Html, pageText, BASE_STYLE }) {
  const link = (name) => html`<a href="#${name}">${name}</a>`
  const joined = (pieces, between) => pieces.map((one, i) => (i === 0 ? one : [between, one]))

  /** The same as text. @param isInside whether more stands beside it */
  const written = (node, isInside = true) => {
    const inner = () =>
      joined(
        node.definition.map((one) => written(one)),
        " ",
      )
    switch (node.type) {
      case "Terminal":
        return node.name in TOKENS ? link(node.name) : `"${wordOf(node)}"`
      case "NonTerminal":
        return link(nameOf(node.name))
      case "Alternation": {
        const either = joined(
          node.definition.map((one) => written(one)),
          " | ",
        )
        return isInside ? ["( ", either, " )"] : either
      }
      case "Option":
        return ["[ ", node.definition.length === 1 ? written(node.definition[0], false) : inner(), " ]"]
      case "RepetitionMandatory":
        return [inner(), " { ", inner(), " }"]
      case "RepetitionMandatoryWithSeparator":
        return [inner(), " { ", written(node.separator), " ", inner(), " }"]
      case "Repetition":
        return ["{ ", inner(), " }"]
      default:
        return node.definition.length === 1 ? written(node.definition[0], isInside && node.type !== "Rule") : inner()
    }
  }

  const users = (name) => rules.filter((rule) => usedIn(rule).includes(name)).map((rule) => nameOf(rule.name))
  const usersOf = (name) => {
    const found = users(name)
    return found.length > 0 && html`<p class="quiet users">In ${joined(found.map(link), ", ")}</p>`
  }
  const picture = (rule, limit, name) => new Html(svg(drawn(rule, limit - AROUND), name))
  const production = (rule) => {
    const name = nameOf(rule.name)
    return html`<article id="${name}">
<h3>${name}</h3>
${picture(rule, WIDE, "wide")}
${picture(rule, NARROW, "narrow")}
<p class="ebnf"><code>${name} = ${written(rule, false)}</code></p>
${usersOf(name)}
</article>
`
  }
  const statements = rules.filter(({ name }) => isStatement(name))
  const parts = rules.filter(({ name }) => !isStatement(name))
  const index = (title, id, names) => html`<p><a href="#${id}">${title}</a>: ${joined(names.map(link), ", ")}</p>`

  const body = html`<a class="skip" href="#statements">Skip to the diagrams</a>
<header>
<h1>The grammar of guidelines</h1>
<p class="lead">Read along the line from left to right. A word in a round box is written as it stands; an outlined round box is a text, a name
or a number of one’s own; a square box leads to another diagram.</p>
</header>
<nav aria-label="All diagrams">
${index(
  "Statements",
  "statements",
  statements.map(({ name }) => nameOf(name)),
)}
${index(
  "Parts",
  "parts",
  parts.map(({ name }) => nameOf(name)),
)}
${index("Words of one’s own", "tokens", Object.keys(TOKENS))}
</nav>
<main>
<section class="part" aria-labelledby="statements">
<h2 id="statements">Statements</h2>
<p class="prose">A file is a list of statements. Each begins a line with its own word, which is a keyword only there; a line that goes on is
indented deeper.</p>
${statements.map(production)}</section>
<section class="part" aria-labelledby="parts">
<h2 id="parts">Parts</h2>
<p class="prose"><code>numbered</code> stands behind lists alone, and each <a href="#modifier">modifier</a> once.</p>
${parts.map(production)}</section>
<section class="part" aria-labelledby="tokens">
<h2 id="tokens">Words of one’s own</h2>
${Object.entries(TOKENS).map(
  ([name, text]) => html`<article id="${name}">
<h3>${name}</h3>
<p>${text}</p>
${usersOf(name)}
</article>
`,
)}</section>
</main>
<footer>Written by scripts/build-diagrams.mjs from the parser’s own rules.</footer>`
  return pageText({ title: "The grammar of guidelines", style: BASE_STYLE + STYLE, body, scripts: [] })
}

const STYLE = `
nav p { margin: .3rem 0; }
article { padding-top: .2rem; scroll-margin-top: 1rem; }
article:target h3 { text-decoration: underline .15em var(--mark-line); text-underline-offset: .25em; }
h3 { font-family: var(--mono); margin: 2.2rem 0 .7rem; }
svg { display: block; max-width: 100%; height: auto; overflow: visible; }
svg.narrow { display: none; }
svg path { fill: none; stroke: var(--quiet); stroke-width: 1.5; }
svg rect { stroke: var(--ink); stroke-width: 1.2; fill: var(--paper); }
svg text { font: 13px var(--mono); fill: var(--ink); text-anchor: middle; }
svg .word rect { fill: var(--wash); stroke: var(--quiet); }
svg .word text { font-weight: 650; }
svg .token rect { stroke: var(--mark-line); }
svg .rule rect { stroke: var(--accent); }
svg .rule text { fill: var(--accent); }
svg a:hover rect { fill: var(--mark); }
.ebnf { margin: .7rem 0 .2rem; }
.ebnf code { overflow-wrap: break-word; }
.users { margin: 0; font-size: .86rem; }
@media (max-width: ${PHONE}) {
  svg.wide { display: none; }
  svg.narrow { display: block; }
}
@media print {
  article { break-inside: avoid; }
}
`

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { GuidelineParser } = await import("../dist/grammar/parser.js")
  const page = { ...(await import("../dist/src/html.js")), ...(await import("../dist/src/html-style.js")) }
  const text = diagrams(new GuidelineParser().getSerializedGastProductions(), page)
  writeFileSync(new URL("../grammar/diagrams.html", import.meta.url), text)
}
