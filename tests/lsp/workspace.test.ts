/** Guidelines that are edited over and over: what an editor was told before stays true of its text, and the next is right. */
import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { catalogue } from "../../src/compile/catalogue.js"
import { loadRead } from "../../src/compile/load.js"
import { diagnosticToJson } from "../../src/diagnostic.js"
import { readGuideline } from "../../src/language/read.js"
import { type Guideline, Workspace } from "../../src/lsp/workspace.js"
import { Random } from "../../src/random.js"

const ONE = "/folder/one.guideline"
const OTHER = "/folder/other.guideline"
const SCHEMA = "/folder/schema/nominals.guideline"
const semeval = readFileSync("guidelines/semeval2010-task8.guideline", "utf8")

/** All that is known of a guideline, places and all. */
function known({ loaded, names, trees }: Guideline): unknown {
  return structuredClone({
    findings: loaded.diagnostics.map(diagnosticToJson),
    // what was found is shown, and put right, long after
    places: loaded.diagnostics.map(({ place, notes, fix }) => [
      place?.span,
      notes.map((n) => n.place.span),
      fix?.edits,
    ]),
    meaning: loaded.task?.meaning,
    labels: [...names.all("label")].map(({ name, span }) => [name, span]),
    statements: trees.map(({ statements }) => statements),
  })
}

class Files {
  readonly texts = new Map([
    [ONE, semeval],
    [OTHER, semeval.replace('version "', 'version "9')],
    [SCHEMA, readFileSync("guidelines/schema/nominals.guideline", "utf8")],
  ])
  readonly workspace = new Workspace()

  constructor() {
    for (const path of this.texts.keys()) this.write(path, this.texts.get(path)!)
  }

  write(path: string, text: string): void {
    this.texts.set(path, text)
    this.workspace.set(path, text)
  }

  fresh(path: string): unknown {
    const workspace = new Workspace()
    for (const [file, text] of this.texts) workspace.set(file, text)
    const guideline = workspace.guideline(path)
    const read = readGuideline(path, catalogue, (file) => this.texts.get(file)!)
    expect(guideline.loaded.diagnostics.map(diagnosticToJson)).toEqual(loadRead(read).diagnostics.map(diagnosticToJson))
    return known(guideline)
  }
}

describe("while files are edited", () => {
  it("each guideline is what a fresh look at all texts gives, and nothing that was found before changes", () => {
    const files = new Files()
    const random = Random.of(5, "workspace")
    const written = new Map(files.texts)
    const paths = [...files.texts.keys()]
    for (let edit = 0; edit < 60; edit++) {
      const path = paths[random.below(paths.length)]!
      const before = paths.map((one) => files.workspace.guideline(one).loaded)
      const places = before.map(({ diagnostics, task }) =>
        structuredClone([diagnostics.map((d) => [d.place?.span, d.notes]), task?.meaning]),
      )
      const text = files.texts.get(path)!
      const at = text.indexOf("\n", random.below(text.length)) + 1
      const line = ["# note\n", "\n", "zzz\n", 'alias "E-C"\n', "  advice x: "][random.below(5)]!
      files.write(path, edit % 5 === 4 ? written.get(path)! : text.slice(0, at) + line + text.slice(at))
      for (const one of paths) expect(known(files.workspace.guideline(one))).toEqual(files.fresh(one))
      expect(
        before.map(({ diagnostics, task }) => [diagnostics.map((d) => [d.place?.span, d.notes]), task?.meaning]),
      ).toEqual(places)
    }
  })

  it("a look at other texts changes none of the guidelines", () => {
    const files = new Files()
    files.write(ONE, `# typed\n${semeval}`)
    const before = known(files.workspace.guideline(ONE))
    const after = files.workspace.with(
      ONE,
      new Map([
        [ONE, `\n\n${semeval}`],
        [SCHEMA, `\n${files.texts.get(SCHEMA)}`],
      ]),
    )
    expect(known(after)).not.toEqual(before)
    expect(known(files.workspace.guideline(ONE))).toEqual(before)
    expect(known(files.workspace.guideline(OTHER))).toEqual(files.fresh(OTHER))
    files.write(SCHEMA, `\n\n\n${files.texts.get(SCHEMA)}`)
    for (const path of [ONE, OTHER]) expect(known(files.workspace.guideline(path))).toEqual(files.fresh(path))
  })
})
