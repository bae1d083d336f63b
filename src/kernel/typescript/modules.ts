/**
 * Loads what cells import: packages by Node itself, TypeScript files beside the notebook by compiling them.
 *
 * A file that changed is loaded anew at the next import, and so is every file that imports it. A CommonJS package looks
 * as TypeScript says: its `default` is what it exports, and every property of that is a name.
 */
import { readFileSync, statSync } from "node:fs"
import { createRequire } from "node:module"
import path from "node:path"
import { pathToFileURL } from "node:url"
import vm from "node:vm"
import { packageRoot } from "../../package.js"
import { Source } from "../../text.js"
import { guardedEach, guardedWait } from "./interrupt.js"
import { isCompiled, isLocal, localFile, ownPackage, packageOf, stateOf } from "./places.js"
import { rewriteModule } from "./rewrite-module.js"
import { compileScript, shownPlace, splitMap } from "./scripts.js"
import { ts } from "./ts.js"
import { tslabApi } from "./tslab.js"

export type Exports = Readonly<Record<string, unknown>>

interface Loaded {
  readonly exports: Exports
  readonly done: Promise<unknown>
  /** Of the file when it was loaded: when it changed, or its text. */
  readonly changed: number | string
  /** Files that it imports, as they were then. */
  readonly uses: Map<string, number | string>
}

const own = createRequire(import.meta.url)

/** What a cell asks for is not there; who looked for it says nothing to the user. */
class ImportError extends Error {
  override readonly name = "ImportError"
  constructor(message: string) {
    super(message)
    this.stack = `${this.name}: ${message}`
  }
}

export class Modules {
  /** Compiled files by path. */
  readonly #loaded = new Map<string, Loaded>()
  readonly #native = new Map<string, (specifier: string) => Promise<Exports>>()
  readonly #views = new WeakMap<object, Exports>()
  /** What files of the notebook hold that are not on disk. */
  readonly #overlay: ReadonlyMap<string, string>

  constructor(overlay: ReadonlyMap<string, string>) {
    this.#overlay = overlay
  }

  /** @param folder where the importing text is @throws what loading throws */
  async import(specifier: string, folder: string): Promise<Exports> {
    if (specifier === "glossator") return this.#nativeFrom(packageRoot())(pathToFileURL(ownPackage().module).href)
    if (specifier === "tslab") return this.#view(tslabApi())
    if (!isLocal(specifier)) return this.#package(specifier, folder)
    const file = this.#file(specifier, folder)
    if (isCompiled(file)) return this.#compiled(file)
    if (file.endsWith(".json")) return json(file)
    return this.#script(file, folder)
  }

  /** `require` as cells know it. */
  require(folder: string): NodeJS.Require {
    const inner = createRequire(path.join(folder, "cell.js"))
    const outer = (id: string): unknown => {
      if (id === "tslab") return tslabApi()
      try {
        return inner(id)
      } catch (error) {
        if (isLocal(id) || !isMissing(error, id)) throw error
        return own(id)
      }
    }
    return Object.assign(outer, inner)
  }

  #file(specifier: string, folder: string): string {
    const overlaid = [".ts", ".tsx"].map((one) => path.resolve(folder, specifier) + one)
    const file = overlaid.find((one) => this.#overlay.has(one)) ?? localFile(specifier, folder)
    if (file === undefined) throw new ImportError(`There is no file ${path.resolve(folder, specifier)}.`)
    return file
  }

