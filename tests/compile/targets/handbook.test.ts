import { createHash } from "node:crypto"
import { describe, expect, test } from "vitest"
import { ownSentence } from "../../../src/compile/targets/handbook/rules.js"
import { handbook } from "../../../src/compile/targets/handbook.js"
import { PALETTE } from "../../../src/compile/targets/palette.js"
import { escapeHtml } from "../../../src/html.js"
import { THEMES } from "../../../src/html-style.js"
import { allExamples, allNames, allRules, type Meaning } from "../../../src/language/meaning.js"
import { SHIPPED, SMALL, shipped, taskOf } from "./guideline.js"

const pageOf = (meaning: Meaning): string => handbook.files(meaning).files["handbook.html"]!

/** What a reader reads: no tags, one space between words. */
const textOf = (html: string): string =>
  html
    .replace(/<(script|style)>[\s\S]*?<\/\1>/g, " ")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")

const words = (text: string): string => escapeHtml(text).replace(/\s+/g, " ").trim()

test("every chapter says what it has to", () => {
  const { meaning } = taskOf(SMALL)
  const text = textOf(pageOf(meaning))
  const brief = meaning.entities.flatMap(({ rules }) => rules)[0]
  const own = brief?.grade === "checked" ? ownSentence(brief, meaning) : undefined
  for (const said of [
    "Remedies Version 2 After nobody 3 entities, 2 relations",
    "Say which remedies the sentence states. Nothing else. Rules for the whole task Advice real What is only asked is not stated.",
    "sentence One sentence of an abstract. A text. sure Yes or no.",
    "why A text. May be left out.",
    "triplets A list; each item is two entities of the sentence, each with its type, and the relation from the first to the second.",
    "drug A substance that is given. A kind of treatment",
    "Kinds of it drug",
    "Also called complaint",
    // both sentences of a check, the author's and its own
    `Checked brief Mark the symptom alone. The check itself: ${own}`,
    "helps-against ( remedy , trouble ) The remedy is used on the trouble.",
    "The remedy is a treatment The trouble is a symptom How many at most one trouble for each remedy",
    "Never together with goes-with , for the same two",
    "From the remedy to the trouble .",
    "Judged meant The sentence means it so. Who judges sees only the sentence and triplets .",
    "Typical wordings remedy is used for trouble",
    "The order of the two does not matter.",
    "Ann &amp; Bo &lt;b&gt; took aspirin drug for pain symptom .",
    "Right helps-against : “ aspirin ” ( drug ) → “ pain ” ( symptom )",
    "Wrong goes-with : “ aspirin ” ( drug ) and “ pain ” ( symptom ) because of real : What is only asked is not stated.",
    "If several fit Take the first line of these that has a name which fits. helps-against goes-with",
    "What excludes each other Of each line, at most one is said of the same two. helps-against or goes-with",
    "from −1 to +3.",
    "format Every part of the answer is there, in the form that is asked for. +1 −1 –",
    "By degrees. up to +2 0 format",
    "Measured, but not paid",
    "Other ways to pay For comparison, models are also trained with these instead of the points above. form Control: the form alone.",
    "goes-with relation",
    "is used for wording for helps-against",
  ])
    expect(text).toContain(said)
})

test("a relation between given mentions spells its directions out, and examples say which mention is what", () => {
  const text = textOf(pageOf(shipped("semeval2010-task8").meaning))
  expect(text).toContain("Cause-Effect(e1,e2) e1 is the cause , e2 is the effect")
  expect(text).toContain("Cause-Effect(e2,e1) e2 is the cause , e1 is the effect")
  expect(text).toContain(
    "The headache e1 was triggered by bright light e2 . Right Cause-Effect ( cause : light e2 , effect : headache e1 )",
  )
})

