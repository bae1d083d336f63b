/** The committed tiny policy: its size, its words, and that its model card tells what it does. */
import { readdirSync, readFileSync, statSync } from "node:fs"
import path from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { Engine } from "../../src/engine/engine.js"
import { startEngine } from "../../src/engine/start.js"
import { parameterCount } from "../../src/model/config.js"
import { Random } from "../../src/random.js"
import { echo, glossary } from "../../src/recipes/tiny/exercises.js"
import { measureTiny } from "../../src/recipes/tiny/measure.js"
import { drawLesson, TINY, WARM_START } from "../../src/recipes/tiny/warm-start.js"
import { worldTokenizer } from "../../src/recipes/worlds/vocabulary.js"
import { WARM_POOL } from "../../src/recipes/worlds/words.js"
import { drawWorld } from "../../src/recipes/worlds/world.js"

const FOLDER = "assets/tiny"
const read = (file: string): string => readFileSync(path.join(FOLDER, file), "utf8")

describe("the tiny policy", () => {
  let engine: Engine
  beforeAll(async () => {
    engine = await startEngine("ort-cpu", { threads: 2 })
  })
  afterAll(() => engine.dispose())

  it("is a plain Llama of about 0.7 million parameters in at most 2 MB", () => {
    expect(parameterCount(TINY)).toBe(725_888)
    expect(JSON.parse(read("config.json"))).toMatchObject({
      model_type: "llama",
      hidden_size: TINY.width,
      num_hidden_layers: TINY.layers,
      vocab_size: TINY.vocabulary,
      torch_dtype: "float16",
    })
    const bytes = readdirSync(FOLDER).reduce((sum, file) => sum + statSync(path.join(FOLDER, file)).size, 0)
    expect(bytes).toBeLessThanOrEqual(2 * 2 ** 20)
  })

  it("has the words that the worlds are written in", () => {
    expect(JSON.parse(read("tokenizer.json"))).toEqual(JSON.parse(JSON.stringify(worldTokenizer().json)))
  })

  it("does what its model card says, to a point: processors round differently", async () => {
    const card = read("README.md")
    for (const { metric, value, n } of await measureTiny(engine, FOLDER)) {
      const row = card.split("\n").find((line) => line.startsWith(`| ${metric} |`))!
      const [, , stated, , count] = row.split("|").map((cell) => cell.trim())
      expect(Math.abs(Number.parseFloat(stated!) - 100 * value)).toBeLessThan(1)
      expect(Number(count)).toBe(n)
    }
  })
})

describe("the warm start", () => {
  const { shape, questionsPerGuide, guideTokens, questionTokens } = WARM_START
  const tokenizer = worldTokenizer()

  it("draws lessons that fit, the same ones for the same seed", () => {
    for (let step = 0; step < 50; step++) {
      const lesson = drawLesson(Random.of(step))
      expect(lesson).toEqual(drawLesson(Random.of(step)))
      expect(lesson.questions).toHaveLength(questionsPerGuide)
      expect(tokenizer.count(lesson.prefix)).toBeLessThanOrEqual(guideTokens)
      for (const { question, answer } of lesson.questions)
        expect(tokenizer.count(question) + tokenizer.count(answer) + 1).toBeLessThanOrEqual(questionTokens)
    }
  })

  it("asks for words that were said and for rules that the guideline has", () => {
    const random = Random.of(1)
    const world = drawWorld("w", random, WARM_POOL, shape)
    const copied = echo(random)
    expect(copied.question).toBe(`echo ${copied.answer}`)
    const { question, answer } = glossary(random, world)
    const [first] = question.split(" ").slice(1)
    const { name, cues } = world.relations.find(({ cues }) => cues.some(({ text }) => text === first))!
    const { forward } = cues.find(({ text }) => text === first)!
    expect(answer.startsWith(`${first} ${name} ${first} ${forward ? "(e1,e2)" : "(e2,e1)"} `)).toBe(true)
  })
})
