/**
 * A million texts through the language: `npm run bench -- fuzz [inputs] [seed]`. Then the slowest of them, many times one
 * after the other, to see whether time grows faster than length. Fails for an exception, for a finding outside the text,
 * and for such growth.
 */
import os from "node:os"
import { complaint, fuzzed } from "../language/fuzz.js"

const inputs = Number(process.argv[2] ?? 1_000_000)
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31)
const KEPT = 10
/** Time by length: above linear by what sorting and the memory's caches add, far below the square. */
const MOST_GROWTH = 1.3
const MOST_TRIES = 5

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

const many = (text: string, times: number): string => `${text}\n`.repeat(times)

function growth(text: string): number {
  const [eight, all] = [8, 64].map((times) => timed(many(text, times), 5))
  return Math.log2(all! / eight!) / 3
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
  for (const times of [8, 64]) {
    const complained = complaint(many(text, times))
    if (complained !== undefined && wrong++ < KEPT)
      console.log(`\n${times} times ${JSON.stringify(text)}\n  ${complained}`)
  }
  // what else the machine does makes a text slower, never quicker: a growth that is real stays
  let least = growth(text)
  for (let again = 0; least > MOST_GROWTH && again < MOST_TRIES; again++) least = Math.min(least, growth(text))
  return { text, least }
})
console.log(growths.map(({ least }) => least.toFixed(2)).join("  "))
const grown = growths.filter(({ least }) => least > MOST_GROWTH)
for (const { text, least } of grown)
  console.log(`\ntime grows with the length to the power of ${least.toFixed(2)}: ${JSON.stringify(text)}`)
process.exit(wrong > 0 || grown.length > 0 ? 1 : 0)
