/** The steps of a training log from the disk: answers where there are any, because they tell most; else metrics. */
import { existsSync, statSync } from "node:fs"
import path from "node:path"
import type { Plan } from "../../reward/plan.js"
import { openLog } from "../logs/index.js"
import { firstLine, jsonLines } from "../logs/json-lines.js"
import { isRecord } from "../logs/log-reader.js"
import type { MetricsRow } from "../rows.js"
import { type StepRow, stepsOfAnswers, stepsOfMetrics } from "./step-row.js"

/**
 * @param at   a run's folder or any log that can be scored again, or a metrics.jsonl
 * @param plan of the reward that was trained on, for logs that say only what was paid
 * @param column the reward that was trained on, where a log of TRL has several
 * @throws UserError log-unreadable, log-unknown, log-column-unknown
 */
export async function readSteps(at: string, plan?: Plan, column?: string): Promise<readonly StepRow[]> {
  const metrics = await metricsAt(at)
  if (metrics !== undefined) return stepsOfMetrics(await metricsIn(metrics))
  const steps = await stepsOfAnswers((await openLog(at, column)).answers(), plan)
  const beside = path.join(statSync(at).isDirectory() ? at : path.dirname(at), "metrics.jsonl")
  return existsSync(beside) ? withMeasured(steps, stepsOfMetrics(await metricsIn(beside))) : steps
}

async function metricsIn(file: string): Promise<MetricsRow[]> {
  const rows: MetricsRow[] = []
  for await (const batch of jsonLines(file)) rows.push(...(batch.filter(isMetrics) as MetricsRow[]))
  return rows
}

/** Answers of training do not say what was measured apart. */
function withMeasured(steps: readonly StepRow[], metrics: readonly StepRow[]): readonly StepRow[] {
  const keyOf = ({ arm, seed, step }: StepRow): string => JSON.stringify([arm, seed, step])
  const measured = new Map(metrics.map((row) => [keyOf(row), row.measured]))
  return steps.map((row) => {
    const known = measured.get(keyOf(row))
    return known === undefined ? row : { ...row, measured: known }
  })
}

async function metricsAt(at: string): Promise<string | undefined> {
  if (!existsSync(at)) return undefined
  if (!statSync(at).isDirectory()) return at.endsWith(".jsonl") && isMetrics(await firstLine(at)) ? at : undefined
  const inFolder = path.join(at, "metrics.jsonl")
  return !existsSync(path.join(at, "rollouts.jsonl")) && existsSync(inFolder) ? inFolder : undefined
}

const isMetrics = (row: unknown): boolean =>
  isRecord(row) && typeof row.arm === "string" && typeof row.step === "number" && !("completion" in row)
