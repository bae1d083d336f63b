/**
 * A Markdown table as its author wrote it, to rows of cells; that they are all as long as the first is not its question.
 *
 * @returns without the line below the head
 */
export function tableRows(text: string): string[][] {
  const rows = text.split("\n").flatMap((line) => {
    const trimmed = line.trim()
    if (trimmed === "") return []
    const inner = trimmed.slice(trimmed.startsWith("|") ? 1 : 0, trimmed.endsWith("|") ? -1 : undefined)
    return [inner.split("|").map((cell) => cell.trim())]
  })
  return rows.filter((row, i) => i !== 1 || !row.every((cell) => /^:?-+:?$/.test(cell)))
}
