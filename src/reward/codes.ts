/**
 * What can be seen in a completion, as findings. Severity says what it did: `info`, the answer was read all the same;
 * `warning`, read, and something beside it was ignored; `error`, the part was not read.
 */
import { code } from "../diagnostic.js"
import type { Tolerance } from "../folds.js"
import type { Span } from "../text.js"
import type { Finding } from "./plan.js"

/** Long names and hostile answers are cut in messages; the span holds the whole. */
const shown = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text)

export const findingCodes = {
  "answer-missing": code({
    severity: "error",
    says: ({ tag }: { tag: string }) => `There is no <${tag}>…</${tag}>.`,
    help: "The completion ends before the answer, or the answer stands outside its tags.",
  }),
  "answer-unclosed": code({
    severity: "error",
    says: ({ tag }: { tag: string }) => `<${tag}> is opened and never closed.`,
    help: "Often the completion was cut off by the limit of new tokens.",
  }),
  "answer-unopened": code({
    severity: "error",
    says: ({ tag }: { tag: string }) => `</${tag}> closes nothing.`,
    help: "The opening tag is missing or misspelt.",
  }),
  "answer-empty": code({
    severity: "error",
    says: ({ tag }: { tag: string }) => `<${tag}></${tag}> holds nothing.`,
    help: "An empty answer is no answer, whatever the gold is.",
  }),
  "answer-repeated": code({
    severity: "warning",
    says: ({ tag, which }: { tag: string; which: "first" | "last" }) =>
      `<${tag}> stands more than once; the ${which} complete one counts.`,
    help: "The guideline says which one counts: `in first <tag>` or `in last <tag>`.",
  }),
  "label-unknown": code({
    severity: "error",
    says: ({ text }: { text: string }) => `"${shown(text)}" is no label of the guideline.`,
    help: "An answer is exactly one declared label.",
  }),
  "label-several": code({
    severity: "error",
    says: ({ labels }: { labels: readonly string[] }) =>
      `One answer names several labels: ${labels.slice(0, 5).map(shown).join(", ")}.`,
    help: "An answer is exactly one declared label; a list would be right too often.",
  }),
  "label-surrounded": code({
    severity: "error",
    says: ({ label }: { label: string }) => `${label} stands among other text.`,
    help: "Inside the tags stands the label alone.",
  }),
  "label-ambiguous": code({
    severity: "error",
    says: ({ labels }: { labels: readonly string[] }) => `This could mean ${labels.slice(0, 5).join(" or ")}.`,
    help: "Two labels of the guideline differ in no more than what `accept` lets pass.",
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
  "tolerance-needed": code({
    severity: "error",
    says: ({ label, tolerances }: { label: string; tolerances: readonly Tolerance[] }) =>
      `This would be ${label} if the guideline accepted ${tolerances.join(" and ")}.`,
    help: "`accept` lists the differences that still are the right form.",
  }),
  "alias-used": code({
    severity: "info",
    says: ({ alias, name }: { alias: string; name: string }) => `"${alias}" was read as ${name}.`,
    help: "The guideline declares it as another name.",
  }),
  "case-differs": code({
    severity: "info",
    says: ({ label }: { label: string }) => `Upper and lower case differ from ${label}.`,
    help: "Read all the same: the guideline accepts any-case.",
  }),
  "hyphen-differs": code({
    severity: "info",
    says: ({ label }: { label: string }) => `A hyphen differs from ${label}.`,
    help: "Read all the same: the guideline accepts any-hyphen.",
  }),
  "spacing-differs": code({
    severity: "info",
    says: ({ label }: { label: string }) => `Spacing differs from ${label}.`,
    help: "Read all the same: the guideline accepts any-spacing.",
  }),
  "letter-differs": code({
    severity: "info",
    says: ({ label }: { label: string }) => `A letter only looks like the one in ${label}.`,
    help: "Read all the same: the guideline accepts look-alikes.",
  }),
} as const

type FactsOf<K extends keyof typeof findingCodes> = Parameters<(typeof findingCodes)[K]["says"]>[0]

export function finding<K extends keyof typeof findingCodes>(name: K, facts: FactsOf<K>, span?: Span): Finding {
  const says = findingCodes[name].says as (facts: FactsOf<K>) => string
  return { code: name, message: says(facts), ...(span && { span }) }
}

export const TOLERANCE_FINDING = {
  "any-case": "case-differs",
  "any-hyphen": "hyphen-differs",
  "any-spacing": "spacing-differs",
  "look-alikes": "letter-differs",
} as const satisfies Record<Tolerance, keyof typeof findingCodes>
