/** The report: whole without a network, without scripts and in hostile hands. */
import { createHash } from "node:crypto"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { conclude } from "../../src/display/conclusions.js"
import { renderReport } from "../../src/display/report.js"
import { pickSamples } from "../../src/display/report-rollouts.js"
import { escapeHtml, html, jsonBlock } from "../../src/html.js"
import { reportInput, results, rollout } from "./support/run.js"

/** The document without its scripts: what a browser parses as elements. */
const elements = (page: string): string => page.replace(/<script>[\s\S]*?<\/script>/g, "")
const page = renderReport({
  ...reportInput,
  conclusions: conclude(results, [{ arm: "grpo", against: "base", set: "in-domain" }]),
})

describe("a report", () => {
  test("loads nothing: no element of it names another address", () => {
    expect(elements(page)).not.toMatch(/\s(src|srcset|action|data|poster)\s*=/i)
    expect([...elements(page).matchAll(/\shref="([^"]*)"/g)].map(([, to]) => to![0])).toSatisfy((all: string[]) =>
      all.every((first) => first === "#"),
    )
    expect(elements(page)).not.toMatch(/@import|url\(|<link|<iframe|<object|<embed|<base/i)
  })

  test("lets only its own two scripts run", () => {
    const policy = /content="(default-src[^"]*)"/.exec(page)![1]!
    expect(policy).toContain("default-src 'none'")
    const scripts = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text]) => text!)
    expect(scripts).toHaveLength(2)
    for (const text of scripts)
      expect(policy).toContain(`'sha256-${createHash("sha256").update(text).digest("base64")}'`)
    expect(elements(page)).not.toMatch(/\son\w+\s*=/i)
  })

  test("has every number in a table, so that it reads without scripts", () => {
    for (const text of ["62.0", "[58.0, 66.0]", "94.0", "74.0", "[68.0, 80.0]", "27.0"])
      expect(elements(page)).toContain(text)
    expect(page).toContain("<noscript>")
  })

  test("has one heading, landmarks, captions, and words for every chart", () => {
    expect(page.match(/<h1>/g)).toHaveLength(1)
    expect(page.match(/<main>/g)).toHaveLength(1)
    expect(page).toContain('<html lang="en">')
    const tables = page.match(/<table>/g)!
    expect(page.match(/<caption>/g)).toHaveLength(tables.length)
    const charts = [...page.matchAll(/class="chart" id="chart-([^"]*)" role="figure" aria-label="([^"]*)"/g)]
    const figures = JSON.parse(/id="figures">([\s\S]*?)<\/script>/.exec(page)![1]!)
    expect(charts.map(([, name]) => name)).toEqual(figures.light.map(({ name }: { name: string }) => name))
    expect(figures.dark).toHaveLength(figures.light.length)
    for (const [, , words] of charts) expect(words!.length).toBeGreaterThan(40)
    const ids = [...elements(page).matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test("links every score to the guideline's line that pays it", () => {
    const links = [...elements(page).matchAll(/href="#(guideline-[^"]*)">line (\d+)</g)]
    expect(links.map(([, , line]) => line)).toEqual(["3", "4", "3", "4"])
    for (const [, id] of links) expect(page).toContain(`<li id="${id}" class="pays">`)
    expect(page).toMatch(/<span class="code"[^>]*>reward \+2 for label equals gold<\/span>/)
  })

  test("underlines what a finding is about and numbers it", () => {
    expect(page).toContain(
      '&lt;answer&gt; <mark title="Case differs.">cause-effect(e1,e2)</mark><sup class="finding">1</sup>'.replace(
        "&lt;answer&gt; <",
        "&lt;answer&gt; <",
      ),
    )
  })

  test("says what the conclusions say and what the scale is", () => {
    expect(page).toContain("In-domain accuracy: grpo is higher than base by 32.0 points.")
    expect(page).toContain("It is small.")
  })

  test("of an empty run is still a page", () => {
    const empty = renderReport({ ...reportInput, results: [], metrics: [], rollouts: [], guidelines: [] })
    expect(empty).toContain("<h1>A run</h1>")
    expect(empty).not.toContain('class="chart" id')
  })
})

const HOSTILE = [
  "</pre><script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "<!-- --><svg/onload=alert(1)>",
  "</script><script>alert(1)</script>",
  "\u001b[31mred\u001b[0m",
  "\u202etxt.exe",
  "\ud800 alone",
  "javascript:alert(1)",
]

describe("what a model or a file wrote", () => {
  test.each(HOSTILE)("can not leave its place in the page: %j", (text) => {
    const hostile = renderReport({
      ...reportInput,
      rollouts: [
        rollout({
          arm: text,
          id: text,
          kind: text,
          completion: text,
          input: { [text]: text },
          gold: { label: text },
          findings: [{ code: text, message: text, span: { start: 0, end: text.length } }],
          terms: [{ name: text, value: 0, paid: 0, applied: true, origin: { path: text, line: 1 } }],
        }),
      ],
      results: [...results, { ...results[0]!, arm: text, set: text, metric: "accuracy" }],
      guidelines: [{ path: "a.guideline", text }],
      page: { ...reportInput.page, title: text, lead: text, prompt: [{ role: "user", content: text }] },
    })
    const body = elements(hostile).replace(/<script type="application\/json" id="figures">[\s\S]*?<\/script>/, "")
    expect(body).not.toContain("<script")
    expect(body.replace(/"[^"]*"/g, '""')).not.toMatch(/<[^>]*\son(error|load)\s*=/i)
    expect(body).not.toMatch(/<(img|svg\/)/)
    for (const sign of ["\u001b", "\u202e"]) expect(hostile.includes(sign)).toBe(false)
    expect(Buffer.from(hostile, "utf8").toString("utf8")).toBe(hostile)
    expect(() => JSON.parse(/id="figures">([\s\S]*?)<\/script>/.exec(hostile)![1]!)).not.toThrow()
    expect(hostile.match(/<script>/g)).toHaveLength(2)
  })

  test("spans of findings may lie anywhere", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 20 }),
        fc.array(fc.tuple(fc.integer({ min: -5, max: 30 }), fc.integer({ min: -5, max: 30 })), { maxLength: 4 }),
        (completion, spans) => {
          const findings = spans.map(([start, end]) => ({ code: "c", message: "m", span: { start, end } }))
          const text = renderReport({
            ...reportInput,
            results: [],
            metrics: [],
            rollouts: [rollout({ completion, findings })],
          })
          const shown = /<pre class="completion">([\s\S]*?)<\/pre>/.exec(text)![1]!
          const marks = shown.replace(/<sup class="finding">\d+<\/sup>/g, "").replace(/<\/?mark[^>]*>/g, "")
          expect(marks.replace(/\\u\{d[89a-f]..\}/g, "")).toBe(escapeHtml(completion).replace(/\\u\{d[89a-f]..\}/g, ""))
        },
      ),
      { seed: 1, numRuns: 25 },
    )
  })

  test("is escaped by the template, and only HTML is not", () => {
    expect(html`<p title="${'"'}">${"<b>"}${html`<i>${"&"}</i>`}${[1, null, "'"]}</p>`.text).toBe(
      '<p title="&quot;">&lt;b&gt;<i>&amp;</i>1&#39;</p>',
    )
    expect(jsonBlock("x", { a: "</script><!--\u2028" }).text).toBe(
      '<script type="application/json" id="x">{"a":"\\u003c/script\\u003e\\u003c!--\\u2028"}</script>',
    )
  })
})

describe("samples", () => {
  test("are the same items for all arms, kinds in turn, the last step of each", () => {
    const rollouts = [
      rollout({ id: "1", step: 1, completion: "early" }),
      rollout({ id: "1", step: 3, completion: "late" }),
      rollout({ id: "1", arm: "base", score: -3 }),
      rollout({ id: "2", arm: "base", score: 3 }),
      rollout({ id: "2" }),
      rollout({ id: "3", kind: "negated" }),
      rollout({ id: "4", set: undefined as never, score: 1 }),
    ].map(({ set, ...rest }) => (set === undefined ? rest : { ...rest, set }))
    const samples = pickSamples(rollouts, 2)
    expect(samples.map(({ item }) => item.id)).toEqual(["1", "3"])
    expect(samples[0]!.answers.map(({ arm, completion }) => [arm, completion])).toEqual([
      ["base", "<answer> cause-effect(e1,e2) </answer>"],
      ["grpo", "late"],
    ])
  })
})
