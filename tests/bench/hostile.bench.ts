/**
 * A megabyte of hostile text: `npm run bench -- hostile`. Every shipped guideline with its arms, every place of its right
 * answers, every piece (tests/bench/hostile-texts.ts), in TypeScript and, of four texts one, by the compiled Python module.
 * All are scored once when they are short; the slowest of each family at full length, five times. Ends with 1 where a text
 * takes TypeScript longer than the limit. `--slowest 40` lists the slowest texts of all families as well; `--only typescript`.
 *
 * Milliseconds that the caller waits, without what others take of the machine: the lesser of the wall's and of processor time,
 * which counts threads that compile and collect beside the caller as well. In Python processor time.
 */
import { execFileSync, spawnSync } from "node:child_process"
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { fileURLToPath } from "node:url"
import { loadGuideline } from "../../src/compile/load.js"
import { moduleOf } from "../../src/compile/targets/python.js"
import type { Task } from "../../src/compile/task.js"
import { type Place, piecesFor, placesIn, type Row, rowsOf } from "./hostile-texts.js"

const root = fileURLToPath(new URL("../../../../../", import.meta.url))
const MEGABYTE = 2 ** 20
/** In TypeScript, for a megabyte. */
const LIMIT = 50
/** UTF-16 units of the texts that are all tried; Python takes longer for each. */
const SHORT = { typescript: 2 ** 13, python: 2 ** 12 }
/** So many of each family and reward are tried at full length; of each family so many of these five times. */
const TRIED = 3
const MEASURED = 5
const ROUNDS = 5

/** A guideline, or an arm of one, with the row that is answered. */
interface Subject {
  readonly name: string
  readonly task: Task
  readonly row: Row
  readonly isArm: boolean
}

interface Text {
  readonly family: string
  readonly subject: number
  readonly place: Place
  readonly piece: string
}

const subjects: Subject[] = readdirSync(`${root}guidelines`)
  .filter((name) => name.endsWith(".guideline"))
  .flatMap((file) => {
    const task = loadGuideline(`${root}guidelines/${file}`).task!
    const own = [undefined, ...task.arms]
    return own.flatMap((arm) => {
      const one = arm === undefined ? task : task.arm(arm)
      const rows = rowsOf(one)
      return rows.map((row, i) => ({
        name: [task.name, ...(arm === undefined ? [] : [arm]), ...(rows.length > 1 ? [`row ${i + 1}`] : [])].join(" "),
        ...{ task: one, row, isArm: arm !== undefined },
      }))
    })
  })

/** An arm reads as its guideline does, and is tried where it may pay for something else: where a whole text stands. */
const texts: Text[] = subjects.flatMap(({ task, row, isArm }, subject) => {
  const places = placesIn(task, row).filter(({ isWhole }) => isWhole || !isArm)
  return Object.entries(piecesFor(task, row)).flatMap(([family, pieces]) =>
    [...new Set(pieces)].flatMap((piece) => places.map((place) => ({ family, subject, place, piece }))),
  )
})

const filled = ({ place: { before, after }, piece }: Text, length: number): string =>
  before + piece.repeat(Math.ceil(length / piece.length)) + after

interface Asked {
  readonly text: Text
  readonly length: number
}

/** Milliseconds of each. */
type Clock = (asked: readonly Asked[]) => readonly number[]

const typescript: Clock = (asked) =>
  asked.map(({ text, length }) => {
    const { task, row } = subjects[text.subject]!
    const filledText = filled(text, length)
    const start = process.cpuUsage()
    const wall = performance.now()
    task.score(filledText, row)
    const { user, system } = process.cpuUsage(start)
    return Math.min(performance.now() - wall, (user + system) / 1e3)
  })

const PYTHON = `
import importlib.util, json, sys, time
asked = json.load(sys.stdin)
def load(path):
    spec = importlib.util.spec_from_file_location("reward", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
subjects = [(load(file).REWARD, row["input"], row["gold"]) for file, row in asked["subjects"]]
for subject, before, piece, after, length in asked["texts"]:
    reward, input, gold = subjects[subject]
    text = before + piece * -(-length // len(piece)) + after
    start = time.process_time()
    reward.of_row(text, input, gold)
    print(1000 * (time.process_time() - start))
`

const folder = mkdtempSync(path.join(os.tmpdir(), "glossator-bench-"))
const runtime = readFileSync(`${root}assets/python/glossator_reward.py`, "utf8")
const modules = subjects.map(({ task, row }, i) => {
  const file = path.join(folder, `reward_${i}.py`)
  writeFileSync(file, moduleOf({ task, runtime, train: [], test: [] }, "trl", ""))
  return [file, row] as const
})

