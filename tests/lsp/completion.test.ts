import { describe, expect, test } from "vitest"
import { KEYWORDS } from "../../grammar/tokens.js"
import { catalogue } from "../../src/compile/catalogue.js"
import { READINGS } from "../../src/folds.js"
import { completion } from "../../src/lsp/completion.js"
import { CURSOR, openedAt, TASK } from "./opened.js"

/** A task with fields of many types, and a line with the cursor at its end. */
const FIELDS = `guideline "T" version "1"
task "T"
input question: text
input notes: list of text numbered A
input kind: one of "fact", "free"
input urgent: yes-no
gold ranking: order of notes
answer verdicts: list of group in json
answer claim of verdicts: text
answer backed of verdicts: yes-no
answer best: one of notes in box
answer topic: one of labels in last <topic>
entity drug "A drug."
entity symptom "A symptom."
label Good
label Bad under Good
otherwise Neither
relation treats(means: drug, of-what: symptom) "T"
  advice sure: "S"
check cited: claim quotes notes
reward +1 for format
`

const offered = (text: string, behind = "", files: Record<string, string> = {}) => {
  const at = openedAt({ "/g/t.guideline": `${text}${CURSOR}${behind}`, ...files })
  return completion(at, at.offset, true).items
}
const labels = (line: string, behind = "") =>
  offered(`${FIELDS}${line}`, behind)
    .toSorted((a, b) => (a.sortText! < b.sortText! ? -1 : 1))
    .map(({ label }) => label)

