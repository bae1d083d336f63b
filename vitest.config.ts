import { defineConfig } from "vitest/config"

/** Three suites: the one that needs nothing but npm, `data` (GLOSS_DATA), and `conformance` (Python, Chromium, TensorFlow). */
const suite = process.env.GLOSS_SUITE ?? "unit"

export default defineConfig({
  test: {
    include: suite === "unit" ? ["tests/**/*.test.ts"] : [`tests/${suite}/**/*.test.ts`],
    exclude:
      suite === "unit" ? ["tests/data-suite/**", "tests/conformance/**", "node_modules/**"] : ["node_modules/**"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: "forks",
    maxWorkers: 2,
    env: { NODE_OPTIONS: "" },
  },
})
