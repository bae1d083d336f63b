/**
 * A guideline as a handbook for people who annotate: the same rules, examples and near misses as the prompt, by chapters.
 * One HTML file that needs nothing but itself. Everything can be read without the script, which only searches; it works
 * by keyboard, in light and dark, on a narrow screen and on paper.
 */
import { type Content, type Html, html, pageText } from "../../html.js"
import { allRules, type InputField, type Meaning, type NamedLabel, type Rule } from "../../language/meaning.js"
import type { FieldType } from "../../value.js"
import { capital, sentence } from "../prompt/words.js"
import { examples } from "./handbook/examples.js"
import { Ids } from "./handbook/ids.js"
import { decisions, mentionsOf, nameArticle, nameKey } from "./handbook/names.js"
import { GRADES, gradeMark, ruleList } from "./handbook/rules.js"
import { paragraphs, plain, say } from "./handbook/say.js"
import { checkTable, scoring } from "./handbook/scoring.js"
import { HANDBOOK_SCRIPT } from "./handbook/script.js"
import { HANDBOOK_STYLE } from "./handbook/style.js"
import { sampleMark, typeText, whenText } from "./handbook/values.js"
import type { Target } from "./target.js"

export const handbook: Target = {
  name: "handbook",
  summary: "handbook for people who annotate: one HTML page",
  files: (meaning) => ({ files: { "handbook.html": handbookPage(meaning) }, diagnostics: [] }),
}

interface Chapter {
  readonly id: string
  readonly title: string
  readonly body: Content
  /** What it explains one by one. */
  readonly names?: readonly string[]
}

function handbookPage(meaning: Meaning): string {
  const ids = new Ids()
  // ids in the order of reading: a chapter links to names that later ones explain
  const chapters = chaptersOf(meaning, ids)
  const index: Chapter = { id: "index", title: "Index", body: indexOf(ids) }
  const all = [...chapters, index]
  const body = html`<a class="skip" href="#${all[0]!.id}">Skip to the handbook</a>
<header>
<p class="kicker">Annotation handbook</p>
<h1 dir="auto">${plain(meaning.name)}</h1>
<ul class="facts"><li>Version ${say(meaning.version)}</li>${meaning.cites !== undefined && html`<li>After ${say(meaning.cites)}</li>`}<li>${countsText(meaning)}</li></ul>
</header>
<div class="sheet">
<nav aria-label="Chapters"><div class="search" id="search" role="search" hidden><label for="query">Search</label><input type="search" id="query" autocomplete="off" spellcheck="false" aria-describedby="found"><output id="found" for="query"></output></div>
<ul>${all.map(({ id, title, names = [] }) => html`<li><a href="#${id}">${title}</a>${names.length > 0 && html`<ul>${names.map((name) => html`<li>${ids.link(nameKey(name), name)}</li>`)}</ul>`}</li>`)}</ul></nav>
<main>${all.map(({ id, title, body: content }) => html`<section class="part" id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>\n${content}</section>\n`)}</main>
</div>
<footer>Made by glossator from the same guideline that models are trained and scored by. This file loads nothing and sends nothing.</footer>`
  return pageText({
    title: `${meaning.name}: annotation handbook`,
    style: HANDBOOK_STYLE,
    body,
    scripts: [HANDBOOK_SCRIPT],
  })
}

function countsText({ labels, entities, relations, otherwise }: Meaning): string {
  const count = (number: number, one: string, many: string) =>
    number === 0 ? [] : [`${number} ${number === 1 ? one : many}`]
  const names = [
    ...count(labels.length, "label", "labels"),
    ...count(entities.length, "entity", "entities"),
    ...count(relations.length, "relation", "relations"),
  ]
  return `${names.join(", ") || "no labels"}${otherwise ? ` and ${otherwise.name}` : ""}`
}

function chaptersOf(meaning: Meaning, ids: Ids): Chapter[] {
  const { labels, entities, relations, otherwise, examples: whole } = meaning
  for (const id of [
    "task",
    "see",
    "answer",
    "labels",
    "entities",
    "relations",
    "decide",
    "examples",
    "scoring",
    "checks",
    "index",
  ])
    ids.of(id)
  const decided =
    meaning.prefer.length + meaning.exclude.length + relations.filter(({ one }) => one !== undefined).length > 0
  const hasExamples = whole.length > 0
  // the label for none of these belongs to what it is chosen among
  const other = otherwise ? [otherwise] : []
  const named = (id: string, title: string, kind: string, all: readonly NamedLabel[], lead?: Content): Chapter[] =>
    all.length === 0
      ? []
      : [
          {
            id,
            title,
            names: all.map(({ name }) => name),
            body: [
              lead,
              all.length >= FEW && glance(all, ids),
              all.map((one) => nameArticle(one, one === otherwise ? "label for none of these" : kind, meaning, ids)),
            ],
          },
        ]
  return [
    { id: "task", title: "The task", body: taskPart(meaning, ids) },
    { id: "see", title: "What you see", body: inputsPart(meaning, ids) },
    { id: "answer", title: "What you answer", body: answersPart(meaning, ids) },
    ...named("labels", "Labels", "label", [...labels, ...(relations.length === 0 ? other : [])]),
    ...named("entities", "Entities", "entity", entities),
    ...(relations.length > 0
      ? named("relations", "Relations", "relation", [...relations, ...other], relationsLead(meaning))
      : []),
    ...(decided ? [{ id: "decide", title: "How to decide between them", body: decisions(meaning, ids) }] : []),
    ...(hasExamples
      ? [{ id: "examples", title: "Examples of the whole task", body: examples(whole, undefined, meaning, ids) }]
      : []),
    { id: "scoring", title: "Appendix: how answers are scored", body: scoring(meaning, ids) },
    { id: "checks", title: "Appendix: the checks", body: checkTable(meaning, ids) },
  ]
}

