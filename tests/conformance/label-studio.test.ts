/** Label Studio's own code reads our configurations, tasks and predictions: the SDK's LabelInterface, from PyPI, pinned. */
import { spawnSync } from "node:child_process"
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import path from "node:path"
import { beforeAll, describe, expect, test } from "vitest"
import { taskFields } from "../../src/compile/targets/fields.js"
import { labelStudio } from "../../src/compile/targets/label-studio.js"
import { labelStudioReader } from "../../src/data/readers/label-studio.js"
import { type LabelStudioTask, labelStudioTask } from "../../src/data/readers/label-studio-task.js"
import { allExamples, type Meaning } from "../../src/language/meaning.js"
import { SHIPPED, SMALL, shipped, taskOf } from "../compile/targets/guideline.js"
import { readWith } from "../data/readers/tasks.js"

const home = path.resolve(process.env.GLOSS_CONFORMANCE_HOME ?? ".glossator/conformance")
const venv = path.join(home, "label-studio")
const requirements = "tests/conformance/label-studio-requirements.txt"

function run(command: string, args: readonly string[], input?: string): string {
  const ran = spawnSync(command, args, { encoding: "utf8", maxBuffer: 1e8, ...(input !== undefined && { input }) })
  if (ran.status !== 0) throw new Error(`${command} ${args[0]} ended with ${ran.status}:\n${ran.stdout}${ran.stderr}`)
  return ran.stdout
}

/** Kept and used again while the pinned versions are the same. */
function installed(): string {
  const python = path.join(venv, "bin/python3")
  const marker = path.join(venv, "requirements.txt")
  const wanted = readFileSync(requirements, "utf8")
  if (existsSync(marker) && readFileSync(marker, "utf8") === wanted) return python
  rmSync(venv, { recursive: true, force: true })
  run("python3", ["-m", "venv", venv])
  run(python, ["-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "-r", requirements])
  writeFileSync(marker, wanted)
  return python
}

interface Checked {
  readonly name: string
  readonly valid: boolean
  readonly error: string | null
  readonly sample: Readonly<Record<string, unknown>>
  readonly tasks: readonly {
    readonly task: boolean
    readonly predictions: readonly (readonly string[])[]
    readonly generated: { readonly result: readonly unknown[] } | null
  }[]
}

const caseOf = (name: string, meaning: Meaning) => {
  const fields = taskFields(meaning)
  const tasks = allExamples(meaning).map((example, i) => labelStudioTask(fields, { ...example, id: `${i}` }))
  return { name, config: labelStudio.files(meaning).files["label-studio.xml"]!, tasks, fields }
}

const HOSTILE = `guideline "A -- B" version "1" source "<x>"
task
    | It's "quoted" & <b>bold</b> --> name="evil" toName="evil" $5
input true: text "true"
input nan: list of text numbered A
answer 1e5: one of "$5", "true", "a < b", "1" in first <kind> "name='x'"
answer inf: number 1 to 5 for each of nan in first <inf>
reward +1 for 1e5 equals gold
example true: "A $5 note -->", nan: ["<b>x</b>", "y"] is 1e5: "$5", inf: [1, 5]
`.replaceAll("1e5", "e5")

const cases = [
  ...SHIPPED.map((name) => caseOf(name, shipped(name).meaning)),
  caseOf("small", taskOf(SMALL).meaning),
  caseOf("hostile", taskOf(HOSTILE).meaning),
]

let results: ReadonlyMap<string, Checked>
const checkAll = (all: readonly { name: string; config: string; tasks: readonly LabelStudioTask[] }[]): Checked[] =>
  JSON.parse(
    run(
      path.join(venv, "bin/python3"),
      ["tests/conformance/label-studio-validate.py"],
      JSON.stringify(all.map(({ name, config, tasks }) => ({ name, config, tasks }))),
    ),
  )

beforeAll(() => {
  installed()
  results = new Map(checkAll(cases).map((one) => [one.name, one]))
}, 600_000)

describe.each(cases)("$name", ({ name, tasks, fields }) => {
  test("the configuration is valid, and its preview shows the guideline's first example", () => {
    const { valid, error, sample } = results.get(name)!
    expect([valid, error]).toEqual([true, null])
    expect(sample).toEqual({ ...tasks[0]!.data, id: "sample" })
  })

  test("every example is a valid task, and its gold a valid prediction", () => {
    const found = results.get(name)!.tasks
    expect(found).toHaveLength(tasks.length)
    expect(tasks.flatMap(({ predictions }) => predictions).length).toBeGreaterThan(0)
    for (const { task, predictions } of found) {
      expect(task).toBe(true)
      expect(predictions.flat()).toEqual([])
    }
  })

  test("what Label Studio itself makes up as an annotation is read by the names it has", () => {
    for (const [i, { generated }] of results.get(name)!.tasks.entries()) {
      if (!generated) continue
      const annotations = [{ id: 1, completed_by: 1, result: generated.result }]
      const read = readWith(labelStudioReader(fields), "e.json", JSON.stringify([{ ...tasks[i]!, id: i, annotations }]))
      expect(read.found.filter((one) => one.includes("data-name-unknown"))).toEqual([])
    }
  })
})

test("the SDK does refuse what is wrong", () => {
  const [small] = cases.filter(({ name }) => name === "small")
  const prediction = small!.tasks[0]!.predictions[0]!
  const broken = prediction.result.map((region) =>
    region.type === "labels" ? { ...region, value: { ...region.value, labels: ["nobody"] } } : region,
  )
  const [config, task, label, name] = checkAll([
    { name: "no such object", config: small!.config.replace('name="sentence" value', 'name="other" value'), tasks: [] },
    { name: "no data", config: small!.config, tasks: [{ data: { id: "1" }, predictions: [] }] },
    {
      name: "no such label",
      config: small!.config,
      tasks: [{ ...small!.tasks[0]!, predictions: [{ ...prediction, result: broken }] }],
    },
    { name: "a name twice", config: small!.config.replace('name="sure"', 'name="sentence"'), tasks: [] },
  ])
  expect(config).toMatchObject({ valid: false, error: expect.stringContaining("sentence") })
  expect(task!.tasks[0]!.task).toBe(false)
  expect(label!.tasks[0]!.predictions.flat().join()).toContain("nobody")
  expect(name).toMatchObject({ valid: false, error: expect.stringContaining("non-unique names") })
})
