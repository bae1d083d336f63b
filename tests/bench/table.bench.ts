/**
 * Tables of a million rows: what a reader waits for. `npm run bench -- table [rows]`
 *
 * Milliseconds of the processor, so that others at work on the machine do not count, and of the clock; and how long the notebook's
 * other requests waited at most. "first" is a column's first sort, search or
 * filter, which makes its levels; "again" is the next one. The plain way beside it sorts and filters with arquero each time.
 */
import { table as columns, desc, escape as own } from "arquero"
import { DISPLAY } from "../../src/display/bundle.js"
import { table } from "../../src/display/dataframe/dataframe.js"
import { libraryOf } from "../../src/display/library.js"
import { Random } from "../../src/random.js"
import { Session } from "../support/notebook-session.js"

const size = Number(process.argv[2] ?? 1_000_000)
const random = Random.of(1)
const RELATIONS = ["Cause-Effect", "Component-Whole", "Entity-Origin", "Other"]
const list = <T>(make: (i: number) => T): T[] => Array.from({ length: size }, (_, i) => make(i))
const data = columns({
  id: list((i) => i),
  relation: list(() => RELATIONS[random.below(4)]!),
  reward: Float64Array.from(list(() => random.next() * 6 - 3)),
  length: Int32Array.from(list(() => random.below(300))),
  completion: list((i) => `<answer>${RELATIONS[i % 4]}(e1, e2)</answer> ${i}`),
  correct: list((i) => i % 3 === 0),
})

async function spent(run: () => unknown): Promise<string> {
  const before = process.cpuUsage()
  const start = performance.now()
  let [last, longest] = [start, 0]
  const tick = (): void => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
    timer = setImmediate(tick)
  }
  let timer = setImmediate(tick)
  await run()
  clearImmediate(timer)
  longest = Math.max(longest, performance.now() - last)
  const { user, system } = process.cpuUsage(before)
  return `${((user + system) / 1000).toFixed(1).padStart(8)} ms of processor ${(performance.now() - start).toFixed(1).padStart(8)} ms of wall ${longest.toFixed(1).padStart(8)} ms at a time`
}

console.log(`${size.toLocaleString("en-US")} rows, 6 columns`)
console.log(`library, once a process  ${await spent(() => libraryOf("table"))}`)
const session = new Session()
const view = table(data)
console.log(`first paint              ${await spent(() => view[DISPLAY](session))}`)
const comm = session.opened[0]!
const ask =
  (query: object, start = 0) =>
  () =>
    comm.onMessage!(
      {
        method: "custom",
        content: { ask: "page", id: 1, start, length: 10, query: { search: "", order: [], filters: [], ...query } },
      },
      [],
    )
const by = (column: number, down = false) => ({ order: [{ column, down }] })
const where = (column: number, logic: string, value: string) => ({ filters: [{ column, logic, value }] })
const rows: [name: string, run: () => unknown][] = [
  ["page                     ", ask({})],
  ["last page                ", ask({}, size - 10)],
  ["sort numbers, first      ", ask(by(2))],
  ["sort numbers, again      ", ask(by(2, true))],
  ["its page 50,000          ", ask(by(2, true), size / 2)],
  ["sort labels, first       ", ask(by(1))],
  ["sort distinct texts,first", ask(by(4))],
  ["sort distinct texts,again", ask(by(4, true))],
  ["filter numbers           ", ask(where(2, "greater", "2.9"))],
  ["filter labels            ", ask(where(1, "contains", "cause"))],
  ["search all, first        ", ask({ search: "origin 77" })],
  ["search all, again        ", ask({ search: "origin 778" })],
  ["arquero: sort numbers    ", () => data.orderby(desc("reward")).indices(true)],
  [
    "arquero: filter labels   ",
    () => data.filter(own((row: { relation: string }) => row.relation.toLowerCase().includes("cause"))).indices(),
  ],
]
for (const [name, run] of rows) console.log(`${name}${await spent(run)}`)
