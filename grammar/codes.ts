/** What can be wrong with the form of a guideline. */
import { code, diagnoser, printable } from "../src/diagnostic.js"
import { listed } from "../src/text.js"

/** As many as there are types. */
const MOST_LISTED = 12

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
    says: ({ near }: { near: readonly string[] }) =>
      `This line begins with no statement word${near.length > 0 ? `; is ${list(near.map((word) => `"${word}"`))} missing?` : "."}`,
    help: "Begin the line with the word for what it is. If it goes on with the line above, indent it deeper than that statement's first line.",
  }),
  "line-not-indented": code({
    severity: "error",
    says: ({ statement }: { statement: string }) => `This line goes on with "${statement}" above, but is not indented.`,
    help: "A line that goes on with a statement is indented deeper than the statement's first line.",
  }),
  "statement-indented": code({
    severity: "warning",
    says: ({ statement }: { statement: string }) =>
      `This "${statement}" is indented, but it is no detail of what stands above it.`,
    help: "Only details are indented: alias, cue, check, judge, advice, example, not, test, and the rewards of an arm. Did the line lose its first word?",
  }),
  "line-begins-with-keyword": code({
    severity: "error",
    says: ({ word, statement }: { word: string; statement: string }) =>
      `"${word}" begins a new statement here, but the line seems to go on with "${statement}" above.`,
    help: "Break the line before another word: the first word of a line says what the line is for.",
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
    help: "The message then shows what such a line looks like; grammar/README.md has an example of every statement. A line that goes on is indented deeper than the first.",
  }),
  "sign-misspelt": code({
    severity: "error",
    says: ({ sign, near }: { sign: string; near: string }) => `"${sign}" means nothing here; did you mean "${near}"?`,
    help: 'A name and its type have ":" between them, a text and its answer "is", the items of a list ",", and an order "over".',
  }),
  "text-bare": code({
    severity: "error",
    says: ({ statement }: { statement: string }) =>
      `This reads like the text of the "${statement}" above, but stands neither in quotes nor behind "|".`,
    help: "A line of text begins with a bar: | Say what the comment does. A text of one line may stand in quotes instead.",
  }),
  "colon-superfluous": code({
    severity: "error",
    says: ({ statement, written }: { statement: string; written: string }) =>
      `Behind "${statement}" stands no ":"; write: ${short(written)}`,
    help: "What a statement says follows right behind its first word. A colon stands behind the name of a rule or a field: advice stated: … , input sentence: text.",
  }),
  "name-space": code({
    severity: "error",
    says: ({ words, name, isList }: { words: string; name: string; isList: boolean }) =>
      isList
        ? `Between the names "${short(words)}" a comma is missing; or write "${short(name)}" if it is one name.`
        : `A name has no spaces: write "${short(name)}" instead of "${short(words)}".`,
    help: "A name is one word, with hyphens in it and no spaces: Cause-Effect.",
  }),
  "name-joins": code({
    severity: "error",
    says: ({ word }: { word: string }) => `"${word}" joins the parts of a statement and is never a name.`,
    help: "Choose another name; with a hyphen it is one: part-of.",
  }),
  "quote-open": code({
    severity: "error",
    says: () => "This text has no closing quote; it was taken to the end of the line.",
    help: 'A text in quotes ends on its own line. Longer texts, and texts with quotes in them, stand on lines that begin with "|".',
  }),
  "quote-unopened": code({
    severity: "error",
    says: (_: Record<string, never>) => "This text has no opening quote.",
    help: 'A text stands in quotes: "…". Longer ones stand on lines that begin with "|".',
  }),
  "quote-inside": code({
    severity: "error",
    says: (_: Record<string, never>) => "There are straight quotes inside of this text.",
    help: 'Put the text on lines that begin with "|", or in typographic quotes: “…”.',
  }),
  "quote-other": code({
    severity: "error",
    says: ({ sign }: { sign: string }) => `A text stands in double quotes, not in ${sign}.`,
    help: 'Write "…". An apostrophe inside of a text is an ordinary sign.',
  }),
  "comment-sign": code({
    severity: "error",
    says: ({ sign }: { sign: string }) => `A comment begins with "#", not with "${sign}".`,
    help: 'What stands behind "#", to the end of the line, is for people alone and never shown to the model.',
  }),
  "sign-unknown": code({
    severity: "error",
    says: ({ sign }: { sign: string }) =>
      sign.startsWith("<")
        ? "This tag has no closing >."
        : `${sign === printable(sign) ? "This" : "A hidden sign"} means nothing here: ${short(sign)}`,
    help: 'Outside of texts there are names, numbers, <tags> and the signs : , ( ) [ ]. Texts stand in quotes or after "|", comments after "#".',
  }),
  "number-comma": code({
    severity: "error",
    says: ({ written, number }: { written: string; number: string }) =>
      `${short(written)} is not one number; did you mean ${short(number)}?`,
    help: "Decimals stand behind a point, and thousands are not set apart: 0.5, 4096.",
  }),
  "number-range": code({
    severity: "error",
    says: ({ number }: { number: string }) => `The number ${short(number)} is too large or too fine.`,
    help: "Numbers go up to a billion and have at most six decimals.",
  }),
  "nesting-deep": code({
    severity: "error",
    says: (_: Record<string, never>) => "There are too many brackets or lists inside each other.",
    help: "At most 20, which is far more than a reader can follow. Is a closing bracket missing?",
  }),
  "line-ends": code({
    severity: "error",
    says: (_: Record<string, never>) => "The lines of this file end in CR alone, so that all of it is one line.",
    help: "Save the file with the line ends of Unix (LF) or Windows (CR LF).",
  }),
} as const

export const diagnose = diagnoser(grammarCodes)
