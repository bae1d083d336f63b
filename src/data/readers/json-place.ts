/**
 * Where a text stops being JSON, and what was expected there. `JSON.parse` decides whether it is JSON; its messages name
 * no place in some versions of Node and differ between them, so this finds the place, in one pass.
 */

/** Every alternative begins with another character, so there is nothing to go back to. */
const TOKEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON does not allow them in a string
  /[ \t\r\n]*(?:("[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)|([{}[\],:]))/y

type State = "value" | "value or ]" | "key or }" | "key" | ":" | ", or }" | ", or ]" | "the end"

const WORDS: Readonly<Record<State, string>> = {
  value: "a value",
  "value or ]": 'a value or "]"',
  "key or }": 'a name in double quotes or "}"',
  key: "a name in double quotes",
  ":": '":"',
  ", or }": '"," or "}"',
  ", or ]": '"," or "]"',
  "the end": "the end of the line",
}

/** @returns the offset of the first sign that can not stand there; the text's length where it ends too early */
export function jsonPlace(text: string): { readonly offset: number; readonly expected: string } {
  const open: string[] = []
  let state: State = "value"
  let offset = 0
  for (;;) {
    TOKEN.lastIndex = offset
    const match = TOKEN.exec(text)
    const next: State | undefined = match
      ? following(state, match[1] ?? "", match[2] ?? "", match[3] ?? "", open)
      : undefined
    if (!next) {
      const blank = /[ \t\r\n]*/y
      blank.lastIndex = offset
      return { offset: offset + (blank.exec(text)?.[0].length ?? 0), expected: WORDS[state] }
    }
    state = next
    offset = TOKEN.lastIndex
  }
}

/** The state after a token, or undefined when it can not stand here. @param open the open brackets, changed in place */
function following(state: State, string: string, literal: string, sign: string, open: string[]): State | undefined {
  const after = (): State => (open.length === 0 ? "the end" : open.at(-1) === "{" ? ", or }" : ", or ]")
  if (state === "key" || state === "key or }") {
    if (string) return ":"
  } else if (state === "value" || state === "value or ]") {
    if (string || literal) return after()
    if (sign === "{" || sign === "[") {
      open.push(sign)
      return sign === "{" ? "key or }" : "value or ]"
    }
  } else if (sign === ":" && state === ":") return "value"
  else if (sign === ",") return state === ", or }" ? "key" : state === ", or ]" ? "value" : undefined
  const closes = (sign === "}" && state.endsWith("}")) || (sign === "]" && state.endsWith("]"))
  if (!closes) return undefined
  open.pop()
  return after()
}
