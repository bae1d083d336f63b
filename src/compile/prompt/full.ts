/** Everything that the guideline says, as sentences: what a person would read, in the order of the file. */
import type { GuidelineExample, Meaning, NamedLabel, Relation, Rule } from "../../language/meaning.js"
import { listed } from "../../text.js"
import { relationText } from "../../value.js"
import { answerForm } from "./answer-form.js"
import { mentionsOf, type Segment, type Style } from "./segments.js"

const BLOCK = "\n\n"
const LINE = "\n"

export const full: Style = (meaning, relations) => {
  const rules = ruleTexts(meaning)
  const mentions = mentionsOf(meaning)
  const { otherwise } = meaning
  return [
    { name: "task", text: meaning.task, joint: BLOCK },
    { name: "input", text: inputText(meaning), joint: BLOCK },
    ...advice("rules", "Rules:", meaning.rules, BLOCK),
    ...(relations.length > 0 && mentions
      ? [{ name: "relations", text: `# Relations\n\n${directionText(mentions)}`, joint: BLOCK }]
      : []),
    ...relations.flatMap((relation) => relationBlock(relation, mentions ?? relation.roles, rules)),
    ...(otherwise
      ? [
          { name: `label ${otherwise.name}`, text: heading(otherwise.name, otherwise), joint: BLOCK },
          ...details(otherwise.name, otherwise.rules, otherwise.examples, rules),
        ]
      : []),
    ...(meaning.prefer.length > 0 ? [{ name: "precedence", text: precedence(meaning), joint: BLOCK }] : []),
    ...examples("", meaning.examples, rules, BLOCK),
    { name: "answer", text: answerForm(meaning), joint: BLOCK },
  ]
}

/** The text of a rule that an example points at with `by`: names are unique under one heading only. */
type RuleText = (name: string, labels: readonly string[]) => string | undefined

/** Looks under the given labels first, then among the rules of the whole task, then anywhere. */
function ruleTexts(meaning: Meaning): RuleText {
  const { rules, relations, otherwise } = meaning
  const homes = [...relations, ...(otherwise ? [otherwise] : [])]
  const anywhere = new Map([...homes.flatMap((home) => home.rules), ...rules].map(({ name, says }) => [name, says]))
  const under = new Map(homes.map((home) => [home.name, new Map(home.rules.map(({ name, says }) => [name, says]))]))
  return (name, labels) =>
    labels.map((label) => under.get(label)?.get(name)).find((text) => text !== undefined) ?? anywhere.get(name)
}

function inputText({ inputs }: Meaning): string {
  const texts = inputs.filter(({ type }) => type === "text")
  const given = listed(
    texts.map(({ name, says }) => (says ? `the ${name} (${says})` : `the ${name}`)),
    "and",
  )
  const marks = inputs
    .filter(({ type }) => type === "mention")
    .map(({ name, says }) => `<${name}>…</${name}> marks ${name}${says ? ` (${says})` : ""}`)
  return `The user gives ${given}.${marks.length > 0 ? ` In it, ${listed(marks, "and")}.` : ""}`
}

const directionText = ([a, b]: readonly [string, string]): string =>
  `A relation is written with ${a} and ${b} in the order of its roles: the first one in the parentheses has the first role.`

function relationBlock(relation: Relation, [a, b]: readonly [string, string], rules: RuleText): Segment[] {
  const { name, roles, symmetric, cues } = relation
  const [first, second] = roles
  const directions = symmetric
    ? `${name}(${a},${b}): one of ${a} and ${b} is the ${first} and the other the ${second}; their order does not matter.`
    : [
        `${name}(${a},${b}): ${a} is the ${first} and ${b} is the ${second}.`,
        `${name}(${b},${a}): ${b} is the ${first} and ${a} is the ${second}.`,
      ].join(LINE)
  const wordings = cues.map(({ text, forward }) =>
    symmetric
      ? `- "${text}" between the two`
      : `- "${text}" between the two, when the ${forward ? first : second} comes first`,
  )
  return [
    {
      name: `relation ${name}`,
      text: `${heading(`${name}(${first}, ${second})`, relation)}\n${directions}`,
      joint: BLOCK,
    },
    ...(cues.length > 0
      ? [{ name: `cues of ${name}`, text: `Wordings:\n${wordings.join(LINE)}`, joint: LINE, kind: "cues" as const }]
      : []),
    ...details(name, relation.rules, relation.examples, rules),
  ]
}

const heading = (title: string, { says }: NamedLabel): string =>
  says === undefined ? `## ${title}` : `## ${title}\n${says}`

function details(
  name: string,
  rules: readonly Rule[],
  own: readonly GuidelineExample[],
  ruleText: RuleText,
): Segment[] {
  return [...advice(`restrictions of ${name}`, "Restrictions:", rules, LINE), ...examples(name, own, ruleText, LINE)]
}

function advice(name: string, title: string, rules: readonly Rule[], joint: string): Segment[] {
  if (rules.length === 0) return []
  return [{ name, text: `${title}\n${rules.map(({ says }) => `- ${says}`).join(LINE)}`, joint, kind: "advice" }]
}

/** An example whose label is another than the one it stands under warns of mistaking it: a near miss, as is every `not`. */
function examples(name: string, all: readonly GuidelineExample[], rules: RuleText, joint: string): Segment[] {
  const whole = name === ""
  const of = whole ? "" : ` of ${name}`
  const title = (text: string) => (whole ? `# ${text}\n` : `${text}:`)
  const shown = all.filter(({ gold, nots }) => nots.length === 0 || whole || gold.name === name)
  const missed = all.flatMap(({ text, gold, nots }) =>
    nots.map(({ value, by }) => {
      const rule = by === undefined ? undefined : rules(by, [name, value.name, gold.name])
      const verdict = `- ${text} This is ${relationText(gold)}, not ${relationText(value)}`
      return rule === undefined ? `${verdict}.` : `${verdict}: ${rule}`
    }),
  )
  const lines = shown.map(({ text, gold }) => `- ${text} This is ${relationText(gold)}.`)
  return [
    ...(lines.length > 0
      ? [{ name: `examples${of}`, text: `${title("Examples")}\n${lines.join(LINE)}`, joint, kind: "examples" as const }]
      : []),
    ...(missed.length > 0
      ? [
          {
            name: `near misses${of}`,
            text: `${title("Near misses")}\n${missed.join(LINE)}`,
            joint,
            kind: "near-misses" as const,
          },
        ]
      : []),
  ]
}

function precedence({ prefer }: Meaning): string {
  const orders = prefer.map((groups) =>
    groups.map((group, i) => `${i === 0 ? "first" : "then"} ${listed(group, "or")}`).join(", "),
  )
  return `# If more than one fits\n\n${orders.map((order) => `Take the one that comes earlier: ${order}.`).join(LINE)}`
}