/** So many names are first shown side by side. */
const FEW = 3

const glance = (all: readonly NamedLabel[], ids: Ids): Html =>
  html`<dl class="glance">${all.map(({ name, says }) => html`<div><dt>${ids.link(nameKey(name), name)}</dt><dd dir="auto">${says === undefined ? "" : plain(says.replace(/\s+/g, " "))}</dd></div>`)}</dl>`

function taskPart(meaning: Meaning, ids: Ids): Html {
  return html`<div class="entry lead">${paragraphs(meaning.task)}</div>${
    meaning.rules.length > 0 &&
    html`<h3 id="${ids.of("rules")}">Rules for the whole task</h3>${ruleList(meaning.rules, undefined, meaning, ids)}`
  }${gradesPart(meaning, ids)}`
}

/** What the marks mean that stand in this handbook. */
function gradesPart(meaning: Meaning, ids: Ids): Content {
  const used = new Set(allRules(meaning).map(({ rule }) => rule.grade))
  if (used.size === 0) return undefined
  const grades = (Object.keys(GRADES) as Rule["grade"][]).filter((grade) => used.has(grade))
  return html`<h3 id="${ids.of("grades")}">How rules are marked</h3><dl class="grades">${grades.map(
    (grade) => html`<div><dt>${gradeMark(grade)}</dt><dd>${GRADES[grade].means}</dd></div>`,
  )}</dl>`
}

function inputsPart(meaning: Meaning, ids: Ids): Html {
  const field = ({ name, type, says, when, rules }: InputField) => {
    const id = ids.entry(`input ${name}`, name, "what you see")
    return html`<div class="field" id="${id}"><h3>${say(name)}</h3>${fieldText(says, html`${typeOf(type, meaning, name)} ${whenText(when, meaning)}`)}${ruleList(rules, name, meaning, ids)}</div>`
  }
  const { inputs, shuffle } = meaning
  return html`${inputs.map(field)}${shuffle.length > 0 && html`<p>The order of the ${shuffle.map((name, i) => html`${i > 0 && " and the "}${say(name)}`)} carries no meaning: it is drawn anew for every item.</p>`}`
}

function answersPart(meaning: Meaning, ids: Ids): Html {
  const { answers, golds } = meaning
  const under = (parent: string | undefined): Content =>
    answers
      .filter((one) => one.parent === parent)
      .map(({ name, type, says, when, optional, rules }) => {
        const id = ids.entry(`answer ${name}`, name, "part of the answer")
        const inner = answers.some((one) => one.parent === name)
        return html`<div class="field" id="${id}">${parent === undefined ? html`<h3>${say(name)}</h3>` : html`<h4>${say(name)}</h4>`}${fieldText(says, html`${typeOf(type, meaning)} ${optional && "May be left out."} ${whenText(when, meaning)}`)}${ruleList(rules, name, meaning, ids)}${inner && html`<div class="parts">${under(name)}</div>`}</div>`
      })
  return html`${under(undefined)}${
    golds.length > 0 &&
    html`<h3 id="${ids.of("golds")}">What is recorded beside the answer</h3>${golds.map(({ name, type, says }) => {
      const id = ids.entry(`gold ${name}`, name, "recorded beside the answer")
      return html`<div class="field" id="${id}"><h4>${say(name)}</h4>${fieldText(says, typeOf(type, meaning))}</div>`
    })}`
  }`
}

function relationsLead(meaning: Meaning): Html {
  const between = mentionsOf(meaning)
  return between
    ? html`<p>A relation is written with ${say(between[0])} and ${say(between[1])} in the order of its roles: the first in the parentheses has the first role. The right relation in the wrong direction is another answer.</p>`
    : html`<p>The two roles of a relation stand behind its name, in their order.</p>`
}

/** What the author says of a field, then what it holds. */
const fieldText = (says: string | undefined, type: Content): Html =>
  html`<p class="entry">${says !== undefined && html`<span dir="auto">${plain(sentence(capital(says)))}</span> `}<span class="${says === undefined ? "type" : "type quiet"}">${type}</span></p>`

/** @param mention shown as it will be seen */
const typeOf = (type: FieldType, meaning: Meaning, mention?: string): Content =>
  type.kind === "mention" && mention !== undefined
    ? html`Words in the ${say(type.within)} that are marked like this: ${sampleMark(mention, meaning)}.`
    : say(sentence(capital(typeText(type, meaning))))

/** In the order of the alphabet, whatever the language of the machine. */
function indexOf({ entries }: Ids): Html {
  const key = (word: string) => word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
  const sorted = entries.map((entry) => ({ ...entry, key: key(entry.word) }))
  sorted.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.what < b.what ? -1 : 1))
  return html`<ul class="index">${sorted.map(({ word, what, id }) => html`<li class="entry"><a href="#${encodeURIComponent(id)}">${say(word)}</a> <span class="quiet">${say(what)}</span></li>\n`)}</ul>`
}
