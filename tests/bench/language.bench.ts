/**
 * How fast a guideline is understood and an answer is scored: `npm run bench -- language`.
 *
 * First a guideline of a thousand rules, step by step: cold in a process of its own, warm with another text each time and
 * nothing kept, and as an editor has it after each keystroke. Then the small guidelines of generated worlds, of which a
 * corpus has hundreds, and the scoring of answers. Last the command line, on the built package.
 */
import { execFileSync } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import os from "node:os"
import { fileURLToPath } from "node:url"
import { Bench } from "tinybench"
import { catalogue } from "../../src/compile/catalogue.js"
import { compile } from "../../src/compile/compile.js"
import { loadGuideline, loadGuidelineText } from "../../src/compile/load.js"
import { selfCheck } from "../../src/compile/selfcheck/index.js"
import { analyze } from "../../src/language/analyze.js"
import { Memory } from "../../src/language/memory.js"
import { parse } from "../../src/language/parse.js"
import { ParseCache } from "../../src/language/parse-cache.js"
import { Random } from "../../src/random.js"
import { CONTENT_WORDS } from "../../src/recipes/worlds/words.js"
import { drawWorld, guidelineText } from "../../src/recipes/worlds/world.js"
import { Source } from "../../src/text.js"
import { largeGuideline } from "./large-guideline.js"

const RULES = 1000
const large = largeGuideline(RULES)
const sentence = { sentence: "A <e1>pipe</e1> caused the <e2>flood</e2>." }
const STEPS = ["parse", "analyse", "compile", "self check", "prompt"] as const
type Times = Record<(typeof STEPS)[number] | "in all", number>

/** @param turn changes the text @param clock in milliseconds */
function steps(turn: number, clock = () => performance.now()): Times {
  const times: Partial<Times> = {}
  let last = clock()
  const start = last
  const done = (step: keyof Times): void => {
    const now = clock()
    times[step] = now - last
    last = now
  }
  const { tree } = parse(new Source("large.guideline", large.replace('version "1.0"', `version "${turn}.0"`)))
  done("parse")
  const { meaning, diagnostics } = analyze(tree, catalogue)
  done("analyse")
  if (!meaning) throw new Error(`the large guideline is wrong: ${diagnostics[0]?.message}`)
  const task = compile(meaning)
  done("compile")
  const checked = selfCheck(task)
  done("self check")
  if (checked.diagnostics.length > 0) throw new Error(`the large guideline: ${checked.diagnostics[0]!.message}`)
  task.prompt(sentence)
  done("prompt")
  return { ...times, "in all": last - start } as Times
}

if (process.argv[2] === "--cold") {
  console.log(JSON.stringify(steps(0)))
  process.exit(0)
}

/**
 * @param words typed at drawn places; the file is whole again after each
 * @param draw what is typed, sign by sign
 * @returns milliseconds after each keystroke
 */
function keystrokes(
  words: number,
  clock = () => performance.now(),
  draw = (random: Random) => ` ${CONTENT_WORDS[random.below(CONTENT_WORDS.length)]!}`,
): { parse: number[]; all: number[] } {
  const random = Random.of(2, "keystrokes")
  const cache = new ParseCache()
  const memory = new Memory()
  cache.parse(new Source("large.guideline", large))
  const times = { parse: [] as number[], all: [] as number[] }
  for (let word = 0; word < words; word++) {
    const at = random.below(large.length)
    const typed = draw(random)
    for (let length = 1; length <= typed.length; length++) {
      const text = large.slice(0, at) + typed.slice(0, length) + large.slice(at)
      const start = clock()
      cache.release("large.guideline")
      const { tree } = cache.parse(new Source("large.guideline", text))
      times.parse.push(clock() - start)
      analyze(tree, catalogue, { memory })
      times.all.push(clock() - start)
    }
  }
  return times
}

/** Of all threads, so with what the collector and the compiler do beside; other programs do not count, as on the wall. */
function processorTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

function quantiles(values: readonly number[]) {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number): number => +sorted[Math.floor(share * (sorted.length - 1))]!.toFixed(2)
  return { least: at(0), median: at(0.5), p95: at(0.95) }
}

