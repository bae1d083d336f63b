/** Documents that can not rot: the README's tree and commands, examples in docstrings, the list of dependencies. */
import { execFileSync, spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import path from "node:path"
import { describe, expect, test } from "vitest"
import { sourcesIn } from "./support/sources.js"

const readme = readFileSync("README.md", "utf8")
const tracked = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
  encoding: "utf8",
  maxBuffer: 1e8,
})
  .split("\0")
  .filter((name) => name !== "")

const section = (title: string): string => readme.split(/^## /m).find((one) => one.startsWith(title)) ?? ""
const codeBlocks = (text: string): string[] =>
  [...text.matchAll(/^```\w*\n([\s\S]*?)^```$/gm)].map((match) => match[1]!)

/** Children of each folder, folders with a slash. */
function childrenOf(files: readonly string[]): Map<string, Set<string>> {
  const out = new Map<string, Set<string>>()
  for (const file of files) {
    const parts = file.split("/")
    parts.forEach((part, i) => {
      const folder = parts.slice(0, i).join("/")
      if (!out.has(folder)) out.set(folder, new Set())
      out.get(folder)!.add(i < parts.length - 1 ? `${part}/` : part)
    })
  }
  return out
}

/** The README's tree: two spaces a level; names up to two spaces or the end, several of one folder on a line. */
function treeOf(text: string): string[] {
  const folders: string[] = []
  return text.split("\n").flatMap((line) => {
    const found = /^( *)(\S.*?)(?: {2,}.*)?$/.exec(line)
    if (!found || found[2]!.startsWith("#")) return []
    const level = found[1]!.length / 2
    // a line that goes on explains the one above
    if (!Number.isInteger(level) || level > folders.length) return []
    const names = found[2]!.split(" ")
    folders.length = level
    const base = folders.join("")
    if (names.length === 1 && names[0]!.endsWith("/")) folders.push(names[0]!)
    return names.map((name) => base + name)
  })
}

describe("README", () => {
  test("its annotated tree is the disk's: of every folder whose content it lists, everything and nothing else", () => {
    const listed = treeOf(codeBlocks(section("Layout"))[0] ?? "")
    const children = childrenOf(tracked)
    const shown = new Map<string, string[]>()
    for (const entry of listed) {
      const name = /[^/]+\/?$/.exec(entry)![0]
      const folder = entry.slice(0, entry.length - name.length).replace(/\/$/, "")
      shown.set(folder, [...(shown.get(folder) ?? []), name])
    }
    expect(shown.size).toBeGreaterThan(2)
    for (const [folder, names] of shown)
      expect(names.toSorted(), `content of ${folder || "the root"}`).toEqual(
        [...(children.get(folder) ?? [])].toSorted(),
      )
  })

  test("every command and option it quotes is in the command's own help", () => {
    const code = [
      ...codeBlocks(readme),
      ...[...readme.matchAll(/`(npx glossator [^`\n]+|glossator [^`\n]+)`/g)].map((m) => m[1]!),
    ]
    const quoted = code
      .flatMap((text) => text.split("\n"))
      .flatMap((line) => line.split(/#|&&/))
      .map((line) => /(?:^|\s)glossator ([a-z-].*)$/.exec(line.trim())?.[1]?.split(/\s+/))
      .filter((words) => words !== undefined)
    expect(quoted.length).toBeGreaterThan(5)
    const helps = new Map<string, string>()
    const help = (...command: string[]): string => {
      const key = command.join(" ")
      if (!helps.has(key)) {
        const ran = spawnSync(process.execPath, ["bin/glossator.mjs", ...command, "--help"], { encoding: "utf8" })
        helps.set(key, ran.stdout + ran.stderr)
      }
      return helps.get(key)!
    }
    const listsCommand = (text: string, name: string) => new RegExp(`^  ${name}\\b`, "m").test(text)
    for (const words of quoted) {
      const command: string[] = []
      for (const word of words) {
        if (!/^[a-z][a-z-]*$/.test(word) || !listsCommand(help(...command), word)) break
        command.push(word)
      }
      const sentence = `glossator ${words.join(" ")}`
      if (!words[0]!.startsWith("-")) expect(command.length, sentence).toBeGreaterThan(0)
      for (const option of words.filter((word) => word.startsWith("-")))
        expect(help(...command), sentence).toContain(option.split("=")[0])
    }
  })

  test("THIRD_PARTY.md is what is installed", () => {
    const ran = spawnSync(process.execPath, ["scripts/third-party.mjs", "--check"], { encoding: "utf8" })
    expect(ran.stderr).toBe("")
    expect(ran.status).toBe(0)
  })
})

describe("docstrings", () => {
  const found = sourcesIn("grammar", "src").flatMap(({ path: file, text }) =>
    [...text.matchAll(/@example (.*?) \/\/ (.*?)(?: \*\/)?$/gm)].map(([, call, result]) => ({
      file,
      call: call!.trim(),
      result: result!.trim(),
    })),
  )

  test.each(found)("$call in $file gives what it says", async ({ file, call, result }) => {
    const module = (await import(path.resolve(file))) as Record<string, unknown>
    const evaluate = (code: string): unknown =>
      new Function(...Object.keys(module), `return (${code})`)(...Object.values(module))
    expect(evaluate(call)).toEqual(evaluate(result))
  })
})

describe("tracked files", () => {
  // Written in two halves, so that this file does not hold what it looks for.
  const unwanted = [
    ["registry.npm", "js.org"],
    ["pypi", ".org"],
    ["files.python", "hosted.org"],
    ["deb.deb", "ian.org"],
    ["/wo", "rk/"],
    ["/ro", "ot/"],
    ["/tmp/br", "ief"],
  ].map((halves) => halves.join(""))

  test("name no package registry and no path of one machine", () => {
    const texts = tracked.filter((name) => !/\.(safetensors|png|onnx)$/.test(name))
    const hits = texts.flatMap((name) => {
      const text = readFileSync(name, "utf8")
      return unwanted.filter((one) => text.includes(one)).map((one) => `${name}: ${one}`)
    })
    expect(hits).toEqual([])
  })
})

describe("the lock file", () => {
  interface Locked {
    readonly hasInstallScript?: boolean
    readonly resolved?: string
    readonly dependencies?: Readonly<Record<string, string>>
    readonly optionalDependencies?: Readonly<Record<string, string>>
  }
  const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as { packages: Record<string, Locked> }

  test("marks no package as running an install script, and names no place where one was fetched", () => {
    // npm then leaves out onnxruntime-node's download of CUDA libraries, without which the install would drop the package
    const marked = Object.entries(packages).filter(([, one]) => one.hasInstallScript || one.resolved)
    expect(marked.map(([name]) => name)).toEqual([])
  })

  test("holds what every package asks for, those of other platforms too: npm 11 refuses it otherwise", () => {
    const held = new Set(Object.keys(packages).map((at) => at.replace(/^.*node_modules\//, "")))
    const asked = Object.values(packages).flatMap((one) =>
      Object.keys({ ...one.dependencies, ...one.optionalDependencies }),
    )
    expect([...new Set(asked)].filter((name) => !held.has(name))).toEqual([])
  })
})
