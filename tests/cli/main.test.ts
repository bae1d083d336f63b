/** The command line as people and scripts meet it: words, help, exit codes, streams. */
import { spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { exitOf } from "../../src/cli/exit.js"
import { main } from "../../src/cli.js"
import { sourcesIn } from "../support/sources.js"
import { captured } from "./support/io.js"

const GUIDELINE = "guidelines/semeval2010-task8.guideline"
let home: string
beforeAll(() => {
  home = mkdtempSync(path.join(os.tmpdir(), "glossator-cli-"))
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

async function glossator(line: string, env: NodeJS.ProcessEnv = {}) {
  const io = captured({ env })
  const code = await main(line.split(" "), io)
  return { code, ...io.written }
}

describe("help", () => {
  test.each([
    "run",
    "check",
    "compile",
    "fmt",
    "lsp",
    "score",
    "attack",
    "serve",
    "rescore",
    "validate",
    "data",
    "data list",
    "data pull",
    "doctor",
    "engine",
    "engine list",
    "engine install",
    "explain",
  ])("of %s has a description and examples that begin with the command itself", async (command) => {
    const { code, out, err } = await glossator(`${command} --help`)
    expect([code, err]).toEqual([0, ""])
    expect(out).toContain(`Usage: glossator ${command}`)
    const examples = out.slice(out.indexOf("Examples:")).split("\n").slice(1)
    expect(examples.length).toBeGreaterThan(0)
    for (const example of examples.filter((line) => line.trim() !== ""))
      expect(example).toContain(`$ glossator ${command}`)
  })

  test("tells the exit codes", async () => {
    const { out } = await glossator("--help")
    expect(out).toMatch(/Exit codes:\n\s+0 .*\n\s+1 .*\n\s+2 .*\n\s+3 .*\n\s+130 /)
  })

  test("--version is the package's", async () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string }
    expect(await glossator("--version")).toEqual({ code: 0, out: `${version}\n`, err: "" })
  })
})

describe("a wrong command line ends with 2 and says what was meant", () => {
  test.each([
    ["chek a.guideline", "Did you mean check?"],
    ["run r1-re --enigne ort-wasm", "Did you mean --engine?"],
    ["run r1-er", 'did you mean "r1-re"?'],
    ["run", "name a recipe"],
    ["run r1-re --engine ort-gpu", "did you mean ort-cpu?"],
    ["run r1-re --seeds 0", "whole number from 1"],
    ["run r1-re --data gsm8k", "only on semeval2010-task8"],
    ["run r1-re --out a --resume b", "cannot be used with"],
    ["compile a.guideline --to promt", "Allowed choices are prompt, plan, json-schema, gbnf"],
    ["compile a.guideline", "--to"],
    [`compile ${GUIDELINE} --to plan --arm form-onyl`, 'did you mean "form-only"?'],
    [`compile ${GUIDELINE} --to prompt --tokenizer nowhere.json`, "there is no such file"],
    [`compile ${GUIDELINE} --to prompt --tokenizer package.json`, "is no tokenizer that can be read"],
    ["score a.guideline", "--rows"],
    ["rescore a.jsonl", "--guideline"],
    ["run zzz", "There are: r1-re."],
    ["run r1-re --threads 100000", "are more than the"],
    ["engine install pytorch", "Allowed choices are tensorflow"],
    ["data pull semeval2010-task", 'did you mean "semeval2010-task8"?'],
    ["explain run-chaged", 'did you mean "run-changed"?'],
    ["run --resume nowhere", "has no manifest.json"],
  ])("%s", async (line, says) => {
    const { code, out, err } = await glossator(line)
    expect(err).toContain(says)
    expect(err).not.toMatch(/\n\s+at /)
    expect([code, out]).toEqual([2, ""])
  })
})

describe("check", () => {
  test("of a good guideline says so, with the share of each grade", async () => {
    const { code, out } = await glossator(`check ${GUIDELINE}`)
    expect(code).toBe(0)
    expect(out.split("\n")).toEqual([
      `${GUIDELINE}: nothing wrong`,
      expect.stringMatching(/^ {2}\d+ rules: 2 checked \(\d+ %\), 0 judged \(0 %\), \d+ advice \(\d+ %\)$/),
      expect.stringMatching(/^ {2}2 terms paid, 0 reported\b/),
      "(checked: a program decides; judged: a verifier decides; advice: the model is told, nothing measures it)",
      "",
    ])
  })

  test("of a bad one points at the place and ends with 1", async () => {
    const bad = path.join(home, "bad.guideline")
    writeFileSync(
      bad,
      readFileSync("guidelines/semeval2010-task8.guideline", "utf8").replace("relation between", "relatoin between"),
    )
    mkdirSync(path.join(home, "schema"), { recursive: true })
    writeFileSync(
      path.join(home, "schema/nominals.guideline"),
      readFileSync("guidelines/schema/nominals.guideline", "utf8"),
    )
    const { code, out } = await glossator(`check ${bad} ${GUIDELINE}`)
    expect(code).toBe(1)
    expect(out).toMatch(/bad\.guideline:\d+:\d+\n/)
    expect(out).toMatch(/\n +│ +\^+\n/)
    expect(out).toContain("nothing wrong")
  })

  test("tells two guidelines of one name and version, and no file that is named twice", async () => {
    const copy = path.join(home, "copy.guideline")
    const text = readFileSync("guidelines/one-shot.guideline", "utf8")
    writeFileSync(copy, text)
    expect((await glossator(`check guidelines/one-shot.guideline ${copy}`)).out).toContain("of-one-name")
    writeFileSync(copy, `# changed by hand\n${text}`)
    const twice = await glossator(`check guidelines/one-shot.guideline ${copy} ${copy}`)
    expect(twice.code).toBe(0)
    expect(twice.out.match(/guidelines-of-one-name/g)).toHaveLength(2)
    expect(twice.out).toContain("guidelines/one-shot.guideline is called ")
    writeFileSync(copy, text.replace(/version "[^"]*"/, 'version "next"'))
    expect((await glossator(`check guidelines/one-shot.guideline ${copy}`)).out).not.toContain("of-one-name")
    expect((await glossator(`check ${copy} ${copy}`)).out).not.toContain("of-one-name")
  })

  test("--json is one document with positions", async () => {
    const { code, out } = await glossator(`check ${GUIDELINE} ${path.join(home, "missing.guideline")} --json`)
    const { files } = JSON.parse(out)
    expect(code).toBe(1)
    expect(files.map(({ ok }: { ok: boolean }) => ok)).toEqual([true, false])
    expect(files[0].grades.checked).toBe(2)
    expect(files[1].diagnostics[0]).toMatchObject({ code: "file-unreadable", severity: "error" })
  })

  test("of a hopeless file shows the first hundred and counts the rest", async () => {
    const hopeless = path.join(home, "hopeless.guideline")
    writeFileSync(hopeless, "reward +1 for nobody equals gold\n".repeat(300))
    const { code, out } = await glossator(`check ${hopeless}`)
    expect(code).toBe(1)
    const shown = out.match(/^(error|warning|info) [a-z-]+:/gm)!.length
    expect(shown).toBe(100)
    expect(out).toMatch(/^… and \d+ more; --json prints all$/m)
  })

  test("loads neither an engine nor the report", () => {
    const seen =
      "import('node:module').then(m=>m.register('data:text/javascript,'+encodeURIComponent(`export async function load(u,c,n){if(/onnxruntime|tensorflow|arquero|plotly|lodash/.test(u))console.error(u);return n(u,c)}`)))"
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["--import", `data:text/javascript,await ${seen}`, "bin/glossator.mjs", "check", GUIDELINE],
      { encoding: "utf8" },
    )
    expect([status, stderr]).toEqual([0, ""])
    expect(stdout).toContain("nothing wrong")
  })
})

describe("compile", () => {
  test("prints the prompt with the guideline's own example", async () => {
    const { code, out } = await glossator(`compile ${GUIDELINE} --to prompt`)
    expect(code).toBe(0)
    expect(out).toMatch(/^--- system ---\n/)
    expect(out).toContain(
      "--- user (an example of the guideline itself) ---\nThe <e1>storm</e1> caused long <e2>delays</e2>",
    )
  })

  test("draws the order of the relations from a seed, the same one again", async () => {
    const [plain, one, again] = await Promise.all(
      ["", " --shuffle 7", " --shuffle 7"].map((rest) =>
        glossator(`compile ${GUIDELINE} --to prompt --style terse${rest}`),
      ),
    )
    expect(one!.out).toBe(again!.out)
    expect(one!.out).not.toBe(plain!.out)
    expect([...one!.out].sort().join("")).toBe([...plain!.out].sort().join(""))
  })

  test("of a file of labels alone ends with 1: there is nothing to redirect", async () => {
    const { code, out, err } = await glossator("compile guidelines/schema/nominals.guideline --to prompt")
    expect([code, out]).toEqual([1, ""])
    expect(err).toContain("schema-only")
  })

  test("counts what every section costs, by an estimate, words, or a tokenizer", async () => {
    const table = async (rest: string) => {
      const { code, err } = await glossator(`compile ${GUIDELINE} --to prompt${rest}`)
      expect(code).toBe(0)
      return err
    }
    const [estimate, words, tiny] = [
      await table(""),
      await table(" --tokenizer words"),
      await table(" --tokenizer tiny"),
    ]
    expect(estimate).toMatch(
      /^Tokens, estimated as one for every four signs; --tokenizer FILE counts:\n {2}task +\d+\n/,
    )
    expect(words).toMatch(/^Tokens, counted as words and signs:\n/)
    expect(tiny).toMatch(/^Tokens, of the tiny policy:\n/)
    expect(await table(" --tokenizer assets/tiny/tokenizer.json")).toBe(
      tiny.replace("of the tiny policy", "of assets/tiny/tokenizer.json"),
    )
    expect(estimate).toMatch(/\n {2}all +\d+ of 4096\n$/)
    const numbers = (text: string) => [...text.matchAll(/ (\d+)$/gm)].map(([, number]) => Number(number))
    expect(numbers(words)).not.toEqual(numbers(tiny))
  })

  test("says what the budget leaves out, and when that is not enough", async () => {
    const text = readFileSync("tests/compile/errors/cue-misleads.guideline", "utf8").replace(/^#.*\n/gm, "")
    const write = (tokens: number) => {
      const file = path.join(home, `budget-${tokens}.guideline`)
      writeFileSync(file, `${text}budget ${tokens} tokens drop examples, cues\n`)
      return file
    }
    const some = await glossator(`compile ${write(280)} --to prompt --tokenizer words`)
    expect(some.err).toMatch(/\n {2}examples +\d+ {2}left out\n/)
    expect(some.err).toMatch(/\n {2}all +\d+ of 280\n$/)
    expect(some.out).not.toContain("# Examples")
    const all = await glossator(`compile ${write(20)} --to prompt --tokenizer words`)
    expect(all.err).toMatch(/ of 20: too many, although all is left out that may be\n$/)
  })

  test("--json has the messages and what each section costs", async () => {
    const { out, err } = await glossator(`compile ${GUIDELINE} --to prompt --json --tokenizer words`)
    const { guideline, tokens, messages, sections } = JSON.parse(out)
    expect(err).toBe("")
    expect([guideline.name, tokens]).toEqual(["Semantic relations between nominals", "counted as words and signs"])
    expect(messages.map(({ role }: { role: string }) => role)).toEqual(["system", "user"])
    expect(sections.every(({ tokens: count }: { tokens: number }) => count > 0)).toBe(true)
  })

  test("prints the form of the answer as a schema and as a grammar", async () => {
    const schema = JSON.parse((await glossator(`compile ${GUIDELINE} --to json-schema`)).out)
    expect(schema.$schema).toContain("2020-12")
    expect(schema.properties.label.enum).toContain("Cause-Effect(e2,e1)")
    const { out } = await glossator(`compile ${GUIDELINE} --to gbnf`)
    expect(out).toMatch(/^root ::= .*"<answer>".*\n/)
    const { files } = JSON.parse((await glossator(`compile ${GUIDELINE} --to gbnf --json`)).out)
    expect(files["answer.gbnf"]).toBe(out)
  })

  test("writes files instead of printing them", async () => {
    const file = path.join(home, "deep/plan.json")
    const { code, out, err } = await glossator(`compile ${GUIDELINE} --to plan --out ${file}`)
    expect([code, out, err]).toEqual([0, "", `Wrote ${file}\n`])
    expect(JSON.parse(readFileSync(file, "utf8")).version).toBe(2)
  })

  test.each(["handbook", "label-studio", "brat"])("hands the guideline to %s, or says why not", async (target) => {
    const { code, out, err } = await glossator(`compile guidelines/mdkg.guideline --to ${target} --json`)
    const { files, diagnostics } = JSON.parse(out)
    const errors = diagnostics.filter(({ severity }: { severity: string }) => severity === "error")
    expect([code, Object.keys(files).length > 0, errors]).toEqual([0, true, []])
    expect(err.includes("error")).toBe(false)
    expect((await glossator(`compile guidelines/one-shot.guideline --to brat`)).code).toBe(1)
  })

  test("takes the plan of an arm", async () => {
    const plan = JSON.parse(
      (await glossator("compile guidelines/rule-reasoner.guideline --to plan --arm form-only")).out,
    )
    expect([plan.arm, plan.range]).toEqual(["form-only", { lowest: -1, highest: 1 }])
    const { err } = await glossator("compile guidelines/rule-reasoner.guideline --to plan --arm nothing-like-it")
    expect(err).toContain("only released-code, form-only, grounded.")
  })

  test("prints the plan as JSON", async () => {
    const { out } = await glossator(`compile ${GUIDELINE} --to plan`)
    const plan = JSON.parse(out)
    expect(plan.range).toEqual({ lowest: -3, highest: 3 })
    expect(plan.terms.map(({ pays, otherwise }: { pays: number; otherwise: number }) => [pays, otherwise])).toEqual([
      [1, -3],
      [2, -1.5],
    ])
  })
})

describe("validate", () => {
  const rows = (labels: readonly string[]): string =>
    labels
      .map((label, i) =>
        JSON.stringify({
          id: String(i + 1),
          input: { sentence: "The <e1>fire</e1> caused <e2>smoke</e2>." },
          gold: { label },
        }),
      )
      .join("\n")

  test("passes gold that earns everything", async () => {
    mkdirSync(path.join(home, "good"), { recursive: true })
    writeFileSync(path.join(home, "good/train.jsonl"), rows(["Cause-Effect(e1,e2)", "Other"]))
    const { code, out, err } = await glossator(`validate ${GUIDELINE} --data good`, { GLOSS_DATA: home })
    expect(err).toBe("")
    expect([code, out]).toEqual([0, `good: 2 of 2 gold answers earn the highest score of ${GUIDELINE}\n`])
  })

  test("says of an input with a misspelt name that it is the input", async () => {
    const row = { id: "1", input: { sentense: "a" }, gold: { label: "Other" } }
    mkdirSync(path.join(home, "misspelt"), { recursive: true })
    writeFileSync(path.join(home, "misspelt/train.jsonl"), `${JSON.stringify(row)}\n`)
    const { code, err } = await glossator(`validate ${GUIDELINE} --data ${path.join(home, "misspelt")}`)
    expect(code).toBe(1)
    expect(err).toMatch(/error input-row-fails: The input of item 1 .*: the input has no "sentence", but "sentense"\./)
    expect(err).not.toContain("Either the label is wrong")
  })

  test("shows both places of gold that does not", async () => {
    mkdirSync(path.join(home, "wrong"), { recursive: true })
    writeFileSync(path.join(home, "wrong/train.jsonl"), rows(["Cause-Effect(e1,e2)", "Friendship(e1,e2)"]))
    const { code, out, err } = await glossator(`validate ${GUIDELINE} --data wrong`, { GLOSS_DATA: home })
    expect(code).toBe(1)
    expect(err).toMatch(/error gold-row-fails: The gold answer of item 2 \(Friendship\(e1,e2\)\)/)
    expect(err).toMatch(/wrong\/train\.jsonl:2:\d+\n.*"Friendship/)
    expect(err).toMatch(
      /note: this part of the answer holds the gold value\n\s+guidelines\/semeval2010-task8\.guideline:\d+:\d+/,
    )
    expect(out).toContain("1 of 2 gold answers")
  })

  test("points at the declaration of the part that is wrong, not at that of a label which is right", async () => {
    const guideline = path.join(home, "doses.guideline")
    writeFileSync(
      guideline,
      `guideline "Doses" version "1"
task "Say what happened."
input letter: text
label started "Begun."
label stopped "Ended."
answer parts: group in json
answer change of parts: one of labels
answer dose of parts: number 0 to 9
reward +1 for change equals gold
reward +1 for dose equals gold
`,
    )
    mkdirSync(path.join(home, "doses"), { recursive: true })
    const row = { id: "1", input: { letter: "a" }, gold: { change: "started", dose: 12 } }
    writeFileSync(path.join(home, "doses/train.jsonl"), `${JSON.stringify(row)}\n`)
    const { code, err } = await glossator(`validate ${guideline} --data ${path.join(home, "doses")}`)
    expect(code).toBe(1)
    expect(err).toMatch(/note: this part of the answer holds the gold value\n.*doses\.guideline:8:/)
    expect(err).not.toContain("started is declared here")
  })

  test.each([
    ["None(e1,e2)", "."],
    ["Nope(e1,e2)", "."],
    ["Nope", "."],
    ["Cause-Efect", "."],
    ["Cause-Efect(e2,e1)", '; did you mean "Cause-Effect(e2,e1)"?'],
  ])("asks only for gold that it would take: %s%s", async (label, hint) => {
    const folder = path.join(home, `meant-${label}`)
    mkdirSync(folder, { recursive: true })
    writeFileSync(path.join(folder, "train.jsonl"), rows([label]))
    const { err } = await glossator(`validate ${GUIDELINE} --data ${folder}`)
    expect(err).toContain(`the gold label "${label}" is no label of the guideline${hint}\n`)
  })

  test("says at the value what was probably meant, once for all rows that have it", async () => {
    mkdirSync(path.join(home, "slips"), { recursive: true })
    const slips = rows(["Cause-Effect(e1,e2)", "Cause-Efect(e1,e2)", "Cause-Efect(e1,e2)", "Othr"])
    const other = JSON.stringify({ id: "5", input: { sentence: "<e1>A</e1> <e2>b</e2>" }, gold: { lable: "Other" } })
    writeFileSync(path.join(home, "slips/train.jsonl"), `${slips}\n${other}\n`)
    const { code, out, err } = await glossator(`validate ${GUIDELINE} --data slips --json`, { GLOSS_DATA: home })
    expect([code, err]).toEqual([1, ""])
    const { failures, diagnostics } = JSON.parse(out) as {
      failures: number
      diagnostics: { message: string; facts: object; place: { start: object } }[]
    }
    expect(failures).toBe(4)
    expect(diagnostics.map(({ message }) => message.replace(/^.* score: /, ""))).toEqual([
      expect.stringMatching(/; did you mean "Cause-Effect\(e1,e2\)"\?$/),
      expect.stringMatching(/; did you mean "Other"\?$/),
      'the example has no gold "label", but "lable".',
    ])
    expect(diagnostics[0]!.facts).toMatchObject({ id: "2", ids: ["2", "3"] })
    const text = slips.split("\n")
    expect(diagnostics.map(({ place }) => place.start)).toEqual([
      { line: 2, column: text[1]!.indexOf('"Cause-Efect') + 1 },
      { line: 4, column: text[3]!.indexOf('"Othr') + 1 },
      { line: 5, column: other.indexOf('"lable') + 1 },
    ])
  })

  test("says how to get data that is not here, and ends with 3", async () => {
    const { code, err } = await glossator(`validate ${GUIDELINE} --data semeval2010-task8`, {
      GLOSS_DATA: path.join(home, "none"),
    })
    expect(code).toBe(3)
    expect(err).toContain("glossator data pull semeval2010-task8")
  })
})

describe("data, engine and explain", () => {
  test("data list names every set with its licence", async () => {
    const { code, out } = await glossator("data list")
    expect(code).toBe(0)
    expect(out).toMatch(/semeval2010-task8\s+3\.\d MB · CC BY 3\.0/)
    expect(JSON.parse((await glossator("data list --json")).out).length).toBeGreaterThan(10)
  })

  test("nothing is downloaded or installed where nobody can say yes", async () => {
    const pull = await glossator("data pull semeval2010-task8", { GLOSS_DATA: path.join(home, "pull") })
    expect(pull.code).toBe(2)
    expect(pull.err).toContain("licence   CC BY 3.0")
    expect(pull.err).toContain("--yes")
  })

  test("explain gives the way out of a code, and lists all of them", async () => {
    const { out } = await glossator("explain run-changed")
    expect(out).toContain("run-changed: error about a run's folder\nGo on with the same files")
    const space = (await glossator("explain name-space")).out
    expect(space).toContain('Wrong:\n  relation Part Of(part, whole) "It belongs to it."')
    expect(space).toContain(
      '= A name has no spaces: write "Part-Of" instead of "Part Of".\n\nRight:\n  relation Part-Of(',
    )
    const { wrong, right, why, message } = JSON.parse((await glossator("explain name-space --json")).out)
    expect([wrong, right, why, message].map((text) => typeof text)).toEqual(Array(4).fill("string"))
    const all = (await glossator("explain")).out
    const declared = sourcesIn("src", "grammar")
      .filter(({ path: file }) => /codes\.ts$/.test(file))
      .flatMap(({ text }) => [...text.matchAll(/^ {2}"?([a-z][a-z0-9-]*)"?: code\(/gm)].map(([, name]) => name!))
    expect(declared.length).toBeGreaterThan(80)
    expect(declared.filter((name) => !all.includes(`  ${name} (`))).toEqual([])
    for (const name of ["engine-not-installed", "data-folder-missing", "answer-unclosed", "file-unreadable"])
      expect(all).toContain(`  ${name} (`)
  })
})

describe("failures", () => {
  test("that should not happen are one sentence, and a stack only when asked for", async () => {
    const io = captured()
    Object.defineProperty(io, "cwd", {
      get() {
        throw new Error("first line\nsecond line")
      },
    })
    expect(await main(["doctor"], io)).toBe(1)
    expect(io.written.err).toBe(
      "Something failed that should not: first line\nRun the same command with GLOSS_DEBUG=1 for the details.\n",
    )
    const debug = Object.defineProperty(captured({ env: { GLOSS_DEBUG: "1" } }), "cwd", {
      get() {
        throw new Error("first line")
      },
    })
    expect(await main(["doctor"], debug)).toBe(1)
    expect(debug.written.err).toMatch(/^Error: first line\n\s+at /)
  })

  test("a closed pipe is quiet", () => {
    const { status, stderr } = spawnSync("sh", ["-c", `"${process.execPath}" bin/glossator.mjs explain | head -1`], {
      encoding: "utf8",
    })
    expect([status, stderr]).toEqual([0, ""])
  })

  test("have one exit code each", () => {
    const error = (code: string) => ({ code, severity: "error", message: "", facts: {}, notes: [], help: "" }) as const
    expect(exitOf([])).toBe(0)
    expect(exitOf([{ ...error("x"), severity: "warning" }])).toBe(0)
    expect(exitOf([error("name-unknown")])).toBe(1)
    expect(exitOf([error("recipe-unknown")])).toBe(2)
    expect(exitOf([error("engine-not-installed")])).toBe(3)
    expect(exitOf([error("install-no-compiler")])).toBe(3)
    expect(exitOf([error("pull-interrupted")])).toBe(130)
  })
})

test("one rule is not counted as several", async () => {
  const { gradesText } = await import("../../src/compile/grades.js")
  expect(gradesText({ checked: 1, judged: 0, advice: 0 })).toMatch(/^1 rule: 1 checked/)
  expect(gradesText({ checked: 1, judged: 1, advice: 0 })).toMatch(/^2 rules: /)
})
