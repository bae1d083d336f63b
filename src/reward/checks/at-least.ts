/** `answer at-least 40 words`: no fewer than so many. */
import { amounts, judgeAmount, saysAmount } from "./amounts.js"
import { asked, listOf, NUMBER, number, TEXT } from "./cases.js"
import { defineCheck } from "./check.js"

export const atLeast = defineCheck({
  signature: {
    name: "at-least",
    ...amounts,
    summary: "It has at least so many words, lines, sentences, characters or items; or the number is at least that.",
    example: "answer at-least 40 words",
  },
  says: (phrase, type) => saysAmount(phrase, type, "at least"),
  judge: (input) => judgeAmount(input, (amount, bound) => amount >= bound),
  cases: [
    ...asked(TEXT, {}, [
      ["one two, three", [number(3, "words")], 1],
      ["one two", [number(3, "words")], 0],
      ["First line.\nSecond line.", [number(2, "lines")], 1],
      ["他来了。她走了。", [number(2, "sentences")], 1],
      ["Just one", [number(2, "sentences")], 0],
      [" ab ", [number(3, "characters")], 0],
    ]),
    ...asked(listOf(TEXT), {}, [
      [["a"], [number(1, "items")], 1],
      [[], [number(1, "items")], 0],
    ]),
    ...asked(NUMBER, {}, [[4.9, [number(5)], 0]]),
    ...asked({ kind: "rule" }, {}, [
      [0.5, [number(0.5)], 1],
      [0.49, [number(0.5)], 0],
    ]),
  ],
})
