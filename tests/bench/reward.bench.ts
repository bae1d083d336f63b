/**
 * How fast answers are scored: `npm run bench -- reward`. R1-RE's verdict with findings and spans on answers of 2.3 kB, in
 * TypeScript and by the compiled Python module, beside the published reward functions of TRL (`think_format_reward`) and verl
 * (`search_r1`, exact match) on the same texts in the same run. Hostile texts: hostile.bench.ts.
 *
 * Processor time, best of several rounds that take turns: others may use the machine. The peers' wheels are unpacked, not
 * installed, into GLOSS_BENCH_HOME, else `.glossator/bench`: their functions need only Python's standard library.
 */
import { execFileSync, spawnSync } from "node:child_process"
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { fileURLToPath } from "node:url"
import { loadGuideline } from "../../src/compile/load.js"
import { trainerFiles } from "../../src/compile/targets/python.js"
import { verl } from "../../src/compile/targets/verl.js"
import { Random } from "../../src/random.js"
import { CONTENT_WORDS } from "../../src/recipes/worlds/words.js"

const root = fileURLToPath(new URL("../../../../../", import.meta.url))
const home = path.resolve(process.env.GLOSS_BENCH_HOME ?? path.join(root, ".glossator/bench"))
const PEERS = { trl: "1.16.0", verl: "0.9.1" } as const
const LENGTH = 2300
const TEXTS = 2000
const ROUNDS = 5

const { task } = loadGuideline(`${root}guidelines/semeval2010-task8.guideline`)
if (!task) throw new Error("the guideline of SemEval does not compile")
const row = {
  id: "1",
  input: { sentence: "A <e1>pipe</e1> caused the <e2>flood</e2>." },
  gold: { label: "Cause-Effect(e1,e2)" },
}

/** Reasoning of 2.3 kB; of six answers one is right in form and content, others need tolerances, are wrong, cut off or twice. */
const ENDS = [
  "</think> <answer>Cause-Effect(e1,e2)</answer>",
  "</think>\n<answer> cause effect(e1, e2) </answer>",
  "</think> <answer>Other</answer>",
  "</think> <answer>Cause-Effect(e2,e1)",
  "</think> <answer>Other</answer> No: <answer>CAUSE_EFFECT(e1,e2)</answer>",
  " and so it goes on",
]
const random = Random.of(1, "bench reward")
const texts = Array.from({ length: TEXTS }, (_, i) => {
  const end = ENDS[i % ENDS.length]!
  return `${reasoning(end.length)}${end}`
})

function reasoning(after: number): string {
  const words: string[] = []
  for (let length = 7 + after; length < LENGTH; length += words.at(-1)!.length + 1)
    words.push(CONTENT_WORDS[random.below(CONTENT_WORDS.length)]!)
  return `<think>${words.join(" ")}`
}

/** The same with a body in each that no other one has: labels in a spelling of their own. */
const relations = task.plan.labels.relations.map(({ name }) => name)
const different = Array.from({ length: TEXTS }, (_, i) => {
  const spelt = [...`${random.pick(relations)}(e1,e2)`].map((sign) => {
    if (sign === "-") return random.pick(["-", "_", " ", "  "])
    return /[a-z]/i.test(sign) && random.below(2) === 0 ? sign.toUpperCase() : sign
  })
  const end = `</think> <answer>${spelt.join("")}${" ".repeat(i % 3)}</answer>`
  return `${reasoning(end.length)}${end}`
})

/** In seconds, of all threads. */
function processorTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

function ours(answers: readonly string[] = texts): number {
  const start = processorTime()
  let found = 0
  for (let turn = 0; turn < 20; turn++) for (const text of answers) found += task!.score(text, row).findings.length
  if (found === 0) throw new Error("answers that need tolerances have findings")
  return (20 * TEXTS) / (processorTime() - start)
}

function unpacked(name: keyof typeof PEERS): string {
  const folder = path.join(home, `${name}-${PEERS[name]}`)
  if (existsSync(path.join(folder, name))) return folder
  const fetched = mkdtempSync(path.join(os.tmpdir(), "glossator-bench-"))
  const wheel = `${name}-${PEERS[name]}-py3-none-any.whl`
  execFileSync("python3", ["-m", "pip", "download", "-q", "--no-deps", "-d", fetched, `${name}==${PEERS[name]}`])
  mkdirSync(folder, { recursive: true })
  execFileSync("python3", ["-m", "zipfile", "-e", path.join(fetched, wheel), folder])
  rmSync(fetched, { recursive: true })
  return folder
}

