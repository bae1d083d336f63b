import { describe, expect, it } from "vitest"
import { averageAtK, calibration, f1Scores, harmonicMean, passAtK, rocAuc } from "../../src/rollout/metrics.js"

describe("several tries", () => {
  it("are averaged over problems, however many tries each had", () => {
    expect(averageAtK([[1, 0, 0, 1], [1]])).toBe(0.75)
    expect(
      averageAtK([
        [3, -0.5],
        [-3, -3],
      ]),
    ).toBe(-0.875)
    expect(() => averageAtK([])).toThrow(RangeError)
    expect(() => averageAtK([[]])).toThrow(RangeError)
  })

  const tries = (n: number, c: number) => Array.from({ length: n }, (_, i) => i < c)
  const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k)

  it("pass at k as the binomials of the paper say", () => {
    for (const n of [1, 2, 5, 10]) {
      for (let c = 0; c <= n; c++) {
        for (let k = 1; k <= n; k++) {
          const expected = n - c < k ? 1 : 1 - choose(n - c, k) / choose(n, k)
          expect(passAtK([tries(n, c)], k)).toBeCloseTo(expected, 12)
        }
      }
    }
    expect(passAtK([tries(5, 2), tries(5, 0)], 2)).toBeCloseTo(0.35, 12)
  })

  it("pass at k without overflow, and not with fewer tries", () => {
    // 1 - math.comb(1950, 100) / math.comb(2000, 100) in Python
    expect(passAtK([tries(2000, 50)], 100)).toBeCloseTo(0.9255373844481029, 12)
    expect(() => passAtK([tries(3, 1)], 4)).toThrow("3 tries at a problem, pass at 4 needs as many")
    expect(() => passAtK([tries(3, 1)], 0)).toThrow(RangeError)
  })
})

describe("F1", () => {
  const single = (gold: string, answer: string) => ({ gold: [gold], answer: [answer] })
  it("is that of scikit-learn's documentation", () => {
    const items = ["00", "12", "21", "00", "10", "21"].map((pair) => single(pair[0]!, pair[1]!))
    const scores = f1Scores(items)
    expect(scores.micro).toBeCloseTo(1 / 3, 12)
    expect(scores.macro).toBeCloseTo(0.8 / 3, 12)
    expect(scores.byLabel["0"]).toEqual({ precision: 2 / 3, recall: 1, f1: 0.8 })
    expect(scores.byLabel["1"]).toEqual({ precision: 0, recall: 0, f1: 0 })
  })

  it("of sets counts each label once, and an answer that was not read as nothing", () => {
    const scores = f1Scores([
      { gold: ["a", "b"], answer: ["a", "a", "c"] },
      { gold: ["b"], answer: [] },
    ])
    expect(scores.byLabel).toEqual({
      a: { precision: 1, recall: 1, f1: 1 },
      b: { precision: 0, recall: 0, f1: 0 },
      c: { precision: 0, recall: 0, f1: 0 },
    })
    expect(scores.micro).toBe(0.4)
    expect(scores.macro).toBeCloseTo(1 / 3, 12)
  })

  it("leaves labels out that do not count, and those that occur nowhere", () => {
    const items = [single("a", "a"), single("Other", "a"), single("Other", "Other"), single("b", "Other")]
    const scores = f1Scores(items, ["a", "b", "z"])
    expect(Object.keys(scores.byLabel)).toEqual(["a", "b"])
    expect(scores.micro).toBe(0.5)
    expect(scores.macro).toBeCloseTo(1 / 3, 12)
    expect(f1Scores([])).toEqual({ micro: 0, macro: 0, byLabel: {} })
  })

  it("of ProcessBench is a harmonic mean", () => {
    expect(harmonicMean(0.6, 0.9)).toBeCloseTo(0.72, 12)
    expect(harmonicMean(0, 0)).toBe(0)
    expect(harmonicMean(0, 1)).toBe(0)
  })
})

describe("a judge's probabilities", () => {
  const judged = (...pairs: readonly (readonly [number, 0 | 1])[]) =>
    pairs.map(([probability, isTrue]) => ({ probability, isTrue: isTrue === 1 }))

  it("have the area under the ROC curve of scikit-learn's documentation", () => {
    expect(rocAuc(judged([0.1, 0], [0.4, 0], [0.35, 1], [0.8, 1]))).toBe(0.75)
  })

  it("separate by half where they tie, and not at all where there is one kind alone", () => {
    expect(rocAuc(judged([0.5, 0], [0.5, 1]))).toBe(0.5)
    expect(rocAuc(judged([0.5, 0], [0.5, 1], [0.9, 1]))).toBe(0.75)
    expect(rocAuc(judged([0.9, 0], [0.1, 1]))).toBe(0)
    expect(rocAuc(judged([0.9, 1]))).toBeUndefined()
    expect(rocAuc([])).toBeUndefined()
  })

  it("are the same area as by counting pairs", () => {
    const many = Array.from({ length: 200 }, (_, i) => ({ probability: ((i * 37) % 23) / 22, isTrue: (i * i) % 7 < 3 }))
    const [yes, no] = [many.filter(({ isTrue }) => isTrue), many.filter(({ isTrue }) => !isTrue)]
    let above = 0
    for (const a of yes)
      for (const b of no) above += a.probability > b.probability ? 1 : a.probability === b.probability ? 0.5 : 0
    expect(rocAuc(many)).toBeCloseTo(above / (yes.length * no.length), 12)
  })

  it("are off by what their bins are off", () => {
    // two bins: 0.2 and 0.4 with half true (0.2 off, 2 of 4), 0.9 and 0.7 with all true (0.2 off, 2 of 4)
    const { error, bins } = calibration(judged([0.2, 0], [0.4, 1], [0.9, 1], [0.7, 1]), 2)
    expect(error).toBeCloseTo(0.2, 12)
    expect(bins).toMatchObject([
      { low: 0, high: 0.5, count: 2, share: 0.5 },
      { low: 0.5, high: 1, count: 2, share: 1 },
    ])
    expect(calibration(judged([1, 1], [0, 0])).error).toBe(0)
    expect(calibration(judged([1, 0], [0, 1])).error).toBe(1)
    // a border belongs below: 0.5 of two bins is in the first
    expect(calibration(judged([0.5, 1]), 2).bins.map(({ count }) => count)).toEqual([1, 0])
    expect(calibration([]).error).toBeUndefined()
    expect(() => calibration(judged([1.2, 1]))).toThrow(RangeError)
  })
})
