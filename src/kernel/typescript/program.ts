/**
 * The program that cells are checked in: options, the notebook's files, and where modules are found.
 *
 * No file is watched. Before a cell is looked at, the files beside the notebook are compared with what they were.
 */
import { existsSync } from "node:fs"
import { createRequire, isBuiltin } from "node:module"
import path from "node:path"
import { packageRoot } from "../../package.js"
import { wholeLibrary } from "./library.js"
import { isLocal, ownPackage, slashed, stateOf } from "./places.js"
import { bound, localsOf, type Ts, ts, undeclared } from "./ts.js"
import { CELL_FILE, EARLIER_FILE, tslabTypes } from "./tslab.js"

const own = createRequire(import.meta.url)

/** Texts of files that are on no disk, by path. */
export type Overlay = ReadonlyMap<string, string>

export class ProgramHost {
  readonly #folder: string
  readonly #overlay: Overlay
  readonly #options: Ts.CompilerOptions
  readonly #library: Overlay
  /** Files beside the notebook that the program read: when they changed last, and who wants to know. */
  readonly #watched = new Map<string, { changed: number | string; tell: Ts.FileWatcherCallback }>()
  readonly #found = new Map<string, Ts.ResolvedModuleFull>()
  /** Files in which an import led nowhere: they are asked again. */
  readonly #unresolved = new Set<string>()
  program: Ts.Program | undefined
  /** Whether the converter compiles a cell. It then asks twice: first for the names that the cell declares. */
  isConverting = false
  #last: Ts.BuilderProgram | undefined

  constructor(folder: string, overlay: Overlay) {
    this.#folder = folder
    this.#overlay = overlay
    this.#options = optionsFor(folder)
    this.#library = wholeLibrary(this.#options.lib!)
  }

