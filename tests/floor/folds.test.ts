import { describe, expect, it } from "vitest"
import { foldedBy, keyOf, type Tolerance } from "../../src/folds.js"

const alike = (a: string, b: string, ...tolerances: Tolerance[]) =>
  foldedBy(a, new Set(tolerances)) === foldedBy(b, new Set(tolerances))

describe("what a fold makes the same", () => {
  it("is what its tolerances name, and nothing else", () => {
    expect(alike("Cause", "cAUSE", "any-case")).toBe(true)
    expect(alike("Cause", "cAUSE", "any-hyphen", "any-spacing", "look-alikes")).toBe(false)
    expect(alike("a-b", "a−b", "any-hyphen")).toBe(true)
    expect(alike("a b", "ab", "any-spacing")).toBe(true)
    expect(alike("Cаuse", "Cause", "look-alikes")).toBe(true) // the first a is Cyrillic
    expect(alike("Cаuse", "Cause", "any-case", "any-hyphen", "any-spacing")).toBe(false)
  })

  it("keeps a hyphen unless spaces are free as well", () => {
    expect(alike("a-b", "ab", "any-hyphen")).toBe(false)
    expect(alike("a-b", "ab", "any-spacing")).toBe(false)
    expect(alike("a-b", "ab", "any-hyphen", "any-spacing")).toBe(true)
  })

  it("has a key by all of them, which a text beyond the longest label has not", () => {
    expect(keyOf("С\u200bause – Effect")).toBe("causeeffect")
    expect(keyOf("a".repeat(100), 10)).toBeUndefined()
  })
})
