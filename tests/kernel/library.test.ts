/** The library as one file declares what TypeScript's own files declare, overloads in the same order. */
import ts from "typescript"
import { expect, it } from "vitest"
import { wholeLibrary } from "../../src/kernel/typescript/library.js"

/** Everything that is known without an import, name by name, as the compiler writes it. */
function declared(lib: string[], texts: ReadonlyMap<string, string>): Map<string, string> {
  const options: ts.CompilerOptions = { target: ts.ScriptTarget.ES2022, lib, types: [], strict: true }
  const host = ts.createCompilerHost(options, true)
  const { readFile } = host
  host.readFile = (file) => (file === "cell.ts" ? "export {}" : (texts.get(file) ?? readFile(file)))
  host.getSourceFile = (file, target) => ts.createSourceFile(file, host.readFile(file) ?? "", target, true)
  const program = ts.createProgram(["cell.ts"], options, host)
  const checker = program.getTypeChecker()
  const cell = program.getSourceFile("cell.ts")!
  const shown = (type: ts.Type) => checker.typeToString(type, cell, ts.TypeFormatFlags.NoTruncation)
  const members = (type: ts.Type) => [
    ...type.getProperties().map((one) => `${one.name}: ${shown(checker.getTypeOfSymbolAtLocation(one, cell))}`),
    ...[...type.getCallSignatures(), ...type.getConstructSignatures()].map((one) => checker.signatureToString(one)),
  ]
  const all = ts.SymbolFlags.Value | ts.SymbolFlags.Type | ts.SymbolFlags.Namespace
  return new Map(
    checker.getSymbolsInScope(cell, all).map((one) => {
      const value = one.flags & ts.SymbolFlags.Value ? [checker.getTypeOfSymbolAtLocation(one, cell)] : []
      const type = one.flags & ts.SymbolFlags.Type ? [checker.getDeclaredTypeOfSymbol(one)] : []
      const text = [...value, ...type].flatMap((each) => [shown(each), ...members(each)]).join("\n")
      // symbols are numbered as they are met
      return [one.name, text.replace(/(?<=__@\w+@)\d+/g, "")]
    }),
  )
}

it.each([{ lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts"] }, { lib: ["lib.esnext.d.ts"] }])(
  "$lib",
  ({ lib }) => {
    const whole = declared(lib, wholeLibrary(lib))
    expect(whole.size).toBeGreaterThan(150)
    expect(whole.get("Array")).toContain("toSorted")
    expect(whole).toEqual(declared(lib, new Map()))
  },
)