  /** Tells the program which files changed since it was asked last. */
  refresh(): void {
    for (const [file, watched] of this.#watched) {
      const changed = stateOf(file, this.#overlay)
      if (changed === watched.changed) continue
      watched.changed = changed
      watched.tell(file, ts.FileWatcherEventKind.Changed)
    }
  }

  create(
    files: readonly string[],
    system: Ts.System,
    emitLast: Ts.TransformerFactory<Ts.SourceFile>,
  ): Ts.WatchCompilerHostOfFilesAndCompilerOptions<Ts.BuilderProgram> {
    const { readFile, fileExists, watchFile } = system
    const edited = [CELL_FILE, EARLIER_FILE].map((name) => path.posix.join(slashed(this.#folder), name))
    Object.assign(system, {
      readFile: (file: string, encoding?: string) => {
        const text = this.#overlay.get(file) ?? this.#library.get(file) ?? readFile(file, encoding)
        return file === edited[0] ? withPlainNames(text ?? "") : text
      },
      fileExists: (file: string) => this.#overlay.has(file) || fileExists(file),
      directoryExists: ts.sys.directoryExists,
      readDirectory: ts.sys.readDirectory,
      watchFile: (file: string, tell: Ts.FileWatcherCallback) => {
        if (edited.includes(file)) return watchFile!(file, tell)
        if (!isInPackage(file)) this.#watched.set(file, { changed: stateOf(file, this.#overlay), tell })
        return { close: () => void this.#watched.delete(file) }
      },
      watchDirectory: () => ({ close: () => undefined }),
    })
    const host = ts.createWatchCompilerHost<Ts.BuilderProgram>(
      [...files, ...this.#overlay.keys()],
      this.#options,
      system,
      (...given) => this.#builder(emitLast, given),
      () => undefined,
      () => undefined,
    )
    host.resolveModuleNameLiterals = (literals, from) => {
      const found = literals.map(({ text }) => ({ resolvedModule: this.#resolve(text, from) }))
      const isLost = literals.some(({ text }, i) => !found[i]!.resolvedModule && !isBuiltin(text))
      // what packages lack stays so; asking again for those would cost every cell a walk through all of them
      if (isLost && !isInPackage(from)) this.#unresolved.add(from)
      else this.#unresolved.delete(from)
      return found
    }
    // else the package.json above every file is read again for every cell; modules are found without it, as it remembers
    // what is not there
    const cache = ts.createModuleResolutionCache(this.#folder, (name) => name, this.#options)
    host.getModuleResolutionCache = () => cache
    host.hasInvalidatedResolutions = (file) => this.#unresolved.has(file)
    return host
  }

  /** Light: it emits what it is asked for, and remembers nothing that a cell does not need. */
  #builder(emitLast: Ts.TransformerFactory<Ts.SourceFile>, given: BuilderArguments): Ts.BuilderProgram {
    const [roots, options, host, , ...rest] = given
    const names = this.isConverting ? this.#onlyNames(host) : undefined
    if (names) return names
    const builder = ts.createAbstractBuilder(roots, options, host, this.#last, ...rest)
    const program = builder.getProgram() as Ts.Program & { emit(...all: readonly unknown[]): Ts.EmitResult }
    this.program = program
    this.#last = {
      ...builder,
      getSourceFile: (name) => {
        const file = builder.getSourceFile(name)
        // the converter reads the names of a cell from it, before there is a checker
        if (file && !localsOf(file)) undeclared.bindSourceFile(file, program.getCompilerOptions())
        return file
      },
      getAllDependencies: (file) => [file.fileName],
      emit: (file, write, cancellation, onlyDeclarations, transformers) => {
        const custom = { before: [emitLast], afterDeclarations: transformers?.afterDeclarations ?? [] }
        // declarations whatever is wrong with them: the rest of a cell is worth having
        return program.emit(file, write, cancellation, onlyDeclarations, custom, true)
      },
    }
    return this.#last
  }

  /** For the names that a cell declares no program is needed: the cell alone, beside the program as it was. */
  #onlyNames(host: Ts.CompilerHost | undefined): Ts.BuilderProgram | undefined {
    const last = this.#last
    const cell = path.posix.join(slashed(this.#folder), CELL_FILE)
    const text = host?.readFile(cell)
    if (!last || text === undefined || /\nexport \{[^}]*\}$/.test(text)) return undefined
    const file = bound(cell, text)
    // a cell that declares nothing is not asked for again
    if (localsOf(file)?.size === 0) return undefined
    return {
      ...last,
      getSourceFile: (name) => (name === cell ? file : last.getSourceFile(name)),
      // never taken for one that is up to date, even where the same cell runs again
      getProgramOrUndefined: () => undefined,
    } as Ts.BuilderProgram
  }

  #resolve(name: string, from: string): Ts.ResolvedModuleFull | undefined {
    if (name === "glossator") return { resolvedFileName: ownPackage().types, extension: ts.Extension.Dts }
    if (name === "tslab") return { resolvedFileName: tslabTypes(), extension: ts.Extension.Dts }
    const key = `${path.dirname(from)}\n${name}`
    const known = this.#found.get(key)
    if (known && (isInPackage(from) || existsSync(known.resolvedFileName) || this.#overlay.has(known.resolvedFileName)))
      return known
    if (isBuiltin(name)) return undefined // declared by the types of Node
    const asIn = (file: string) => ts.resolveModuleName(name, file, this.#options, this.#files).resolvedModule
    const found = asIn(from) ?? (isLocal(name) ? undefined : asIn(path.join(packageRoot(), "x.ts")))
    if (found) this.#found.set(key, found)
    return found
  }

  readonly #files: Ts.ModuleResolutionHost = {
    ...ts.sys,
    fileExists: (file) => this.#overlay.has(file) || ts.sys.fileExists(file),
    readFile: (file) => this.#overlay.get(file) ?? ts.sys.readFile(file),
  }
}

type BuilderArguments = Parameters<Ts.CreateProgram<Ts.BuilderProgram>>

function optionsFor(folder: string): Ts.CompilerOptions {
  const [major] = process.versions.node.split(".").map(Number)
  return {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2022,
    lib: major! >= 22 ? ["lib.esnext.d.ts"] : ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts"],
    types: ["node"],
    typeRoots: typeRoots(folder),
    strict: false,
    esModuleInterop: true,
    experimentalDecorators: true,
    resolveJsonModule: true,
    allowImportingTsExtensions: true,
    allowJs: true,
    jsx: ts.JsxEmit.React,
    declaration: true,
    inlineSourceMap: true,
    skipLibCheck: true,
    newLine: ts.NewLineKind.LineFeed,
    rootDir: folder,
    // where tslab's converter expects what it asks the program to emit
    outDir: "outDir",
  }
}

/** The types of Node: those of the notebook, else the kernel's. */
function typeRoots(folder: string): string[] {
  const anchors = [path.join(folder, "cell.js"), path.join(packageRoot(), "x.js"), own.resolve("tslab")]
  const folders = anchors.flatMap((one) => createRequire(one).resolve.paths("@types/node") ?? [])
  const found = folders.find((one) => existsSync(path.join(one, "@types/node/package.json")))
  return found === undefined ? [] : [path.join(found, "@types")]
}

const isInPackage = (file: string): boolean => file.includes("/node_modules/")

/** The converter lists a cell's names as the compiler keeps them, which has one more underscore before two. */
function withPlainNames(text: string): string {
  const at = text.lastIndexOf("\nexport {")
  return at < 0 ? text : text.slice(0, at) + text.slice(at).replace(/(?<![\w$])___/g, "__")
}
