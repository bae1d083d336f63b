/** What monitors say of a training log: what was seen in the sentence; why it matters and what to do in the help. */
import { code, diagnoser } from "../../diagnostic.js"

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`
const points = (amount: number): string => `${amount > 0 ? "+" : ""}${amount.toFixed(2)}`

const unconfirmed = (apart: number | undefined): string =>
  apart === undefined
    ? "nothing that was measured apart from that reward confirms it"
    : `the development items moved ${points(100 * apart)} points`

export const monitorCodes = {
  "monitor-groups-agree": code({
    severity: "warning",
    says: ({ share, since, bound }: { share: number; since: number; bound: number }) =>
      `Since step ${since}, ${percent(share)} of the groups have one score for all their answers (bound ${percent(bound)}).`,
    help: "Such a group has no advantage and teaches nothing, so most of each step is wasted. Look at what they all get: all lowest means too hard, or a reward that sees no difference; choose other items, draw more answers at a higher temperature, or pay partial success.",
  }),
  "monitor-solved": code({
    severity: "info",
    says: ({ share, since, bound }: { share: number; since: number; bound: number }) =>
      `Since step ${since}, ${percent(share)} of the groups have one score for all their answers (bound ${percent(bound)}), and nearly all are right.`,
    help: "The training data is learnt: further steps cost and teach nothing. Stop here, or go on with harder items.",
  }),
  "monitor-form-alone": code({
    severity: "warning",
    says: (facts: { format: number; accuracy: number; reward: number; since: number; bound: number }) =>
      `Since step ${facts.since} the reward moved ${points(facts.reward)} and the well-formed answers ${points(100 * facts.format)} points, but the right ones ${points(100 * facts.accuracy)} (bound +${facts.bound * 100}).`,
    help: "The model earns the form and not the task, which a rising reward hides. Read answers from before and after that step; make the form worth less or a gate (reward … after format), and run glossator attack on the guideline.",
  }),
  "monitor-term-dominates": code({
    severity: "warning",
    says: (facts: { term: string; share: number; lost: string; loss: number; since: number; bound: number }) =>
      `Since step ${facts.since}, ${percent(facts.share)} of what the terms gained comes from "${facts.term}", while "${facts.lost}" pays ${points(facts.loss)} (bound ${percent(facts.bound)} of the gain lost elsewhere).`,
    help: "One term is optimised at the cost of another. Read answers that earn it; lower its weight, let it pay only after the other (reward … after NAME), or cap it. glossator rescore shows the curve under a changed guideline before anything is trained again.",
  }),
  "monitor-length-paid": code({
    severity: "warning",
    says: (facts: { factor: number; correlation: number; since: number; bound: number }) =>
      `Since step ${facts.since} answers have ${facts.factor.toFixed(2)} times their length (bound ${facts.factor > 1 ? facts.bound : +(1 / facts.bound).toFixed(2)}), and within a group ${facts.factor > 1 ? "longer" : "shorter"} ones score higher (correlation ${points(facts.correlation)}), without more right ones.`,
    help: "The reward pays for length itself. Compare long and short answers of one group; add a rule that bounds the length, or normalise a term that counts, and look at the loss: averaging over each answer's own tokens favours length as well.",
  }),
  "monitor-sudden": code({
    severity: "warning",
    says: (facts: { change: number; deviations: number; since: number; bound: number; apart?: number }) =>
      `At step ${facts.since} the mean reward ${facts.change > 0 ? "jumps" : "drops"} by ${points(facts.change)} within a few steps, ${facts.deviations.toFixed(1)} standard errors (bound ${facts.bound})${facts.change > 0 ? `, and ${unconfirmed(facts.apart)}` : ""}.`,
    help: "A jump is how a loophole looks when it is found or a verifier when it breaks, a drop how a collapse begins. The share of right answers is told by the same reward, so it proves nothing. Read answers from just before and after that step, and score them with another reward (glossator rescore); for a drop, go back to a checkpoint before it and lower the learning rate or raise the KL weight.",
  }),
  "monitor-declines": code({
    severity: "warning",
    says: (facts: { first: number; last: number; deviations: number; since: number; bound: number }) =>
      `Since step ${facts.since} the mean reward falls, from ${facts.first.toFixed(2)} at the beginning to ${facts.last.toFixed(2)} at the end, ${facts.deviations.toFixed(1)} standard errors (bound ${facts.bound}).`,
    help: "Training takes away what the model could before. Is the reward that is trained on the one that is logged? Then lower the learning rate or raise the KL weight, and go on from a checkpoint before that step.",
  }),
}

export const report = diagnoser(monitorCodes)
