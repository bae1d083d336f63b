import type { Catalogue, Signature, SubjectKind } from "../../src/catalogue.js"

type Line = readonly [subject: readonly SubjectKind[], object: Signature["object"], more?: Partial<Signature>]

const ANY: readonly SubjectKind[] = [
  ...([
    "text",
    "number",
    "yes-no",
    "table",
    "quote",
    "relation",
    "triplet",
    "choice",
    "order",
    "list",
    "each",
  ] as const),
]
const COUNTED = ["", "words", "lines", "items", "characters", "sentences"]
const GRADED = { binary: false }

/** A literal catalogue in the form of the real one: the language must not need to know the real one. */
const VERBS: Readonly<Record<string, Line>> = {
  equals: [
    ANY,
    ["gold", "field", "text", "number"],
    {
      field: "same",
      within: ["", "percent"],
      by: ["name", "direction"],
      byOf: { name: ["relation"], direction: ["relation"] },
    },
  ],
  matches: [
    ["list", "each"],
    ["gold", "field"],
    {
      ...GRADED,
      within: ["tokens"],
      by: ["entities", "distribution"],
      byOf: { entities: ["triplet"], distribution: ["each"] },
      withinOf: ["triplet"],
    },
  ],
  contains: [["text"], ["gold", "field", "text"]],
  quotes: [["text", "quote", "triplet"], ["field"], { ...GRADED, several: true, from: ["tokens"] }],
  resembles: [["text", "relation"], ["gold", "field"], { ...GRADED, by: ["bleu", "rouge-l", "jaccard"] }],
  "at-most": [["text", "quote", "list", "number", "entity", "rule"], ["number"], { units: COUNTED }],
  "at-least": [["text", "quote", "list", "number", "entity", "rule"], ["number"], { units: COUNTED }],
  "begins-with": [["text"], ["text"]],
  avoids: [["text"], ["text"], { several: true }],
  "written-in": [["text"], ["text"], GRADED],
  "repeats-nothing": [["list", "text"], [], { ...GRADED, from: ["words"] }],
  covers: [["each", "order", "list"], ["field"], { ...GRADED, field: ["list", "order", "each"] }],
  "orders-like": [["each", "order"], ["gold", "field"], { ...GRADED, by: ["common"] }],
  "first-of": [["choice"], ["field", "text"], { several: true }],
  cites: [["text"], ["field"], { several: true }],
  needs: [["yes-no"], ["field"]],
  fits: [["list", "relation", "triplet"], ["schema"], GRADED],
  "is-short": [["text"], []],
}

export const catalogue: Catalogue = new Map(
  Object.entries(VERBS).map(([name, [subject, object, more]]) => [
    name,
    { name, subject, object, binary: true, summary: `a verb for tests: ${name}`, example: `part ${name}`, ...more },
  ]),
)
