/**
 * What `glossator explain` says of a guideline's code beyond its help: why it matters, and a small guideline that is wrong
 * and right. A test runs both, and the type of the tables asks for one of each code.
 */

/** Small guidelines, in pieces, that a fragment is put into; a piece may be replaced by it. */
const BASES = {
  pair: {
    guideline: 'guideline "Causes in news" version "1.0"',
    task: 'task "Decide which relation the sentence states."',
    sentence: "input sentence: text",
    ends: "input e1: mention in sentence\ninput e2: mention in sentence",
    answer: "answer label: relation between e1 and e2 in last <answer>",
    cause: 'relation Cause(cause, effect) "The cause brings the effect about."\n  cue "caused" for (cause, effect)',
    other: 'otherwise Other "Neither is stated."',
    reward: "reward +1 for label equals gold",
  },
  reply: {
    guideline: 'guideline "Questions" version "1.0"',
    task: 'task "Answer the question."',
    kind: 'input kind: one of "fact", "free"',
    question: "input question: text",
    options: "input options: list of text numbered A",
    choice: "answer choice: one of options in <choice>",
    reward: "reward +1 for choice equals gold",
  },
  facts: {
    guideline: 'guideline "Treatments" version "1.0"',
    task: 'task "List what the sentence says of treatments."',
    sentence: "input sentence: text",
    answer: "answer facts: list of triplet in sentence in <facts> as lines",
    drug: 'entity drug "A substance that is taken."\n  cue "pill"',
    symptom: 'entity symptom "What a patient feels."\n  cue "ache"',
    treats:
      'relation treats(drug: drug, symptom: symptom) "It is taken against it."\n  cue "eases" for (drug, symptom)',
    reward: "reward +1 for facts matches gold",
  },
  none: {},
} as const
type Bases = typeof BASES

export interface Explanation {
  readonly why: string
  readonly wrong: string
  readonly right: string
  readonly on: keyof Bases
  /** The piece that the fragment stands for; absent: it stands below all of them. */
  readonly instead?: string
  /** Further files, by path. */
  readonly files?: Readonly<Record<string, string>>
  /** What is wrong is the file itself, or that there is none: the fragments are not run as guidelines. */
  readonly isFile?: true
  /** The text stands in no folder, as in a notebook. */
  readonly loose?: true
}

/** @param instead `pair` puts the fragment below the guideline of that name, `pair.task` in the place of its task */
export function explained(
  instead: keyof Bases | { [B in keyof Bases]: `${B}.${keyof Bases[B] & string}` }[keyof Bases],
  why: string,
  wrong: string,
  right: string,
  more: Pick<Explanation, "files" | "isFile" | "loose"> = {},
): Explanation {
  const [on, piece] = instead.split(".") as [keyof Bases, string | undefined]
  return { why, wrong, right, on, ...(piece && { instead: piece }), ...more }
}

/** The whole guideline that a fragment of an explanation is a part of. */
export function wholeOf({ on, instead }: Explanation, fragment: string): string {
  const pieces: Readonly<Record<string, string>> = BASES[on]
  const put = Object.entries(pieces).map(([name, text]) => (name === instead ? fragment : text))
  return `${[...put, ...(instead === undefined ? [fragment] : [])].filter((text) => text !== "").join("\n")}\n`
}
