/** Hover: what the model reads of a name or a rule, from the prompt's own sections, and how it is scored. */
import { type Hover, MarkupKind } from "vscode-languageserver"
import { cursorPlace } from "../../grammar/expected.js"
import { isKeyword, wordOf } from "../../grammar/tokens.js"
import { catalogue } from "../compile/catalogue.js"
import { ruleText } from "../compile/prompt/rules.js"
import { joined } from "../compile/prompt/segments.js"
import type { Task } from "../compile/task.js"
import type { AnyStatement } from "../language/ast.js"
import { allRules } from "../language/meaning.js"
import { layersOf, typeOf } from "../language/types.js"
import type { Span } from "../text.js"
import { DECLARED_LISTS } from "../value.js"
import { headText, signatureText } from "./describe.js"
import type { Opened } from "./feature.js"
import { rangeOf, touches } from "./places.js"
import { sectionsAbout } from "./sections.js"
import { type Declaration, type KnownWord, type Names, symbolsIn, type What } from "./symbols.js"
import { code, DROPS, LISTS, OBJECTS, READS, STANDARDIZED, statementText, verbText, WORDS } from "./words.js"

/** A hover is a glance: what is longer is cut. */
const MOST_LINES = 30
const MOST_TERMS = 10

export function hover(opened: Opened, offset: number): Hover | null {
  const found = aboutName(opened, offset) ?? aboutKnown(opened, offset) ?? aboutWord(opened, offset)
  if (!found) return null
  return { contents: { kind: MarkupKind.Markdown, value: found.text }, range: rangeOf(opened.source, found.span) }
}

interface Found {
  readonly text: string
  readonly span: Span
}

function aboutName({ guideline, tree, source, workspace }: Opened, offset: number): Found | undefined {
  const { declarations, references } = symbolsIn(tree)
  const at = [...declarations, ...references].find(({ span }) => span.end > span.start && touches(span, offset))
  const declaration = at && guideline.names.find(source, at.span.start)
  if (!declaration) return undefined
  const { names } = guideline
  const elsewhere =
    declaration.source === source ? [] : [`Declared in \`${declaration.source.path.split("/").at(-1)}\`.`]
  return {
    text: [
      code(signatureText(declaration)),
      ...elsewhere,
      ...reads(declaration, workspace.task(guideline.path)),
      ...scored(declaration, names),
    ].join("\n\n"),
    span: at.span,
  }
}

function reads(declaration: Declaration, task: Task | undefined): string[] {
  if (!task) return []
  const { what, name, home } = declaration
  const told = isRule(what)
    ? ruleSentence(declaration, task)
    : sectionText(what === "role" ? "relation" : what, home, name, task)
  if (told === undefined || told === "") return []
  return [`The model reads:\n\n${code(cut(told), "text")}`]
}

const isRule = (what: What): boolean => what === "check" || what === "judge" || what === "advice"

function sectionText(what: What, home: string | undefined, name: string, task: Task): string {
  const sections = sectionsAbout(task, what, what === "relation" && home !== undefined ? home : name)
  return joined(sections).trim()
}

/** Names of advice are unique below one heading only. */
function ruleSentence({ name, home }: Declaration, { meaning }: Task): string | undefined {
  const found = allRules(meaning).find((one) => one.rule.name === name && one.home === home)
  return found && ruleText(found.rule, meaning)
}

function cut(text: string): string {
  const lines = text.split("\n")
  return lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES), "…"].join("\n") : text
}

/** The lines that measure it, and those that pay for what measures it. */
function scored(declaration: Declaration, names: Names): string[] {
  const grade = GRADES[declaration.what]
  const shown = new Map<AnyStatement, string>()
  const seen = new Set<Declaration>()
  const follow = (one: Declaration) => {
    if (seen.has(one)) return
    seen.add(one)
    for (const { node, source } of names.references(one)) {
      if (!MEASURES.has(node.kind)) continue
      const measured = names.declaredBy(node)
      const arm = node.kind === "reward" ? measured?.home : undefined
      shown.set(node, `${headText(node, source)}${arm === undefined ? "" : `  # arm ${arm}`}`)
      if (measured) follow(measured)
    }
  }
  for (const one of isLabel(declaration.what) ? [declaration, ...labelled(names)] : [declaration]) follow(one)
  const lines = [...shown.values()]
  const more = lines.length > MOST_TERMS ? [`# and ${lines.length - MOST_TERMS} more`] : []
  const how =
    lines.length > 0 ? `Scored by:\n\n${code([...lines.slice(0, MOST_TERMS), ...more].join("\n"))}` : undefined
  return [...(grade === undefined ? [] : [grade]), ...(how === undefined ? [] : [how])]
}

const MEASURES = new Set<AnyStatement["kind"]>(["reward", "report", "check", "judge"])

const GRADES: Partial<Record<What, string>> = {
  check: "Checked: a program decides.",
  judge: "Judged: a verifier decides.",
  advice: "Advice: the model is told, and nothing measures it.",
}

const isLabel = (what: What): boolean => ["entity", "label", "relation", "otherwise", "role"].includes(what)

/** Parts of the answer whose values are labels. */
function labelled(names: Names): Declaration[] {
  return [...names.all("answer")].filter(({ node }) => {
    if (node.kind !== "answer") return false
    return [...layersOf(typeOf(node.type))].some(
      (type) =>
        type.kind === "relation" ||
        type.kind === "triplet" ||
        (type.kind === "choice" && type.lists.some((list) => (DECLARED_LISTS as readonly string[]).includes(list))),
    )
  })
}

/** A word of the catalogue or of a closed list. */
function aboutKnown({ tree }: Opened, offset: number): Found | undefined {
  const word = symbolsIn(tree).known.find(({ span }) => touches(span, offset))
  const text = word && knownText(word)
  return word && text !== undefined ? { text, span: word.span } : undefined
}

function knownText({ kind, text }: KnownWord): string | undefined {
  const tables: Partial<Record<KnownWord["kind"], Readonly<Record<string, string>>>> = {
    reading: READS,
    droppable: DROPS,
    list: LISTS,
    standard: STANDARDIZED,
    object: OBJECTS,
  }
  if (kind === "verb") {
    const signature = catalogue.get(text)
    return signature && `**${text}**: ${verbText(signature)}`
  }
  if (kind === "tag") return `The answer stands between \`<${text}>\` and \`</${text}>\`.`
  const table = tables[kind]
  return table && Object.hasOwn(table, text) ? `**${text}**: ${table[text]}` : undefined
}

/** A word of the grammar: the keyword of a line, or one that joins. */
function aboutWord({ source }: Opened, offset: number): Found | undefined {
  const { text } = source
  let end = offset
  while (/[\w-]/.test(text[end] ?? "")) end++
  const { wordStart, beginsLine, inside } = cursorPlace(text, end)
  if (inside || wordStart === end) return undefined
  const word = text.slice(wordStart, end)
  const span = { start: wordStart, end }
  if (beginsLine && isKeyword(word)) return { text: `**${word}**: ${statementText(word)}`, span }
  if (!wordOf.has(word)) return undefined
  return { text: `**${word}**: ${WORDS[word as keyof typeof WORDS]}`, span }
}
