import { readdirSync, readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import type { AnyStatement, LabelValue, Phrase, Prose, Word } from "../../src/language/ast.js"
import { parse } from "../../src/language/parse.js"
import { Source } from "../../src/text.js"

/** A tree as short lines, one for each statement: what was understood, not how it was written. */
function outline(statement: AnyStatement, margin = ""): string[] {
  const trivia = [
    ...(statement.above.length > 0 ? [`above: ${statement.above.map((line) => line || "(empty)").join(", ")}`] : []),
    ...(statement.beside === undefined ? [] : [`beside: ${statement.beside}`]),
  ]
  return [
    margin + [statement.kind, ...parts(statement)].join(" "),
    ...trivia.map((line) => `${margin}  ${line}`),
    ...("details" in statement ? statement.details.flatMap((d) => outline(d, `${margin}  `)) : []),
  ]
}

const text = (p: Prose | undefined): string[] => (p ? [JSON.stringify(p.text)] : [])
const word = (w: Word | undefined, before = ""): string[] => (w ? [before + w.text] : [])
const pair = ([a, b]: readonly [Word, Word]) => `(${a.text}, ${b.text})`
const value = ({ name, mentions }: LabelValue) => name.text + (mentions ? pair(mentions) : "")
const list = (words: readonly Word[]) => words.map((w) => w.text).join(", ")
const phrase = ({ subject, verb, object }: Phrase) => [subject, verb, object].flatMap((w) => word(w)).join(" ")
const signed = (n: number) => (n > 0 ? `+${n}` : `${n}`)

function parts(s: AnyStatement): string[] {
  switch (s.kind) {
    case "guideline":
      return [...text(s.title), ...text(s.version), ...text(s.cites)]
    case "use":
      return text(s.path)
    case "task":
      return text(s.prose)
    case "input":
    case "answer":
      return [s.name.text, s.type.kind, ...text(s.prose)]
    case "accept":
      return [list(s.names)]
    case "relation":
      return [s.name.text + pair(s.roles), ...(s.symmetric ? ["symmetric"] : []), ...text(s.prose)]
    case "otherwise":
      return [s.name.text, ...text(s.prose)]
    case "prefer":
      return [s.groups.map(list).join(" over ")]
    case "alias":
      return s.names.flatMap((n) => text(n))
    case "cue":
      return [...text(s.text), pair(s.roles)]
    case "advice":
      return [...word(s.name), ...text(s.prose)]
    case "example":
      return [...text(s.prose), value(s.value)]
    case "not":
      return [value(s.value), ...word(s.by, "by ")]
    case "test":
      return [...text(s.prose), String(s.scores.value)]
    case "reward": {
      const otherwise = s.otherwise ? [`else ${signed(s.otherwise.value)}`] : []
      const after = s.after.length > 0 ? [`after ${list(s.after)}`] : []
      return [...word(s.name), signed(s.pays.value), "for", phrase(s.phrase), ...otherwise, ...after]
    }
    case "report":
      return [...word(s.name), phrase(s.phrase)]
    case "budget":
      return [String(s.tokens.value), ...(s.drop.length > 0 ? [`drop ${list(s.drop)}`] : [])]
    case "broken":
      return []
  }
}

/** Cases of a file: `# name`, the text, `==>`, the outline and the diagnostics; a line `----` before the next. */
function casesOf(file: string): { name: string; input: string; expected: string }[] {
  const cases = readFileSync(`tests/language/cases/${file}`, "utf8").trimEnd().split("\n----\n")
  return cases.map((whole) => {
    const [name] = whole.split("\n", 1)
    const [input, expected] = whole.slice(name!.length + 1).split("\n==>\n")
    return { name: name!.slice(2), input: `${input}\n`, expected: expected ?? "" }
  })
}

for (const file of readdirSync("tests/language/cases")) {
  describe(file, () => {
    it.each(casesOf(file))("$name", ({ input, expected }) => {
      const { tree, diagnostics } = parse(new Source(file, input))
      const said = diagnostics.map((d) => {
        const { line, column } = d.place!.source.position(d.place!.span.start)
        return `${d.severity} ${d.code} ${line}:${column}`
      })
      expect(expected).not.toBe("")
      expect([...tree.statements.flatMap((s) => outline(s)), ...said].join("\n")).toBe(expected)
    })
  })
}
