import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import type { Diagnostic } from "../../src/diagnostic.js"
import { analyze } from "../../src/language/analyze.js"
import { allCodes } from "../../src/language/codes.js"
import { LARGEST_FILE, parse } from "../../src/language/parse.js"
import { readGuideline } from "../../src/language/read.js"
import { Source } from "../../src/text.js"
import { catalogue } from "./catalogue.js"

const folder = "tests/language/errors"
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".guideline"))
  .map((file) => file.slice(0, -".guideline".length))
const EXPECTED = /(?:^# (?:error|warning|info) .*\n)+$/m

/** How a fixture is read where reading is what goes wrong. */
const special: Record<string, (path: string) => readonly Diagnostic[]> = {
  "file-unreadable": () => readGuideline(join(folder, "absent.guideline"), catalogue).diagnostics,
  "file-too-large": (path) =>
    readGuideline(path, catalogue, (p) => readFileSync(p, "utf8").padEnd(LARGEST_FILE + 1)).diagnostics,
  "import-not-read": (path) => analyze(parse(new Source(path, readFileSync(path, "utf8"))).tree, catalogue).diagnostics,
}

const line = (d: Diagnostic): string => {
  const { line, column } = d.place!.source.position(d.place!.span.start)
  return `# ${d.severity} ${d.code} ${line}:${column} ${d.message}\n`
}

describe("every code has a guideline that shows it", () => {
  it("and no fixture is left over", () => {
    expect(names.sort()).toEqual(Object.keys(allCodes).sort())
  })

  it.each(names)("%s", (name) => {
    const path = join(folder, `${name}.guideline`)
    const found = (special[name] ?? ((p: string) => readGuideline(p, catalogue).diagnostics))(path)
    expect(found.map((d) => d.code)).toEqual([name])
    const actual = found.map(line).join("")
    const bytes = readFileSync(path, "latin1")
    if (process.env.UPDATE === "1") {
      const written = Buffer.from(actual, "utf8").toString("latin1")
      writeFileSync(path, bytes.replace(EXPECTED, "") + written, "latin1")
    }
    const expected = EXPECTED.exec(readFileSync(path, "utf8"))?.[0]
    expect(actual).toBe(expected)
  })
})
