/**
 * The kernel beside stock tslab and ipykernel, over real sockets: `npm run bench -- kernel`.
 *
 * Each measure is taken of all three in turn, in one run. In brackets the processor time that the kernel's process took
 * meanwhile, which other work on the machine does not lengthen.
 */
import { readFileSync } from "node:fs"
import { setTimeout as sleep } from "node:timers/promises"
import { Client, type Message, type Options } from "../kernel/support/client.js"
import { type Code, type Kernel, kernels } from "./kernels.js"
import { medianOf } from "./report.js"

const STARTS = 3
const CELLS = 50
const LOOPS = 9
const PRINTS = 20_000
/** A kernel that has not answered by then never does. */
const PATIENCE_MS = 15_000
const TICKS_PER_SECOND = 100

interface Time {
  readonly wallMs: number
  readonly cpuMs: number
}

type Measured = Time | string

function cpuMs({ process: { pid } }: Client): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ")
  return ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS_PER_SECOND
}

/** A kernel that was interrupted into silence, or that lost its idle, is said as such. */
async function timed(client: Client, work: () => Promise<unknown>): Promise<Measured> {
  const [wall, cpu] = [performance.now(), cpuMs(client)]
  const late = sleep(PATIENCE_MS, "late")
  const ended = await Promise.race([work().catch(() => "late"), late])
  return ended === "late" ? "never" : { wallMs: performance.now() - wall, cpuMs: cpuMs(client) - cpu }
}

async function several(client: Client, count: number, work: (i: number) => Promise<unknown>): Promise<Measured> {
  const walls: number[] = []
  const cpu = cpuMs(client)
  for (let i = 0; i < count; i++) {
    const one = await timed(client, () => work(i))
    if (typeof one === "string") return one
    walls.push(one.wallMs)
  }
  return { wallMs: medianOf(walls), cpuMs: (cpuMs(client) - cpu) / count }
}

/** The answer on the shell alone: stock tslab may lose the idle that follows. */
async function replied(client: Client, id: string): Promise<Message> {
  const isReply = (one: Message): boolean => one.parent === id && one.channel === "shell"
  await client.until(() => client.messages.some(isReply), "an answer", PATIENCE_MS)
  return client.messages.find(isReply)!
}

const reply = async (client: Client, code: string): Promise<Message> => replied(client, await client.start(code))

/** Until output can be seen, which without a welcome takes some tries. */
async function connected(client: Client): Promise<void> {
  while (!client.messages.some(({ channel, parent }) => channel === "iopub" && parent !== undefined)) {
    await replied(client, await client.send("shell", "kernel_info_request", {}))
    await sleep(20)
  }
}

