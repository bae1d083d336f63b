import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { compileCodes } from "../../src/compile/codes.js"
import { loadGuideline, loadGuidelineText } from "../../src/compile/load.js"
import type { Diagnostic } from "../../src/diagnostic.js"
import { AnswerReader } from "../../src/reward/answer/read.js"
import { SMALL } from "./guideline.js"

const folder = "tests/compile/errors"
const names = readdirSync(folder).map((file) => file.slice(0, -".guideline".length))
const EXPECTED = /(?:^# (?:error|warning|info) .*\n)+$/m

const line = (d: Diagnostic): string => {
  const { line, column } = d.place!.source.position(d.place!.span.start)
  return `# ${d.severity} ${d.code} ${line}:${column} ${d.message}\n`
}

describe("every code has a guideline that shows it", () => {
  it("and no fixture is left over", () => expect(names.sort()).toEqual(Object.keys(compileCodes).sort()))

  it.each(names)("%s", (name) => {
    const path = join(folder, `${name}.guideline`)
    const { task, diagnostics } = loadGuideline(path)
    expect(diagnostics.map((d) => d.code)).toEqual([name])
    expect(task === undefined).toBe(diagnostics.some((d) => d.severity === "error"))
    const found = diagnostics.map(line).join("")
    const text = readFileSync(path, "utf8")
    if (process.env.UPDATE) writeFileSync(path, text.replace(EXPECTED, "") + found)
    expect(found).toBe(EXPECTED.exec(readFileSync(path, "utf8"))?.[0])
  })
})

describe("two labels that an answer could mean", () => {
  const TOLERANCES = ["any-case", "any-hyphen", "any-spacing", "look-alikes"] as const
  const PAIRS = [
    ["Part-Of", "part-of", "PART-OF"],
    ["Part-Of", "Part_Of", "Part–Of"],
    ["Part-Of", "PartOf", "Part Of"],
    ["Сause", "Cause", "Cаuse"], // Cyrillic letters in the first and the third
  ] as const
  const accepts = TOLERANCES.flatMap((one) => TOLERANCES.map((other) => [...new Set([one, other])]))

  it.each(PAIRS)("%s and %s are an error exactly where the reader would find both", (one, other, answer) => {
    const seen = accepts.map((accept) => {
      const relations = [one, other].map((name) => ({
        name,
        aliases: [],
        roles: ["a", "b"] as const,
        types: [[], []] as const,
        symmetric: false,
      }))
      const reader = new AnswerReader({
        inputs: [],
        answer: [
          {
            name: "label",
            type: { kind: "relation", between: ["e1", "e2"] },
            aliases: [],
            place: { spot: { kind: "tag", tag: "a" }, which: "last" },
            optional: false,
          },
        ],
        labels: { labels: [], entities: [], relations, exclude: [] },
        accept,
        rescue: [],
      })
      const ambiguous = reader.read(`<a>${answer}(e1,e2)</a>`).findings.some(({ code }) => code === "label-ambiguous")
      const declared = [one, other].map((name) => `relation ${name}(a, b)\n  cue "${name} it" for (a, b)\n`).join("")
      const text = SMALL.replace("any-case, any-hyphen, any-spacing, look-alikes", accept.join(", ")) + declared
      const said = loadGuidelineText("x", text).diagnostics.some(({ code }) => code === "label-ambiguous")
      expect(said, accept.join()).toBe(ambiguous)
      return said
    })
    expect(new Set(seen).size).toBe(2)
  })
})

describe("cues and examples", () => {
  const codes = (add: string) => loadGuidelineText("x", `${SMALL}\n${add}\n`).diagnostics.map((d) => d.code)

  it("agree when the example has the cue's label, in either order of the text", () => {
    expect(codes('example "The <e2>fire</e2> caused a <e1>flood</e1>." is Cause-Effect(e2, e1)')).toEqual([])
    expect(codes('example "The <e2>fire</e2> caused a <e1>flood</e1>." is Cause-Effect(e1, e2)')).toEqual([
      "cue-contradicts-example",
    ])
    expect(codes('example "Her <e1>sister</e1> is a twin of my <e2>brother</e2>." is Sibling(e2, e1)')).toEqual([])
  })

  it("may differ where a `not` says so", () => {
    const example = 'example "The <e1>fire</e1> never caused <e2>smoke</e2>." is Other'
    expect(codes(example)).toEqual(["cue-misleads"])
    expect(codes(`${example}\n  not Cause-Effect(e1, e2)`)).toEqual([])
  })

  it("may not be turned around behind the `not` that every direction has, only behind a rule", () => {
    const example = 'example "The <e2>fire</e2> caused a <e1>flood</e1>." is Cause-Effect(e1, e2)'
    expect(codes(`${example}\n  not Cause-Effect(e2, e1)`)).toEqual(["cue-contradicts-example"])
    expect(codes(`${example}\n  not Cause-Effect(e2, e1) by real`)).toEqual([])
  })

  it("are about whole words between the mentions", () => {
    expect(codes('example "The <e1>judge</e1> paused the <e2>trial</e2>, which caused unrest." is Other')).toEqual([])
    expect(codes('example "The <e1>work</e1> was uncaused by <e2>rain</e2>." is Other')).toEqual([])
    expect(codes('example "The <e1>rain</e1> CAUSED, they say, the <e2>flood</e2>." is Cause-Effect(e2, e1)')).toEqual([
      "cue-contradicts-example",
    ])
  })

  it("count by the longer wording where two overlap", () => {
    const longer = SMALL.replace(
      '  cue "caused" for (cause, effect)\n',
      '  cue "caused" for (cause, effect)\n  cue "was caused by" for (effect, cause)\n',
    )
    const example = 'example "The <e1>smoke</e1> was caused by a <e2>fire</e2>." is Cause-Effect(e2, e1)'
    expect(loadGuidelineText("x", `${longer}\n${example}\n`).diagnostics).toEqual([])
    expect(codes(example)).toEqual(["cue-contradicts-example"])
  })
})

describe("a guideline of a megabyte", () => {
  const load = (cues: readonly string[], between: string) => {
    const lines = cues.map((cue) => `  cue "${cue}" for (product, producer)\n`).join("")
    const example = `example "The <e1>a</e1> ${between} <e2>b</e2>." is Product-Producer(e1, e2)\n`
    const text = SMALL.replace('  cue "built by" for (product, producer)\n', (own) => own + lines) + example
    return loadGuidelineText("x", text).diagnostics.map((d) => d.code)
  }

  it.each([
    ["cues with the same beginning", Array.from({ length: 2000 }, (_, i) => `made ${i}x`), "made ".repeat(80_000)],
    ["a cue that almost repeats itself", [`${"made ".repeat(15)}it`], "made ".repeat(80_000)],
    ["a cue of very many words", ["made ".repeat(40_000)], "made ".repeat(40_000)],
    ["cues that all stand there", ["cut", "cut by", "by"], "cut by ".repeat(50_000)],
    // A search that is not linear would need minutes: the limit of the test is the check.
  ])("is checked in linear time: %s", { timeout: 60_000 }, (_, cues, between) => {
    expect(load(cues, between)).toEqual([])
  })
})
