/** Where the cursor stands: the protocol counts code points, JavaScript counts UTF-16 units. */
import type { JsonObject } from "../wire/message.js"

/** @returns the cell and the cursor in UTF-16 units; without a cursor, the end */
export function cellAt({ code: given, cursor_pos: at }: JsonObject): { code: string; cursor: number } {
  const code = typeof given === "string" ? given : ""
  return { code, cursor: typeof at === "number" ? unitsOf(code, at) : code.length }
}

/** @example unitsOf("a𝒷c", 2) // 3 */
export function unitsOf(text: string, codePoints: number): number {
  let units = 0
  for (let left = codePoints; left > 0 && units < text.length; left--)
    units += text.codePointAt(units)! > 0xffff ? 2 : 1
  return units
}
