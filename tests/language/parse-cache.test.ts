import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { catalogue } from "../../src/compile/catalogue.js"
import { diagnosticToJson } from "../../src/diagnostic.js"
import { analyze } from "../../src/language/analyze.js"
import { Memory } from "../../src/language/memory.js"
import { parse } from "../../src/language/parse.js"
import { ParseCache } from "../../src/language/parse-cache.js"
import { readGuideline } from "../../src/language/read.js"
import { Random } from "../../src/random.js"
import { Source } from "../../src/text.js"
import { fuzzed } from "./fuzz.js"
import { guidelines } from "./mutations.js"

const PATH = "guidelines/edited.guideline"
const source = (text: string) => new Source(PATH, text)

/**
 * One thing that somebody does in an editor: types or deletes a sign, breaks a line, deletes, doubles, moves or indents
 * lines, pastes, deletes what is marked, writes another word for one wherever it stands.
 */
function edited(text: string, random: Random): string {
  const at = random.below(text.length + 1)
  const lines = text.split("\n")
  const line = random.below(lines.length)
  const count = 1 + random.below(4)
  switch (random.below(12)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1 + random.below(3))
    case 1:
      return lines.toSpliced(line, count).join("\n")
    case 2:
      return lines.toSpliced(random.below(lines.length), 0, ...lines.slice(line, line + count)).join("\n")
    case 3:
      return lines.with(line, ` ${lines[line]!}`).join("\n")
    case 4:
      return lines.with(line, `# ${lines[line]!}`).join("\n")
    case 5:
      return text.slice(0, at) + fuzzed(3, random.below(1000)).slice(0, 200) + text.slice(at)
    case 6:
      return lines.toSpliced(line, 0, "").join("\n")
    case 7: {
      // Enter, with the indentation of the line
      const indent = text.slice(text.lastIndexOf("\n", at - 1) + 1, at).match(/^ */)![0]
      return `${text.slice(0, at)}\n${indent}${text.slice(at)}`
    }
    case 8: {
      const from = random.below(text.length + 1)
      return text.slice(0, at) + text.slice(from, from + random.below(400)) + text.slice(at)
    }
    case 9:
      return text.slice(0, at) + text.slice(at + random.below(200))
    case 10: {
      const words = text.match(/\b[A-Za-z-]{2,}\b/g) ?? ["task"]
      return text.replaceAll(words[random.below(words.length)]!, words[random.below(words.length)]!)
    }
    default: {
      const sign = 'abc "|#(),:.\n 1-e='[random.below(18)]!
      return text.slice(0, at) + sign + text.slice(at)
    }
  }
}

/** Of so many texts one is still looked at when the next one comes. */
const HELD = 4

class Editor {
  readonly cache = new ParseCache()
  readonly #memory = new Memory()
  /** Files that were asked for beside the edited one, with their texts. */
  readonly used = new Map<string, string>()
  #count = 0
  #last = ""

  /** A fresh look at the whole gives the same, file by file; whether or not somebody still looks at the text before. */
  holds(text: string): void {
    if (this.#count++ % HELD > 0) {
      for (const path of [PATH, ...this.used.keys()]) this.cache.release(path)
      same(this.cache, text)
    } else {
      const held = this.cache.parse(source(this.#last))
      same(this.cache, text)
      expect(held).toEqual(parse(source(this.#last)))
    }
    this.#last = text
    const readFile = (path: string): string => {
      if (path === PATH) return text
      const used = this.used.get(path) ?? readFileSync(path, "utf8")
      this.used.set(path, used)
      return used
    }
    const found = readGuideline(PATH, catalogue, readFile, (file) => this.cache.parse(file), this.#memory)
    const fresh = readGuideline(PATH, catalogue, readFile)
    expect(found.diagnostics.map(diagnosticToJson)).toEqual(fresh.diagnostics.map(diagnosticToJson))
    expect(found.meaning).toEqual(fresh.meaning)
  }
}

function same(cache: ParseCache, text: string): void {
  const [quick, whole] = [cache.parse(source(text)), parse(source(text))]
  // where the two differ, the trees are long: what is compared first says more
  expect(quick.diagnostics.map(({ message }) => message)).toEqual(whole.diagnostics.map(({ message }) => message))
  expect(quick).toEqual(whole)
  // neither do kept statements change what is found in them, nor does what was found change the kept ones
  const [found, asWhole] = [quick, whole].map(({ tree }) => analyze(tree, catalogue))
  expect(found!.diagnostics.map(diagnosticToJson)).toEqual(asWhole!.diagnostics.map(diagnosticToJson))
  expect(found!.meaning).toEqual(asWhole!.meaning)
}

describe("parsing and analysis while somebody types give what they give of the whole text", () => {
  it.each(guidelines)("a guideline of $path, edited again and again", ({ path, text: written }) => {
    const editor = new Editor()
    const random = Random.of(1, path)
    let text = written
    for (let edit = 0; edit < 40; edit++) {
      editor.holds(text)
      text = edit % 10 === 9 ? written : edited(text, random)
    }
  })

  it.each(guidelines.filter(({ text }) => /^use /m.test(text)))(
    "what $path uses, edited beside it",
    ({ path, text }) => {
      const editor = new Editor()
      const random = Random.of(2, path)
      editor.holds(text)
      const written = [...editor.used]
      expect(written).not.toEqual([])
      for (let edit = 0; edit < 60; edit++) {
        const [file, first] = written[random.below(written.length)]!
        editor.used.set(file, edit % 6 === 5 ? first : edited(editor.used.get(file)!, random))
        // what was looked at under the earlier text must not stand for the new one
        editor.holds(edit % 4 === 3 ? edited(text, random) : text)
      }
    },
  )

  it("typed sign by sign", () => {
    const editor = new Editor()
    const { text } = guidelines.find(({ path }) => path.includes("one-shot"))!
    const block = '  example "A <e1>b</e1>\n    | c" is\n      X(e1, e2) # note\n    not Y by z\nrelation A(b, c) "D"\n'
    const at = text.indexOf("\n", text.length / 2) + 1
    for (let end = 0; end <= block.length; end++) editor.holds(text.slice(0, at) + block.slice(0, end) + text.slice(at))
    for (let end = block.length; end >= 0; end--) editor.holds(text.slice(0, at) + block.slice(0, end) + text.slice(at))
  })

  it("of texts that have nothing to do with each other", () => {
    const editor = new Editor()
    for (let i = 0; i < 400; i++) editor.holds(fuzzed(2, i))
  })

  it("and leaves what it gave before as it was", () => {
    const cache = new ParseCache()
    const { text } = guidelines[0]!
    const first = cache.parse(source(text))
    for (const change of ["# a\n", "\n\n", "x ", 'advice "b"\n']) cache.parse(source(change + text))
    expect(first).toEqual(parse(source(text)))
    expect(cache.parse(source(text))).toEqual(first)
  })

  it("gives the very same for the same text, until told to forget", () => {
    const cache = new ParseCache()
    const parsed = cache.parse(source("task"))
    expect(cache.parse(source("task"))).toBe(parsed)
    cache.forget(PATH)
    expect(cache.parse(source("task"))).not.toBe(parsed)
  })
})
