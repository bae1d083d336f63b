/**
 * The guidelines that are being edited: documents as the editor has them over files as the disk has them, each parsed
 * only where its text has changed, and what the compiler finds in each guideline. Runs nothing that a guideline names.
 */
import { readdirSync, readFileSync, statSync } from "node:fs"
import path from "node:path"
import { catalogue } from "../compile/catalogue.js"
import { type Loaded, loadRead } from "../compile/load.js"
import type { Task } from "../compile/task.js"
import type { Diagnostic } from "../diagnostic.js"
import type { Tree } from "../language/ast.js"
import { Memory } from "../language/memory.js"
import { ParseCache } from "../language/parse-cache.js"
import { type Read, type ReadFile, readGuideline } from "../language/read.js"
import { moved } from "./moved.js"
import { isFile as isAbsolute } from "./places.js"
import { Names } from "./symbols.js"

/** One guideline with all files that it uses. */
export interface Guideline {
  readonly path: string
  /** Its own file first; empty when that cannot be read. */
  readonly trees: readonly Tree[]
  readonly names: Names
  /** What the language alone finds. */
  readonly read: Read
  /** Compiled and run on its own examples, when first asked for: that takes as long as reading it. */
  readonly loaded: Loaded
  /** All findings: of a guideline that was not run since it was changed, those of the last run, moved to where they now stand. */
  readonly findings: readonly Diagnostic[]
  readonly isChecked: boolean
}

interface Kept {
  readonly stamp: string
  readonly content: Uint8Array
}

/** Of a folder's guidelines so many are looked at for names, and so many folders deep. */
const MOST_FILES = 2_000
const DEEPEST_FOLDER = 12
const NO_FOLDERS = new Set(["node_modules", "dist", "runs"])

export class Workspace {
  readonly folders = new Set<string>()
  readonly #isFile: (path: string) => boolean
  readonly #open = new Map<string, string>()
  readonly #disk = new Map<string, Kept>()
  readonly #trees = new ParseCache()
  /** What is known of the open guidelines. */
  readonly #memories = new Map<string, Memory>()
  /** With the paths that they looked for, found or not: a change of one of them makes them stale. */
  readonly #guidelines = new Map<string, Reading>()
  readonly #tasks = new Map<string, Task>()
  /** What the last run on its own examples found, by guideline. */
  readonly #ran = new Map<string, readonly Diagnostic[]>()

  /** @param isFile of paths: an editor has documents that were never saved, a notebook's cells stand in its folder */
  constructor(isFile: (path: string) => boolean = isAbsolute) {
    this.#isFile = isFile
  }

