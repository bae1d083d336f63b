/**
 * Every shape that an answer can have, each as a guideline with an input, the gold, and completions that have not the
 * form. Used to show that what is written is read back whole, and that schema and grammar take it and nothing else.
 */
import type { Example, Value } from "../../src/value.js"

export interface AnswerShape {
  readonly name: string
  readonly guideline: string
  readonly input: Example["input"]
  readonly gold: Readonly<Record<string, Value>>
  /** Completions that are read as incomplete. */
  readonly wrong: readonly string[]
  /** JSON that the schema for the row refuses. */
  readonly refused: readonly Value[]
}

const head = 'guideline "Shape" version "1"\ntask "Answer."\n'

const CLAIMS = `${head}input passage: text
input candidates: list of text numbered 1
answer verdicts: group for each of candidates in json
answer said of verdicts: quote from candidates
answer claims of verdicts: list of group
answer claim of claims: text
answer backed of claims: yes-no
answer evidence of claims: list of quote from passage in key "the evidence" optional
gold grounding: order of candidates
reward +1 for backed orders-like grounding
`

const KINDS = `${head}input kind: one of "question", "fact", "free"
input question: text
label entailed "True."
label refuted "False."
answer reply: group in only <answer> as json
answer short of reply: list of text in key "answer" when kind is "question"
answer verdict of reply: one of labels in key "answer" when kind is "fact"
answer free of reply: text in key "answer" when kind is "free"
reward +1 for short equals gold when kind is "question"
reward +1 for verdict equals gold when kind is "fact"
`

const CHAT = `${head}input text: text
input responses: list of text numbered A
answer kind: one of "Chat", "Reasoning" in first <type>
answer rubric: text in first <rubric> when kind is "Chat"
answer solution: text in first <solution> when kind is "Reasoning"
answer quoted: list of quote from responses in every <quote> optional
answer verdict: one of responses in last <answer> within 80 characters as brackets
reward +1 for verdict equals gold
`

const ENTITIES = `entity drug "A substance."
entity symptom "What is felt."
relation treats(treatment: drug, condition: symptom) "It helps."
relation goes-with(one, other) symmetric "They vary together."
`

const MARKED = `input sentence: text
input e1: mention in sentence
input e2: mention in sentence
relation Cause(cause, effect) "It causes."
relation Sibling(one, other) symmetric "Same parents."
otherwise Other "None."
`
const SENTENCE = { sentence: "The <e1>fire</e1> caused <e2>smoke</e2>." }
const TWO = { candidates: ["In Paris.", "In Rome."], passage: "The tower stands in Paris." }
const RESPONSES = { text: "Which?", responses: ["One.", "Two."] }

