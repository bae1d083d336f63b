/**
 * A tree in canonical text: two spaces for a detail, four for a line that goes on, comments kept. `parse(print(tree))`
 * is the tree again. A tree with errors is printed as it was written: what was not understood must not be lost.
 */
import { isKeyword, wordOf } from "../../grammar/tokens.js"
import type {
  Amount,
  AnyStatement,
  Choice,
  ExampleDetail,
  NotLine,
  NumberNode,
  OperandNode,
  PhraseNode,
  PlaceNode,
  Prose,
  Role,
  Tree,
  TypeName,
  When,
  Word,
} from "./ast.js"
import { exampleLines, isBarred, quote, WIDEST } from "./print-values.js"

/** What is not parted over lines; or the lines of a text, which stand alone. */
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
  if (statement.kind === "example" || statement.kind === "not") out.push(...exampleLines(statement, margin))
  else layOut(pieces(statement), margin, out)
  if (statement.beside !== undefined) out[first] += `  ${statement.beside}`
  if ("details" in statement) for (const detail of statement.details) statementLines(detail, indent + 2, out)
}

/** A line is broken only where a joining word, a text or the next name of a list can begin the rest. */
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
    } else if (line.length + 1 + piece.length > WIDEST && mayBegin(piece, all[i - 1]!, deeper)) {
      out.push(line)
      line = deeper + piece
    } else {
      line += ` ${piece}`
    }
  }
  if (line.trim()) out.push(line)
}

