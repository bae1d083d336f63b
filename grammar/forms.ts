/**
 * Each statement's form, as the language reference has it, and a line that shows it: what to say to somebody whose line
 * was not understood.
 */
import { ruleOf } from "./parser.js"
import type { Keyword } from "./tokens.js"

export interface Form {
  /** The right side of its production. */
  readonly form: string
  readonly example: string
}

export const FORMS: Readonly<Record<ReturnType<typeof ruleOf>, Form>> = {
  guideline: {
    form: '"guideline" Quote "version" Quote [ "source" prose ]',
    example: 'guideline "Semantic relations" version "1.0"',
  },
  use: { form: '"use" Quote', example: 'use "schema/nominals.guideline"' },
  task: { form: '"task" prose', example: 'task "Decide which relation the sentence states."' },
  input: { form: '"input" Name ":" type [ when ] [ prose ]', example: "input sentence: text" },
  gold: { form: '"gold" Name ":" type [ prose ]', example: "gold ranking: order of responses" },
  answer: {
    form: '"answer" Name [ "of" Name ] ":" type [ place ] [ "optional" ] [ when ] [ prose ]',
    example: "answer label: relation between e1 and e2 in last <answer>",
  },
  listing: {
    form: '( "accept" | "rescue" | "shuffle" | "exclude" ) names',
    example: "accept any-case, any-hyphen",
  },
  label: {
    form: '( "entity" | "label" ) Name [ "under" Name ] [ prose ]',
    example: 'entity drug under treatment "A substance that treats a disease."',
  },
  relation: {
    form: '"relation" Name "(" role "," role ")" [ "symmetric" ] [ "one" Name ] [ "under" Name ] [ prose ]',
    example: 'relation Cause-Effect(cause, effect) "The cause brings the effect about."',
  },
  otherwise: { form: '"otherwise" Name [ prose ]', example: 'otherwise Other "None of these is stated."' },
  alias: { form: '"alias" Quote { "," Quote }', example: 'alias "causation", "cause and effect"' },
  prefer: { form: '"prefer" names "over" names { "over" names }', example: "prefer Cause-Effect over Other" },
  cue: { form: '"cue" Quote [ "for" pair ]', example: 'cue "led to" for (cause, effect)' },
  check: {
    form: '"check" id phrase [ when ] [ "says" prose ]',
    example: "check short: reply at-most 60 words",
  },
  judge: {
    form: '"judge" id prose [ "sees" names ] [ when ]',
    example: 'judge solved: "The solution answers the question." sees question, solution',
  },
  advice: { form: '"advice" id prose [ when ]', example: 'advice stated: "Only what the sentence says counts."' },
  example: {
    form: '"example" args "is" args',
    example: 'example "The <e1>frost</e1> led to <e2>damage</e2>." is Cause-Effect(e1, e2)',
  },
  not: { form: '"not" args [ "by" Name ]', example: "not Cause-Effect(e2, e1) by stated" },
  test: {
    form: '"test" prose "scores" Number [ "when" Name "is" Number { "and" Name "is" Number } ]',
    example: 'test "<answer>Other</answer>" scores -0.5',
  },
  reward: {
    form: '"reward" id Number "for" phrase [ "else" Number ] [ "after" names ] [ when ]',
    example: "reward +2 for label equals gold else -1.5 after format",
  },
  report: { form: '"report" id phrase', example: "report exact: label equals gold" },
  standardize: { form: '"standardize" "over" Name', example: "standardize over batch" },
  arm: { form: '"arm" Name [ prose ]', example: 'arm format-only "Is the gain only the shape?"' },
  budget: { form: '"budget" Number "tokens" [ "drop" names ]', example: "budget 4096 tokens drop examples, advice" },
}

/** How the names of the reference's productions are said to somebody who does not read grammars. */
const SAID: Readonly<Record<string, string>> = {
  id: "[ NAME: ]",
  Name: "NAME",
  names: "NAME, NAME",
  Number: "NUMBER",
  Quote: '"TEXT"',
  prose: '"TEXT"',
  type: "TYPE",
  role: "ROLE",
  pair: "(ROLE, ROLE)",
  phrase: "WHAT HOLDS",
  args: "VALUE",
  place: "in <tag>",
  when: "when NAME is VALUE",
}

/** What a statement looks like, for its errors. */
export function helpOf(keyword: Keyword): string {
  const { form, example } = FORMS[ruleOf(keyword)]
  const looks = `Such a line looks like this: ${example.replace(/^\S+/, keyword)}`
  if (!form.includes("[") && !form.includes("id")) return looks
  const shown = form
    .replaceAll(/"([^"]*)"|\w+/g, (name, word?: string) => word ?? SAID[name] ?? name)
    .replaceAll(/\{ (.*?) \}/g, "[ $1 … ]")
    .replace(/^\( (.*?) \)/, keyword)
    .replaceAll(/(\() | (?=[:,)])/g, "$1")
  return `${looks} (in full: ${shown}; what stands in [ ] may be left out).`
}
