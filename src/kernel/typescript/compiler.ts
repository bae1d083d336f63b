/**
 * A cell's text to JavaScript, declarations and findings, given the declarations of earlier cells.
 *
 * Positions are those of the cell. Knows nothing of values: a cell is compiled here and runs elsewhere.
 */
import path from "node:path"
import type { Converter } from "tslab/dist/converter.js"
import type { Completions } from "../engine.js"
import { completions } from "./completion.js"
import { isFormer, kept, replacedTypes, withFormerTypes } from "./declarations.js"
import { slashed } from "./places.js"
import { type Overlay, ProgramHost } from "./program.js"
import { splitMap } from "./scripts.js"
import { localsOf, type Ts, ts } from "./ts.js"
import { CELL_FILE, createConverter, EARLIER_FILE } from "./tslab.js"

export interface Compiled {
  /** Undefined where something that forbids to run it is wrong. */
  readonly js: string | undefined
  readonly map: string
  /** Of this cell and of all earlier ones. */
  readonly declarations: string
  readonly findings: readonly Finding[]
}

export interface Finding {
  /** `TS2322` */
  readonly code: string
  readonly message: string
  /** A file beside the notebook; undefined: the cell. */
  readonly file: Ts.SourceFile | undefined
  readonly start: number
  readonly end: number
  /** Whether the cell, or the file, can not even be read. */
  readonly isSyntax: boolean
}

export interface Typed {
  readonly name: string
  readonly type: string
}

/** Where files would be emitted to, which nobody does: a notebook may import from anywhere. */
const OUTSIDE_OF_FOLDER = 6059

/** What the converter puts before a cell, to make it a module. */
const PREFIX = "export {};\n"
export const LINES_ABOVE = 1

export class Compiler {
  #converter: Converter
  readonly #host: ProgramHost
  readonly #folder: string
  #findings: readonly Finding[] = []
  #isStrict = true
  #length = 0

  /** @param folder the notebook's @param overlay files that are on no disk, ambient declarations among them */
  constructor(folder: string, overlay: Overlay) {
    this.#folder = folder
    this.#host = new ProgramHost(folder, overlay)
    this.#converter = this.#open()
  }

