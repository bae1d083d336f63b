import {
  chmodSync,
  closeSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { Readable } from "node:stream"
import { afterAll, describe, expect, it } from "vitest"
import { fmt } from "../../src/cli/fmt.js"
import { captured } from "./support/io.js"

const folder = mkdtempSync(path.join(tmpdir(), "glossator-fmt-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const LOOSE = 'task "T"   # why\n\n\n\ninput   s: text\nrelation A( a , b )\n      cue "x" for (a,b)\n'
const NEAT = 'task "T"  # why\n\ninput s: text\nrelation A(a, b)\n  cue "x" for (a, b)\n'

let made = 0
function file(text: string | Uint8Array, name = `f${made++}.guideline`): string {
  const at = path.join(folder, name)
  writeFileSync(at, text)
  return at
}

function run(files: readonly string[], options: { check?: boolean; json?: boolean } = {}, stdin?: string) {
  const io = captured()
  const fd = stdin === undefined ? undefined : openSync(file(stdin), "r")
  try {
    const code = fmt(files, options, {
      ...io,
      ...(fd !== undefined && { stdin: Object.assign(new Readable(), { fd }) }),
    })
    return { code, ...io.written }
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
}

describe("fmt", () => {
  it("puts files into canonical form, and then has nothing to do", () => {
    const at = file(LOOSE)
    expect(run([at])).toEqual({ code: 0, out: `${at}: formatted\n`, err: "" })
    expect(readFileSync(at, "utf8")).toBe(NEAT)
    expect(run([at])).toEqual({ code: 0, out: `${at}: nothing to do\n`, err: "" })
  })

  it("--check writes nothing and fails where a file would change", () => {
    const [loose, neat] = [file(LOOSE), file(NEAT)]
    expect(run([neat, loose], { check: true })).toEqual({
      code: 1,
      out: `${neat}: is in canonical form\n${loose}: is not in canonical form, which is what fmt without --check writes\n`,
      err: "",
    })
    expect(readFileSync(loose, "utf8")).toBe(LOOSE)
    expect(run([neat], { check: true }).code).toBe(0)
  })

  it("changes nothing in a file with errors, says why, and goes on with the others", () => {
    const [broken, loose] = [file(`${LOOSE}reward two for format\n`), file(LOOSE)]
    const { code, out, err } = run([broken, loose])
    expect(code).toBe(1)
    expect(out).toBe(`${loose}: formatted\n`)
    expect(err).toContain("Expected a number, but here stands two")
    expect(err).toContain(`${broken} has errors and is left as it is`)
    expect(readFileSync(broken, "utf8")).toContain("input   s")
    expect(readFileSync(loose, "utf8")).toBe(NEAT)
  })

  it("leaves a file whose lines may have lost a word, for indentation would hide it", () => {
    const text = 'relation A(a, b)\n  "led to"\n  cue "x" for (a, b)\n'
    const at = file(text)
    const { code, err } = run([at])
    expect(code).toBe(1)
    expect(err).toContain("text-unclear")
    expect(err).toContain("has lines that may have lost a word and is left as it is")
    expect(readFileSync(at, "utf8")).toBe(text)
  })

  it("keeps the line ends and the byte order mark of the file", () => {
    const windows = file(LOOSE.replaceAll("\n", "\r\n"))
    const marked = file(`\ufeff${LOOSE}`)
    expect(run([windows, marked]).code).toBe(0)
    expect(readFileSync(windows, "utf8")).toBe(NEAT.replaceAll("\n", "\r\n"))
    expect(readFileSync(marked, "utf8")).toBe(`\ufeff${NEAT}`)
    expect(run([windows, marked], { check: true }).code).toBe(0)
  })

  it("keeps the file's rights, and a link a link", () => {
    const at = file(LOOSE)
    chmodSync(at, 0o640)
    const link = path.join(folder, "link.guideline")
    symlinkSync(at, link)
    expect(run([link]).code).toBe(0)
    expect(lstatSync(link).isSymbolicLink()).toBe(true)
    expect(statSync(at).mode & 0o777).toBe(0o640)
    expect(readFileSync(at, "utf8")).toBe(NEAT)
  })

  it("leaves nothing behind where it cannot write", () => {
    const at = path.join(folder, "locked")
    mkdirSync(at)
    const inside = file(LOOSE, "locked/a.guideline")
    // the part would have this name
    mkdirSync(path.join(at, `.a.guideline.${process.pid}.part`))
    const { code, err } = run([inside])
    expect(code).toBe(3)
    expect(err).toContain("cannot be written")
    expect(readFileSync(inside, "utf8")).toBe(LOOSE)
    expect(readdirSync(at)).toEqual([`.a.guideline.${process.pid}.part`, "a.guideline"])
  })

  it("of files that are not there, are folders or are no text says so", () => {
    const { code, err } = run([path.join(folder, "absent"), folder, file(new Uint8Array([0x74, 0xff, 0xfe]))])
    expect(code).toBe(1)
    expect(err).toContain("there is no such file")
    expect(err).toContain("it is a folder")
    expect(err).toContain("is not UTF-8 text")
  })

  it("- reads what comes in and writes what goes out, and nothing where it has errors", () => {
    expect(run(["-"], {}, LOOSE)).toEqual({ code: 0, out: NEAT, err: "" })
    expect(run(["-"], { check: true }, LOOSE)).toEqual({
      code: 1,
      out: "-: is not in canonical form, which is what fmt without --check writes\n",
      err: "",
    })
    const { code, out, err } = run(["-"], {}, "nonsense here\n")
    expect([code, out]).toEqual([1, ""])
    expect(err).toContain('No statement is called "nonsense"')
    expect(run(["-"], {}, "").out).toBe("")
  })

  it("--json says what was done with each", () => {
    const [loose, broken] = [file(LOOSE), file("nonsense here\n")]
    const { code, out } = run([loose, broken, "-"], { json: true }, LOOSE)
    const { files } = JSON.parse(out)
    expect(code).toBe(1)
    expect(files).toMatchObject([
      { path: loose, changed: true, diagnostics: [] },
      { path: broken, diagnostics: [{ code: "statement-unknown" }] },
      { path: "-", changed: true, text: NEAT },
    ])
    expect(files[1]).not.toHaveProperty("changed")
  })
})
