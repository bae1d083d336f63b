/** What can be wrong with the form of a guideline. */
import { code } from "../src/diagnostic.js"
import { listed } from "../src/text.js"

const MOST_LISTED = 6

const list = (words: readonly string[]): string =>
  listed(words.length > MOST_LISTED ? [...words.slice(0, MOST_LISTED), "…"] : words, "or")

const short = (text: string): string => (text.length > 30 ? `${text.slice(0, 29)}…` : text)

export const grammarCodes = {
  "statement-misspelt": code({
    severity: "error",
    says: ({ word, near }: { word: string; near: string }) =>
      `No statement is called "${short(word)}"; did you mean "${near}"?`,
    help: "The first word of a line says what the line is for. It was read as the word that was probably meant.",
  }),
  "statement-unknown": code({
    severity: "error",
    says: ({ word }: { word: string }) => `No statement is called "${short(word)}".`,
    help: "The first word of a line says what the line is for: relation, advice, example, reward … grammar/README.md lists them. A line that goes on with the one above is indented deeper and begins with a joining word or a text.",
  }),
  "statement-left-out": code({
    severity: "error",
    says: ({ near }: { near?: string }) =>
      `This line begins with no statement word${near ? `; is "${near}" missing?` : "."}`,
    help: "Begin the line with the word for what it is. If it goes on with the line above, indent it deeper than that statement's first line.",
  }),
  "line-not-indented": code({
    severity: "error",
    says: ({ statement }: { statement: string }) => `This line goes on with "${statement}" above, but is not indented.`,
    help: "A line that goes on with a statement is indented deeper than the statement's first line.",
  }),
  "word-misspelt": code({
    severity: "error",
    says: ({ word, near }: { word: string; near: string }) =>
      `"${short(word)}" means nothing here; did you mean "${near}"?`,
    help: "The statement was read as if the word were spelt so.",
  }),
  "syntax-unexpected": code({
    severity: "error",
    says: ({ expected, found }: { expected: readonly string[]; found?: string }) => {
      if (found === undefined) return `Expected ${list(expected)}, but the statement ends here.`
      if (expected.length === 0) return `This cannot stand here: ${short(found)}`
      return `Expected ${list(expected)}, but here stands ${short(found)}`
    },
    help: "grammar/README.md shows every statement by an example. A line that goes on is indented deeper than the first.",
  }),
  "quote-open": code({
    severity: "error",
    says: () => "This text has no closing quote; it was taken to the end of the line.",
    help: 'A text in quotes ends on its own line. Longer texts, and texts with quotes in them, stand on lines that begin with "|".',
  }),
  "sign-unknown": code({
    severity: "error",
    says: ({ sign }: { sign: string }) =>
      sign.startsWith("<") ? "This tag has no closing >." : `This means nothing here: ${short(sign)}`,
    help: 'Outside of texts there are names, numbers, <tags> and the signs : , ( ). Texts stand in quotes or after "|", comments after "#".',
  }),
  "number-range": code({
    severity: "error",
    says: ({ number }: { number: string }) => `The number ${short(number)} is too large or too fine.`,
    help: "Numbers go up to a billion and have at most six decimals.",
  }),
} as const
