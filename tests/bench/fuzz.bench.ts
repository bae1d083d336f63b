/**
 * A million texts through the language: `npm run bench -- fuzz [inputs] [seed]`. Prints what is taken wrongly and fails for
 * it; then takes the slowest texts eight times as long, to see whether time grows faster than length.
 */
import os from "node:os"
import { complaint, fuzzed } from "../language/fuzz.js"

const inputs = Number(process.argv[2] ?? 1_000_000)
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31)
const KEPT = 10

interface Timed {
  readonly text: string
  readonly microsecondsPerSign: number
}

const timed = (text: string, times = 1): number => {
  let best = Number.POSITIVE_INFINITY
  for (let i = 0; i < times; i++) {
    const start = performance.now()
    complaint(text)
    best = Math.min(best, performance.now() - start)
  }
  return best
}

console.log(`${inputs} texts of seed ${seed}; Node ${process.version}, ${os.cpus()[0]?.model ?? "unknown processor"}`)
const start = performance.now()
let signs = 0
let wrong = 0
let slowest: Timed[] = []
for (let index = 0; index < inputs; index++) {
  const text = fuzzed(seed, index)
  signs += text.length
  const before = performance.now()
  const complained = complaint(text)
  const microsecondsPerSign = (1000 * (performance.now() - before)) / Math.max(100, text.length)
  if (complained !== undefined && wrong++ < KEPT)
    console.log(`\ntext ${index}: ${JSON.stringify(text)}\n  ${complained}`)
  if (index > 1000 && microsecondsPerSign > (slowest.at(-1)?.microsecondsPerSign ?? 0)) {
    slowest = [...slowest, { text, microsecondsPerSign }]
      .sort((a, b) => b.microsecondsPerSign - a.microsecondsPerSign)
      .slice(0, KEPT)
  }
  if (index % 50_000 === 49_999) console.log(`${index + 1} texts, ${wrong} taken wrongly`)
}
const seconds = (performance.now() - start) / 1000
console.log(
  `\n${inputs} texts, ${(signs / 1e6).toFixed(1)} million signs, ${seconds.toFixed(0)} s; taken wrongly: ${wrong}`,
)

console.log("\nThe slowest texts, 8 and 64 times one after the other: time by length, 1 is linear")
const growths = slowest.map(({ text }) => {
  const [eight, many] = [8, 64].map((times) => timed(`${text}\n`.repeat(times), 5))
  return Math.log2(many! / eight!) / 3
})
console.log(growths.map((exponent) => exponent.toFixed(2)).join("  "))
process.exit(wrong > 0 ? 1 : 0)
