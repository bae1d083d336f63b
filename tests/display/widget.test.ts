import { gunzipSync } from "node:zlib"
import { describe, expect, test } from "vitest"
import { Widget } from "../../src/display/widget.js"
import { Session } from "../support/notebook-session.js"

const open = (state: Record<string, unknown>, more: Partial<ConstructorParameters<typeof Widget>[1]> = {}) => {
  const session = new Session()
  const widget = new Widget(session.comms, { id: "test", draws: { esm: "export default {}" }, state, ...more })
  return { widget, comm: session.opened[0]! }
}
const bytes = (...values: number[]) => Uint8Array.from(values)

describe("a widget's channel", () => {
  test("opens as an anywidget of any installed version, with its own traits", () => {
    const { comm, widget } = open({ count: 1 })
    expect(comm.target).toBe("jupyter.widget")
    expect(comm.options.metadata).toEqual({ version: "2.1.0" })
    expect(comm.data.state).toMatchObject({
      _model_module: "anywidget",
      _model_module_version: "*",
      _esm: "export default {}",
      count: 1,
    })
    expect(widget.view).toEqual({
      "application/vnd.jupyter.widget-view+json": { version_major: 2, version_minor: 0, model_id: comm.id },
    })
  })

  test("front ends close none: the oldest is closed where there are too many", () => {
    const session = new Session()
    const all = Array.from(
      { length: 40 },
      () => new Widget(session.comms, { id: "test", draws: { esm: "" }, state: {} }),
    )
    expect(all.map(({ isOpen }) => isOpen)).toEqual([...Array(8).fill(false), ...Array(32).fill(true)])
    expect(session.opened.map(({ closed }) => closed)).toEqual(all.map(({ isOpen }) => !isOpen))
    all[20]!.close()
    new Widget(session.comms, { id: "test", draws: { esm: "" }, state: {} })
    expect(all[8]!.isOpen).toBe(true)
  })

  test("binary parts travel beside the JSON, with the path to where they belong", () => {
    const { comm } = open({ whole: bytes(1), nested: { list: [0, bytes(2)], part: bytes(3) } })
    expect(comm.data.buffer_paths).toEqual([["whole"], ["nested", "list", 1], ["nested", "part"]])
    expect(comm.options.buffers).toEqual([bytes(1), bytes(2), bytes(3)])
    expect(comm.data.state).toMatchObject({ nested: { list: [0, null] } })
    expect(comm.data.state).not.toHaveProperty("whole")
    expect((comm.data.state as { nested: object }).nested).not.toHaveProperty("part")
  })

  test("a page that was loaded again asks for the state and gets all of it, as it is now", async () => {
    const { widget, comm } = open({ count: 1, data: bytes(7) })
    widget.set({ count: 5 })
    await comm.onMessage!({ method: "request_state" }, [])
    const { data, buffers } = comm.sent.at(-1)!
    expect(data).toMatchObject({
      method: "update",
      state: { count: 5, _esm: "export default {}" },
      buffer_paths: [["data"]],
    })
    expect(buffers).toEqual([bytes(7)])
  })

  test("what the browser changes is in the state before anybody hears of it, and is echoed", async () => {
    const heard: unknown[] = []
    const { widget, comm } = open(
      { count: 1, list: [null] as unknown[] },
      { onChange: (changed) => void heard.push(changed) },
    )
    await comm.onMessage!({ method: "update", state: { count: 2, list: [null] }, buffer_paths: [["list", 0]] }, [
      bytes(9),
    ])
    expect(widget.state).toMatchObject({ count: 2, list: [bytes(9)] })
    expect(heard).toEqual([{ count: 2, list: [bytes(9)] }])
    expect(comm.sent).toEqual([
      {
        data: { method: "echo_update", state: { count: 2, list: [null] }, buffer_paths: [["list", 0]] },
        buffers: [bytes(9)],
      },
    ])
  })

  test("a path that leads nowhere, or into a prototype, is refused", async () => {
    const { comm } = open({ a: 1 })
    for (const path of [["b", "c"], ["__proto__", "polluted"], ["__proto__"], []])
      await expect(comm.onMessage!({ method: "update", state: {}, buffer_paths: [path] }, [bytes(1)])).rejects.toThrow(
        RangeError,
      )
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  test("messages of its own go both ways, and are no state", async () => {
    const heard: unknown[] = []
    const { widget, comm } = open({}, { onMessage: (content, buffers) => void heard.push([content, buffers]) })
    await comm.onMessage!({ method: "custom", content: { hi: 1 } }, [bytes(4)])
    expect(heard).toEqual([[{ hi: 1 }, [bytes(4)]]])
    widget.send({ back: 2 })
    expect(comm.sent.at(-1)!.data).toEqual({ method: "custom", content: { back: 2 } })
  })

  test("its module asks for the library, which comes as one binary part", async () => {
    const { comm } = open({}, { draws: "table" })
    expect((comm.data.state as { _esm: string })._esm.length).toBeLessThan(6_000)
    await comm.onMessage!({ method: "custom", content: { library: "table" } }, [])
    const { data, buffers } = comm.sent.at(-1)!
    expect(data).toMatchObject({
      method: "custom",
      content: { library: "table", key: expect.stringMatching(/^table-[0-9a-f]{12}$/) },
    })
    const { modules } = JSON.parse(gunzipSync(buffers[0]!).toString())
    expect(modules.map(([name]: [string]) => name)).toEqual([
      "datatables.net",
      "datatables.net-columncontrol",
      "glossator-table",
    ])
  })

  test("after it is closed, by either side, nothing is sent", () => {
    const { widget, comm } = open({ count: 1 })
    comm.onClose!()
    widget.set({ count: 2 })
    widget.close()
    expect([comm.sent, comm.closed, widget.isOpen]).toEqual([[], false, false])
  })

  test("a trait of the protocol's is no trait of a widget", () => expect(() => open({ _esm: "" })).toThrow(RangeError))
})
