/**
 * What the differential test is about: every shipped guideline with its arms, every shape that an answer can have (read
 * strictly, with all differences accepted, with all rescued), and guidelines for what none of these says.
 */
import { loadGuidelineText } from "../../src/compile/load.js"
import type { Task } from "../../src/compile/task.js"
import { formatDiagnostic } from "../../src/diagnostic.js"
import { READINGS } from "../../src/folds.js"
import { SHAPES } from "../compile/shapes.js"
import { GUIDELINES, task as shipped } from "../guidelines/shipped.js"
import { type Row, rowsFor } from "./python-completions.js"

export interface Subject {
  readonly name: string
  /** A guideline of the repository, or an arm of one. */
  readonly isShipped: boolean
  readonly task: Task
  readonly rows: readonly Row[]
  /** Completions of its own, as they are and mutated. */
  readonly own: readonly string[]
  /** How many times as many completions as others. */
  readonly weight: number
}

export function subjects(): Subject[] {
  const guidelines = GUIDELINES.flatMap((name) =>
    [undefined, ...shipped(name).arms].map((arm) => {
      const task = shipped(name, arm)
      const rows = rowsFor(task)
      return { name: arm === undefined ? name : `${name} ${arm}`, isShipped: true, task, rows, own: [], weight: 1 }
    }),
  )
  const all = READINGS.join(", ")
  const shapes = SHAPES.flatMap(({ name, guideline, input, gold, wrong, refused }) =>
    ["", `accept ${all}\n`, `rescue ${all}\n`].map((line) => {
      const text = guideline.replace("\ntask ", `\n${line}task `)
      const own = [...wrong, ...refused.map((value) => JSON.stringify(value))]
      const named = { name: `${name} ${line.slice(0, 6)}`, isShipped: false }
      return { ...named, ...subjectOf(text, [{ input, gold }]), own, weight: 1 }
    }),
  )
  const more = MORE.map(({ name, text, rows = [], own }) => {
    return { name, isShipped: false, ...subjectOf(text, rows), own, weight: 8 }
  })
  return [...guidelines, ...shapes, ...more]
}

function subjectOf(text: string, rows: readonly Row[]): Pick<Subject, "task" | "rows"> {
  const { task, diagnostics } = loadGuidelineText("test.guideline", text)
  if (!task) throw new Error(`${text}\n${diagnostics.map((one) => formatDiagnostic(one)).join("\n")}`)
  return { task, rows: [...rows, ...rowsFor(task, rows[0])] }
}

interface More {
  readonly name: string
  readonly text: string
  readonly rows?: readonly Row[]
  readonly own: readonly string[]
}

