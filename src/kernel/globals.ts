/** The globals that the session gives to cells, and their declarations for the engine's TypeScript. */
import {
  type Comms,
  DISPLAY,
  type Displayable,
  type DisplayContext,
  type MimeBundle,
  unshown,
} from "../display/bundle.js"
import type { Cells } from "./cell.js"
import type { CommManager, Opened } from "./comms.js"
import type { Input } from "./input.js"
import { bundleOf, newId, type Output } from "./output.js"

/** What was shown and can be replaced. */
export interface Shown extends Displayable {
  readonly id: string
  update(value: unknown): Promise<void>
}

export interface JupyterApi {
  display(value: unknown, options?: { readonly id?: string; readonly raw?: boolean }): Promise<Shown>
  clearOutput(wait?: boolean): void
  password(message?: string): string
  readonly signal: AbortSignal
  readonly comms: Comms & { onOpen(target: string, opened: Opened): void }
  html(strings: TemplateStringsArray, ...values: unknown[]): object
  md(strings: TemplateStringsArray, ...values: unknown[]): object
  svg(strings: TemplateStringsArray, ...values: unknown[]): object
}

export const DECLARATIONS = `
/** Shows a value below the cell. With an id, what is shown can be replaced: by its \`update\`, or by the same id again. */
declare function display(value: unknown, options?: { readonly id?: string; readonly raw?: boolean }): Promise<JupyterShown>;
/** Asks the reader for a line of text; null when nothing was given and there is no default. */
declare function prompt(message?: string, initial?: string): string | null;
/** Asks the reader a question; true for yes. */
declare function confirm(message?: string): boolean;
interface JupyterShown {
  readonly id: string;
  update(value: unknown): Promise<void>;
}
interface JupyterComm {
  readonly id: string;
  send(data: Readonly<Record<string, unknown>>, options?: { metadata?: Readonly<Record<string, unknown>>; buffers?: readonly Uint8Array[] }): void;
  onMessage: ((data: Readonly<Record<string, unknown>>, buffers: readonly Uint8Array[]) => void | Promise<void>) | undefined;
  onClose: (() => void) | undefined;
  close(data?: Readonly<Record<string, unknown>>): void;
}
declare const Jupyter: {
  /** Shows a value; \`raw\`: the value is a bundle of MIME types itself. */
  display(value: unknown, options?: { readonly id?: string; readonly raw?: boolean }): Promise<JupyterShown>;
  /** Clears what the cell shows; with \`wait\` only once something new is shown. */
  clearOutput(wait?: boolean): void;
  /** Asks for a text that is not shown while it is typed. */
  password(message?: string): string;
  /** Aborted when the running cell is interrupted. */
  readonly signal: AbortSignal;
  readonly comms: {
    open(target: string, data: Readonly<Record<string, unknown>>, options?: { metadata?: Readonly<Record<string, unknown>>; buffers?: readonly Uint8Array[] }): JupyterComm;
    onOpen(target: string, opened: (comm: JupyterComm, data: Readonly<Record<string, unknown>>, buffers: readonly Uint8Array[]) => void | Promise<void>): void;
  };
  html(strings: TemplateStringsArray, ...values: unknown[]): object;
  md(strings: TemplateStringsArray, ...values: unknown[]): object;
  svg(strings: TemplateStringsArray, ...values: unknown[]): object;
};
`

interface Parts {
  readonly output: Output
  readonly input: Input
  readonly comms: CommManager
  readonly cells: Cells
  readonly context: DisplayContext
}

/** Puts the globals where cells find them. */
export function installGlobals(parts: Parts): void {
  const Jupyter = jupyterApi(parts)
  const { input } = parts
  const values = {
    Jupyter,
    display: Jupyter.display,
    prompt: (message = "", initial?: string): string | null => input.ask(spaced(message)) || (initial ?? null),
    confirm: (message = ""): boolean => /^\s*y(es)?\s*$/i.test(input.ask(`${spaced(message)}[y/N] `)),
  }
  // cells may declare the same names
  for (const [name, value] of Object.entries(values))
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false })
}

function jupyterApi({ output, input, comms, cells, context }: Parts): JupyterApi {
  async function display(
    value: unknown,
    { id, raw = false, update = false }: { id?: string; raw?: boolean; update?: boolean } = {},
  ): Promise<Shown> {
    const bundle = raw ? (value as MimeBundle) : bundleOf(value, context)
    const name = id ?? newId()
    // what is there at once is shown at once, in the order of what is printed
    output.show(bundle instanceof Promise ? await bundle : bundle, { id: name, update })
    return {
      id: name,
      update: async (next) => void (await display(next, { id: name, raw, update: true })),
      // as the last value of a cell it has nothing to add
      [DISPLAY]: () => ({}),
    }
  }
  const tag =
    (type: string) =>
    (strings: TemplateStringsArray, ...values: unknown[]): object => {
      const text = String.raw({ raw: strings }, ...values)
      return { [DISPLAY]: (): MimeBundle => ({ [type]: text, "text/plain": text }) }
    }
  return {
    display: (value, options) => unshown(display(value, options)),
    clearOutput: (wait = false) => output.clear(wait),
    password: (message = "") => input.ask(spaced(message), true),
    get signal() {
      return cells.current?.signal ?? new AbortController().signal
    },
    comms,
    html: tag("text/html"),
    md: tag("text/markdown"),
    svg: tag("image/svg+xml"),
  }
}

/** Front ends write the answer right behind the question. */
const spaced = (message: string): string => (message === "" || /\s$/.test(message) ? message : `${message} `)
