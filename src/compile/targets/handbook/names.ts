/** A chapter for each kind of names: what each one means, in which direction, by which words, and what it is not. */
import { type Content, type Html, html } from "../../../html.js"
import type { Meaning, NamedLabel, Relation } from "../../../language/meaning.js"
import { examples } from "./examples.js"
import type { Ids } from "./ids.js"
import { ruleList } from "./rules.js"
import { paragraphs, plain, say } from "./say.js"

export const nameKey = (name: string): string => `name ${name}`

export function nameArticle(one: NamedLabel | Relation, kind: string, meaning: Meaning, ids: Ids): Html {
  const { name, says, under, aliases } = one
  const id = ids.entry(nameKey(name), name, kind)
  for (const alias of aliases) ids.entries.push({ word: alias, what: `another word for ${name}`, id })
  const relation = "roles" in one ? one : undefined
  const roles = relation && html`<span class="signature"> (${say(relation.roles[0])}, ${say(relation.roles[1])})</span>`
  return html`<article class="name" id="${id}" aria-labelledby="${id}-title"><h3 id="${id}-title">${say(name)}${roles}</h3>
<div class="entry">${says === undefined ? html`<p class="quiet">The guideline defines it by its rules and examples alone.</p>` : paragraphs(says)}</div>
${facts(one, relation, under, aliases, meaning, ids)}${relation && directions(relation, meaning)}${
  one.rules.length > 0 && html`<h4>Rules</h4>${ruleList(one.rules, name, meaning, ids)}`
}${cues(one, relation, ids)}${examples(one.examples, name, meaning, ids)}</article>\n`
}

/** What holds of the name itself: its place among the others, the types of its ends, how often, with what not. */
function facts(
  { name }: NamedLabel,
  relation: Relation | undefined,
  under: string | undefined,
  aliases: readonly string[],
  meaning: Meaning,
  ids: Ids,
): Content {
  const kinds = [...meaning.entities, ...meaning.labels, ...meaning.relations].filter((one) => one.under === name)
  const excluded = [...new Set(meaning.exclude.filter((set) => set.includes(name)).flat())].filter(
    (one) => one !== name,
  )
  const links = (names: readonly string[]) =>
    names.map((one, i) => html`${i > 0 && ", "}${ids.link(nameKey(one), one)}`)
  const rows: readonly (readonly [string, Content])[] = [
    ...(under === undefined ? [] : [["A kind of", links([under])] as const]),
    ...(kinds.length > 0 ? [["Kinds of it", links(kinds.map((one) => one.name))] as const] : []),
    ...(aliases.length > 0
      ? [["Also called", aliases.map((one, i) => html`${i > 0 && ", "}${say(one)}`)] as const]
      : []),
    ...(relation ? ends(relation, links) : []),
    ...(excluded.length > 0 ? [["Never together with", html`${links(excluded)}, for the same two`] as const] : []),
  ]
  return (
    rows.length > 0 &&
    html`<dl class="facts-of entry">${rows.map(([title, value]) => html`<div><dt>${title}</dt><dd>${value}</dd></div>`)}</dl>`
  )
}

function ends(
  { roles, types, one }: Relation,
  links: (names: readonly string[]) => Content,
): (readonly [string, Content])[] {
  const typed = roles.flatMap((role, i) =>
    types[i]!.length > 0
      ? [[`The ${role} is a`, html`${links(types[i]!)}${types[i]!.length > 1 && " (one of these)"}`] as const]
      : [],
  )
  if (one === undefined) return typed
  return [...typed, ["How many", html`at most one ${say(roles[one])} for each ${say(roles[1 - one]!)}`]]
}

/** Which answer says what, for the two marked mentions or for the two ends. */
function directions({ name, roles: [first, second], symmetric }: Relation, meaning: Meaning): Content {
  const between = mentionsOf(meaning)
  if (!between)
    return html`<p class="direction entry">${symmetric ? html`The order of the two does not matter.` : html`From the <b>${say(first)}</b> to the <b>${say(second)}</b>.`}</p>`
  const [a, b] = between
  const line = (x: string, y: string) =>
    html`<li><code>${say(`${name}(${x},${y})`)}</code> <span>${say(x)} is the <b>${say(first)}</b>, ${say(y)} is the <b>${say(second)}</b></span></li>`
  return html`<ul class="directions entry">${
    symmetric
      ? html`<li><code>${say(`${name}(${a},${b})`)}</code> <span>one is the ${say(first)}, the other the ${say(second)}; their order does not matter</span></li>`
      : [line(a, b), line(b, a)]
  }</ul>`
}

function cues({ cues: all, name }: NamedLabel, relation: Relation | undefined, ids: Ids): Content {
  if (all.length === 0) return undefined
  const id = ids.of(`cues ${name}`)
  for (const { text } of all) ids.entries.push({ word: text, what: `wording for ${name}`, id })
  return html`<h4 id="${id}">Typical wordings</h4><ul class="cues entry">${all.map(({ text, forward }) => {
    const [x, y] = relation ? (forward ? relation.roles : [relation.roles[1], relation.roles[0]]) : []
    // the wording decides in which direction the three are read
    return html`<li dir="auto">${x !== undefined && html`<span class="slot">${say(x)}</span> `}<q>${plain(text)}</q>${y !== undefined && html` <span class="slot">${say(y)}</span>`}</li>`
  })}</ul>`
}

/** The mentions that the answer is between; undefined where the answer marks its own. */
export function mentionsOf({ answers }: Meaning): readonly [string, string] | undefined {
  for (const { type } of answers) {
    const item = type.kind === "list" ? type.item : type
    if (item.kind === "relation") return item.between
  }
  return undefined
}

/** Which name wins, and what excludes each other. */
export function decisions(meaning: Meaning, ids: Ids): Content {
  const { prefer, exclude, relations } = meaning
  const links = (names: readonly string[]) =>
    names.map((one, i) => html`${i > 0 && (i === names.length - 1 ? " or " : ", ")}${ids.link(nameKey(one), one)}`)
  const once = relations.filter(({ one }) => one !== undefined)
  return [
    prefer.length > 0 &&
      html`<h3 id="${ids.entry("precedence", "precedence", "what wins if several fit")}">If several fit</h3><p>Take the first line of these that has a name which fits.</p>${prefer.map((groups) => html`<ol class="prefer">${groups.map((group) => html`<li class="entry">${links(group)}</li>`)}</ol>`)}`,
    exclude.length > 0 &&
      html`<h3 id="${ids.entry("exclusions", "exclusion", "what is never said together")}">What excludes each other</h3><p>Of each line, at most one is said of the same two.</p><ul>${exclude.map((set) => html`<li class="entry">${links(set)}</li>`)}</ul>`,
    once.length > 0 &&
      html`<h3 id="${ids.entry("cardinality", "how many", "what is said at most once")}">How many</h3><ul>${once.map(({ name, roles, one }) => html`<li class="entry">${ids.link(nameKey(name), name)}: for each ${say(roles[1 - one!]!)}, at most one ${say(roles[one!])}.</li>`)}</ul>`,
  ]
}
