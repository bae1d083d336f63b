/** A cell as magics see it: what is a magic, what is TypeScript, and where each stands. */

/** A cell that begins with `%%name`. */
export interface MagicCell {
  readonly kind: "cell"
  readonly name: string
  readonly args: string
  readonly body: string
  /** Where the body begins in the cell, in UTF-16 units. */
  readonly bodyAt: number
}

export interface MagicLine {
  readonly name: string
  readonly args: string
  /** Where the line begins, and its arguments. */
  readonly at: number
  readonly argsAt: number
}

/** TypeScript, below lines that begin with `%name`. */
export interface CodeCell {
  readonly kind: "code"
  readonly lines: readonly MagicLine[]
  /** The whole cell with spaces for its magic lines: every offset stays what it was. */
  readonly code: string
}

/** @example split("%%html x\n<b>").body // "<b>" */
export function split(cell: string): MagicCell | CodeCell {
  const first = /^\s*%%([\w-]+)[ \t]*([^\n]*)(\n|$)/.exec(cell)
  if (first) {
    const [head, name, args] = first as unknown as [string, string, string]
    return { kind: "cell", name, args: args.trimEnd(), body: cell.slice(head.length), bodyAt: head.length }
  }
  const lines: MagicLine[] = []
  let code = ""
  let at = 0
  // magic lines stand above all code: below it, a line may well begin with the operator
  for (const line of cell.split(/(?<=\n)/)) {
    const found = /^([ \t]*%([\w-]*)[ \t]*)([^\n]*)/.exec(line)
    if (!found && line.trim() !== "" && !line.trimStart().startsWith("//")) break
    if (found) lines.push({ name: found[2]!, args: found[3]!.trimEnd(), at, argsAt: at + found[1]!.length })
    code += found ? line.replace(/[^\n]/g, " ") : line
    at += line.length
  }
  return { kind: "code", lines, code: code + cell.slice(at) }
}
