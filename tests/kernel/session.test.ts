/** A session over real sockets: the protocol's messages, in the protocol's order. */
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { Client, type Message, textOf } from "./support/client.js"

let client: Client
beforeAll(async () => {
  client = await Client.start()
})
afterAll(() => client?.stop())

const types = (output: readonly Message[]): string[] =>
  output.map(({ type, content }) => content.execution_state ?? type)
const only = (output: readonly Message[], type: string): Message[] => output.filter((one) => one.type === type)

describe("a cell", () => {
  test("is busy, shows its input, its output and its result, answers, and is idle", async () => {
    const { reply, output } = await client.execute("console.log('a'); console.error('b'); 40 + 2")
    expect(types(output)).toEqual(["busy", "execute_input", "stream", "stream", "execute_result", "idle"])
    expect(textOf(output)).toBe("a\n")
    expect(textOf(output, "stderr")).toBe("b\n")
    const [result] = only(output, "execute_result")
    const count = reply.content.execution_count
    expect(result!.content).toEqual({ data: { "text/plain": "42" }, metadata: {}, execution_count: count })
    expect(reply.content).toMatchObject({ status: "ok", payload: [], user_expressions: {} })
  })

  test("that shows nothing has no result", async () => {
    const { output } = await client.execute("undefined")
    expect(types(output)).toEqual(["busy", "execute_input", "idle"])
  })

  test("counts up, and not when it is silent or not stored", async () => {
    const first = (await client.execute("1")).reply.content.execution_count
    const silent = await client.execute("console.log('heard'); 2", { silent: true })
    expect(types(silent.output)).toEqual(["busy", "stream", "idle"])
    expect(silent.reply.content).toMatchObject({ status: "ok", execution_count: first })
    await client.execute("3", { store_history: false })
    expect((await client.execute("4")).reply.content.execution_count).toBe(first + 1)
  })

  test("that throws says so in its output and in its answer", async () => {
    const { reply, output } = await client.execute("throw new RangeError('too far')")
    const [error] = only(output, "error")
    expect(error!.content).toMatchObject({ ename: "RangeError", evalue: "too far" })
    expect(error!.content.traceback.join("\n")).toContain("cell.js:1")
    expect(reply.content).toMatchObject({ status: "error", ename: "RangeError", evalue: "too far" })
  })

  test("that throws a string, or nothing at all, is an error, too", async () => {
    expect((await client.execute("throw 'just words'")).reply.content).toMatchObject({
      status: "error",
      evalue: "just words",
    })
    expect((await client.execute("throw undefined")).reply.content.status).toBe("error")
  })

  test("with user expressions answers each, and a wrong one by its error", async () => {
    const { reply } = await client.execute("1", { user_expressions: { sum: "2 + 3", wrong: "nowhere + 1" } })
    expect(reply.content.user_expressions.sum).toEqual({ status: "ok", data: { "text/plain": "5" }, metadata: {} })
    expect(reply.content.user_expressions.wrong).toMatchObject({ status: "error", ename: "ReferenceError" })
  })

  test("waits for those before it", async () => {
    const ids = await Promise.all([
      client.start("await new Promise((done) => setTimeout(done, 100)); console.log('first')"),
      client.start("console.log('second')"),
    ])
    const [first, second] = await Promise.all(ids.map((id) => client.answered(id)))
    expect(second!.reply.content.execution_count).toBe(first!.reply.content.execution_count + 1)
    const order = client.messages.filter(({ type, parent }) => type === "stream" && ids.includes(parent!))
    expect(order.map(({ content }) => content.text)).toEqual(["first\n", "second\n"])
  })
})

describe("an error", () => {
  test("aborts the cells that wait behind it", async () => {
    const ids = [
      await client.start("await new Promise((done) => setTimeout(done, 100)); throw new Error('stop');"),
      await client.start("globalThis.ran = true"),
    ]
    const [first, second] = await Promise.all(ids.map((id) => client.answered(id)))
    expect(first!.reply.content.status).toBe("error")
    expect(second!.reply.content.status).toBe("aborted")
    expect(types(second!.output)).toEqual(["busy", "idle"])
    expect((await client.execute("typeof ran")).output[2]!.content.data["text/plain"]).toBe("'undefined'")
  })

  test("aborts nothing where the front end does not want it", async () => {
    const more = { stop_on_error: false }
    const ids = [
      await client.start("await new Promise((done) => setTimeout(done, 100)); throw new Error('go on');", more),
      await client.start("6 * 7"),
    ]
    const [, second] = await Promise.all(ids.map((id) => client.answered(id)))
    expect(second!.reply.content.status).toBe("ok")
  })
})

