/** Ids of what a handbook says, and the index that leads back to them. */
import { type Html, html } from "../../../html.js"
import { say } from "./say.js"

/** What stands in the index. */
export interface Entry {
  readonly word: string
  /** What it is: "relation", "rule of Cause-Effect". */
  readonly what: string
  readonly id: string
}

export class Ids {
  readonly #taken = new Set<string>()
  readonly #known = new Map<string, string>()
  readonly entries: Entry[] = []

  /** The same key always has the same id. */
  of(key: string): string {
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const start =
      key
        .replace(/[^\p{L}\p{N}]+/gu, "-")
        .replace(/^-|-$/g, "")
        .toLowerCase() || "n"
    let id = start
    for (let i = 2; this.#taken.has(id); i++) id = `${start}-${i}`
    this.#taken.add(id)
    this.#known.set(key, id)
    return id
  }

  /** An id whose word stands in the index. */
  entry(key: string, word: string, what: string): string {
    const id = this.of(key)
    this.entries.push({ word, what, id })
    return id
  }

  link(key: string, text: string): Html {
    return html`<a href="#${encodeURIComponent(this.of(key))}">${say(text)}</a>`
  }
}
