import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { withTables } from "./python-tables.js"

const MODULE = "assets/python/glossator_reward.py"
/** Of the Unicode version that the tables were made with: a later one knows more letters, and changes none. */
const UNICODE = "17.0"

test("the module's tables are those of the TypeScript", async () => {
  const source = readFileSync(MODULE, "utf8")
  if (process.versions.unicode === UNICODE) await expect(withTables(source)).toMatchFileSnapshot(`../../../${MODULE}`)
})
