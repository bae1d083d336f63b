/**
 * A stand-in for a notebook's page: outputs as a front end puts them there (scripts run, or are stripped as in an untrusted
 * notebook), and widgets as anywidget draws them, with a model in the browser against the real value in this process.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import type { BrowserContextOptions, Page } from "playwright-core"
import { BESIDE, type MimeBundle } from "../../src/display/bundle.js"
import type { Sent, Session } from "../support/notebook-session.js"
import { withPage } from "./browser.js"

const WIDGET = "application/vnd.jupyter.widget-view+json"

/** The model of an anywidget and the insertion of outputs, as text that runs in the page. */
const HOST = `
globalThis.models = {}
const bytes = (text) => new DataView(Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)).buffer)
class Model {
  constructor(id, state) { this.id = id; this.state = state; this.changed = {}; this.listeners = {} }
  get(name) { return this.state[name] }
  set(name, value) { this.state[name] = value; this.changed[name] = value; this.fire("change:" + name, this, value) }
  save_changes() {
    kernel(this.id, { method: "update", state: this.changed, buffer_paths: [] })
    this.changed = {}
  }
  send(content) { kernel(this.id, { method: "custom", content }) }
  on(name, listener) { (this.listeners[name] ??= []).push(listener) }
  off(name, listener) { this.listeners[name] = (this.listeners[name] ?? []).filter((one) => one !== listener) }
  fire(name, ...values) { for (const one of this.listeners[name] ?? []) one(...values) }
  receive(data, buffers) {
    if (data.method === "custom") return this.fire("msg:custom", data.content, buffers.map(bytes))
    if (data.method !== "update") return
    for (const [name, value] of Object.entries(data.state)) {
      if (JSON.stringify(value) === JSON.stringify(this.state[name])) continue
      this.state[name] = value
      this.fire("change:" + name, this, value)
    }
  }
}
globalThis.receive = (id, data, buffers) => models[id].receive(data, buffers)
globalThis.openWidget = async (id, state) => {
  const model = (models[id] = new Model(id, state))
  const address = URL.createObjectURL(new Blob([state._esm], { type: "text/javascript" }))
  const el = place()
  const { default: widget } = await import(address)
  await widget.render({ model, el })
}
const place = () => document.querySelector("main").appendChild(Object.assign(document.createElement("div"), { className: "output" }))
globalThis.putHtml = (html, trusted) => {
  const el = place()
  el.innerHTML = html
  for (const old of el.querySelectorAll("script, style")) {
    if (!trusted) { old.remove(); continue }
    const own = document.createElement(old.tagName)
    own.textContent = old.textContent
    old.replaceWith(own)
  }
}
`

/** An empty notebook in a browser. @param use gets the page with the host in it */
export async function withNotebook<T>(look: BrowserContextOptions, use: (page: Page) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "glossator-notebook-"))
  const file = path.join(folder, "page.html")
  const style =
    ":root { color-scheme: light dark; background: Canvas } body { margin: 1rem; font: 14px system-ui, sans-serif }"
  writeFileSync(
    file,
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Notebook</title><style>${style}</style><body><main><h1>Notebook</h1></main>`,
  )
  try {
    return await withPage(file, look, async (page) => {
      await page.evaluate(HOST)
      return await use(page)
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Shows a bundle's HTML. @param trusted runs its scripts; else they and its style elements are taken out */
export async function putHtml(page: Page, bundle: MimeBundle, trusted = true): Promise<void> {
  await page.evaluate(([html, runs]) => (globalThis as unknown as Host).putHtml(html, runs), [
    bundle["text/html"] as string,
    trusted,
  ] as const)
}

/**
 * Shows a bundle's widget and connects it with the session that opened it.
 *
 * @param state what the kernel answered to a page that was loaded again; else the state that it opened with
 */
export async function putWidget(page: Page, bundle: MimeBundle, session: Session, state?: unknown): Promise<void> {
  const id = ((bundle[BESIDE] ?? bundle)[WIDGET] as { model_id: string }).model_id
  const comm = session.opened.find((one) => one.id === id)!
  await page.exposeFunction("kernel", (to: string, data: Readonly<Record<string, unknown>>) =>
    session.opened.find((one) => one.id === to)?.onMessage?.(data, []),
  )
  comm.listener = ({ data, buffers }: Sent) => {
    const parts = buffers.map((one) => Buffer.from(one).toString("base64"))
    // a page may be closed while the kernel still answers
    page
      .evaluate(([to, sent, binary]) => (globalThis as unknown as Host).receive(to, sent, binary), [
        id,
        data,
        parts,
      ] as const)
      .catch(() => {})
  }
  await page.evaluate(([to, initial]) => (globalThis as unknown as Host).openWidget(to, initial), [
    id,
    state ?? comm.data.state,
  ] as const)
}

interface Host {
  putHtml(html: string, trusted: boolean): void
  openWidget(id: string, state: unknown): Promise<void>
  receive(id: string, data: unknown, buffers: readonly string[]): void
}
