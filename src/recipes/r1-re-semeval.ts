import type { RunOptions, RunOutcome, RunReporter } from "./recipe.js"
export async function runOnSemeval(_options: RunOptions, _report: RunReporter): Promise<RunOutcome> {
  throw new RangeError("under work")
}