  /** @param text of an open document; undefined when it is closed, and the disk counts again */
  set(path: string, text: string | undefined): void {
    if (text === undefined) {
      this.#open.delete(path)
      this.#tasks.delete(path)
      this.#ran.delete(path)
      this.#trees.forget(path)
      this.#memories.delete(path)
    } else {
      this.#open.set(path, text)
      // every guideline that holds a tree of the earlier text becomes stale below
      this.#trees.release(path)
      if (!this.#memories.has(path)) this.#memories.set(path, new Memory())
    }
    this.touch(path)
  }

  /** A file may have changed, come or gone. */
  touch(path: string): void {
    for (const [root, { asked }] of this.#guidelines) if (asked.has(path)) this.#guidelines.delete(root)
  }

  get open(): IterableIterator<string> {
    return this.#open.keys()
  }

  isOpen(path: string): boolean {
    return this.#open.has(path)
  }

  /** Whether a guideline's findings still stand. */
  isFresh(path: string): boolean {
    return this.#guidelines.has(path)
  }

  guideline(path: string): Guideline {
    const known = this.#guidelines.get(path)
    if (known) return known
    const guideline = this.#load(
      path,
      (file) => this.#read(file),
      ({ task, diagnostics }, { diagnostics: before }) => {
        if (task) this.#tasks.set(path, task)
        this.#ran.set(path, diagnostics.slice(before.length))
      },
    )
    this.#guidelines.set(path, guideline)
    return guideline
  }

  /**
   * The task as it was when the guideline had no error: what a hover and a hint can still tell while one types. A file of
   * labels alone has none of its own; an open guideline that uses it tells what becomes of them.
   */
  task(path: string): Task | undefined {
    const own = this.guideline(path).loaded.task ?? this.#tasks.get(path)
    if (own) return own
    for (const other of this.#open.keys()) {
      const task = this.#tasks.get(other)
      if (task && this.guideline(other).trees.some(({ source }) => source.path === path)) return task
    }
    return undefined
  }

  /** The guideline as it would be with other texts for some files. */
  with(path: string, texts: ReadonlyMap<string, string>): Guideline {
    return this.#load(path, (file) => texts.get(file) ?? this.#read(file))
  }

  /** Looks whether files changed, came or went on the disk: not every editor tells. */
  refresh(): void {
    const asked = new Set([...this.#guidelines.values()].flatMap((guideline) => [...guideline.asked]))
    for (const file of asked) {
      if (!this.#open.has(file) && this.#isFile(file) && stampOf(file) !== this.#disk.get(file)?.stamp) this.touch(file)
    }
  }

  /** @returns the file's own guideline first, then every other one of the folders and the editor that uses it */
  using(path: string): Guideline[] {
    this.refresh()
    const others = [...new Set([...this.#open.keys(), ...this.#files()])].filter((other) => other !== path)
    return [
      this.guideline(path),
      ...others
        .map((other) => this.guideline(other))
        .filter(({ trees }) => trees.some(({ source }) => source.path === path)),
    ]
  }

  text(path: string): string | undefined {
    return this.#open.get(path)
  }

  /** @param ran is told what was found behind the language */
  #load(path: string, readFile: ReadFile, ran: Ran = () => {}): Reading {
    const asked = new Set<string>()
    const trees: Tree[] = []
    const read = readGuideline(
      path,
      catalogue,
      (file) => {
        asked.add(file)
        return readFile(file)
      },
      (source) => {
        const parsed = this.#trees.parse(source)
        trees.push(parsed.tree)
        return parsed
      },
      this.#memories.get(path),
    )
    return new Reading(path, asked, trees, read, () => this.#ran.get(path) ?? [], ran)
  }

  /** @throws as `readFileSync` */
  #read(file: string): Uint8Array | string {
    const open = this.#open.get(file)
    if (open !== undefined) return open
    if (!this.#isFile(file)) throw new Error("the file that uses it has not been saved yet")
    const stamp = stampOf(file)
    const kept = this.#disk.get(file)
    if (stamp !== undefined && kept?.stamp === stamp) return kept.content
    this.#disk.delete(file)
    const content = readFileSync(file)
    if (stamp !== undefined) this.#disk.set(file, { stamp, content })
    return content
  }

  /** Guidelines on the disk, below the folders that the editor shows. */
  *#files(): Generator<string> {
    let left = MOST_FILES
    const queue = [...this.folders].map((folder) => ({ folder, depth: 0 }))
    for (const { folder, depth } of queue) {
      for (const entry of entriesOf(folder)) {
        const file = path.posix.join(folder, entry.name)
        if (entry.isDirectory()) {
          const isShown = !entry.name.startsWith(".") && !NO_FOLDERS.has(entry.name)
          if (isShown && depth < DEEPEST_FOLDER) queue.push({ folder: file, depth: depth + 1 })
        } else if (entry.name.endsWith(".guideline")) {
          if (left-- <= 0) return
          yield file
        }
      }
    }
  }

  /** @returns paths of guidelines, as a `use` in that file would name them, the nearest first */
  usable(from: string): string[] {
    if (!this.#isFile(from)) return []
    const folder = path.posix.dirname(from)
    const others = [...this.#files()].filter((file) => file !== from)
    const paths = others.map((file) => path.posix.relative(folder, file))
    return paths.sort((a, b) => a.split("/").length - b.split("/").length || (a < b ? -1 : 1))
  }
}

type Ran = (loaded: Loaded, read: Read) => void

/** A class for the reason that `language/analyze.ts` has. */
class Reading implements Guideline {
  readonly path: string
  readonly asked: ReadonlySet<string>
  readonly trees: readonly Tree[]
  readonly read: Read
  readonly #last: () => readonly Diagnostic[]
  readonly #ran: Ran
  #loaded: Loaded | undefined
  #names: Names | undefined

  constructor(
    path: string,
    asked: ReadonlySet<string>,
    trees: readonly Tree[],
    read: Read,
    last: () => readonly Diagnostic[],
    ran: Ran,
  ) {
    this.path = path
    this.asked = asked
    this.trees = trees
    this.read = read
    this.#last = last
    this.#ran = ran
    this.#loaded = "meaning" in read ? undefined : { diagnostics: read.diagnostics }
  }

  get loaded(): Loaded {
    if (!this.#loaded) {
      this.#loaded = loadRead(this.read)
      this.#ran(this.#loaded, this.read)
    }
    return this.#loaded
  }

  get isChecked(): boolean {
    return this.#loaded !== undefined
  }

  get findings(): readonly Diagnostic[] {
    return this.#loaded?.diagnostics ?? [...this.read.diagnostics, ...moved(this.#last(), this.trees)]
  }

  get names(): Names {
    this.#names ??= new Names(this.trees)
    return this.#names
  }
}

function stampOf(file: string): string | undefined {
  const stats = statSync(file, { throwIfNoEntry: false })
  return stats && `${stats.mtimeMs} ${stats.size}`
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}