describe("completion", () => {
  test.each<[string, string[]]>([
    [
      "input x: ",
      ["text", "yes-no", "table", "group", "number", "mention", "triplet", "quote", "relation", "one", "order", "list"],
    ],
    ["answer x: order of ", ["notes"]],
    ["answer x: mention in ", ["question"]],
    ["answer x: text for each of ", ["notes"]],
    ["answer x of ", ["verdicts"]],
    ["answer x: one of ", ["notes", "labels", "entities", "relations"]],
    ["answer x: text in ", ["first", "last", "only", "every", "json", "box", "line", "key"]],
    ["accept ", [...READINGS]],
    ["accept any-case, ", [...READINGS]],
    ["shuffle ", ["notes"]],
    ["prefer ", ["drug", "symptom", "Good", "Bad", "Neither", "treats"]],
    ["prefer Good over B", ["drug", "symptom", "Good", "Bad", "Neither", "treats"]],
    ["entity x under ", ["drug", "symptom"]],
    ["label x under ", ["Good", "Bad"]],
    ["relation r(a: ", ["drug", "symptom"]],
    ["relation r(a: drug, b: drug) one ", ["a", "b"]],
    ["relation r(a, b) one ", ["a", "b"]],
    ["standardize over ", ["batch", "group"]],
    ["budget 100 tokens drop ", ["examples", "near-misses", "advice", "cues"]],
    [
      'judge j: "J" sees ',
      ["completion", "question", "notes", "kind", "urgent", "verdicts", "claim", "backed", "best", "topic"],
    ],
    ["answer x: text when ", ["kind", "urgent", "backed", "best", "topic"]],
    ["answer x: text when kind is ", ['"fact"', '"free"']],
    ["answer x: text when urgent is ", ["yes", "no"]],
    ["answer x: text when best is ", ["A", "B", "C"]],
    ["answer x: text when topic is ", ["Good", "Bad", "Neither"]],
    ["reward +1 for ", ["format", "verdicts", "claim", "backed", "best", "topic", "drug", "symptom", "cited"]],
    ["check ", ["verdicts", "claim", "backed", "best", "topic", "drug", "symptom", "cited"]],
    ["reward +1 for best equals ", ["gold", "ranking", "question", "notes", "kind"]],
    ["reward +1 for best equals gold after ", ["cited", "format"]],
    ["check drug at-most 3 ", ["words", "lines", "characters", "sentences"]],
    ["check verdicts at-most 3 ", ["items"]],
    ["check x: claim quotes notes from 5 ", ["tokens"]],
    ["reward +1 for claim resembles gold by ", ["bleu", "rouge-l", "jaccard"]],
    ["answer marks: number 1 to 5 for each of notes in json\nreward +1 for marks matches gold by ", ["distribution"]],
    ['example question: "Q", kind: ', ['"fact"', '"free"']],
    ['example question: "Q" is best: ', ["A", "B", "C"]],
    ['  cue "x" for (', ["means", "of-what"]],
    ['  cue "x" for (of-what, ', ["means"]],
  ])("%s", (line, expected) => {
    const found = labels(line)
    expect(found.slice(0, expected.length)).toEqual(expected)
  })

  test("a line begins with a statement; what can stand below the heading comes first", () => {
    const words = labels("")
    expect(new Set(words)).toEqual(new Set(KEYWORDS))
    expect(words.slice(0, 4)).toEqual(["guideline", "use", "task", "input"])
    expect(
      offered(`${TASK}\nrelation R(a, b) "R"\n  `)
        .toSorted(bySort)
        .slice(0, 6)
        .map(({ label }) => label),
    ).toEqual([...["alias", "cue", "check", "judge", "advice", "example"]])
  })

  test("a line that is indented deeper may also go on", () => {
    expect(labels("prefer Good\n    ").slice(-1)).not.toEqual([])
    expect(labels("prefer Good\n    ")).toContain("over")
    expect(labels("prefer Good\n")).not.toContain("over")
  })

  test("verbs are those that can be said of the subject, with summary and example", () => {
    const items = offered(`${FIELDS}reward +1 for claim `)
    const verbs = items.filter(({ label }) => catalogue.has(label))
    expect(verbs.map(({ label }) => label)).toContain("quotes")
    expect(verbs.map(({ label }) => label)).not.toContain("orders-like")
    for (const { label, detail, documentation } of verbs) {
      const { summary, example } = catalogue.get(label)!
      expect(detail).toBe(example)
      expect(typeof documentation === "object" && documentation.value).toContain(summary)
    }
  })

  test("a verb's own words follow it, and no others", () => {
    expect(labels("reward +1 for claim at-most 3 ")).not.toContain("within")
    expect(labels("reward +1 for claim quotes notes ")).toEqual(expect.arrayContaining(["from", "fully"]))
    expect(labels("reward +1 for claim quotes notes ")).not.toContain("by")
    expect(
      labels("answer marks: number 1 to 5 for each of notes in json\nreward +1 for marks matches gold "),
    ).toContain("by")
    expect(labels("reward +1 for claim equals gold ")).not.toContain("by")
    expect(labels("answer x: text in <a> ")).toContain("within")
    const triplets = (reward: string) =>
      labels(`answer found: list of triplet in json\nreward distribution: +1 for ${reward} matches gold `)
    expect(triplets("found")).toEqual(expect.arrayContaining(["within", "by"]))
    expect(
      labels("answer marks: number 1 to 5 for each of notes in json\nreward +1 for marks matches gold "),
    ).not.toContain("within")
  })

  test("everything that is offered is explained or shown as it was declared", () => {
    for (const line of ["", "accept ", "reward +1 for ", "reward +1 for best ", "input x: ", "prefer "]) {
      for (const { label, detail, documentation } of offered(`${FIELDS}${line}`)) {
        expect([label, (detail ?? documentation) === undefined]).toEqual([label, false])
      }
    }
  })

  test("the word that is being typed is replaced, and no more", () => {
    const [item] = offered(`${FIELDS}reward +1 for best eq`, " gold\n")
    expect(item!.textEdit).toMatchObject({ range: { start: { character: 19 }, end: { character: 21 } } })
    const [statement] = offered(`${FIELDS}rew`)
    expect(statement!.textEdit).toMatchObject({ range: { start: { character: 0 }, end: { character: 3 } } })
  })

  test("a text that is opened offers marks, and what a condition can be", () => {
    expect(offered(`${TASK}example "The <`).map(({ label }) => label)).toEqual(["<e1>", "</e1>", "<e2>", "</e2>"])
    expect(offered(`${TASK}example "The <`, 'storm" is Other').map(({ textEdit }) => textEdit!.newText)[0]).toBe(
      "<e1>$1</e1>",
    )
    expect(labels('answer x: text when kind is "')).toEqual(["fact", "free"])
    expect(labels('task "The <')).toEqual([])
    expect(labels("# a comment: reward +1 for ")).toEqual([])
  })

  test("an editor without places to fill in gets none", () => {
    const at = openedAt({ "/g/t.guideline": `${TASK}example "The <${CURSOR}` })
    for (const item of completion(at, at.offset, false).items) {
      expect(item.insertTextFormat).toBeUndefined()
      expect(item.textEdit!.newText).not.toContain("$")
    }
  })

  test("words of no language get an answer, too", () => {
    for (const text of [
      "",
      "(",
      '"',
      "<",
      "use",
      'use "',
      "reward reward reward ",
      "example [[[[",
      "\u{1d4b7} ",
      "| ",
      "#",
    ])
      expect(() => offered(text)).not.toThrow()
  })
})

const bySort = (a: { sortText?: string }, b: { sortText?: string }) => (a.sortText! < b.sortText! ? -1 : 1)
