import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { labelSchema } from "../../src/language/meaning.js"
import { parse } from "../../src/language/parse.js"
import { print } from "../../src/language/print.js"
import { readGuideline } from "../../src/language/read.js"
import { Source } from "../../src/text.js"
import { allLabels } from "../../src/value.js"
import { catalogue } from "./catalogue.js"

const TASK = "guidelines/semeval2010-task8.guideline"
const SCHEMAS = readdirSync("guidelines/schema").map((file) => `guidelines/schema/${file}`)

describe("the shipped guidelines", () => {
  it.each([TASK, ...SCHEMAS])("%s is in canonical form", (path) => {
    const text = readFileSync(path, "utf8")
    const printed = print(parse(new Source(path, text)).tree)
    if (process.env.UPDATE === "1") writeFileSync(path, printed)
    expect(printed).toBe(text)
  })

  it("say the task of SemEval-2010 Task 8 with the rewards of R1-RE", () => {
    const { meaning, diagnostics } = readGuideline(TASK, catalogue)
    expect(diagnostics).toEqual([])
    // the nineteen labels of the official key
    expect(allLabels(labelSchema(meaning!), ["e1", "e2"])).toHaveLength(19)
    expect(meaning!.relations.map((r) => r.name)).toEqual([
      "Cause-Effect",
      "Instrument-Agency",
      "Product-Producer",
      "Content-Container",
      "Entity-Origin",
      "Entity-Destination",
      "Component-Whole",
      "Member-Collection",
      "Message-Topic",
    ])
    expect(meaning!.rewards.map(({ name, pays, otherwise, after }) => ({ name, pays, otherwise, after }))).toEqual([
      { name: "format", pays: 1, otherwise: -3, after: [] },
      { name: "label-equals", pays: 2, otherwise: -1.5, after: ["format"] },
    ])
    const scores = meaning!.examples.flatMap(({ tests }) => tests.map(({ score }) => score))
    expect(new Set(scores)).toEqual(new Set([3, -0.5, -3]))
    expect(meaning!.accept).toEqual(["any-case", "any-hyphen", "any-spacing", "look-alikes"])
    expect(meaning!.files.map(({ path }) => path)).toEqual([TASK, "guidelines/schema/nominals.guideline"])
  })

  it("give every relation examples in both directions or cues for them, a warning and rules", () => {
    const { meaning } = readGuideline(TASK, catalogue)
    for (const relation of meaning!.relations) {
      expect(relation.says).toBeTruthy()
      expect(relation.rules.length).toBeGreaterThan(2)
      expect(relation.cues.length).toBeGreaterThan(1)
      expect(
        relation.examples.filter(({ gold }) => String(gold.label).startsWith(`${relation.name}(`)).length,
      ).toBeGreaterThan(0)
      expect(relation.examples.flatMap((e) => e.nots).some((n) => n.by)).toBe(true)
    }
    expect(meaning!.relations[0]!.cues.map(({ text, forward }) => [text, forward])).toEqual([
      ["caused", true],
      ["led to", true],
      ["triggered by", false],
      ["resulted from", false],
    ])
  })

  it("say MDKG's nine relations with their types, one of them without a direction", () => {
    const { meaning, diagnostics } = readGuideline("guidelines/mdkg.guideline", catalogue)
    expect(diagnostics).toEqual([])
    const { relations, entities } = labelSchema(meaning!)
    expect(relations.map(({ name }) => name).sort()).toEqual(
      [
        ...["abbreviation-for", "associated-with", "characteristic-of", "help-diagnose", "hyponym-of"],
        ...["located-in", "occurs-in", "risk-factor-of", "treatment-for"],
      ].sort(),
    )
    expect(relations.filter(({ symmetric }) => symmetric).map(({ name }) => name)).toEqual(["associated-with"])
    expect(entities.map(({ name }) => name).sort()).toEqual(
      ["disease", "drug", "gene", "health-factors", "method", "physiology", "region", "signs", "symptom"].sort(),
    )
    expect(relations.find(({ name }) => name === "characteristic-of")!.types).toEqual([[], ["disease"]])
    expect(relations.find(({ name }) => name === "abbreviation-for")!.one).toBe(1)
    expect(relations.find(({ name }) => name === "risk-factor-of")!.under).toBe("associated-with")
    // 17 labels with a direction: eight relations in two, one in none
    expect(allLabels(labelSchema(meaning!), ["e1", "e2"])).toHaveLength(17)
  })

  it.each(SCHEMAS)("are a schema where they only declare labels: %s", (path) => {
    const { meaning, diagnostics } = readGuideline(path, catalogue)
    expect(meaning).toBeUndefined()
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([["schema-only", "info"]])
  })
})
