/**
 * Logs written by the installed TRL, verl and verifiers: read and scored again without a difference. `UPDATE=1` keeps them as
 * the fixtures of tests/rollout/logs.
 */
import { spawnSync } from "node:child_process"
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { loadGuideline } from "../../src/compile/load.js"
import { AskedRows, joined } from "../../src/rollout/join.js"
import { askedRows } from "../../src/rollout/logs/asked-rows.js"
import { openLog } from "../../src/rollout/logs/index.js"
import { rescore } from "../../src/rollout/rescore.js"
import { exported, FIXTURES, GUIDELINE, STEPS } from "../rollout/logs/written.js"
import { run, installed as verifiersPython } from "./python-installed.js"

const home = path.resolve(process.env.GLOSS_CONFORMANCE_HOME ?? ".glossator/conformance")
/** Unpacked wheels: their own writers are called, without torch. */
const WHEELS = { trl: "1.16.0", verl: "0.9.1" }
const WRITERS = ["pandas==3.1.1", "pyarrow==26.0.1"]

/** Kept and used again while the pinned versions are the same. */
function unpacked(name: keyof typeof WHEELS, python: string): string {
  const folder = path.join(home, "wheels", `${name}-${WHEELS[name]}`)
  if (existsSync(path.join(folder, name))) return folder
  const fetched = mkdtempSync(path.join(tmpdir(), "glossator-wheel-"))
  run(python, ["-m", "pip", "download", "--quiet", "--no-deps", "--dest", fetched, `${name}==${WHEELS[name]}`])
  mkdirSync(folder, { recursive: true })
  run(python, ["-m", "zipfile", "-e", path.join(fetched, `${name}-${WHEELS[name]}-py3-none-any.whl`), folder])
  rmSync(fetched, { recursive: true })
  return folder
}

function writersPython(): string {
  const venv = path.join(home, "trainer-logs")
  const python = path.join(venv, "bin/python3")
  if (spawnSync(python, ["-c", "import pandas, pyarrow"]).status === 0) return python
  rmSync(venv, { recursive: true, force: true })
  run("python3", ["-m", "venv", venv])
  run(python, ["-m", "pip", "install", "--quiet", ...WRITERS])
  return python
}

const folder = mkdtempSync(path.join(tmpdir(), "glossator-trainer-logs-"))
const logs = path.join(folder, "logs")

beforeAll(() => {
  const asked = JSON.stringify(exported(folder))
  const python = writersPython()
  const script = "tests/conformance/trainer-logs.py"
  run(python, [script, unpacked("trl", python), unpacked("verl", python), logs], asked)
  run(verifiersPython("verifiers-v1"), [script, "", "", logs], asked)
  if (process.env.UPDATE)
    for (const name of [...TRAINERS, "trl-several"])
      cpSync(path.join(logs, name), path.join(FIXTURES, name), { recursive: true })
  writeFileSync(path.join(folder, "done"), "")
}, 1_200_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const TRAINERS = ["trl", "verl", "verifiers"]

test.each(TRAINERS)("what %s wrote is read, joined to the compiled rows, and scores as it did", async (name) => {
  const { task } = loadGuideline(GUIDELINE)
  const ask = () => ""
  const rows = new AskedRows(await askedRows(path.join(folder, name), ask))
  const opened = await openLog(path.join(logs, name))
  expect(opened.kind).toBe(name)
  const result = await rescore(task!, joined(opened.answers(), rows))
  expect(result).toMatchObject({ answers: STEPS.flat().length, unread: 0, unjoined: 0, unknown: 0 })
  // verl makes 0 of what can not be scored, and its new trainer does not log which
  expect(result.flips.map(({ why }) => why)).toEqual(
    name === "verl" ? ['cannot be scored: the example has no gold "label"'] : [],
  )
})

test("what TRL wrote of two functions has their sum as its score, since its own advantages fit", async () => {
  const { assumed } = await rescore(
    loadGuideline(GUIDELINE).task!,
    joined(
      (await openLog(path.join(logs, "trl-several"))).answers(),
      new AskedRows(await askedRows(path.join(folder, "trl"), () => "")),
    ),
  )
  expect(assumed).toEqual(['the score is "form_reward" + "accuracy_reward", unweighted, which the advantages fit'])
})
