/** The kernelspec: written where Jupyter looks, and gone again. */
import { spawnSync } from "node:child_process"
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import os from "node:os"
import path from "node:path"
import { afterAll, expect, test } from "vitest"

const folder = mkdtempSync(path.join(os.tmpdir(), "glossator-spec-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function glossator(env: NodeJS.ProcessEnv, ...words: string[]): { status: number | null; said: string } {
  const command = env.COMMAND ?? "bin/glossator.mjs"
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, "kernel", ...words], {
    encoding: "utf8",
    env: { ...process.env, ...env },
  })
  return { status, said: stdout + stderr }
}

const kernels = (data: string): string => path.join(data, "kernels", "glossator")

test("it is written for the user, with absolute paths, interrupts as messages and logos", () => {
  const data = path.join(folder, "data")
  expect(glossator({ JUPYTER_DATA_DIR: data }, "install", "--user").status).toBe(0)
  const spec = JSON.parse(readFileSync(path.join(kernels(data), "kernel.json"), "utf8"))
  expect(spec).toMatchObject({ language: "typescript", interrupt_mode: "message" })
  const [node, flag, quiet, command, ...words] = spec.argv as string[]
  expect(node).toBe(process.execPath)
  expect([flag, quiet]).toEqual(["--no-force-async-hooks-checks", "--disable-warning=ExperimentalWarning"])
  expect(path.isAbsolute(command!) && existsSync(command!)).toBe(true)
  expect(words).toEqual(["kernel", "run", "{connection_file}"])
  expect(readdirSync(kernels(data)).toSorted()).toEqual([
    "kernel.json",
    "logo-32x32.png",
    "logo-64x64.png",
    "logo-svg.svg",
  ])
  for (const size of [32, 64]) {
    const png = readFileSync(path.join(kernels(data), `logo-${size}x${size}.png`))
    expect(png.subarray(1, 4).toString()).toBe("PNG")
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size])
  }
  expect(glossator({ JUPYTER_DATA_DIR: data }, "uninstall").status).toBe(0)
  expect(existsSync(kernels(data))).toBe(false)
})

test("it is written below a prefix, under a name", () => {
  const prefix = path.join(folder, "venv")
  expect(glossator({}, "install", "--prefix", prefix, "--name", "Gloss-2").status).toBe(0)
  const at = path.join(prefix, "share", "jupyter", "kernels", "gloss-2")
  expect(existsSync(path.join(at, "kernel.json"))).toBe(true)
  expect(glossator({}, "uninstall", "--prefix", prefix, "--name", "Gloss-2").status).toBe(0)
  expect(existsSync(at)).toBe(false)
})

test("another's kernel of the same name is not removed", () => {
  const data = path.join(folder, "other")
  mkdirSync(kernels(data), { recursive: true })
  writeFileSync(path.join(kernels(data), "kernel.json"), '{"argv": ["python"]}')
  const { status, said } = glossator({ JUPYTER_DATA_DIR: data }, "uninstall")
  expect(status).toBe(2)
  expect(said).toContain("kernel-not-installed")
  expect(existsSync(kernels(data))).toBe(true)
})

test("it does not point into npx's cache, and says what to do instead", () => {
  const cache = path.join(folder, "_npx", "0123abcd", "node_modules", "glossator")
  mkdirSync(cache, { recursive: true })
  for (const name of ["package.json", "assets"]) symlinkSync(path.resolve(name), path.join(cache, name))
  // links would be followed to where the package really is
  for (const name of ["bin", "dist"]) spawnSync("cp", ["-r", path.resolve(name), cache])
  symlinkSync(path.resolve("node_modules"), path.join(folder, "_npx", "0123abcd", "node_modules", "node_modules"))
  symlinkSync(path.resolve("node_modules"), path.join(cache, "node_modules"))
  const data = path.join(folder, "npx")
  const { status, said } = glossator(
    { JUPYTER_DATA_DIR: data, COMMAND: path.join(cache, "bin/glossator.mjs") },
    "install",
  )
  expect(said).toContain("npm install --global glossator")
  expect(status).toBe(2)
  expect(existsSync(data)).toBe(false)
})

test.each(["../up", "a b", "..", ""])("%j is no name for a kernel", (name) => {
  const { status, said } = glossator({ JUPYTER_DATA_DIR: folder }, "install", "--name", name)
  expect(status).toBe(2)
  expect(said).toContain("kernel-name-wrong")
})

test("a folder that can not be made is said", () => {
  const { status, said } = glossator({}, "install", "--prefix", "/proc/none")
  expect(status).toBe(3)
  expect(said).toContain("kernel-unwritable")
  expect(said).not.toMatch(/\n\s+at /)
})

test.each([
  ["is not there", undefined, "no such file"],
  ["is no JSON", "{", "no JSON"],
  ["lacks ports", "{}", "shell_port is missing"],
  ["has a port that is none", '{"shell_port":"x"}', 'shell_port is a whole number, not "x"'],
  ["signs unknowably", '{"signature_scheme": "rot13"}', "not known"],
])("a connection file that %s is refused with a sentence", (_, text, reason) => {
  const file = path.join(folder, "connection.json")
  rmSync(file, { force: true })
  if (text !== undefined) writeFileSync(file, text)
  const { status, said } = glossator({}, "run", file)
  expect(status).toBe(2)
  expect(said).toContain(reason)
  expect(said).not.toMatch(/\n\s+at /)
})
