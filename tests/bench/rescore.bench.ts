/**
 * How fast stored answers are scored again: `npm run bench -- rescore [answers; default 100000]`. Logs with answers of 2.3 kB
 * in our own form, in verl's, and, where python3 has pandas and pyarrow, in TRL's; each is read, joined to its rows and scored
 * under another guideline in a process of its own, whose memory is told.
 */
import { execFileSync, spawnSync } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { fileURLToPath } from "node:url"
import { loadGuideline } from "../../src/compile/load.js"
import { Random } from "../../src/random.js"
import { CONTENT_WORDS } from "../../src/recipes/worlds/words.js"
import { AskedRows, joined } from "../../src/rollout/join.js"
import { askedRows } from "../../src/rollout/logs/asked-rows.js"
import { openLog } from "../../src/rollout/logs/index.js"
import { rescore } from "../../src/rollout/rescore.js"

const root = fileURLToPath(new URL("../../../../../", import.meta.url))
const file = `${root}guidelines/semeval2010-task8.guideline`
const GROUP = 8
const STEP = 1000
const LENGTH = 2300

if (process.argv[2] === "--child") {
  const [, , , log, data, changed] = process.argv
  const { task } = loadGuideline(changed!)
  const rows = new AskedRows(await askedRows(data!, () => ""))
  const cpu = process.cpuUsage()
  const wall = performance.now()
  const { answers, unjoined, flipped } = await rescore(task!, joined((await openLog(log!)).answers(), rows))
  const { user, system } = process.cpuUsage(cpu)
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1000)
  const seconds = {
    wall: +((performance.now() - wall) / 1000).toFixed(2),
    processor: +((user + system) / 1e6).toFixed(2),
  }
  console.log(JSON.stringify({ answers, unjoined, flipped, ...seconds, megabytes }))
  process.exit(0)
}

const { task } = loadGuideline(file)
const count = Number(process.argv[2] ?? 100_000)
const random = Random.of(1, "bench rescore")
const folder = mkdtempSync(path.join(os.tmpdir(), "glossator-bench-rescore-"))
const inFolder = (name: string): string => {
  const at = path.join(folder, name)
  mkdirSync(at, { recursive: true })
  return at
}
const changed = path.join(inFolder("guidelines"), "changed.guideline")
cpSync(`${root}guidelines/schema`, path.join(folder, "guidelines/schema"), { recursive: true })
const text = readFileSync(file, "utf8")
// wrong answers cost more, in the guideline's own tests as well
writeFileSync(
  changed,
  text.replace("else -1.5 after format", "else -2 after format").replaceAll("scores -0.5", "scores -1"),
)
const rows = Array.from({ length: Math.ceil(count / GROUP) }, (_, i) => {
  const input = { sentence: `Number ${i}: a <e1>pipe</e1> caused the <e2>flood</e2>.` }
  return { id: `${i}`, input, gold: { label: i % 3 === 0 ? "Other" : "Cause-Effect(e1,e2)" } }
})
const system = task!.prompt(rows[0]!.input).messages[0]!.content
const data = path.join(inFolder("data"), "train.jsonl")
writeFileSync(
  data,
  rows.map((row) => JSON.stringify({ ...row, prompt: [{ role: "user", content: row.input.sentence }] })).join("\n"),
)

function completion(at: number): string {
  const end = `</think> <answer>${at % 5 === 0 ? "Other" : "Cause-Effect(e1,e2)"}</answer>`
  const words: string[] = []
  for (let length = 7 + end.length; length < LENGTH; length += words.at(-1)!.length + 1)
    words.push(CONTENT_WORDS[random.below(CONTENT_WORDS.length)]!)
  return `<think>${words.join(" ")}${end}`
}

const [own, verl, trl] = [inFolder("own"), inFolder("verl"), inFolder("trl")]
for (let start = 0; start < count; start += STEP) {
  const step = start / STEP + 1
  const answers = Array.from({ length: Math.min(STEP, count - start) }, (_, i) => {
    const row = rows[Math.floor((start + i) / GROUP)]!
    const text = completion(start + i)
    const { score, terms } = task!.score(text, row)
    return { row, text, score, terms }
  })
  const lines = (values: readonly unknown[]) => `${values.map((value) => JSON.stringify(value)).join("\n")}\n`
  const ours = answers.map(({ row, text, score, terms }) => ({
    arm: "grpo",
    seed: 1,
    step,
    ...row,
    completion: text,
    score,
    terms,
  }))
  writeFileSync(path.join(own, "rollouts.jsonl"), lines(ours), { flag: "a" })
  const dumped = answers.map(({ row, text, score }) => ({
    ...{ input: `system\n${system}\nuser\n${row.input.sentence}\nassistant\n`, output: text },
    ...{ gts: JSON.stringify(row.gold), score, step },
  }))
  writeFileSync(path.join(verl, `${step}.jsonl`), lines(dumped))
}

/** As TRL's own lines write it. */
const PANDAS = `
import json, pathlib, sys
import pandas as pd
source, target, system = sys.argv[1:4]
for file in pathlib.Path(source).glob("*.jsonl"):
    rows = [json.loads(line) for line in file.open(encoding="utf-8")]
    user = [row["input"].split("\\\nuser\\\n")[-1].removesuffix("\\\nassistant\\\n") for row in rows]
    pd.DataFrame({
        "step": [row["step"] for row in rows],
        "prompt": [[{"role": "system", "content": system}, {"role": "user", "content": one}] for one in user],
        "completion": [[{"role": "assistant", "content": row["output"]}] for row in rows],
        "total": [row["score"] for row in rows],
        "advantage": [0.0] * len(rows),
    }).to_parquet(pathlib.Path(target, f"completions_{int(file.stem):05d}.parquet"))
`
const python = process.env.GLOSS_BENCH_PYTHON ?? "python3"
const wrote = spawnSync(python, ["-c", PANDAS, verl, trl, system], { encoding: "utf8" })
console.log(
  `Node ${process.version}, ${os.cpus()[0]?.model ?? "unknown processor"}, ${os.cpus().length} cores, load ${os.loadavg()[0]!.toFixed(1)}`,
)
if (wrote.status !== 0)
  console.log("TRL's parquet is left out: name a python3 with pandas and pyarrow in GLOSS_BENCH_PYTHON")
const results = [own, verl, ...(wrote.status === 0 ? [trl] : [])].map((log) => {
  const runs = [0, 1, 2].map(() => {
    const argv = [fileURLToPath(import.meta.url), "--child", log, data, changed]
    return JSON.parse(execFileSync(process.execPath, argv, { encoding: "utf8" }))
  })
  return [path.basename(log), runs.sort((a, b) => a.processor - b.processor)[0]]
})
console.log(
  `${count} answers of ${LENGTH} signs; seconds, the best of three, and the most memory that the process held`,
)
console.table(Object.fromEntries(results))
rmSync(folder, { recursive: true, force: true })
