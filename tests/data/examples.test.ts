import { expect, test } from "vitest"
import { distribution, split } from "../../src/data/examples.js"
import type { Example } from "../../src/value.js"

const examples: Example[] = Array.from({ length: 50 }, (_, i) => ({
  id: String(i),
  input: { sentence: `s${i}` },
  gold: { label: i % 5 === 0 ? "A" : "B" },
  ...(i === 3 && { kind: "odd" }),
}))

test("a split depends on its seed alone, loses nothing and keeps the order", () => {
  const one = split(examples, { fraction: 0.3, seed: 4 })
  expect(one).toEqual(split(examples, { fraction: 0.3, seed: 4 }))
  expect(one).not.toEqual(split(examples, { fraction: 0.3, seed: 5 }))
  expect(one.heldOut).toHaveLength(15)
  const ids = (part: readonly Example[]): number[] => part.map(({ id }) => Number(id))
  expect(ids(one.heldOut)).toEqual(ids(one.heldOut).sort((a, b) => a - b))
  expect([...ids(one.train), ...ids(one.heldOut)].sort((a, b) => a - b)).toEqual(ids(examples))
})

test("a fraction outside 0 to 1 is refused", () => {
  expect(() => split(examples, { fraction: 1.2, seed: 1 })).toThrow(RangeError)
})

test("the distribution counts gold values, most frequent first", () => {
  expect([...distribution(examples, "label")]).toEqual([
    ["B", 40],
    ["A", 10],
  ])
})
