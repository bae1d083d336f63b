/**
 * A widget: state that a kernel and a view in the browser share, by the Jupyter widgets' protocol, as an anywidget.
 *
 * Knows channels and traits, not what is shown. The front end needs the anywidget package (any version); where it is
 * missing, the bundle's HTML stands in, so a widget is never a value's only form. Front ends close none: those of a cell that
 * ran again stay, so their number is bounded here. Leaves out layouts and models of models.
 */
import type { Comm, Comms, JsonObject, MimeBundle } from "./bundle.js"
import { isLibrary, type LibraryName, libraryOf, widgetModule } from "./library.js"

/** Trait to value: JSON, with `Uint8Array` anywhere in it; those travel as binary and arrive in the browser as `DataView`. */
export type Traits = Readonly<Record<string, unknown>>

export interface WidgetOptions<T extends Traits> {
  /** Says whose widget it is, for the browser's console: `glossator.Table`. */
  readonly id: string
  /** What draws it: a library whose default export has `render({ model, el })`, or the text of such a module. */
  readonly draws: LibraryName | { readonly esm: string }
  readonly css?: string
  readonly state: T
  /** The browser changed traits. They are in `state` already. */
  onChange?(changed: Partial<T>): void | Promise<void>
  /** The browser sent a message of its own, by `model.send(content, undefined, buffers)`. */
  onMessage?(content: unknown, buffers: readonly Uint8Array[]): void | Promise<void>
}

const TARGET = "jupyter.widget"
/** Of the messages, as `ipywidgets` 8 speaks them. */
const PROTOCOL = "2.1.0"
const VIEW = "application/vnd.jupyter.widget-view+json"
/** Open at a time in one session: each keeps its value, such as a table and what was computed of it. The oldest is closed. */
const MOST_OPEN = 32

const openOf = new WeakMap<Comms, Set<{ close(): void }>>()

/**
 * An open widget. Traits may have no name that begins with `_`: those are the protocol's.
 *
 * @example new Widget(comms, { id: "me.Counter", draws: { esm }, state: { count: 0 } }).set({ count: 1 })
 */
export class Widget<T extends Traits> {
  private readonly comm: Comm
  private readonly traits: Record<string, unknown>
  private readonly options: WidgetOptions<T>
  private readonly all: Set<{ close(): void }>
  private open = true

  /** Opens the channel; nothing is shown before `view` is part of an output. */
  constructor(comms: Comms, options: WidgetOptions<T>) {
    const reserved = Object.keys(options.state).find((name) => name.startsWith("_"))
    if (reserved !== undefined)
      throw new RangeError(`a trait can not be called ${reserved}: names with _ are the protocol's`)
    this.options = options
    this.traits = {
      _model_module: "anywidget",
      // a range that does not match the installed version would be an error in place of the widget
      _model_module_version: "*",
      _model_name: "AnyModel",
      _view_module: "anywidget",
      _view_module_version: "*",
      _view_name: "AnyView",
      _view_count: null,
      _dom_classes: [],
      tabbable: null,
      tooltip: null,
      _anywidget_id: options.id,
      _esm: typeof options.draws === "string" ? widgetModule(options.draws) : options.draws.esm,
      _css: options.css ?? "",
      ...options.state,
    }
    const { state, paths, buffers } = withoutBuffers(this.traits)
    this.comm = comms.open(TARGET, { state, buffer_paths: paths }, { metadata: { version: PROTOCOL }, buffers })
    this.comm.onMessage = (data, received) => this.receive(data, received)
    this.comm.onClose = () => this.closed()
    this.all = openOf.get(comms) ?? new Set()
    openOf.set(comms, this.all.add(this))
    if (this.all.size > MOST_OPEN) [...this.all][0]!.close()
  }

  /** The part of a bundle that shows it. The same widget may be shown several times; its views share the state. */
  get view(): MimeBundle {
    return { [VIEW]: { version_major: 2, version_minor: 0, model_id: this.comm.id } }
  }