async function measure({ start, interrupts, code }: Kernel): Promise<Record<string, Measured>> {
  const out: Record<string, Measured> = {}
  const infos: Time[] = []
  const firsts: Time[] = []
  let client: Client | undefined
  for (let i = 0; i < STARTS; i++) {
    if (client) await end(client)
    const from = performance.now()
    client = await Client.launch(start)
    await replied(client, await client.send("shell", "kernel_info_request", {}))
    infos.push({ wallMs: performance.now() - from, cpuMs: cpuMs(client) })
    await reply(client, code.sum)
    firsts.push({ wallMs: performance.now() - from, cpuMs: cpuMs(client) })
  }
  const kernel = client!
  out["kernel_info after the start"] = middle(infos)
  out["first result after the start"] = middle(firsts)
  await connected(kernel)
  out["1+1, median"] = await several(kernel, CELLS, () => reply(kernel, code.sum))
  const complete = async (): Promise<unknown> => {
    const content = { code: code.completion, cursor_pos: code.completion.length }
    return replied(kernel, await kernel.send("shell", "complete_request", content))
  }
  await complete()
  out["completion, median"] = await several(kernel, 20, complete)
  const awaiting = await kernel.start(code.awaits)
  out["completion while a cell awaits"] = await several(kernel, 10, complete)
  await replied(kernel, awaiting)
  out["1e7 iterations at the top, median"] = await several(kernel, LOOPS, (i) => reply(kernel, code.loop(`sum${i}`)))
  if (code.training) {
    for (const cell of code.training.before) await reply(kernel, cell)
    const id = await kernel.start(code.training.cell)
    const isOn = ({ parent, content }: Message): boolean =>
      parent === id && /^step [2-9]/.test(content.data?.["text/plain"] ?? "")
    await kernel.until(() => kernel.messages.some(isOn), "a second step", 60_000)
    out["completion while a model is trained"] = await several(kernel, 20, complete)
    await kernel.send("control", "interrupt_request", {})
    await replied(kernel, id)
  }
  await end(kernel)
  for (const [name, cell] of Object.entries(code.endless)) {
    // one that could not be interrupted is of no use for the next
    const one = await warm(start, code)
    out[`interrupt: ${name}`] = await interrupted(one, cell, interrupts)
    await end(one)
  }
  const printer = await warm(start, code)
  const before = printer.messages.length
  const lines = (): number =>
    printer.messages
      .slice(before)
      .reduce((sum, { type, content }) => (type === "stream" ? sum + content.text.split("\n").length - 1 : sum), 0)
  let arrived = 0
  const printed = await timed(printer, async () => {
    await reply(printer, code.prints(PRINTS))
    const isWhole = (): boolean => {
      arrived = lines()
      return arrived >= PRINTS
    }
    await printer.until(isWhole, "all lines", 3_000)
  })
  out["20,000 prints"] = typeof printed === "string" ? `${arrived} lines` : printed
  await end(printer)

  if (code.dataframes) {
    const tables = await Client.launch(start)
    await reply(tables, code.dataframes)
    const status = readFileSync(`/proc/${tables.process.pid}/status`, "utf8")
    out["memory with arquero"] = `${Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1_000)} MB`
    await end(tables)
  }
  return out
}

/** A kernel that has run a cell and whose output can be seen. */
async function warm(start: Options, { sum }: Code): Promise<Client> {
  const client = await Client.launch(start)
  await replied(client, await client.send("shell", "kernel_info_request", {}))
  await reply(client, sum)
  await connected(client)
  return client
}

async function interrupted(client: Client, code: string, how: Kernel["interrupts"]): Promise<Measured> {
  const id = await client.start(code)
  const isOn = ({ parent, type }: Message): boolean => parent === id && type === "stream"
  await client.until(() => client.messages.some(isOn), "the first word", PATIENCE_MS).catch(() => {})
  await sleep(100)
  return timed(client, async () => {
    if (how === "signal") client.process.kill("SIGINT")
    else await client.send("control", "interrupt_request", {})
    await replied(client, id)
  })
}

async function end(client: Client): Promise<void> {
  if (client.process.exitCode === null) client.process.kill("SIGKILL")
  await client.stop()
}

const middle = (times: readonly Time[]): Time => ({
  wallMs: medianOf(times.map(({ wallMs }) => wallMs)),
  cpuMs: medianOf(times.map(({ cpuMs }) => cpuMs)),
})

const shown = (one: Measured | undefined): string => {
  if (one === undefined) return "–"
  if (typeof one === "string") return one
  const ms = (value: number): string => (value < 100 ? value.toFixed(1) : value.toFixed(0))
  return `${ms(one.wallMs)} ms (${ms(one.cpuMs)})`
}

const { all, missing } = kernels()
for (const line of missing) console.log(line)
const results: [name: string, measured: Record<string, Measured>][] = []
for (const kernel of all) results.push([kernel.name, await measure(kernel)])
const rows = Object.keys(results[0]![1])
console.log(["".padEnd(36), ...results.map(([name]) => name.padStart(22))].join(""))
for (const row of rows)
  console.log([row.padEnd(36), ...results.map(([, one]) => shown(one[row]).padStart(22))].join(""))
process.exit(0)
