/** A session over real sockets: the protocol's messages, in the protocol's order. */
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { Client, textOf } from "./support/client.js"

let client: Client
beforeAll(async () => {
  client = await Client.start()
})
afterAll(() => client?.stop())

const types = (output: readonly { type: string; content: { execution_state?: string } }[]): string[] =>
  output.map(({ type, content }) => content.execution_state ?? type)

describe("a cell", () => {
  test("is busy, shows its input, its output and its result, answers, and is idle", async () => {
    const { reply, output } = await client.execute("console.log('a'); console.error('b'); 40 + 2")
    expect(types(output)).toEqual(["busy", "execute_input", "stream", "stream", "execute_result", "idle"])
    expect(textOf(output)).toBe("a\n")
    expect(textOf(output, "stderr")).toBe("b\n")
    const result = output.find(({ type }) => type === "execute_result")!
    expect(result.content).toEqual({
      data: { "text/plain": "42" },
      metadata: {},
      execution_count: reply.content.execution_count,
    })
    expect(reply.content).toMatchObject({ status: "ok", payload: [], user_expressions: {} })
  })
})
