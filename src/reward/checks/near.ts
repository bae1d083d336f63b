/** `scores near gold`: 1 minus the distance over the range of the number. */
import { nearness } from "../measures/distribution.js"
import { compared, NUMBER } from "./cases.js"
import { defineCheck } from "./check.js"
import { objectIn, subjectIn } from "./said.js"

export const near = defineCheck({
  signature: {
    name: "near",
    subject: ["number"],
    object: ["gold", "field", "number"],
    field: ["number"],
    binary: false,
    summary: "1 minus the distance over the number's range; without a range, over the right number.",
    example: "scores near gold",
  },
  says: (phrase, type) => {
    const object = phrase.objects[0]
    const right = !object || object.kind === "gold" ? "the right number" : objectIn(object)
    return `${subjectIn(phrase, type, near.signature)} counts more, the nearer it is to ${right}.`
  },
  judge({ subject, type, objects }) {
    const [object] = objects
    const right = object?.kind === "number" ? object.value : object?.kind === "value" ? object.value : undefined
    return right === undefined ? 0 : nearness(subject, right, type)
  },
  cases: [
    ...compared({ kind: "number", bounds: [1, 5] }, {}, [
      [5, 5, 1],
      [4, 5, 0.75],
      [1, 5, 0],
    ]),
    ...compared(NUMBER, {}, [
      [90, 100, 0.9],
      [300, 100, 0],
      [1, 0, 0],
      [0, 0, 1],
    ]),
  ],
})
