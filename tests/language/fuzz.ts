/**
 * Texts that a parser of guidelines should survive: lines put together from the grammar's own words and from shipped
 * guidelines, then damaged by tokens, and by bytes. The same seed gives the same texts.
 */

import { JOINS, KEYWORDS, SOFT } from "../../grammar/tokens.js"
import { catalogue } from "../../src/compile/catalogue.js"
import { analyze } from "../../src/language/analyze.js"
import type { AnyStatement } from "../../src/language/ast.js"
import { parse } from "../../src/language/parse.js"
import { print } from "../../src/language/print.js"
import { Random } from "../../src/random.js"
import { Source } from "../../src/text.js"
import { guidelines } from "./mutations.js"

const LINES = guidelines.flatMap(({ text }) => text.split("\n")).filter((line) => line.trim() !== "")
const SIGNS = [
  ..."()[]:,<>|#\"'“”„‘’;=+-*/\\{}~`@!?.&%$^_",
  "\t",
  "\r",
  "\0",
  "\ufeff",
  "\u200b",
  "\u202e",
  "\u0301",
  "\ud800",
  "𝒳",
  "＃",
  "：",
  "（",
]
const WORDS = [
  ...KEYWORDS,
  ...JOINS,
  ...SOFT,
  ...catalogue.keys(),
  "gold",
  "schema",
  "format",
  "e1",
  "Other",
  "x-y",
  "été",
  "名前",
  "a".repeat(300),
  "1",
  "-2.5",
  "1e9",
  "999999999999",
  '"text"',
  '"',
  "<answer>",
  "<e1>",
  "</e1>",
  "| prose",
  "\\boxed{}",
]

/** One statement's line, whole or damaged. */
function line(random: Random): string {
  const kind = random.below(10)
  if (kind < 5) return LINES[random.below(LINES.length)]!
  const indent = " ".repeat([0, 0, 2, 2, 4, 7][random.below(6)]!)
  const words = Array.from({ length: 1 + random.below(8) }, () => WORDS[random.below(WORDS.length)]!)
  if (kind < 9) words.unshift(KEYWORDS[random.below(KEYWORDS.length)]!)
  return indent + words.join(random.below(4) === 0 ? "" : " ")
}

const TOKEN = /\s+|[\p{L}\p{N}_-]+|./gsu

function damaged(text: string, random: Random): string {
  const tokens = text.match(TOKEN) ?? []
  for (let edits = random.below(4); edits > 0; edits--) {
    const at = random.below(tokens.length + 1)
    switch (random.below(6)) {
      case 0:
        tokens.splice(at, 1 + random.below(3))
        break
      case 1:
        tokens.splice(at, 0, WORDS[random.below(WORDS.length)]!)
        break
      case 2:
        tokens.splice(at, 0, SIGNS[random.below(SIGNS.length)]!)
        break
      case 3:
        tokens.splice(at, 0, tokens[random.below(tokens.length)] ?? "")
        break
      case 4:
        tokens.splice(at, 1, "\n")
        break
      default: {
        const cut = random.below(tokens.length + 1)
        tokens.splice(Math.min(at, cut), Math.abs(at - cut))
      }
    }
  }
  return tokens.join("")
}

/** @param index texts of a seed are drawn one by one: any of them can be drawn again */
export function fuzzed(seed: number, index: number): string {
  const random = Random.of(seed, "fuzz", index)
  if (random.below(20) === 0) {
    const bytes = Uint8Array.from({ length: random.below(400) }, () => random.below(256))
    return Buffer.from(bytes).toString(random.below(2) === 0 ? "utf8" : "latin1")
  }
  const lines = Array.from({ length: 1 + random.below(8) }, () => line(random))
  return damaged(lines.join(random.below(8) === 0 ? "\r\n" : "\n"), random)
}

/**
 * Everything that the language does with a text without files.
 *
 * @returns what is wrong with how the language took it: a diagnostic outside the text, an empty sentence, an exception
 */
export function complaint(text: string): string | undefined {
  try {
    const { tree, diagnostics } = parse(new Source("fuzz.guideline", text))
    const inside = ({ start, end }: { readonly start: number; readonly end: number }): boolean =>
      start >= 0 && start <= end && end <= text.length
    const all = [...diagnostics, ...analyze(tree, catalogue).diagnostics]
    for (const { code, message, place, notes, fix } of all) {
      if (!place || !inside(place.span)) return `${code} lies outside the text`
      if (message === "" || /undefined|\[object|NaN/.test(message)) return `${code} says: ${message}`
      if (!notes.every((note) => inside(note.place.span))) return `a note of ${code} lies outside the text`
      if (fix && !fix.edits.every(({ span }) => inside(span))) return `a fix of ${code} lies outside the text`
    }
    const visit = (node: AnyStatement): boolean =>
      inside(node.span) && (!("details" in node) || node.details.every(visit))
    if (!tree.statements.every(visit)) return "a statement lies outside the text"
    if (tree.complete) {
      const printed = print(tree)
      const again = parse(new Source("fuzz.guideline", printed))
      if (!again.tree.complete) return `printed it has errors: ${again.diagnostics[0]?.message}`
      if (print(again.tree) !== printed) return "printing it twice gives another text"
    }
    return undefined
  } catch (error) {
    return `it throws: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
  }
}
