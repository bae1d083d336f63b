/** What is wrong with a guideline that only reading and scoring its own examples can show. */
import { code, diagnoser } from "../diagnostic.js"

export const compileCodes = {
  "example-unscorable": code({
    severity: "error",
    says: ({ value, reason }: { value: string; reason: string }) =>
      `The example's answer ${value} cannot be scored: ${reason}.`,
    help: "Its values must be ones that the answer can have: labels of the guideline, names of items that are there (letters go to Z).",
  }),
  "example-not-highest": code({
    severity: "error",
    says: ({ value, score, highest }: { value: string; score: number; highest: number }) =>
      `The example's own answer ${value} earns ${score}; another one could earn ${highest}.`,
    help: "The declared answer must earn the highest score, or training leads away from it. Look at the `reward` lines: is one paid for being wrong?",
  }),
  "example-lacks-part": code({
    severity: "warning",
    says: ({ parts }: { parts: readonly string[] }) =>
      `The example's answer lacks ${parts.map((part) => `"${part}"`).join(" and ")}; the prompt does not show the example.`,
    help: "The reward pays for that part, so the answer must have it: say it behind `is`, or declare the part `optional`.",
  }),
  "not-earns-as-much": code({
    severity: "error",
    says: ({ value, score, gold }: { value: string; score: number; gold: string }) =>
      `The wrong answer ${value} earns ${score}, as much as ${gold} or more.`,
    help: "An answer behind `not` must earn less. Look at the `reward` lines: does one compare the answer with gold?",
  }),
  "test-scores": code({
    severity: "error",
    says: ({ expected, found, why }: { expected: number; found: number; why?: string }) =>
      `This answer scores ${found}, not ${expected}${why === undefined ? "." : `: ${why}`}`,
    help: "Correct the score, the answer, or the `accept` and `reward` lines that decide it.",
  }),
  "examples-contradict": code({
    severity: "error",
    says: ({ value, other }: { value: string; other: string }) =>
      `The same text is ${other} in another example, not ${value}.`,
    help: "A text has one right answer.",
  }),
  "cue-contradicts-example": code({
    severity: "error",
    says: ({ cue, states, value }: { cue: string; states: string; value: string }) =>
      `In this text the cue "${cue}" states ${states}, but the example is ${value}.`,
    help: "Turn the cue's roles or the example's mentions around. If a longer wording decides here, declare it as a cue of its own; if a rule does, name it: `not` … `by` RULE.",
  }),
  "cue-misleads": code({
    severity: "warning",
    says: ({ cue, states, value }: { cue: string; states: string; value: string }) =>
      `The cue "${cue}" states ${states} in this text, but the example is ${value}.`,
    help: "If that is meant, say so below the example with `not` and the rule that decides; else make the cue longer.",
  }),
  "reading-without-part": code({
    severity: "warning",
    says: ({ verb, reading }: { verb: string; reading: string }) =>
      `\`${verb} ${reading}\` does nothing here: no part of the answer is one of an input's items.`,
    help: "It is about a choice, `one of` LIST. The items of an order, and those of `for each`, are always called by their names.",
  }),
  "reward-blind": code({
    severity: "warning",
    says: (_: Record<string, never>) => "No reward compares the answer with gold: every label earns the same.",
    help: "Pay for the right answer: reward +2 for label equals gold. Paying for the form alone is a control, not a task.",
  }),
} as const

export const report = diagnoser(compileCodes)
