/** Random trees for the property tests: everything that the language can say, sense or not. */
import fc from "fast-check"
import { JOINS, KEYWORDS, SOFT } from "../../grammar/tokens.js"
import type {
  Amount,
  AnyStatement,
  Arg,
  Choice,
  Detail,
  ExampleLine,
  NumberNode,
  OperandNode,
  PhraseNode,
  PlaceNode,
  Prose,
  Role,
  Statement,
  Tree,
  TypeName,
  ValueNode,
  When,
  Word,
} from "../../src/language/ast.js"
import { Source } from "../../src/text.js"

const span = { start: 0, end: 0 }
const wordOf = (text: string): Word => ({ text, span })

const name = fc
  .oneof(
    fc.constantFrom(
      "Cause-Effect",
      "e1",
      "label",
      "gold",
      "format",
      "Ursache",
      "были",
      "関係",
      "été_2",
      "x-y-z",
      "סיבה",
    ),
    // words of the grammar are ordinary names away from their place
    fc.constantFrom(...SOFT, ...KEYWORDS),
    fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,8}(-[a-z0-9]{1,4})?$/),
  )
  .filter((text) => !(JOINS as readonly string[]).includes(text))
const word = name.map(wordOf)
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
  { minLength: 1, maxLength: 4 },
)
const prose: fc.Arbitrary<Prose> = fc.oneof(
  quoted,
  bars.map((lines) => ({ text: lines.join("\n"), span })),
)
const number = fc
  .oneof(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), fc.integer({ min: -99_999_999, max: 99_999_999 }))
  .chain((n) => fc.constantFrom(1, 2, 1_000_000).map((by) => Number((n / by).toFixed(6)) + 0))
const amount: fc.Arbitrary<Amount> = number.map((value) => ({ value, span }))
const pair = fc.tuple(word, word)
const flag = fc.boolean()

/** A record of which some keys may be missing: those are named. */
const parts = <T>(keys: { [K in keyof T]: fc.Arbitrary<T[K]> }, ...maybe: (keyof T)[]): fc.Arbitrary<T> =>
  fc.record(keys, {
    requiredKeys: (Object.keys(keys) as (keyof T)[]).filter((key) => !maybe.includes(key)),
  }) as unknown as fc.Arbitrary<T>

const choice: fc.Arbitrary<Choice> = fc.oneof(
  quoted.map((text) => ({ kind: "text" as const, text })),
  word.map((name) => ({ kind: "list" as const, name })),
)

/** Deeper lists, and one that holds an `each`, cannot be written: `numbered` and `for each` come once, at the end. */
const base: fc.Arbitrary<TypeName> = fc.letrec<{ type: TypeName }>((again) => ({
  type: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom("text", "yes-no", "table", "group").map((kind) => ({ kind })),
    parts<TypeName & { kind: "number" }>({ kind: fc.constant("number"), bounds: fc.tuple(amount, amount) }, "bounds"),
    parts<TypeName & { kind: "mention" | "triplet" }>({ kind: fc.constantFrom("mention", "triplet"), within: word }),
    parts<TypeName & { kind: "quote" }>({ kind: fc.constant("quote"), from: words }),
    parts<TypeName & { kind: "relation" }>({ kind: fc.constant("relation"), between: pair }),
    parts<TypeName & { kind: "choice" }>({
      kind: fc.constant("choice"),
      choices: fc.array(choice, { minLength: 1, maxLength: 6 }),
    }),
    parts<TypeName & { kind: "order" }>({ kind: fc.constant("order"), of: word }),
    parts<TypeName & { kind: "list" }>({ kind: fc.constant("list"), item: again("type") }),
  ) as fc.Arbitrary<TypeName>,
})).type
const start = fc.oneof(fc.constantFrom("A", "model-1", "1", "0"), name).map(wordOf)
const unbound: fc.Arbitrary<TypeName> = fc
  .tuple(base, fc.option(start))
  .map(([t, numbered]) => (t.kind === "list" && numbered ? { ...t, numbered } : t))
const type: fc.Arbitrary<TypeName> = fc
  .tuple(unbound, fc.option(word))
  .map(([item, of]) => (of ? { kind: "each", of, item } : item))

const spot: fc.Arbitrary<PlaceNode["spot"]> = fc.oneof(
  fc.constantFrom("answer", "think", "a-1").map((text) => ({ kind: "tag" as const, tag: wordOf(text) })),
  fc.constantFrom("json", "box", "line").map((kind) => ({ kind })),
  quoted.map((key) => ({ kind: "key" as const, key })),
)
const place = parts<PlaceNode>(
  {
    spot,
    which: fc.constantFrom("first", "last", "only", "every"),
    within: amount,
    notation: fc.constantFrom("json", "lines", "brackets"),
    span: fc.constant(span),
  },
  "which",
  "within",
  "notation",
)
const when = parts<When>({
  field: word,
  values: fc.array(
    fc.oneof(
      word,
      quoted.map((text) => ({ ...text, quoted: true as const })),
    ),
    { minLength: 1, maxLength: 4 },
  ),
  span: fc.constant(span),
})

const quantity = parts<NumberNode>({ amount, unit: word }, "unit")
const operand: fc.Arbitrary<OperandNode> = fc.oneof(
  word.map((name) => ({ kind: "name" as const, name })),
  quantity.map((q) => ({ kind: "number" as const, ...q })),
  quoted.map((text) => ({ kind: "text" as const, text })),
)
const phrase: fc.Arbitrary<PhraseNode> = parts<PhraseNode>(
  {
    subject: word,
    verb: word,
    objects: fc.array(operand, { maxLength: 4 }),
    within: quantity,
    from: quantity,
    by: word,
    fully: fc.constant(span),
    span: fc.constant(span),
  },
  "verb",
  "within",
  "from",
  "by",
  "fully",
).map((p) => (p.verb ? p : { ...p, objects: [] }))

