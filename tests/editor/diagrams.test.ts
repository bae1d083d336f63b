/** The syntax diagrams are the parser's rules, all of them, and every name leads somewhere. */
import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { GuidelineParser } from "../../grammar/parser.js"
import * as html from "../../src/html.js"
import * as style from "../../src/html-style.js"

const committed = readFileSync("grammar/diagrams.html", "utf8")
const rules = new GuidelineParser().getSerializedGastProductions()

test("the committed page is what scripts/build-diagrams.mjs makes of the parser's rules", async () => {
  const script = "../../scripts/build-diagrams.mjs"
  const { diagrams } = (await import(script)) as { diagrams(rules: object, page: object): string }
  expect(committed).toBe(diagrams(rules, { ...html, ...style }))
})

test("there is one diagram for each rule, and every link has its place", () => {
  const places = [...committed.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]!)
  const links = new Set([...committed.matchAll(/ href="#([^"]*)"/g)].map((match) => match[1]!))
  expect(new Set(places).size).toBe(places.length)
  expect([...links].filter((one) => !places.includes(one))).toEqual([])
  expect(committed.match(/<svg class="wide"/g)).toHaveLength(rules.length)
  expect(committed.match(/<svg class="narrow"/g)).toHaveLength(rules.length)
})

/** A grammar in EBNF, by the name of the rule, without what only sets it. */
const productionsIn = (text: string): Map<string, string> =>
  new Map(
    text
      .replace(/\n +/g, " ")
      .split("\n")
      .map((line) => /^(\w+) *= (.*)$/.exec(line))
      .filter((match) => match !== null)
      .map((match) => [match[1]!, match[2]!.replaceAll(/\s+/g, " ").trim()]),
  )

test("what the page writes is the language reference's grammar", () => {
  const [, block] = /^```ebnf\n([\s\S]*?)^```$/m.exec(readFileSync("grammar/README.md", "utf8"))!
  const reference = productionsIn(block!)
  // no rules of the parser: lines alone say where a statement begins
  for (const name of ["file", "statement"]) expect(reference.delete(name), name).toBe(true)
  const written = [...committed.matchAll(/<p class="ebnf"><code>(.*?)<\/code>/g)].map((match) =>
    match[1]!
      .replace(/<[^>]*>/g, "")
      .replaceAll("&quot;", '"')
      .replaceAll("&#39;", "'"),
  )
  expect(Object.fromEntries(productionsIn(written.join("\n")))).toEqual(Object.fromEntries(reference))
})
