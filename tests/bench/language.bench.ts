/**
 * How fast a guideline is understood and an answer is scored: `npm run bench -- language`.
 *
 * Small guidelines are those of generated worlds (a corpus has hundreds); the large one is SemEval's with its schema. Each
 * text is changed from run to run, so that nothing is found in a cache.
 */
import { readFileSync } from "node:fs"
import os from "node:os"
import { fileURLToPath } from "node:url"
import { Bench } from "tinybench"
import { loadGuideline, loadGuidelineText } from "../../src/compile/load.js"
import { parse } from "../../src/language/parse.js"
import { Random } from "../../src/random.js"
import { CONTENT_WORDS } from "../../src/recipes/worlds/words.js"
import { drawWorld, guidelineText } from "../../src/recipes/worlds/world.js"
import { Source } from "../../src/text.js"

// The bench is compiled to node_modules/.cache/glossator-bench/tests/bench.
const root = new URL("../../../../../", import.meta.url)
const semeval = fileURLToPath(new URL("guidelines/semeval2010-task8.guideline", root))
const random = Random.of(1, "bench")
const worlds = Array.from({ length: 500 }, (_, i) =>
  guidelineText(drawWorld(`world-${i}`, random, CONTENT_WORDS, { fewestRelations: 3, mostRelations: 5 })),
)
const { task } = loadGuideline(semeval)
if (!task) throw new Error(`${semeval} does not compile`)
const schema = readFileSync(new URL("guidelines/schema/nominals.guideline", root), "utf8")
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

console.log(
  `Node ${process.version}, ${os.cpus()[0]?.model ?? "unknown processor"}, load ${os.loadavg()[0]!.toFixed(1)}`,
)
console.table(
  Object.fromEntries(
    bench.tasks.map(({ name, result }) => [
      name,
      { "per second": Math.round(result!.throughput.mean), "median µs": +(1000 * result!.latency.p50!).toFixed(2) },
    ]),
  ),
)
