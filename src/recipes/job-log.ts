/** What jobs say while they run: into the run's folder, and on to the terminal. */
import type { Device, EngineName } from "../engine/engine.js"
import type { MetricsRow, RolloutRow } from "../rollout/rows.js"
import type { RunFolder } from "../rollout/run-folder.js"
import type { RunReporter } from "./recipe.js"

export type JobMessage =
  | { readonly type: "device"; readonly device: Device }
  | {
      readonly type: "step"
      /** "train", "warm start". */
      readonly phase: string
      /** Steps of the phase. */
      readonly of: number
      readonly row: MetricsRow
      readonly rollouts: readonly RolloutRow[]
    }
  | { readonly type: "evaluated"; readonly rollouts: readonly RolloutRow[] }

/** Rows belong to an arm and a seed. */
interface Owner {
  readonly arm: string
  readonly seed: number
}

const keyOf = ({ arm, seed }: Owner): string => `${arm} ${seed}`

export class JobLog {
  /** Owners whose first row was seen: what an earlier process wrote from that step on is gone then. */
  readonly #begun = new Set<string>()

  constructor(
    readonly folder: RunFolder,
    readonly report: RunReporter,
    readonly engine: EngineName,
  ) {}

  async take(message: JobMessage): Promise<void> {
    if (message.type === "device") {
      this.report({ type: "device", engine: this.engine, device: message.device })
    } else if (message.type === "evaluated") {
      await this.folder.rollouts.append(message.rollouts)
    } else {
      const { row, rollouts, phase, of } = message
      if (this.folder.resumed && !this.#begun.has(keyOf(row))) await this.#forgetFrom(row)
      this.#begun.add(keyOf(row))
      await this.folder.metrics.append([row])
      if (rollouts.length > 0) await this.folder.rollouts.append(rollouts)
      const { arm, seed, step } = row
      this.report({ type: "step", phase, arm, seed, step, of, metrics: shown(row) })
    }
  }

  /** Answers to evaluations that jobs of these owners will give again. */
  async forgetEvaluations(owners: readonly Owner[]): Promise<void> {
    const again = new Set(owners.map(keyOf))
    await this.folder.rollouts.keep((row) => row.set === undefined || !again.has(keyOf(row)))
  }

  /** Rows of steps after the checkpoint that a job went on from. */
  async #forgetFrom({ arm, seed, step }: MetricsRow): Promise<void> {
    const earlier = (row: Owner & { readonly step: number; readonly set?: string }) =>
      row.arm !== arm || row.seed !== seed || row.set !== undefined || row.step < step
    await this.folder.metrics.keep(earlier)
    await this.folder.rollouts.keep(earlier)
  }
}

function shown({ reward, accuracy, score, loss }: MetricsRow): Record<string, number> {
  const metrics = { reward, accuracy, dev: score, loss }
  return Object.fromEntries(
    Object.entries(metrics).filter((entry): entry is [string, number] => typeof entry[1] === "number"),
  )
}
