/** Training from a notebook or a script: in a process of its own, stopped, gone on with, evaluated. Runs dist/, as children do. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { pathToFileURL } from "node:url"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { UserError } from "../../src/diagnostic.js"
import type { Item } from "../../src/rollout/item.js"
import type { Training, TrainingRow } from "../../src/train/training.js"

type Module = typeof import("../../src/train/training.js")
type Corpus = typeof import("../../src/recipes/worlds/corpus.js")
type Domains = typeof import("../../src/recipes/worlds/domains.js")
type Packed = typeof import("../../src/train/packed.js")
type Load = typeof import("../../src/compile/load.js")

let training: Module
let packed: Packed
let load: Load
let data: Item[]
let dev: Item[]
const home = mkdtempSync(path.join(os.tmpdir(), "glossator-training-"))
const folder = (name: string): string => path.join(home, name)

const built = async <T>(name: string): Promise<T> => {
  const file = path.resolve("dist/src", name)
  if (!existsSync(file)) throw new Error("dist/ is missing; run: npm run build")
  return (await import(pathToFileURL(file).href)) as T
}

beforeAll(async () => {
  training = await built<Module>("train/training.js")
  packed = await built<Packed>("train/packed.js")
  load = await built<Load>("compile/load.js")
  const { drawDomain, evaluationSet } = await built<Corpus>("recipes/worlds/corpus.js")
  const { TRAINING } = await built<Domains>("recipes/worlds/domains.js")
  const worlds = drawDomain({ ...TRAINING, worlds: 2 })
  data = evaluationSet(worlds, TRAINING.mix, 8, 1)
  dev = evaluationSet(worlds, TRAINING.mix, 4, 2)
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

const SMALL = { steps: 4, promptsPerStep: 2, groupSize: 4, newTokens: 14, selectEvery: 2 } as const

const all = async (one: Training): Promise<TrainingRow[]> => {
  const rows: TrainingRow[] = []
  for await (const row of one) rows.push(row)
  return rows
}

/** What does not depend on the clock. */
const numbers = (rows: readonly TrainingRow[]) =>
  rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).filter(([name]) => !name.endsWith("Seconds") && !name.endsWith("PerSecond")),
    ),
  )

