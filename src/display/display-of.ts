/**
 * What a result of a cell shows: the one place that knows which values show themselves and how.
 *
 * Grows by an entry in `KINDS`. A value that nobody here knows is the kernel's to print as text.
 */

import type { Task } from "../compile/task.js"
import { formatDiagnostic, printable, UserError } from "../diagnostic.js"
import { Html } from "../html.js"
import { isTraining } from "../train/is-training.js"
import { DISPLAY, type Displayable, type DisplayContext, type MimeBundle } from "./bundle.js"
import { isTable } from "./dataframe/source.js"

/** Undefined: not a value of this kind. */
type Kind = (value: unknown, context: DisplayContext | undefined) => MimeBundle | Promise<MimeBundle> | undefined

const dataframe = withFirst(() => import("./dataframe/dataframe.js"))
const guidelineView = withFirst(() => import("./guideline-view.js"))
const live = withFirst(() => import("./live.js"))

const KINDS: readonly Kind[] = [
  (value, context) => (isDisplayable(value) ? value[DISPLAY](context) : undefined),
  (value, context) =>
    isTable(value) ? dataframe(({ table }) => table(value, { live: "when-large" })[DISPLAY](context)) : undefined,
  (value) => (isTraining(value) ? live(({ liveBundle }) => liveBundle(value)) : undefined),
  (value) => (isTask(value) ? guidelineView(({ guideline }) => guideline(value)[DISPLAY]()) : undefined),
  (value) => (value instanceof Html ? { "text/html": value.text, "text/plain": textOf(value) } : undefined),
  (value) => (value instanceof Uint8Array ? picture(value) : undefined),
  (value) =>
    value instanceof UserError
      ? { "text/plain": value.diagnostics.map((d) => formatDiagnostic(d)).join("\n\n") }
      : undefined,
  (value) =>
    value instanceof Error ? { "text/plain": printable(value.stack ?? `${value.name}: ${value.message}`) } : undefined,
]

/**
 * How a value shows itself in a notebook: at once where it can, so that what is shown stays in order with what is printed.
 *
 * @param context what the notebook can do; without it, values show what needs no kernel
 * @returns undefined for a value that has nothing to show but its text
 * @throws what the value's own display method throws; TypeError where it returns no bundle
 */
export function displayOf(value: unknown, context?: DisplayContext): MimeBundle | Promise<MimeBundle> | undefined {
  for (const kind of KINDS) {
    const bundle = kind(value, context)
    if (bundle === undefined) continue
    return bundle instanceof Promise ? bundle.then(checked) : checked(bundle)
  }
  return undefined
}

/** What loads a module with the first value that needs it: a notebook's first result should not wait for all of them. */
function withFirst<M>(load: () => Promise<M>) {
  let module: M | undefined
  return <T>(use: (loaded: M) => T | Promise<T>): T | Promise<T> =>
    module
      ? use(module)
      : load().then((loaded) => {
          module = loaded
          return use(loaded)
        })
}

function checked(bundle: unknown): MimeBundle {
  if (bundle === null || typeof bundle !== "object" || Array.isArray(bundle))
    throw new TypeError('[Symbol.for("Jupyter.display")]() returns an object from MIME type to content')
  return bundle as MimeBundle
}

function isDisplayable(value: unknown): value is Displayable {
  return (
    value !== null &&
    (typeof value === "object" || typeof value === "function") &&
    typeof (value as Partial<Displayable>)[DISPLAY] === "function"
  )
}

/** Of any copy of this package, and asked without loading what compiles. */
function isTask(value: unknown): value is Task {
  const task = value as Partial<Task> | null
  return (
    task !== null &&
    typeof task === "object" &&
    typeof task.score === "function" &&
    typeof task.prompt === "function" &&
    [task.meaning, task.plan].every((one) => typeof one === "object" && one !== null)
  )
}

const textOf = ({ text }: Html): string => text.replace(/<[^>]*>/g, "").trim()

const PICTURES: readonly (readonly [type: string, start: readonly number[]])[] = [
  ["image/png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ["image/jpeg", [0xff, 0xd8, 0xff]],
  ["image/gif", [0x47, 0x49, 0x46, 0x38]],
]

/** Bytes that begin as a picture does. */
function picture(bytes: Uint8Array): MimeBundle | undefined {
  const type = PICTURES.find(([, start]) => start.every((byte, i) => bytes[i] === byte))?.[0]
  if (!type) return undefined
  const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64")
  return { [type]: base64, "text/plain": `${type}, ${bytes.length.toLocaleString("en-US")} bytes` }
}
