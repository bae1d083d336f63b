/** A scope without errors to the meaning: plain data, with places instead of nodes. */
import type { Reading } from "../folds.js"
import type { AnswerPlace } from "../value.js"
import type {
  AnswerStatement,
  ExampleDetail,
  GoldStatement,
  InputStatement,
  NamesStatement,
  PlaceNode,
  RuleDetail,
  When,
} from "./ast.js"
import type {
  AnswerField,
  Arm,
  Cue,
  Droppable,
  GoldField,
  GuidelineExample,
  InputField,
  Meaning,
  NamedLabel,
  Relation,
  Rule,
  Term,
} from "./meaning.js"
import { placeAt, placeOf } from "./place.js"
import { isForward } from "./rules/cues.js"
import {
  groupBy,
  type Home,
  type Item,
  type NameStatement,
  type Reward,
  type Scope,
  type TermStatement,
} from "./scope.js"
import { ruleName, termName } from "./term-name.js"
import { innermost } from "./types.js"

export const meaningOf = (scope: Scope): Meaning => new Maker(scope).meaning()

class Maker {
  readonly #scope: Scope
  readonly #rules: ReadonlyMap<Home | undefined, readonly Rule[]>
  readonly #examples: ReadonlyMap<Home | undefined, readonly GuidelineExample[]>
  readonly #cues: ReadonlyMap<Home | undefined, readonly Cue[]>
  readonly #aliases: ReadonlyMap<Home, readonly string[]>

