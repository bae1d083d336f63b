import { defineConfig } from "vitest/config"

/** Four suites: the one that needs nothing but npm, `data` (GLOSS_DATA), `conformance` (Python, Chromium, TensorFlow), `trainers`. */
const suite = process.env.GLOSS_SUITE ?? "unit"

export default defineConfig({
  test: {
    include: suite === "unit" ? ["tests/**/*.test.ts"] : [`tests/${suite}/**/*.test.ts`],
    exclude:
      suite === "unit"
        ? ["tests/data-suite/**", "tests/conformance/**", "tests/trainers/**", "node_modules/**"]
        : ["node_modules/**"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: "forks",
    maxWorkers: 2,
    env: { NODE_OPTIONS: "" },
  },
})
