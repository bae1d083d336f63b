import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { codePointLength, editDistance, nearest, Source } from "../../src/text.js"

describe("positions", () => {
  it("count lines and columns from 1, columns in code points", () => {
    const source = new Source("a.guideline", "ab\n𝒷c\r\nd")
    expect(source.position(0)).toEqual({ line: 1, column: 1 })
    expect(source.position(3)).toEqual({ line: 2, column: 1 })
    expect(source.position(5)).toEqual({ line: 2, column: 2 }) // 𝒷 is two UTF-16 units, one column
    expect(source.position(99)).toEqual({ line: 3, column: 2 })
    expect(source.slice(source.lineSpan(2))).toBe("𝒷c")
    expect(source.slice(source.lineSpan(3))).toBe("d")
    expect(() => source.lineSpan(4)).toThrow("line 4 of a text of 3 lines")
  })

  it("find the line of any offset in any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", "\n", "𝒷") }), fc.nat(40), (text, at) => {
        const offset = Math.min(at, text.length)
        const before = text.slice(0, offset).split("\n")
        expect(new Source("x", text).position(offset)).toEqual({
          line: before.length,
          column: [...before.at(-1)!].length + 1,
        })
      }),
    )
  })

  it("are the same where a line is so long that its columns are counted in steps", () => {
    const line = "a𝒷𝒷\ud800".repeat(5000) // 6 units, 4 code points
    const source = new Source("x", `𝒷\n${line}\n${line}`)
    for (const [units, codePoints] of [
      [0, 0],
      [1, 1],
      [3, 2],
      [29_999, 19_999],
      [24_578, 16_386],
    ] as const)
      for (const lineNumber of [2, 3]) {
        const offset = source.lineSpan(lineNumber).start + units
        expect(source.position(offset)).toEqual({ line: lineNumber, column: codePoints + 1 })
      }
  })
})

describe("words that are nearly right", () => {
  it("count a swap of neighbours as one edit", () => expect(editDistance("relaiton", "relation", 2)).toBe(1))
  it("are cut off above the limit", () => expect(editDistance("abcdef", "ghijkl", 2)).toBe(3))
  it("find the nearest candidate", () => expect(nearest("exmaple", ["answer", "example"])).toBe("example"))
  it("find none when none is near", () => expect(nearest("use", ["reward", "answer"])).toBeUndefined())
})

it("a lone surrogate counts as one code point", () => expect(codePointLength("\ud800a")).toBe(2))
