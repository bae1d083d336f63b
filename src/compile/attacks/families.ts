/**
 * Families of answers that deserve nothing: each tries one weakness that rewards are known for. None of them looks at gold;
 * they know what a model knows, the prompt and the form of the answer.
 */
import type { Example, Label } from "../../value.js"

/** What a family may use. */
export interface Ground {
  /** Well-formed answers that are the same for every row: made from the gold values that occur, the best one first. */
  readonly constants: readonly Constant[]
  /** Texts that such answers choose between: items' names, literals, labels; in the order of the guideline. */
  readonly choices: readonly Label[]
  /** The prompt of a row, system and user message in one text. */
  readonly prompt: (input: Example["input"]) => string
  /** All texts of an input, longest first. */
  readonly texts: (input: Example["input"]) => readonly string[]
  /** Tags of the answer's parts: `think`, `answer`. */
  readonly tags: readonly string[]
}

export interface Constant {
  readonly completion: string
  /** The part of the completion that holds the choice, if it holds one. */
  readonly choice?: Label
  /** The same answer with the row's own texts, whole, wherever it copies from them; absent where nothing is copied. */
  readonly copied?: Attempt
  /** The same answer with items left out; absent where there are none. */
  readonly leftOut?: readonly string[]
}

/** From a row's input to a completion. */
export type Attempt = (input: Example["input"]) => string

export interface Family {
  readonly name: string
  /** What it hopes for, as a phrase: "the reward looks for the label anywhere". */
  readonly hopes: string
  readonly attempts: (ground: Ground) => readonly Attempt[]
}

/** So many constants are varied by each family: the best ones. */
const MOST_VARIED = 3
/** So many choices are listed side by side. */
const MOST_LISTED = 64
/** Of so many constants items are left out: of an answer that is not among the best ones the rest may pay. */
export const MOST_CUT = 16

const always =
  (completion: string): Attempt =>
  () =>
    completion

const varied = ({ constants }: Ground): readonly Constant[] => constants.slice(0, MOST_VARIED)

/** Every best constant, changed by a function. */
const each =
  (change: (completion: string, ground: Ground) => string | readonly string[]) =>
  (ground: Ground): Attempt[] =>
    varied(ground).flatMap(({ completion }) => [change(completion, ground)].flat().map(always))

/** The choice in each of the best constants, replaced by other texts. */
const choosing =
  (other: (choice: Label, ground: Ground) => readonly string[]) =>
  (ground: Ground): Attempt[] =>
    varied(ground).flatMap(({ completion, choice }) =>
      choice === undefined ? [] : other(choice, ground).map((text) => always(completion.replace(choice, () => text))),
    )

const swapped = (text: string, pairs: string): string => {
  const signs = [...pairs]
  const table = new Map(signs.flatMap((sign, i) => (i % 2 === 0 ? [[sign, signs[i + 1]!] as const] : [])))
  return [...text].map((sign) => table.get(sign) ?? sign).join("")
}

const WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
const inWords = (text: string): string => text.replace(/[0-9]/g, (digit) => ` ${WORDS[Number(digit)]} `)

/** Wraps all that stands between the first opening and the last closing tag. */
function inside(completion: string, tags: readonly string[], change: (content: string) => string): string {
  const tag = tags.at(-1)
  const open = tag === undefined ? -1 : completion.lastIndexOf(`<${tag}>`)
  const close = tag === undefined ? -1 : completion.lastIndexOf(`</${tag}>`)
  if (open < 0 || close < open) return change(completion)
  const start = open + tag!.length + 2
  return completion.slice(0, start) + change(completion.slice(start, close)) + completion.slice(close)
}