// The bench is compiled to node_modules/.cache/glossator-bench/tests/bench.
const root = fileURLToPath(new URL("../../../../../", import.meta.url))
const semeval = `${root}guidelines/semeval2010-task8.guideline`

const conditions = (): string =>
  `Node ${process.version}, ${os.cpus()[0]?.model ?? "unknown processor"}, ${os.cpus().length} cores, load ${os.loadavg()[0]!.toFixed(1)}`
console.log(conditions())
console.log(
  `\nA guideline of ${RULES} rules: ${large.split("\n").length} lines, ${large.length} signs; milliseconds of a step`,
)
const cold: Times[] = Array.from({ length: 5 }, () =>
  JSON.parse(execFileSync(process.execPath, [fileURLToPath(import.meta.url), "--cold"], { encoding: "utf8" })),
)
for (let turn = 0; turn < 60; turn++) steps(turn)
const warm = Array.from({ length: 60 }, (_, turn) => steps(100 + turn))
const processor = Array.from({ length: 60 }, (_, turn) => steps(200 + turn, processorTime))
console.table(
  Object.fromEntries(
    [...STEPS, "in all" as const].map((step) => [
      step,
      {
        ...quantiles(warm.map((times) => times[step])),
        "processor, median": quantiles(processor.map((times) => times[step])).median,
        "cold, median": quantiles(cold.map((times) => times[step])).median,
      },
    ]),
  ),
)
keystrokes(20)
const typing = keystrokes(50)
console.log(`After a keystroke in it (${typing.all.length} keystrokes)`)
console.table({
  "parse what changed": quantiles(typing.parse),
  "parse and analyse": quantiles(typing.all),
  "parse and analyse, processor": quantiles(keystrokes(50, processorTime).all),
  "parse and analyse after Enter": quantiles(keystrokes(200, undefined, () => "\n").all),
})

const random = Random.of(1, "bench")
const worlds = Array.from({ length: 500 }, (_, i) =>
  guidelineText(drawWorld(`world-${i}`, random, CONTENT_WORDS, { fewestRelations: 3, mostRelations: 5 })),
)
const { task } = loadGuideline(semeval)
if (!task) throw new Error(`${semeval} does not compile`)
const schema = readFileSync(`${root}guidelines/schema/nominals.guideline`, "utf8")
const gold = { input: { sentence: "<e1>a</e1> <e2>b</e2>" }, gold: { label: "Cause-Effect(e1,e2)" } }
let turn = 0

const bench = new Bench({ time: 1000, warmupTime: 500 })
  .add("parse a world's guideline", () => {
    parse(new Source("w", worlds[turn++ % worlds.length]!))
  })
  .add("parse, analyse, compile and self check a world's guideline", () => {
    loadGuidelineText("w", worlds[turn++ % worlds.length]!)
  })
  .add("parse the nine relations of SemEval", () => {
    parse(new Source("s", `${schema}# ${turn++}\n`))
  })
  .add("score an answer in exactly the right form", () => {
    task.score("<think>So it acts.</think> <answer>Cause-Effect(e1,e2)</answer>", gold)
  })
  .add("score an answer that needs three tolerances", () => {
    task.score("<think>So it acts.</think> <answer> cause_effect( e1, e2 ) </answer>", gold)
  })
  .add("score 2,300 characters without an answer", () => {
    task.score("The storm caused the delays. ".repeat(80), gold)
  })
await bench.run()
console.table(
  Object.fromEntries(
    bench.tasks.map(({ name, result }) => [
      name,
      { "per second": Math.round(result!.throughput.mean), "median µs": +(1000 * result!.latency.p50!).toFixed(2) },
    ]),
  ),
)

if (existsSync(`${root}dist/src/cli.js`)) {
  const runs = Array.from({ length: 15 }, () => {
    const start = performance.now()
    execFileSync(process.execPath, [`${root}bin/glossator.mjs`, "check", semeval])
    return performance.now() - start
  })
  console.log("glossator check guidelines/semeval2010-task8.guideline, each a new process; milliseconds")
  console.table({ check: quantiles(runs) })
}
console.log(conditions())
