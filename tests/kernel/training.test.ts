/** Training cells in the kernel that notebooks run: a loop, a live view, an interrupt that leaves a checkpoint, going on. */
import { readFileSync } from "node:fs"
import path from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { Client, textOf } from "./support/client.js"

const KERNEL = ["--no-force-async-hooks-checks", "tests/kernel/support/typescript-kernel.mjs", "{connection_file}"]

let client: Client
beforeAll(async () => {
  client = await Client.start({ argv: KERNEL })
  const world = readFileSync("tests/kernel/support/world.guideline", "utf8")
  const { reply } = await client.execute(`%%guideline world\n${world}`)
  expect(reply.content.status).toBe("ok")
  const rows = JSON.stringify(JSON.parse(readFileSync("tests/kernel/support/world.json", "utf8")))
  const settings = `newTokens: 14, promptsPerStep: 2, groupSize: 4`
  const setUp = `import { train, show, evaluate } from "glossator"
const data = ${rows}
const run = { task: world, data, ${settings} }
const folder = (name: string) => ${JSON.stringify(path.join(client.folder, "runs"))} + "/" + name`
  expect((await client.execute(setUp)).reply.content).toMatchObject({ status: "ok" })
})
afterAll(() => client?.stop())

test("a loop over a training prints its rows, and other requests are answered meanwhile", async () => {
  const id = await client.send("shell", "execute_request", {
    code: `for await (const row of train({ ...run, steps: 3, folder: folder("loop") })) console.log("row", row.step, typeof row.reward)`,
    silent: false,
    allow_stdin: false,
  })
  const code = "run.da"
  const { reply } = await client.ask("complete_request", { code, cursor_pos: code.length })
  expect(reply.content.matches).toContain("data")
  expect(client.outputOf(id).some(({ content }) => content.execution_state === "idle")).toBe(false)
  const { output } = await client.answered(id)
  expect(textOf(output)).toBe("row 1 number\nrow 2 number\nrow 3 number\n")
})

test("a training that is shown is one view, replaced as it goes on, and ends with what was kept", async () => {
  const { reply, output } = await client.execute(
    `const shown = train({ ...run, steps: 3, folder: folder("shown") }); await show(shown); shown.state`,
  )
  expect(reply.content.status).toBe("ok")
  const first = output.filter(({ type }) => type === "display_data")
  expect(first).toHaveLength(1)
  const updates = output.filter(({ type }) => type === "update_display_data")
  expect(updates.at(-1)!.content.transient).toEqual(first[0]!.content.transient)
  expect(updates.at(-1)!.content.data["text/plain"]).toMatch(/^finished, 3 steps; kept step 3: reward /)
  expect(output.find(({ type }) => type === "execute_result")!.content.data["text/plain"]).toBe("'finished'")
  // what nobody waits for prints no promise
  const again = await client.execute("show(shown)")
  expect([again.reply.content.status, again.output.map(({ type }) => type)]).toEqual([
    "ok",
    expect.not.arrayContaining(["execute_result"]),
  ])
})

test("gold that is not paid in full is refused with the way out, and without this package's own frames", async () => {
  const { reply } = await client.execute(
    `const wrong = data.map((row) => ({ ...row, gold: { label: "Nope" } }))\ntrain({ ...run, data: wrong })`,
  )
  expect(reply.content).toMatchObject({ status: "error", ename: "UserError" })
  const shown = reply.content.traceback.join("\n")
  expect(shown).toContain("gold answers do not earn the highest score")
  expect(shown).toContain("= No answer to such a row is paid as it should be")
  expect(shown).toContain("2 │ train({ ...run, data: wrong })")
  expect(shown).not.toContain("/dist/")
})

test("an interrupt stops it with a checkpoint, at once, and the next cell goes on", async () => {
  const begun = `const long = train({ ...run, steps: 12, folder: folder("long") })
await show(long)`
  const id = await client.send("shell", "execute_request", { code: begun, silent: false, allow_stdin: false })
  const rowsShown = () => client.outputOf(id).some((one) => /step [1-9]/.test(one.content.data?.["text/plain"] ?? ""))
  await client.until(rowsShown, "a first step")
  await client.ask("interrupt_request", {}, "control")
  const { reply } = await client.answered(id)
  expect(reply.content).toMatchObject({ status: "error" })
  // at once: the step that is being done has not ended
  const rest = await client.execute(
    `await show(long); [long.state, long.rows.map((row) => row.step).join(" ")].join(": ")`,
  )
  expect(rest.output.find(({ type }) => type === "execute_result")!.content.data["text/plain"]).toBe(
    "'finished: 1 2 3 4 5 6 7 8 9 10 11 12'",
  )
})

test("what is wrong with a training is told without a stack", async () => {
  const { reply } = await client.execute(
    `await show(train({ ...run, steps: 1, model: "nowhere", folder: folder("x") }))`,
  )
  expect(reply.content.status).toBe("error")
  expect(reply.content.evalue).toContain("nowhere")
  expect(reply.content.traceback.join("\n")).not.toMatch(/child-main|node:internal/)
})

test("an error behind a cell's back, or in a value's own display, has the cell's frames and none of the kernel's", async () => {
  const late = await client.execute(
    `new Promise((_, fail) => setTimeout(() => fail(new RangeError("late")), 5))
await new Promise((done) => setTimeout(done, 100))`,
  )
  const told = textOf(late.output, "stderr")
  const broken = await client.execute(
    `const broken = { [Symbol.for("Jupyter.display")]: () => { throw new RangeError("mine") } }
broken`,
  )
  const { traceback } = broken.reply.content
  expect(told).toMatch(/RangeError: late\n {4}at .*cell \d+, line 1:\d+\)?\n$/)
  expect(traceback.join("\n")).toMatch(/^RangeError: mine\n {4}at .*\(?cell \d+, line 1:\d+\)?$/)
  for (const text of [told, traceback.join("\n")]) expect(text).not.toMatch(/node:internal|display-of|\.js:/)
})
