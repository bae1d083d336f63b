export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2
}

/**
 * Prints the line of JSON that a subject of the bench ends with: tokens a second and milliseconds are those of the median of
 * one step or call, the first one apart. Ends the process, which an engine's threads would keep alive.
 */
export function report(measured: {
  readonly tokens: number
  readonly milliseconds: readonly number[]
  readonly readyMilliseconds: number
  readonly [more: string]: unknown
}): never {
  const { tokens, milliseconds, ...more } = measured
  const median = medianOf(milliseconds.slice(1))
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1000)
  const speed = {
    tokensPerSecond: (tokens * 1000) / median,
    milliseconds: median,
    megabytes,
    runs: milliseconds.length,
  }
  console.log(JSON.stringify({ ...speed, ...more }))
  process.exit(0)
}
