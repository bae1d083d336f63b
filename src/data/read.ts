/**
 * A data set by name, from the disk to examples: finds its files, hands them to their reader, collects what is wrong.
 *
 * A mistake in the data never throws: the good rows come back beside one diagnostic per bad row, and whoever works with
 * them decides whether to stop (`hasErrors`).
 */
import { existsSync } from "node:fs"
import { basename, join, resolve } from "node:path"
import type { Diagnostic, Place } from "../diagnostic.js"
import { nearest, Source } from "../text.js"
import type { Example } from "../value.js"
import { report, withName } from "./codes.js"
import { dataFolder } from "./folder.js"
import { openText } from "./open.js"
import { readers } from "./readers/index.js"
import type { Reader } from "./readers/reader.js"
import { dataSets } from "./sets/index.js"

export interface ReadOptions {
  /** Holds one folder per data set; default: GLOSS_DATA, else `.glossator/data`. */
  readonly folder?: string
  readonly env?: NodeJS.ProcessEnv
}

export interface Data {
  readonly train: readonly Example[]
  readonly test: readonly Example[]
  readonly diagnostics: readonly Diagnostic[]
  /** The files that were read, with their text: for hashes in a manifest. */
  readonly files: readonly Source[]
  /** Where each example stands, by its id. */
  readonly places: ReadonlyMap<string, Place>
}

/**
 * @param name of the catalogue (`semeval2010-task8`), or a folder with own `train.jsonl` and `test.jsonl` (one of them is
 *   enough): its name in the folder of data sets, or its path
 * @returns train and test in the order of the files; comments only with training examples
 */
export function readData(name: string, options: ReadOptions = {}): Data {
  const folder = dataFolder(options.folder, options.env)
  const known = dataSets.find((set) => set.name === name)
  const failed = (diagnostic: Diagnostic): Data => ({
    train: [],
    test: [],
    diagnostics: [diagnostic],
    files: [],
    places: new Map(),
  })
  const ownIn = (home: string) => ["train.jsonl", "test.jsonl"].filter((file) => existsSync(join(home, file)))
  const inFolder = join(folder, name)
  const home = known || (isName(name) && ownIn(inFolder).length > 0) ? inFolder : resolve(name)
  const own = known ? [] : ownIn(home)
  if (!known && own.length === 0) {
    const near = nearest(
      name,
      dataSets.map((set) => set.name),
    )
    return failed(report("data-set-unknown", { name, ...(near && { near }) }))
  }
  if (known && !known.reads) {
    const readable = dataSets.filter((set) => set.reads).map((set) => set.name)
    return failed(report("data-set-without-reader", { name, readable }))
  }
  if (!existsSync(home)) {
    return failed(withName(report("data-folder-missing", { name, folder }), name))
  }
  const reads = known?.reads ?? { reader: "jsonl", train: "train.jsonl", test: "test.jsonl" }
  const reading = new Reading(known ? name : basename(home), home, readers.get(reads.reader)!)
  const wanted = (file: string): boolean => known !== undefined || own.includes(file)
  return {
    train: wanted(reads.train) ? reading.read(reads.train, true) : [],
    test: wanted(reads.test) ? reading.read(reads.test, false) : [],
    diagnostics: reading.diagnostics,
    files: reading.files,
    places: reading.places,
  }
}

/** A single folder's name; all else is a path. */
const isName = (name: string): boolean => /^[\p{L}\p{N}_][\p{L}\p{N}._-]{0,99}$/u.test(name)

/** The files of one data set, whose ids must differ from each other. */
class Reading {
  readonly diagnostics: Diagnostic[] = []
  readonly files: Source[] = []
  readonly places = new Map<string, Place>()
  readonly #name: string
  readonly #home: string
  readonly #reader: Reader

  constructor(name: string, home: string, reader: Reader) {
    this.#name = name
    this.#home = home
    this.#reader = reader
  }

  read(file: string, comments: boolean): Example[] {
    const source = this.#open(join(this.#home, file))
    if (!source) return []
    this.files.push(source)
    const before = this.diagnostics.length
    const examples: Example[] = []
    for (const { example, span } of this.#reader.rows(source, (d) => this.diagnostics.push(d), { comments })) {
      const place = { source, span }
      const earlier = this.places.get(example.id)
      if (earlier) {
        const notes = [{ message: "the first one is here", place: earlier }]
        this.diagnostics.push(report("data-id-twice", { id: example.id }, { place, notes }))
        continue
      }
      this.places.set(example.id, place)
      examples.push(example)
    }
    if (examples.length === 0 && this.diagnostics.length === before)
      this.diagnostics.push(report("data-file-empty", { path: source.path }))
    return examples
  }

  #open(path: string): Source | undefined {
    const opened = openText(path)
    if (opened instanceof Source) return opened
    const name = this.#name
    this.diagnostics.push(
      opened.isMissing
        ? withName(report("data-file-missing", { name, path }), name)
        : report("data-file-unreadable", { path, reason: opened.reason }),
    )
    return undefined
  }
}
