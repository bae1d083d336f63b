import { readFileSync } from "node:fs"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { analyze } from "../../src/language/analyze.js"
import type { AnyStatement, Tree } from "../../src/language/ast.js"
import { parse } from "../../src/language/parse.js"
import { print } from "../../src/language/print.js"
import { Source } from "../../src/text.js"
import { tree } from "./arbitrary.js"
import { catalogue } from "./catalogue.js"

const read = (text: string) => parse(new Source("test.guideline", text))

/** A tree without places, and with the empty lines at its ends left out, as printing does. */
function plain({ statements, below }: Tree): unknown {
  const bare = JSON.parse(
    JSON.stringify({ statements, below }, (key, value) => (key === "span" || key === "damaged" ? undefined : value)),
  )
  const first = bare.statements[0]?.above ?? bare.below
  while (first[0] === "") first.shift()
  while (bare.below.at(-1) === "") bare.below.pop()
  return bare
}

const files = ["guidelines/semeval2010-task8.guideline", "guidelines/schema/nominals.guideline"].map((path) =>
  readFileSync(path, "utf8"),
)
const settings = { seed: 7, numRuns: 300 }

describe("printing", () => {
  it("is read back as the same tree", () => {
    fc.assert(
      fc.property(tree, (written) => {
        expect(plain(read(print(written)).tree)).toEqual(plain(written))
      }),
      settings,
    )
  })

  it("changes nothing that was printed already, whatever the text", () => {
    const check = (text: string) => {
      const once = print(read(text).tree)
      expect(print(read(once).tree)).toBe(once)
    }
    fc.assert(
      fc.property(tree, (written) => check(print(written))),
      { ...settings, numRuns: 100 },
    )
    fc.assert(fc.property(mutated, check), settings)
  })

  it("keeps every comment, wherever it stands", () => {
    const words = files[0]!.split("\n")
    const place = fc.tuple(fc.nat(words.length - 1), fc.boolean())
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 6 }), (places) => {
        const lines = [...words]
        places.forEach(([at, own], i) => {
          // behind bars and inside quotes a "#" is text, and so these lines get theirs above them
          const beside = !own && !lines[at]!.includes("|") && !lines[at]!.includes("# note")
          lines[at] = beside ? `${lines[at]} # note ${i}` : `# note ${i}\n${lines[at]}`
        })
        const printed = print(read(lines.join("\n")).tree)
        for (const i of places.keys()) expect(printed).toContain(`# note ${i}`)
        expect(plain(read(printed).tree)).toEqual(plain(read(print(read(printed).tree)).tree))
      }),
      { ...settings, numRuns: 100 },
    )
  })
})

/** A shipped guideline with a few edits: cut, doubled, turned around, strange signs put in. */
const edit = fc.tuple(
  fc.nat(),
  fc.nat(40),
  fc.oneof(
    fc.constantFrom(
      "",
      '"',
      "“",
      "|",
      "#",
      "<",
      "(",
      ",",
      "\n",
      "\n  ",
      "\r",
      "\t",
      "\u0000",
      "\ufeff",
      "relation ",
      "not ",
      "use ",
    ),
    fc.string({ unit: "binary", maxLength: 4 }),
  ),
)
const mutated = fc
  .tuple(fc.constantFrom(...files), fc.array(edit, { minLength: 1, maxLength: 4 }))
  .map(([file, edits]) => {
    let text = file
    for (const [at, length, by] of edits) {
      const from = at % (text.length + 1)
      text = text.slice(0, from) + by + text.slice(from + length)
    }
    return text
  })

describe("any text at all", () => {
  const everything = (text: string): void => {
    const { tree, diagnostics } = read(text)
    const all = [...diagnostics, ...analyze(tree, catalogue).diagnostics]
    for (const d of all) {
      const { start, end } = d.place!.span
      expect(start).toBeGreaterThanOrEqual(0)
      expect(end).toBeGreaterThanOrEqual(start)
      expect(end).toBeLessThanOrEqual(text.length)
      expect(d.message).not.toBe("")
      for (const { span } of d.fix?.edits ?? []) expect(span.end).toBeLessThanOrEqual(text.length)
    }
    const check = (node: AnyStatement): void => {
      expect(node.span.end).toBeLessThanOrEqual(text.length)
      if ("details" in node) node.details.forEach(check)
    }
    tree.statements.forEach(check)
  }

  it("is read without an exception, with every diagnostic inside the text", () => {
    fc.assert(fc.property(mutated, everything), settings)
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), everything), settings)
  })

  it("is read however it is cut off", () => {
    for (const file of files) for (let end = 0; end < file.length; end += 37) everything(file.slice(0, end))
  })
})
