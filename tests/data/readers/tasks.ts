/** Small tasks for the readers of annotation tools, and what a reader says. */
import type { Reader } from "../../../src/data/readers/reader.js"
import type { TaskFields } from "../../../src/data/readers/task-fields.js"
import type { Diagnostic } from "../../../src/diagnostic.js"
import { Source } from "../../../src/text.js"
import type { Example, LabelSchema } from "../../../src/value.js"

const none: LabelSchema = { labels: [], entities: [], relations: [], exclude: [] }
const relation = (
  name: string,
  roles: readonly [string, string],
  symmetric = false,
  aliases: readonly string[] = [],
) => ({
  name,
  aliases,
  roles,
  types: [[], []] as const,
  symmetric,
})

/** The relation between two given mentions. */
export const RELATION: TaskFields = {
  inputs: [
    { name: "sentence", type: { kind: "text" } },
    { name: "e1", type: { kind: "mention", within: "sentence" } },
    { name: "e2", type: { kind: "mention", within: "sentence" } },
  ],
  answer: [
    { name: "reasoning", type: { kind: "text" }, optional: true },
    { name: "label", type: { kind: "relation", between: ["e1", "e2"] }, optional: false },
  ],
  golds: [],
  labels: {
    ...none,
    relations: [
      relation("Cause-Effect", ["cause", "effect"], false, ["causation"]),
      relation("Sibling", ["one", "other"], true),
    ],
    otherwise: { name: "Other", aliases: [] },
  },
  compared: [{ field: "label" }],
}

/** Typed triplets of a sentence. */
export const TRIPLETS: TaskFields = {
  inputs: [{ name: "sentence", type: { kind: "text" } }],
  answer: [
    { name: "triplets", type: { kind: "list", item: { kind: "triplet", within: "sentence" } }, optional: false },
    { name: "evidence", type: { kind: "list", item: { kind: "quote", from: ["sentence"] } }, optional: true },
  ],
  golds: [],
  labels: {
    ...none,
    entities: [
      { name: "treatment", aliases: [] },
      { name: "drug", aliases: [], under: "treatment" },
      { name: "symptom", aliases: ["complaint"] },
    ],
    relations: [
      { ...relation("treatment-for", ["treatment", "condition"]), types: [["treatment"], ["symptom"]] },
      relation("associated-with", ["one", "other"], true),
    ],
  },
  compared: [{ field: "triplets" }],
}

/** Choices, numbers and texts about one text. */
export const CHOICES: TaskFields = {
  inputs: [{ name: "text", type: { kind: "text" } }],
  answer: [
    { name: "kind", type: { kind: "choice", texts: ["fact", "opinion, or both"], lists: [] }, optional: false },
    { name: "true", type: { kind: "yes-no" }, optional: false, when: { field: "kind", values: ["fact"] } },
    { name: "grade", type: { kind: "number", bounds: [1, 5] }, optional: false },
    { name: "share", type: { kind: "number", bounds: [0, 1] }, optional: true },
    { name: "topics", type: { kind: "list", item: { kind: "choice", texts: [], lists: ["labels"] } }, optional: false },
    { name: "words", type: { kind: "list", item: { kind: "text" } }, optional: true },
  ],
  golds: [{ name: "note", type: { kind: "text" } }],
  labels: {
    ...none,
    labels: [
      { name: "health", aliases: [] },
      { name: "sport", aliases: [] },
    ],
  },
  compared: [{ field: "kind" }, { field: "true" }],
}

/** Candidates that are scored, put in order and chosen from. */
export const CANDIDATES: TaskFields = {
  inputs: [
    { name: "question", type: { kind: "text" } },
    { name: "responses", type: { kind: "list", item: { kind: "text" }, numbered: "model-1" } },
    { name: "facts", type: { kind: "table" } },
  ],
  answer: [
    { name: "verdict", type: { kind: "group" }, optional: false },
    {
      name: "scores",
      parent: "verdict",
      type: { kind: "each", of: "responses", item: { kind: "number", bounds: [1, 5] } },
      optional: false,
    },
    { name: "ranking", parent: "verdict", type: { kind: "order", of: "responses" }, optional: false },
    { name: "best", type: { kind: "choice", texts: ["none"], lists: ["responses"] }, optional: false },
    { name: "reviews", type: { kind: "each", of: "responses", item: { kind: "group" } }, optional: false },
    { name: "fair", parent: "reviews", type: { kind: "yes-no" }, optional: false },
    { name: "why", parent: "reviews", type: { kind: "text" }, optional: true, when: { field: "fair", values: ["no"] } },
  ],
  golds: [],
  labels: none,
  compared: [{ field: "scores" }, { field: "ranking" }],
}

export interface Read {
  readonly examples: readonly Example[]
  /** `line:column severity code: message`. */
  readonly found: readonly string[]
}

export function readWith(reader: Reader, path: string, text: string, comments = true): Read {
  const source = new Source(path, text)
  const diagnostics: Diagnostic[] = []
  const rows = [...reader.rows(source, (d) => diagnostics.push(d), { comments })]
  const found = diagnostics.map((d) => {
    const { start, end } = d.place!.span
    if (start < 0 || end > d.place!.source.text.length || start > end)
      throw new Error(`${d.code} lies outside its file`)
    const at = source.position(start)
    return `${at.line}:${at.column} ${d.severity} ${d.code}: ${d.message}`
  })
  return { examples: rows.map(({ example }) => example), found }
}
