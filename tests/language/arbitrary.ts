/** Random trees for the property tests: everything that the language can say, sense or not. */
import fc from "fast-check"
import { JOINS, KEYWORDS, SOFT } from "../../grammar/tokens.js"
import type {
  AnyStatement,
  Detail,
  ExampleLine,
  LabelValue,
  Phrase,
  Prose,
  Statement,
  Tree,
  TypeName,
  Word,
} from "../../src/language/ast.js"
import { Source } from "../../src/text.js"

const span = { start: 0, end: 0 }

const name = fc
  .oneof(
    fc.constantFrom("Cause-Effect", "e1", "label", "gold", "format", "Ursache", "были", "関係", "été_2", "x-y-z"),
    // words of the grammar are ordinary names away from their place
    fc.constantFrom(...SOFT, ...KEYWORDS),
    fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,8}(-[a-z0-9]{1,4})?$/),
  )
  .filter((text) => !(JOINS as readonly string[]).includes(text))
const word: fc.Arbitrary<Word> = name.map((text) => ({ text, span }))
const words = fc.array(word, { minLength: 1, maxLength: 12 })

const piece = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.constantFrom(
    "a “b” c",
    'says "so"',
    "# no comment",
    "| bar",
    "\\boxed{}",
    "<e1>x</e1>",
    " ",
    "é𝒷",
    "relation X(a, b)",
  ),
)
/** One line of prose as a file can hold it: no line ends, and not both kinds of quotes around an end in space. */
const oneLine = fc.array(piece, { maxLength: 4 }).map((parts) => parts.join(" ").replace(/[\r\n]/g, " "))
const quoted: fc.Arbitrary<Prose> = oneLine.map((text) => ({
  text: text.includes('"') ? text.replace(/”/g, "'") : text,
  span,
}))
const bars = fc.array(
  oneLine.map((text) => text.trimEnd()),
  { minLength: 2, maxLength: 4 },
)
const prose: fc.Arbitrary<Prose> = fc.oneof(
  quoted,
  bars.map((lines) => ({ text: lines.join("\n"), span })),
)
const amount = fc
  .oneof(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), fc.integer({ min: -99_999_999, max: 99_999_999 }))
  .chain((n) => fc.constantFrom(1, 2, 1_000_000).map((by) => ({ value: Number((n / by).toFixed(6)) + 0, span })))
const pair = fc.tuple(word, word)
const value: fc.Arbitrary<LabelValue> = fc.oneof(
  word.map((w) => ({ name: w, span })),
  fc.tuple(word, pair).map(([w, mentions]) => ({ name: w, mentions, span })),
)
const type: fc.Arbitrary<TypeName> = fc.oneof(
  fc.constant({ kind: "text" as const }),
  word.map((within) => ({ kind: "mention" as const, within })),
  pair.map((between) => ({ kind: "relation" as const, between })),
)
const phrase: fc.Arbitrary<Phrase> = fc.oneof(
  word.map((subject) => ({ subject })),
  pair.map(([subject, verb]) => ({ subject, verb })),
  fc.tuple(word, word, word).map(([subject, verb, object]) => ({ subject, verb, object })),
)

const comment = fc.string({ maxLength: 20 }).map((text) => `#${text.replace(/[\r\n]/g, "")}`.trimEnd())
/** Comment lines, with at most one empty line between two of them. */
const lines = fc
  .array(fc.oneof(comment, fc.constant("")), { maxLength: 4 })
  .map((all) => all.filter((line, i) => line !== "" || all[i - 1] !== ""))

const trivia = fc.record(
  { above: lines, beside: comment, span: fc.constant(span), damaged: fc.constant(false) },
  { requiredKeys: ["above", "span", "damaged"] },
)
// biome-ignore lint/suspicious/noExplicitAny: one helper for records of eighteen shapes
const statement = <T extends AnyStatement>(kind: T["kind"], parts: any, optional: readonly string[] = []) =>
  fc
    .tuple(trivia, fc.record(parts, { requiredKeys: Object.keys(parts).filter((k) => !optional.includes(k)) as never }))
    .map(([base, rest]) => ({ kind, ...base, ...(rest as object) }) as unknown as T)

const advice = statement<Detail>("advice", { name: word, prose }, ["name"])
const exampleLine: fc.Arbitrary<ExampleLine> = fc.oneof(
  statement<ExampleLine>("not", { value, by: word }, ["by"]),
  statement<ExampleLine>("test", { prose, scores: amount }),
)
const example = statement<Detail>("example", { prose, value, details: fc.array(exampleLine, { maxLength: 3 }) })
const alias = statement<Detail>("alias", { names: fc.array(quoted, { minLength: 1, maxLength: 9 }) })
const cue = statement<Detail>("cue", { text: quoted, roles: pair })
const under = (...kinds: fc.Arbitrary<Detail>[]) => fc.array(fc.oneof(...kinds), { maxLength: 4 })
const flag = fc.boolean()

const topLevel: fc.Arbitrary<Statement> = fc.oneof(
  statement<Statement>("guideline", { title: quoted, version: quoted, cites: prose }, ["cites"]),
  statement<Statement>("use", { path: quoted }),
  statement<Statement>("task", { prose, details: under(advice, example) }),
  statement<Statement>("input", { name: word, type, prose }, ["prose"]),
  statement<Statement>(
    "answer",
    {
      name: word,
      type,
      which: fc.constantFrom("first", "last"),
      tag: fc.constantFrom("answer", "think", "a-1").map((text) => ({ text, span })),
      optional: flag,
      prose,
    },
    ["which", "prose"],
  ),
  statement<Statement>("accept", { names: words }),
  statement<Statement>(
    "relation",
    { name: word, roles: pair, symmetric: flag, prose, details: under(advice, example, alias, cue) },
    ["prose"],
  ),
  statement<Statement>("otherwise", { name: word, prose, details: under(advice, example, alias) }, ["prose"]),
  statement<Statement>("prefer", { groups: fc.array(words, { minLength: 2, maxLength: 4 }) }),
  statement<Statement>(
    "reward",
    { name: word, pays: amount, phrase, otherwise: amount, after: fc.array(word, { maxLength: 5 }) },
    ["name", "otherwise"],
  ),
  statement<Statement>("report", { name: word, phrase }, ["name"]),
  statement<Statement>("budget", { tokens: amount, drop: fc.array(word, { maxLength: 5 }) }),
  advice as fc.Arbitrary<Statement>,
  example as fc.Arbitrary<Statement>,
)

export const tree: fc.Arbitrary<Tree> = fc
  .tuple(fc.array(topLevel, { maxLength: 8 }), lines)
  .map(([statements, below]) => ({ source: new Source("random.guideline", ""), statements, below, complete: true }))
