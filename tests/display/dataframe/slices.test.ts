/** Long computations of tables: as exact as at once, and others are heard meanwhile. */
import { table as columns } from "arquero"
import { describe, expect, test } from "vitest"
import { DISPLAY } from "../../../src/display/bundle.js"
import { table } from "../../../src/display/dataframe/dataframe.js"
import { atOnce, inSlices, sorted } from "../../../src/display/dataframe/slices.js"
import { Random } from "../../../src/random.js"
import { Session } from "../../support/notebook-session.js"

describe("sorting in slices", () => {
  // none, one piece, a piece and one, several with an odd rest
  test.each([0, 1, 2, 16_384, 16_385, 100_001])("%i texts are sorted as at once", (size) => {
    const random = Random.of(3, "slices", size)
    const texts = Array.from({ length: size }, () => `${random.below(size)} \ud83d\ude00`)
    expect(atOnce(sorted([...texts]))).toEqual([...texts].sort())
  })
})

test("a computation pauses again and again, and gives what it would have given at once", async () => {
  let others = 0
  const count = (): void => {
    others++
    timer = setImmediate(count)
  }
  let timer = setImmediate(count)
  const list = Array.from({ length: 300_000 }, (_, i) => `text ${(i * 7919) % 300_000}`)
  const found = await inSlices(sorted([...list]))
  clearImmediate(timer)
  expect(others).toBeGreaterThan(5)
  expect(found).toEqual([...list].sort())
})

test("while a large table is sorted for the first time, the notebook goes on; what is asked then is answered in turn", async () => {
  const text = Array.from({ length: 200_000 }, (_, i) => `text ${(i * 7919) % 200_000}`)
  const session = new Session()
  table(columns({ text }))[DISPLAY](session)
  const comm = session.opened[0]!
  const ask = (id: number, order: readonly object[]) =>
    comm.onMessage!({ method: "custom", content: { ask: "page", id, start: 0, length: 1, query: { order } } }, [])
  const first = ask(1, [{ column: 0, down: true }])
  const second = ask(2, [])
  let others = 0
  const counting = setInterval(() => others++, 0)
  await Promise.all([first, second])
  clearInterval(counting)
  expect(others).toBeGreaterThan(3)
  const answers = comm.sent.map(({ data }) => data.content as { answer: number; page: { rows: { cells: string[] }[] } })
  expect(answers.map(({ answer, page }) => [answer, page.rows[0]!.cells[0]])).toEqual([
    [1, "text 99999"],
    [2, "text 0"],
  ])
})
