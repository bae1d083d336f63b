/**
 * The declarations of earlier cells, a text as in a `.d.ts` file, where the converter's own keeping falls short.
 *
 * When a type is declared anew, a variable keeps the type that it was made with: the old type stays under its name with a
 * prime (`Modelʹ`). A function looks its types up when it is called, so it takes the new one.
 */
import { Edits } from "./edits.js"
import { type Ts, ts } from "./ts.js"

const PRIME = "ʹ"

/** Whether a name stands for the former state of a type, which no cell can write by accident. */
export const isFormer = (name: string): boolean => name.endsWith(PRIME)

const parsed = (declarations: string): Ts.SourceFile =>
  ts.createSourceFile("earlier.d.ts", declarations, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS)

/** The names that stand for something when a cell runs; of imports, all. */
export function valueNames(declarations: string): ReadonlySet<string> {
  const names = parsed(declarations).statements.flatMap((one) => {
    if (ts.isVariableStatement(one))
      return one.declarationList.declarations.map(({ name }) => (name as Ts.Identifier).text)
    if (ts.isImportDeclaration(one)) return importedNames(one)
    const isValue =
      ts.isFunctionDeclaration(one) ||
      ts.isClassDeclaration(one) ||
      ts.isEnumDeclaration(one) ||
      ts.isModuleDeclaration(one)
    return isValue && one.name ? [one.name.text] : []
  })
  return new Set(names.filter((name) => !isFormer(name)))
}

function importedNames({ importClause }: Ts.ImportDeclaration): string[] {
  const bindings = importClause?.namedBindings
  const named = bindings && (ts.isNamespaceImport(bindings) ? [bindings] : [...bindings.elements])
  return [...(importClause?.name ? [importClause.name.text] : []), ...(named ?? []).map(({ name }) => name.text)]
}

/**
 * Types of earlier cells that a cell declares anew, and otherwise.
 *
 * @param declared what there is after the cell; undefined where it could not be compiled, and then all count
 */
export function replacedTypes(earlier: string, source: string, declared: string | undefined): ReadonlySet<string> {
  if (!/\b(class|interface|enum|type)\s/.test(source)) return new Set()
  const before = typeTexts(earlier)
  const after = declared === undefined ? undefined : typeTexts(declared)
  const anew = [...typeTexts(source).keys()].filter((name) => before.has(name))
  return new Set(anew.filter((name) => after?.get(name) !== before.get(name)))
}

function typeTexts(text: string): Map<string, string> {
  const types = parsed(text).statements.filter(isType)
  return new Map(types.map((one) => [one.name!.text, one.getText().replace(/\s+/g, " ")]))
}

type TypeStatement = Ts.ClassDeclaration | Ts.InterfaceDeclaration | Ts.EnumDeclaration | Ts.TypeAliasDeclaration

const isType = (one: Ts.Statement): one is TypeStatement =>
  ((ts.isClassDeclaration(one) || ts.isInterfaceDeclaration(one)) && one.name !== undefined) ||
  ts.isEnumDeclaration(one) ||
  ts.isTypeAliasDeclaration(one)

/** Gives variables of earlier cells the types as they were. */
export function withFormerTypes(earlier: string, replaced: ReadonlySet<string>): string {
  const file = parsed(earlier)
  const edits = new Edits(earlier)
  const taken = new Set(file.statements.filter(isType).map((one) => one.name!.text))
  const former = new Map([...replaced].map((name) => [name, formerName(name, taken)]))
  for (const statement of file.statements) {
    const own = isType(statement) && replaced.has(statement.name!.text) ? statement.name!.text : undefined
    if (own === undefined && !ts.isVariableStatement(statement)) continue
    const visit = (node: Ts.Node, isInFunction: boolean): void => {
      const name = ts.isIdentifier(node) && isTypeName(node) ? former.get(node.text) : undefined
      if (name !== undefined && (!isInFunction || (node as Ts.Identifier).text === own))
        edits.replace(node.getStart(file), node.end, name)
      ts.forEachChild(node, (child) => visit(child, isInFunction || ts.isFunctionLike(child)))
    }
    visit(statement, false)
  }
  return edits.apply().text
}

function formerName(name: string, taken: ReadonlySet<string>): string {
  let former = name + PRIME
  while (taken.has(former)) former += PRIME
  return former
}

const isTypeName = ({ parent }: Ts.Identifier): boolean =>
  ts.isTypeReferenceNode(parent) ||
  ts.isTypeQueryNode(parent) ||
  ts.isQualifiedName(parent) ||
  ts.isExpressionWithTypeArguments(parent) ||
  (ts.isStatement(parent) && isType(parent))

/** What the converter forgets of earlier cells: namespaces; and what it keeps though nothing refers to it any more. */
export function kept(earlier: string, declared: string): string {
  if (!declared.includes(PRIME) && !/\b(namespace|module)\b/.test(earlier)) return declared
  const file = parsed(declared)
  const known = new Set(file.statements.map((one) => (one as { name?: Ts.Node }).name?.getText()))
  const lost = parsed(earlier).statements.filter(
    (one) => ts.isModuleDeclaration(one) && !known.has(one.name.text) && !valueNames(declared).has(one.name.text),
  )
  const texts = [...file.statements.filter((one) => !isUnused(one, file)), ...lost].map((one) => one.getFullText())
  return lost.length === 0 && texts.length === file.statements.length ? declared : `${texts.join("")}\n`
}

function isUnused(statement: Ts.Statement, file: Ts.SourceFile): boolean {
  if (!isType(statement) || !isFormer(statement.name!.text)) return false
  const name = statement.name!.text
  const others = file.statements.filter((one) => one !== statement).map((one) => one.getText())
  return !others.some((text) => text.split(/[^\p{L}\p{N}_$]/u).includes(name))
}
