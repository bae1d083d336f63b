import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Tree } from "../../src/language/ast.js"
import { parse } from "../../src/language/parse.js"
import { print } from "../../src/language/print.js"
import { Source } from "../../src/text.js"
import { tree } from "./arbitrary.js"
import { guidelines, mutated } from "./mutations.js"

const read = (text: string) => parse(new Source("test.guideline", text))

/** A tree without places, and with the empty lines at its ends left out, as printing does. */
function plain({ statements, below }: Tree): unknown {
  const bare = JSON.parse(
    JSON.stringify({ statements, below }, (key, value) => {
      if (key === "span" || key === "damaged") return undefined
      // of `fully` there is nothing but its place
      return key === "fully" ? true : value
    }),
  )
  const first = bare.statements[0]?.above ?? bare.below
  while (first[0] === "") first.shift()
  while (bare.below.at(-1) === "") bare.below.pop()
  return bare
}

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
    const place = fc.tuple(fc.nat(), fc.boolean())
    const places = fc.array(place, { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(fc.constantFrom(...guidelines), places, ({ text }, places) => {
        const lines = text.split("\n")
        places.forEach(([line, own], i) => {
          const at = line % lines.length
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
