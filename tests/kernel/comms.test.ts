/** Comms: both directions, with binary parts. */
import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, expect, test } from "vitest"
import { Client, textOf } from "./support/client.js"

let client: Client
beforeAll(async () => {
  client = await Client.start()
})
afterAll(() => client?.stop())

test("the kernel opens one, is answered with bytes, and closes it", async () => {
  const opened = await client.execute(`
    globalThis.comm = Jupyter.comms.open("probe", { n: 1 }, { metadata: { version: "2" }, buffers: [new Uint8Array([1, 2])] })
    comm.onMessage = (data, buffers) => comm.send({ twice: data.n * 2 }, { buffers: buffers.map((one) => one.map((byte) => byte + 1)) })
    comm.onClose = () => console.log("closed by the page")
    comm.id`)
  const open = opened.output.find(({ type }) => type === "comm_open")!
  expect(open.content).toMatchObject({ target_name: "probe", data: { n: 1 } })
  expect(open.metadata).toEqual({ version: "2" })
  expect([...open.buffers[0]!]).toEqual([1, 2])
  const id = open.content.comm_id as string

  const info = await client.ask("comm_info_request", { target_name: "probe" })
  expect(info.reply.content).toEqual({ status: "ok", comms: { [id]: { target_name: "probe" } } })
  expect((await client.ask("comm_info_request", { target_name: "other" })).reply.content.comms).toEqual({})

  const sent = await client.send("shell", "comm_msg", { comm_id: id, data: { n: 21 } }, { buffers: [Buffer.from([7])] })
  await client.idle(sent)
  const answer = client.messages.find(({ type }) => type === "comm_msg")!
  expect(answer.content).toEqual({ comm_id: id, data: { twice: 42 } })
  expect([...answer.buffers[0]!]).toEqual([8])

  await client.idle(await client.send("shell", "comm_close", { comm_id: id, data: {} }))
  expect((await client.ask("comm_info_request")).reply.content.comms).toEqual({})
})

test("the front end opens one of a known name", async () => {
  await client.execute(
    "Jupyter.comms.onOpen('echo', (comm, data) => { comm.send({ heard: data.word }); comm.close({ last: 1 }) })",
  )
  const id = randomUUID()
  const sent = await client.send("shell", "comm_open", { comm_id: id, target_name: "echo", data: { word: "hi" } })
  await client.idle(sent)
  const answers = client.outputOf(sent).filter(({ type }) => type.startsWith("comm"))
  expect(answers.map(({ type, content }) => [type, content.data])).toEqual([
    ["comm_msg", { heard: "hi" }],
    ["comm_close", { last: 1 }],
  ])
})

test("one of an unknown name is closed at once", async () => {
  const id = randomUUID()
  const sent = await client.send("shell", "comm_open", { comm_id: id, target_name: "jupyter.widget.version", data: {} })
  await client.idle(sent)
  expect(client.outputOf(sent).find(({ type }) => type === "comm_close")!.content).toEqual({ comm_id: id, data: {} })
})

test("what a handler throws is shown below the cell that made the comm, and ends nothing", async () => {
  const made = await client.execute(
    "const bad = Jupyter.comms.open('bad', {}); bad.onMessage = async () => { throw new Error('handler broke') }; bad.id",
  )
  const cell = made.output[0]!.parent!
  const id = made.output.find(({ type }) => type === "comm_open")!.content.comm_id
  await client.idle(await client.send("shell", "comm_msg", { comm_id: id, data: {} }))
  await client.until(() => textOf(client.outputOf(cell), "stderr").includes("handler broke"), "the error")
  expect((await client.execute("1")).reply.content.status).toBe("ok")
})

test("a message of 50 MB arrives, as JSON and as bytes", async () => {
  await client.execute(
    "Jupyter.comms.onOpen('large', (comm, data, buffers) => comm.send({ text: data.text.length, bytes: buffers[0].length }))",
  )
  const content = { comm_id: randomUUID(), target_name: "large", data: { text: "x".repeat(50e6) } }
  const sent = await client.send("shell", "comm_open", content, { buffers: [Buffer.alloc(50e6)] })
  await client.idle(sent)
  expect(client.outputOf(sent).find(({ type }) => type === "comm_msg")!.content.data).toEqual({
    text: 50e6,
    bytes: 50e6,
  })
})
