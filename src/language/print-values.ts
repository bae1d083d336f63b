/**
 * The values of an example over lines: on one line if they fit; else `is` begins a line, and what does not fit into the
 * rest of its line is opened, its lists one below the other.
 *
 * A new line begins behind a comma or an opening bracket, never with a word that would begin a statement.
 */
import { isKeyword } from "../../grammar/tokens.js"
import type { Arg, ExampleDetail, NotLine, Prose, ValueNode } from "./ast.js"

/** Columns. */
export const WIDEST = 120

/** There are no escapes: a text with straight quotes in it stands in typographic ones. */
export const quote = ({ text }: { readonly text: string }): string => (text.includes('"') ? `“${text}”` : `"${text}"`)

/** Whether a text stands in bars where there is a choice: one that has several lines, or quotes in it. */
export const isBarred = ({ text }: Prose): boolean =>
  text.includes("\n") || (text.includes('"') && text === text.trimEnd())

/** Among other values a text stays on their line if it can. */
const mustBeBarred = ({ text }: Prose): boolean => text.includes("\n") || (text.includes('"') && text.includes("”"))

export function exampleLines(statement: ExampleDetail | NotLine, margin: string): string[] {
  const [first, second] = statement.kind === "example" ? [statement.given, statement.is] : [statement.is, undefined]
  const by = statement.kind === "not" && statement.by ? ` by ${statement.by.text}` : ""
  const parts = [first, ...(second ? [second] : [])]
  const flat = parts.some(isLone) ? undefined : allFlat(parts, `${margin}${statement.kind} `)
  if (flat !== undefined && flat.length + by.length <= WIDEST) return [flat + by]
  const page = new Page(`${margin}${statement.kind} `, margin.length + 4)
  page.fill(first, page.margin, "")
  if (second) {
    page.newLine(page.margin)
    page.write("is ")
    page.fill(second, page.margin, "")
  }
  if (by !== "") {
    if (!page.fits(by)) page.newLine(page.margin)
    page.write(page.isFresh ? by.trimStart() : by)
  }
  return page.end()
}

/** A single text is written as everywhere. */
const isLone = (args: readonly Arg[]): boolean => {
  const [only] = args
  return args.length === 1 && !only!.name && only!.value.kind === "text" && isBarred(only!.value.text)
}

function allFlat(parts: readonly (readonly Arg[])[], head: string): string | undefined {
  const flats = parts.map((args) => listFlat(args))
  return flats.every((flat) => flat !== undefined) ? head + flats.join(" is ") : undefined
}

/** On one line; undefined if there are bars in it. */
function listFlat(args: readonly Arg[]): string | undefined {
  const flats = args.map(flatOf)
  return flats.every((flat) => flat !== undefined) ? flats.join(", ") : undefined
}

function flatOf({ name, value }: Arg): string | undefined {
  const flat = valueFlat(value)
  return flat === undefined ? undefined : (name ? `${name.text}: ` : "") + flat
}

function valueFlat(value: ValueNode): string | undefined {
  switch (value.kind) {
    case "text":
      return mustBeBarred(value.text) ? undefined : quote(value.text)
    case "number":
      return String(value.value)
    case "name": {
      const args = value.args && listFlat(value.args)
      return value.args === undefined ? value.name.text : args === undefined ? undefined : `${value.name.text}(${args})`
    }
    case "list": {
      const items = listFlat(value.items)
      return items === undefined ? undefined : `[${items}]`
    }
  }
}

const insideOf = (value: ValueNode): readonly Arg[] | undefined =>
  value.kind === "list" ? value.items : value.kind === "name" ? value.args : undefined

/** Whether something is gained by opening it: one text that is too long stays so. */
function opens(value: ValueNode): boolean {
  const inside = insideOf(value) ?? []
  return inside.length > 1 || inside.some((item) => opens(item.value))
}

/** A line cannot begin with a word that begins a statement, unless a colon shows that it is a name. */
const canBegin = ({ name, value }: Arg): boolean =>
  name !== undefined || value.kind !== "name" || !isKeyword(value.name.text)

class Page {
  readonly margin: number
  readonly #lines: string[] = []
  #line: string

  constructor(head: string, margin: number) {
    this.#line = head
    this.margin = margin
  }

  get isFresh(): boolean {
    return this.#line.trim() === ""
  }

  fits(text: string): boolean {
    return this.#line.length + text.length <= WIDEST
  }

  write(text: string): void {
    this.#line += text
  }

  /** Of what a bracket at the end of this line opens. */
  #deeper(): number {
    const own = this.#line.length - this.#line.trimStart().length
    return Math.max(own, this.margin) + 2
  }

  newLine(indent: number): void {
    if (!this.isFresh) this.#lines.push(this.#line.trimEnd())
    this.#line = " ".repeat(indent)
  }

  end(): string[] {
    this.newLine(0)
    return this.#lines
  }

  /** As many on a line as fit. @param tail what stands directly behind the last one */
  fill(args: readonly Arg[], indent: number, tail: string): void {
    const lone = isLone(args)
    for (const [i, arg] of args.entries()) {
      const after = i + 1 < args.length ? "," : tail
      if (i > 0) this.#separate(arg, indent, after)
      this.#put(arg, indent, after, lone)
      if (i + 1 < args.length) this.write(",")
    }
  }

  #separate(arg: Arg, indent: number, after: string): void {
    const flat = flatOf(arg)
    const isShort = flat !== undefined && this.fits(` ${flat}${after}`)
    const couldBeShort = flat !== undefined && indent + flat.length + after.length <= WIDEST
    // bars stand on lines of their own anyway
    const begins = flat === undefined || opens(arg.value) ? this.fits(` ${headOf(arg)}`) : false
    if (isShort || !canBegin(arg) || (begins && !couldBeShort)) this.write(" ")
    else this.newLine(indent)
  }

  #put(arg: Arg, indent: number, after: string, lone: boolean): void {
    const { value } = arg
    const flat = lone ? undefined : flatOf(arg)
    const inside = insideOf(value)
    if (flat !== undefined && (this.fits(flat + after) || !inside || inside.length === 0)) {
      this.write(flat)
      return
    }
    if (!inside) {
      this.write(headOf(arg))
      if (value.kind === "text") this.#bars(value.text, indent)
      return
    }
    const deeper = this.#deeper()
    this.write(headOf(arg))
    const close = value.kind === "list" ? "]" : ")"
    if (inside.some((item) => insideOf(item.value) && !item.name && canBegin(item))) {
      for (const [i, item] of inside.entries()) {
        const sign = i + 1 < inside.length ? "," : close + after
        if (canBegin(item)) this.newLine(deeper)
        else this.write(" ")
        this.#put(item, deeper, sign, false)
        if (i + 1 < inside.length) this.write(",")
      }
    } else this.fill(inside, deeper, close + after)
    this.write(close)
  }

  #bars({ text }: Prose, indent: number): void {
    for (const line of text.split("\n")) {
      this.newLine(indent)
      this.write(`| ${line}`)
    }
    this.newLine(indent)
  }
}

/** What stands before the first place where the value can be broken. */
function headOf({ name, value }: Arg): string {
  if (value.kind === "text") return name ? `${name.text}:` : ""
  const open = value.kind === "name" ? `${value.name.text}(` : "["
  return name ? `${name.text}: ${open}` : open
}
