/** Of the codes about files, places and names. */
import type { languageCodes } from "../../language/codes.js"
import { type Explanation, explained } from "./explanation.js"

const LABELS = {
  "schema/labels.guideline":
    'guideline "Labels" version "1.0"\nrelation Part(part, whole) "It is a piece of it."\n  cue "belongs to" for (part, whole)\n',
}

export const nameExplanations = {
  "file-unlike": explained(
    "none",
    "One error for each line of a letter or a table would hide that it is the wrong file.",
    "Dear annotators,\nplease mark what you see.\nThank you!",
    'guideline "Thanks" version "1.0"\nlabel thanks "It thanks somebody."\n  cue "thank you"',
  ),
  "file-empty": explained(
    "none",
    "An empty file is often one that was not saved, or the wrong one.",
    "# nothing yet",
    'guideline "Labels" version "1.0"\nlabel rain "It rained."\n  cue "it rained"',
  ),
  "file-too-large": explained(
    "none",
    "What a model can not read in one prompt is no guideline; the bound keeps every program that reads it quick.",
    "# a corpus of a million sentences",
    "# the guideline; the corpus is a data file",
    { isFile: true },
  ),
  "file-unreadable": explained(
    "none",
    "Nothing was read, so nothing was checked.",
    "glossator check guidline/relations.guideline",
    "glossator check guidelines/relations.guideline",
    { isFile: true },
  ),
  "file-not-utf8": explained(
    "none",
    "Letters of another encoding would reach the model as other letters, and no answer could match them.",
    "saved as Latin-1: relation M\\xe4rz(…)",
    "saved as UTF-8: relation März(…)",
    { isFile: true },
  ),
  "import-path": explained(
    "pair",
    "Only files beside this one are read: a guideline that was sent to you can reach nothing else on the machine.",
    'use "https://example.org/labels.guideline"',
    'use "schema/labels.guideline"',
    { files: LABELS },
  ),
  "import-unreadable": explained(
    "pair",
    "The labels of that file are missing, so what is built on them can not be checked.",
    'use "schema/label.guideline"',
    'use "schema/labels.guideline"',
    { files: LABELS },
  ),
  "import-cycle": explained(
    "pair",
    "Two files that need each other have no order in which they could be read.",
    'use "example.guideline"',
    'use "schema/labels.guideline"',
    { files: LABELS },
  ),
  "import-twice": explained(
    "pair",
    "The file is read once; the second line does nothing and misleads whoever reads it.",
    'use "schema/labels.guideline"\nuse "schema/labels.guideline"',
    'use "schema/labels.guideline"',
    { files: LABELS },
  ),
  "import-not-read": explained(
    "pair",
    "A text in a notebook stands in no folder, so a path leads nowhere.",
    'use "schema/labels.guideline"',
    'relation Part(part, whole) "It belongs to it."\n  cue "is part of" for (part, whole)',
    { loose: true },
  ),
  "guideline-name-taken": explained(
    "pair.guideline",
    "Scores and runs are filed under the name: two of one name could not be told apart in a report.",
    'guideline "Labels" version "1.0"\nuse "schema/labels.guideline"',
    'guideline "Causes" version "1.0"\nuse "schema/labels.guideline"',
    { files: LABELS },
  ),
  "detail-misplaced": explained(
    "pair.reward",
    "A detail is about what it stands under; nobody can tell what this one is about.",
    'reward +1 for label equals gold\nexample "<e1>Rain</e1> caused <e2>floods</e2>." is Cause(e1, e2)\n  alias "because"',
    'reward +1 for label equals gold\nexample "<e1>Rain</e1> caused <e2>floods</e2>." is Cause(e1, e2)\n  not Other',
  ),
  "detail-flush-left": explained(
    "pair.other",
    "The model reads a detail under its label, or as about the whole task: a lost indentation changes what it is told.",
    'otherwise Other\nadvice wish: "What is only wished for is not stated."',
    'otherwise Other\n  advice wish: "What is only wished for is not stated."',
  ),
  "text-unclear": explained(
    "pair.other",
    "A text that lost its word becomes a part of what is above, and the model reads it as that.",
    'otherwise Other\n  "Nothing of the list."',
    'otherwise Other "Nothing of the list."',
  ),
  "statement-twice": explained(
    "pair",
    "Two of what a task has once would contradict each other, and the order of lines would decide in silence.",
    'task "Think first."',
    'advice first: "Think first."',
  ),
  "pasted-twice": explained(
    "pair",
    "Everything in it would be declared twice. It is told once, and the copy is not looked at.",
    'relation Cause(cause, effect) "The cause brings the effect about."\n  cue "caused" for (cause, effect)\notherwise Other "Neither is stated."',
    'relation Part(part, whole) "It belongs to it."\n  cue "is part of" for (part, whole)',
  ),
  "part-missing": explained(
    "pair.task",
    "Without it there is nothing to ask, to read or to pay.",
    "# the task is still to be written",
    'task "Decide which relation the sentence states."',
  ),
  "schema-only": explained(
    "none",
    "This is no mistake: labels in a file of their own can be shared by several tasks.",
    'guideline "Labels" version "1.0"\nlabel rain "It rained."\n  cue "it rained"',
    'guideline "Weather" version "1.0"\ntask "What was it?"\ninput report: text\nanswer was: one of labels in <answer>\nlabel rain "It rained."\n  cue "it rained"\nreward +1 for was equals gold',
  ),
  "text-empty": explained(
    "pair.task",
    "The prompt would have a heading with nothing below it.",
    'task ""',
    'task "Decide which relation the sentence states."',
  ),
  "text-control": explained(
    "pair.task",
    "A NUL ends the text in other programs, and others move the cursor: what is shown is not what is there.",
    'task "Decide\u0000."',
    'task "Decide."',
  ),
  "name-twice": explained(
    "pair",
    "A name means one thing wherever it stands: in an answer, in a reward, in a report.",
    'relation Cause(agent, product) "It makes it."\n  cue "made" for (agent, product)',
    'relation Make(agent, product) "It makes it."\n  cue "made" for (agent, product)',
  ),
  "name-reserved": explained(
    "pair",
    "`equals gold` compares with the right answer; a field of that name would make it mean two things.",
    "answer gold: text in <why> optional",
    "answer reason: text in <why> optional",
  ),
  "name-unknown": explained(
    "pair",
    "A name that nothing declares would be paid, preferred or waited for in vain.",
    "prefer Cuase over Other",
    "prefer Cause over Other",
  ),
  "names-alike": explained(
    "pair",
    "People and models mix such names up, and then the wrong one is read or paid.",
    "answer first-word: text in <first> optional\nanswer first_word: text in <second> optional",
    "answer first-word: text in <first> optional\nanswer last-word: text in <second> optional",
  ),
  "name-mixed": explained(
    "pair",
    "A Cyrillic а looks like a Latin a: the model would write the one, and the reward wait for the other.",
    'relation P\u0430rt(part, whole) "It belongs to it."\n  cue "is part of" for (part, whole)',
    'relation Part(part, whole) "It belongs to it."\n  cue "is part of" for (part, whole)',
  ),
  "name-invisible": explained(
    "pair",
    "Nobody sees the sign, and yet no answer without it would be right.",
    'relation Pa\u180ert(part, whole) "It belongs to it."\n  cue "is part of" for (part, whole)',
    'relation Part(part, whole) "It belongs to it."\n  cue "is part of" for (part, whole)',
  ),
  "text-reordered": explained(
    "pair.task",
    "What a person sees is then in another order than what the model reads; that can hide an instruction.",
    'task "Decide \u202ehcihw\u202c."',
    'task "Decide which."',
  ),
  "label-ambiguous": explained(
    "pair",
    "Case is accepted, so an answer in small letters would be both labels at once.",
    'relation cause(agent, product) "It makes it."\n  cue "made" for (agent, product)\naccept any-case',
    'relation Make(agent, product) "It makes it."\n  cue "made" for (agent, product)\naccept any-case',
  ),
  "alias-whole": explained(
    "pair.cause",
    "The reader puts the ends to the name itself; with them in the alias, it would never be found.",
    'relation Cause(cause, effect) "It brings it about."\n  alias "leads to(e1, e2)"\n  cue "caused" for (cause, effect)',
    'relation Cause(cause, effect) "It brings it about."\n  alias "leads to"\n  cue "caused" for (cause, effect)',
  ),
  "alias-keyless": explained(
    "pair.answer",
    "Only the parts of a group have keys in JSON; here the alias would never be looked for.",
    'answer label: relation between e1 and e2 in <answer>\n  alias "relation"',
    'answer label: relation between e1 and e2 in <answer>\n  advice short: "The label alone."',
  ),
  "listed-twice": explained(
    "pair",
    "The second one does nothing; it may have been meant as another one.",
    "accept any-case, any-case",
    "accept any-case, any-hyphen",
  ),
  "reading-twice": explained(
    "pair",
    "An accepted form is paid in full, a rescued one is not: for one form both can not be.",
    "accept any-case\nrescue any-case",
    "accept any-case\nrescue any-spacing",
  ),
  "option-unknown": explained(
    "pair",
    "The word comes from a closed list; one that is not in it would change nothing, in silence.",
    "accept any-cases",
    "accept any-case",
  ),
  circle: explained(
    "facts.drug",
    "Each would be a kind of the other, so that neither is the broader one.",
    'entity drug under remedy "A substance that is taken."\n  cue "pill"\nentity remedy under drug "What helps."\n  cue "cure"',
    'entity drug under remedy "A substance that is taken."\n  cue "pill"\nentity remedy "What helps."\n  cue "cure"',
  ),
} as const satisfies Partial<Record<keyof typeof languageCodes, Explanation>>