function mayBegin(piece: string, before: Piece, margin: string): boolean {
  const word = /^[^\s(),:[\]]*/.exec(piece)![0]
  if (isKeyword(word)) return false
  // a text too long for any line stays where it is: breaking before it would gain nothing
  if (/^["“]/.test(piece)) return margin.length + piece.length <= WIDEST
  return wordOf.has(word) || (typeof before === "string" && before.endsWith(","))
}

function pieces(statement: Exclude<AnyStatement, ExampleDetail | NotLine>): Piece[] {
  switch (statement.kind) {
    case "guideline": {
      const { title, version, cites } = statement
      return ["guideline", quote(title), `version ${quote(version)}`, ...(cites ? glue("source ", [prose(cites)]) : [])]
    }
    case "use":
      return ["use", quote(statement.path)]
    case "task":
      return ["task", prose(statement.prose)]
    case "input": {
      const head = ["input", `${statement.name.text}:`, ...type(statement.type)]
      return [...head, ...when(statement.when), ...maybe(statement.prose)]
    }
    case "gold":
      return ["gold", `${statement.name.text}:`, ...type(statement.type), ...maybe(statement.prose)]
    case "answer":
      return [
        "answer",
        `${statement.name.text}${before(" of ", statement.parent)}:`,
        ...type(statement.type),
        ...place(statement.place),
        ...(statement.optional ? ["optional"] : []),
        ...when(statement.when),
        ...maybe(statement.prose),
      ]
    case "accept":
    case "rescue":
    case "shuffle":
    case "exclude":
      return [statement.kind, ...names(statement.names)]
    case "entity":
    case "label":
      return [statement.kind, statement.name.text, ...under(statement.under), ...maybe(statement.prose)]
    case "relation": {
      const [first, second] = statement.roles
      return [
        "relation",
        `${statement.name.text}(${role(first)},`,
        `${role(second)})`,
        ...(statement.symmetric ? ["symmetric"] : []),
        ...(statement.one ? [`one ${statement.one.text}`] : []),
        ...under(statement.under),
        ...maybe(statement.prose),
      ]
    }
    case "otherwise":
    case "arm":
      return [statement.kind, statement.name.text, ...maybe(statement.prose)]
    case "alias":
      return ["alias", ...commas(statement.names.map(quote))]
    case "prefer": {
      const [first, ...rest] = statement.groups.map(names)
      return ["prefer", ...first!, ...rest.flatMap((group) => glue("over ", group))]
    }
    case "cue": {
      const { text, roles } = statement
      return ["cue", quote(text), ...(roles ? [`for (${roles[0].text}, ${roles[1].text})`] : [])]
    }
    case "check": {
      const head = ["check", ...id(statement.name), ...phrase(statement.phrase), ...when(statement.when)]
      return [...head, ...(statement.prose ? glue("says ", [prose(statement.prose)]) : [])]
    }
    case "judge": {
      const sees = statement.sees.length > 0 ? glue("sees ", names(statement.sees)) : []
      return ["judge", ...id(statement.name), prose(statement.prose), ...sees, ...when(statement.when)]
    }
    case "advice":
      return ["advice", ...id(statement.name), prose(statement.prose), ...when(statement.when)]
    case "test":
      return [
        ...["test", prose(statement.prose), `scores ${amount(statement.scores)}`],
        ...(statement.given.length > 0
          ? [`when ${statement.given.map(({ rule, value }) => `${rule.text} is ${amount(value)}`).join(" and ")}`]
          : []),
      ]
    case "reward":
      return [
        "reward",
        ...id(statement.name),
        points(statement.pays),
        ...glue("for ", phrase(statement.phrase)),
        ...(statement.otherwise ? [`else ${points(statement.otherwise)}`] : []),
        ...(statement.after.length > 0 ? glue("after ", names(statement.after)) : []),
        ...when(statement.when),
      ]
    case "report":
      return ["report", ...id(statement.name), ...phrase(statement.phrase)]
    case "standardize":
      return ["standardize", `over ${statement.over.text}`]
    case "budget": {
      const drop = statement.drop.length > 0 ? glue("drop ", names(statement.drop)) : []
      return ["budget", `${amount(statement.tokens)} tokens`, ...drop]
    }
    case "broken":
      throw new TypeError("a tree with a broken statement is not complete")
  }
}

/** Puts a word in front of the first piece, or on a line of its own above bars. */
function glue(word: string, [first, ...rest]: readonly Piece[]): Piece[] {
  if (first === undefined) return []
  return typeof first === "string" ? [word + first, ...rest] : [word.trimEnd(), first, ...rest]
}

const commas = (items: readonly string[]): string[] =>
  items.map((text, i) => (i + 1 < items.length ? `${text},` : text))
const names = (words: readonly Word[]): string[] => commas(words.map((w) => w.text))
const id = (name: Word | undefined): string[] => (name ? [`${name.text}:`] : [])
const before = (word: string, name: Word | undefined): string => (name ? word + name.text : "")
const under = (name: Word | undefined): string[] => (name ? [`under ${name.text}`] : [])
const role = ({ name, types }: Role): string =>
  types.length > 0 ? `${name.text}: ${types.map(({ text }) => text).join(" or ")}` : name.text
const amount = ({ value }: Amount): string => String(value)
/** A whole number with a point. */
const pointed = ({ value }: Amount): string => `${value}.0`
const points = ({ value }: Amount): string => (value > 0 ? `+${value}` : String(value))
const quantity = ({ amount: number, unit }: NumberNode): string => amount(number) + before(" ", unit)
const maybe = (text: Prose | undefined): Piece[] => (text ? [prose(text)] : [])

function type(t: TypeName): string[] {
  switch (t.kind) {
    case "number":
      return [t.bounds ? `number ${t.bounds.map(t.fractions ? pointed : amount).join(" to ")}` : "number"]
    case "mention":
    case "triplet":
      return [`${t.kind} in ${t.within.text}`]
    case "quote":
      return glue("quote from ", names(t.from)) as string[]
    case "relation":
      return [`relation between ${t.between[0].text} and ${t.between[1].text}`]
    case "choice":
      return glue("one of ", commas(t.choices.map(choice))) as string[]
    case "order":
      return [`order of ${t.of.text}`]
    case "list":
      return [...(glue("list of ", type(t.item)) as string[]), ...(t.numbered ? [`numbered ${t.numbered.text}`] : [])]
    case "each": {
      // the grammar has `numbered` last
      const numbered = t.item.kind === "list" ? t.item.numbered : undefined
      const item = type(t.item)
      const each = `for each of ${t.of.text}`
      return numbered ? [...item.slice(0, -1), each, ...item.slice(-1)] : [...item, each]
    }
    default:
      return [t.kind]
  }
}

const choice = (c: Choice): string => (c.kind === "text" ? quote(c.text) : c.name.text)

function place(p: PlaceNode | undefined): string[] {
  if (!p) return []
  const { spot } = p
  const where = spot.kind === "tag" ? `<${spot.tag.text}>` : spot.kind === "key" ? `key ${quote(spot.key)}` : spot.kind
  return [
    `in ${p.which ? `${p.which} ` : ""}${where}`,
    ...(p.within ? [`within ${amount(p.within)} characters`] : []),
    ...(p.notation ? [`as ${p.notation}`] : []),
  ]
}

function when(w: When | undefined): string[] {
  if (!w) return []
  const [first, ...rest] = w.values.map((value) => (value.quoted ? quote(value) : value.text))
  return [`when ${w.field.text} is ${first}`, ...rest.map((value) => `or ${value}`)]
}

function phrase({ subject, verb, objects, within, from, by, fully }: PhraseNode): string[] {
  const [first, ...rest] = commas(objects.map(operand))
  return [
    [subject.text, ...(verb ? [verb.text] : []), ...(first === undefined ? [] : [first])].join(" "),
    ...rest,
    ...(from ? [`from ${quantity(from)}`] : []),
    ...(within ? [`within ${quantity(within)}`] : []),
    ...(by ? [`by ${by.text}`] : []),
    ...(fully ? ["fully"] : []),
  ]
}

function operand(node: OperandNode): string {
  if (node.kind === "text") return quote(node.text)
  return node.kind === "number" ? quantity(node) : node.name.text
}

const prose = (p: Prose): Piece => (isBarred(p) ? { bars: p.text.split("\n") } : quote(p))
