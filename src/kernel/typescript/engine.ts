/**
 * TypeScript cells: the engine that the kernel's session runs.
 *
 * A cell is compiled given the declarations of earlier ones (compiler.ts), rewritten into a function over the notebook's
 * variables (rewrite-cell.ts) and run. What it declared stays declared when it throws.
 */
import path from "node:path"
import util from "node:util"
import type {
  CellEngine,
  CellResult,
  CellRun,
  Completeness,
  Completions,
  EngineFactory,
  EngineHost,
  Inspection,
  Typecheck,
  Variable,
} from "../engine.js"
import { type Compiled, Compiler, LINES_ABOVE } from "./compiler.js"
import { completeness } from "./completeness.js"
import { valueNames } from "./declarations.js"
import { findingsError, findingsText, thrownError } from "./errors.js"
import { shownInfo } from "./hover.js"
import { guardedEach, guardedWait, interruptible } from "./interrupt.js"
import { Modules, metaOf } from "./modules.js"
import { slashed } from "./places.js"
import type { ImportOf } from "./rewrite.js"
import { rewriteCell } from "./rewrite-cell.js"
import { compileScript, mapStacks } from "./scripts.js"
import { moduleOf, showTslabOutput } from "./tslab.js"
import { Variables } from "./variables.js"

/**
 * @param folder the notebook's: files and packages are found from there
 * @returns makes the engine, which takes about a second
 */
export const createTypeScriptEngine =
  (folder: string): EngineFactory =>
  async (host) => {
    mapStacks()
    showTslabOutput((bundle, id, update) => host.show(bundle, { ...(id !== undefined && { id }), update }))
    const at = path.resolve(folder)
    const overlay = ambient(at, host)
    return host.shield(() => {
      const compiler = new Compiler(at, overlay)
      compiler.compile("", "let first = 1", true) // what only the first cell would wait for
      return new TypeScriptEngine(at, host, compiler, overlay)
    })
  }

/** One line about a value. */
function preview(value: unknown): string {
  const shown = util.inspect(value, {
    depth: 1,
    breakLength: Number.POSITIVE_INFINITY,
    maxArrayLength: 8,
    maxStringLength: 80,
  })
  const line = shown.replace(/\s+/g, " ")
  return line.length > 100 ? `${line.slice(0, 99)}…` : line
}

/** Before version 24 Node writes onto promises which flow they belong to; shown, that would puzzle. */
function hideMarks(promise: Promise<unknown>): void {
  for (const mark of Object.getOwnPropertySymbols(promise))
    Object.defineProperty(promise, mark, { enumerable: false, configurable: true })
}

/** The session's own globals, as a file that is on no disk. */
export const ambient = (folder: string, host: EngineHost): Map<string, string> =>
  new Map([[path.posix.join(slashed(folder), "__notebook__.d.ts"), host.declarations]])

export class TypeScriptEngine implements CellEngine {
  typecheck: Typecheck = "error"
  readonly #folder: string
  readonly #host: EngineHost
  readonly #compiler: Compiler
  readonly #modules: Modules
  readonly #overlay: Map<string, string>
  readonly #variables = new Variables()
  /** Of all cells so far, as a declaration file. */
  #declarations = ""
  /** The names in it that are values. */
  #names: ReadonlySet<string> = new Set()

  /** @param overlay the compiler's; cells that are modules are put there */
  constructor(folder: string, host: EngineHost, compiler: Compiler, overlay: Map<string, string>) {
    this.#folder = folder
    this.#host = host
    this.#compiler = compiler
    this.#overlay = overlay
    this.#modules = new Modules(overlay)
  }

  async execute(code: string, run: CellRun): Promise<CellResult> {
    try {
      return await this.#execute(code, run)
    } catch (error) {
      return { status: "error", ...thrownError(error) }
    }
  }

