import { desc, from } from "arquero"
import { describe, expect, test } from "vitest"
import { BESIDE, DISPLAY } from "../../../src/display/bundle.js"
import { table } from "../../../src/display/dataframe/dataframe.js"
import { Session } from "../../support/notebook-session.js"

const HOSTILE = [
  "<script>alert(1)</script>",
  '<img src=x onerror="alert(1)">',
  "\u001b[31mred",
  "a\u202eb",
  "</script><b>",
]
const rows = HOSTILE.map((text, i) => ({ [HOSTILE[1]!]: text, n: i }))
const VIEW = "application/vnd.jupyter.widget-view+json"

const shown = (value = table(rows, { title: HOSTILE[0]! })) => {
  const session = new Session()
  const bundle = value[DISPLAY](session)
  const comm = session.opened[0]
  const ask = async (content: object) => {
    await comm!.onMessage!({ method: "custom", content }, [])
    return (comm!.sent.findLast(({ data }) => data.method === "custom")!.data as { content: Record<string, never> })
      .content
  }
  return { session, bundle, comm, ask, value }
}

describe("a table in a notebook", () => {
  test("is HTML and text, and a widget beside them where somebody is there to use it", () => {
    const alone = ["text/html", "text/plain"]
    const { bundle, comm } = shown()
    expect(Object.keys(bundle)).toEqual(alone)
    // a front end that knows no such widget has nothing more to show, which is not an error to it
    expect(bundle[BESIDE]).toEqual({ [VIEW]: expect.objectContaining({ version_major: 2 }), "text/html": "" })
    // the page puts one in the place of the other
    const { twin } = comm!.data.state as { twin: string }
    expect(bundle["text/html"]).toContain(JSON.stringify(twin))
    const session = new Session()
    session.isAttended = false
    for (const one of [
      table(rows)[DISPLAY](),
      table(rows)[DISPLAY](session),
      shown(table(rows, { live: false })).bundle,
    ])
      expect([Object.keys(one), one[BESIDE]]).toEqual([alone, undefined])
    expect(session.opened).toEqual([])
  })

  test("nothing that was written into it is markup, in any of its forms", () => {
    const { bundle, comm } = shown()
    const html = bundle["text/html"] as string
    const markup = (comm!.data.state as { markup: string }).markup
    for (const text of [
      html.replace(/<script>\(/g, "").replace(/<\/script>(?=(<script>|<div class="glossator-table"|$))/g, ""),
      markup,
    ]) {
      expect(text).not.toMatch(/<script|<\/script|<img|<b>/)
      expect(text).not.toContain("\u001b")
      expect(text).not.toContain("\u202e")
      expect(text).toContain("&lt;script&gt;alert(1)&lt;/script&gt;")
    }
    expect(bundle["text/plain"]).not.toContain("\u001b")
    expect(bundle["text/plain"]).not.toContain("\u202e")
  })

  test("carries its library once a notebook", () => {
    const { session, bundle } = shown()
    const second = table(rows)[DISPLAY](session)
    const size = (one: typeof bundle) => (one["text/html"] as string).length
    expect(size(bundle) - size(second)).toBeGreaterThan(50_000)
  })

  test("a page has the rows that were asked for, as text, and says how many match", async () => {
    const { ask } = shown(table(from([{ n: 3 }, { n: null }, { n: 1 }])))
    const query = {
      search: "",
      order: [{ column: 0, down: false }],
      filters: [{ column: 0, logic: "notEmpty", value: "" }],
    }
    expect(await ask({ ask: "page", id: 7, start: 0, length: 1, query })).toEqual({
      answer: 7,
      page: { matching: 2, rows: [{ row: 2, chosen: false, cells: ["1"] }] },
    })
  })

  test("a question that makes no sense gets its reason, and the table lives on", async () => {
    const { ask } = shown()
    expect(await ask({ ask: "page", id: 1, start: 0, length: 1e9 })).toMatchObject({
      answer: 1,
      error: expect.stringContaining("1000"),
    })
    expect(await ask({ ask: "eval", id: 2 })).toMatchObject({ answer: 2, error: expect.stringContaining("eval") })
    expect(await ask({ ask: "page", id: 3, start: 0, length: 1 })).toMatchObject({ page: { matching: 5 } })
  })

  test("what the reader chooses is the selection, as a table, and is told", async () => {
    const { ask, value, comm } = shown(table(from(rows).orderby(desc("n"))))
    const told: number[] = []
    const end = value.onSelection((selection) => void told.push(selection.numRows()))
    await comm!.onMessage!(
      { method: "custom", content: { ask: "select", rows: [3, 0, 99, "length"], chosen: true } },
      [],
    )
    expect(value.selection.array("n")).toEqual([4, 1])
    await comm!.onMessage!({ method: "custom", content: { ask: "select", rows: [0], chosen: false } }, [])
    expect(value.selection.array("n")).toEqual([1])
    expect(await ask({ ask: "page", id: 1, start: 3, length: 1 })).toMatchObject({
      page: { rows: [{ row: 3, chosen: true }] },
    })
    const search = { ask: "select-matching", query: { search: "script" }, chosen: true }
    await comm!.onMessage!({ method: "custom", content: search }, [])
    expect(value.selection.array("n")).toEqual([4, 1, 0])
    end()
    value.select([])
    expect([value.selection.numRows(), told]).toEqual([0, [2, 1, 3]])
  })

  test("the program chooses too; a row that is not there is an error", () => {
    const value = table(rows)
    value.select([1])
    expect(value.selection.array("n")).toEqual([1])
    expect(() => value.select([5])).toThrow(RangeError)
  })

  test("an output holds a bounded part of a large table and says of how much", () => {
    const many = table(Array.from({ length: 20_000 }, (_, n) => ({ n, text: "x".repeat(500) })))
    const html = (many[DISPLAY](new Session()) as Record<string, string>)["text/html"]!
    expect(html.length).toBeLessThan(600_000)
    expect(html).toContain("First 10 of 20,000 rows")
  })

  test("has the columns of all its rows, in the order in which they occur, and null where a row lacks one", () => {
    const value = table([
      { step: 1, loss: 2 },
      { step: 2, score: 0.9 },
      { 0: "first", constructor: "own" },
    ])
    expect(value[DISPLAY]()["text/plain"]).toContain("3 rows, 5 columns")
    value.select([0, 1, 2])
    expect(value.selection.columnNames()).toEqual(["step", "loss", "score", "0", "constructor"])
    expect(value.selection.array("loss")).toEqual([2, null, null])
    expect(value.selection.array("constructor")).toEqual([null, null, "own"])
  })

  test.each([
    [[1, 2, 3], "row 1 is a number"],
    [[{ n: 1 }, null], "row 2 is null"],
    [5, "list of objects"],
  ])("rows that are none are refused: %j", (rows, said) => expect(() => table(rows as never)).toThrow(said))

  test("empty tables are tables", () => {
    expect(table([])[DISPLAY]()).toMatchObject({ "text/plain": expect.stringContaining("0 rows") })
  })
})
