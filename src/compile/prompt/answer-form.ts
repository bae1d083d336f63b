/**
 * How to answer, generated from the parts of the answer and from what the checks say. The direction is explained on a
 * relation that the guideline does not have: were the prompt itself read as an answer, it would be none.
 */
import { keyOf } from "../../folds.js"
import type { AnswerField, Meaning } from "../../language/meaning.js"
import { checks } from "../../reward/checks/index.js"
import { listed } from "../../text.js"

/** Made-up relations with telling roles; the first whose name no label has is taken. */
const MADE_UP = [
  ["Owner-Property", "owner", "property"],
  ["Guest-Host", "guest", "host"],
  ["Key-Lock", "key", "lock"],
] as const

export function answerForm(meaning: Meaning): string {
  const { answers } = meaning
  const steps = answers.map((part, i) => step(part, i === 0, meaning))
  const counts = answers.map(({ tag, which }) => `the ${which} <${tag}>`)
  const notes = meaning.rewards.flatMap(({ phrase }) => {
    if (phrase.kind === "format") return []
    const part = answers.find(({ name }) => name === phrase.subject)
    return part ? (checks.get(phrase.verb)?.says(part) ?? []) : []
  })
  return [
    `# Answer\n\n${steps.join(" ")} Only ${listed(counts, "and")} ${counts.length === 1 ? "counts" : "count"}.`,
    ...answers.flatMap((part) => directions(part, meaning)),
    ...new Set(notes),
  ].join("\n")
}

function step(part: AnswerField, first: boolean, meaning: Meaning): string {
  const { name, tag, between, says } = part
  const start = `${first ? "Write" : "Then write"} the ${name}${says ? ` (${says})` : ""} between <${tag}> and </${tag}>`
  // what is optional to the reward is asked for all the same: the answer is better for it
  if (!between) return `${start}.`
  const [a, b] = between
  const directed = meaning.relations.length > 0 ? `one relation as Name(${a},${b}) or Name(${b},${a})` : ""
  const alone = meaning.otherwise ? `${meaning.otherwise.name} without parentheses` : ""
  const forms = [directed, alone].filter((form) => form !== "").join(", or ")
  return `${start}, and nothing else there: ${forms}. Write ${a} and ${b} themselves, not the words that they mark.`
}

function directions({ between, tag }: AnswerField, meaning: Meaning): string[] {
  if (!between || meaning.relations.length === 0) return []
  const taken = new Set(
    [...meaning.relations, ...(meaning.otherwise ? [meaning.otherwise] : [])]
      .flatMap(({ name, aliases }) => [name, ...aliases])
      .map((name) => keyOf(name)),
  )
  const free = MADE_UP.find(([name]) => !taken.has(keyOf(name)))
  if (!free) return []
  const [name, first, second] = free
  const [a, b] = between
  const line = (x: string, y: string) =>
    `<${tag}> ${name}(${x},${y}) </${tag}> would say that ${x} is the ${first} and ${y} the ${second}.`
  return [`If there were a relation ${name}(${first}, ${second}):`, line(a, b), line(b, a)]
}
