/** `answer at-most 40 words`: no more than so many. */
import { amounts, judgeAmount, saysAmount } from "./amounts.js"
import { asked, listOf, NUMBER, number, TEXT } from "./cases.js"
import { defineCheck } from "./check.js"

export const atMost = defineCheck({
  signature: {
    name: "at-most",
    ...amounts,
    summary: "It has at most so many words, lines, sentences, characters or items; or the number is at most that.",
    example: "answer at-most 40 words",
  },
  says: (phrase, type) => saysAmount(phrase, type, "at most"),
  judge: (input) => judgeAmount(input, (amount, bound) => amount <= bound),
  cases: [
    ...asked(TEXT, {}, [
      ["one two, three", [number(3, "words")], 1],
      ["one two, three - four", [number(3, "words")], 0],
      ["one two three four", [number(3)], 0],
      ["", [number(0)], 1],
      ["don't use 4,000.5 well-known words", [number(5, "words")], 1],
      ["日本語です", [number(5, "words")], 1],
      ["日本語です", [number(4, "words")], 0],
      ["a\n\n \nb", [number(2, "lines")], 1],
      ["It is so. Really! (Yes.) No", [number(4, "sentences")], 1],
      ["It is so. Really! (Yes.) No", [number(3, "sentences")], 0],
      ["It is 4.5.", [number(1, "sentences")], 1],
      [" 😀é ", [number(2, "characters")], 1],
    ]),
    ...asked(listOf(TEXT), {}, [
      [["a", "b"], [number(2, "items")], 1],
      [["a", "b", "c"], [number(2)], 0],
      [["one two", "one two three"], [number(2, "words")], 0.5],
      [[], [number(2, "words")], 1],
    ]),
    ...asked(NUMBER, {}, [
      [5, [number(5)], 1],
      [5.1, [number(5)], 0],
    ]),
    ...asked({ kind: "entity" }, {}, [["habits of sleep", [number(2, "words")], 0]]),
    ...asked({ kind: "rule" }, {}, [[0.4, [number(0.5)], 1]]),
  ],
})
