import { existsSync, mkdtempSync, statSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { expect, test } from "vitest"
import { makeFolder } from "../../src/data/make-folder.js"

const home = () => mkdtempSync(path.join(os.tmpdir(), "glossator-folder-"))

test("a folder is made with those above it, once or twice", async () => {
  const folder = path.join(home(), "a", "b", "c")
  await Promise.all([makeFolder(folder), makeFolder(folder)])
  await makeFolder(folder)
  expect(statSync(folder).isDirectory()).toBe(true)
})

test("a file in the way is an error", async () => {
  const file = path.join(home(), "file")
  writeFileSync(file, "")
  await expect(makeFolder(file)).rejects.toMatchObject({ code: "EEXIST" })
  await expect(makeFolder(path.join(file, "below"))).rejects.toMatchObject({ code: "ENOTDIR" })
})

// The file system of /proc says that what is to be made is not there: Node's own recursive mkdir asks it again for ever.
test.runIf(existsSync("/proc/self"))("where no folder can be made, it ends", { timeout: 10_000 }, async () => {
  await expect(makeFolder("/proc/glossator/run")).rejects.toMatchObject({ code: "ENOENT" })
})
