/**
 * What runs in the reader's browser: libraries from npm and the modules of assets/notebook/, packed so that a page gets each
 * once, from an output's HTML (saved with the notebook, works without a kernel) or from a widget (asked for by its module).
 *
 * Packed is gzip over the JSON `{ style, modules: [[specifier, text], …] }`, the last one being what the library exports;
 * assets/notebook/load.js unpacks it. Nothing is bundled: modules are the packages' own files.
 */
import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import path from "node:path"
import { gzipSync } from "node:zlib"
import { Html, html } from "../html.js"
import { packageRoot } from "../package.js"
import type { DisplayContext } from "./bundle.js"

/** Plotly comes with bars, lines and points, or, `plotly-cartesian`, with histograms, boxes and heatmaps too. */
export type LibraryName = "table" | "plotly" | "plotly-cartesian"

interface Contents {
  readonly style: readonly string[]
  readonly modules: readonly (readonly [specifier: string, file: string])[]
}

/** Files of packages by `package/path`, files of our own by `./name` below assets/notebook. */
const CONTENTS: Readonly<Record<LibraryName, Contents>> = {
  table: {
    style: [
      "datatables.net-dt/css/dataTables.dataTables.min.css",
      "datatables.net-columncontrol-dt/css/columnControl.dataTables.min.css",
      "./table.css",
    ],
    modules: [
      ["datatables.net", "datatables.net/js/dataTables.min.mjs"],
      ["datatables.net-columncontrol", "datatables.net-columncontrol/js/dataTables.columnControl.min.mjs"],
      ["glossator-table", "./table.js"],
    ],
  },
  plotly: {
    style: [],
    modules: [
      ["plotly", "plotly.js-basic-dist-min/plotly-basic.min.js"],
      ["glossator-chart", "./chart.js"],
    ],
  },
  "plotly-cartesian": {
    style: [],
    modules: [
      ["plotly", "plotly.js-cartesian-dist-min/plotly-cartesian.min.js"],
      ["glossator-chart", "./chart.js"],
    ],
  },
}

export const isLibrary = (name: unknown): name is LibraryName =>
  typeof name === "string" && Object.hasOwn(CONTENTS, name)

export interface Library {
  /** Changes with the contents: outputs of two versions may stand on one page. */
  readonly key: string
  readonly packed: Uint8Array
}

const libraries = new Map<LibraryName, Library>()

/** Packed at the first call. */
export function libraryOf(name: LibraryName): Library {
  const known = libraries.get(name)
  if (known) return known
  const { style, modules } = CONTENTS[name]
  const contents = {
    style: style.map(readText).join("\n"),
    modules: modules.map(([specifier, file]) => [specifier, moduleText(file)]),
  }
  const text = JSON.stringify(contents)
  const key = `${name}-${createHash("sha256").update(text).digest("hex").slice(0, 12)}`
  const library = { key, packed: gzipSync(text) }
  libraries.set(name, library)
  return library
}

/**
 * The script that carries a library, where this output has to: once a notebook, or always where nobody counts.
 *
 * @returns an empty text where another output of the notebook carries it
 */
export function libraryScript(name: LibraryName, context: DisplayContext | undefined): Html {
  const { key, packed } = libraryOf(name)
  if (context && !context.once(key)) return html``
  const data = Buffer.from(packed).toString("base64")
  return new Html(`<script>(${loader()}).give(${JSON.stringify(key)}, "${data}")</script>`)
}

/**
 * A script that calls `method(element, …values)` of a library once some output of the page carried it.
 *
 * @param values JSON; `<` is written as \u003c, so that nothing in them ends the script
 */
export function callScript(name: LibraryName, method: string, element: string, values: readonly unknown[]): Html {
  const call = JSON.stringify([libraryOf(name).key, method, element, values])
    .replaceAll("<", "\\u003c")
    .replace(/[\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16)}`)
  return new Html(`<script>(${loader()}).call(...${call})</script>`)
}

/** The module of a widget: short, because a page that is loaded again asks for all of them at once. */
export const widgetModule = (name: LibraryName): string =>
  `const loader = ${loader()}\nexport default { render: (view) => loader.render(view, ${JSON.stringify(name)}, ${JSON.stringify(libraryOf(name).key)}) }\n`

/** The script that lets links of a view mark the lines that they lead to. */
export const followScript = (): Html => new Html(`<script>${expression("./follow.js")}</script>`)

const loader = (): string => expression("./load.js")

/** What a file of ours exports, as an expression; the first one on a page stays. */
function expression(file: string): string {
  const known = expressions.get(file)
  if (known !== undefined) return known
  const text = readText(file)
    .replace(/^[\s\S]*?^export default /m, "")
    .trim()
  expressions.set(file, text)
  return text
}
const expressions = new Map<string, string>()

const require = createRequire(import.meta.url)
const ASSETS = path.join(packageRoot(), "assets/notebook")

const readText = (file: string): string =>
  readFileSync(file.startsWith("./") ? path.join(ASSETS, file) : require.resolve(file), "utf8")

/** Plotly is a script for `module.exports`; as a module it exports what it put there. */
function moduleText(file: string): string {
  const text = readText(file)
  if (!file.startsWith("plotly.js-")) return text
  return `const module = { exports: {} }, exports = module.exports, define = undefined;\n${text}\nexport default module.exports`
}