const MORE: readonly More[] = [
  {
    name: "labels that look alike",
    text: `guideline "Alike" version "1"
task "Choose."
input sentence: text
input e1: mention in sentence
input e2: mention in sentence
answer label: relation between e1 and e2 in last <answer>
answer sure: yes-no in last <sure>
accept any-case, any-spacing
rescue any-hyphen, look-alikes
relation Cause-Effect(cause, effect) "It causes."
  alias "makes", "results-in"
relation Content-Container(content, container) "It holds."
  alias "Lies-In"
  cue "is in" for (content, container)
otherwise Other "None."
  alias "none of these"
reward named: +1 for label equals gold by name else -1
reward directed: +0.5 for label equals gold by direction after named
reward +0.25 for sure
example "The <e1>fire</e1> caused <e2>smoke</e2>." is label: Cause-Effect(e1, e2), sure: yes
example "<e1>Tea</e1> and <e2>toast</e2>." is label: Other, sure: no
`,
    own: [
      "<answer>makes(e1,e2)</answer> <sure>yes</sure>",
      "<answer>MAKES( e1, e2 )</answer><sure>Yes</sure>",
      "<answer>Lies–In(e2,e1)</answer> <sure>perhaps</sure>",
      "<answer>Cause-Effect</answer> <sure>TRUE</sure>",
      "<answer>Cause-Effect(fire,smoke)</answer> <sure>ｎｏ</sure>",
      "<answer>Other(e1,e2)</answer> <sure>no</sure>",
      "<answer>none of these</answer> <sure>false</sure>",
      "<answer>Cause-Effect(e1,e2) or Content-Container(e1,e2)</answer>",
      "<answer>It is Cause-Effect(e1,e2).</answer>",
      "<answer>none_of_these</answer><sure>y</sure>",
    ],
  },
  {
    name: "items, tables and numbers",
    text: `guideline "Folds" version "1"
task "Choose."
input question: text
input options: list of text numbered A
answer choice: one of options in first <a>
answer table: table in last <t> optional
answer amount: number 0 to 10 in last <n>
answer size: number in last <s> optional
accept any-case, any-spacing, any-hyphen, answer-text
rescue look-alikes, units, thousands-comma, fractions
reward +1 for choice equals gold
reward +1 for amount near gold
reward +0.5 for size equals gold within 1 percent
reward +0.5 for table equals gold
`,
    rows: [
      {
        input: { question: "Which?", options: ["co-op", "co op", "Coop ", "Rome"] },
        gold: { choice: "A", amount: 3, size: 4000, table: "| a | b |\n|---|---|\n| 1 | 2 |" },
      },
    ],
    own: [
      "<a>CO-OP</a> <t>| a | b |\n|---|:-:|\n| 1 | 2 |</t> <n>3</n> <s>4,000</s>",
      "<a>coop</a> <t>no table</t> <n>3.5</n> <s>40 km/h</s>",
      "<a>c o op</a> <t>a | b\n1 | 2</t> <n>11</n> <s>\\frac{1}{2}</s>",
      "<a>Co_Op</a> <t></t> <n>ten</n> <s>−４０００ ￥</s>",
      "<a>сoop</a> <n>3/4</n> <s>$4,000.00</s>",
      "<a>ROME</a> <n>-1</n> <s>12 ％</s>",
    ],
  },
  {
    name: "triplets and lists",
    text: `guideline "Triplets" version "1"
task "Choose."
input passage: text
input candidates: list of text numbered 1
answer triplets: list of triplet in passage in first <t>
answer words: list of text in first <w>
  check few: words at-most 4 items
answer best: order of candidates in first <b>
answer claims: list of group in last <c> as json
answer claim of claims: text
answer kept of claims: yes-no
answer count of claims: number 0 to 9 optional
answer why of claims: text when kept is "no"
accept any-case, code-fence
rescue any-spacing, any-hyphen, look-alikes, loose-json, bare-json, number-for-text
entity drug "A substance."
entity symptom "What is felt."
  alias "complaint"
relation treats(treatment: drug, condition: symptom) one treatment "It helps."
  alias "helps"
relation goes-with(one, other) symmetric "They vary together."
exclude treats, goes-with
otherwise nothing "None."
reward f1: +1 for triplets matches gold within 1 token
reward entities: +1 for triplets matches gold by entities
reward fit: +0.5 for triplets fits schema
reward mentions: +0.5 for triplets quotes passage
reward symptoms: +0.25 for symptom at-most 2 words
reward +1 for words equals gold
reward new: +0.5 for words repeats-nothing
reward +0.5 for few
reward +1 for best tops gold
reward ranks: +1 for best orders-like gold by common
reward tau: +1 for best correlates-with gold
reward all: +0.5 for best covers candidates
reward +1 for kept equals gold
reward claims: +1 for claim quotes passage, candidates from 2 tokens
reward +1 for format
report long: claim at-least 2 words
`,
    rows: [
      {
        input: {
          passage: "Lithium treats acute mania; mania goes with insomnia.",
          candidates: ["One.", "Two.", "Three."],
        },
        gold: {
          triplets: [
            { relation: "treats", head: "Lithium", head_type: "drug", tail: "acute mania", tail_type: "symptom" },
            { relation: "goes-with", head: "mania", head_type: "symptom", tail: "insomnia", tail_type: "symptom" },
          ],
          words: ["one", "two", "two"],
          best: ["2", "1", "3"],
          claims: [
            { claim: "Lithium treats mania", kept: true, count: 2 },
            { claim: "mania goes with sleep", kept: false, why: "It is insomnia." },
          ],
        },
      },
    ],
    own: [
      `<t>Lithium:drug, treats, mania:symptom\nacute mania:complaint, GOES WITH, insomnia:symptom</t><w>${"x\n".repeat(10_001)}</w><b>2 > 1</b>`,
      "<t>insomnia:symptom, goes_with, mania:symptom\na, b, c:drug, helps, d:symptom</t><w>one\ntwo</w><b>3, 2, 1</b><c>[]</c>",
      '<t>none</t><w></w><b>1 > 1</b><c>```json\n[{"claim": "Lithium treats", "kept": "yes", "count": 10}]\n```</c>',
      '<w>two\none two three four\ntwo</w><b>4</b> [{"claim": 5, "kept": No, "count": "3"}, {"claim": "a", "claim": "b", "kept": false}]',
      '<t>x:thing, treats, y:symptom</t><c>here [{claim: \'Two.\', "kept": false, "why": null, "more": 1,}] so</c>',
      '<c>[{"claim": "acute mania; mania", "kept": true, "why": "x", "count": 1.5}]</c><b>２ > １ > 3</b>',
    ],
  },
]
