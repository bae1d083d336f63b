/**
 * Where a text stops being JSON, and what was expected there. `JSON.parse` decides whether it is JSON; its messages name
 * no place in some versions of Node and differ between them, so this finds the place, in one pass.
 */

const BLANK = /[ \t\r\n]*/y
/** Every alternative begins with another character, so there is nothing to go back to. */
const TOKEN = /(")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)|([{}[\],:])/y
/** A stretch of a string, one at a time: a repeated group would keep a way back for each escape of a long text. */
const INSIDE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON does not allow them in a string
  /[^"\\\u0000-\u001f]+|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

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
    offset = matchEnd(BLANK, text, offset) ?? offset
    TOKEN.lastIndex = offset
    const [whole, quote, literal = "", sign = ""] = TOKEN.exec(text) ?? [""]
    const end = quote ? stringEnd(text, offset) : offset + whole.length
    const next: State | undefined =
      end === undefined || whole === "" ? undefined : following(state, quote ?? "", literal, sign, open)
    if (end === undefined || !next) return { offset, expected: WORDS[state] }
    state = next
    offset = end
  }
}

function matchEnd(pattern: RegExp, text: string, offset: number): number | undefined {
  pattern.lastIndex = offset
  return pattern.test(text) ? pattern.lastIndex : undefined
}

/** @returns the offset behind the closing quote of the string that opens here; undefined when it is not closed so */
export function stringEnd(text: string, open: number): number | undefined {
  let offset = open + 1
  for (let next = matchEnd(INSIDE, text, offset); next !== undefined; next = matchEnd(INSIDE, text, offset))
    offset = next
  return text[offset] === '"' ? offset + 1 : undefined
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
