/**
 * How fast the engine trains, generates and takes whole steps of GRPO, next to eager tfjs on WebAssembly and, where they are at hand, next to two
 * earlier engines: `npm run bench -- engine [--sizes tiny,1M,10M] [--seconds 3] [--rounds 5] [--threads 2]`.
 *
 * Every measurement is a process of its own; subjects take turns round by round, so that a busy moment of the machine hits
 * all of them, and ratios are taken within a round. The best round is printed beside the median: on a machine that others use
 * it says more about the engine.
 */
import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import os from "node:os"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { medianOf } from "./report.js"
import { SIZES } from "./sizes.js"
import { prepareSpikes, type Spikes } from "./spikes.js"

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    sizes: { type: "string", default: "tiny,1M,10M" },
    seconds: { type: "string", default: "3" },
    rounds: { type: "string", default: "5" },
    threads: { type: "string", default: String(Math.min(os.availableParallelism(), 2)) },
  },
})
const rounds = Number(values.rounds)

interface Subject {
  readonly name: string
  /** Slow ones are measured in the first round only. */
  readonly once?: boolean
  measure(size: string): number
}

const ALLOCATOR = { MALLOC_MMAP_THRESHOLD_: String(2 ** 32), MALLOC_TRIM_THRESHOLD_: String(2 ** 33) }

function lastLine(folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, ...ALLOCATOR, ...env },
  })
  const line = stdout.trim().split("\n").at(-1) ?? ""
  if (status !== 0 || !line.startsWith("{")) throw new Error(`${args.join(" ")} failed:\n${stderr}`)
  return JSON.parse(line) as Record<string, number>
}

/** @param size what the measured script knows as a size; for `grpo`, prompts of a step */
function own(kind: "train" | "generate" | "grpo", engine: string, seconds = values.seconds): Subject["measure"] {
  const script = fileURLToPath(new URL(`./${kind}-speed.js`, import.meta.url))
  return (size) => lastLine(".", [script, engine, size, seconds, values.threads]).tokensPerSecond!
}

function trainingSubjects(spikes: Spikes | undefined): Subject[] {
  const subjects: Subject[] = [
    { name: "ort-cpu", measure: own("train", "ort-cpu") },
    { name: "eager tfjs wasm", measure: own("train", "tfjs-wasm", "1"), once: true },
  ]
  if (!spikes) return subjects
  const steps = ["1000000", `sec=${values.seconds}`, `nt=${values.threads}`]
  const fused = ["model=2", "flags=out,acc"]
  subjects.push(
    {
      name: "faster-engine, model=2",
      measure: (size) => lastLine(spikes.fasterEngine, ["bench.mjs", size, ...steps, ...fused]).tokps!,
    },
    {
      name: "tfjs-to-onnx",
      measure: (size) => lastLine(spikes.tfjsToOnnx, ["train.mjs", size, "25"], { NT: values.threads }).tokps!,
    },
  )
  return subjects
}

function generationSubjects(spikes: Spikes | undefined): Subject[] {
  const subjects: Subject[] = [
    { name: "ort-cpu", measure: own("generate", "ort-cpu") },
    { name: "eager tfjs wasm", measure: own("generate", "tfjs-wasm", "1"), once: true },
  ]
  if (!spikes) return subjects
  for (const [name, frozen] of [
    ["faster-engine, weights fed", "0"],
    ["faster-engine, weights frozen", "1"],
  ] as const) {
    const env = { ROWS: "1", NT: values.threads }
    const args = (size: string): string[] => ["genbench.mjs", size, "8", "64", frozen]
    subjects.push({ name, measure: (size) => lastLine(spikes.fasterEngine, args(size), env).inclPrefill! })
  }
  return subjects
}

/** Ticks of all cores, and the idle ones among them, since `before`. */
function ticks(before?: readonly [number, number]): [number, number] {
  const numbers = readFileSync("/proc/stat", "utf8").split("\n")[0]!.trim().split(/\s+/).slice(1, 9).map(Number)
  const total = numbers.reduce((sum, n) => sum + n, 0)
  const idle = numbers[3]! + numbers[4]!
  return before ? [total - before[0], idle - before[1]] : [total, idle]
}

/** How busy the machine is while nothing of the bench runs. */
const busy = (): string => {
  const before = ticks()
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300)
  const [total, idle] = ticks(before)
  return `${Math.round(100 * (1 - idle / total))} %`
}

function compare(title: string, size: string, subjects: readonly Subject[]): void {
  const speeds = new Map<Subject, number[]>(subjects.map((subject) => [subject, []]))
  const others: string[] = []
  for (let round = 0; round < rounds; round++) {
    others.push(busy())
    for (const subject of subjects) {
      if (round > 0 && subject.once) continue
      speeds.get(subject)!.push(subject.measure(size))
    }
  }
  const ours = speeds.get(subjects[0]!)!
  console.log(`\n${title}, ${size}   (machine busy before each round: ${others.join(", ")})`)
  console.log(
    `  ${"tokens/s".padEnd(30)} ${"median".padStart(8)} ${"best".padStart(8)}   ort-cpu / this: rounds' median, best, each round`,
  )
  for (const subject of subjects) {
    const theirs = speeds.get(subject)!
    const number = (speed: number): string => Math.round(speed).toLocaleString("en").padStart(8)
    const ratios = theirs.map((speed, round) => ours[round]! / speed)
    const best = Math.max(...ours) / Math.max(...theirs)
    const each = ratios.map((ratio) => ratio.toFixed(2)).join(" ")
    const line = `${subject.name.padEnd(30)} ${number(medianOf(theirs))} ${number(Math.max(...theirs))}`
    console.log(
      `  ${line}   ${subject === subjects[0] ? "" : `${medianOf(ratios).toFixed(2)}  ${best.toFixed(2)}  (${each})`}`,
    )
  }
}

const spikes = prepareSpikes(SIZES)
console.log(
  `${os.cpus()[0]?.model}, ${os.availableParallelism()} cores, Node ${process.versions.node}, ${values.threads} threads`,
)
console.log(
  spikes ? "Two earlier engines are measured in the same rounds." : "GLOSS_SPIKES names no folder: no earlier engines.",
)
try {
  compare("GRPO steps of the tiny policy on annotation worlds, each of 8 answers to as many prompts", "8", [
    { name: "ort-cpu", measure: own("grpo", "ort-cpu") },
    { name: "ort-wasm", measure: own("grpo", "ort-wasm") },
    { name: "eager tfjs wasm", measure: own("grpo", "tfjs-wasm", "0"), once: true },
  ])
  for (const size of values.sizes.split(",")) {
    compare("training", size, trainingSubjects(spikes))
    compare("generation, 8 × 64 tokens after 16", size, generationSubjects(spikes))
  }
} finally {
  spikes?.remove()
}
