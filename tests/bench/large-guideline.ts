/**
 * A guideline of a thousand rules, as long as those that projects of many years have: relations with advice, checks, cues,
 * examples and near misses, in sentences of the length that people write. The same number gives the same texts.
 */
import { Random } from "../../src/random.js"
import { CONTENT_WORDS } from "../../src/recipes/worlds/words.js"

const HEAD = `guideline "A thousand rules" version "1.0" source "made up for a measurement"

task "Decide which relation the sentence states between the two marked nominals, and in which direction."
input sentence: text
input e1: mention in sentence
input e2: mention in sentence
answer reasoning: text in first <think> optional
answer label: relation between e1 and e2 in last <answer>
accept any-case, any-hyphen, any-spacing

reward +1 for format else -3
reward +2 for label equals gold else -1.5 after format
`
const TAIL = `otherwise None "The sentence states none of these relations."
  example "The <e1>parcel</e1> lay beside the <e2>road</e2>." is None
budget 200000 tokens drop examples, near-misses, advice
`
const ADVICE = 7
const RULES = ADVICE + 1

/** @param rules how many; eight of them stand under each relation, the last of these is checked */
export function largeGuideline(rules: number): string {
  const random = Random.of(1, "large guideline")
  const word = (): string => CONTENT_WORDS[random.below(CONTENT_WORDS.length)]!
  const capital = (text: string): string => text[0]!.toUpperCase() + text.slice(1)
  const prose = (words: number): string => `${capital(Array.from({ length: words }, word).join(" "))}.`
  const taken = new Set<string>()
  const name = (make: () => string): string => {
    for (;;) {
      const made = make()
      if (!taken.has(made)) {
        taken.add(made)
        return made
      }
    }
  }
  const blocks = Array.from({ length: Math.ceil(rules / RULES) }, (_, i) => {
    const label = name(() => `${capital(word())}-${capital(word())}`)
    const [one, other] = [`${word()}-of`, `${word()}-at`]
    const advice = Array.from({ length: ADVICE }, (_, a) => `a${i}-${a}`)
    const check = `short-${i}`
    const cues = [name(() => `${word()} ${word()} by`), name(() => `${word()} ${word()} into`)]
    const sentence = (cue: string): string =>
      `The <e1>${word()}</e1> ${word()} was ${cue} the ${word()} <e2>${word()}</e2> of ${word()} last ${word()}.`
    return [
      `relation ${label}(${one}, ${other}) "${prose(9)}"`,
      ...advice.map((rule) => `  advice ${rule}: "${prose(12)}"`),
      `  check ${check}: reasoning at-most ${100 + i} words`,
      `  cue "${cues[0]}" for (${other}, ${one})`,
      `  cue "${cues[1]}" for (${one}, ${other})`,
      `  example "${sentence(cues[0]!)}" is ${label}(e2, e1)`,
      `  example "${sentence(cues[1]!)}" is ${label}(e1, e2)`,
      `    not ${label}(e2, e1) by ${advice[0]}`,
      `report r-${check}: ${check}`,
      "",
    ].join("\n")
  })
  return [HEAD, ...blocks, TAIL].join("\n")
}

/** The same in two files, as projects have them that share their labels: the task, and the relations that it uses. */
export function largeSchema(rules: number): { readonly task: string; readonly schema: string } {
  const large = largeGuideline(rules)
  const [from, to] = [large.indexOf("\nrelation ") + 1, large.indexOf(TAIL)]
  const own = (line: string): boolean => line.startsWith("report ")
  const lines = large.slice(from, to).split("\n")
  const head = `use "schema.guideline"\n${lines.filter(own).join("\n")}\n\n`
  return { task: large.slice(0, from) + head + large.slice(to), schema: lines.filter((line) => !own(line)).join("\n") }
}
