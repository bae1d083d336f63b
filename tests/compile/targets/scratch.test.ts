import { mkdirSync, readdirSync, writeFileSync } from "node:fs"
import { expect, test } from "vitest"
import { catalogue } from "../../../src/compile/catalogue.js"
import { brat } from "../../../src/compile/targets/brat.js"
import { handbook } from "../../../src/compile/targets/handbook.js"
import { labelStudio } from "../../../src/compile/targets/label-studio.js"
import { formatDiagnostic } from "../../../src/diagnostic.js"
import { readGuideline } from "../../../src/language/read.js"

const out = "/tmp/export-scratch/out"
mkdirSync(out, { recursive: true })
test.each(readdirSync("guidelines").filter((n) => n.endsWith(".guideline")))("%s", (name) => {
  const { meaning, diagnostics } = readGuideline(`guidelines/${name}`, catalogue)
  const errors = diagnostics.filter((d) => d.severity === "error")
  if (errors.length) console.log(name, errors.slice(0, 3).map((d) => formatDiagnostic(d)).join("\n"))
  expect(meaning).toBeDefined()
  const base = `${out}/${name.replace(".guideline", "")}`
  mkdirSync(base, { recursive: true })
  for (const target of [handbook, labelStudio, brat]) {
    const { files, diagnostics } = target.files(meaning!)
    for (const [file, text] of Object.entries(files)) writeFileSync(`${base}/${file}`, text)
    writeFileSync(`${base}/${target.name}.txt`, diagnostics.map((d) => formatDiagnostic(d)).join("\n"))
  }
})
