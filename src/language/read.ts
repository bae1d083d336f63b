/**
 * A guideline's file and every file that it uses, to its meaning. The only part of the language that reads files.
 *
 * A file that is used twice is read once; a path goes from the file that names it, and only to other guidelines.
 */
import { readFileSync } from "node:fs"
import { posix } from "node:path"
import type { Catalogue } from "../catalogue.js"
import { type Diagnostic, hasErrors, inOrder } from "../diagnostic.js"
import { fileReason } from "../file-reason.js"
import { Source } from "../text.js"
import { type Analyzed, analyze } from "./analyze.js"
import type { Tree, UseStatement } from "./ast.js"
import { report } from "./codes.js"
import type { Meaning } from "./meaning.js"
import type { Memory } from "./memory.js"
import { type Parsed, parse } from "./parse.js"

/** @throws when the file cannot be read; a text is taken as it is, bytes must be UTF-8 */
export type ReadFile = (path: string) => Uint8Array | string
/** An editor's own keeps the trees of files that have not changed. */
export type ParseSource = (source: Source) => Parsed

export interface Read {
  /** Absent when there is an error anywhere, and for a schema; made when first asked for. */
  readonly meaning?: Meaning
  /** The tree of the file itself, if it could be read. */
  readonly tree?: Tree
  /** File by file, each in the order of its text. */
  readonly diagnostics: readonly Diagnostic[]
}

/** @param memory of this guideline, while it is edited */
export function readGuideline(
  path: string,
  catalogue: Catalogue,
  readFile: ReadFile = readFileSync,
  parseSource: ParseSource = parse,
  memory?: Memory,
): Read {
  const source = readSource(path, readFile)
  if (!(source instanceof Source)) return { diagnostics: [source] }
  const reader = new Reader(readFile, parseSource)
  const tree = reader.add(slashed(path), source)
  const analyzed = analyze(tree, catalogue, { imports: reader.imports, ...(memory && { memory }) })
  // a file that could not be used takes its labels along: what is then unknown is no error of its own
  const lost = new Set(["name-unknown", "part-missing"])
  const own = reader.failed ? analyzed.diagnostics.filter((d) => !lost.has(d.code)) : analyzed.diagnostics
  const diagnostics = inOrder([...reader.diagnostics, ...own], reader.paths)
  return "meaning" in analyzed && !hasErrors(diagnostics)
    ? new SoundRead(tree, diagnostics, analyzed)
    : { tree, diagnostics }
}

/** A class for the reason that `analyze.ts` has. */
class SoundRead implements Read {
  readonly tree: Tree
  readonly diagnostics: readonly Diagnostic[]
  readonly #analyzed: Analyzed

  constructor(tree: Tree, diagnostics: readonly Diagnostic[], analyzed: Analyzed) {
    this.tree = tree
    this.diagnostics = diagnostics
    this.#analyzed = analyzed
  }

  get meaning(): Meaning {
    return this.#analyzed.meaning!
  }
}

/** @returns one file's text, or what is wrong with it */
export function readSource(path: string, readFile: ReadFile = readFileSync): Source | Diagnostic {
  const loaded = load(path, readFile)
  if (typeof loaded !== "string") return loaded.broken ? notUtf8(loaded.source) : loaded.source
  return report("file-unreadable", { path, reason: loaded }, { place: at(new Source(path, "")) })
}

/** So many files may use each other in a row. */
const LONGEST_CHAIN = 100
/** In UTF-16 units; joining paths takes the square of their length. */
const LONGEST_PATH = 1000
const TOO_DEEP = `${LONGEST_CHAIN} files use each other in a row already`

class Reader {
  readonly imports = new Map<UseStatement, Tree>()
  readonly diagnostics: Diagnostic[] = []
  /** Of the files that were read, in that order. */
  readonly paths: string[] = []
  failed = false
  readonly #readFile: ReadFile
  readonly #parse: ParseSource
  readonly #read = new Map<string, Tree>()
  /** The files that are being read, from the first to the one that is read now. */
  readonly #chain: string[] = []

  constructor(readFile: ReadFile, parseSource: ParseSource) {
    this.#readFile = readFile
    this.#parse = parseSource
  }

  add(path: string, source: Source): Tree {
    const { tree, diagnostics } = this.#parse(source)
    this.paths.push(source.path)
    this.diagnostics.push(...diagnostics)
    this.#read.set(path, tree)
    this.#chain.push(path)
    const here = new Set<string>()
    for (const use of tree.statements) if (use.kind === "use") this.#use(use, path, source, here)
    this.#chain.pop()
    return tree
  }

  #use(use: UseStatement, from: string, source: Source, here: Set<string>): void {
    const place = { source, span: use.path.span }
    const fail = (d: Diagnostic) => {
      this.failed = true
      this.diagnostics.push(d)
    }
    const written = use.path.text
    if (written.length > LONGEST_PATH || !written.endsWith(".guideline") || /^[/\\]|[\\:]/.test(written)) {
      fail(report("import-path", { path: written }, { place }))
      return
    }
    const path = posix.join(posix.dirname(from), written)
    if (here.has(path)) this.diagnostics.push(report("import-twice", { path: written }, { place }))
    here.add(path)
    const begin = this.#chain.indexOf(path)
    if (begin >= 0) {
      fail(
        report("import-cycle", { chain: [...this.#chain.slice(begin), path].map((p) => posix.basename(p)) }, { place }),
      )
      return
    }
    if (this.#read.has(path)) return
    const loaded = this.#chain.length < LONGEST_CHAIN ? load(path, this.#readFile) : TOO_DEEP
    if (typeof loaded === "string") fail(report("import-unreadable", { path: written, reason: loaded }, { place }))
    else if (loaded.broken) fail(notUtf8(loaded.source))
    else this.imports.set(use, this.add(path, loaded.source))
  }
}

/** @returns the reason when it cannot be read; `broken` when some bytes are not UTF-8 */
function load(path: string, readFile: ReadFile): { source: Source; broken: boolean } | string {
  try {
    const content = readFile(path)
    if (typeof content === "string") return { source: new Source(path, content), broken: false }
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(content)
    const broken = text.includes("\ufffd") && !isUtf8(content)
    return { source: new Source(path, text), broken }
  } catch (error) {
    return fileReason(error)
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

function notUtf8(source: Source): Diagnostic {
  const start = Math.max(0, source.text.indexOf("\ufffd"))
  return report("file-not-utf8", { path: source.path }, { place: { source, span: { start, end: start + 1 } } })
}

const at = (source: Source) => ({ source, span: { start: 0, end: 0 } })
const slashed = (path: string): string =>
  posix.normalize(process.platform === "win32" ? path.replace(/\\/g, "/") : path)
