/** Examples and near misses: what is given, what is right, what would be wrong, and because of which rule. */
import { type Content, type Html, html } from "../../../html.js"
import type { GuidelineExample, Meaning } from "../../../language/meaning.js"
import { namesIn } from "../../prompt/examples.js"
import { sentence } from "../../prompt/words.js"
import type { Ids } from "./ids.js"
import { ruleBehind, ruleKey, ruleSays } from "./rules.js"
import { lines } from "./say.js"
import { answerHtml, inputHtml } from "./values.js"

/** @param home the label that they stand under; undefined for those of the whole task */
export function examples(
  all: readonly GuidelineExample[],
  home: string | undefined,
  meaning: Meaning,
  ids: Ids,
): Content {
  const isOwn = ({ gold }: GuidelineExample) => home === undefined || namesIn(gold, meaning).includes(home)
  const own = all.filter(isOwn)
  const near = all.filter((example) => !isOwn(example))
  const item = (example: GuidelineExample) =>
    html`<li class="example entry">${exampleHtml(example, home, meaning, ids)}</li>\n`
  const list = (some: readonly GuidelineExample[], one: string, several: string): Content =>
    some.length > 0 &&
    // those of the whole task are a chapter of their own, with its title
    html`${home !== undefined && html`<h4>${some.length === 1 ? one : several}</h4>`}<ul class="examples">${some.map(item)}</ul>`
  return [list(own, "Example", "Examples"), list(near, "Near miss", "Near misses")]
}

function exampleHtml(example: GuidelineExample, home: string | undefined, meaning: Meaning, ids: Ids): Html {
  return html`${inputHtml(example, meaning)}<div class="verdict right"><span class="sign">Right</span> <span>${answerHtml(example.gold, meaning, example)}</span></div>${example.nots.map(
    ({ value, by }) =>
      html`<div class="verdict wrong"><span class="sign">Wrong</span> <span>${answerHtml(value, meaning, example)}${by !== undefined && reason(by, [home ?? "", ...namesIn(value, meaning), ...namesIn(example.gold, meaning)], meaning, ids)}</span></div>`,
  )}`
}

function reason(name: string, labels: readonly string[], meaning: Meaning, ids: Ids): Content {
  const behind = ruleBehind(name, labels, meaning)
  if (!behind) return undefined
  const { rule, home } = behind
  return html` <span class="because">because of ${ids.link(ruleKey(home, rule.name), rule.name)}: <span dir="auto">${lines(sentence(ruleSays(rule, meaning)))}</span></span>`
}