describe("what is printed", () => {
  test("in a timer after a cell's end appears below that cell", async () => {
    const first = await client.execute("setTimeout(() => console.log('late'), 150); 1")
    const id = first.output[0]!.parent!
    await client.execute("console.log('between')")
    await client.until(() => textOf(client.outputOf(id)) !== "", "late output")
    expect(textOf(client.outputOf(id))).toBe("late\n")
  })

  test("by callbacks at a cell's end comes before its idle", async () => {
    const { output } = await client.execute("setImmediate(() => console.log('just in time')); 1")
    expect(types(output).at(-1)).toBe("idle")
    expect(textOf(output)).toBe("just in time\n")
  })

  test("to both streams keeps its order", async () => {
    const { output } = await client.execute(
      "console.log(1); console.error(2); console.log(3); display(4); console.log(5)",
    )
    const shown = output.filter(({ type }) => type === "stream" || type === "display_data")
    expect(shown.map(({ content }) => content.text ?? content.data["text/plain"])).toEqual([
      "1\n",
      "2\n",
      "3\n",
      "4",
      "5\n",
    ])
  })

  test("as bytes that are no text, half characters and half surrogates arrives as what it can be", async () => {
    const { reply, output } = await client.execute(
      "process.stdout.write(Buffer.from([0xff, 0xfe, 0, 0xe2, 0x82])); process.stdout.write(Buffer.from([0xac])); console.log('\\ud800|\\\\ud800'); 1",
    )
    expect(reply.content.status).toBe("ok")
    expect(textOf(output)).toBe("\ufffd\ufffd\u0000€\ufffd|\\ud800\n")
  })
})

describe("display", () => {
  test("a value shows itself by its own method, with the notebook's comms at hand", async () => {
    const { output } = await client.execute(
      "({ [Symbol.for('Jupyter.display')]: ({ comms, once }) => ({ 'text/html': ['<b>', typeof comms.open, once('k'), once('k'), '</b>'].join(' '), 'text/plain': 'b' }) })",
    )
    expect(only(output, "execute_result")[0]!.content.data).toEqual({
      "text/html": "<b> function true false </b>",
      "text/plain": "b",
    })
  })

  test("a display method that throws is the cell's error", async () => {
    const { reply } = await client.execute("({ [Symbol.for('Jupyter.display')]() { throw new Error('no picture') } })")
    expect(reply.content).toMatchObject({ status: "error", evalue: "no picture" })
  })

  test("content that has no JSON is the cell's error", async () => {
    const { reply } = await client.execute("display({ 'application/json': { n: 1n } }, { raw: true })")
    expect(reply.content.status).toBe("ok")
    const again = await client.execute("await display({ 'application/json': { n: 1n } }, { raw: true })")
    expect(again.reply.content).toMatchObject({ status: "error", ename: "TypeError" })
  })

  test("what is shown under an id is replaced", async () => {
    const { output } = await client.execute(
      "const shown = await display('one', { id: 'x' }); await shown.update('two')",
    )
    expect(only(output, "display_data")[0]!.content).toEqual({
      data: { "text/plain": "'one'" },
      metadata: {},
      transient: { display_id: "x" },
    })
    expect(only(output, "update_display_data")[0]!.content).toMatchObject({
      data: { "text/plain": "'two'" },
      transient: { display_id: "x" },
    })
  })

  test("a bundle's second output follows it, is replaced with it, and goes with it", async () => {
    const value = `const both = (text) => ({ [Symbol.for("Jupyter.display")]: () => ({ "text/plain": text, [Symbol.for("Glossator.beside")]: { "text/plain": "beside " + text } }) });`
    const cell = `${value} const one = await display(both("a"), { id: "two" }); await one.update(both("b")); await one.update("c"); both("d")`
    const { output } = await client.execute(cell)
    const shown = output.filter(({ type }) => /display_data|execute_result/.test(type))
    expect(shown.map(({ type, content }) => [type, content.transient?.display_id, content.data["text/plain"]])).toEqual(
      [
        ["display_data", "two", "a"],
        ["display_data", "two-beside", "beside a"],
        ["update_display_data", "two", "b"],
        ["update_display_data", "two-beside", "beside b"],
        ["update_display_data", "two", "'c'"],
        ["update_display_data", "two-beside", ""],
        ["execute_result", undefined, "d"],
        ["display_data", undefined, "beside d"],
      ],
    )
  })

  test("images as bytes become base64", async () => {
    const { output } = await client.execute("await display({ 'image/png': new Uint8Array([1, 2, 3]) }, { raw: true })")
    expect(only(output, "display_data")[0]!.content.data["image/png"]).toBe("AQID")
  })

  test("the cell's output is cleared when it asks", async () => {
    const { output } = await client.execute("console.log('gone'); Jupyter.clearOutput(true); console.log('kept')")
    expect(types(output).slice(2, -1)).toEqual(["stream", "clear_output", "stream"])
    expect(only(output, "clear_output")[0]!.content).toEqual({ wait: true })
  })
})

