import { from } from "arquero"
import { expect, test } from "vitest"
import { UserError } from "../../src/diagnostic.js"
import { BESIDE } from "../../src/display/bundle.js"
import { displayOf } from "../../src/display/display-of.js"
import { html } from "../../src/html.js"
import { Session } from "../support/notebook-session.js"

test("a value's own method comes first, with the notebook as its argument", async () => {
  const session = new Session()
  const own = {
    [Symbol.for("Jupyter.display")]: async (context: unknown) => ({ "text/plain": String(context === session) }),
  }
  expect(await displayOf(own, session)).toEqual({ "text/plain": "true" })
})

test("a method that returns no bundle is a mistake with its reason; one that throws throws", async () => {
  expect(() => displayOf({ [Symbol.for("Jupyter.display")]: () => "text" })).toThrow("MIME type")
  await expect(displayOf({ [Symbol.for("Jupyter.display")]: async () => "text" })).rejects.toThrow("MIME type")
  const broken = {
    [Symbol.for("Jupyter.display")]: () => {
      throw new RangeError("mine")
    },
  }
  expect(() => displayOf(broken)).toThrow("mine")
})

test("a small table needs no kernel, a large one is paged from it", async () => {
  const shown = (size: number) => displayOf(from(Array.from({ length: size }, (_, n) => ({ n }))), new Session())!
  expect(Object.keys(await shown(10))).toEqual(["text/html", "text/plain"])
  expect((await shown(10))[BESIDE]).toBeUndefined()
  expect((await shown(5_000))[BESIDE]).toHaveProperty(["application/vnd.jupyter.widget-view+json"])
})

test("a table of another copy of arquero is a table", async () => {
  const own = from([{ n: 1 }])
  const other = new Proxy(own, { getPrototypeOf: () => null })
  expect(Object.keys((await displayOf(other))!)).toContain("text/html")
})

test("pictures by how they begin; other bytes are left to the kernel", async () => {
  const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1])
  expect(await displayOf(png)).toEqual({
    "image/png": Buffer.from(png).toString("base64"),
    "text/plain": "image/png, 9 bytes",
  })
  expect(await displayOf(Uint8Array.from([1, 2, 3]))).toBeUndefined()
})

test("HTML, errors and diagnostics; no escape of an error reaches the terminal", async () => {
  expect(await displayOf(html`<b>${"<i>"}</b>`)).toEqual({ "text/html": "<b>&lt;i&gt;</b>", "text/plain": "&lt;i&gt;" })
  const error = Object.assign(new Error("bad"), { stack: "Error: bad\u001b[2J" })
  expect(await displayOf(error)).toEqual({ "text/plain": "Error: bad\\u{1b}[2J" })
  const diagnostic = { code: "x", severity: "error" as const, message: "No.", facts: {}, notes: [], help: "Yes." }
  expect(await displayOf(new UserError(diagnostic))).toEqual({ "text/plain": "error x: No.\n  = Yes." })
})

test("what nobody knows is the kernel's", async () => {
  for (const value of [1, "text", null, undefined, [1], { a: 1 }, () => 1])
    expect(await displayOf(value)).toBeUndefined()
})