  async #execute(code: string, run: CellRun): Promise<CellResult> {
    const name = `cell ${run.count}`
    const module = moduleOf(code)
    if (module) return this.#addModule(module, name, code)
    const compiled = this.#compile(code, this.typecheck === "error")
    if (compiled.js === undefined) return { status: "error", ...findingsError(compiled.findings, name, code) }
    if (compiled.findings.length > 0 && this.typecheck === "warn")
      process.stderr.write(`${findingsText(compiled.findings, name, code)}\n`)
    const earlier = this.#names
    this.#keep(compiled.declarations)
    return { status: "ok", ...(await this.#run(compiled, name, code, earlier, run.signal)) }
  }

  /** A cell that begins with `@module name` is a file that other cells import, as in tslab. */
  #addModule(module: string, name: string, code: string): CellResult {
    const file = path.posix.join(slashed(this.#folder), module)
    this.#overlay.set(file, code)
    const { findings } = this.#compile(`import "./${module}"`, false)
    if (findings.length === 0 || this.typecheck !== "error") return { status: "ok", value: undefined }
    const own = findings.map((one) => (one.file?.fileName === file ? { ...one, file: undefined } : one))
    return { status: "error", ...findingsError(own, name, code) }
  }

  #compile(code: string, isStrict: boolean): Compiled {
    return this.#host.shield(() => this.#compiler.compile(this.#declarations, code, isStrict))
  }

  #keep(declarations: string): void {
    if (declarations === this.#declarations) return
    this.#declarations = declarations
    this.#names = valueNames(declarations)
  }

  async #run(
    { js, map }: Compiled,
    name: string,
    text: string,
    earlier: ReadonlySet<string>,
    signal: AbortSignal,
  ): Promise<{ readonly value: unknown }> {
    const variables = this.#variables
    let value: unknown
    const kernel = {
      last: (last: unknown) => {
        value = last
      },
      wait: guardedWait,
      each: guardedEach,
      meta: metaOf(path.join(this.#folder, "cell.ts")),
      import: (specifier: string) => this.#modules.import(specifier, this.#folder),
      imports: (all: readonly ImportOf[]) => this.#import(all),
    }
    const script = this.#host.shield(() => {
      const { script, captured } = rewriteCell(js!, {
        has: (one) => earlier.has(one),
        isCaptured: (one) => variables.isCaptured(one),
      })
      variables.capture(captured)
      return compileScript(name, { edited: script, map, linesAbove: LINES_ABOVE, text })
    })
    const cell = script.runInThisContext() as (...all: unknown[]) => unknown
    const require = this.#modules.require(this.#folder)
    await interruptible(signal, () => this.#host.stoppable(() => cell(variables.values, kernel, require)))
    if (util.types.isPromise(value)) hideMarks(value)
    return { value } // boxed: it may be a promise, which is nobody's to await here
  }

  async #import(all: readonly ImportOf[]): Promise<void> {
    for (const { from, names } of all) {
      const module = await guardedWait(this.#modules.import(from, this.#folder))
      for (const [exported, local] of names) this.#variables.import(local, module, exported)
    }
  }

  async complete(code: string, cursor: number): Promise<Completions> {
    const asked = () => this.#compiler.complete(this.#declarations, code, cursor)
    return this.#ask(asked) ?? { matches: [], start: cursor, end: cursor }
  }

  async inspect(code: string, cursor: number, detail: 0 | 1): Promise<Inspection | undefined> {
    const info = this.#ask(() => this.#compiler.inspect(this.#declarations, code, cursor))
    return info && shownInfo(info, detail)
  }

  /** A question that the compiler fails at, by a fault of its own, has no answer. */
  #ask<T>(question: () => T): T | undefined {
    try {
      return this.#host.shield(question)
    } catch {
      return undefined
    }
  }

  isComplete(code: string): Completeness {
    return completeness(code)
  }

  define(name: string, value: unknown, type: string): void {
    this.#keep(this.#compile(`declare let ${name}: ${type}`, false).declarations)
    this.#variables.values[name] = value
  }

  variables(): readonly Variable[] {
    const typed = this.#host.shield(() => this.#compiler.variables(this.#declarations))
    return typed.map(({ name, type }) => ({ name, type, preview: preview(this.#variables.values[name]) }))
  }

  async evaluate(expression: string): Promise<unknown> {
    const compiled = this.#compile(`(${expression}\n)`, false)
    if (compiled.js === undefined) throw new SyntaxError(compiled.findings[0]!.message)
    return (await this.#run(compiled, "expression", expression, this.#names, new AbortController().signal)).value
  }

  close(): void {
    this.#compiler.close()
  }
}
