/** Runs notebooks in tslab as it is published: JSON of cells on stdin, what each cell gave on stdout. */
const { readFileSync } = require("node:fs")
const util = require("node:util")
const { createConverter } = require("tslab/dist/converter.js")
const { createExecutor } = require("tslab/dist/executor.js")

const lines = []
const { log } = console
console.log = (...all) => lines.push(...`out | ${util.format(...all)}`.split("\n"))
const notebook = {
  // the value of a cell
  log: (value) => lines.push(`= ${util.inspect(value, { breakLength: 100 })}`),
  error: (...all) =>
    lines.push(all[0] instanceof Error ? `error ${all[0].name}: ${all[0].message}` : util.format(...all)),
}

async function main() {
  const node = createConverter()
  const executor = createExecutor(process.cwd(), { node, browser: null, close: () => node.close() }, notebook)
  const given = []
  for (const cells of JSON.parse(readFileSync(0, "utf8"))) {
    executor.reset()
    const one = []
    for (const cell of cells) {
      lines.length = 0
      await executor.execute(cell)
      one.push(lines.length === 0 ? "(nothing)" : lines.join("\n"))
    }
    given.push(one)
  }
  log(JSON.stringify(given))
  process.exit(0)
}

main()
