/** Rules with their grade: a mark that is text, the author's sentence, and what the check says of itself. */
import { type Content, type Html, html } from "../../../html.js"
import { allRules, type Meaning, type Rule } from "../../../language/meaning.js"
import { listed } from "../../../text.js"
import { phraseText } from "../../prompt/rules.js"
import { sentence } from "../../prompt/words.js"
import type { Ids } from "./ids.js"
import { lines, say } from "./say.js"
import { whenText } from "./values.js"

/** What a grade means for people, in the order of their weight. */
export const GRADES: Readonly<Record<Rule["grade"], { readonly mark: string; readonly means: string }>> = {
  checked: { mark: "Checked", means: "A program tests every answer for it, and always decides in the same way." },
  judged: {
    mark: "Judged",
    means: "A reader decides whether it holds: a second person, or a language model that is shown this rule.",
  },
  advice: { mark: "Advice", means: "It tells you how to decide. Nothing measures whether you followed it." },
}

export const ruleKey = (home: string | undefined, name: string): string => `rule ${home ?? ""} ${name}`

/** The sentence that a rule is told by: the author's, else the check's own. */
export function ruleSays(rule: Rule, meaning: Meaning): string {
  return rule.says ?? (rule.grade === "checked" ? ownSentence(rule, meaning) : undefined) ?? `This holds: ${rule.name}.`
}

/** What the check says of itself. */
export const ownSentence = (rule: Extract<Rule, { grade: "checked" }>, meaning: Meaning): string | undefined =>
  phraseText(rule.phrase, meaning) || undefined

/** @param home the name that the rules stand under; undefined for those of the whole task */
export function ruleList(rules: readonly Rule[], home: string | undefined, meaning: Meaning, ids: Ids): Content {
  if (rules.length === 0) return undefined
  return html`<ul class="rules">${rules.map((rule) => {
    const what = `rule${home === undefined ? "" : ` of ${home}`}`
    const id = ids.entry(ruleKey(home, rule.name), rule.name, what)
    const own = rule.grade === "checked" && rule.says !== undefined ? ownSentence(rule, meaning) : undefined
    return html`<li class="rule entry" id="${id}">${gradeMark(rule.grade)} <span class="says"><b class="rule-name">${say(rule.name)}</b> <span dir="auto">${lines(sentence(ruleSays(rule, meaning)))}</span> ${whenText(rule.when, meaning)}${
      own !== undefined && own !== rule.says && html` <span class="own">The check itself: ${say(own)}</span>`
    }${rule.grade === "judged" && html` <span class="own">${seen(rule.sees)}</span>`}</span></li>\n`
  })}</ul>`
}

export const gradeMark = (grade: Rule["grade"]): Html => html`<span class="grade ${grade}">${GRADES[grade].mark}</span>`

export const seen = (sees: readonly string[]): Content =>
  sees.length === 0 ? "Who judges sees the whole answer." : html`Who judges sees only the ${say(listed(sees, "and"))}.`

/**
 * The rule that decides a near miss. Names are unique under one heading only: looked for under the labels first, then
 * among those of the whole task, then anywhere.
 */
export function ruleBehind(
  name: string,
  labels: readonly string[],
  meaning: Meaning,
): { rule: Rule; home?: string } | undefined {
  const all = allRules(meaning).filter(({ rule }) => rule.name === name)
  const under = labels.flatMap((label) => all.find(({ home }) => home === label) ?? [])
  return under[0] ?? all.find(({ home }) => home === undefined) ?? all[0]
}
