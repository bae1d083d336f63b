/** Guidelines in a report: every line with its number, so that a score can point at the line that pays it. */
import { type Content, type Html, html } from "../html.js"
import type { RolloutRow } from "../rollout/rows.js"

export interface GuidelineFile {
  readonly path: string
  readonly text: string
}

type Origin = NonNullable<RolloutRow["terms"][number]["origin"]>

const MOST_FILES = 6
const MOST_LINES = 2000

export class GuidelineListing {
  readonly #shown: readonly GuidelineFile[]
  readonly #hidden: readonly GuidelineFile[]
  readonly #paying = new Set<string>()

  readonly #page: string

  /**
   * @param origins of the terms that the report shows: their files come first
   * @param page    begins the names of lines, where a page has several listings
   */
  constructor(files: readonly GuidelineFile[], origins: readonly Origin[], page = "guideline") {
    this.#page = page
    const named = files.filter((file) => origins.some((origin) => isFile(origin.path, file.path)))
    const others = files.filter((file) => !named.includes(file))
    this.#shown = [...named, ...others].slice(0, Math.max(MOST_FILES, Math.min(named.length, 2 * MOST_FILES)))
    if (named.length === 0 || files.length > MOST_FILES) this.#shown = this.#shown.slice(0, Math.max(1, named.length))
    this.#hidden = files.filter((file) => !this.#shown.includes(file))
    for (const origin of origins) {
      const at = this.#indexOf(origin.path)
      if (at >= 0) this.#paying.add(this.#id(at, origin.line))
    }
  }

  /** A link to the line, or its place in words where the file is not shown. */
  readonly link = (origin: Origin): Content => {
    const at = this.#indexOf(origin.path)
    return at < 0
      ? `${basename(origin.path)}, line ${origin.line}`
      : html`<a href="#${this.#id(at, origin.line)}">line ${origin.line}</a>`
  }

  /** @param isOpen whether the lines are seen at once, where there is one file */
  render(isOpen = true): Html {
    return html`${this.#shown.map(
      (
        file,
        at,
      ) => html`<details${isOpen && this.#shown.length === 1 ? html` open` : ""}><summary>${file.path}</summary>
<ol class="listing" style="list-style:none" aria-label="${file.path}, by lines">${linesOf(file).map((line, i) => {
        const name = this.#id(at, i + 1)
        return html`<li id="${name}"${this.#paying.has(name) ? html` class="pays"` : ""}><span class="no">${i + 1}</span> <span class="code" style="white-space:pre-wrap">${line}</span></li>\n`
      })}</ol></details>`,
    )}${
      this.#hidden.length > 0 &&
      html`<p class="quiet">${this.#hidden.length} more ${this.#hidden.length === 1 ? "file lies" : "files lie"} in the run's folder, under <code>guidelines/</code>.</p>`
    }`
  }

  #id(file: number, line: number): string {
    return `${this.#page}-${file}-line-${line}`
  }

  #indexOf(path: string): number {
    return this.#shown.findIndex((file) => isFile(path, file.path))
  }
}

const linesOf = ({ text }: GuidelineFile): string[] =>
  text
    .replace(/\r?\n$/, "")
    .split(/\r?\n/)
    .slice(0, MOST_LINES)
const basename = (path: string): string => path.slice(path.lastIndexOf("/") + 1)

/** A term may name its file by a longer path than the run's folder does. */
const isFile = (origin: string, file: string): boolean => {
  const clean = origin.replaceAll("\\", "/")
  return clean === file || clean.endsWith(`/${file}`) || file.endsWith(`/${clean}`)
}
