import { expect, test } from "vitest"
import { complaint, fuzzed } from "./fuzz.js"

const EACH = 2_000

// A million more: npm run bench -- fuzz
test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])(
  `${EACH} texts of seed %i are taken without an exception, every diagnostic inside the text`,
  { timeout: 120_000 },
  (seed) => {
    for (let index = 0; index < EACH; index++) {
      const text = fuzzed(seed, index)
      const wrong = complaint(text)
      if (wrong !== undefined) expect.fail(`text ${index} of seed ${seed}, ${JSON.stringify(text)}: ${wrong}`)
    }
  },
)
