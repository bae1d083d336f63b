import { describe, expect, it } from "vitest"
import { type Cut, cut } from "../../grammar/cut.js"
import { Random } from "../../src/random.js"

/** Pieces that begin statements, go on with them, or make the line above or below something else. */
const PIECES = [
  ...[
    "task",
    "relation A(b, c)",
    "advice x",
    "example",
    "reward +1 for",
    "Name",
    "of",
    '"text"',
    "| bar",
    "# comment",
    "// other",
  ],
  ...["=", "'", '"', "→", ":", ",", "(", "\n", "\n  ", "\n    ", "\n\t", "\r\n", "\r", " ", "-", "\ufeff", "é", "𝒷"],
]

/** What is compared: tokens without the objects that their types are. */
function shown({ text, stretches, comments, otherComments, strange }: Cut) {
  const token = ({ image, startOffset, endOffset, tokenType }: Cut["stretches"][number]["tokens"][number]) =>
    `${startOffset}-${endOffset} ${tokenType.name} ${image}`
  return {
    text,
    comments,
    otherComments,
    stretches: stretches.map(({ keyword, indent, lines, tokens }) => ({
      keyword,
      indent,
      lines,
      tokens: tokens.map(token),
    })),
    strange: strange.map(({ start, end, standIn }) => ({ start, end, standIn: standIn && token(standIn) })),
  }
}

describe("a cut out of the last one", () => {
  it("is the cut of the whole text, whatever was typed, deleted or pasted", () => {
    const random = Random.of(1, "cut")
    const drawn = (most: number) =>
      Array.from({ length: random.below(most) }, () => PIECES[random.below(PIECES.length)]!).join("")
    for (let text of Array.from({ length: 60 }, () => drawn(60))) {
      let last = cut(text)
      for (let edit = 0; edit < 60; edit++) {
        const at = random.below(text.length + 1)
        text = text.slice(0, at) + drawn(4) + text.slice(at + random.below(6))
        last = cut(text, last)
        expect(shown(last)).toEqual(shown(cut(text)))
      }
    }
  })

  it("keeps the stretches of lines that nobody touched", () => {
    const lines = Array.from({ length: 40 }, (_, i) => `advice a${i}: "text"\n`)
    const first = cut(lines.join(""))
    const { stretches } = first
    const again = cut(lines.with(20, 'advice b: "longer text"\n').join(""), first)
    expect(again.stretches.filter((one) => stretches.includes(one)).length).toBeGreaterThanOrEqual(37)
    expect(again.stretches).not.toContain(stretches[20])
  })
})
