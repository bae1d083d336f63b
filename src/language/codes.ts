/** What can be wrong with what a guideline says, beyond its form. */
import { grammarCodes } from "../../grammar/codes.js"
import { type Codes, code, diagnoser } from "../diagnostic.js"
import { listed } from "../text.js"

const or = (words: readonly string[]): string => listed(words, "or")
const near = (name?: string): string => (name === undefined ? "." : `; did you mean "${name}"?`)

export const languageCodes = {
  // files
  "file-empty": code({
    severity: "error",
    says: (_: Record<string, never>) => "There is no statement in this file.",
    help: 'A guideline begins with its name: guideline "Semantic relations" version "1.0".',
  }),
  "file-too-large": code({
    severity: "error",
    says: ({ size, largest }: { size: number; largest: number }) =>
      `The file has ${size} characters; a guideline has at most ${largest}.`,
    help: "Data belongs into a data file. A guideline is what a person reads.",
  }),
  "file-unreadable": code({
    severity: "error",
    says: ({ path, reason }: { path: string; reason: string }) => `"${path}" cannot be read: ${reason}.`,
    help: "Check the path and the file's permissions.",
  }),
  "file-not-utf8": code({
    severity: "error",
    says: ({ path }: { path: string }) => `"${path}" is not UTF-8 text.`,
    help: "Save the file with the encoding UTF-8.",
  }),
  "import-path": code({
    severity: "error",
    says: ({ path }: { path: string }) => `"${path}" is no path of a guideline.`,
    help: 'A path is relative to this file, has "/" between folders and ends in ".guideline".',
  }),
  "import-unreadable": code({
    severity: "error",
    says: ({ path, reason }: { path: string; reason: string }) => `The file "${path}" cannot be read: ${reason}.`,
    help: "The path is relative to the file that uses it.",
  }),
  "import-cycle": code({
    severity: "error",
    says: ({ chain }: { chain: readonly string[] }) => `This file uses itself: ${chain.join(" → ")}.`,
    help: "Move what both files need into a third one.",
  }),
  "import-twice": code({
    severity: "warning",
    says: ({ path }: { path: string }) => `"${path}" is used here already.`,
    help: "Leave one of the two lines out.",
  }),
  "import-not-read": code({
    severity: "error",
    says: ({ path }: { path: string }) => `"${path}" is used, but no files are read here.`,
    help: "A text without a folder cannot use files: write what it needs into it.",
  }),
  "guideline-name-taken": code({
    severity: "error",
    says: ({ name }: { name: string }) => `Another file in use is called "${name}" as well.`,
    help: "Give each guideline a name of its own: scores and reports are filed under it.",
  }),

  // places
  "detail-misplaced": code({
    severity: "error",
    says: ({ detail, homes }: { detail: string; homes: readonly string[] }) =>
      `"${detail}" cannot stand here; it belongs under ${or(homes.map((h) => `"${h}"`))}.`,
    help: "Move the line under its heading and indent it. An advice or example about the whole guideline is not indented.",
  }),
  "detail-flush-left": code({
    severity: "warning",
    says: ({ detail, heading, whole }: { detail: string; heading: string; whole: boolean }) =>
      whole
        ? `This "${detail}" is not indented, so it is about the whole guideline and not about the "${heading}" above.`
        : `This "${detail}" is not indented; it was read as part of the "${heading}" above.`,
    help: 'Indent it if it belongs there. What is about the whole guideline stands under "task", or after the last reward.',
  }),
  "text-unclear": code({
    severity: "warning",
    says: ({ statement }: { statement: string }) =>
      `This text stands like a line of its own; it was read as the text of the "${statement}" above.`,
    help: "If its word is missing (alias, advice), write it. A text that goes on is indented four deeper than its statement, and its lines stand one below the other.",
  }),
  "statement-twice": code({
    severity: "error",
    says: ({ statement }: { statement: string }) => `There is a second "${statement}".`,
    help: "A guideline has one, counted with all files that it uses.",
  }),
  "part-missing": code({
    severity: "error",
    says: ({ part }: { part: string }) => `The guideline has no "${part}".`,
    help: 'A task needs: guideline, task, input, answer, reward; and for a relation to be answered, at least one "relation".',
  }),
  "schema-only": code({
    severity: "info",
    says: (_: Record<string, never>) => "This file declares labels only; it becomes a task where another file uses it.",
    help: 'To make a task of it, write a file with task, input, answer and reward that says: use "THIS FILE".',
  }),
  "text-empty": code({
    severity: "error",
    says: ({ what }: { what: string }) => `The text of this ${what} is empty.`,
    help: "Write the text between the quotes, or leave the line out.",
  }),

  // names
  "name-twice": code({
    severity: "error",
    says: ({ what, name }: { what: string; name: string }) => `There are two ${what}s called "${name}".`,
    help: "Give one of them another name.",
  }),
  "name-reserved": code({
    severity: "error",
    says: ({ name }: { name: string }) => `A field cannot be called "${name}".`,
    help: 'In a reward, "format" is the form of the whole answer and "gold" the right answer.',
  }),
  "name-unknown": code({
    severity: "error",
    says: (facts: { what: string; name: string; near?: string }) =>
      `No ${facts.what} is called "${facts.name}"${near(facts.near)}`,
    help: "Declare it, or correct its spelling.",
  }),
  "label-ambiguous": code({
    severity: "error",
    says: ({ one, other, name }: { one: string; other: string; name: string }) =>
      `"${one}" is read as "${name}" too (there written "${other}"), so an answer could mean both.`,
    help: "Two labels must differ in more than what `accept` lets pass (case, hyphens, spaces, look-alike letters).",
  }),
  "listed-twice": code({
    severity: "warning",
    says: ({ name }: { name: string }) => `"${name}" is listed already.`,
    help: "Leave it out.",
  }),
  "option-unknown": code({
    severity: "error",
    says: (facts: { name: string; known: readonly string[]; near?: string }) =>
      `"${facts.name}" is not one of ${or(facts.known)}${near(facts.near)}`,
    help: "These lists are closed: what they name is built in.",
  }),

  // fields
  "field-type": code({
    severity: "error",
    says: (facts: { name: string; is: string; needs: string }) =>
      `"${facts.name}" is a ${facts.is}, but here a ${facts.needs} is needed.`,
    help: "An input is a text or a mention in a text; an answer is a text or a relation between two mentions.",
  }),
  "mentions-same": code({
    severity: "error",
    says: ({ name }: { name: string }) => `Both ends are "${name}".`,
    help: "A relation holds between two different mentions.",
  }),
  "answer-tag-shared": code({
    severity: "error",
    says: ({ tag, other }: { tag: string; other: string }) => `<${tag}> already holds the answer "${other}".`,
    help: "Give each part of the answer its own tag.",
  }),

  // labels
  "roles-same": code({
    severity: "error",
    says: ({ name }: { name: string }) => `Both roles are called "${name}".`,
    help: "The roles tell the two ends apart: cause and effect.",
  }),
  "relation-bare": code({
    severity: "warning",
    says: ({ name }: { name: string }) => `"${name}" has neither an example nor a cue.`,
    help: "One example shows more than a definition; a cue names a wording that states it.",
  }),
  "cue-roles": code({
    severity: "error",
    says: ({ first, second }: { first: string; second: string }) =>
      `A cue names both roles, in the order of the text: (${first}, ${second}) or (${second}, ${first}).`,
    help: "The first role is the one that the first mention of the text has.",
  }),
  "cue-twice": code({
    severity: "error",
    says: ({ text }: { text: string }) => `The cue "${text}" stands twice under this relation.`,
    help: "A wording states a relation in one direction; leave one of the two out.",
  }),
  "cue-shared": code({
    severity: "error",
    says: ({ text, other }: { text: string; other: string }) => `The cue "${text}" also states "${other}".`,
    help: "A wording that states two relations decides for neither: make it longer, or leave it out of one.",
  }),
  "prefer-twice": code({
    severity: "error",
    says: ({ name }: { name: string }) => `"${name}" stands twice in this order.`,
    help: "Each label has one place in an order.",
  }),
  "prefer-cycle": code({
    severity: "error",
    says: ({ chain }: { chain: readonly string[] }) =>
      `The order goes round in a circle: ${(chain.length > 8 ? [...chain.slice(0, 7), "…"] : chain).join(" over ")}.`,
    help: "Leave one of the preferences out.",
  }),

  // examples
  "label-arguments": code({
    severity: "error",
    says: ({ name, directed }: { name: string; directed: boolean }) =>
      directed
        ? `"${name}" is a relation: say between what, as in ${name}(e1, e2).`
        : `"${name}" stands alone, without arguments.`,
    help: "A relation is written with its two mentions in the order of its roles; the label of `otherwise` has none.",
  }),
  "mark-missing": code({
    severity: "error",
    says: ({ name }: { name: string }) => `The text does not mark <${name}>…</${name}>.`,
    help: "Every mention is marked once in the text of an example, as it is in the data.",
  }),
  "mark-broken": code({
    severity: "error",
    says: ({ name, how }: { name: string; how: string }) => `The mark <${name}> ${how}.`,
    help: "A mark is opened once, closed once, and has text between.",
  }),
  "mark-unknown": code({
    severity: "warning",
    says: (facts: { name: string; near?: string }) => `<${facts.name}> marks no declared mention${near(facts.near)}`,
    help: "Marks are named after the inputs of type mention.",
  }),
  "example-elsewhere": code({
    severity: "warning",
    says: ({ under, is }: { under: string; is: string }) =>
      `This example of "${is}" stands under "${under}" and does not say that it is not that.`,
    help: "Move it under its own label, or write below it, after `not`, which wrong answer it warns of.",
  }),
  "not-is-gold": code({
    severity: "error",
    says: ({ value }: { value: string }) => `${value} is the right answer of this example, and called wrong.`,
    help: "Below an example stand answers that must earn less than its own.",
  }),

  // rewards
  "verb-missing": code({
    severity: "error",
    says: ({ subject }: { subject: string }) => `What must hold of "${subject}"? A verb is missing.`,
    help: "Write subject, verb and object: label equals gold. `format` alone means the form of the whole answer.",
  }),
  "verb-superfluous": code({
    severity: "error",
    says: (_: Record<string, never>) => '"format" stands alone.',
    help: "It holds when every part that is not optional could be read.",
  }),
  "verb-subject": code({
    severity: "error",
    says: (facts: { verb: string; type: string; takes: readonly string[] }) =>
      `"${facts.verb}" cannot be said of a ${facts.type}, only of a ${or(facts.takes)}.`,
    help: "Name a part of the answer of the right type.",
  }),
  "verb-object": code({
    severity: "error",
    says: (facts: { verb: string; object: string; found?: string }) =>
      facts.object === "none"
        ? `"${facts.verb}" has no object.`
        : `"${facts.verb}" needs ${facts.object} behind it${facts.found === undefined ? "." : `, not "${facts.found}".`}`,
    help: "`gold` is the right answer for the same part.",
  }),
  "after-later": code({
    severity: "error",
    says: ({ name }: { name: string }) => `"${name}" is not paid before this term.`,
    help: "A term waits for terms that stand above it.",
  }),
  "after-graded": code({
    severity: "error",
    says: ({ name }: { name: string }) => `"${name}" measures more or less, so nothing can wait for it to hold.`,
    help: "Only a term that holds or does not hold can stand behind `after`.",
  }),
  "reward-flat": code({
    severity: "warning",
    says: ({ pays }: { pays: number }) => `This term pays ${pays} whatever the answer is.`,
    help: "Let it pay something different where it does not hold, after `else`.",
  }),
  "budget-number": code({
    severity: "error",
    says: ({ tokens }: { tokens: number }) => `A budget of ${tokens} tokens is none.`,
    help: "Write a whole number of tokens above zero.",
  }),
} as const

export const report = diagnoser(languageCodes)

/** Every code of the language and its grammar, for `explain`. */
export const allCodes: Codes = { ...grammarCodes, ...languageCodes }
