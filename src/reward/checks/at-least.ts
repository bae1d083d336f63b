/** `answer at-least 40 words`: no fewer than so many. */
import { amounts, amountsIn } from "./amounts.js"
import { asked, listOf, NUMBER, number, TEXT } from "./cases.js"
import { defineCheck } from "./check.js"
import { objectIn, subjectIn } from "./said.js"

export const atLeast = defineCheck({
  signature: {
    name: "at-least",
    ...amounts,
    summary: "It has at least so many words, lines, sentences, characters or items; or the number is at least that.",
    example: "answer at-least 40 words",
  },
  says(phrase, type) {
    const [bound] = phrase.objects
    if (!bound) return ""
    const subject = subjectIn(phrase, type, atLeast.signature)
    const isBare = bound.kind === "number" && bound.unit === undefined
    const unit =
      type?.kind === "list" || type?.kind === "order"
        ? " items"
        : type?.kind === "number" || phrase.subject.kind === "rule"
          ? ""
          : " words"
    return `${subject} must ${isBare && unit === "" ? "be" : "have"} at least ${objectIn(bound)}${isBare ? unit : ""}.`
  },
  judge(input) {
    const pair = amountsIn(input)
    return pair && pair[0] >= pair[1] ? 1 : 0
  },
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
