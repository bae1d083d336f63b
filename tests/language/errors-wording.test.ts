import { describe, expect, it } from "vitest"
import type { Diagnostic } from "../../src/diagnostic.js"
import { readText, textCases } from "./read-cases.js"

/** Line of the case, column, what is said, and what a fix would write. */
function shown({ severity, code, message, place, fix }: Diagnostic, above: number): string {
  const { line, column } = place!.source.position(place!.span.start)
  const edit = fix ? ` [${fix.edits.map(({ text }) => text).join(", ")}]` : ""
  return `${severity} ${code} ${line - above}:${column} ${message}${edit}`
}

describe("what is said of a mistake helps to mend it", () => {
  it.each(textCases("tests/language/errors/wording"))("$file: $name", ({ text, above, expected, update }) => {
    const found =
      readText(text)
        .diagnostics.map((d) => shown(d, above))
        .join("\n") || "nothing"
    if (process.env.UPDATE === "1") update(found)
    else expect(found).toBe(expected)
  })
})
