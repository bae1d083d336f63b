/**
 * A tree in canonical text: two spaces for a detail, four for a line that goes on, comments kept. `parse(print(tree))`
 * is the tree again. A tree with errors is printed as it was written: what was not understood must not be lost.
 */
import { isKeyword, wordOf } from "../../grammar/tokens.js"
import type { Amount, AnyStatement, LabelValue, Phrase, Prose, Tree, TypeName, Word } from "./ast.js"

/** Columns; a line is broken only where a joining word, a text or the next name of a list can begin the rest. */
const WIDEST = 120

type Piece = string | { readonly bars: readonly string[] }

export function print(tree: Tree): string {
  if (!tree.complete) return tree.source.text
  const lines: string[] = []
  for (const statement of tree.statements) statementLines(statement, 0, lines)
  lines.push(...tree.below)
  while (lines[0] === "") lines.shift()
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`
}

function statementLines(statement: AnyStatement, indent: number, out: string[]): void {
  const margin = " ".repeat(indent)
  for (const line of statement.above) out.push(line === "" ? "" : margin + line)
  const first = out.length
  layOut(pieces(statement), margin, out)
  if (statement.beside !== undefined) out[first] += `  ${statement.beside}`
  if ("details" in statement) for (const detail of statement.details) statementLines(detail, indent + 2, out)
}

function layOut(all: readonly Piece[], margin: string, out: string[]): void {
  const deeper = `${margin}    `
  let line = margin
  for (const [i, piece] of all.entries()) {
    if (typeof piece !== "string") {
      if (line.trim()) out.push(line)
      for (const text of piece.bars) out.push(`${deeper}| ${text}`.trimEnd())
      line = deeper
    } else if (i === 0 || line === deeper) {
      line += piece
    } else if (line.length + 1 + piece.length > WIDEST && canBegin(piece, all[i - 1]!) && fits(piece, deeper)) {
      out.push(line)
      line = deeper + piece
    } else {
      line += ` ${piece}`
    }
  }
  if (line.trim()) out.push(line)
}

/** A text too long for any line stays where it is: breaking before it would gain nothing. */
const fits = (piece: string, margin: string): boolean => margin.length + piece.length <= WIDEST

function canBegin(piece: string, before: Piece): boolean {
  const word = /^[^\s(),:]*/.exec(piece)![0]
  if (isKeyword(word)) return false
  return /^["“]/.test(piece) || wordOf.has(word) || (typeof before === "string" && before.endsWith(","))
}

function pieces(statement: AnyStatement): Piece[] {
  switch (statement.kind) {
    case "guideline": {
      const { title, version, cites } = statement
      const head = ["guideline", quote(title), `version ${quote(version)}`]
      return cites ? [...head, ...after("source", cites)] : head
    }
    case "use":
      return ["use", quote(statement.path)]
    case "task":
      return ["task", prose(statement.prose)]
    case "input":
      return ["input", `${statement.name.text}:`, ...type(statement.type), ...maybe(statement.prose)]
    case "answer": {
      const place = `in ${statement.which ? `${statement.which} ` : ""}<${statement.tag.text}>`
      const head = ["answer", `${statement.name.text}:`, ...type(statement.type), place]
      return [...head, ...(statement.optional ? ["optional"] : []), ...maybe(statement.prose)]
    }
    case "accept":
      return ["accept", ...names(statement.names)]
    case "relation": {
      const head = `${statement.name.text}${pair(statement.roles)}`
      return ["relation", head, ...(statement.symmetric ? ["symmetric"] : []), ...maybe(statement.prose)]
    }
    case "otherwise":
      return ["otherwise", statement.name.text, ...maybe(statement.prose)]
    case "alias":
      return ["alias", ...commas(statement.names.map(quote))]
    case "prefer": {
      const [first, ...rest] = statement.groups.map((group) => names(group))
      return ["prefer", ...first!, ...rest.flatMap(([head, ...tail]) => [`over ${head}`, ...tail])]
    }
    case "cue":
      return ["cue", quote(statement.text), `for ${pair(statement.roles)}`]
    case "advice":
      return ["advice", ...id(statement.name), prose(statement.prose)]
    case "example":
      return ["example", prose(statement.prose), `is ${value(statement.value)}`]
    case "not":
      return ["not", value(statement.value), ...(statement.by ? [`by ${statement.by.text}`] : [])]
    case "test":
      return ["test", prose(statement.prose), `scores ${amount(statement.scores)}`]
    case "reward": {
      const [head, ...more] = names(statement.after)
      return [
        "reward",
        ...id(statement.name),
        points(statement.pays),
        `for ${phrase(statement.phrase)}`,
        ...(statement.otherwise ? [`else ${points(statement.otherwise)}`] : []),
        ...(head === undefined ? [] : [`after ${head}`, ...more]),
      ]
    }
    case "report":
      return ["report", ...id(statement.name), phrase(statement.phrase)]
    case "budget": {
      const [head, ...more] = names(statement.drop)
      const limit = ["budget", amount(statement.tokens), "tokens"]
      return head === undefined ? limit : [...limit, `drop ${head}`, ...more]
    }
    case "broken":
      throw new TypeError("a tree with a broken statement is not complete")
  }
}

const commas = (items: readonly string[]): string[] =>
  items.map((text, i) => (i + 1 < items.length ? `${text},` : text))
const names = (words: readonly Word[]): string[] => commas(words.map((w) => w.text))
const id = (name: Word | undefined): string[] => (name ? [`${name.text}:`] : [])
const pair = ([a, b]: readonly [Word, Word]): string => `(${a.text}, ${b.text})`
const value = ({ name, mentions }: LabelValue): string => name.text + (mentions ? pair(mentions) : "")
const phrase = ({ subject, verb, object }: Phrase): string =>
  [subject, verb, object].flatMap((w) => (w ? [w.text] : [])).join(" ")
const amount = ({ value }: Amount): string => String(value)
const points = ({ value }: Amount): string => (value > 0 ? `+${value}` : String(value))
const maybe = (text: Prose | undefined): Piece[] => (text ? [prose(text)] : [])

function type(t: TypeName): string[] {
  if (t.kind === "mention") return [`mention in ${t.within.text}`]
  if (t.kind === "relation") return [`relation between ${t.between[0].text} and ${t.between[1].text}`]
  return ["text"]
}

/** There are no escapes: a text with straight quotes in it stands in typographic ones. */
const quote = ({ text }: Prose): string => (text.includes('"') ? `“${text}”` : `"${text}"`)

function prose(p: Prose): Piece {
  const { text } = p
  if (!text.includes("\n") && (!text.includes('"') || text !== text.trimEnd())) return quote(p)
  return { bars: text.split("\n") }
}

function after(word: string, p: Prose): Piece[] {
  const piece = prose(p)
  return typeof piece === "string" ? [`${word} ${piece}`] : [word, piece]
}
