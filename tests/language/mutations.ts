/** The shipped guidelines, whole and with mistakes in them. */
import { readdirSync, readFileSync } from "node:fs"
import fc from "fast-check"

export const guidelines = ["guidelines", "guidelines/schema"].flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith(".guideline"))
    .map((file) => ({ path: `${folder}/${file}`, text: readFileSync(`${folder}/${file}`, "utf8") })),
)

/** A shipped guideline with a few edits: cut, doubled, turned around, strange signs put in. */
const edit = fc.tuple(
  fc.nat(),
  fc.nat(40),
  fc.oneof(
    fc.constantFrom(
      "",
      '"',
      "“",
      "|",
      "#",
      "<",
      "(",
      ",",
      "\n",
      "\n  ",
      "\r",
      "\t",
      "\u0000",
      "\ufeff",
      "relation ",
      "not ",
      "use ",
    ),
    fc.string({ unit: "binary", maxLength: 4 }),
  ),
)
export const mutated = fc
  .tuple(fc.constantFrom(...guidelines), fc.array(edit, { minLength: 1, maxLength: 4 }))
  .map(([{ text: file }, edits]) => {
    let text = file
    for (const [at, length, by] of edits) {
      const from = at % (text.length + 1)
      text = text.slice(0, from) + by + text.slice(from + length)
    }
    return text
  })