describe.each(SHIPPED)("%s", (name) => {
  const { meaning } = shipped(name)
  const page = pageOf(meaning)
  const text = textOf(page)

  test("holds every rule, definition, example and test of the guideline", () => {
    for (const { rule } of allRules(meaning)) {
      if (rule.says !== undefined) expect(text).toContain(words(rule.says))
      const own = rule.grade === "checked" ? ownSentence(rule, meaning) : undefined
      if (own !== undefined) expect(text).toContain(words(own))
    }
    for (const { says } of [...allNames(meaning), ...meaning.arms])
      if (says !== undefined) expect(text).toContain(words(says))
    for (const example of allExamples(meaning))
      for (const { completion } of example.tests) expect(text).toContain(words(completion))
    expect(page.match(/class="verdict right"/g) ?? []).toHaveLength(allExamples(meaning).length)
    expect(page.match(/class="verdict wrong"/g) ?? []).toHaveLength(
      allExamples(meaning).reduce((sum, { nots }) => sum + nots.length, 0),
    )
  })

  test("every link leads to an element of the page, and no id stands there twice", () => {
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]!)
    expect(new Set(ids).size).toBe(ids.length)
    const links = [...page.matchAll(/href="([^"]*)"/g)].map((match) => match[1]!)
    expect(links.length).toBeGreaterThan(5)
    for (const link of links) expect(ids).toContain(decodeURIComponent(link.replace(/^#/, "")))
  })

  test("loads nothing: no address, no image, and a policy that knows only its own style and script", () => {
    expect(page).not.toMatch(/(src|href)="(?!#)|url\(|@import|<(img|iframe|object|embed|link|base|form)\b/)
    expect(page).not.toMatch(/ style="| on[a-z]+="/)
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)![1]!
    const hash = (tag: string) => {
      const [, content] = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(page)!
      return `'sha256-${createHash("sha256").update(content!).digest("base64")}'`
    }
    expect(policy).toBe(
      `default-src 'none'; style-src ${hash("style")}; script-src ${hash("script")}; base-uri 'none'; form-action 'none'`,
    )
  })
})

test("whatever the author writes stays text, apart from the direction of the text around it", () => {
  const evil = "</p><script>alert(1)</script><img src=x onerror=alert(1)> \u202e\u2066"
  const page = pageOf(
    taskOf(`guideline "${evil}" version "${evil}" source "${evil}"
task "${evil}"
  advice a: "${evil}"
input text: text "${evil}"
input e1: mention in text
input e2: mention in text
relation شرط(یک, دو) "${evil}"
  alias "<b>x</b>"
  cue "${evil}" for (یک, دو)
  example "${evil} <e1>می‌خواهم</e1> <e2>x</e2>" is شرط(e1, e2)
    test "${evil}" scores 0
answer label: relation between e1 and e2 in last <answer> "${evil}"
reward +1 for label equals gold
arm other "${evil}"
`).meaning,
  )
  expect(page.match(/<script/g)).toHaveLength(1)
  for (const unwanted of ["<img", "\u202e", "\u2066"]) expect(page).not.toContain(unwanted)
  expect(page.match(/&lt;script&gt;alert\(1\)&lt;\/script&gt;/g)!.length).toBeGreaterThan(10)
  expect(page).toContain("\\u{202e}\\u{2066}")
  // a joiner is part of a word's writing
  expect(page).toContain("می‌خواهم")
  expect(page).toContain("<bdi>شرط</bdi>")
  expect(page).toContain('id="name-شرط"')
})

test("a guideline of nothing but a task is a handbook as well", () => {
  const text = textOf(
    pageOf(
      taskOf(`guideline "Sums" version "1"
task "Add."
input sum: text
answer result: number in last box
reward +1 for result equals gold
`).meaning,
    ),
  )
  expect(text).toContain("Sums Version 1 no labels")
  expect(text).toContain("No rule is checked or judged: all of them are advice.")
  expect(text).not.toContain("How rules are marked")
})

test("only those grades are explained that a rule of the guideline has", () => {
  const text = textOf(pageOf(shipped("semeval2010-task8").meaning))
  const marked = text.slice(text.indexOf("How rules are marked"))
  expect(marked).toContain("Advice It tells you how to decide.")
  expect(text).not.toContain("A reader decides whether it holds")
  expect(textOf(pageOf(shipped("soft-reward").meaning))).toContain("A reader decides whether it holds")
})

/** @source WCAG 2.2, relative luminance and contrast ratio */
function contrast(a: string, b: string): number {
  const luminance = (color: string): number => {
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(color.slice(at, at + 2), 16) / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
  }
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (light! + 0.05) / (dark! + 0.05)
}

test("names of mentions can be read on their colour, and so can the words", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5)
  for (const { wash, ink, darkWash, darkInk } of PALETTE) {
    expect(contrast(ink, wash)).toBeGreaterThan(4.5)
    expect(contrast(darkInk, darkWash)).toBeGreaterThan(4.5)
    expect(contrast(THEMES.light.ink, wash)).toBeGreaterThan(7)
    expect(contrast(THEMES.dark.ink, darkWash)).toBeGreaterThan(7)
    // Label Studio writes white on it
    expect(contrast(ink, "#ffffff")).toBeGreaterThan(4.5)
  }
})
