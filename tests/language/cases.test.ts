import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import type { AnyStatement } from "../../src/language/ast.js"
import { parse } from "../../src/language/parse.js"
import { Source } from "../../src/text.js"

const TRIVIA: readonly string[] = ["kind", "span", "above", "beside", "damaged", "details"]

/** A tree as short lines, one for each statement: what was understood, not how it was written. */
function outline(statement: AnyStatement, margin = ""): string[] {
  const { kind, above, beside } = statement
  const parts = Object.entries(statement).filter(([key, value]) => !TRIVIA.includes(key) && !isNothing(value))
  const trivia = [
    ...(above.length > 0 ? [`above: ${above.map((line) => line || "(empty)").join(", ")}`] : []),
    ...(beside === undefined ? [] : [`beside: ${beside}`]),
  ]
  return [
    margin + [kind, ...(kind === "broken" ? [] : parts.map(([key, value]) => `${key}=${shown(value)}`))].join(" "),
    ...trivia.map((line) => `${margin}  ${line}`),
    ...("details" in statement ? statement.details.flatMap((d) => outline(d, `${margin}  `)) : []),
  ]
}

const isNothing = (value: unknown): boolean => value === false || (Array.isArray(value) && value.length === 0)

/** A part of the tree without places: words bare, texts in quotes, anything else by its kind and parts. */
function shown(value: unknown): string {
  if (typeof value === "string") return /^[\p{L}\p{N}_-]+$/u.test(value) ? value : JSON.stringify(value)
  if (typeof value !== "object" || value === null) return String(value)
  if (Array.isArray(value)) return `[${value.map(shown).join(", ")}]`
  const { kind, span: _, ...rest } = value as Record<string, unknown>
  if ("start" in rest) return "yes"
  const parts = Object.entries(rest).filter(([, part]) => !isNothing(part))
  if (parts.length === 1) {
    const [name, part] = parts[0]!
    if (kind === "text") return JSON.stringify((part as { text: string }).text)
    if (kind === "list" && name === "items") return shown(part)
    if (BARE.includes(name) && (kind === undefined || kind === name || kind === "list" || kind === "number"))
      return shown(part)
  }
  const inside = parts.map(([key, part]) => `${key}=${shown(part)}`).join(" ")
  return inside === "" ? String(kind) : `${kind ?? ""}{${inside}}`
}

/** What says enough without its name. */
const BARE: readonly string[] = ["text", "value", "name", "amount"]

/** Cases of a file: `# name`, the text, `==>`, the outline and the diagnostics; a line `----` before the next. */
function casesOf(file: string): { name: string; input: string; expected: string }[] {
  const cases = readFileSync(`tests/language/cases/${file}`, "utf8").trimEnd().split("\n----\n")
  return cases.map((whole) => {
    const [name] = whole.split("\n", 1)
    const [input, expected = ""] = whole.slice(name!.length + 1).split("\n==>")
    return { name: name!.slice(2), input: `${input}\n`, expected: expected.slice(1) }
  })
}

function understood(file: string, input: string): string {
  const { tree, diagnostics } = parse(new Source(file, input))
  const said = diagnostics.map((d) => {
    const { line, column } = d.place!.source.position(d.place!.span.start)
    return `${d.severity} ${d.code} ${line}:${column}`
  })
  return [...tree.statements.flatMap((s) => outline(s)), ...said].join("\n")
}

for (const file of readdirSync("tests/language/cases")) {
  const cases = casesOf(file)
  if (process.env.UPDATE === "1") {
    const written = cases.map(({ name, input }) => `# ${name}\n${input}==>\n${understood(file, input)}`)
    writeFileSync(`tests/language/cases/${file}`, `${written.join("\n----\n")}\n`)
  }
  describe(file, () => {
    it.each(cases)("$name", ({ input, expected }) => {
      expect(expected).not.toBe("")
      expect(understood(file, input)).toBe(expected)
    })
  })
}
