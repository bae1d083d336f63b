import { expect, test } from "vitest"
import { complaint, fuzzed } from "./fuzz.js"

// A million more: npm run bench -- fuzz
test("twenty thousand texts are taken without an exception, every diagnostic inside the text", {
  timeout: 120_000,
}, () => {
  for (let index = 0; index < 20_000; index++) {
    const text = fuzzed(1, index)
    const wrong = complaint(text)
    if (wrong !== undefined) expect.fail(`text ${index} of seed 1, ${JSON.stringify(text)}: ${wrong}`)
  }
})