  constructor(scope: Scope) {
    this.#scope = scope
    const unnamed = new Map(
      scope.rules.filter(({ node }) => node.kind === "advice" && !node.name).map(({ node }, i) => [node, i + 1]),
    )
    this.#rules = byHome(scope.rules, (item) => this.#rule(item, `advice-${unnamed.get(item.node)}`))
    const fitting = scope.examples.filter(({ node }) => scope.values.has(node))
    this.#examples = byHome(fitting, (item) => this.#example(item))
    this.#cues = byHome(scope.cues, ({ node, source, home }) => ({
      text: node.text.text,
      forward: isForward(node, home),
      place: placeOf({ node, source }),
    }))
    const aliases = groupBy(scope.aliases, ({ home }) => home)
    this.#aliases = new Map(
      [...aliases].map(([home, items]) => [home, items.flatMap(({ node }) => node.names.map(({ text }) => text))]),
    )
  }

  meaning(): Meaning {
    const scope = this.#scope
    const head = scope.of("guideline").find(({ source }) => source === scope.tree.source)!
    const { title, version, cites } = head.node
    const other = scope.of("otherwise")[0]
    const budget = scope.of("budget")[0]
    const [main, ...arms] = scope.rewards
    return {
      name: title.text,
      version: version.text,
      ...(cites && { cites: cites.text }),
      task: scope.of("task")[0]!.node.prose.text,
      rules: this.#rules.get(undefined) ?? [],
      inputs: scope.of("input").map((item) => this.#input(item)),
      golds: scope.of("gold").map((item) => this.#gold(item)),
      answers: scope.of("answer").map((item) => this.#answer(item)),
      labels: scope.of("label").map((item) => this.#label(item)),
      entities: scope.of("entity").map((item) => this.#label(item)),
      relations: scope.of("relation").map((item): Relation => {
        const { roles, symmetric, one } = item.node
        return {
          ...this.#label(item),
          roles: [roles[0].name.text, roles[1].name.text],
          types: [roles[0].types.map(({ text }) => text), roles[1].types.map(({ text }) => text)],
          symmetric,
          ...(one && { one: one.text === roles[0].name.text ? 0 : 1 }),
        }
      }),
      ...(other && { otherwise: this.#label(other) }),
      prefer: scope.of("prefer").map(({ node }) => node.groups.map((group) => group.map(({ text }) => text))),
      exclude: scope.of("exclude").map(({ node }) => [...new Set(node.names.map(({ text }) => text))]),
      accept: this.#names("accept") as Reading[],
      rescue: this.#names("rescue") as Reading[],
      shuffle: this.#names("shuffle"),
      ...this.#reward(main!),
      reports: scope.reports.map((item) => this.#term(item)),
      arms: arms.map((reward): Arm => {
        const { name, prose } = reward.arm!.node
        return {
          name: name.text,
          ...(prose && { says: prose.text }),
          ...this.#reward(reward),
          place: placeOf(reward.arm!),
        }
      }),
      examples: this.#examples.get(undefined) ?? [],
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

  #names(kind: NamesStatement["kind"]): string[] {
    return [...new Set(this.#scope.of(kind).flatMap(({ node }) => node.names.map(({ text }) => text)))]
  }

  #when(when: When | undefined) {
    const condition = when && this.#scope.conditions.get(when)
    return condition && { when: condition }
  }

  #field(item: Item<InputStatement | GoldStatement | AnswerStatement>): GoldField {
    const { name, prose } = item.node
    return {
      name: name.text,
      type: this.#scope.typeOf(item),
      ...(prose && { says: prose.text }),
      place: placeOf(item),
    }
  }

  #gold(item: Item<GoldStatement>): GoldField {
    return this.#field(item)
  }

  #input(item: Item<InputStatement>): InputField {
    return { ...this.#field(item), ...this.#when(item.node.when), rules: this.#rules.get(item.node) ?? [] }
  }

  #answer(item: Item<AnswerStatement>): AnswerField {
    const { parent, place, optional, when } = item.node
    const field = this.#field(item)
    const isJson = field.type.kind === "each" || innermost(field.type).kind === "group"
    return {
      ...field,
      ...(parent && { parent: parent.text }),
      ...(place?.spot.kind === "key" && { key: place.spot.key.text }),
      aliases: this.#aliases.get(item.node) ?? [],
      ...(place && place.spot.kind !== "key" && { at: placeIn(place, place.spot, isJson) }),
      optional,
      ...this.#when(when),
      rules: this.#rules.get(item.node) ?? [],
    }
  }

  #label(item: Item<NameStatement>): NamedLabel {
    const { node } = item
    return {
      name: node.name.text,
      aliases: this.#aliases.get(node) ?? [],
      ...(node.prose && { says: node.prose.text }),
      ...(node.kind !== "otherwise" && node.under && { under: node.under.text }),
      rules: this.#rules.get(node) ?? [],
      cues: this.#cues.get(node) ?? [],
      examples: this.#examples.get(node) ?? [],
      place: placeOf(item),
    }
  }

  #rule(item: Item<RuleDetail>, adviceName: string): Rule {
    const { node } = item
    const place = placeOf(item)
    const when = this.#when(node.when)
    switch (node.kind) {
      case "check":
        return {
          grade: "checked",
          name: ruleName(node),
          phrase: this.#scope.phrases.get(node.phrase)!,
          place,
          ...(node.prose && { says: node.prose.text }),
          ...when,
        }
      case "judge": {
        const sees = [...new Set(node.sees.map(({ text }) => text))]
        return { grade: "judged", name: ruleName(node), says: node.prose.text, sees, place, ...when }
      }
      case "advice":
        return { grade: "advice", name: node.name?.text ?? adviceName, says: node.prose.text, place, ...when }
    }
  }

  #example(item: Item<ExampleDetail>): GuidelineExample {
    const { input, gold, nots } = this.#scope.values.get(item.node)!
    const lines = item.node.details.filter((line) => line.kind === "not")
    return {
      input: { ...input },
      gold,
      nots: lines.map(({ by, span }, i) => ({
        value: nots[i]!,
        ...(by && { by: by.text }),
        place: placeAt(item, span),
      })),
      tests: item.node.details.flatMap((line) =>
        line.kind === "test"
          ? [
              {
                completion: line.prose.text,
                score: line.scores.value,
                given: Object.fromEntries(line.given.map(({ rule, value }) => [rule.text, value.value])),
                place: placeAt(item, line.span),
              },
            ]
          : [],
      ),
      place: placeOf(item),
    }
  }

  #reward({ terms, standardize }: Reward): Pick<Arm, "rewards" | "standardize"> {
    const over = standardize[0]?.node.over.text as "batch" | "group" | undefined
    return { rewards: terms.map((item) => this.#term(item)), ...(over && { standardize: over }) }
  }

  #term(item: Item<TermStatement>): Term {
    const { node } = item
    const isReward = node.kind === "reward"
    return {
      name: termName(node),
      phrase: this.#scope.phrases.get(node.phrase)!,
      pays: isReward ? node.pays.value : 0,
      otherwise: isReward ? (node.otherwise?.value ?? 0) : 0,
      after: isReward ? [...new Set(node.after.map(({ text }) => text))] : [],
      ...(isReward && this.#when(node.when)),
      place: placeOf(item),
    }
  }
}

/** @param isJson whether the type has no other notation */
function placeIn({ which, within, notation }: PlaceNode, spot: PlaceNode["spot"], isJson: boolean): AnswerPlace {
  const written = notation ?? (isJson && spot.kind !== "json" ? "json" : undefined)
  return {
    spot: spot.kind === "tag" ? { kind: "tag", tag: spot.tag.text } : { kind: spot.kind as "json" | "box" | "line" },
    which: which ?? "last",
    ...(within && { within: within.value }),
    ...(written && { notation: written }),
  }
}

function byHome<T extends { readonly home?: Home }, R>(
  items: readonly T[],
  make: (item: T) => R,
): Map<Home | undefined, R[]> {
  return new Map([...groupBy(items, ({ home }) => home)].map(([home, group]) => [home, group.map(make)]))
}
