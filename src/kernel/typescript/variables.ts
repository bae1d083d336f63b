/**
 * The notebook's variables: one plain object whose properties they are.
 *
 * Plain, and never deleted from, because that keeps it as fast as V8 makes objects.
 */

/** An imported name: what is looked up at every use, so that it is live. */
interface Binding {
  module: Readonly<Record<string, unknown>>
  key: string
}

export class Variables {
  readonly values: Record<string, unknown> = {}
  /** Names that are imports, or were: an accessor stays one, because to change its kind would make all of them slow. */
  readonly #bindings = new Map<string, Binding>()
  readonly #captured = new Set<string>()

  /** Notes which names functions refer to. */
  capture(names: Iterable<string>): void {
    for (const name of names) this.#captured.add(name)
  }

  /** Whether a function of a cell refers to a name. */
  isCaptured(name: string): boolean {
    return this.#captured.has(name) || this.#bindings.has(name)
  }

  /** Makes a name stand for an export of a module. @param key `*` for all of it */
  import(name: string, module: Readonly<Record<string, unknown>>, key: string): void {
    const binding: Binding = key === "*" ? { module: { value: module }, key: "value" } : { module, key }
    const known = this.#bindings.get(name)
    if (known) Object.assign(known, binding)
    else if (name in this.values) this.values[name] = binding.module[binding.key]
    else {
      this.#bindings.set(name, binding)
      Object.defineProperty(this.values, name, {
        get: () => binding.module[binding.key],
        // a variable of the same name in a later cell
        set: (value: unknown) => void Object.assign(binding, { module: { value }, key: "value" }),
        enumerable: true,
        configurable: true,
      })
    }
  }
}
