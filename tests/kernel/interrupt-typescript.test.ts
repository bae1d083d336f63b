/** Interrupts of TypeScript cells in the kernel that notebooks run: whatever a cell does, it ends, and its state stays. */
import { afterAll, beforeAll, expect, test } from "vitest"
import { Client } from "./support/client.js"

const argv = ["--no-force-async-hooks-checks", "tests/kernel/support/typescript-kernel.mjs", "{connection_file}"]
let client: Client
beforeAll(async () => {
  client = await Client.start({ argv })
  await client.execute(`
    let rounds = 0
    const cleaned: string[] = []
    async function slow() { try { for (;;) { await new Promise((done) => setTimeout(done, 1)); rounds++ } } finally { cleaned.push("slow") } }
    async function* rows() { try { for (;;) { await new Promise((done) => setTimeout(done, 1)); yield rounds++ } } finally { cleaned.push("rows") } }
    const kept: number[] = []
  `)
})
afterAll(() => client?.stop())

interface Case {
  readonly code: string
  /** What the notebook's variables say afterwards. */
  readonly after: readonly [expression: string, value: string]
}

const cases: Readonly<Record<string, Case>> = {
  "a loop that calls": {
    code: "console.log('on'); for (let i = 0; ; i++) kept[i % 10] = Math.abs(Number(i))",
    after: ["kept.length", "10"],
  },
  "a loop that calls nothing, whose variables it leaves as they were": {
    code: "let hot = 5; console.log('on'); while (true) hot++",
    after: ["hot", "5"],
  },
  "an async function of an earlier cell, whose finally runs": {
    code: "console.log('on'); await slow()",
    after: ["cleaned.pop()", "'slow'"],
  },
  "for await over a generator, which cleans up": {
    code: "console.log('on'); for await (const row of rows()) kept[0] = row",
    after: ["cleaned.pop()", "'rows'"],
  },
  "a loop behind an await": {
    code: "let reached = 1; console.log('on'); await null; reached = 2; while (true) { cleaned.at(0) }",
    after: ["reached", "2"],
  },
}

test.each(Object.entries(cases))("ends %s", async (_, { code, after: [expression, value] }) => {
  const id = await client.start(code)
  await client.until(() => client.outputOf(id).some(({ type }) => type === "stream"), "the cell's first word")
  await client.ask("interrupt_request", {}, "control")
  expect((await client.answered(id)).reply.content).toMatchObject({ status: "error", ename: "Interrupted" })
  const next = await client.execute(`await new Promise((done) => setTimeout(done, 20)); ${expression}`)
  expect(next.output.find(({ type }) => type === "execute_result")?.content.data["text/plain"]).toBe(value)
})

test("what an interrupted cell called does not go on", async () => {
  const { output } = await client.execute(
    "const before = rounds; await new Promise((done) => setTimeout(done, 50)); rounds - before",
  )
  expect(output.find(({ type }) => type === "execute_result")!.content.data["text/plain"]).toBe("0")
})
