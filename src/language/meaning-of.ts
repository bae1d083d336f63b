/** A scope without errors to the meaning: plain data, with places instead of nodes. */
import type { Tolerance } from "../folds.js"
import type {
  AdviceDetail,
  AnswerStatement,
  ExampleDetail,
  InputStatement,
  ReportStatement,
  RewardStatement,
} from "./ast.js"
import { canonicalValue } from "./canonical-value.js"
import type {
  AnswerField,
  Droppable,
  GuidelineExample,
  InputField,
  Meaning,
  NamedLabel,
  Relation,
  Rule,
  Term,
} from "./meaning.js"
import { isForward } from "./rules/cues.js"
import { groupBy, type Item, type LabelStatement, placeAt, placeOf, type Scope, type Under } from "./scope.js"
import { termName } from "./term-name.js"

export function meaningOf(scope: Scope): Meaning {
  const head = scope.of("guideline").find(({ source }) => source === scope.tree.source)!
  const { title, version, cites } = head.node
  const unnamed = new Map(scope.advice.filter(({ node }) => !node.name).map(({ node }, i) => [node, i + 1]))
  const rule = (item: Item<AdviceDetail>): Rule => ({
    grade: "advice",
    name: item.node.name?.text ?? `advice-${unnamed.get(item.node)}`,
    says: item.node.prose.text,
    place: placeOf(item),
  })
  const rules = byHome(scope.advice, rule)
  const examples = byHome(scope.examples, (item) => example(item, scope))
  const cues = groupBy(scope.cues, ({ home }) => home)
  const aliases = groupBy(scope.aliases, ({ home }) => home)
  const label = (item: Item<LabelStatement>): NamedLabel => ({
    name: item.node.name.text,
    aliases: (aliases.get(item.node) ?? []).flatMap(({ node }) => node.names.map((name) => name.text)),
    ...(item.node.prose && { says: item.node.prose.text }),
    place: placeOf(item),
  })
  const relations = scope.of("relation").map(
    (item): Relation => ({
      ...label(item),
      roles: [item.node.roles[0].text, item.node.roles[1].text],
      symmetric: item.node.symmetric,
      rules: rules.get(item.node) ?? [],
      cues: (cues.get(item.node) ?? []).map((cue) => ({
        text: cue.node.text.text,
        forward: isForward(cue.node, item.node),
        place: placeOf(cue),
      })),
      examples: examples.get(item.node) ?? [],
    }),
  )
  const other = scope.of("otherwise")[0]
  const budget = scope.of("budget")[0]
  return {
    name: title.text,
    version: version.text,
    ...(cites && { cites: cites.text }),
    task: scope.of("task")[0]!.node.prose.text,
    rules: rules.get(undefined) ?? [],
    inputs: scope.of("input").map(input),
    answers: scope.of("answer").map(answer),
    relations,
    ...(other && {
      otherwise: { ...label(other), rules: rules.get(other.node) ?? [], examples: examples.get(other.node) ?? [] },
    }),
    prefer: scope.of("prefer").map(({ node }) => node.groups.map((group) => group.map((word) => word.text))),
    accept: [...new Set(scope.of("accept").flatMap(({ node }) => node.names.map((w) => w.text as Tolerance)))],
    rewards: scope.terms.map(term),
    reports: scope.reports.map(term),
    examples: examples.get(undefined) ?? [],
    ...(budget && {
      budget: {
        tokens: budget.node.tokens.value,
        drop: [...new Set(budget.node.drop.map((word) => word.text as Droppable))],
        place: placeOf(budget),
      },
    }),
    files: scope.trees.map(({ source }) => ({ path: source.path, text: source.text })),
    place: placeOf(head),
  }
}

function byHome<T, R>(items: readonly Under<T>[], make: (item: Item<T>) => R): Map<LabelStatement | undefined, R[]> {
  return new Map([...groupBy(items, ({ home }) => home)].map(([home, group]) => [home, group.map(make)]))
}

function input(item: Item<InputStatement>): InputField {
  const { name, type, prose } = item.node
  return {
    name: name.text,
    type: type.kind === "mention" ? "mention" : "text",
    ...(type.kind === "mention" && { within: type.within.text }),
    ...(prose && { says: prose.text }),
    place: placeOf(item),
  }
}

function answer(item: Item<AnswerStatement>): AnswerField {
  const { name, type, which, tag, optional, prose } = item.node
  return {
    name: name.text,
    type: type.kind === "relation" ? "relation" : "text",
    ...(type.kind === "relation" && { between: [type.between[0].text, type.between[1].text] as const }),
    tag: tag.text,
    which: which ?? "last",
    optional,
    ...(prose && { says: prose.text }),
    place: placeOf(item),
  }
}

function example(item: Item<ExampleDetail>, scope: Scope): GuidelineExample {
  const { prose, value, details } = item.node
  return {
    text: prose.text,
    gold: canonicalValue(value, scope),
    nots: details.flatMap((line) =>
      line.kind === "not"
        ? [
            {
              value: canonicalValue(line.value, scope),
              ...(line.by && { by: line.by.text }),
              place: placeAt(item, line.span),
            },
          ]
        : [],
    ),
    tests: details.flatMap((line) =>
      line.kind === "test"
        ? [{ completion: line.prose.text, score: line.scores.value, place: placeAt(item, line.span) }]
        : [],
    ),
    place: placeOf(item),
  }
}

function term(item: Item<RewardStatement | ReportStatement>): Term {
  const { node } = item
  const { subject, verb } = node.phrase
  return {
    name: termName(node),
    phrase: verb ? { kind: "verb", subject: subject.text, verb: verb.text } : { kind: "format" },
    pays: node.kind === "reward" ? node.pays.value : 0,
    otherwise: node.kind === "reward" ? (node.otherwise?.value ?? 0) : 0,
    after: node.kind === "reward" ? [...new Set(node.after.map((word) => word.text))] : [],
    place: placeOf(item),
  }
}
