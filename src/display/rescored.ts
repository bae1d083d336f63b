/** Stored answers scored again, as arquero tables: what flipped and why, and the curve as it would have been. */
import { type ColumnTable, table } from "arquero"
import type { Rescored } from "../rollout/rescore.js"

export const flipsTable = ({ flips }: Rescored): ColumnTable =>
  table({
    id: flips.map((flip) => flip.id),
    arm: flips.map((flip) => flip.arm),
    seed: flips.map((flip) => flip.seed),
    step: flips.map((flip) => flip.step),
    before: flips.map((flip) => flip.before),
    after: flips.map((flip) => flip.after),
    why: flips.map((flip) => flip.why),
  })

export const curveTable = ({ curve }: Rescored): ColumnTable =>
  table({
    arm: curve.map((point) => point.arm),
    set: curve.map((point) => point.set),
    step: curve.map((point) => point.step),
    answers: curve.map((point) => point.answers),
    before: curve.map((point) => point.before),
    after: curve.map((point) => point.after),
  })
