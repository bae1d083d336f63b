/** Interrupts: whatever a cell does, it ends, and the kernel goes on. How fast is the bench's. */
import { afterAll, beforeAll, expect, test } from "vitest"
import { Client } from "./support/client.js"

let client: Client
beforeAll(async () => {
  client = await Client.start()
})
afterAll(() => client?.stop())

const cases = {
  "a loop": "console.log('on'); while (true);",
  "a promise that never comes": "console.log('on'); await new Promise(() => {})",
  "a loop behind an await": "console.log('on'); await null; while (true);",
  "a loop in a timer": "console.log('on'); await new Promise(() => setTimeout(() => { while (true); }, 1))",
  "a loop that takes the signal for itself": "process.on('SIGINT', () => {}); console.log('on'); while (true);",
  "a loop that awaits in chunks":
    "console.log('on'); while (true) { const end = Date.now() + 200; while (Date.now() < end); await new Promise(setImmediate) }",
  "a loop of awaits that never yields": "console.log('on'); while (true) await null;",
  "a loop that catches everything": "console.log('on'); while (true) { try { while (true); } catch {} }",
  "a regular expression that backtracks": "console.log('on'); /(a+)+$/.test('a'.repeat(40) + 'b')",
}

test.each(Object.entries(cases))("ends %s", async (_, code) => {
  const id = await client.start(code)
  await client.until(() => client.outputOf(id).some(({ type }) => type === "stream"), "the cell's first word")
  const { reply } = await client.ask("interrupt_request", {}, "control")
  expect(reply.content).toEqual({ status: "ok" })
  const cell = await client.answered(id)
  expect(cell.reply.content).toMatchObject({ status: "error", ename: "Interrupted" })
  const next = await client.execute("await new Promise((done) => setTimeout(done, 1)); 40 + 2")
  expect(next.output.find(({ type }) => type === "execute_result")!.content.data["text/plain"]).toBe("42")
})

test.each([
  "while (true);",
  "await new Promise(() => {})",
  "await new Promise((r) => setTimeout(r, 9_000)); console.log('on')",
])("ends the first cell while the language is still loaded: %s", async (code) => {
  const fresh = await Client.start()
  try {
    const id = await fresh.start(code)
    // an interrupt goes by another socket, and might come first
    await fresh.ask("kernel_info_request")
    await fresh.ask("interrupt_request", {}, "control")
    const { reply, output } = await fresh.answered(id)
    expect(reply.content).toMatchObject({ status: "error", ename: "Interrupted" })
    expect(output.filter(({ type }) => type === "stream")).toEqual([])
    expect((await fresh.execute("1")).reply.content.status).toBe("ok")
  } finally {
    await fresh.stop()
  }
})

test("reaches work that listens to the signal", async () => {
  const id = await client.start(
    "console.log('on'); await new Promise((_, reject) => Jupyter.signal.addEventListener('abort', () => { console.log('checkpoint left'); reject(Jupyter.signal.reason) }))",
  )
  await client.until(() => client.outputOf(id).some(({ type }) => type === "stream"), "the cell's first word")
  await client.ask("interrupt_request", {}, "control")
  const { output } = await client.answered(id)
  expect(
    output
      .filter(({ type }) => type === "stream")
      .map(({ content }) => content.text)
      .join(""),
  ).toBe("on\ncheckpoint left\n")
})

test("aborts the cells that wait", async () => {
  const ids = [await client.start("console.log('on'); while (true);"), await client.start("1")]
  await client.until(() => client.outputOf(ids[0]!).some(({ type }) => type === "stream"), "the cell's first word")
  await client.ask("interrupt_request", {}, "control")
  expect((await client.answered(ids[1]!)).reply.content.status).toBe("aborted")
})

test("without a cell does nothing, and does not reach the next one", async () => {
  await client.ask("interrupt_request", {}, "control")
  expect((await client.execute("await new Promise((done) => setTimeout(done, 400)); 1")).reply.content.status).toBe(
    "ok",
  )
})

test("a cell that allocates without end is ended before the memory is, and says so", async () => {
  const small = await Client.start({
    argv: [
      "--max-old-space-size=384",
      // what is new is as small a part of the whole as where the limit is gigabytes
      "--max-semi-space-size=16",
      "--no-force-async-hooks-checks",
      "tests/kernel/support/javascript-kernel.mjs",
      "{connection_file}",
    ],
  })
  try {
    const { reply } = await small.execute(
      "const all = []; while (true) all.push({ n: all.length, text: 'x' + all.length })",
    )
    expect(reply.content).toMatchObject({ status: "error", ename: "OutOfMemory" })
    const later = await small.execute("await null; { const more = []; while (true) more.push([more.length]) }")
    expect(later.reply.content).toMatchObject({ status: "error", ename: "OutOfMemory" })
    expect((await small.execute("1 + 1")).reply.content.status).toBe("ok")
  } finally {
    await small.stop()
  }
})
