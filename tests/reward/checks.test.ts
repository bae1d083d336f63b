import { describe, expect, it } from "vitest"
import { checks } from "../../src/reward/checks/index.js"

describe.each([...checks])("the check %s", (verb, { signature, says, judge, cases }) => {
  it("has cases on both sides, and each is judged as it says", () => {
    expect(new Set(cases.map(({ value }) => value)).size).toBeGreaterThan(1)
    for (const { value, ...input } of cases) expect({ ...input, value: judge(input) }).toEqual({ ...input, value })
  })

  it("is filed under its verb, and tells the model about each type that it takes", () => {
    expect(signature.name).toBe(verb)
    expect(signature.subject.length).toBeGreaterThan(0)
    for (const type of signature.subject) expect(says({ name: "verdict", type })).toContain("verdict")
  })

  it("that can stand behind `after` gives 0 or 1", () => {
    if (signature.binary) expect(cases.every(({ value }) => value === 0 || value === 1)).toBe(true)
    else expect(cases.some(({ value }) => value > 0 && value < 1)).toBe(true)
  })
})
