/** What the trainers were last tried with: modules and launch settings that are others since then were not tried. */
import { existsSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { hashesOf, RECORD, type Recorded, TOOLS } from "../trainers/subjects.js"

const recorded: Recorded = existsSync(RECORD) ? (JSON.parse(readFileSync(RECORD, "utf8")) as Recorded) : {}

test.each(TOOLS)("%s: the modules and launch settings are those that were tried inside it", (tool) => {
  const { files = {}, passed = [], versions = {} } = recorded[tool] ?? {}
  const now = hashesOf(tool)
  const others = [...new Set([...Object.keys(now), ...Object.keys(files)])].filter((name) => now[name] !== files[name])
  const way = `${RECORD} is stale for ${tool}; \`npm run test:trainers -- ${tool}\` tries them again and renews it.`
  expect(others, way).toEqual([])
  expect(passed.length, way).toBeGreaterThan(2)
  expect(Object.keys(versions), way).toContain(tool)
})
