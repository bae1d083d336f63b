/**
 * The whole completion as a grammar for llama.cpp (GBNF), so that a model can write nothing but an answer in its form.
 *
 * What a grammar without context cannot say is left to the reader: that an order of more than four items names each of
 * them once, that a number with a fraction lies between its bounds, and what depends on an input that is not given.
 */
import type { AnswerPart, Plan } from "../reward/plan.js"
import { type Condition, type Example, type FieldType, isWhole } from "../value.js"
import { choicesOf, decided, type ItemNames, itemNamesOf, relationForms } from "./forms.js"
import { isJson, keyOfPart, type Shape, shapesOf } from "./shape.js"

/** @param input of a row: with it, items of lists are named one by one, and conditions on inputs are decided */
export function gbnf(plan: Plan, input?: Example["input"]): string {
  const writer = new GrammarWriter(plan, input)
  const root = writer.completion(shapesOf(plan.answer))
  return [`root ::= ${root}`, ...[...writer.rules].map(([name, body]) => `${name} ::= ${body}`), ""].join("\n")
}

/** Rules that are written out where they are first used. */
const SHARED: Readonly<Record<string, string>> = {
  // as in llama.cpp's own grammar of JSON: enough for indentation, and no endless white space
  ws: String.raw`| " " | "\n" [ \t]{0,20}`,
  gap: String.raw`[ \n]{0,2}`,
  string: String.raw`"\"" char* plain char* "\""`,
  plain: String.raw`[^"\\\x00-\x20\x7f]`,
  char: String.raw`[^"\\\x00-\x1f\x7f] | "\\" (["\\/bfnrt] | "u" [0-9a-fA-F]{4})`,
  cell: String.raw`"\"" char* "\""`,
  number: `"-"? ("0" | [1-9] [0-9]{0,15}) ("." [0-9]{1,15})?`,
}
const USES: Readonly<Record<string, readonly string[]>> = { string: ["char", "plain"], cell: ["char"] }

/** Choices that conditions depend on are written out one by one, up to so many combinations. */
const MOST_ALTERNATIVES = 64
/** Bounded whole numbers are written out, up to so many. */
const MOST_NUMBERS = 200
/** Orders of so many items are written out. */
const MOST_ORDERED = 4

/** A part with the one value that an alternative fixes it to. */
type Fixed = ReadonlyMap<string, string>

class GrammarWriter {
  readonly rules = new Map<string, string>()
  readonly #plan: Plan
  readonly #input: Example["input"] | undefined
  /** Marks of mentions may stand in a text, other tags may not. */
  readonly #marks: readonly string[]

  constructor(plan: Plan, input: Example["input"] | undefined) {
    this.#plan = plan
    this.#input = input
    this.#marks = plan.inputs.flatMap(({ name, type }) => (type.kind === "mention" ? [`<${name}>`, `</${name}>`] : []))
  }

  completion(shapes: readonly Shape[]): string {
    const whole = shapes.find(({ part }) => part.place === undefined)
    const inside = shapes.filter((shape) => shape !== whole)
    if (whole && inside.length === 0) return this.#whole(whole)
    // the first part follows nothing, so that a rule for gaps need not be used
    const between = whole ? this.#between(inside) : inside.length > 1 ? this.#shared("gap") : ""
    return this.#alternatives(inside, new Map(), (applying, fixed) => {
      const placed = applying.map(({ shape, sure }) => ({ text: this.#placed(shape, fixed), sure, part: shape.part }))
      const start = whole ? `${between} ` : ""
      return `${start}${placed
        .map(({ text, sure, part }, i) => {
          const own = i === 0 ? text : `${isLine(part) ? '"\\n" ' : `${between} `}${text}`
          return sure && !part.optional ? own : `(${own})?`
        })
        .join(" ")}`
    })
  }

  #whole({ part, parts }: Shape): string {
    if (isJson(part.type, part.place)) return this.#json(part.type, parts, undefined)
    return part.type.kind === "text" ? String.raw`[^\x00]+` : this.#text(part.type, undefined)
  }

