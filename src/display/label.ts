/** Names for people: arms, sets, metrics and numbers as the terminal and the report print them. */
import { ARMS } from "../rollout/result.js"

/** Arms in the order of the report: the starting point, what was trained, the controls and baselines. */
const ARM_ORDER: readonly string[] = [
  "base",
  "warm-start",
  "grpo",
  "grpo-random-reward",
  "sft-labels",
  "sft-traces",
  "bag-of-words",
  "constant-other",
]

const SET_ORDER: readonly string[] = ["in-domain", "out-of-domain"]

/** @returns the names that occur, known ones first in the report's order, the others by name */
export const orderedArms = (arms: Iterable<string>): string[] => ordered(arms, [...ARM_ORDER, ...ARMS])
export const orderedSets = (sets: Iterable<string>): string[] => ordered(sets, SET_ORDER)

function ordered(names: Iterable<string>, known: readonly string[]): string[] {
  const rank = (name: string): number => (known.includes(name) ? known.indexOf(name) : known.length)
  return [...new Set(names)].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0))
}

/** Metrics that are shares of items, shown in per cent; every other one is shown as it is. */
export const isShare = (metric: string): boolean =>
  ["accuracy", "format", "dev"].includes(metric) || metric.startsWith("kind/") || metric.includes("f1")

/** @example metricName("kind/negated") // "accuracy, negated" */
export function metricName(metric: string): string {
  if (metric.startsWith("kind/")) return `accuracy, ${metric.slice("kind/".length)}`
  return metric.replace(/\bf1\b/, "F1")
}

/**
 * A number of a metric as it is printed, without its unit.
 *
 * @example formatValue(0.8449, "accuracy") // "84.5"
 */
export function formatValue(value: number, metric: string): string {
  if (!Number.isFinite(value)) return "–"
  if (isShare(metric)) return (100 * value).toFixed(1)
  return Math.abs(value) < 0.1 && value !== 0 ? value.toPrecision(2) : value.toFixed(2)
}

/** @example formatInterval({ low: 0.812, high: 0.873 }, "accuracy") // "[81.2, 87.3]" */
export const formatInterval = ({ low, high }: { low: number; high: number }, metric: string): string =>
  `[${formatValue(low, metric)}, ${formatValue(high, metric)}]`

/** @example formatDuration(135) // "2 min 15 s" */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)]
  return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min ${whole % 60} s`
}
