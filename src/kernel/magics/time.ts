/** `%time CODE` and `%%time`: how long code takes, by the clock and by the processor. */
import type { CellResult } from "../engine.js"
import type { CellMagic, LineMagic, MagicContext } from "./magic.js"

export const timeCell: CellMagic = {
  name: "time",
  usage: "%%time",
  summary: "runs the cell and tells how long it took",
  run: (body, _, context) => timed(body, context),
  complete: (body, cursor, _, { engine }) => engine.complete(body, cursor),
  inspect: (body, cursor, detail, _, { engine }) => engine.inspect(body, cursor, detail),
  isComplete: (body, _, { engine }) => engine.isComplete(body),
}

export const timeLine: LineMagic = {
  name: "time",
  usage: "%time CODE",
  summary: "runs a line of code and tells how long it took",
  run: (args, context) => timed(args, context),
  complete: (args, cursor, { engine }) => engine.complete(args, cursor),
}

async function timed(code: string, { engine, run, output }: MagicContext): Promise<CellResult> {
  const cpu = process.cpuUsage()
  const start = performance.now()
  const result = await engine.execute(code, run)
  const wallMs = performance.now() - start
  const { user, system } = process.cpuUsage(cpu)
  output.print("stdout", `${shown(wallMs)} (processor: ${shown((user + system) / 1_000)})\n`)
  return result
}

function shown(ms: number): string {
  if (ms < 1_000) return `${ms.toPrecision(3)} ms`
  if (ms < 60_000) return `${(ms / 1_000).toPrecision(3)} s`
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`
}
