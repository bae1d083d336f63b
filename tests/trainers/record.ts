/** A reporter of vitest that writes down what ran: for each trainer whose tests all passed, when, with what, on which modules. */
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import type { Reporter, TestModule } from "vitest/node"
import { hashesOf, RECORD, type Recorded, type Run, TOOLS } from "./subjects.js"

export default class Record implements Reporter {
  /** At the start: what is changed while the tests run was not tried. */
  readonly #files = new Map(TOOLS.map((tool) => [tool, hashesOf(tool)]))

  onTestRunEnd(modules: readonly TestModule[]): void {
    const before: Recorded = existsSync(RECORD) ? (JSON.parse(readFileSync(RECORD, "utf8")) as Recorded) : {}
    const runs = TOOLS.flatMap((tool) => {
      const run = runOf(modules.find(({ moduleId }) => path.basename(moduleId) === `${tool}.test.ts`))
      return run === undefined ? [] : [[tool, { ...run, files: this.#files.get(tool)! }] as const]
    })
    writeFileSync(RECORD, `${JSON.stringify({ ...before, ...Object.fromEntries(runs) }, undefined, 2)}\n`)
  }
}

/** Nothing where a test failed or was left out. */
function runOf(module: TestModule | undefined): Omit<Run, "files"> | undefined {
  const tests = module === undefined ? [] : [...module.children.allTests()]
  if (tests.length === 0 || module!.state() !== "passed") return
  if (tests.some((test) => test.result().state !== "passed")) return
  const versions = Object.assign({}, ...tests.map((test) => test.meta().versions ?? {})) as Run["versions"]
  const date = new Date().toISOString().slice(0, 10)
  return { date, versions, passed: tests.map(({ fullName }) => fullName) }
}
