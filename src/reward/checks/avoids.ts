/** `claim avoids "it", "they"`: none of these words stands in it. */
import { lower } from "../../folds.js"
import type { Span } from "../../text.js"
import { eachWord, lowerCase, wordsOf } from "../measures/words.js"
import { asked, TEXT, text } from "./cases.js"
import { defineCheck, MOST_PLACES } from "./check.js"
import { objectsIn, subjectIn } from "./said.js"

export const avoids = defineCheck({
  signature: {
    name: "avoids",
    subject: ["text", "quote", "entity"],
    object: ["text"],
    several: true,
    binary: true,
    summary: "None of these words, or runs of words, stands in it; parts of longer words do not count.",
    example: 'claim avoids "it", "they"',
  },
  says: (phrase, type) => `${subjectIn(phrase, type, avoids.signature)} must not say ${objectsIn(phrase, "or")}.`,
  judge({ subject, objects }) {
    const banned = objects.map((object) =>
      object.kind === "text" ? wordsOf(object.text).map(({ text }) => lowerCase(text)) : [],
    )
    const seen = typeof subject === "string" ? runsOf(banned, subject) : []
    return { value: seen.length === 0 ? 1 : 0, seen }
  },
  cases: asked(TEXT, {}, [
    ["The tower is in Paris.", [text("it"), text("they")], 1],
    ["It is in Paris.", [text("it"), text("they")], 0],
    ["Italy has cities.", [text("it")], 1],
    ["As an AI model, no.", [text("as an AI")], 0],
    ["As an engineer", [text("as an AI")], 1],
    ["it's there", [text("it")], 1],
    ["", [text("it")], 1],
  ]),
})

/** A run that has begun: of which words, where, and how many of them it has. */
interface Run {
  readonly of: number
  readonly start: number
  readonly count: number
}

const NONE: readonly Run[] = []

/** The first places of each of the runs of words, one run after the other. */
function runsOf(all: readonly (readonly string[])[], text: string): Span[] {
  const found: Span[][] = all.map(() => [])
  /** By the length of their first word, which most words do not have. */
  const begins = new Map<number, Run[]>()
  for (const [of, [first]] of all.entries())
    if (first !== undefined)
      begins.set(first.length, [...(begins.get(first.length) ?? []), { of, start: -1, count: 0 }])
  let open: readonly Run[] = NONE
  let going: Run[] | undefined
  /** Words from here on change nothing any more: those before them have all the places that are told. */
  let settled = all.length
  const step = (run: Run, from: number, start: number, end: number): void => {
    if (run.of >= settled) return
    const words = all[run.of]!
    const word = words[run.count]!
    if (word.length !== end - start || !isLowerCaseOf(word, text, start)) return
    if (run.count + 1 < words.length) {
      going ??= []
      going.push({ of: run.of, start: from, count: run.count + 1 })
      return
    }
    const places = found[run.of]!
    places.push({ start: from, end })
    if (places.length === MOST_PLACES) settled = run.of
  }
  eachWord(text, (start, end) => {
    const here = begins.get(end - start)
    if (!here && open.length === 0) return true
    going = undefined
    for (const run of open) step(run, run.start, start, end)
    if (here) for (const run of here) step(run, start, start, end)
    open = going ?? NONE
    return settled > 0
  })
  return found.flat().slice(0, MOST_PLACES)
}

/** Whether the text has these signs there, whatever their case: no sign has another length in lower case. */
function isLowerCaseOf(word: string, text: string, at: number): boolean {
  for (let i = 0; i < word.length; i++) {
    const sign = text.codePointAt(at + i)!
    const small = lower(sign)
    if (small !== word.codePointAt(i)) return false
    if (small > 0xffff) i++
  }
  return true
}