const args: fc.Arbitrary<Arg[]> = fc.letrec<{ value: ValueNode; args: Arg[] }>((again) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    prose.map((text) => ({ kind: "text" as const, text, span })),
    number.map((value) => ({ kind: "number" as const, value, span })),
    word.map((name) => ({ kind: "name" as const, name, span })),
    fc.tuple(word, again("args")).map(([name, args]) => ({ kind: "name" as const, name, args, span })),
    fc.oneof(again("args"), fc.constant([])).map((items) => ({ kind: "list" as const, items, span })),
  ) as fc.Arbitrary<ValueNode>,
  args: fc.array(parts<Arg>({ name: word, value: again("value"), span: fc.constant(span) }, "name"), {
    minLength: 1,
    maxLength: 3,
  }),
})).args

const comment = fc.string({ maxLength: 20 }).map((text) => `#${text.replace(/[\r\n]/g, "")}`.trimEnd())
/** Comment lines, with at most one empty line between two of them. */
const lines = fc
  .array(fc.oneof(comment, fc.constant("")), { maxLength: 4 })
  .map((all) => all.filter((line, i) => line !== "" || all[i - 1] !== ""))

const trivia = fc.record(
  { above: lines, beside: comment, span: fc.constant(span), damaged: fc.constant(false) },
  { requiredKeys: ["above", "span", "damaged"] },
)
type Bare<K extends AnyStatement["kind"]> = Omit<
  Extract<AnyStatement, { kind: K }>,
  "kind" | "above" | "beside" | "span" | "damaged"
>
const statement = <K extends AnyStatement["kind"]>(
  kind: K,
  keys: { [P in keyof Bare<K>]: fc.Arbitrary<Bare<K>[P]> },
  ...maybe: (keyof Bare<K>)[]
): fc.Arbitrary<Extract<AnyStatement, { kind: K }>> =>
  fc
    .tuple(trivia, parts<Bare<K>>(keys, ...maybe))
    .map(([base, rest]) => ({ kind, ...base, ...rest }) as unknown as Extract<AnyStatement, { kind: K }>)

const advice = statement("advice", { name: word, prose, when }, "name", "when")
const check = statement("check", { name: word, phrase, when, prose }, "name", "when", "prose")
const judge = statement("judge", { name: word, prose, sees: fc.array(word, { maxLength: 4 }), when }, "name", "when")
const exampleLine: fc.Arbitrary<ExampleLine> = fc.oneof(
  statement("not", { is: args, by: word }, "by"),
  statement("test", {
    prose,
    scores: amount,
    given: fc.array(fc.record({ rule: word, value: amount }), { maxLength: 3 }),
  }),
)
const example = statement("example", { given: args, is: args, details: fc.array(exampleLine, { maxLength: 3 }) })
const alias = statement("alias", { names: fc.array(quoted, { minLength: 1, maxLength: 9 }) })
const cue = statement("cue", { text: quoted, roles: pair }, "roles")
const reward = statement(
  "reward",
  { name: word, pays: amount, phrase, otherwise: amount, after: fc.array(word, { maxLength: 5 }), when },
  "name",
  "otherwise",
  "when",
)
const standardize = statement("standardize", { over: word })
const under = (...kinds: fc.Arbitrary<Detail>[]): fc.Arbitrary<Detail[]> =>
  fc.array(fc.oneof(...kinds), { maxLength: 4 })
const rules = [check, judge, advice] as const
const labelDetails = under(...rules, example, alias, cue)

const role = parts<Role>({ name: word, types: fc.array(word, { maxLength: 3 }) })

/** One of each kind that can stand flush left. */
export const statements: readonly fc.Arbitrary<Statement>[] = [
  statement("guideline", { title: quoted, version: quoted, cites: prose }, "cites"),
  statement("use", { path: quoted }),
  statement("task", { prose, details: under(...rules, example) }),
  statement("input", { name: word, type, when, prose, details: under(...rules) }, "when", "prose"),
  statement("gold", { name: word, type, prose }, "prose"),
  statement(
    "answer",
    { name: word, parent: word, type, place, optional: flag, when, prose, details: under(...rules, alias) },
    "parent",
    "place",
    "when",
    "prose",
  ),
  ...(["accept", "rescue", "shuffle", "exclude"] as const).map((kind) => statement(kind, { names: words })),
  ...(["entity", "label"] as const).map((kind) =>
    statement(kind, { name: word, under: word, prose, details: labelDetails }, "under", "prose"),
  ),
  statement(
    "relation",
    {
      name: word,
      roles: fc.tuple(role, role),
      symmetric: flag,
      one: word,
      under: word,
      prose,
      details: labelDetails,
    },
    "one",
    "under",
    "prose",
  ),
  statement("otherwise", { name: word, prose, details: under(...rules, example, alias) }, "prose"),
  statement("prefer", { groups: fc.array(words, { minLength: 2, maxLength: 4 }) }),
  statement("report", { name: word, phrase }, "name"),
  statement("arm", { name: word, prose, details: under(reward, standardize) }, "prose"),
  statement("budget", { tokens: amount, drop: fc.array(word, { maxLength: 5 }) }),
  ...rules,
  example,
  reward,
  standardize,
]

export const tree: fc.Arbitrary<Tree> = fc
  .tuple(fc.array(fc.oneof(...statements), { maxLength: 8 }), lines)
  .map(([all, below]) => ({ source: new Source("random.guideline", ""), statements: all, below, complete: true }))
