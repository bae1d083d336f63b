/**
 * What can be seen in a completion, as findings. Severity says what it did: `info`, the answer was read all the same;
 * `warning`, read, and something beside it was ignored or is not in order; `error`, the part was not read, or not wholly.
 */
import { code } from "../diagnostic.js"
import type { Reading } from "../folds.js"
import { listed, type Span } from "../text.js"
import type { Finding } from "./plan.js"

/** Long names and hostile answers are cut in messages; the span holds the whole. */
const shown = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text)

/** Some of many names. */
const some = (names: readonly string[]): string =>
  names.slice(0, 5).map(shown).join(", ") + (names.length > 5 ? ` and ${names.length - 5} more` : "")

export const findingCodes = {
  "answer-missing": code({
    severity: "error",
    says: ({ spot, written }: { spot: string; written?: string }) =>
      written === undefined
        ? `There is no ${spot}.`
        : `There is no ${spot}; ${written} stands there, but tags are read as they are declared, whatever case is accepted.`,
    help: "The completion ends before the answer, or the answer stands outside its place.",
  }),
  "answer-unclosed": code({
    severity: "error",
    says: ({ open }: { open: string }) => `${open} is opened and never closed.`,
    help: "Often the completion was cut off by the limit of new tokens.",
  }),
  "answer-unopened": code({
    severity: "error",
    says: ({ close }: { close: string }) => `${close} closes nothing.`,
    help: "The opening tag is missing or misspelt.",
  }),
  "answer-empty": code({
    severity: "error",
    says: ({ spot }: { spot: string }) => `${spot} holds nothing.`,
    help: "An empty answer is no answer, whatever the gold is. Only a list may be empty.",
  }),
  "answer-repeated": code({
    severity: "warning",
    says: ({ spot, which }: { spot: string; which: "first" | "last" }) =>
      `${spot} stands more than once; the ${which} complete one counts.`,
    help: "The guideline says which one counts: `in first <tag>` or `in last <tag>`.",
  }),
  "answer-not-only": code({
    severity: "error",
    says: ({ spot }: { spot: string }) => `${spot} stands more than once, and only one may.`,
    help: "The guideline says `in only`: with a second one, or half of one, neither is read.",
  }),
  "answer-too-early": code({
    severity: "error",
    says: ({ spot, within }: { spot: string; within: number }) =>
      `${spot} does not stand in the last ${within} characters.`,
    help: "The guideline says `within`: what stands further from the end is not looked at.",
  }),
  "part-missing": code({
    severity: "error",
    says: ({ part }: { part: string }) => `"${shown(part)}" is missing.`,
    help: "Every part of a group that is neither optional nor ruled out by its condition must be there.",
  }),
  "part-not-asked": code({
    severity: "warning",
    says: ({ part }: { part: string }) => `"${shown(part)}" is not asked for here and was ignored.`,
    help: "The condition behind `when` does not hold in this case.",
  }),
  "label-unknown": code({
    severity: "error",
    says: ({ text }: { text: string }) => `"${shown(text)}" is no label of the guideline.`,
    help: "An answer is exactly one declared label.",
  }),
  "label-several": code({
    severity: "error",
    says: ({ labels }: { labels: readonly string[] }) => `One answer names several labels: ${some(labels)}.`,
    help: "An answer is exactly one declared label; a list would be right too often.",
  }),
  "label-surrounded": code({
    severity: "error",
    says: ({ label }: { label: string }) => `${shown(label)} stands among other text.`,
    help: "In the place of the answer stands the label alone.",
  }),
  "label-ambiguous": code({
    severity: "error",
    says: ({ labels }: { labels: readonly string[] }) =>
      `This could mean ${labels.slice(0, 5).map(shown).join(" or ")}.`,
    help: "Two names differ in no more than what `accept` lets pass.",
  }),
  "arguments-missing": code({
    severity: "error",
    says: ({ name, example }: { name: string; example: string }) => `${name} needs its direction, as in ${example}.`,
    help: "A relation is written with the two mentions in the order of its roles.",
  }),
  "arguments-unknown": code({
    severity: "error",
    says: ({ name, example }: { name: string; example: string }) =>
      `The arguments of ${name} are not the two mentions, as in ${example}.`,
    help: "The names of the mentions stand there, each once; not the words that they mark.",
  }),
  "arguments-superfluous": code({
    severity: "error",
    says: ({ name }: { name: string }) => `${name} stands alone, without arguments.`,
    help: "The label of `otherwise` has no direction.",
  }),
  "choice-unknown": code({
    severity: "error",
    says: ({ text, choices }: { text: string; choices: readonly string[] }) =>
      `"${shown(text)}" is none of the choices: ${some(choices)}.`,
    help: "The answer is exactly one of them, as it is written in the guideline or as the item is called.",
  }),
  "name-unknown": code({
    severity: "error",
    says: ({ text, what }: { text: string; what: string }) => `"${shown(text)}" is no ${what} of the guideline.`,
    help: "Only declared names and their aliases can stand there.",
  }),
  "yes-no-unknown": code({
    severity: "error",
    says: ({ text }: { text: string }) => `"${shown(text)}" is neither yes nor no.`,
    help: "Yes or no, or true or false.",
  }),
  "number-unreadable": code({
    severity: "error",
    says: ({ text }: { text: string }) => `"${shown(text)}" is no number.`,
    help: "Digits with an optional sign and decimal point. Words, several numbers and calculations are not read.",
  }),
  "number-out-of-bounds": code({
    severity: "error",
    says: ({ number, lowest, highest }: { number: number; lowest: number; highest: number }) =>
      `${number} is not between ${lowest} and ${highest}.`,
    help: "The bounds are part of the answer's type and are allowed themselves.",
  }),
  "number-not-whole": code({
    severity: "error",
    says: ({ number }: { number: number }) => `${number} is not a whole number.`,
    help: "Bounds that are whole allow whole numbers only; written with a point (number 0.0 to 1.0), they allow any between them.",
  }),
  "triplet-unreadable": code({
    severity: "error",
    says: ({ text }: { text: string }) => `"${shown(text)}" is no triplet.`,
    help: "A triplet is written as `head:type, relation, tail:type`, with declared types and relations.",
  }),
  "table-unreadable": code({
    severity: "error",
    says: () => "This is no table.",
    help: "A table is written in Markdown: a header, a line of hyphens and the rows, with bars between the cells.",
  }),
  "brackets-missing": code({
    severity: "error",
    says: ({ text }: { text: string }) => `"${shown(text)}" does not stand in double brackets.`,
    help: "The guideline says `as brackets`: [[A]] and nothing beside it, or one such pair in a line.",
  }),
  "items-unnamed": code({
    severity: "error",
    says: ({ list }: { list: string }) => `There is no list "${shown(list)}" to point at.`,
    help: "The row has no such list, it is not a list, or it has more items than there are letters.",
  }),
  "item-unknown": code({
    severity: "error",
    says: ({ text, items }: { text: string; items: readonly string[] }) =>
      `"${shown(text)}" is no item; the items are ${some(items)}.`,
    help: "Items are pointed at by the names that the prompt gives them.",
  }),
  "item-unnamed": code({
    severity: "error",
    says: () => "It is not said which item this is for.",
    help: "A record in the list has the item's name as its `id`.",
  }),
  "item-repeated": code({
    severity: "error",
    says: ({ item }: { item: string }) => `${shown(item)} is there twice.`,
    help: "Every item is named once.",
  }),
  "items-missing": code({
    severity: "error",
    says: ({ items }: { items: readonly string[] }) => `Not every item is there: ${some(items)}.`,
    help: "One value is asked for every item of the list.",
  }),
  "list-too-long": code({
    severity: "error",
    says: ({ most }: { most: number }) => `The list has more than ${most} items.`,
    help: "No answer is that long; a list of everything is no answer.",
  }),
  "json-missing": code({
    severity: "error",
    says: ({ asked }: { asked: string }) => `There is no JSON here that is ${asked}.`,
    help: "The value may be cut off, or be written in another notation.",
  }),
  "json-broken": code({
    severity: "error",
    says: () => "Here the text stops being JSON.",
    help: "Often a quote or a bracket is missing, or other text stands around the value.",
  }),
  "json-type": code({
    severity: "error",
    says: ({ asked, found }: { asked: string; found: string }) => `What is asked for is ${asked}, not ${found}.`,
    help: "True and false are no numbers, and a list is not the text that it could be written as.",
  }),
  "json-key-repeated": code({
    severity: "error",
    says: ({ key }: { key: string }) => `The key "${shown(key)}" is there twice.`,
    help: "Readers of JSON disagree which of the two counts, so none does.",
  }),
  "json-key-unknown": code({
    severity: "warning",
    says: ({ key }: { key: string }) => `The key "${shown(key)}" is not asked for and was ignored.`,
    help: "Keys are the names of the group's parts, or what `in key` and `alias` say.",
  }),
  "tolerance-needed": code({
    severity: "error",
    says: ({ label, tolerances }: { label: string; tolerances: readonly Reading[] }) =>
      `This would be ${shown(label)} if the guideline accepted ${listed(tolerances, "and")}.`,
    help: "`accept` lists the differences that still are the right form, `rescue` those that are read all the same.",
  }),
  "reading-needed": code({
    severity: "error",
    says: ({ readings }: { readings: readonly Reading[] }) =>
      `This would be read if the guideline accepted ${listed(readings, "and")}.`,
    help: "`accept` lists the differences that still are the right form, `rescue` those that are read all the same.",
  }),
  "form-rescued": code({
    severity: "warning",
    says: ({ readings }: { readings: readonly Reading[] }) =>
      `Read thanks to ${listed(readings, "and")}, but not in the declared form.`,
    help: "`rescue` lists the differences after which a value is read though the format does not hold.",
  }),
  "alias-used": code({
    severity: "info",
    says: ({ alias, name }: { alias: string; name: string }) => `"${shown(alias)}" was read as ${shown(name)}.`,
    help: "The guideline declares it as another name.",
  }),
  "case-differs": code({
    severity: "info",
    says: ({ label }: { label: string }) => `Upper and lower case differ from ${shown(label)}.`,
    help: "Read all the same: the guideline accepts any-case.",
  }),
  "hyphen-differs": code({
    severity: "info",
    says: ({ label }: { label: string }) => `A hyphen differs from ${shown(label)}.`,
    help: "Read all the same: the guideline accepts any-hyphen.",
  }),
  "spacing-differs": code({
    severity: "info",
    says: ({ label }: { label: string }) => `Spacing differs from ${shown(label)}.`,
    help: "Read all the same: the guideline accepts any-spacing.",
  }),
  "letter-differs": code({
    severity: "info",
    says: ({ label }: { label: string }) => `A letter only looks like the one in ${shown(label)}.`,
    help: "Read all the same: the guideline accepts look-alikes.",
  }),
  "fence-removed": code({
    severity: "info",
    says: () => "The JSON stands in a Markdown fence.",
    help: "Read all the same: the guideline accepts code-fence.",
  }),
  "json-loose": code({
    severity: "info",
    says: ({ what }: { what: string }) => `The JSON has ${what}.`,
    help: "Read all the same: the guideline accepts loose-json.",
  }),
  "json-bare": code({
    severity: "info",
    says: ({ spot }: { spot: string }) => `The JSON stands without ${spot}.`,
    help: "Read all the same: the guideline accepts bare-json.",
  }),
  "number-as-text": code({
    severity: "info",
    says: ({ text }: { text: string }) => `${shown(text)} stands there without quotes.`,
    help: "Read all the same: the guideline accepts number-for-text.",
  }),
  "text-for-name": code({
    severity: "info",
    says: ({ item }: { item: string }) => `This is the text of ${shown(item)}, not its name.`,
    help: "Read all the same: the guideline accepts answer-text.",
  }),
  "comma-removed": code({
    severity: "info",
    says: ({ number }: { number: number }) => `Commas between thousands were left out: ${number}.`,
    help: "Read all the same: the guideline accepts thousands-comma.",
  }),
  "unit-removed": code({
    severity: "info",
    says: ({ unit }: { unit: string }) => `The unit "${shown(unit)}" was left out.`,
    help: "Read all the same: the guideline accepts units. Which unit it is was not compared.",
  }),
  "fraction-computed": code({
    severity: "info",
    says: ({ number }: { number: number }) => `The fraction was computed: ${number}.`,
    help: "Read all the same: the guideline accepts fractions.",
  }),
  "rule-broken": code({
    severity: "warning",
    says: ({ rule }: { rule: string }) => `The rule "${shown(rule)}" is not kept here.`,
    help: "A `check` of the guideline. What is paid for it, or waits for it, stands in the terms.",
  }),
} as const

export type FindingCode = keyof typeof findingCodes
export type FactsOf<K extends FindingCode> = Parameters<(typeof findingCodes)[K]["says"]>[0]

export function finding<K extends FindingCode>(name: K, facts: FactsOf<K>, span?: Span): Finding {
  const says = findingCodes[name].says as (facts: FactsOf<K>) => string
  return { code: name, message: says(facts), ...(span && { span }) }
}