const python: Clock = (asked) => {
  const input = JSON.stringify({
    subjects: modules,
    texts: asked.map(({ text: { subject, place, piece }, length }) => [
      subject,
      place.before,
      piece,
      place.after,
      length,
    ]),
  })
  const ran = spawnSync("python3", ["-c", PYTHON], { input, encoding: "utf8", maxBuffer: 1e9 })
  if (ran.status !== 0) throw new Error(`python3 ended with ${ran.status}:\n${ran.stderr}`)
  return ran.stdout.trim().split("\n").map(Number)
}

interface Measured {
  readonly text: Text
  /** The best of five, and the first. */
  readonly milliseconds: number
  readonly first: number
}

interface Timed {
  readonly text: Text
  readonly time: number
}

/** So many of each kind, the slowest first. */
function slowest(all: readonly Timed[], kindOf: (text: Text) => string, most: number): Text[] {
  const kinds = new Map<string, Timed[]>()
  for (const one of all) {
    const kind = kindOf(one.text)
    const known = kinds.get(kind)
    if (known) known.push(one)
    else kinds.set(kind, [one])
  }
  return [...kinds.values()].flatMap((kind) =>
    kind
      .sort((a, b) => b.time - a.time)
      .slice(0, most)
      .map(({ text }) => text),
  )
}

function timed(clock: Clock, all: readonly Text[], length: number): Timed[] {
  const times = clock(all.map((text) => ({ text, length })))
  return all.map((text, i) => ({ text, time: times[i]! }))
}

/** @param every of so many texts one is tried */
function measured(clock: Clock, short: number, every: number): Measured[] {
  const tried = texts.filter((_, i) => i % every === 0)
  // what runs for the first time is slow whatever it reads
  timed(
    clock,
    tried.filter((_, i) => i % 16 === 0),
    short,
  )
  const byReward = slowest(timed(clock, tried, short), ({ family, subject }) => `${subject} ${family}`, TRIED)
  const chosen = slowest(timed(clock, byReward, MEGABYTE), ({ family }) => family, MEASURED)
  // in turns: what else the machine does in a second would hit all five
  const rounds = Array.from({ length: ROUNDS }, () => clock(chosen.map((text) => ({ text, length: MEGABYTE }))))
  return chosen.map((text, i) => {
    const own = rounds.map((times) => times[i]!)
    return { text, milliseconds: Math.min(...own), first: own[0]! }
  })
}

const shown = ({ subject, place: { before, after }, piece }: Text): string => {
  const start = before.length > 40 ? `…${before.slice(-40)}` : before
  const end = after.length > 20 ? `${after.slice(0, 20)}…` : after
  return `${subjects[subject]!.name}: ${JSON.stringify(start)} ${JSON.stringify(piece.slice(0, 40))}* ${JSON.stringify(end)}`
}

function table(name: string, clock: Clock, all: readonly Measured[]): number {
  const byTime = [...all].sort((a, b) => b.milliseconds - a.milliseconds)
  const worst = [...new Map([...byTime].reverse().map((one) => [one.text.family, one])).values()].reverse()
  const four = clock(worst.map(({ text }) => ({ text, length: 4 * MEGABYTE })))
  console.log(`\n${name}: the slowest of each family`)
  for (const [i, { text, milliseconds, first }] of worst.entries()) {
    const grown = (four[i]! / milliseconds).toFixed(1)
    console.log(
      `${milliseconds.toFixed(1).padStart(7)} ms (first ${first.toFixed(1)}; of 4 MB ${grown} times as long)  ${text.family}\n          ${shown(text)}`,
    )
  }
  const most = Number(process.argv[process.argv.indexOf("--slowest") + 1] || 0)
  if (process.argv.includes("--slowest"))
    for (const { text, milliseconds } of byTime.slice(0, most))
      console.log(`${milliseconds.toFixed(1).padStart(7)} ms  ${shown(text)}`)
  return byTime[0]!.milliseconds
}

const conditions = (): string =>
  `Node ${process.version}, ${execFileSync("python3", ["--version"], { encoding: "utf8" }).trim()}, ${os.cpus()[0]?.model ?? "unknown processor"}, ${os.cpus().length} cores, load ${os.loadavg()[0]!.toFixed(1)}`

const started = Date.now()
console.log(conditions())
console.log(
  `${texts.length} texts: ${subjects.length} rewards with a row each, ${new Set(texts.map(({ family }) => family)).size} families of pieces`,
)
const only = process.argv.includes("--only") ? process.argv[process.argv.indexOf("--only") + 1] : undefined
let worst = 0
if (only !== "python") worst = table("TypeScript", typescript, measured(typescript, SHORT.typescript, 1))
console.log(`${((Date.now() - started) / 1000).toFixed(0)} s`)
if (only !== "typescript") table("Python", python, measured(python, SHORT.python, 4))
rmSync(folder, { recursive: true })
console.log(`${((Date.now() - started) / 1000).toFixed(0)} s; ${conditions()}`)
console.log(
  `\nThe slowest text takes TypeScript ${worst.toFixed(1)} ms of the ${LIMIT} that it may take for a megabyte`,
)
process.exitCode = worst > LIMIT ? 1 : 0
