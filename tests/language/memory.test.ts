import { describe, expect, it } from "vitest"
import { catalogue } from "../../src/compile/catalogue.js"
import type { ExampleDetail, Tree, UseStatement } from "../../src/language/ast.js"
import { Memory } from "../../src/language/memory.js"
import { parse } from "../../src/language/parse.js"
import { ofStatements, run } from "../../src/language/rule.js"
import { Scope } from "../../src/language/scope.js"
import { Source } from "../../src/text.js"

const GUIDELINE = `guideline "G" version "1"
task "Decide."
input sentence: text
input e1: mention in sentence
input e2: mention in sentence
answer label: relation between e1 and e2
reward +1 for label equals gold
relation A(b, c) "One."
  advice real: "Only what is stated."
  example "one <e1>x</e1> <e2>y</e2>" is A(e1, e2)
  example "two <e1>x</e1> <e2>y</e2>" is A(e1, e2)
    not A(e2, e1) by real
  example "wrong <e1>x</e1> <e2>y</e2>" is A(e1, e2)
otherwise None "Nothing."
`

/** Is read as one, with a mistake: no other statement sees it. */
const WRONG_EXAMPLE = 'example "damaged <e1>x</e1> <e2>y</e2>" is A(e1 e2)\n'

/** What a rule of statements looked at, and what was handed to the rules behind, text by text. */
class Reader {
  looked: string[] = []
  kept: string[] = []
  readonly #memory = new Memory()
  readonly #rule = ofStatements<ExampleDetail, string>({
    of: (scope) => scope.examples,
    look: (scope) => (item) => {
      const word = item.source.slice(item.node.span).split('"')[1]!.split(" ")[0]!
      this.looked.push(word)
      if (word === "wrong") scope.report("example-twice", { name: word }, item, item.node.span)
      return item.source.path === "g.guideline" ? word : `${word} of ${item.source.path}`
    },
    keep: (_, item, found) => this.kept.push(`${found} ${item.node.details.length}`),
  })

  /** @param used the text of the file that the first statement uses */
  read(text: string, used?: string): { looked: string[]; kept: string[]; said: number } {
    this.looked = []
    this.kept = []
    const { tree } = parse(new Source("g.guideline", text))
    const [use] = tree.statements
    const imports = new Map<UseStatement, Tree>()
    if (use?.kind === "use" && used !== undefined) imports.set(use, parse(new Source("s.guideline", used)).tree)
    const scope = new Scope(tree, catalogue, imports)
    run([this.#rule], scope, this.#memory)
    return { looked: this.looked, kept: this.kept, said: scope.diagnostics.length }
  }
}

const changed = (from: string, to: string, text = GUIDELINE): string => {
  expect(text).toContain(from)
  return text.replace(from, to)
}

describe("what is known of a statement", () => {
  const all = { looked: ["one", "two", "wrong"], kept: ["one 0", "two 1", "wrong 0"], said: 1 }
  const known = { ...all, looked: ["wrong"] }

  it("stands for it in a text where it has only moved; a finding is looked for again", () => {
    const reader = new Reader()
    expect(reader.read(GUIDELINE)).toEqual(all)
    expect(reader.read(GUIDELINE)).toEqual(known)
    expect(reader.read(changed('"Decide."', '"Decide now."'))).toEqual(known)
    expect(reader.read(changed('"One."', '"One of two."'))).toEqual(known)
    expect(reader.read(changed("reward", "# why\nreward"))).toEqual(known)
    expect(reader.read(changed('"Only what is stated."', '"Only what stands there."'))).toEqual(known)
  })

  it("is a matter of its own text with the details below it", () => {
    const reader = new Reader()
    reader.read(GUIDELINE)
    expect(reader.read(changed('"two ', '"to ')).looked).toEqual(["to", "wrong"])
    expect(reader.read(changed("not A(e2, e1) by real", "not A(e2, e1)")).looked).toEqual(["two", "wrong"])
    expect(reader.read(changed("not A(e2, e1) by real", 'test "a" scores 1')).looked).toEqual(["two", "wrong"])
  })

  it.each([
    ["a name", "input e2:", "input e3:"],
    ["a type", "input sentence: text", "input sentence: table"],
    ["a role", "A(b, c)", "A(b, d)"],
    ["what is paid", "+1 for label equals gold", "+1 for label"],
    ["the name of a rule", "advice real:", "advice stated:"],
    ["another input", "input e2", "input e4: text\ninput e2"],
    ["a line that nobody can read", "input e2: mention in sentence", "input e2: mention in in"],
    ["where a reward stands", "reward +1", "arm other\n  reward +1"],
  ])("does not outlive %s", (_, from, to) => {
    const reader = new Reader()
    reader.read(GUIDELINE)
    expect(reader.read(changed(from, to)).looked).toEqual(all.looked)
  })

  // the same statements in the same order, or lines that are read in two ways
  it.each([
    ["what stands under an arm", "arm x\nreward +2 for label", "arm x\n  reward +2 for label"],
    [
      "what stands there no more",
      "arm x\n  reward +2 for label\n  reward +3 for label",
      "arm x\n  reward +2 for label\nreward +3 for label",
    ],
    ["a line that may have used a file", "zzz yyy", 'zzz yyy "x"'],
    ["the word of a line that nobody can read", "gold gold", "input input"],
    [
      "what was made of a text with a mistake, which depends on how much was guessed above",
      `${WRONG_EXAMPLE.repeat(97)}answer other: yes-no in lst <b>`,
      `${WRONG_EXAMPLE.repeat(103)}answer other: yes-no in lst <b>`,
    ],
  ])("does not outlive %s", (_, from, to) => {
    const reader = new Reader()
    const text = (lines: string) => changed("relation A(b, c)", `${lines}\nrelation A(b, c)`)
    const looked = (lines: string) => reader.read(text(lines)).looked.filter((word) => word !== "damaged")
    expect(looked(from)).toEqual(all.looked)
    expect(looked(from)).toEqual(known.looked)
    expect(looked(to)).toEqual(all.looked)
  })

  it("comes back with what is declared", () => {
    const reader = new Reader()
    reader.read(GUIDELINE)
    reader.read(changed("input e2:", "inpu&t e2:"))
    expect(reader.read(GUIDELINE)).toEqual(known)
  })

  it("is nothing where the statement itself has a mistake", () => {
    const reader = new Reader()
    const broken = changed("is A(e1, e2)\n  example", "is A(e1, e2\n  example")
    reader.read(broken)
    expect(reader.read(broken).looked).toContain("one")
  })

  it.each([
    ["has a mistake", "not A(e2 e1) by real"],
    ["cannot be read", "zzz yyy"],
  ])("is nothing where a line below it %s", (_, line) => {
    const reader = new Reader()
    const broken = changed("not A(e2, e1) by real", line)
    reader.read(broken)
    expect(reader.read(broken).looked).toEqual(["two", "wrong"])
  })

  it("is a matter of the file, too: a rule may take what another file says for something else", () => {
    const reader = new Reader()
    const using = `use "s.guideline"\n${GUIDELINE}`
    const used = 'relation S(b, c) "Used."\n  example "one <e1>x</e1> <e2>y</e2>" is A(e1, e2)\n'
    const both = { looked: ["one", ...all.looked], kept: ["one of s.guideline 0", ...all.kept], said: 1 }
    expect(reader.read(using, used)).toEqual(both)
    expect(reader.read(using, used)).toEqual({ ...both, looked: ["wrong"] })
    expect(reader.read(using, `# why\n${changed("Used.", "Used twice.", used)}`).looked).toEqual(["wrong"])
    expect(reader.read(changed('"two ', '"to ', using), used).looked).toEqual(["to", "wrong"])
    expect(reader.read(using, changed('"one ', '"to ', used)).looked).toEqual(["to", "wrong"])
    expect(reader.read(using, changed("S(b, c)", "T(b, c)", used)).looked).toEqual(both.looked)
    // a file that is no longer there declares nothing
    expect(reader.read(using).looked).toEqual(all.looked)
  })

  it("does not outlive the move of a line from one file to another", () => {
    const reader = new Reader()
    const line = 'relation M(b, c) "Moved."\n'
    expect(reader.read(`use "s.guideline"\n${line}${GUIDELINE}`, "").looked).toEqual(all.looked)
    expect(reader.read(`use "s.guideline"\n${GUIDELINE}`, line).looked).toEqual(all.looked)
  })
})
