/**
 * What was pasted a second time: statements in a row that stand above already, sign for sign, and a whole second guideline
 * in one file. It is one mistake, so the rest of the analysis does not look at it. Knows nothing of what a statement says.
 */
import type { Source, Span } from "../text.js"
import type { AnyStatement, Statement, Tree } from "./ast.js"

export interface Repeat {
  /** From the first repeated statement to the last, with what is indented below it. */
  readonly span: Span
  /** Where the first of them stands above. */
  readonly above: Span
  readonly first: Statement
  readonly statements: readonly Statement[]
  /** Another guideline begins here; it may differ from the one above. */
  readonly another: boolean
}

/** @returns in the order of the text; empty where no name and no heading stands twice, which is quickly seen */
export function repeatsIn(tree: Tree): readonly Repeat[] {
  return hasDoubles(tree.statements) ? [...repeats(tree)] : []
}

/** What a statement declares for the whole file; no name has a space in it. */
function nameOf(node: Statement): string | undefined {
  if (node.kind === "guideline") return HEAD
  if (node.kind === "task") return " task"
  return DECLARING.has(node.kind) && "name" in node ? node.name?.text : undefined
}

const DECLARING: ReadonlySet<string> = new Set([
  ...(["input", "gold", "answer", "entity", "label", "relation", "otherwise", "arm"] as const),
])

const HEAD = " guideline"

function hasDoubles(statements: readonly Statement[]): boolean {
  const seen = new Set<string>()
  for (const node of statements) {
    const name = nameOf(node)
    if (name === undefined) continue
    if (seen.has(name)) return true
    seen.add(name)
  }
  return false
}

function* repeats({ source, statements }: Tree): Generator<Repeat> {
  const texts = statements.map((node) => textOf(source, node))
  const firstAt = new Map<string, number>()
  const lastOf = new Map<string, number>()
  for (const [i, node] of statements.entries()) {
    const name = nameOf(node)
    if (name !== undefined && name !== HEAD) lastOf.set(name, i)
  }
  /** The last place of any name that stands above. */
  let reach = -1
  let head: number | undefined
  for (let i = 0; i < statements.length; i++) {
    const node = statements[i]!
    const above = firstAt.get(texts[i]!)
    let end = i
    // also what was pasted three times is one row
    if (above !== undefined) while (end < statements.length && texts[end] === texts[above + end - i]) end++
    const another = node.kind === "guideline" && head !== undefined && end < statements.length && reach > i
    if (another) end = statements.length
    const again = statements.slice(i, end)
    if (another || (again.length >= FEWEST && again.some((one) => nameOf(one) !== undefined))) {
      const first = statements[another ? head! : above!]!.span
      const span = { start: node.span.start, end: endOf(again.at(-1)!) }
      yield { span, above: first, first: node, statements: again, another }
    }
    if (above === undefined) firstAt.set(texts[i]!, i)
    if (node.kind === "guideline") head ??= i
    reach = Math.max(reach, lastOf.get(nameOf(node) ?? "") ?? -1)
    if (end > i + 1) i = end - 1
  }
}

function textOf(source: Source, node: AnyStatement): string {
  const own = source.slice(node.span)
  return "details" in node ? [own, ...node.details.map((detail) => textOf(source, detail))].join("\n") : own
}

/** One statement that stands twice is told by what it declares. */
const FEWEST = 2

const endOf = (node: AnyStatement): number =>
  Math.max(node.span.end, ...("details" in node ? node.details.map(endOf) : []))
