/** Versions of Node from the npm package `node`: one that is too old gets one sentence. */
import { execFileSync, spawnSync } from "node:child_process"
import { existsSync, mkdirSync } from "node:fs"
import path from "node:path"
import { expect, test } from "vitest"

/** @returns the path of a Node of this major version, installed into the conformance folder */
function nodeOf(major: number): string {
  const folder = path.resolve(process.env.GLOSS_CONFORMANCE_HOME ?? ".glossator/conformance", `node-${major}`)
  const node = path.join(folder, "node_modules/.bin/node")
  if (!existsSync(node)) {
    mkdirSync(folder, { recursive: true })
    const install = ["install", "--prefix", folder, "--no-save", "--no-audit", "--no-fund", `node@${major}`]
    execFileSync("npm", install, { stdio: "ignore" })
  }
  return node
}

test("Node 18 gets one sentence that says what is needed, and exit code 1", () => {
  const { status, stdout, stderr } = spawnSync(nodeOf(18), ["bin/glossator.mjs", "run", "r1-re"], { encoding: "utf8" })
  expect(status).toBe(1)
  expect(stdout).toBe("")
  expect(stderr.trim().split("\n")).toEqual([
    expect.stringMatching(/^glossator needs Node 20\.19 or newer; this is 18\./),
  ])
})
