/**
 * A training's rows into the folder of its run. A run that goes on from a checkpoint replaces the rows that an earlier
 * process wrote after it.
 */
import type { MetricsRow, RolloutRow } from "./rows.js"
import type { RunFolder } from "./run-folder.js"

/** Rows belong to an arm and a seed. */
export interface Owner {
  readonly arm: string
  readonly seed: number
}

const keyOf = ({ arm, seed }: Owner): string => `${arm} ${seed}`

export class RunLog {
  /** Owners whose first row was seen: what an earlier process wrote from that step on is gone then. */
  readonly #begun = new Set<string>()

  constructor(readonly folder: RunFolder) {}

  async step(row: MetricsRow, rollouts: readonly RolloutRow[]): Promise<void> {
    if (this.folder.resumed && !this.#begun.has(keyOf(row))) await this.#forgetFrom(row)
    this.#begun.add(keyOf(row))
    await this.folder.metrics.append([row])
    if (rollouts.length > 0) await this.folder.rollouts.append(rollouts)
  }

  evaluated(rollouts: readonly RolloutRow[]): Promise<void> {
    return this.folder.rollouts.append(rollouts)
  }

  /** Answers to evaluations that will be given again. */
  async forgetEvaluations(owners: readonly Owner[]): Promise<void> {
    const again = new Set(owners.map(keyOf))
    await this.folder.rollouts.keep((row) => row.set === undefined || !again.has(keyOf(row)))
  }

  /** Rows of steps after the checkpoint that training went on from. */
  async #forgetFrom({ arm, seed, step }: MetricsRow): Promise<void> {
    const earlier = (row: Owner & { readonly step: number; readonly set?: string }) =>
      row.arm !== arm || row.seed !== seed || row.set !== undefined || row.step < step
    await this.folder.metrics.keep(earlier)
    await this.folder.rollouts.keep(earlier)
  }
}
