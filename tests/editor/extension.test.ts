/** Which program the extension starts. */
import { createRequire } from "node:module"
import path from "node:path"
import { expect, test } from "vitest"

interface Where {
  readonly setting: string
  readonly folders: readonly string[]
  readonly exists: (file: string) => boolean
  readonly platform: string
}
const { serverCommand } = createRequire(import.meta.url)("../../grammar/vscode/command.js") as {
  serverCommand(where: Where): object
}

const INSTALLED = path.join("second", "node_modules/glossator/bin/glossator.mjs")
const CLONE = path.join("first", "bin/glossator.mjs")
const at = (platform: string, setting: string, ...files: string[]) =>
  serverCommand({ setting, folders: ["first", "second"], exists: (file) => files.includes(file), platform })

test("the user's own program comes first, then the folder's, then the one on the PATH", () => {
  expect(at("linux", " /opt/glossator ", INSTALLED)).toEqual({ command: "/opt/glossator", args: ["lsp"] })
  expect(at("linux", "", INSTALLED)).toEqual({ command: "node", args: [INSTALLED, "lsp"] })
  expect(at("linux", "")).toEqual({ command: "glossator", args: ["lsp"] })
})

test("the first folder that has one decides; a clone of the repository has one", () => {
  expect(at("linux", "", CLONE, INSTALLED)).toEqual({ command: "node", args: [CLONE, "lsp"] })
})

test("a program in JavaScript is run by Node", () => {
  expect(at("linux", "/opt/glossator.mjs")).toEqual({ command: "node", args: ["/opt/glossator.mjs", "lsp"] })
})

test("Windows needs a shell for what npm installed, and none for Node", () => {
  const shell = { options: { shell: true } }
  expect(at("win32", "")).toEqual({ command: '"glossator"', args: ["lsp"], ...shell })
  expect(at("win32", "C:\\my tools\\glossator.cmd")).toMatchObject({
    command: '"C:\\my tools\\glossator.cmd"',
    ...shell,
  })
  expect(at("win32", "", INSTALLED)).toEqual({ command: "node", args: [INSTALLED, "lsp"] })
})
