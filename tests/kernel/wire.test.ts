/** What the thread of the sockets does by itself: it answers while nothing else can. */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { Client, JAVASCRIPT, textOf } from "./support/client.js"

let client: Client
beforeAll(async () => {
  client = await Client.start()
})
afterAll(() => client?.stop())

test("a subscriber is welcomed with what it subscribed to", () => {
  const welcome = client.messages.find(({ type }) => type === "iopub_welcome")!
  expect(welcome.content).toEqual({ subscription: "" })
  expect(welcome.parent).toBeUndefined()
})

test("kernel_info says what every front end needs to know", async () => {
  const { reply } = await client.ask("kernel_info_request")
  expect(reply.content).toMatchObject({
    status: "ok",
    implementation: "glossator",
    protocol_version: expect.stringMatching(/^5\.\d$/),
    language_info: {
      name: "typescript",
      mimetype: "text/typescript",
      file_extension: ".ts",
      codemirror_mode: "typescript",
      pygments_lexer: "typescript",
    },
  })
})

test("messages are of this protocol, and of one session", async () => {
  const { reply, output } = await client.execute("1")
  const headers = [reply, ...output].map(({ header }) => header)
  expect(new Set(headers.map(({ session }) => session)).size).toBe(1)
  expect(new Set(headers.map(({ msg_id }) => msg_id)).size).toBe(headers.length)
  for (const { date, version } of headers) {
    expect(version).toMatch(/^5\.\d$/)
    expect(new Date(date!).toISOString()).toBe(date)
  }
})

describe("while the main thread computes", () => {
  const busy = "{ const end = Date.now() + 1500; while (Date.now() < end); }"

  test("heartbeat and kernel_info are answered, and output goes out", async () => {
    const id = await client.start(`console.log('before'); ${busy}`)
    await client.until(() => textOf(client.outputOf(id)) === "before\n", "output")
    expect(await client.beat("still there")).toBe("still there")
    const { output } = await client.ask("kernel_info_request")
    expect(output.map(({ content }) => content.execution_state)).toEqual(["busy", "idle"])
    await client.ask("kernel_info_request", {}, "control")
    expect(client.messages.some(({ parent, channel }) => parent === id && channel === "shell")).toBe(false)
    await client.answered(id)
  })

  test("a debugger is refused", async () => {
    const id = await client.start(busy)
    const { reply } = await client.ask("debug_request", { type: "request", seq: 7, command: "attach" }, "control")
    expect(reply.content).toMatchObject({ type: "response", request_seq: 7, success: false, command: "attach" })
    await client.answered(id)
  })
})

test("kernel_info is answered while the language loads, and cells wait for it", async () => {
  const slow = await Client.start({ env: { LOADING_MS: "1500" } })
  try {
    const id = await slow.start("1 + 1")
    await slow.ask("kernel_info_request")
    expect(slow.messages.some(({ parent, channel }) => parent === id && channel === "shell")).toBe(false)
    expect((await slow.answered(id)).reply.content.status).toBe("ok")
  } finally {
    await slow.stop()
  }
})

describe("messages that are none", () => {
  test.each([
    ["with a wrong signature", ["<IDS|MSG>", "0".repeat(64), "{}", "{}", "{}", "{}"]],
    ["with a short signature", ["<IDS|MSG>", "00", "{}", "{}", "{}", "{}"]],
    ["without a delimiter", ["hello"]],
    ["with too few frames", ["<IDS|MSG>", "", "{}"]],
    ["of nothing", [""]],
  ])("%s are dropped, with a word to whoever started the kernel", async (_, frames) => {
    const said = client.errors.length
    for (const channel of ["shell", "control", "stdin"] as const) await client.sendFrames(channel, frames)
    await client.until(() => client.errors.slice(said).join("").split("dropped").length > 3, "three complaints")
    expect((await client.execute("6 * 7")).reply.content.status).toBe("ok")
  })

  test("signed, but with content that is no object, are dropped, too", async () => {
    const said = client.errors.length
    await client.send("shell", "execute_request", [1, 2])
    await client.until(() => client.errors.slice(said).join("").includes("no JSON object"), "a complaint")
    expect((await client.execute("6 * 7")).reply.content.status).toBe("ok")
  })

  test("with fields of other types are answered all the same", async () => {
    const asked = { code: 7, user_expressions: "no", stop_on_error: null, cursor_pos: "x" }
    expect((await client.ask("execute_request", asked)).reply.content.status).toBe("ok")
    expect((await client.ask("complete_request", asked)).reply.content.status).toBe("ok")
    expect((await client.ask("history_request", { hist_access_type: 4, n: "many" })).reply.content.status).toBe("ok")
  })
})

