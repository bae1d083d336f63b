import { describe, expect, it } from "vitest"
import { code, diagnoser, diagnosticToJson, formatDiagnostic, UserError } from "../../src/diagnostic.js"
import { Source } from "../../src/text.js"

const diagnose = diagnoser({
  "label-unknown": code({
    severity: "error",
    says: ({ name, near }: { name: string; near?: string }) =>
      `No label is called "${name}"${near ? `; did you mean "${near}"?` : "."}`,
    help: "Declare the label above the rule, or correct its spelling.",
  }),
})

const source = new Source("people.guideline", "label Person\n\tforbid Persn inside Person\n")
const place = { source, span: { start: 21, end: 26 } }

describe("a diagnostic", () => {
  it("shows its line with a caret under the place", () => {
    expect(formatDiagnostic(diagnose("label-unknown", { name: "Persn", near: "Person" }, { place }))).toBe(
      [
        'error label-unknown: No label is called "Persn"; did you mean "Person"?',
        "  people.guideline:2:9",
        "2 │ \tforbid Persn inside Person",
        "  │ \t       ^^^^^",
        "  = Declare the label above the rule, or correct its spelling.",
      ].join("\n"),
    )
  })

  it("shows no frame around an empty line", () => {
    const empty = { source: new Source("absent.guideline", ""), span: { start: 0, end: 0 } }
    expect(formatDiagnostic(diagnose("label-unknown", { name: "x" }, { place: empty })).split("\n")).toHaveLength(3)
  })

  it("does not let a hostile name move the cursor or turn the line around", () => {
    const text = formatDiagnostic(diagnose("label-unknown", { name: "\u001b[2J\u202eevil" }))
    expect(text).not.toContain("\u001b")
    expect(text).not.toContain("\u202e")
    expect(text).toContain("\\u{1b}[2J\\u{202e}evil")
  })

  it("keeps the caret in view on a very long line", () => {
    const long = new Source("x", `${"a".repeat(5000)}HERE${"b".repeat(5000)}`)
    const lines = formatDiagnostic(
      diagnose("label-unknown", { name: "HERE" }, { place: { source: long, span: { start: 5000, end: 5004 } } }),
    ).split("\n")
    expect(lines[2]!.length).toBeLessThan(200)
    const caret = lines[3]!.indexOf("^^^^")
    expect(lines[2]!.slice(caret, caret + 4)).toBe("HERE")
  })

  it("is made quickly, at each of very many places of one line", { timeout: 20_000 }, () => {
    // A frame that looked at the whole line would need minutes: the limit of the test is the check.
    const line = new Source("x", "𝒷 ".repeat(300_000))
    for (let start = 0; start < line.text.length; start += 90) {
      const text = formatDiagnostic(
        diagnose("label-unknown", { name: "" }, { place: { source: line, span: { start, end: start + 2 } } }),
      )
      if (start === 450_000) expect(text).toContain("x:1:300001\n")
    }
  })

  it("is plain data with positions for --json", () => {
    expect(diagnosticToJson(diagnose("label-unknown", { name: "Persn" }, { place }))).toMatchObject({
      code: "label-unknown",
      facts: { name: "Persn" },
      place: { path: "people.guideline", start: { line: 2, column: 9 }, end: { line: 2, column: 14 } },
    })
  })

  it("travels in a UserError with its sentence", () => {
    const error = new UserError(diagnose("label-unknown", { name: "x" }))
    expect(error.message).toBe('No label is called "x".')
    expect(error.diagnostics).toHaveLength(1)
  })
})