describe("a training", () => {
  let whole: TrainingRow[]

  test("gives a row a step, and leaves a run's folder with the policy of the best step", async () => {
    const one = training.train({ data, dev, ...SMALL, folder: folder("whole") })
    expect(one.state).toBe("waiting")
    whole = await all(one)
    expect(whole.map(({ step }) => step)).toEqual([1, 2, 3, 4])
    expect(whole[0]!.rollouts).toHaveLength(8)
    expect(whole[0]!.rollouts[0]!.terms.map(({ name }) => name)).toContain("format")
    expect(whole[1]!.score).toBeTypeOf("number")
    expect(one.state).toBe("finished")
    expect(one.device?.description).toContain("onnxruntime")
    expect([2, 4]).toContain(one.keptStep)
    const lines = readFileSync(folder("whole/metrics.jsonl"), "utf8").trim().split("\n")
    expect(lines.map((line) => JSON.parse(line).step)).toEqual([1, 2, 3, 4])
    expect(readFileSync(folder("whole/rollouts.jsonl"), "utf8").trim().split("\n")).toHaveLength(32)
    expect(JSON.parse(readFileSync(folder("whole/manifest.json"), "utf8"))).toMatchObject({
      state: "finished",
      settings: { learningRate: 2e-4, steps: 4 },
    })
    // in the style that it was trained to read
    const after = await training.evaluate({ data: dev, model: one.model!, newTokens: 14 })
    const kept = whole.find(({ step }) => step === one.keptStep)!.score
    expect(after.rows.find(({ metric }) => metric === "accuracy")?.value).toBe(kept)
    expect(after.rollouts.map(({ id }) => id)).toEqual(dev.map(({ example }) => example.id))
  })

  test("that was left in the middle goes on where it stopped, with the numbers of one that was not", async () => {
    const one = training.train({ data, dev, ...SMALL, folder: folder("left") })
    for await (const row of one) if (row.step === 2) break
    await one.stop()
    expect(one.state).toBe("stopped")
    await all(one)
    expect(one.state).toBe("finished")
    expect(numbers(one.rows)).toEqual(numbers(whole))
    const lines = readFileSync(folder("left/metrics.jsonl"), "utf8").trim().split("\n")
    expect(lines.map((line) => JSON.parse(line).step)).toEqual([1, 2, 3, 4])
  })

  test("goes on where a loop follows at once on one that was left", async () => {
    const one = training.train({ data, dev, ...SMALL, folder: folder("at-once-again") })
    for await (const _ of one) break
    expect(one.state).toBe("stopping")
    await expect(training.evaluate({ data: dev, model: one.model!, newTokens: 14 })).rejects.toThrow("finished")
    const seen = await all(one)
    expect([one.state, one.model !== undefined]).toEqual(["finished", true])
    expect(numbers(one.rows)).toEqual(numbers(whole))
    expect(seen.at(-1)!.step).toBe(4)
  })

  test("of gold that the guideline does not pay is refused, unless that is meant", () => {
    const wrong = data.map((item) => ({ ...item, example: { ...item.example, gold: { label: "Nope" } } }))
    expect(() => training.train({ data: wrong, ...SMALL })).toThrow(`${wrong.length} of ${wrong.length} gold answers`)
    expect(() => training.train({ data, dev: wrong.slice(0, 1), ...SMALL })).toThrow(`1 of ${data.length + 1} gold`)
    expect(training.train({ data: wrong, unpaidGold: true, ...SMALL }).state).toBe("waiting")
    const { task } = data[0]!
    expect(() => training.train({ task, data: [{}] as never })).toThrow("data[0] is no row")
    expect(() => training.train({ task, data: [] })).toThrow("diagnostics")
  })

  test("is left again before it could go on, and goes on later", async () => {
    const one = training.train({ data, dev, ...SMALL, folder: folder("twice-left") })
    for await (const _ of one) break
    const rows = one[Symbol.asyncIterator]()
    await rows.return!()
    await one.stop()
    expect(one.state).toBe("stopped")
    await one.finish()
    expect(numbers(one.rows)).toEqual(numbers(whole))
  })

  test("goes on in another process: by its folder, and only with the same plan", async () => {
    const one = training.train({ data, dev, ...SMALL, folder: folder("other") })
    for await (const _ of one) break
    await one.stop()
    const changed = training.train({ data, dev, ...SMALL, learningRate: 1e-3, resume: folder("other") })
    await expect(all(changed)).rejects.toThrow("learningRate")
    expect(changed.state).toBe("failed")
    const again = training.train({ data, dev, ...SMALL, resume: folder("other") })
    const rest = await all(again)
    expect(rest.at(-1)!.step).toBe(4)
    expect(numbers(rest)).toEqual(numbers(whole).slice(-rest.length))
  })

  test("whose loop is left does not wait for the step that is being done", async () => {
    const one = training.train({ data, ...SMALL, folder: folder("at-once") })
    const rows = one[Symbol.asyncIterator]()
    await rows.next()
    const pending = rows.next()
    await rows.return!()
    expect(one.state).toBe("stopping")
    await one.stop()
    expect(one.state).toBe("stopped")
    await pending
    expect(await rows.next()).toEqual({ done: true, value: undefined })
  })

  test("of what can not be read says so in the loop, and in its state", async () => {
    const one = training.train({ data, ...SMALL, model: folder("nowhere"), folder: folder("failed") })
    const error = await all(one).catch((reason: unknown) => reason as UserError)
    expect((error as UserError).diagnostics[0]?.code).toBe("model-file-missing")
    expect([one.state, one.error]).toEqual(["failed", error])
  })

  test("of a language that the model does not know tells how much of it", async () => {
    const { task } = load.loadGuideline("guidelines/semeval2010-task8.guideline")
    const example = {
      id: "1",
      input: { sentence: "The <e1>storm</e1> caused a <e2>delay</e2>." },
      gold: { label: "Cause-Effect(e1,e2)" },
    }
    const plan = { task: task!, data: [example], ...SMALL, steps: 1, folder: folder("unknown") }
    const one = await training.train(plan).finish()
    expect(one.unknownShare).toBeGreaterThan(0.5)
  })

  test("with a setting that can not be meant is refused before anything begins", () => {
    const refused = (settings: object) => () => training.train({ data, ...SMALL, ...settings })
    expect(refused({ steps: 0 })).toThrow("steps is 0")
    expect(refused({ groupSize: 1 })).toThrow("two at least")
    expect(refused({ miniBatches: 3 })).toThrow("does not divide")
    expect(refused({ objective: "ppo" })).toThrow("one of grpo")
    expect(refused({ engine: "gpu" })).toThrow("one of ort-cpu")
    expect(refused({ data: [] })).toThrow("holds no rows")
    expect(refused({ data: data.map(({ example }) => example) })).toThrow("give the task")
  })
})

describe("items on their way", () => {
  test("are compiled to the same tasks there: imports, and the arm that scores", () => {
    const { task } = load.loadGuideline("guidelines/semeval2010-task8.guideline")
    const { task: second } = load.loadGuideline("guidelines/table-r1.guideline")
    const arm = second!.arm(second!.arms[0]!)
    const items = [task!, arm, task!].map((one, i) => ({
      task: one,
      example: { id: `${i}`, input: {}, gold: {} },
      reasoning: "because",
    }))
    const there = packed.unpackItems(structuredClone(packed.packItems(items)))
    expect(there.map((item) => [item.task.hash, item.task.plan, item.example.id, item.reasoning])).toEqual(
      items.map((item) => [item.task.hash, item.task.plan, item.example.id, item.reasoning]),
    )
    expect(there[0]!.task).toBe(there[2]!.task)
  })

  test("name their files without what all paths have in common", () => {
    const files = (...paths: string[]) =>
      packed
        .guidelineFiles({ guidelines: [{ files: paths.map((one) => ({ path: one, text: one })) }], items: [] })
        .map((file) => file.path)
    expect(files("/home/ada/a.guideline", "/home/ada/schema/b.guideline")).toEqual([
      "a.guideline",
      "schema/b.guideline",
    ])
    expect(files("guidelines/../../a.guideline", "b.guideline")[1]).toMatch(/^[^/]+\/b\.guideline$/)
    expect(files("C:\\x\\a.guideline")).toEqual(["a.guideline"])
  })
})
