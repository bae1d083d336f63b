/**
 * `answer runs "palindrome"`: a function of the user's own, in a file that only `--allow-code` runs. Its value is given
 * from outside, by the name of the check; nothing here runs it, and no other language has it.
 */
import { asked, TEXT, text } from "./cases.js"
import { defineCheck } from "./check.js"
import { subjectIn } from "./said.js"

export const runs = defineCheck({
  signature: {
    name: "runs",
    subject: [
      ...(["text", "number", "yes-no", "table", "quote", "relation", "triplet"] as const),
      ...(["choice", "order", "list", "each", "group"] as const),
    ],
    object: ["text"],
    binary: false,
    summary: "A function of your own, from the file behind --allow-code. Not portable to other languages.",
    example: 'answer runs "palindrome"',
  },
  says: (phrase, type) => `${subjectIn(phrase, type, runs.signature)} is tried by a program.`,
  judge: ({ given }) => given ?? Number.NaN,
  cases: asked(TEXT, {}, [["abba", [text("palindrome")], 0.5]]).map((one) => ({ ...one, given: 0.5 })),
})
