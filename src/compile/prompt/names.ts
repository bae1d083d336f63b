/** Labels, entities and relations: definitions, types of their ends, directions, wordings, rules and examples. */
import type { Meaning, NamedLabel, Relation } from "../../language/meaning.js"
import { listed } from "../../text.js"
import { exampleSegments } from "./examples.js"
import { type RuleText, ruleSegments } from "./rules.js"
import { BLOCK, LINE, mentionsOf, type Order, type Segment } from "./segments.js"

export function nameSegments(meaning: Meaning, { entities, labels, relations }: Order, rules: RuleText): Segment[] {
  const mentions = mentionsOf(meaning)
  const { otherwise } = meaning
  const plain = (kind: string, one: NamedLabel): Segment[] => [
    { name: `${kind} ${one.name}`, text: heading(one.name, one), joint: BLOCK },
    ...cues(
      one,
      one.cues.map(({ text }) => `- "${text}"`),
    ),
    ...details(one, rules, meaning),
  ]
  return [
    ...section("entities", "# Entities", entities),
    ...entities.flatMap((entity) => plain("entity", entity)),
    ...section("labels", "# Labels", labels),
    ...labels.flatMap((label) => plain("label", label)),
    ...section("relations", `# Relations\n\n${directionText(mentions)}`, relations),
    ...relations.flatMap((relation) => relationBlock(relation, mentions, rules, meaning)),
    ...(otherwise ? plain("label", otherwise) : []),
    ...(meaning.exclude.length > 0 ? [{ name: "exclusions", text: exclusions(meaning), joint: BLOCK }] : []),
    ...(meaning.prefer.length > 0 ? [{ name: "precedence", text: precedence(meaning), joint: BLOCK }] : []),
  ]
}

const section = (name: string, text: string, items: readonly unknown[]): Segment[] =>
  items.length > 0 ? [{ name, text, joint: BLOCK }] : []

const directionText = (mentions: readonly [string, string] | undefined): string =>
  mentions
    ? `A relation is written with ${mentions[0]} and ${mentions[1]} in the order of its roles: the first one in the parentheses has the first role.`
    : "The roles of a relation stand in parentheses: the head has the first role, the tail the second."

function relationBlock(
  relation: Relation,
  mentions: readonly [string, string] | undefined,
  rules: RuleText,
  meaning: Meaning,
): Segment[] {
  const { name, roles, symmetric } = relation
  const [first, second] = roles
  const lines = [
    heading(`${name}(${first}, ${second})`, relation),
    ...(mentions ? directions(relation, mentions) : symmetric ? ["The order of the two does not matter."] : []),
    ...typeLines(relation),
  ]
  const wordings = relation.cues.map(({ text, forward }) =>
    symmetric
      ? `- "${text}" between the two`
      : `- "${text}" between the two, when the ${forward ? first : second} comes first`,
  )
  return [
    { name: `relation ${name}`, text: lines.join(LINE), joint: BLOCK },
    ...cues(relation, wordings),
    ...details(relation, rules, meaning),
  ]
}

function directions(
  { name, roles: [first, second], symmetric }: Relation,
  [a, b]: readonly [string, string],
): string[] {
  return symmetric
    ? [
        `${name}(${a},${b}): one of ${a} and ${b} is the ${first} and the other the ${second}; their order does not matter.`,
      ]
    : [
        `${name}(${a},${b}): ${a} is the ${first} and ${b} is the ${second}.`,
        `${name}(${b},${a}): ${b} is the ${first} and ${a} is the ${second}.`,
      ]
}

/** Which entities the roles allow, and how often a role is filled. */
function typeLines({ roles, types, one }: Relation): string[] {
  const typed = roles.flatMap((role, i) =>
    types[i]!.length > 0 ? [`Entities of the ${role}: ${listed(types[i]!, "or")}.`] : [],
  )
  const only = one === undefined ? [] : [`For each ${roles[1 - one]} there is at most one ${roles[one]}.`]
  return [...(typed.length > 0 ? [typed.join(" ")] : []), ...only]
}

function heading(title: string, { says, under }: NamedLabel): string {
  const lines = [
    `## ${title}`,
    ...(under === undefined ? [] : [`A kind of ${under}.`]),
    ...(says === undefined ? [] : [says]),
  ]
  return lines.join(LINE)
}

const cues = ({ name }: NamedLabel, lines: readonly string[]): Segment[] =>
  lines.length > 0
    ? [{ name: `cues of ${name}`, text: `Wordings:\n${lines.join(LINE)}`, joint: LINE, kind: "cues" }]
    : []

const details = ({ name, rules: own, examples }: NamedLabel, rules: RuleText, meaning: Meaning): Segment[] => [
  ...ruleSegments(`restrictions of ${name}`, "Restrictions:", own, LINE, meaning),
  ...exampleSegments(name, examples, rules, LINE, meaning),
]

function exclusions({ exclude }: Meaning): string {
  const lines = exclude.map((set) => `- ${listed(set, "and")}`)
  return `# What excludes each other\n\nOf each line at most one holds for the same two:\n${lines.join(LINE)}`
}

/** Where an answer is a list, several labels may hold: of those that compete for the same two, one is written. */
function precedence({ prefer, answers }: Meaning): string {
  const listing = answers.some(({ type }) => type.kind === "list")
  const start = listing
    ? "Of those that hold for the same, write only the one that comes earlier"
    : "Take the one that comes earlier"
  const orders = prefer.map((groups) =>
    groups.map((group, i) => `${i === 0 ? "first" : "then"} ${listed(group, "or")}`).join(", "),
  )
  const body =
    orders.length === 1 ? `${start}: ${orders[0]}.` : `${start}, in each of these orders:\n- ${orders.join("\n- ")}`
  return `# If more than one fits\n\n${body}`
}
