import { describe, expect, it } from "vitest"
import { compileCodes } from "../../src/compile/codes.js"
import { explanations } from "../../src/compile/explanations/index.js"
import { findingsOf } from "../../src/compile/explanations/run.js"
import { loadGuideline } from "../../src/compile/load.js"
import { hasErrors } from "../../src/diagnostic.js"
import { allCodes } from "../../src/language/codes.js"
import { LARGEST_FILE } from "../../src/language/parse.js"

const PATH = "example.guideline"

const found = (name: string, fragment: string) => findingsOf(explanations[name]!, fragment)

/** Where the file itself is what is wrong. */
const FILES: Record<string, () => Uint8Array | string> = {
  "file-unreadable": () => {
    throw Object.assign(new Error("no such file"), { code: "ENOENT" })
  },
  "file-too-large": () => "#".padEnd(LARGEST_FILE + 1),
  "file-not-utf8": () => Uint8Array.of(0x23, 0xff),
}

describe("explain", () => {
  it("has an explanation of every code of a guideline, and of no other", () => {
    expect(Object.keys(explanations).sort()).toEqual(Object.keys({ ...allCodes, ...compileCodes }).sort())
    const own = Object.entries(explanations).filter(([, { isFile }]) => isFile)
    expect(own.map(([name]) => name).sort()).toEqual(Object.keys(FILES).sort())
  })

  const run = Object.keys(explanations).filter((name) => !explanations[name]!.isFile)

  it.each(run)("%s: the wrong fragment is that mistake alone, the right one none", (name) => {
    const { wrong, right, why } = explanations[name]!
    expect(why.length).toBeGreaterThan(30)
    expect([...new Set(found(name, wrong).map(({ code }) => code))]).toEqual([name])
    const after = found(name, right)
    expect(after.map(({ code }) => code)).not.toContain(name)
    expect(hasErrors(after), after.map(({ message }) => message).join()).toBe(false)
  })

  it.each(Object.keys(FILES))("%s: a file that is so", (name) => {
    expect(loadGuideline(PATH, FILES[name]!).diagnostics.map(({ code }) => code)).toEqual([name])
  })
})
