/** How answers are scored: points, tests, and every check with both of its sentences. */
import type { Phrase } from "../../../catalogue.js"
import { type Content, type Html, html } from "../../../html.js"
import { allExamples, allRules, type Meaning, type Term } from "../../../language/meaning.js"
import { checks } from "../../../reward/checks/index.js"
import { listed } from "../../../text.js"
import { planOf } from "../../plan.js"
import { phraseText } from "../../prompt/rules.js"
import { conditionText } from "../../prompt/words.js"
import type { Ids } from "./ids.js"
import { gradeMark, ownSentence, ruleKey, seen } from "./rules.js"
import { lines, say, verbatim } from "./say.js"
import { inputHtml } from "./values.js"

export function scoring(meaning: Meaning, ids: Ids): Content {
  const { rewards, reports, arms, standardize } = meaning
  const { range } = planOf(meaning)
  const tested = allExamples(meaning).filter(({ tests }) => tests.length > 0)
  return [
    rewards.length > 0
      ? html`<p>An answer's score is the sum of the points below: from ${points(range.lowest)} to ${points(range.highest)}. A line that waits for another one gives no points while that one does not hold.</p>${termTable(rewards, "Points", meaning, ids)}`
      : html`<p>No points are given.</p>`,
    standardize !== undefined &&
      html`<p>For training, scores are then made comparable: each is measured by its distance from the mean of its ${standardize === "group" ? "group of answers to the same item" : "batch"}.</p>`,
    reports.length > 0 &&
      html`<h3 id="${ids.of("reports")}">Measured, but not paid</h3>${termTable(reports, "Measured, but not paid", meaning, ids)}`,
    arms.length > 0 &&
      html`<h3 id="${ids.of("arms")}">Other ways to pay</h3><p>For comparison, models are also trained with these instead of the points above.</p>${arms.map(
        ({ name, says, rewards: own }) =>
          html`<details class="entry"><summary>${say(name)}</summary>${says !== undefined && html`<p dir="auto">${lines(says)}</p>`}${own.length > 0 ? termTable(own, `Points of ${name}`, meaning, ids) : html`<p>No points are given.</p>`}</details>`,
      )}`,
    tested.length > 0 &&
      html`<h3 id="${ids.of("tests")}">Answers with their scores</h3><p>These are whole answers as a model writes them. They are run whenever the guideline is checked, and must score exactly so.</p>${tested.map(
        (example) =>
          html`<div class="tests">${inputHtml(example, meaning)}${example.tests.map(
            ({ completion, score, given }) =>
              html`<div class="test entry">${verbatim(completion)}<p class="score">${points(score)}${givenText(given)}</p></div>`,
          )}</div>`,
      )}`,
  ]
}

const givenText = (given: Readonly<Record<string, number>>): string => {
  const values = Object.entries(given).map(([rule, value]) => `${rule} is ${value}`)
  return values.length === 0 ? "" : `, when ${values.join(" and ")}`
}

function termTable(terms: readonly Term[], label: string, meaning: Meaning, ids: Ids): Html {
  const isPaid = terms.some(({ pays, otherwise }) => pays !== 0 || otherwise !== 0)
  const rows = terms.map(({ name, phrase, pays, otherwise, after, when }) => {
    const graded = !isBinary(phrase, meaning)
    const waits = [...after, ...(when ? [`only if ${conditionText(when, meaning)}`] : [])]
    return html`<tr class="entry"><th scope="row">${say(name)}</th><td>${measured(phrase, meaning, ids)}${graded && html` <span class="quiet">By degrees.</span>`}</td>${
      isPaid &&
      html`<td class="number">${graded && "up to "}${points(pays)}</td><td class="number">${points(otherwise)}</td><td>${waits.length > 0 ? say(listed(waits, "and")) : "–"}</td>`
    }</tr>\n`
  })
  return html`<div class="table" role="region" aria-label="${label}" tabindex="0"><table><thead><tr><th scope="col">Name</th><th scope="col">What is measured</th>${
    isPaid &&
    html`<th scope="col" class="number">If it holds</th><th scope="col" class="number">If not</th><th scope="col">Waits for</th>`
  }</tr></thead><tbody>${rows}</tbody></table></div>`
}

/** A real minus sign, and a plus where something is given. */
const points = (amount: number): string => (amount > 0 ? `+${amount}` : amount < 0 ? `−${-amount}` : "0")

function isBinary(phrase: Phrase, meaning: Meaning): boolean {
  if (phrase.kind === "verb")
    return phrase.modifiers.fully === true || checks.get(phrase.verb)?.signature.binary !== false
  if (phrase.kind !== "rule") return true
  const rule = allRules(meaning).find((one) => one.rule.name === phrase.rule)?.rule
  // a judge gives a probability
  return phrase.fully === true || (rule?.grade === "checked" && isBinary(rule.phrase, meaning))
}

function measured(phrase: Phrase, meaning: Meaning, ids: Ids): Content {
  switch (phrase.kind) {
    case "format":
      return "Every part of the answer is there, in the form that is asked for."
    case "present":
      return html`The ${say(phrase.subject)} is there and can be read.`
    case "rule": {
      const found = allRules(meaning).find(({ rule }) => rule.name === phrase.rule)
      return found ? html`The rule ${ids.link(ruleKey(found.home, phrase.rule), phrase.rule)}.` : say(phrase.rule)
    }
    case "verb": {
      const { subject } = phrase
      const found =
        subject.kind === "rule" ? allRules(meaning).find(({ rule }) => rule.name === subject.name) : undefined
      if (found)
        return html`The rule ${ids.link(ruleKey(found.home, subject.name), subject.name)}, ${say(verbWords(phrase))}.`
      return say(phraseText(phrase, meaning) || `${subject.name} ${verbWords(phrase)}`)
    }
  }
}

const verbWords = ({ verb, objects }: Extract<Phrase, { kind: "verb" }>): string =>
  [
    verb.replaceAll("-", " "),
    ...objects.map((one) =>
      "value" in one
        ? String(one.value)
        : "text" in one
          ? one.text
          : one.kind === "schema"
            ? "the declared names"
            : one.field,
    ),
  ].join(" ")

/** Every rule that is checked or judged: the author's sentence and the check's own. */
export function checkTable(meaning: Meaning, ids: Ids): Content {
  const measuredRules = allRules(meaning).filter(({ rule }) => rule.grade !== "advice")
  if (measuredRules.length === 0) return html`<p>No rule is checked or judged: all of them are advice.</p>`
  const rows = measuredRules.map(({ rule, home }) => {
    const own =
      rule.grade === "checked"
        ? say(ownSentence(rule, meaning) ?? "It has nothing to say of itself.")
        : seen(rule.grade === "judged" ? rule.sees : [])
    return html`<tr class="entry"><th scope="row">${ids.link(ruleKey(home, rule.name), rule.name)}${home !== undefined && html`<span class="gloss">of ${say(home)}</span>`}</th><td>${gradeMark(rule.grade)}</td><td dir="auto">${rule.says === undefined ? html`<span class="quiet">The author says nothing beside the check.</span>` : lines(rule.says)}</td><td dir="auto">${own}</td></tr>\n`
  })
  return html`<div class="table" role="region" aria-label="Checks and judges" tabindex="0"><table><thead><tr><th scope="col">Rule</th><th scope="col">Grade</th><th scope="col">What the author says</th><th scope="col">What the check says</th></tr></thead><tbody>${rows}</tbody></table></div>`
}
