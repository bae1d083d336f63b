/**
 * Writes what VS Code needs to know of the words and signs: `npm run build && node scripts/build-vscode.mjs`.
 *
 * Both files come from grammar/tokens.ts and are committed; a test compares them with what this makes of the sources.
 */
import { writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"

const folder = new URL("../grammar/vscode/", import.meta.url)
const SCOPE = "guideline"

/** Statements whose second word is a name that they declare. */
const DECLARING = ["input", "gold", "answer", "entity", "label", "relation", "otherwise", "arm"]
/** Statements below which nearly always something is indented. */
const OPENING = ["task", "relation", "otherwise", "arm"]

/**
 * A pattern for Oniguruma, to which `\w` and `\d` are letters and digits of every script.
 * @param source of a JavaScript pattern
 */
const foreign = (source) =>
  source
    .replace(/\\u([0-9a-f]{4})/gi, "\\x{$1}")
    .replaceAll("[\\w", "[A-Za-z0-9_")
    .replaceAll("\\d", "[0-9]")

const sourceOf = (token) => foreign(token.PATTERN.source ?? token.PATTERN)

/** @param tokens the module grammar/tokens @returns the TextMate grammar, as data */
export function textmate(tokens) {
  const { KEYWORDS, JOINS, SOFT, LETTERS, vocabulary } = tokens
  const pattern = Object.fromEntries(vocabulary.map((one) => [one.name, one]))
  const letters = foreign(LETTERS)
  const inWord = `[A-Za-z0-9_${letters}]`
  const space = foreign("[ \\t\\ufeff\\u00a0]")
  // a whole name or nothing: else a long one would be tried from each of its letters
  const name = `(?>${sourceOf(pattern.Name)})`
  const anyOf = (words) => `(?:${words.join("|")})(?!${inWord}|-${inWord})`
  const begins = (words) => `^${space}*(${anyOf(words)})(?!${space}*:)`

  const as = (scope) => ({ name: `${scope}.${SCOPE}` })
  const text = (scope) => ({ ...as(`string.${scope}`), patterns: [{ include: "#marks" }] })
  return {
    information_for_contributors: ["Written by scripts/build-vscode.mjs from grammar/tokens.ts; not to be edited."],
    name: "Guideline",
    scopeName: `source.${SCOPE}`,
    patterns: ["statements", "comments", "signs", "texts", "tags", "numbers", "words"].map((one) => ({
      include: `#${one}`,
    })),
    repository: {
      statements: {
        patterns: [
          {
            match: `${begins(DECLARING)}(?:${space}+(?!${anyOf(JOINS)})(${name}))?`,
            captures: { 1: as("keyword.control"), 2: as("entity.name") },
          },
          {
            match: begins(KEYWORDS.filter((one) => !DECLARING.includes(one))),
            captures: { 1: as("keyword.control") },
          },
        ],
      },
      comments: {
        patterns: [
          { ...as("comment.line.number-sign"), match: sourceOf(pattern.Comment) },
          { ...as("invalid.illegal.comment"), match: sourceOf(pattern.OtherComment) },
        ],
      },
      signs: {
        patterns: [
          { ...as("invalid.illegal.sign"), match: sourceOf(pattern.StandIn) },
          { ...as("punctuation.separator"), match: "[:,]" },
          { ...as("punctuation.section.brackets"), match: "[()\\[\\]]" },
        ],
      },
      texts: {
        patterns: [
          {
            match: ["Quote", "OpenQuote", "OtherQuote"].map((one) => `(${sourceOf(pattern[one])})`).join("|"),
            captures: {
              1: text("quoted.double"),
              2: text("quoted.double.unclosed"),
              3: text("quoted.other"),
            },
          },
          { match: sourceOf(pattern.Bar), captures: { 0: text("unquoted.bar") } },
        ],
      },
      // what a text marks in another one: <e1>, </answer>
      marks: { ...as("constant.other.placeholder"), match: sourceOf(pattern.Tag).replace("<", "</?") },
      tags: { ...as("entity.name.tag"), match: sourceOf(pattern.Tag) },
      numbers: { ...as("constant.numeric"), match: sourceOf(pattern.Number) },
      words: {
        // a name stands before a colon, whatever it is called
        match: [`(${anyOf(JOINS)})`, `(${name})(?=${space}*:)`, `(${anyOf(SOFT)})`, `(${name})`].join("|"),
        captures: {
          1: as("keyword.operator.word"),
          2: as("variable.other"),
          3: as("keyword.other"),
          4: as("variable.other"),
        },
      },
    },
  }
}

/**
 * @param tokens the module grammar/tokens
 * @param details words of the statements that stand below others
 * @returns comments, brackets and indentation for the editor, as data
 */
export function configuration({ KEYWORDS, JOINS, Name }, details) {
  const first = (words) => `^\\s*(?:${words.join("|")})(?![\\w-]|\\s*:)`
  return {
    comments: { lineComment: "#" },
    brackets: [
      ["(", ")"],
      ["[", "]"],
    ],
    autoClosingPairs: [
      { open: "(", close: ")", notIn: ["string", "comment"] },
      { open: "[", close: "]", notIn: ["string", "comment"] },
      { open: '"', close: '"', notIn: ["string", "comment"] },
      { open: "“", close: "”", notIn: ["string", "comment"] },
    ],
    surroundingPairs: [
      ["(", ")"],
      ["[", "]"],
      ['"', '"'],
      ["“", "”"],
      ["<", ">"],
    ],
    wordPattern: Name.PATTERN.source,
    folding: { offSide: true },
    indentationRules: {
      increaseIndentPattern: `${first(OPENING)}|^[^#|"]*(?:[,:(\\[]|\\s(?:${JOINS.join("|")}))\\s*$`,
      decreaseIndentPattern: first(KEYWORDS.filter((one) => !details.includes(one))),
    },
    onEnterRules: [
      // a text in bars goes on until a bar stays empty
      { beforeText: "^\\s*\\|\\s*\\S.*$", action: { indent: "none", appendText: "| " } },
    ],
  }
}

const LINE = 120

/** JSON as Biome formats it: a list without objects in it stands on one line, if it fits. */
function json(value, indent = "", before = 0) {
  const isList = Array.isArray(value)
  if (!isList && (typeof value !== "object" || value === null)) return JSON.stringify(value)
  const inner = `${indent}  `
  const isPlain = isList && value.flat(9).every((one) => typeof one !== "object")
  const line = isPlain ? `[${value.map((one) => json(one)).join(", ")}]` : ""
  if (isPlain && indent.length + before + line.length < LINE) return line
  const members = isList
    ? value.map((one) => json(one, inner))
    : Object.entries(value).map(([key, one]) => {
        const start = `${JSON.stringify(key)}: `
        return start + json(one, inner, start.length)
      })
  const [open, close] = isList ? "[]" : "{}"
  return `${open}\n${members.map((one) => inner + one).join(",\n")}\n${indent}${close}`
}

/** The files' names and texts. @param tokens the module grammar/tokens @param homes of src/language/nest */
export const files = (tokens, homes) => ({
  "glossator.tmLanguage.json": `${json(textmate(tokens))}\n`,
  "language-configuration.json": `${json(configuration(tokens, Object.keys(homes)))}\n`,
})

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const tokens = await import("../dist/grammar/tokens.js")
  const { HOMES } = await import("../dist/src/language/nest.js")
  for (const [name, text] of Object.entries(files(tokens, HOMES))) writeFileSync(new URL(name, folder), text)
}
