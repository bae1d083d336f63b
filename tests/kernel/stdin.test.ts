/** Questions to the reader: the cell waits for the answer. */
import { afterAll, beforeAll, expect, test } from "vitest"
import { Client, type Message } from "./support/client.js"

let client: Client
beforeAll(async () => {
  client = await Client.start()
})
afterAll(() => client?.stop())

async function asked(code: string, answer: string): Promise<{ question: Message; value: string }> {
  const before = client.messages.length
  const id = await client.start(code, { allow_stdin: true })
  const isQuestion = ({ type }: Message): boolean => type === "input_request"
  await client.until(() => client.messages.slice(before).some(isQuestion), "a question")
  await client.send("stdin", "input_reply", { value: answer })
  const { output } = await client.answered(id)
  const result = output.find(({ type }) => type === "execute_result")
  return { question: client.messages.slice(before).find(isQuestion)!, value: result!.content.data["text/plain"] }
}

test("a prompt gives what was typed", async () => {
  const { question, value } = await asked("prompt('Your name?')", "Ada 𝒷")
  expect(question.content).toEqual({ prompt: "Your name? ", password: false })
  expect(question.parent).toBeDefined()
  expect(value).toBe("'Ada 𝒷'")
})

test("a prompt without an answer gives its default, else null", async () => {
  expect((await asked("prompt('?', 'seven')", "")).value).toBe("'seven'")
  expect((await asked("prompt('?')", "")).value).toBe("null")
})

test("a confirmation is yes or no", async () => {
  expect((await asked("confirm('Sure?')", "y")).value).toBe("true")
  expect((await asked("confirm('Sure?')", "maybe")).value).toBe("false")
})

test("a password is not shown", async () => {
  const { question, value } = await asked("Jupyter.password('Key')", "s3cret")
  expect(question.content).toEqual({ prompt: "Key ", password: true })
  expect(value).toBe("'s3cret'")
})

test("where nobody can answer, asking is an error", async () => {
  const { reply } = await client.execute("prompt('?')", { allow_stdin: false })
  expect(reply.content).toMatchObject({ status: "error", evalue: expect.stringContaining("Nobody can answer") })
})

test("an interrupt ends the waiting, and an answer that comes too late is nobody's", async () => {
  const before = client.messages.length
  const id = await client.start("prompt('never answered')", { allow_stdin: true })
  await client.until(() => client.messages.slice(before).some(({ type }) => type === "input_request"), "a question")
  await client.ask("interrupt_request", {}, "control")
  expect((await client.answered(id)).reply.content).toMatchObject({ status: "error", ename: "Interrupted" })
  await client.send("stdin", "input_reply", { value: "stale" })
  expect((await asked("prompt('again')", "fresh")).value).toBe("'fresh'")
})
