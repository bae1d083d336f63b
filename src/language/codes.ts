/** What can be wrong with what a guideline says, beyond its form. */
import { grammarCodes } from "../../grammar/codes.js"
import { type Codes, code, diagnoser } from "../diagnostic.js"
import { lookAlike } from "../folds.js"
import { listed } from "../text.js"

const or = (words: readonly string[]): string => listed(words, "or")
const and = (words: readonly string[]): string => listed(words, "and")
const quoted = (words: readonly string[]): string[] => words.map((word) => `"${word}"`)

/** A long list would hide the sentence that it stands in. */
const shortened = (words: readonly string[], most = 6): readonly string[] =>
  words.length > most ? [...words.slice(0, most), `${words.length - most} more`] : words

const shape = (name: string): string =>
  [...name].map((sign) => String.fromCodePoint(lookAlike(sign.codePointAt(0)!))).join("")

/** What is probably meant by a name that nothing declares; else what there is. */
function instead({ name, near, known }: { name: string; near?: string; known?: readonly string[] }): string {
  if (near === undefined) return known && known.length > 0 ? `; there is ${and(quoted(known))}.` : "."
  if (near === `"${name}"`) return `; did you mean the text ${near}, in quotes?`
  if (shape(near) === shape(name)) return `; "${near}" looks the same, but is written with letters of another alphabet.`
  return `; did you mean "${near}"?`
}

