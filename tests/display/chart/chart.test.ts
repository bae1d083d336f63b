import { from } from "arquero"
import { expect, test } from "vitest"
import { DISPLAY } from "../../../src/display/bundle.js"
import { plot } from "../../../src/display/chart/chart.js"
import { displayOf } from "../../../src/display/display-of.js"
import { Session } from "../../support/notebook-session.js"

const bars = [{ type: "bar", name: "base", x: ["a", "b"], y: [1, 2] }]

test("a chart is Plotly's figure, HTML, a picture and a sentence", async () => {
  const bundle = (await displayOf(plot(bars, { title: { text: "Counts" } }), new Session()))!
  expect(Object.keys(bundle)).toEqual(["application/vnd.plotly.v1+json", "text/html", "image/png", "text/plain"])
  expect(bundle["application/vnd.plotly.v1+json"]).toMatchObject({ data: bars, layout: { title: { text: "Counts" } } })
  expect(
    Buffer.from(bundle["image/png"] as string, "base64")
      .subarray(1, 4)
      .toString(),
  ).toBe("PNG")
  expect(bundle["text/plain"]).toBe('Chart: Counts. bar "base" (2 values from 1 to 2).')
})

test("its HTML shows the picture to whoever runs no script", async () => {
  const html = (await plot(bars)[DISPLAY]())["text/html"] as string
  const withoutScripts = html.replace(/<script>[\s\S]*?<\/script>/g, "")
  expect(withoutScripts).toMatch(
    /^<div class="glossator-chart" id="[^"]+"><img src="data:image\/png;base64,[\w+/=]+" alt="Chart\. bar[^"]*"/,
  )
})

test("Plotly comes once a notebook; kinds that the small library lacks bring the larger one", async () => {
  const session = new Session()
  const size = async (data: object[]) => ((await plot(data)[DISPLAY](session))["text/html"] as string).length
  const [first, second] = [await size(bars), await size(bars)]
  expect(first).toBeGreaterThan(400_000)
  expect(second).toBeLessThan(60_000)
  expect(await size([{ type: "box", y: [1, 2] }])).toBeGreaterThan(first)
})

test("a kind that no library of a page draws stays a picture, and that is said", async () => {
  const points = { type: "scatter3d", x: [1], y: [2], z: [3] }
  const html = (await plot([points, ...bars])[DISPLAY]())["text/html"] as string
  expect(html).not.toContain("<script")
  expect(html).toContain("This page can not draw scatter3d;")
  expect((await plot([{ ...bars[0], type: "scattergl" }])[DISPLAY]())["text/html"]).toContain("<script")
})

test("a chart of nothing says so", () => {
  expect(plot([]).description).toBe("Chart. Nothing is drawn.")
})

test("nothing in a figure ends the script that holds it, and no text hides its signs", async () => {
  const evil = "</script><script>alert(1)</script><!--\u2028\u202e\u001b[31m"
  const html = (await plot([{ ...bars[0], name: evil }], { title: evil }, { description: evil })[DISPLAY]())[
    "text/html"
  ] as string
  expect(html.match(/<script>/g)).toHaveLength(2)
  expect(html).not.toMatch(/<!--/)
  for (const sign of ["\u2028", "\u202e", "\u001b"]) expect(html).not.toContain(sign)
})

test("typed arrays, columns, dates and big integers become plain data", () => {
  const column = from([{ n: 1 }, { n: 2 }]).column("n")!
  const { data } = plot([
    { x: Float32Array.of(1, Number.NaN), y: column, z: [new Date(0), 3n, Number.POSITIVE_INFINITY] },
  ])
  expect(data).toEqual([{ x: [1, null], y: [1, 2], z: ["1970-01-01T00:00:00.000Z", 3, null] }])
})

test("what is no figure is refused with the way to write one", () => {
  expect(() => plot({ x: [1] } as never)).toThrow('plot([{ type: "bar"')
  expect(() => plot([{ x: () => 1 }])).toThrow("function")
  const ring: Record<string, unknown> = {}
  ring.own = ring
  expect(() => plot([ring])).toThrow("deep")
})