  async #package(specifier: string, folder: string): Promise<Exports> {
    try {
      return this.#interop(await this.#nativeFrom(folder)(specifier), specifier, folder)
    } catch (error) {
      if (!isMissing(error, specifier)) throw error
    }
    try {
      return this.#interop(await this.#nativeFrom(packageRoot())(specifier), specifier, packageRoot())
    } catch (error) {
      if (!isMissing(error, specifier)) throw error
      const name = packageOf(specifier)
      throw new ImportError(`No package is called "${name}" here. To install it: npm install ${name}, in ${folder}`)
    }
  }

  /** Node's own `import()`, as from a file in a folder. */
  #nativeFrom(folder: string): (specifier: string) => Promise<Exports> {
    const known = this.#native.get(folder)
    if (known) return known
    const inner = vm.runInThisContext("(specifier) => import(specifier)", {
      filename: path.join(folder, "cell.js"),
      importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    }) as (specifier: string) => Promise<Exports>
    const load = (specifier: string) => quietly(() => inner(specifier))
    this.#native.set(folder, load)
    return load
  }

  /** A CommonJS module shows more to TypeScript than to Node. */
  #interop(module: Exports, specifier: string, folder: string): Exports {
    if (!("default" in module)) return module
    try {
      const file = createRequire(path.join(folder, "cell.js")).resolve(specifier)
      const cached = own.cache[file]
      return cached && cached.exports === module.default ? this.#view(cached.exports as Exports) : module
    } catch {
      return module // it can only be imported, so it is no CommonJS
    }
  }

  #view(exported: Exports): Exports {
    if (exported === null || !["object", "function"].includes(typeof exported)) return { default: exported }
    if (exported.__esModule) return exported
    const known = this.#views.get(exported)
    if (known) return known
    const view = new Proxy(exported, {
      get: (target, key) => (key === "default" ? target : Reflect.get(target, key)),
      has: (target, key) => key === "default" || Reflect.has(target, key),
    })
    this.#views.set(exported, view)
    return view
  }

  /** JavaScript beside the notebook: Node loads it, anew when it changed. */
  async #script(file: string, folder: string): Promise<Exports> {
    const changed = statSync(file).mtimeMs
    const first = this.#firstSeen.get(file) ?? changed
    this.#firstSeen.set(file, first)
    if (first !== changed) delete own.cache[file]
    const url = pathToFileURL(file).href + (first === changed ? "" : `?changed=${changed}`)
    return this.#interop(await this.#nativeFrom(folder)(url), file, folder)
  }

  readonly #firstSeen = new Map<string, number>()

  async #compiled(file: string, user?: Loaded): Promise<Exports> {
    const known = this.#loaded.get(file)
    if (known && !this.#isStale(file)) {
      // two files that import each other: the one that began first is not waited for
      if (!user || !this.#reaches(file, user)) await known.done
      return known.exports
    }
    const loaded: { -readonly [K in keyof Loaded]: Loaded[K] } = {
      exports: Object.create(null) as Exports,
      done: Promise.resolve(),
      changed: stateOf(file, this.#overlay),
      uses: new Map(),
    }
    this.#loaded.set(file, loaded)
    loaded.done = this.#run(file, loaded)
    loaded.done.catch(() => this.#loaded.delete(file))
    await loaded.done
    return loaded.exports
  }

  async #run(file: string, loaded: Loaded): Promise<void> {
    const text = this.#overlay.get(file) ?? readFileSync(file, "utf8")
    const folder = path.dirname(file)
    const { js, map } = splitMap(transpile(file, text))
    const script = compileScript(file, { edited: rewriteModule(js), map, linesAbove: 0, text })
    const run = script.runInThisContext() as (kernel: unknown, require: unknown) => Promise<void>
    const kernel = {
      wait: guardedWait,
      each: guardedEach,
      meta: metaOf(file),
      import: (specifier: string) => {
        if (!isLocal(specifier)) return this.import(specifier, folder)
        const used = this.#file(specifier, folder)
        loaded.uses.set(used, stateOf(used, this.#overlay))
        return isCompiled(used) ? this.#compiled(used, loaded) : this.import(specifier, folder)
      },
      export: (getters: object) =>
        Object.defineProperties(loaded.exports, enumerable(Object.getOwnPropertyDescriptors(getters))),
      star: (from: Exports) => {
        for (const name of Object.keys(from))
          if (name !== "default" && !(name in loaded.exports))
            Object.defineProperty(loaded.exports, name, { get: () => from[name], enumerable: true })
      },
    }
    await run(kernel, this.require(folder))
  }

  /** Whether a file, or one that it imports, is not as it was when it was loaded. */
  #isStale(file: string, seen = new Set<string>()): boolean {
    const loaded = this.#loaded.get(file)
    if (!loaded || seen.has(file)) return false
    seen.add(file)
    if (loaded.changed !== stateOf(file, this.#overlay)) return true
    return [...loaded.uses].some(([one, was]) => was !== stateOf(one, this.#overlay) || this.#isStale(one, seen))
  }

  /** Whether a file, by what it imports so far, leads to another. */
  #reaches(file: string, goal: Loaded, seen = new Set<string>()): boolean {
    const loaded = this.#loaded.get(file)
    if (!loaded || seen.has(file)) return false
    seen.add(file)
    return loaded === goal || [...loaded.uses.keys()].some((one) => this.#reaches(one, goal, seen))
  }
}

export const metaOf = (file: string) => ({
  url: pathToFileURL(file).href,
  filename: file,
  dirname: path.dirname(file),
  resolve: (specifier: string) =>
    isLocal(specifier)
      ? pathToFileURL(path.resolve(path.dirname(file), specifier)).href
      : pathToFileURL(createRequire(file).resolve(specifier)).href,
})

/** Node 20 warns that the way to its own loader may change, which is nothing to a notebook. */
function quietly<T>(work: () => T): T {
  const { emitWarning } = process
  process.emitWarning = () => undefined
  try {
    return work()
  } finally {
    process.emitWarning = emitWarning
  }
}

const enumerable = (all: PropertyDescriptorMap): PropertyDescriptorMap =>
  Object.fromEntries(Object.entries(all).map(([name, one]) => [name, { ...one, enumerable: true }]))

function json(file: string): Exports {
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"))
    return { ...(value as Exports), default: value }
  } catch (error) {
    throw error instanceof SyntaxError ? new ImportError(`${file} is no JSON: ${error.message}`) : error
  }
}

/** @throws ImportError for a text that can not be read, with its place */
function transpile(file: string, text: string): string {
  const { outputText, diagnostics } = ts.transpileModule(text, {
    fileName: file,
    reportDiagnostics: true,
    compilerOptions: {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2022,
      jsx: ts.JsxEmit.React,
      experimentalDecorators: true,
      inlineSourceMap: true,
    },
  })
  const [first] = diagnostics ?? []
  if (!first) return outputText
  const place = { name: file, ...new Source(file, text).position(first.start ?? 0) }
  throw new ImportError(`${shownPlace(place)}: ${ts.flattenDiagnosticMessageText(first.messageText, "\n")}`)
}

/** Whether it is this very package that is not there, and not one that it needs. */
const isMissing = (error: unknown, specifier: string): boolean => {
  const { code, message } = error as { code?: string; message?: string }
  const isNotFound = code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND"
  return isNotFound && (message ?? "").includes(`'${packageOf(specifier)}`)
}