describe("output", () => {
  test.each([2_000, 20_000])("of %i printed lines arrives whole, in order, in few messages", async (count) => {
    const { output } = await client.execute(`for (let i = 0; i < ${count}; i++) console.log("line " + i)`)
    const expected = Array.from({ length: count }, (_, i) => `line ${i}\n`).join("")
    expect(textOf(output)).toBe(expected)
    expect(output.length).toBeLessThan(200)
  })

  test("of 5,000 updates arrives whole, in order", async () => {
    const { output } = await client.execute(
      "for (let i = 0; i < 5000; i++) Jupyter.display({ 'text/plain': String(i) }, { id: 'progress', raw: true })",
    )
    const shown = output.filter(({ type }) => type === "display_data").map(({ content }) => content.data["text/plain"])
    expect(shown).toEqual(Array.from({ length: 5_000 }, (_, i) => String(i)))
  })

  test("of more than the sockets take at once makes the cell wait, and nothing is lost", async () => {
    const { output } = await client.execute(
      "const piece = 'x'.repeat(1e6); for (let i = 0; i < 200; i++) process.stdout.write(piece); 'end'",
    )
    expect(textOf(output)).toHaveLength(200e6)
  })
})

describe("over files instead of ports", () => {
  test("a kernel works, and a second one on the same connection file ends with a sentence, while the first goes on", async () => {
    const first = await Client.start({ transport: "ipc" })
    try {
      await second(first)
      expect((await first.execute("40 + 2")).reply.content.status).toBe("ok")
    } finally {
      await first.stop()
    }
  })
})

test("a second kernel on the same ports ends with a sentence, and the first goes on", async () => {
  await second(client)
  expect((await client.execute("40 + 2")).reply.content.status).toBe("ok")
})

/** Starts another kernel with a client's connection file. */
async function second({ file }: Client): Promise<void> {
  const argv = JAVASCRIPT.map((word) => word.replace("{connection_file}", file))
  const other = spawn(process.execPath, argv, { stdio: ["ignore", "ignore", "pipe"] })
  let said = ""
  other.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text
  })
  const [code] = await once(other, "exit")
  expect(code).toBe(1)
  expect(said).toContain("can not listen")
  expect(said).not.toMatch(/\n\s+at /)
}

describe("the end", () => {
  test.each([false, true])("on a shutdown request (restart: %j) comes with an answer and code 0", async (restart) => {
    const one = await Client.start()
    const { reply } = await one.ask("shutdown_request", { restart }, "control")
    expect(reply.content).toEqual({ status: "ok", restart })
    expect(await one.stop()).toBe(0)
  })

  test("comes for a cell that computes, too, after what it printed has gone out", async () => {
    const one = await Client.start()
    const id = await one.start("console.log('last words'); while (true);")
    await one.until(() => textOf(one.outputOf(id)) === "last words\n", "output")
    await one.ask("shutdown_request", { restart: false }, "control")
    await one.stop()
  })

  test("lets a cell that listens to the signal say its last word", async () => {
    const one = await Client.start()
    const id = await one.start(
      "console.log('on'); await new Promise((done) => Jupyter.signal.addEventListener('abort', () => { console.log('checkpoint left'); done() }));",
    )
    await one.until(() => textOf(one.outputOf(id)) !== "", "output")
    await one.send("control", "shutdown_request", { restart: false })
    await one.exited
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(textOf(one.outputOf(id))).toBe("on\ncheckpoint left\n")
    expect(await one.stop()).toBe(0)
  })

  test("comes with the process that started the kernel", async () => {
    const parent = spawn(process.execPath, ["-e", "setInterval(() => {}, 1e9)"], { stdio: "ignore" })
    const one = await Client.start({ env: { JPY_PARENT_PID: String(parent.pid) } })
    await one.start("while (true);")
    parent.kill("SIGKILL")
    expect(
      await Promise.race([one.exited, new Promise((resolve) => setTimeout(resolve, 10_000, "still there"))]),
    ).not.toBe("still there")
    await one.stop()
  })
})
