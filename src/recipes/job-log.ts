/** What jobs say while they run: into the run's folder, and on to the terminal. */
import type { Device, EngineName } from "../engine/engine.js"
import type { MetricsRow, RolloutRow } from "../rollout/rows.js"
import type { RunFolder } from "../rollout/run-folder.js"
import { type Owner, RunLog } from "../rollout/run-log.js"
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

export class JobLog {
  readonly #log: RunLog

  constructor(
    folder: RunFolder,
    readonly report: RunReporter,
    readonly engine: EngineName,
  ) {
    this.#log = new RunLog(folder)
  }

  async take(message: JobMessage): Promise<void> {
    if (message.type === "device") {
      this.report({ type: "device", engine: this.engine, device: message.device })
    } else if (message.type === "evaluated") {
      await this.#log.evaluated(message.rollouts)
    } else {
      const { row, rollouts, phase, of } = message
      await this.#log.step(row, rollouts)
      const { arm, seed, step } = row
      this.report({ type: "step", phase, arm, seed, step, of, metrics: shown(row) })
    }
  }

  /** Answers to evaluations that jobs of these owners will give again. */
  forgetEvaluations(owners: readonly Owner[]): Promise<void> {
    return this.#log.forgetEvaluations(owners)
  }
}

function shown({ reward, accuracy, score, loss }: MetricsRow): Record<string, number> {
  const metrics = { reward, accuracy, dev: score, loss }
  return Object.fromEntries(
    Object.entries(metrics).filter((entry): entry is [string, number] => typeof entry[1] === "number"),
  )
}
