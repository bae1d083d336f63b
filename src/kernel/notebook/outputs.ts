/** What one cell shows, as a notebook's file keeps it: streams joined, updates in their place, clearing obeyed. */
import type { JsonObject } from "../wire/message.js"

export class Outputs {
  #all: object[] = []
  #clearsNext = false
  readonly #shown: Map<string, Outputs>
  readonly #ids = new Map<string, number[]>()

  /** @param shown which cell's outputs hold what is shown under an id, over all cells */
  constructor(shown: Map<string, Outputs>) {
    this.#shown = shown
  }

  get all(): readonly object[] {
    return this.#all
  }

  take(type: string, content: JsonObject): void {
    const { data, metadata = {}, transient } = content
    const { display_id: id } = Object(transient) as { display_id?: string }
    switch (type) {
      case "stream":
        this.#stream(String(content.name), String(content.text))
        break
      case "display_data":
        this.#add({ output_type: "display_data", data, metadata })
        if (id !== undefined) this.#remember(id)
        break
      case "update_display_data":
        if (id !== undefined) this.#shown.get(id)?.replace(id, { data, metadata })
        break
      case "execute_result":
        this.#add({ output_type: "execute_result", execution_count: content.execution_count, data, metadata })
        break
      case "error":
        this.#add({
          output_type: "error",
          ename: content.ename,
          evalue: content.evalue,
          traceback: content.traceback,
        })
        break
      case "clear_output":
        if (content.wait === true) this.#clearsNext = true
        else this.#clear()
    }
  }

  replace(id: string, shown: object): void {
    for (const at of this.#ids.get(id) ?? []) this.#all[at] = { ...this.#all[at], ...shown }
  }

  #remember(id: string): void {
    this.#ids.set(id, [...(this.#ids.get(id) ?? []), this.#all.length - 1])
    this.#shown.set(id, this)
  }

  #stream(name: string, text: string): void {
    const last = this.#clearsNext ? undefined : (this.#all.at(-1) as { name?: string; text?: string } | undefined)
    if (last?.name === name && last.text !== undefined) last.text += text
    else this.#add({ output_type: "stream", name, text })
  }

  #add(output: object): void {
    if (this.#clearsNext) this.#clear()
    this.#all.push(output)
  }

  #clear(): void {
    this.#clearsNext = false
    this.#all = []
    this.#ids.clear()
  }
}
