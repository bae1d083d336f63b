/** What cells do to a kernel: it answers and lives. */
import { afterAll, beforeAll, expect, test } from "vitest"
import { Client, textOf } from "./support/client.js"

let client: Client
beforeAll(async () => {
  client = await Client.start()
})
afterAll(() => client?.stop())

const lives = async (): Promise<void> => {
  const { output } = await client.execute("40 + 2")
  expect(output.find(({ type }) => type === "execute_result")!.content.data["text/plain"]).toBe("42")
}

test("a promise rejected in the background is told below its cell", async () => {
  const { reply, output } = await client.execute("Promise.reject(new Error('nobody cared')); undefined")
  expect(reply.content.status).toBe("ok")
  const id = output[0]!.parent!
  await client.until(() => textOf(client.outputOf(id), "stderr").includes("nobody cared"), "the error")
  // by the cell's own code, which the kernel ran
  expect(textOf(client.outputOf(id), "stderr")).not.toContain("/dist/src/kernel/")
  await lives()
})

test("an error thrown in a timer is told below its cell", async () => {
  const { output } = await client.execute("setTimeout(() => { throw new Error('too late') }, 1); 1")
  const id = output[0]!.parent!
  await client.until(() => textOf(client.outputOf(id), "stderr").includes("too late"), "the error")
  await lives()
})

test("closing the streams of the process ends nothing", async () => {
  await client.execute("process.stdin.destroy(); process.stdout.end(); process.stderr.destroy()")
  expect(textOf((await client.execute("console.log('still heard')")).output)).toBe("still heard\n")
  await lives()
})

test("closing their descriptors ends nothing, and other files are closed as ever", async () => {
  const { output } = await client.execute(`
    const fs = process.getBuiltinModule("node:fs")
    for (const fd of [0, 1, 2]) fs.closeSync(fd)
    let hasCalled = false
    fs.close(0, () => { hasCalled = true })
    const file = fs.openSync(process.execPath)
    fs.closeSync(file)
    let after = "open"
    try { fs.fstatSync(file) } catch { after = "closed" }
    const child = process.getBuiltinModule("node:child_process").spawnSync(process.execPath, ["-p", "1"])
    setTimeout(() => console.log(file > 2, after, hasCalled, child.status), 20)
  `)
  const id = output[0]!.parent!
  await client.until(() => textOf(client.outputOf(id)).includes("true closed true 0"), "what the cell says")
  await lives()
})

test("process.exit is refused with the way out", async () => {
  const { reply } = await client.execute("process.exit(3)")
  expect(reply.content).toMatchObject({ status: "error", evalue: expect.stringContaining("menu") })
  await lives()
})

test("endless recursion is an error", async () => {
  const { reply } = await client.execute("(function f() { f() })()")
  expect(reply.content).toMatchObject({ status: "error", ename: "RangeError" })
  await lives()
})

test("an error that can not be read is an error", async () => {
  const hostile = [
    "throw Object.defineProperty(new Error('x'), 'stack', { get() { throw new Error('no stack') } })",
    "throw new Proxy({}, { get() { throw new Error('no') }, ownKeys() { throw new Error('no') } })",
    "throw Object.create(null)",
    "({ [Symbol.for('nodejs.util.inspect.custom')]() { throw new Error('no view') } })",
    "Promise.reject(Object.create(null)); undefined",
    "({ get [Symbol.for('Jupyter.display')]() { throw new Error('no') } })",
  ]
  for (const code of hostile) expect(["error", "ok"]).toContain((await client.execute(code)).reply.content.status)
  await lives()
})

test("a value of a million entries is shown in short", async () => {
  const { output } = await client.execute("Array.from({ length: 1e6 }, (_, i) => ({ i }))")
  const text = output.find(({ type }) => type === "execute_result")!.content.data["text/plain"]
  expect(text.length).toBeLessThan(10_000)
})

test("globals that a cell replaces are the cell's own matter", async () => {
  await client.execute(
    "globalThis.display = 1; globalThis.prompt = null; globalThis.Jupyter = {}; globalThis.console = { log() {} }",
  )
  await lives()
})
