import { test } from "vitest"
import { catalogue } from "../../src/compile/catalogue.js"
import { compile } from "../../src/compile/compile.js"
import { readGuideline } from "../../src/language/read.js"
test("x", () => {
  const text = `guideline "Test" version "1"
task "Say what holds."
input sentence: text
answer reply: group in last json
answer kind of reply: one of "good", "bad"
example "a" is kind: "good"
example "b" is kind: "bad"
reward +1 for format else -1
reward +1 for kind equals gold after format
`
  const { meaning } = readGuideline("x.guideline", catalogue, () => text)
  const task = compile(meaning!)
  const row = { input: { sentence: "a" }, gold: { kind: "good" } }
  console.log(task.write(row.gold), JSON.stringify(task.score(task.write(row.gold), row), undefined, 1))
})
