/** Small tasks to write lines below, and the format of text cases: `# name`, `@base`, lines, `==>`, what is expected, `----`. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { readGuideline } from "../../src/language/read.js"
import { catalogue } from "./catalogue.js"

const HEAD = `guideline "Test" version "1"\ntask "Decide."\n`
const BASES: Readonly<Record<string, string>> = {
  none: "",
  relation: `${HEAD}input sentence: text
input e1: mention in sentence
input e2: mention in sentence
answer thinking: text in <think> optional
answer label: relation between e1 and e2 in <answer>
relation Cause(cause, effect) "It holds between both."
  cue "caused" for (cause, effect)
relation Sibling(one, other) symmetric "It holds between both."
  cue "is the sister of" for (one, other)
otherwise Other
reward +1 for label equals gold
`,
  triplets: `${HEAD}input sentence: text
answer triplets: list of triplet in sentence in <answer> as lines
entity treatment "It is such a thing."
  cue "therapy"
entity drug under treatment "It is such a thing."
  cue "pill"
entity symptom "It is such a thing."
  cue "ache"
relation treats(what: treatment, symptom: symptom) "It holds between both."
  cue "is taken against" for (what, symptom)
reward +1 for triplets matches gold
`,
  items: `${HEAD}input kind: one of "fact", "free"
input question: text
input options: list of text numbered A
`,
  stance: `${HEAD}input comment: text
label blame "It says who is at fault."
  cue "his fault"
label praise "It says who did well."
  cue "well done"
reward +1 for kind equals gold
`,
  nested: `${HEAD}input passage: text
input claims: list of text
gold ranking: order of claims
answer verdicts: group for each of claims in json
answer backed of verdicts: yes-no
answer steps of verdicts: list of group
answer step of steps: text
answer sound of steps: yes-no
shuffle claims
`,
}

export interface TextCase {
  readonly name: string
  readonly file: string
  /** The task with the lines of the case below. */
  readonly text: string
  /** How many lines of the text are those of the base. */
  readonly above: number
  readonly expected: string
  /** Writes what was found into the file of the case. */
  update(found: string): void
}

/** @throws SyntaxError for a case without an expectation or with an unknown base */
export function textCases(folder: string): TextCase[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".txt"))
    .flatMap((file) => {
      const path = `${folder}/${file}`
      const blocks = readFileSync(path, "utf8").trimEnd().split("\n----\n")
      return blocks.map((whole, i): TextCase => {
        const [head, expected] = whole.split("\n==>\n")
        const [name, base, ...lines] = head!.split("\n")
        const above = BASES[base?.slice(1) ?? ""]
        if (expected === undefined || above === undefined) throw new SyntaxError(`${path}: "${name}" is no whole case`)
        return {
          name: name!.slice(2),
          file,
          text: `${above}${lines.join("\n")}\n`,
          above: above.split("\n").length - 1,
          expected,
          update(found) {
            const all = readFileSync(path, "utf8").trimEnd().split("\n----\n")
            all[i] = `${head}\n==>\n${found}`
            writeFileSync(path, `${all.join("\n----\n")}\n`)
          },
        }
      })
    })
}

export const readText = (text: string) => readGuideline("test.guideline", catalogue, () => text)