export const SHAPES: readonly AnswerShape[] = [
  {
    name: "a relation between tags",
    guideline: `${head}${MARKED}answer reasoning: text in first <think> optional
answer label: relation between e1 and e2 in last <answer>
reward +1 for label equals gold
`,
    input: SENTENCE,
    gold: { label: "Cause(e2,e1)" },
    wrong: ["", "<answer> Cause </answer>", "<answer> Cause(e1,e1) </answer>", "<answer> Cause(e1,e2)", "Cause(e1,e2)"],
    refused: [{}, { label: "Cause" }, { label: "Cause(e2,e1)", more: 1 }, { reasoning: "", label: "Other" }],
  },
  {
    name: "a list of relations, one to a line",
    guideline: `${head}${MARKED}answer label: list of relation between e1 and e2 in last <answer> as lines
reward +1 for label matches gold
`,
    input: SENTENCE,
    gold: { label: ["Cause(e1,e2)", "Sibling(e1,e2)"] },
    wrong: ["<answer> Cause(e1,e2), Sibling(e1,e2) </answer>", "<answer> Cause(e1,e2)\nNone </answer>"],
    refused: [{ label: "Other" }, { label: ["None"] }],
  },
  {
    name: "a choice among texts and items, on the last line",
    guideline: `${head}input steps: list of text numbered 1
answer reasoning: text
answer error: one of steps, "none" in last line
reward +1 for error equals gold
`,
    input: { steps: ["a", "b"] },
    gold: { error: "2" },
    wrong: ["Because.\nThe second", "Because.\n22222", "2 or none"],
    refused: [{ error: "2" }, { reasoning: "x", error: "3" }, { reasoning: "x", error: 2 }],
  },
  {
    name: "a number in a box",
    guideline: `${head}input problem: text
answer steps: text
answer result: number in last box
reward +1 for result equals gold
`,
    input: { problem: "6 times 7?" },
    gold: { result: 42 },
    wrong: ["42", "\\boxed{}", "\\boxed{40, 2}", "\\boxed{forty-two}"],
    refused: [{ steps: "x", result: "42" }, { result: 42 }],
  },
  {
    name: "a number within bounds as the whole completion",
    guideline: `${head}input text: text
answer score: number 1 to 5
reward +1 for score near gold
`,
    input: { text: "Good." },
    gold: { score: 4 },
    wrong: ["6", "four", "", "4.5", "It is 4"],
    refused: [{ score: 6 }, { score: 4.5 }, {}],
  },
  {
    name: "a number between bounds with a point",
    guideline: `${head}input text: text
answer score: number 0.0 to 2.0
reward +1 for score near gold
`,
    input: { text: "Good." },
    gold: { score: 1.25 },
    wrong: ["one", "", "It is 1"],
    refused: [{ score: 6 }, { score: 2.5 }, {}],
  },
  {
    name: "yes or no",
    guideline: `${head}input text: text
answer right: yes-no in only <answer>
reward +1 for right equals gold
`,
    input: { text: "Good." },
    gold: { right: true },
    wrong: ["<answer> maybe </answer>", "<answer> yes </answer> <answer> yes </answer>"],
    refused: [{ right: "yes" }],
  },
  {
    name: "an order",
    guideline: `${head}input responses: list of text numbered A
answer ranking: order of responses in last <answer>
reward +1 for ranking correlates-with gold
`,
    input: { responses: ["x", "y", "z"] },
    gold: { ranking: ["B", "A", "C"] },
    wrong: ["<answer> B > A </answer>", "<answer> B > A > D </answer>", "<answer> A > A > B </answer>"],
    refused: [{ ranking: ["B", "A"] }, { ranking: ["A", "A", "B"] }, { ranking: ["A", "B", "D"] }],
  },
  {
    name: "a number for each item",
    guideline: `${head}input responses: list of text numbered model-1
answer scores: number 1 to 5 for each of responses in last <answer>
reward +1 for scores orders-like gold
`,
    input: { responses: ["x", "y"] },
    gold: { scores: { "model-1": 2, "model-2": 5 } },
    wrong: [
      '<answer> {"model-1": 2} </answer>',
      '<answer> {"model-1": 2, "model-2": 9} </answer>',
      "<answer> model-1: 2\nmodel-2: 5 </answer>",
    ],
    refused: [{ "model-1": 2 }, { "model-1": 2, "model-2": 9 }, [2, 5], { scores: { "model-1": 2, "model-2": 5 } }],
  },
  {
    name: "triplets, one to a line",
    guideline: `${head}input sentence: text
${ENTITIES}answer triplets: list of triplet in sentence in only <answer> as lines
reward +1 for triplets matches gold
`,
    input: { sentence: "Lithium helps against mania." },
    gold: {
      triplets: [
        { relation: "treats", head: "Lithium", head_type: "drug", tail: "mania", tail_type: "symptom" },
        { relation: "goes-with", head: "sleep, poor", head_type: "symptom", tail: "mania", tail_type: "symptom" },
      ],
    },
    wrong: [
      "<answer> Lithium, treats, mania </answer>",
      "<answer> Lithium:drug, cures, mania:symptom </answer>",
      "<answer> Lithium:pill, treats, mania:symptom </answer>",
    ],
    refused: [{ triplets: [{ relation: "treats", head: "Lithium" }] }],
  },
  {
    name: "triplets as JSON",
    guideline: `${head}input sentence: text
${ENTITIES}answer triplets: list of triplet in sentence in only <answer> as json
reward +1 for triplets matches gold
`,
    input: { sentence: "Lithium helps against mania." },
    gold: {
      triplets: [{ relation: "treats", head: "Lithium", head_type: "drug", tail: "mania", tail_type: "symptom" }],
    },
    wrong: ['<answer> [{"relation": "treats", "head": "Lithium"}] </answer>', "<answer> {} </answer>"],
    refused: [{}, [{ relation: "cures", head: "a", head_type: "drug", tail: "b", tail_type: "drug" }]],
  },
  {
    name: "a table between tags",
    guideline: `${head}input text: text
answer content: table in last <answer>
reward +1 for content equals gold
`,
    input: { text: "Kenya won 4." },
    gold: {
      content: [
        ["team", "gold"],
        ["Kenya | KE", "4"],
      ],
    },
    wrong: ["<answer> Kenya 4 </answer>"],
    refused: [{ content: ["team"] }],
  },
  {
    name: "texts in every tag",
    guideline: CHAT,
    input: RESPONSES,
    gold: { kind: "Reasoning", solution: "It is prime.", quoted: ["One.", "Two."], verdict: "B" },
    wrong: [
      "<type> Reasoning </type> <rubric> x </rubric> <answer> [[B]] </answer>",
      "<type> Reasoning </type> <solution> x </solution> <answer> B </answer>",
      "<type> Talk </type> <solution> x </solution> <answer> [[B]] </answer>",
      "<type> Reasoning </type> <solution> x </solution> <answer> [[C]] </answer>",
    ],
    refused: [
      { kind: "Reasoning", rubric: "x", verdict: "B" },
      { kind: "Reasoning", solution: "x", rubric: "x", verdict: "B" },
      { kind: "Talk", verdict: "B" },
    ],
  },
  {
    name: "what one choice asks for",
    guideline: CHAT,
    input: RESPONSES,
    gold: { kind: "Chat", rubric: "Kind: 60 %\nShort: 40 %", verdict: "A" },
    wrong: ["<type> Chat </type> <answer> [[A]] </answer>"],
    refused: [
      { kind: "Chat", verdict: "A" },
      { kind: "Chat", rubric: "x", verdict: "C" },
    ],
  },
  {
    name: "scores and order as JSON with a key of its own",
    guideline: `${head}input responses: list of text numbered model-1
answer thinking: text in first <think>
answer verdict: group in last json
answer scores of verdict: number 1 to 5 for each of responses
answer ranking of verdict: order of responses in key "best to worst"
reward +1 for scores orders-like gold
`,
    input: { responses: ["x", "y"] },
    gold: { scores: [2, 5], ranking: ["model-2", "model-1"] },
    wrong: [
      '<think> x </think> {"scores": {"model-1": 2, "model-2": 5}}',
      '<think> x </think> {"scores": {"model-1": 2}, "best to worst": ["model-2", "model-1"]}',
      '<think> x </think> {"scores": {"model-1": 2, "model-2": 7}, "best to worst": ["model-2", "model-1"]}',
      '{"scores": {"model-1": 2, "model-2": 5}, "best to worst": ["model-2", "model-1"]}',
    ],
    refused: [{ scores: { "model-1": 2, "model-2": 5 } }, { scores: {}, "best to worst": ["model-1", "model-2"] }],
  },
  {
    name: "a short answer, by the kind of the question",
    guideline: KINDS,
    input: { kind: "question", question: "Who?" },
    gold: { short: ["Kenya", 'say "so"'] },
    wrong: [
      '<answer> {"answer": "Kenya"} </answer>',
      '<answer> {"reply": ["Kenya"]} </answer>',
      "<answer> {} </answer>",
    ],
    refused: [{}, { answer: "Kenya" }, { reply: ["Kenya"] }],
  },
  {
    name: "a label, by the kind of the question",
    guideline: KINDS,
    input: { kind: "fact", question: "So?" },
    gold: { verdict: "refuted" },
    wrong: ['<answer> {"answer": "perhaps"} </answer>', '<answer> {"answer": ["refuted"]} </answer>'],
    refused: [{}, { answer: "perhaps" }, { answer: ["refuted"] }],
  },
  {
    name: "records for each item, with lists of records in them",
    guideline: CLAIMS,
    input: TWO,
    gold: {
      verdicts: {
        "1": { said: "In Paris.", claims: [{ claim: "It is in Paris.", backed: true, evidence: ["stands in Paris"] }] },
        "2": { said: "In Rome.", claims: [{ claim: "It is in Rome.", backed: false }] },
      },
      grounding: ["1", "2"],
    },
    wrong: [
      "[]",
      '[{"id": "1", "said": "In Paris.", "claims": []}]',
      '[{"id": "1", "said": "In Paris.", "claims": [{"claim": "x"}]}, {"id": "2", "said": "In Rome.", "claims": []}]',
    ],
    refused: [
      [],
      [
        { id: "1", said: "In Paris.", claims: [{ claim: "x" }] },
        { id: "2", said: "In Rome.", claims: [] },
      ],
    ],
  },
  {
    name: "an optional key, and a key that another one asks for",
    guideline: `${head}input text: text
answer reply: group in only <answer> as json
answer note of reply: text optional
answer sure of reply: yes-no
answer doubt of reply: text when sure is no
answer label of reply: one of "a", "b"
reward +1 for label equals gold
`,
    input: { text: "x" },
    gold: { sure: false, doubt: "Two readings.", label: "b" },
    wrong: [
      '<answer> {"sure": false, "label": "b"} </answer>',
      '<answer> {"sure": true, "label": "c"} </answer>',
      '<answer> {"note": "x", "label": "b"} </answer>',
    ],
    refused: [
      { sure: false, label: "b" },
      { sure: true, label: "c" },
      { sure: true, doubt: "x", label: "b" },
    ],
  },
]