/** Prints answers a second of processor time of each subject, a line of JSON a round. */
const PYTHON = `
import contextlib, importlib.util, io, json, sys, time
def at(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
asked = json.load(sys.stdin)
texts, different, gold, row_input = asked["texts"], asked["different"], asked["gold"], asked["input"]
trl = at("trl_format", asked["trl"])
verl = at("verl_qa", asked["verl"])
ours = at("reward", asked["ours"])
messages = [[{"content": text}] for text in texts]
def formats(): trl.think_format_reward(messages)
def matches(texts=texts):
    truth = {"target": ["Cause-Effect(e1,e2)"]}
    with contextlib.redirect_stdout(io.StringIO()):
        for text in texts: verl.compute_score(text, truth)
def module(texts=texts):
    about = {"input": row_input}
    for text in texts: ours.compute_score("x", text, gold, about)
for round in range(asked["rounds"]):
    out = {}
    works = {
        "formats": formats,
        "matches": matches,
        "module": module,
        "matchesDifferent": lambda: matches(different),
        "moduleDifferent": lambda: module(different),
    }
    for name, work in works.items():
        start = time.process_time()
        work()
        out[name] = len(texts) / (time.process_time() - start)
    print(json.dumps(out))
`

type Subject = "formats" | "matches" | "module" | "matchesDifferent" | "moduleDifferent"

function python(): readonly Record<Subject, number>[] {
  const folder = mkdtempSync(path.join(os.tmpdir(), "glossator-bench-"))
  const runtime = readFileSync(`${root}assets/python/glossator_reward.py`, "utf8")
  const { files } = trainerFiles(verl, { task: task!, runtime, train: [row], test: [] })
  writeFileSync(path.join(folder, "reward.py"), files["reward.py"]!)
  const asked = {
    ...{ texts, different, rounds: ROUNDS, gold: JSON.stringify(row.gold), input: JSON.stringify(row.input) },
    trl: path.join(unpacked("trl"), "trl/rewards/format_rewards.py"),
    verl: path.join(unpacked("verl"), "verl/utils/reward_score/search_r1_like_qa_em.py"),
    ours: path.join(folder, "reward.py"),
  }
  const input = JSON.stringify(asked)
  const ran = spawnSync("python3", ["-c", PYTHON], { input, encoding: "utf8", maxBuffer: 1e9 })
  rmSync(folder, { recursive: true })
  if (ran.status !== 0) throw new Error(`python3 ended with ${ran.status}:\n${ran.stderr}`)
  return ran.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line))
}

const conditions = (): string =>
  `Node ${process.version}, ${execFileSync("python3", ["--version"], { encoding: "utf8" }).trim()}, ${os.cpus()[0]?.model ?? "unknown processor"}, ${os.cpus().length} cores, load ${os.loadavg()[0]!.toFixed(1)}`

console.log(conditions())
const mean = Math.round(texts.reduce((sum, { length }) => sum + length, 0) / TEXTS)
console.log(
  `\n${TEXTS} answers of ${mean} signs: no two have the same reasoning, and what stands in <answer> is one of five texts, as it
repeats in training; "all different": no two <answer>s are the same, and nearly all need tolerances. Answers a second of
processor time, best of ${ROUNDS} rounds`,
)
const rounds = (answers: readonly string[]) => Array.from({ length: ROUNDS }, () => ours(answers))
ours()
const before = rounds(texts)
const peers = python()
const best = Math.max(...before, ...rounds(texts))
const bestDifferent = Math.max(...rounds(different))
const bestOf = (name: keyof (typeof peers)[number]): number => Math.max(...peers.map((one) => one[name]))
const subjects = {
  "TypeScript: verdict with findings and spans": best,
  "Python: the module for verl": bestOf("module"),
  "TRL: think_format_reward": bestOf("formats"),
  "verl: search_r1 exact match": bestOf("matches"),
  "TypeScript, all different": bestDifferent,
  "Python, all different": bestOf("moduleDifferent"),
  "verl, all different": bestOf("matchesDifferent"),
}
console.table(
  Object.fromEntries(
    Object.entries(subjects).map(([name, speed]) => [
      name,
      {
        "per second": Math.round(speed),
        "times TRL": +(speed / bestOf("formats")).toFixed(2),
        "times verl": +(speed / bestOf(name.endsWith("different") ? "matchesDifferent" : "matches")).toFixed(2),
      },
    ]),
  ),
)
console.log(conditions())