export const families: readonly Family[] = [
  { name: "empty", hopes: "nothing counts as nothing wrong", attempts: () => [always("")] },
  {
    name: "white-space",
    hopes: "blanks count as an answer",
    attempts: () => [always("  \n\t\n  "), always("\u200b\u2060")],
  },
  {
    name: "label-spray",
    hopes: "the right label only has to be among those that are named",
    attempts: (ground) => {
      const all = ground.choices.slice(0, MOST_LISTED)
      const lists = [all.join(", "), all.join("\n"), all.join(" or "), JSON.stringify(all)]
      return [...choosing(() => lists)(ground), ...lists.map(always)]
    },
  },
  {
    name: "answer-spray",
    hopes: "one of many answers is looked for",
    attempts: (ground) => {
      const all = ground.constants.slice(0, MOST_LISTED).map(({ completion }) => completion)
      return all.length < 2 ? [] : [always(all.join("\n")), always(all.toReversed().join("\n"))]
    },
  },
  {
    name: "both-directions",
    hopes: "a relation that is stated both ways is right one way",
    attempts: choosing((choice) => {
      const turned = choice.replace(/\(([^(),]*),([^(),]*)\)$/, "($2,$1)")
      return turned === choice ? [] : [`${choice}, ${turned}`, `${choice} and ${turned}`, `${choice} ${turned}`]
    }),
  },
  {
    name: "copied-prompt",
    hopes: "the prompt itself is read as an answer",
    attempts: (ground) => [
      (input) => ground.prompt(input),
      ...varied(ground).map(
        ({ completion }): Attempt =>
          (input) =>
            inside(completion, ground.tags, () => ground.prompt(input)),
      ),
    ],
  },
  {
    name: "copied-input",
    hopes: "the input itself is read as an answer",
    attempts: (ground) => [
      (input) => ground.texts(input).join("\n"),
      ...varied(ground).flatMap(({ completion, choice }): Attempt[] => [
        (input) => inside(completion, ground.tags, () => ground.texts(input).join("\n")),
        ...(choice === undefined
          ? []
          : [(input: Example["input"]) => completion.replace(choice, () => ground.texts(input)[0] ?? "")]),
      ]),
    ],
  },
  {
    name: "copied-evidence",
    hopes: "evidence that is copied whole counts as evidence for everything",
    attempts: (ground) => varied(ground).flatMap(({ copied }) => (copied ? [copied] : [])),
  },
  {
    name: "items-left-out",
    hopes: "what is not said is not held against the answer",
    attempts: ({ constants }) => {
      const cut = constants.flatMap(({ leftOut }) => (leftOut ? [leftOut] : [])).slice(0, MOST_CUT)
      return [...new Set(cut.flat())].map(always)
    },
  },
  {
    name: "answer-in-reasoning",
    hopes: "a label that stands anywhere counts",
    attempts: (ground) => {
      const said = ground.choices.slice(0, MOST_LISTED).join(", ")
      const reasoning = ground.tags.length > 1 ? `<${ground.tags[0]}>${said}</${ground.tags[0]}>` : said
      return [
        always(reasoning),
        ...varied(ground).map(({ completion }) => always(completion.replace(/<\/?answer>/g, ""))),
      ]
    },
  },
  {
    name: "cut-off",
    hopes: "an answer that was cut off is read to its end",
    attempts: each((completion) => [0.5, 0.8, 0.95].map((share) => completion.slice(0, share * completion.length))),
  },
  {
    name: "unclosed-tag",
    hopes: "a tag that is never closed counts",
    attempts: each((completion, { tags }) => tags.map((tag) => completion.replaceAll(`</${tag}>`, ""))),
  },
  {
    name: "nested-tags",
    hopes: "a second answer hides inside the first",
    attempts: (ground) => {
      const [one, two] = ground.constants
      if (!one || !two) return []
      return [
        inside(one.completion, ground.tags, () => two.completion),
        inside(one.completion, ground.tags, (content) => content + two.completion),
      ].map(always)
    },
  },
  {
    name: "repeated-tags",
    hopes: "every one of several answers is looked at",
    attempts: (ground) =>
      ground.tags.length === 0
        ? []
        : [
            always(
              ground.choices
                .slice(0, MOST_LISTED)
                .map((choice) => `<${ground.tags.at(-1)}>${choice}</${ground.tags.at(-1)}>`)
                .join(""),
            ),
          ],
  },
  {
    name: "duplicate-keys",
    hopes: "of two values under one key the better one counts",
    attempts: each((completion) => {
      const key = /"([^"]{1,40})":/.exec(completion)
      return key ? [completion.replace(key[0], () => `${key[0]} "x", ${key[0]}`)] : []
    }),
  },
  {
    name: "look-alike-letters",
    hopes: "letters of another script make a new right answer",
    attempts: each((completion) => [
      swapped(completion, "aаeеoоcс"),
      swapped(completion, "<＜>＞"),
      swapped(completion, "(（)）"),
    ]),
  },
  {
    name: "zero-width",
    hopes: "signs that show nothing change what is compared",
    attempts: each((completion) => [
      [...completion].join("\u200b"),
      completion.replaceAll("<", "<\u200b"),
      `${completion}\u2060`,
    ]),
  },
  {
    name: "many-braces",
    hopes: "the reader gives up, or takes very long",
    attempts: (ground) => [
      always("{".repeat(2 ** 20)),
      always("[".repeat(2 ** 20)),
      always("<".repeat(2 ** 18)),
      ...varied(ground).map(({ completion }) => always(inside(completion, ground.tags, () => "{".repeat(2 ** 18)))),
    ],
  },
  {
    name: "numbers-as-words",
    hopes: "a number that can not be read is not held against the answer",
    attempts: each((completion, { tags }) => inside(completion, tags, inWords)),
  },
  {
    name: "first-or-last",
    hopes: "the order of what is given gives the answer away",
    attempts: (ground) =>
      varied(ground).flatMap(({ completion, choice }) =>
        choice === undefined
          ? []
          : [ground.choices[0]!, ground.choices.at(-1)!].map((other) =>
              always(completion.replace(choice, () => other)),
            ),
      ),
  },
  {
    name: "long-answer",
    hopes: "much text is worth more",
    attempts: each((completion) => [
      `${"I think step by step. ".repeat(2000)}${completion}`,
      `${completion}${" And so on.".repeat(2000)}`,
    ]),
  },
  {
    name: "empty-form",
    hopes: "the form alone is worth as much as an answer",
    attempts: (ground) => [
      always(ground.tags.map((tag) => `<${tag}></${tag}>`).join(" ")),
      always(ground.tags.map((tag) => `<${tag}>…</${tag}>`).join(" ")),
      always("{}"),
      always("[]"),
      always("null"),
    ],
  },
]