  #open(): Converter {
    return createConverter({
      folder: this.#folder,
      host: (files, system) => this.#host.create(files, system, keepLast),
      diagnose: (program, file) => this.#diagnose(program, file),
    })
  }

  /** @throws what the compiler throws, for a fault of its own; the next cell finds a new one, as it would not recover */
  #attempt<T>(work: (converter: Converter) => T): T {
    this.#host.refresh()
    try {
      return work(this.#converter)
    } catch (error) {
      this.#host.isConverting = false
      this.#converter.close()
      this.#converter = this.#open()
      throw error
    }
  }

  /** @param isStrict whether findings about types forbid to run the cell */
  compile(earlier: string, source: string, isStrict: boolean): Compiled {
    const text = withoutExports(source)
    const compiled = this.#convert(earlier, text, isStrict)
    const replaced = replacedTypes(earlier, text, compiled?.declarations)
    const whole = replaced.size === 0 ? compiled : this.#convert(withFormerTypes(earlier, replaced), text, isStrict)
    return whole ?? { js: undefined, map: "", declarations: earlier, findings: this.#findings }
  }

  #convert(earlier: string, text: string, isStrict: boolean): Compiled | undefined {
    this.#isStrict = isStrict
    this.#length = text.length
    this.#findings = []
    this.#host.isConverting = true
    const { output, declOutput } = this.#attempt((converter) => converter.convert(earlier, text))
    this.#host.isConverting = false
    if (output === undefined) return undefined
    const declarations = kept(earlier, (declOutput ?? "") + this.#nestedVariables())
    return { ...splitMap(output), declarations, findings: this.#findings }
  }

  /** `var` in a block or at a loop belongs to the notebook too, which declarations of a file do not say. */
  #nestedVariables(): string {
    const program = this.#host.program!
    const file = program.getSourceFile(this.#at(CELL_FILE))!
    const nested = [...(localsOf(file)?.values() ?? [])].filter(({ valueDeclaration }) => {
      const list = valueDeclaration && ts.isVariableDeclaration(valueDeclaration) && valueDeclaration.parent
      return list && !(ts.isVariableStatement(list.parent) && ts.isSourceFile(list.parent.parent))
    })
    if (nested.length === 0) return ""
    const checker = program.getTypeChecker()
    const typeOf = (one: Ts.Symbol) =>
      checker.typeToString(checker.getTypeOfSymbol(one), file, ts.TypeFormatFlags.NoTruncation)
    return nested.map((one) => `declare var ${one.name}: ${typeOf(one)};\n`).join("")
  }

  complete(earlier: string, source: string, cursor: number): Completions {
    return completions(
      this.#attempt((converter) => converter.complete(earlier, source, cursor)),
      source,
      PREFIX.length,
    )
  }

  inspect(earlier: string, source: string, cursor: number): Ts.QuickInfo | undefined {
    return this.#attempt((converter) => converter.inspect(earlier, source, cursor))
  }

  /** The variables of earlier cells, with their types. */
  variables(earlier: string): readonly Typed[] {
    this.#attempt((converter) => converter.inspect(earlier, "", 0))
    const program = this.#host.program!
    const checker = program.getTypeChecker()
    const file = program.getSourceFile(this.#at(EARLIER_FILE))!
    return [...(localsOf(file)?.values() ?? [])].flatMap((local) => {
      const symbol = local.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(local) : local
      if (!(symbol.flags & ts.SymbolFlags.Value) || isFormer(local.name)) return []
      const flags = ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope
      return [{ name: local.name, type: checker.typeToString(checker.getTypeOfSymbol(symbol), file, flags) }]
    })
  }

  close(): void {
    this.#converter.close()
  }

  #at(name: string): string {
    return path.posix.join(slashed(this.#folder), name)
  }

  #diagnose(program: Ts.Program, file: Ts.SourceFile): readonly Ts.Diagnostic[] {
    const syntax = program.getSyntacticDiagnostics(file)
    const files = syntax.length > 0 ? [] : localFiles(program, file)
    // what an import lacks because its file can not be read is that file's mistake
    const unread = files.slice(1).flatMap((one) => program.getSyntacticDiagnostics(one))
    const types = unread.length > 0 ? [] : files.flatMap((one) => program.getSemanticDiagnostics(one))
    const errors = [...syntax, ...unread, ...types].filter(
      ({ category, code }) => category === ts.DiagnosticCategory.Error && code !== OUTSIDE_OF_FOLDER,
    )
    this.#findings = errors.map((one) => finding(one, file, this.#length, !(types as Ts.Diagnostic[]).includes(one)))
    return this.#isStrict ? errors : syntax
  }
}

/** A cell's file and the files beside the notebook that it leads to. */
function localFiles(program: Ts.Program, from: Ts.SourceFile, seen = new Set<Ts.SourceFile>()): Ts.SourceFile[] {
  if (seen.has(from)) return []
  seen.add(from)
  const checker = program.getTypeChecker()
  const targets = from.statements.flatMap((one) => {
    const isImport = ts.isImportDeclaration(one) || ts.isExportDeclaration(one)
    const symbol = isImport && one.moduleSpecifier && checker.getSymbolAtLocation(one.moduleSpecifier)
    return symbol ? (symbol.declarations ?? []).filter(ts.isSourceFile) : []
  })
  const local = targets.filter((one) => !one.isDeclarationFile && !program.isSourceFileFromExternalLibrary(one))
  return [from, ...local.flatMap((one) => localFiles(program, one, seen))]
}

/** @param length of the cell, after which the converter's own text follows */
function finding(one: Ts.Diagnostic, cell: Ts.SourceFile, length: number, isSyntax: boolean): Finding {
  const isCell = one.file === cell
  const at = one.start ?? 0
  const start = isCell ? Math.min(Math.max(0, at - PREFIX.length), length) : at
  return {
    code: `TS${one.code}`,
    message: ts.flattenDiagnosticMessageText(one.messageText, "\n"),
    file: isCell ? undefined : one.file,
    start,
    end: isCell ? Math.min(start + (one.length ?? 0), length) : start + (one.length ?? 0),
    isSyntax,
  }
}

/** A cell exports all it declares, so `export` before a declaration says nothing; blanks keep every place. */
function withoutExports(source: string): string {
  if (!/\bexport\b/.test(source)) return source
  const file = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS)
  let text = source
  const blank = (start: number, end: number) => {
    text = text.slice(0, start) + text.slice(start, end).replace(/[^\n]/g, " ") + text.slice(end)
  }
  for (const node of file.statements) {
    if (ts.isExportDeclaration(node) && !node.moduleSpecifier) blank(node.getStart(file), node.end)
    if (ts.isExportAssignment(node)) blank(node.getStart(file), node.expression.getStart(file))
    const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : []
    for (const one of modifiers)
      if (one.kind === ts.SyntaxKind.ExportKeyword || one.kind === ts.SyntaxKind.DefaultKeyword)
        blank(one.getStart(file), one.end)
  }
  return text
}

/** The value of a cell is that of its last statement, where that is an expression: it goes through `__glossatorKernel.last`. */
const keepLast: Ts.TransformerFactory<Ts.SourceFile> = (context) => (file) => {
  const { factory } = context
  const last = file.statements.findLastIndex((one) => !ts.isExportDeclaration(one))
  const statement = file.statements[last]
  if (!file.fileName.endsWith(CELL_FILE) || !statement || !ts.isExpressionStatement(statement)) return file
  const keep = factory.createPropertyAccessExpression(factory.createIdentifier("__glossatorKernel"), "last")
  const call = factory.createCallExpression(keep, undefined, [statement.expression])
  const kept = ts.setTextRange(factory.createExpressionStatement(call), statement)
  return factory.updateSourceFile(file, file.statements.with(last, ts.setOriginalNode(kept, statement)))
}
