/** An input to show a prompt with, where no data is at hand. */
import { allExamples, type Meaning } from "../language/meaning.js"
import type { Example, FieldType, Value } from "../value.js"
import { namesOf } from "./items.js"
import { shownInputs } from "./prompt/inputs.js"

export interface ExampleInput {
  readonly input: Example["input"]
  /** No example of the guideline gives all inputs. */
  readonly made: boolean
}

/** The guideline's own first example that gives all inputs, or made-up inputs. */
export function exampleInput(meaning: Meaning): ExampleInput {
  for (const { input } of allExamples(meaning)) {
    if (shownInputs(meaning, input).every(({ name }) => Object.hasOwn(input, name))) return { input, made: false }
  }
  const marks = (within: string): string =>
    meaning.inputs
      .flatMap(({ name, type }) => (type.kind === "mention" && type.within === within ? [`<${name}>…</${name}>`] : []))
      .join(" … ")
  const entries = meaning.inputs.flatMap(({ name, type }) =>
    type.kind === "mention" ? [] : [[name, madeUp(type, marks(name), meaning)] as const],
  )
  return { input: Object.fromEntries(entries), made: true }
}

function madeUp(type: FieldType, marks: string, meaning: Meaning): Value {
  switch (type.kind) {
    case "table":
      return [["…"], ["…"]]
    case "list":
      return [madeUp(type.item, "", meaning), madeUp(type.item, "", meaning)]
    case "number":
      return type.bounds?.[0] ?? 0
    case "yes-no":
      return true
    case "choice":
      return type.texts[0] ?? "…"
    case "order":
      return namesOf(meaning, type.of, 2)
    case "each":
      return Object.fromEntries(namesOf(meaning, type.of, 2).map((name) => [name, madeUp(type.item, "", meaning)]))
    default:
      return marks === "" ? "…" : `… ${marks} …`
  }
}