export const languageCodes = {
  // files
  "file-empty": code({
    severity: "error",
    says: (_: Record<string, never>) => "There is no statement in this file.",
    help: 'A guideline begins with its name: guideline "Semantic relations" version "1.0".',
  }),
  "file-unlike": code({
    severity: "error",
    says: (_: Record<string, never>) =>
      "This does not look like a guideline: none of its lines begins with a statement's word.",
    help: 'Is it the right file? A guideline begins with its name (guideline "Semantic relations" version "1.0"), and each line says first what it is for: task, input, label, example, reward.',
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
      `"${detail}" cannot stand here; it belongs under ${or(quoted(homes))}.`,
    help: "Move the line under its heading and indent it. A rule or an example about the whole guideline is not indented.",
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
    help: "There is one, counted with all files in use; an arm has its own.",
  }),
  "pasted-twice": code({
    severity: "error",
    says: ({ count, another }: { count: number; another: boolean }) =>
      another
        ? "A second guideline begins here; what stands from here on was not read."
        : `From here on, ${count} statements stand a second time, as they do above.`,
    help: "Delete what was pasted twice. A file holds one guideline; another one has a file of its own, and `use` takes it in.",
  }),
  "part-missing": code({
    severity: "error",
    says: ({ parts, why }: { parts: readonly string[]; why?: string }) =>
      `The guideline has no ${or(quoted(parts))}${why === undefined ? "." : `, ${why}.`}`,
    help: "A task needs guideline, task, input, answer and reward, and the labels that an answer is to be chosen from.",
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
    says: ({ what, name, other }: { what: string; name: string; other?: string }) =>
      other === undefined
        ? `There are two ${what}s called "${name}".`
        : `This ${what} is called "${name}" like the ${other} of that name, so a line could mean both.`,
    help: "Give one of them another name. A reward or check without a name is called by its subject and verb: label-equals.",
  }),
  "name-reserved": code({
    severity: "error",
    says: ({ what, name }: { what: string; name: string }) => `${what} cannot be called "${name}".`,
    help: 'In rewards and rules, "format" is the form of the whole answer, "gold" the right answer, and "completion" all that the model wrote; "labels", "entities" and "relations" are all declared ones.',
  }),
  "name-unknown": code({
    severity: "error",
    says: (facts: { what: string; name: string; near?: string; known?: readonly string[] }) =>
      `No ${facts.what} is called "${facts.name}"${instead(facts)}`,
    help: "Declare it, or correct its spelling.",
  }),
  "names-alike": code({
    severity: "warning",
    says: ({ what, one, other }: { what: string; one: string; other: string }) =>
      `"${one}" is easily mistaken for the ${what} "${other}".`,
    help: "They differ only in case, hyphens or letters that look alike. Give one of them another name.",
  }),
  "name-mixed": code({
    severity: "warning",
    says: ({ name, sign, alphabets }: { name: string; sign: string; alphabets: readonly string[] }) =>
      `"${name}" mixes ${and(alphabets)} letters; the first strange one is "${sign}".`,
    help: "Letters of two alphabets can look alike and are never the same: type the name again on one keyboard.",
  }),
  "name-invisible": code({
    severity: "error",
    says: ({ sign }: { sign: string }) => `There is a sign in this name that nobody sees: U+${sign}.`,
    help: "Such signs (direction marks, fillers) come along when text is copied. Delete the name and type it again.",
  }),
  "text-reordered": code({
    severity: "warning",
    says: ({ sign }: { sign: string }) =>
      `A hidden sign (U+${sign}) changes the direction of this text, so it is not read as it looks.`,
    help: "Right-to-left writing needs no such signs here. Delete the text and type it again, or paste it as plain text.",
  }),
  "text-control": code({
    severity: "error",
    says: ({ sign }: { sign: string }) => `There is a control sign (U+${sign}) here, which no text can hold.`,
    help: "Such signs come along from other programs and mean something else to the next one. Delete it.",
  }),
  "label-ambiguous": code({
    severity: "error",
    says: ({ one, other, name }: { one: string; other: string; name: string }) =>
      `"${one}" is read as "${name}" too${other === name ? "" : ` (there written "${other}")`}, so an answer could mean both.`,
    help: "Two labels must differ in more than what `accept` and `rescue` let pass (case, hyphens, spaces, look-alike letters).",
  }),
  "alias-whole": code({
    severity: "error",
    says: ({ alias, name }: { alias: string; name: string }) =>
      `"${alias}" is a whole answer; an alias is another spelling of the name "${name}" alone.`,
    help: "Leave out the brackets and what stands in them.",
  }),
  "alias-keyless": code({
    severity: "error",
    says: ({ name }: { name: string }) =>
      `"${name}" is no part of a group, so it has no key that could be called otherwise.`,
    help: "An alias below an answer is another key in the JSON of its group. Leave it out, or name the group with `of`.",
  }),
  "listed-twice": code({
    severity: "warning",
    says: ({ name }: { name: string }) => `"${name}" is listed already.`,
    help: "Leave it out.",
  }),
  "reading-twice": code({
    severity: "error",
    says: ({ name }: { name: string }) => `"${name}" is accepted, so there is nothing left to rescue.`,
    help: "What is accepted is the right form; what is rescued is read, but the form is wrong. Decide for one of them.",
  }),
  "option-unknown": code({
    severity: "error",
    says: (facts: { name: string; known: readonly string[]; near?: string }) =>
      facts.near !== undefined
        ? `"${facts.name}" is not known here; did you mean "${facts.near}"?`
        : facts.known.length === 0
          ? `"${facts.name}" is not declared; nothing that could stand here is.`
          : `"${facts.name}" is not one of ${or(shortened(quoted(facts.known), 12))}.`,
    help: "Only what is listed can stand here.",
  }),
  circle: code({
    severity: "error",
    says: ({ word, chain }: { word: string; chain: readonly string[] }) =>
      `This goes round in a circle: ${(chain.length > 8 ? [...chain.slice(0, 7), "…"] : chain).join(` ${word} `)}.`,
    help: "Nothing can stand under itself, be a part of itself or wait for itself. Leave one of the lines' words out.",
  }),

  // fields
  "field-type": code({
    severity: "error",
    says: (facts: { name: string; is: string; needs: string }) =>
      `"${facts.name}" is ${facts.is}, but ${facts.needs} is needed here.`,
    help: "Name a field of the right type, or correct the type where it is declared.",
  }),
  "type-misplaced": code({
    severity: "error",
    says: ({ type, field }: { type: string; field: string }) => `${type} cannot be ${field}.`,
    help: "A mention is marked in an input's text; a quote and a group are answered. Choose another type.",
  }),
  "number-bounds": code({
    severity: "error",
    says: ({ lowest, highest }: { lowest: number; highest: number }) => `No number lies from ${lowest} to ${highest}.`,
    help: "The lower bound stands first: number 1 to 5.",
  }),
  "numbered-start": code({
    severity: "error",
    says: ({ start }: { start: string }) => `"${start}" is no beginning that could be counted on from.`,
    help: "Write the name of the first item: A, or 1, or a name that ends in a number, as in model-1.",
  }),
  "mentions-same": code({
    severity: "error",
    says: ({ name }: { name: string }) => `Both ends are "${name}".`,
    help: "A relation holds between two different mentions.",
  }),
  "answer-place-shared": code({
    severity: "error",
    says: ({ place, other }: { place: string; other: string }) => `${place} already holds the answer "${other}".`,
    help: "Give each part of the answer a place of its own, or make them parts of one group with `of`. Two may share a place if their conditions (`when`) never hold together.",
  }),
  "answer-place": code({
    severity: "error",
    says: ({ reason }: { reason: string }) => `This place cannot be: ${reason}.`,
    help: 'A part of a group stands in the JSON of the group, at most with a key of its own (in key "best"); any other part has its own place.',
  }),
  "group-empty": code({
    severity: "error",
    says: ({ name }: { name: string }) => `The group "${name}" has no parts.`,
    help: "Each part says which group it belongs to: answer claim of verdicts: text.",
  }),
  "condition-many": code({
    severity: "error",
    says: ({ name }: { name: string }) => `"${name}" has many values here, so it is not clear which one counts.`,
    help: "A condition looks at a field that is given or answered once, or once in the same group.",
  }),
  "never-applies": code({
    severity: "error",
    says: ({ what, field, wanted }: { what: string; field: string; wanted: readonly string[] }) =>
      `This ${what} never applies: "${field}" would have to be ${and(quoted(wanted))} at once.`,
    help: "Its conditions, those of what it is about and those of what it waits for must be able to hold together.",
  }),
  contradiction: code({
    severity: "error",
    says: ({ one, other }: { one: string; other: string }) => `Nothing can be both: ${one} and ${other}.`,
    help: "No answer can keep both lines. Correct one of them, or give them conditions that never hold together.",
  }),

  // labels
  "roles-same": code({
    severity: "error",
    says: ({ name }: { name: string }) => `Both roles are called "${name}".`,
    help: "The roles tell the two ends apart: cause and effect.",
  }),
  "roles-differ": code({
    severity: "error",
    says: ({ name, roles }: { name: string; roles: readonly [string, string] }) =>
      `"${name}" is symmetric, but ${roles[0]} and ${roles[1]} take different entities.`,
    help: "Where both orders mean the same, either end can have either role. Give both the same types, or leave `symmetric` out.",
  }),
  "labels-unshown": code({
    severity: "warning",
    says: ({ names }: { names: readonly string[] }) =>
      `Neither an example nor a cue shows ${and(shortened(quoted(names)))}.`,
    help: "One example shows more than a definition; a cue names a wording that states it.",
  }),
  "labels-undescribed": code({
    severity: "warning",
    says: ({ names }: { names: readonly string[] }) =>
      `Nothing says what ${and(shortened(quoted(names)))} ${names.length === 1 ? "means" : "mean"}.`,
    help: "Write it in quotes behind the name: people and the model read it.",
  }),
  "labels-unreachable": code({
    severity: "warning",
    says: ({ kind, names }: { kind: "label" | "entity" | "relation"; names: readonly string[] }) =>
      `No answer can be ${or(shortened(quoted(names)))}: no field is ${
        { label: "one of labels", entity: "one of entities or a triplet", relation: "a relation or a triplet" }[kind]
      }.`,
    help: "Let an answer be chosen from them (answer kind: one of labels), or leave them out: the model is told of them in vain.",
  }),
  "relations-alike": code({
    severity: "warning",
    says: ({ name, others }: { name: string; others: readonly string[] }) =>
      `Nothing here tells "${name}" from ${or(shortened(quoted(others)))}.`,
    help: "An annotator would ask. Say which one comes first (prefer), write an advice that names the other one, a cue for each, or an example with a near miss (not).",
  }),
  "cue-roles": code({
    severity: "error",
    says: ({ name, roles }: { name: string; roles?: readonly [string, string] }) =>
      roles
        ? `A cue of "${name}" names both roles, in the order of the text: (${roles[0]}, ${roles[1]}) or (${roles[1]}, ${roles[0]}).`
        : `"${name}" has no roles, so its cue names none.`,
    help: "Behind `for` stand the roles of a relation; the first one is that of what the text names first.",
  }),
  "cue-twice": code({
    severity: "error",
    says: ({ text, name }: { text: string; name: string }) => `The cue "${text}" stands twice under "${name}".`,
    help: "A wording states a relation in one direction; leave one of the two out.",
  }),
  "cue-shared": code({
    severity: "error",
    says: ({ text, other }: { text: string; other: string }) => `The cue "${text}" also states "${other}".`,
    help: "A wording that states two labels decides for neither: make it longer, or leave it out of one.",
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
  "prefer-kind": code({
    severity: "error",
    says: ({ narrow, broad }: { narrow: string; broad: string }) =>
      `"${narrow}" is a kind of "${broad}", so behind it it would never be chosen.`,
    help: "Whatever is of the narrower kind is of the broader one as well: put the narrower one first.",
  }),
  "exclude-alone": code({
    severity: "error",
    says: ({ name }: { name: string }) => `"${name}" alone excludes nothing.`,
    help: "Name two or more relations of which at most one holds between the same two ends.",
  }),
  "exclude-kind": code({
    severity: "error",
    says: ({ narrow, broad }: { narrow: string; broad: string }) =>
      `"${narrow}" is a kind of "${broad}", so it could never hold if they exclude each other.`,
    help: "Leave one of them out of this line, or take the one from under the other.",
  }),

  // examples
  "example-unnamed": code({
    severity: "error",
    says: ({ fields, of }: { fields: readonly string[]; of: string }) =>
      fields.length > 0
        ? `It is not clear which ${of} this is: ${or(shortened(quoted(fields)))}.`
        : `There is no ${of} that this could be.`,
    help: 'Write its name before it: example question: "Who won?" is answer: "Kenya".',
  }),
  "example-incomplete": code({
    severity: "error",
    says: ({ missing, side }: { missing: readonly string[]; side: "given" | "right" }) =>
      side === "given"
        ? `The example does not give ${and(quoted(missing))}.`
        : `The example does not say what is right for ${and(quoted(missing))}.`,
    help: "An example is a whole task with its right answer: every input before `is`, and behind it every value that the reward compares.",
  }),
  "example-twice": code({
    severity: "error",
    says: ({ name }: { name: string }) => `"${name}" stands twice in this list.`,
    help: "Each field has one value.",
  }),
  "examples-left-out": code({
    severity: "info",
    says: ({ count }: { count: number }) =>
      count === 1
        ? "One example of this file has another form than this task and is left out."
        : `${count} examples of this file have another form than this task and are left out.`,
    help: "A schema may serve several tasks; its examples are shown where inputs and answer fit.",
  }),
  "value-type": code({
    severity: "error",
    says: ({ field, needs }: { field: string; needs: string }) => `The value of "${field}" must be ${needs}.`,
    help: 'Texts stand in quotes, lists in [ ], names and numbers as they are: ["Kenya"], [A, B], yes, Cause-Effect(e1, e2).',
  }),
  "value-count": code({
    severity: "error",
    says: (facts: { field: string; list: string; count: number; found: number }) =>
      `"${facts.field}" has ${facts.found} ${facts.found === 1 ? "value" : "values"}, but "${facts.list}" has ${facts.count} ${
        facts.count === 1 ? "item" : "items"
      } in this example.`,
    help: "There is one value for each item, in the order of the list.",
  }),
  "label-arguments": code({
    severity: "error",
    says: ({ name, needs }: { name: string; needs: string }) => `"${name}" is written ${needs}.`,
    help: "A relation is written with its two ends in the order of its roles; a label, an entity and the label of `otherwise` have none.",
  }),
  "argument-type": code({
    severity: "error",
    says: (facts: { relation: string; role: string; type: string; takes: readonly string[] }) =>
      `The ${facts.role} of "${facts.relation}" is ${or(quoted(facts.takes))}, not "${facts.type}".`,
    help: "The relation declares which entities its roles take. Correct the example, or allow the entity there.",
  }),
  "text-not-found": code({
    severity: "error",
    says: ({ text, fields }: { text: string; fields: readonly string[] }) =>
      `"${text}" does not stand in ${or(quoted(fields))}.`,
    help: "It is copied letter by letter from the example's own text.",
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
    says: (facts: { name: string; near?: string }) =>
      `<${facts.name}> marks no declared mention${facts.near === undefined ? "." : `; did you mean "${facts.near}"?`}`,
    help: "Marks are named after the inputs of type mention.",
  }),
  "example-elsewhere": code({
    severity: "warning",
    says: ({ under, is }: { under: string; is: string }) =>
      `This example of "${is}" stands under "${under}" and does not say that it is not that.`,
    help: "Move it under its own label, or write below it, after `not`, which wrong answer it warns of.",
  }),
  "test-given": code({
    severity: "error",
    says: ({ name, value }: { name: string; value?: number }) =>
      value === undefined
        ? `"${name}" is decided by a program, so a test gives it no value.`
        : `The value of "${name}" lies from 0 to 1, so it is not ${value}.`,
    help: "Behind `when` stands what a judge, or a check that runs code of your own, would say: when same is 0.8. Everything else is computed.",
  }),
  "not-is-gold": code({
    severity: "error",
    says: (_: Record<string, never>) => "This is the right answer of the example, and called wrong.",
    help: "Below an example, after `not`, stand answers that must earn less than its own.",
  }),
  "prompt-holds-answer": code({
    severity: "warning",
    says: ({ what, place, part }: { what: string; place: string; part: string }) =>
      `This ${what} holds ${place}, which is how the answer "${part}" is found.`,
    help: "A model that repeats the prompt would have answered. Describe the form in words; the prompt shows it by itself.",
  }),

  // rules and rewards
  "subject-given": code({
    severity: "error",
    says: ({ name, is }: { name: string; is: string }) =>
      `"${name}" is ${is}; what is checked and paid must be something that is answered.`,
    help: "Begin with a part of the answer: evidence quotes passage.",
  }),
  "verb-missing": code({
    severity: "error",
    says: ({ subject }: { subject: string }) => `What must hold of "${subject}"? A verb is missing.`,
    help: "Write subject, verb and object: symptom at-most 8 words.",
  }),
  "verb-superfluous": code({
    severity: "error",
    says: (_: Record<string, never>) => '"format" stands alone.',
    help: "It holds when every part that is not optional could be read.",
  }),
  "verb-subject": code({
    severity: "error",
    says: (facts: { verb: string; is: string; takes: readonly string[] }) =>
      `"${facts.verb}" cannot be said of ${facts.is}, only of ${or(facts.takes)}.`,
    help: "Name a part of the answer of the right type, or another verb.",
  }),
  "verb-object": code({
    severity: "error",
    says: (facts: { verb: string; takes: readonly string[]; found?: string; several?: boolean; all?: boolean }) => {
      if (facts.takes.length === 0) return `Nothing can stand behind "${facts.verb}" here.`
      const things = facts.all ? and(facts.takes) : or(facts.takes)
      const found = facts.found === undefined ? "." : `, not ${facts.found}.`
      return `"${facts.verb}" needs ${facts.several === false ? "only one thing behind it: " : ""}${things}${
        facts.several === false ? "" : " behind it"
      }${found}`
    },
    help: "`gold` is the right answer for the same part; names are fields; texts stand in quotes.",
  }),
  "verb-modifier": code({
    severity: "error",
    says: ({ verb, word, takes, of }: { verb: string; word: string; takes: readonly string[]; of?: string }) => {
      const only = takes.length === 0 ? "" : `, only ${or(quoted(takes))}`
      return `"${verb}" knows no "${word}"${of === undefined ? only : ` of ${of}`}.`
    },
    help: "What may stand behind a verb is told by completion in an editor, and by the list of verbs.",
  }),
  "unit-unknown": code({
    severity: "error",
    says: (facts: { verb: string; unit: string; units: readonly string[]; near?: string }) =>
      facts.units.length === 0
        ? `The number behind "${facts.verb}" has no unit here, so "${facts.unit}" is too much.`
        : `"${facts.verb}" does not count "${facts.unit}", only ${or(facts.units)}${
            facts.near === undefined ? "." : `; did you mean "${facts.near}"?`
          }`,
    help: "A number may be followed by what is counted: at-most 40 words.",
  }),
  "says-number": code({
    severity: "warning",
    says: ({ said, counted }: { said: readonly number[]; counted: readonly number[] }) =>
      `The text says ${and(said.map(String))}, but what is checked is ${and(counted.map(String))}.`,
    help: "The text behind `says` is what the model reads instead of the verb's own sentence: it must tell what is checked. Without it, the verb's sentence has the right number.",
  }),
  "check-sees-gold": code({
    severity: "error",
    says: (_: Record<string, never>) => "A check never looks at the right answer.",
    help: "A check is a rule that the model can keep without knowing the solution. Pay the comparison in a reward.",
  }),
  "rule-unpaid": code({
    severity: "error",
    says: ({ kind, name }: { kind: string; name?: string }) =>
      name === undefined
        ? `This ${kind} has no name, so no reward can pay it.`
        : `No reward and no report names the ${kind} "${name}", so it would be measured in vain.`,
    help: "Pay it (reward +1 for NAME), let a term wait for it (after NAME), or measure it (report NAME). A rule that is only told is an advice.",
  }),
  "check-instead": code({
    severity: "info",
    says: ({ phrase }: { phrase: string }) => `A program could decide this: ${phrase}.`,
    help: "An advice is only told. As a check it is measured, and can be paid or reported.",
  }),
  "after-later": code({
    severity: "error",
    says: ({ name, self }: { name: string; self: boolean }) =>
      self ? `"${name}" waits for itself.` : `"${name}" is paid later than the term that waits for it.`,
    help: "A term waits for rules, and for terms that stand above it; so no two can wait for each other.",
  }),
  "after-graded": code({
    severity: "error",
    says: ({ name }: { name: string }) => `"${name}" measures more or less, so it is not clear when it holds.`,
    help: "Only what holds or does not hold can stand behind `after`. Write `fully` behind its phrase if nothing less will do, or a check with a threshold (at-least 0.8).",
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