describe("positions", () => {
  test("completion counts code points, where JavaScript counts UTF-16 units", async () => {
    const { reply } = await client.ask("complete_request", { code: "'𝒷𝒷' + al", cursor_pos: 9 })
    expect(reply.content).toMatchObject({ status: "ok", matches: ["alpha"], cursor_start: 7, cursor_end: 9 })
    expect(reply.content.metadata._jupyter_types_experimental).toEqual([
      { text: "alpha", start: 7, end: 9, type: "let" },
    ])
  })

  test("inspection, too, and it says when there is nothing", async () => {
    const { reply } = await client.ask("inspect_request", { code: "'𝒷' + alpha", cursor_pos: 8, detail_level: 1 })
    expect(reply.content).toEqual({ status: "ok", found: true, data: { "text/plain": "alpha (1)" }, metadata: {} })
    const none = await client.ask("inspect_request", { code: "  ", cursor_pos: 1, detail_level: 0 })
    expect(none.reply.content).toEqual({ status: "ok", found: false, data: {}, metadata: {} })
  })

  test("a cursor beyond the cell is its end", async () => {
    const { reply } = await client.ask("complete_request", { code: "be", cursor_pos: 99 })
    expect(reply.content).toMatchObject({ matches: ["beta"], cursor_start: 0, cursor_end: 2 })
  })
})

test.each([
  ["1 + 1", { status: "complete" }],
  ["function f() {", { status: "incomplete", indent: "  " }],
  ["1 +* 2", { status: "invalid" }],
])("whether %j is complete", async (code, expected) => {
  expect((await client.ask("is_complete_request", { code })).reply.content).toEqual(expected)
})

describe("history", () => {
  test("gives the newest, a range, and what matches", async () => {
    const fresh = await Client.start()
    try {
      for (const code of ["1 + 1", "let a = 2", "1 + 1"]) await fresh.execute(code)
      const ask = async (more: object): Promise<unknown> =>
        (await fresh.ask("history_request", { output: false, raw: true, ...more })).reply.content.history
      expect(await ask({ hist_access_type: "tail", n: 2 })).toEqual([
        [1, 2, "let a = 2"],
        [1, 3, "1 + 1"],
      ])
      expect(await ask({ hist_access_type: "range", session: 0, start: 1, stop: 2, output: true })).toEqual([
        [1, 1, ["1 + 1", "2"]],
      ])
      expect(await ask({ hist_access_type: "search", pattern: "1*", n: 5, unique: true })).toEqual([[1, 3, "1 + 1"]])
      expect(await ask({ hist_access_type: "search", pattern: "nothing" })).toEqual([])
    } finally {
      await fresh.stop()
    }
  })
})

test("while a cell waits, completion answers and the kernel stays busy", async () => {
  const id = await client.start("await new Promise((done) => setTimeout(done, 400)); 'slept'")
  const { output } = await client.ask("complete_request", { code: "al", cursor_pos: 2 })
  expect(client.messages.some(({ parent, channel }) => parent === id && channel === "shell")).toBe(false)
  expect(types(output)).toEqual(["busy", "idle"])
  const states = client.messages.filter(({ type }) => type === "status")
  await client.until(
    () => client.messages.filter(({ type }) => type === "status").length > states.length - 1,
    "a status",
  )
  await client.answered(id)
  const own = types(client.outputOf(id))
  // what a front end shows is the newest status: the cell's, again
  expect(own.filter((state) => state === "busy")).toHaveLength(2)
  expect(own.at(-1)).toBe("idle")
})

test("a request that is not known is refused by its own reply", async () => {
  const { reply } = await client.ask("teleport_request")
  expect(reply.type).toBe("teleport_reply")
  expect(reply.content).toMatchObject({ status: "error", ename: "NotSupported" })
})