  /** False once either side closed it. */
  get isOpen(): boolean {
    return this.open
  }

  get state(): T {
    return this.traits as unknown as T
  }

  /** Changes traits here and in every view. */
  set(changed: Partial<T>): void {
    Object.assign(this.traits, changed)
    this.update("update", changed)
  }

  /** A message to the views that is no state: it is not kept, and a view that is drawn later does not get it. */
  send(content: unknown, buffers: readonly Uint8Array[] = []): void {
    if (this.open) this.comm.send({ method: "custom", content }, { buffers })
  }

  close(): void {
    if (!this.open) return
    this.closed()
    this.comm.close()
  }

  private closed(): void {
    this.open = false
    this.all.delete(this)
  }

  private update(method: "update" | "echo_update", changed: Traits): void {
    if (!this.open) return
    const { state, paths, buffers } = withoutBuffers(changed)
    this.comm.send({ method, state, buffer_paths: paths }, { buffers })
  }

  private async receive(data: JsonObject, buffers: readonly Uint8Array[]): Promise<void> {
    switch (data.method) {
      case "request_state":
        return this.update("update", this.traits)
      case "update": {
        const changed = withBuffers(data.state, data.buffer_paths, buffers)
        Object.assign(this.traits, changed)
        // the other views of the same kernel learn of it by the echo
        this.update("echo_update", changed)
        return await this.options.onChange?.(changed as Partial<T>)
      }
      case "custom": {
        const asked = libraryAsked(data.content)
        if (asked === undefined) return await this.options.onMessage?.(data.content, buffers)
        const { key, packed } = libraryOf(asked)
        return this.send({ library: asked, key }, [packed])
      }
    }
  }
}

/** The module of a widget is short: it asks for its library once a page, and all widgets of the page share it. */
function libraryAsked(content: unknown): LibraryName | undefined {
  const name = (content as { library?: unknown } | null)?.library
  return isLibrary(name) ? name : undefined
}

type Path = readonly (string | number)[]

/** Takes binary parts out of a state: in objects they leave nothing behind, in lists `null`. */
function withoutBuffers(state: Traits): { state: JsonObject; paths: Path[]; buffers: Uint8Array[] } {
  const paths: Path[] = []
  const buffers: Uint8Array[] = []
  const taken = (value: unknown, path: Path): unknown => {
    if (value instanceof Uint8Array) {
      paths.push(path)
      buffers.push(value)
      return null
    }
    if (Array.isArray(value)) return value.map((one, i) => taken(one, [...path, i]))
    if (value === null || typeof value !== "object" || Object.getPrototypeOf(value) !== Object.prototype) return value
    return Object.fromEntries(
      Object.entries(value)
        .map(([name, one]) => [name, taken(one, [...path, name])] as const)
        .filter(([name]) => !((value as Traits)[name] instanceof Uint8Array)),
    )
  }
  return { state: taken(state, []) as JsonObject, paths, buffers }
}

/** Puts binary parts back where the message says. @throws RangeError for a path that leads nowhere */
function withBuffers(state: unknown, paths: unknown, buffers: readonly Uint8Array[]): Record<string, unknown> {
  const whole = structuredClone(state ?? {}) as Record<string, unknown>
  for (const [i, path] of ((paths ?? []) as Path[]).entries()) {
    const parent = path.slice(0, -1).reduce<unknown>((at, step) => own(at, step), whole)
    const last = path.at(-1)
    if (parent === null || typeof parent !== "object" || last === undefined || last === "__proto__")
      throw new RangeError(`buffer_paths leads nowhere: ${path.join(".")}`)
    ;(parent as Record<string | number, unknown>)[last] = buffers[i]
  }
  return whole
}

const own = (at: unknown, step: string | number): unknown =>
  at !== null && typeof at === "object" && Object.hasOwn(at, step)
    ? (at as Record<string | number, unknown>)[step]
    : undefined
