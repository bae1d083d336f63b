/** The declarations of earlier cells, a text as in a `.d.ts` file: what is in it. */
import { ts } from "./ts.js"

const parsed = (declarations: string): ts.SourceFile =>
  ts.createSourceFile("earlier.d.ts", declarations, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS)

/** The names that stand for something when a cell runs; of imports, all. */
export function valueNames(declarations: string): ReadonlySet<string> {
  const names = parsed(declarations).statements.flatMap((one) => {
    if (ts.isVariableStatement(one))
      return one.declarationList.declarations.map(({ name }) => (name as ts.Identifier).text)
    if (ts.isImportDeclaration(one)) return importedNames(one)
    const isValue =
      ts.isFunctionDeclaration(one) ||
      ts.isClassDeclaration(one) ||
      ts.isEnumDeclaration(one) ||
      ts.isModuleDeclaration(one)
    return isValue && one.name ? [one.name.text] : []
  })
  return new Set(names)
}

function importedNames({ importClause }: ts.ImportDeclaration): string[] {
  const bindings = importClause?.namedBindings
  const named = bindings && (ts.isNamespaceImport(bindings) ? [bindings] : [...bindings.elements])
  return [...(importClause?.name ? [importClause.name.text] : []), ...(named ?? []).map(({ name }) => name.text)]
}