  /** Free text around the places of the answer, without what would begin one. */
  #between(inside: readonly Shape[]): string {
    const spots = new Set(inside.map(({ part }) => part.place!.spot.kind))
    if (spots.has("line")) return this.#add("free", String.raw`([^\n]+ "\n")*`)
    if (spots.has("box")) return this.#add("free", String.raw`([^\\] | "\\" [^b\\])*`)
    return this.#add("free", spots.has("json") ? "[^{[]*" : "[^<]*")
  }

  #placed({ part, parts }: Shape, fixed: Fixed): string {
    const { place, type, name } = part
    const { spot, which, notation } = place!
    const only = fixed.get(name)
    const inPlace = (content: string): string => {
      const squared = notation === "brackets" ? `"[[" ${content} "]]"` : content
      if (spot.kind === "tag")
        return `"<${spot.tag}>" ${this.#shared("gap")} ${squared} ${this.#shared("gap")} "</${spot.tag}>"`
      return spot.kind === "box" ? `${quoted("\\boxed{")} ${squared} "}"` : squared
    }
    if (isJson(type, place)) return inPlace(this.#json(type, parts, only))
    if (which === "every" && type.kind === "list") {
      const item = inPlace(this.#text(type.item, undefined, isLine(part)))
      return `(${item} (${isLine(part) ? '"\\n"' : this.#shared("gap")} ${item})*)?`
    }
    return inPlace(this.#text(type, only, isLine(part)))
  }

  /** A value in the notation of its type. @param only the one choice that is open */
  #text(type: FieldType, only: string | undefined, oneLine = false): string {
    if (only !== undefined) return quoted(only)
    const { labels } = this.#plan
    switch (type.kind) {
      case "number":
        return this.#number(type)
      case "yes-no":
        return '("yes" | "no")'
      case "choice": {
        const { names, items } = choicesOf(type, this.#plan, this.#input)
        return either([...names.map(quoted), ...items.map(nameText)])
      }
      case "relation":
        return this.#add("label", either(relationForms(labels, type.between).map(quoted)))
      case "triplet": {
        const end = `${this.#words(true)} ":" ${either(labels.entities.map(({ name }) => quoted(name)))}`
        return this.#add(
          "triplet",
          `${end} ", " ${either(labels.relations.map(({ name }) => quoted(name)))} ", " ${end}`,
        )
      }
      case "order":
        return this.#order(itemNamesOf(this.#plan, type.of, this.#input), '" > "', (name) => quoted(name), nameText)
      case "list": {
        const item = this.#text(type.item, undefined, true)
        return `(${item} ("\\n" ${item})*)?`
      }
      case "table":
        return this.#add("table", String.raw`("|" [^\n|]* ("|" [^\n|]*)* "|" "\n"?)+`)
      default:
        return this.#words(oneLine)
    }
  }

  /** Words that are not empty and hold no tag but marks of mentions. */
  #words(oneLine: boolean): string {
    const end = oneLine ? "\\n" : ""
    const marks = this.#marks.map((mark) => ` | ${quoted(mark)}`).join("")
    const name = oneLine ? "line" : "words"
    const sign = this.#add(`${name}-sign`, String.raw`[^<\x00${end}] | "<" [^<\x00a-zA-Z/${end}]${marks}`)
    return this.#add(name, String.raw`${sign}* [^< \t\r\n\x00] ${sign}*`)
  }

  #json(type: FieldType, parts: readonly Shape[], only: string | undefined): string {
    const ws = this.#shared("ws")
    const { labels } = this.#plan
    const text = (value: string) => quoted(JSON.stringify(value))
    if (only !== undefined) return type.kind === "yes-no" ? quoted(String(only === "yes")) : text(only)
    const list = (item: string) => `"[" ${ws} (${item} (${ws} "," ${ws} ${item})*)? ${ws} "]"`
    const name = (names: ItemNames) => `"\\"" ${nameText(names)} "\\""`
    switch (type.kind) {
      case "number":
        return this.#number(type)
      case "yes-no":
        return '("true" | "false")'
      case "choice": {
        const { names, items } = choicesOf(type, this.#plan, this.#input)
        return either([...names.map(text), ...items.map(name)])
      }
      case "relation":
        return this.#add("json-label", either(relationForms(labels, type.between).map(text)))
      case "triplet": {
        const entity = either(labels.entities.map((one) => text(one.name)))
        const relation = either(labels.relations.map((one) => text(one.name)))
        const string = this.#shared("string")
        const fields = { relation, head: string, head_type: entity, tail: string, tail_type: entity }
        return this.#add("json-triplet", this.#object(Object.entries(fields)))
      }
      case "table":
        return this.#add("json-table", list(list(this.#shared("cell"))))
      case "order": {
        const names = itemNamesOf(this.#plan, type.of, this.#input)
        return `"[" ${ws} ${this.#order(names, `${ws} "," ${ws}`, text, name)} ${ws} "]"`
      }
      case "list":
        return list(this.#json(type.item, parts, undefined))
      case "each":
        return this.#each(type, parts)
      case "group":
        return this.#group(parts)
      default:
        return this.#shared("string")
    }
  }

  #each({ of, item }: Extract<FieldType, { kind: "each" }>, parts: readonly Shape[]): string {
    const ws = this.#shared("ws")
    const names = itemNamesOf(this.#plan, of, this.#input)
    const known = names.kind === "known" ? names.names.map((name) => quoted(JSON.stringify(name))) : undefined
    const name = names.kind === "known" ? "" : `"\\"" ${nameText(names)} "\\""`
    const [open, close] = item.kind === "group" ? ["[", "]"] : ["{", "}"]
    const one = (id: string) =>
      item.kind === "group" ? this.#group(parts, id) : `${id} ${ws} ":" ${ws} ${this.#json(item, parts, undefined)}`
    const items = known ? known.map(one).join(` ${ws} "," ${ws} `) : `${one(name)} (${ws} "," ${ws} ${one(name)})*`
    return `"${open}" ${ws} ${items} ${ws} "${close}"`
  }

  #group(parts: readonly Shape[], id?: string): string {
    const body = this.#alternatives(parts, new Map(), (applying, fixed) => {
      const fields = new Map<string, { values: string[]; sure: boolean }>()
      if (id !== undefined) fields.set("id", { values: [id], sure: true })
      for (const { shape, sure } of applying) {
        const { type, name, optional } = shape.part
        const value = this.#json(type, shape.parts, fixed.get(name))
        // several forms of one key, and nothing here decides between them
        const { values } = fields.get(keyOfPart(shape.part)) ?? { values: [] }
        fields.set(keyOfPart(shape.part), { values: [...new Set([...values, value])], sure: sure && !optional })
      }
      return this.#object([...fields].map(([key, { values, sure }]) => [key, either(values), sure] as const))
    })
    const [first] = parts
    return first ? this.#add(`${first.part.parent ?? "record"}`, body) : body
  }

  /** A field that may be left out takes the comma beside it along; the first one that may not stands without. */
  #object(fields: readonly (readonly [key: string, value: string, sure?: boolean])[]): string {
    const ws = this.#shared("ws")
    const pair = (key: string, value: string) => `${quoted(JSON.stringify(key))} ${ws} ":" ${ws} ${value}`
    const at = fields.findIndex(([, , sure = true]) => sure)
    const comma = `${ws} "," ${ws}`
    if (at < 0) {
      // none of them must be there: any one may be the first
      const tails = fields.map(([key, value], i) =>
        [pair(key, value), ...fields.slice(i + 1).map(([k, v]) => `(${comma} ${pair(k, v)})?`)].join(" "),
      )
      return `"{" ${ws} (${tails.join(" | ")})? ${ws} "}"`
    }
    const written = fields.map(([key, value, sure = true], i) => {
      if (i < at) return `(${pair(key, value)} ${comma})?`
      if (i === at) return pair(key, value)
      return sure ? `${comma} ${pair(key, value)}` : `(${comma} ${pair(key, value)})?`
    })
    return `"{" ${ws} ${written.join(" ")} ${ws} "}"`
  }

  #order(
    names: ItemNames,
    between: string,
    known: (name: string) => string,
    open: (names: ItemNames) => string,
  ): string {
    if (names.kind !== "known") return `${open(names)} (${between} ${open(names)})*`
    const all = names.names
    if (all.length === 0) return '""'
    if (all.length <= MOST_ORDERED) return either(orders(all).map((order) => order.map(known).join(` ${between} `)))
    const one = either(all.map(known))
    return all.map(() => one).join(` ${between} `)
  }

  #number(type: Extract<FieldType, { kind: "number" }>): string {
    const bounds = isWhole(type) ? type.bounds : undefined
    if (!bounds || bounds[1] - bounds[0] >= MOST_NUMBERS) return this.#shared("number")
    const [lowest, highest] = bounds
    return either(Array.from({ length: highest - lowest + 1 }, (_, i) => `"${lowest + i}"`))
  }

  /**
   * Parts whose conditions look at a choice beside them: an alternative for each value of it.
   *
   * @param write gets the parts that stand in an alternative; one that is not sure may be left out
   */
  #alternatives(
    shapes: readonly Shape[],
    fixed: Fixed,
    write: (applying: readonly { shape: Shape; sure: boolean }[], fixed: Fixed) => string,
  ): string {
    const values = new Map(shapes.flatMap(({ part }) => optionsOf(part)))
    const asked = [
      ...new Set(shapes.flatMap(({ part: { when } }) => (when && values.has(when.field) ? [when.field] : []))),
    ]
    const combinations = asked.reduce<Fixed[]>(
      (all, field) => all.flatMap((one) => values.get(field)!.map((value) => new Map([...one, [field, value]]))),
      [fixed],
    )
    if (combinations.length > MOST_ALTERNATIVES) return write(this.#applying(shapes, new Map()), fixed)
    return either([...new Set(combinations.map((one) => write(this.#applying(shapes, one), one)))])
  }

  /** What nothing decides may stand and may be missing. */
  #applying(shapes: readonly Shape[], fixed: Fixed): { shape: Shape; sure: boolean }[] {
    return shapes.flatMap((shape) => {
      const { when } = shape.part
      const holds = when === undefined ? true : (decidedBy(when, fixed) ?? decided(when, this.#input))
      return holds === false ? [] : [{ shape, sure: holds === true }]
    })
  }

  #shared(name: string): string {
    if (!this.rules.has(name)) {
      this.rules.set(name, SHARED[name]!)
      for (const used of USES[name] ?? []) this.#shared(used)
    }
    return name
  }

  /** A rule of its own, so that it stands once; another one of that name gets a number. */
  #add(name: string, body: string): string {
    const plain =
      name
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^-|-$/g, "") || "part"
    const base = /^[0-9]/.test(plain) || RESERVED.has(plain) ? `x-${plain}` : plain
    for (let i = 1; ; i++) {
      const free = i === 1 ? base : `${base}-${i}`
      const there = this.rules.get(free)
      if (there !== undefined && there !== body) continue
      this.rules.set(free, body)
      return free
    }
  }
}

const RESERVED: ReadonlySet<string> = new Set(["root", ...Object.keys(SHARED)])

const isLine = ({ place }: AnswerPart): boolean => place?.spot.kind === "line"

const decidedBy = ({ field, values }: Condition, fixed: Fixed): boolean | undefined =>
  fixed.has(field) ? values.includes(fixed.get(field)!) : undefined

function optionsOf({ name, type }: AnswerPart): [string, readonly string[]][] {
  if (type.kind === "yes-no") return [[name, ["yes", "no"]]]
  return type.kind === "choice" && type.lists.length === 0 ? [[name, type.texts]] : []
}

/** A literal of the grammar. */
function quoted(text: string): string {
  const escaped = text.replace(/[\\"]/g, "\\$&").replace(/\n/g, "\\n").replace(/\r/g, "\\r").replace(/\t/g, "\\t")
  return `"${escaped}"`
}

const either = (options: readonly string[]): string => (options.length === 1 ? options[0]! : `(${options.join(" | ")})`)

function nameText(names: ItemNames): string {
  if (names.kind === "known") return either(names.names.map(quoted))
  return names.kind === "letter"
    ? `[${names.first}-Z]`
    : `${names.prefix === "" ? "" : `${quoted(names.prefix)} `}[0-9]{1,4}`
}

function orders(names: readonly string[]): string[][] {
  if (names.length <= 1) return [[...names]]
  return names.flatMap((name) => orders(names.filter((one) => one !== name)).map((rest) => [name, ...rest]))
}
