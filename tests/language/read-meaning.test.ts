import { describe, expect, it } from "vitest"
import { readText, textCases } from "./read-cases.js"

/** @example at({ a: [{ b: 1 }] }, "a.0.b") // 1 */
const at = (value: unknown, path: string): unknown =>
  path.split(".").reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], value)

describe("what a guideline means", () => {
  it.each(textCases("tests/language/read"))("$file: $name", ({ text, expected, update }) => {
    const { meaning, diagnostics } = readText(text)
    expect(diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message)).toEqual([])
    const paths = expected.split("\n").map((line) => line.split(" = ", 1)[0]!)
    const found = paths.map((path) => {
      const value = JSON.stringify(at(meaning, path), (key, part) => (key === "place" ? undefined : part))
      return `${path} = ${value}`
    })
    if (process.env.UPDATE === "1") update(found.join("\n"))
    else expect(found.join("\n")).toBe(expected)
  })
})
