/** What monitors found, as text for a terminal, as an arquero table, and as a part of the report. */
import { type ColumnTable, table } from "arquero"
import { type Html, html } from "../html.js"
import { type Monitored, type MonitorFinding, monitors, type StepRow } from "../rollout/monitors/index.js"
import { ends, FEWEST_STEPS } from "../rollout/monitors/monitor.js"

const share = (value: number): string => `${(100 * value).toFixed(0)} %`
const number = (value: number): string => value.toFixed(2)

const SHOWN = [
  ["reward", "reward", number],
  ["format", "well-formed", share],
  ["accuracy", "right", share],
  ["zeroVariance", "groups that agree", share],
  ["length", "length", number],
] as const

/** One arm and seed: its numbers at both ends, then each finding with its way out. */
export function monitoredText(
  { arm, seed, steps: count, assumed, findings, notLooked }: Monitored,
  rows: readonly StepRow[],
): string {
  const own = rows.filter((row) => row.arm === arm && row.seed === seed)
  const numbers =
    count < FEWEST_STEPS
      ? []
      : SHOWN.flatMap(([measure, name, shown]) => {
          const known = own.filter((row) => row[measure] !== undefined)
          if (known.length < FEWEST_STEPS) return []
          const { first, last } = ends(known, measure)
          return [`${name} ${shown(first)} to ${shown(last)}`]
        })
  const looked = monitors.length - notLooked.length
  return [
    `${nameOf({ arm, seed })}: ${count} steps${numbers.length > 0 ? `; ${numbers.join(", ")}` : ""}`,
    ...(assumed.length > 0 ? [`  assumed: ${assumed.join("; ")} (--guideline FILE tells it for certain)`] : []),
    ...findings.flatMap(({ severity, code, message, help }) => [`  ${severity} ${code}: ${message}`, `    = ${help}`]),
    ...(findings.length === 0 && looked > 0
      ? [`  ${looked} of ${monitors.length} monitors looked and found nothing`]
      : []),
    ...notLooked.map(({ monitor, lacks }) => `  ${monitor} could not look: ${lacks}`),
  ].join("\n")
}

const nameOf = ({ arm, seed }: Pick<Monitored, "arm" | "seed">): string =>
  [arm === "" ? "training" : arm, ...(seed === null ? [] : [`seed ${seed}`])].join(", ")

export const findingsTable = (findings: readonly MonitorFinding[]): ColumnTable =>
  table({
    code: findings.map(({ code }) => code),
    severity: findings.map(({ severity }) => severity),
    arm: findings.map(({ arm }) => arm),
    seed: findings.map(({ seed }) => seed),
    since: findings.map(({ since }) => since),
    value: findings.map(({ value }) => value),
    threshold: findings.map(({ threshold }) => threshold),
    message: findings.map(({ message }) => message),
  })

/** A list of what was found, or one sentence that nothing was; nothing at all where no monitor could look. */
export function monitoredPart(monitored: readonly Monitored[]): Html | false {
  const findings = monitored.flatMap((one) => one.findings)
  const looked = monitors.filter(({ name }) =>
    monitored.some(({ notLooked }) => notLooked.every(({ monitor }) => monitor !== name)),
  )
  if (looked.length === 0) return false
  const about = html`Monitors looked for: ${looked.map(({ summary }) => summary).join("; ")}.`
  if (findings.length === 0) return html`<p class="prose">${about} They found nothing.</p>`
  return html`<p class="prose">${about}</p><ul class="prose">${findings.map(
    (finding) => html`<li><strong>${nameOf(finding)}</strong>: ${finding.message} ${finding.help}</li>`,
  )}</ul>`
}
