/** Answers whose logs TRL, verl and verifiers wrote, by tests/conformance/trainer-logs.py: what the fixtures hold. */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import { loadGuideline } from "../../../src/compile/load.js"
import { trainerFiles } from "../../../src/compile/targets/python.js"
import { trl } from "../../../src/compile/targets/trl.js"
import { verifiers } from "../../../src/compile/targets/verifiers.js"
import { verl } from "../../../src/compile/targets/verl.js"
import type { Example } from "../../../src/value.js"

export const GUIDELINE = "tests/rollout/logs/fixtures/causes.guideline"
export const FIXTURES = "tests/rollout/logs/fixtures"

/** The second and third row ask the same with another gold; the last one can not be scored. */
export const ROWS: readonly Example[] = [
  { id: "r1", input: { sentence: "The <e1>fire</e1> made <e2>smoke</e2>." }, gold: { label: "Cause-Effect(e1,e2)" } },
  { id: "r2", input: { sentence: "<e1>Größe</e1> and <e2>\u{1f600}</e2>" }, gold: { label: "Other" } },
  { id: "r3", input: { sentence: "<e1>Größe</e1> and <e2>\u{1f600}</e2>" }, gold: { label: "Cause-Effect(e2,e1)" } },
  { id: "r4", input: { sentence: "<e1>no</e1> gold <e2>here</e2>" }, gold: {} },
]

/** For each step, answers to rows by their number. */
export const STEPS: readonly (readonly (readonly [row: number, completion: string])[])[] = [
  [
    [0, "<answer>Cause-Effect(e1,e2)</answer>"],
    [0, "<answer>cause-effect(e1,e2)</answer>"],
    [1, "<answer>Other</answer>"],
    [2, "<answer>Other</answer>"],
    [3, "<answer>Other</answer>"],
  ],
  [
    [0, "Grüße \u{1f600}, no answer"],
    [0, "<answer>Other</answer>"],
    [1, "<answer>OTHER</answer>"],
    [2, "<answer>Cause-Effect(e2,e1)</answer>"],
    [3, ""],
  ],
]

/** Writes what `compile --to` writes. @returns what trainer-logs.py reads */
export function exported(folder: string): Readonly<Record<string, unknown>> {
  const { task } = loadGuideline(GUIDELINE)
  const runtime = readFileSync("assets/python/glossator_reward.py", "utf8")
  const names = [trl, verl, verifiers].map((trainer) => {
    const { files } = trainerFiles(trainer, { task: task!, runtime, train: ROWS, test: [] })
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(folder, trainer.name, name)
      mkdirSync(path.dirname(file), { recursive: true })
      writeFileSync(file, text)
    }
    return Object.keys(files)
  })
  const taskset = names[2]!.find((name) => name.endsWith("taskset.py"))!
  const at = (name: string) => path.join(folder, name)
  return { trl: at("trl"), verl: at("verl"), verifiers: [at("verifiers"), taskset.split("/")[0]!], steps: STEPS }
}
