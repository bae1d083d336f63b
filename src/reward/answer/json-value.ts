/** JSON values with their places, and what they are made of while they are read. */
import type { Span } from "../../text.js"

export type Json = { readonly span: Span } & (
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number"; readonly number: number }
  | { readonly kind: "yes-no"; readonly holds: boolean }
  | { readonly kind: "null" }
  | { readonly kind: "array"; readonly items: readonly Json[] }
  | { readonly kind: "object"; readonly members: readonly Member[]; readonly repeated?: Member }
)

export interface Member {
  readonly key: string
  /** With its quotes. */
  readonly keySpan: Span
  readonly value: Json
}

export interface Liberty {
  readonly what: string
  readonly span: Span
}

/** An object or a list that is being read, and after it another one; of what is in it there is nothing yet. */
export class Frame {
  start = 0
  isList = false
  isEmpty = true
  items: Json[] | undefined = undefined
  members: Member[] | undefined = undefined
  keys: Set<string> | undefined = undefined
  key: Token | undefined = undefined
  repeated: Member | undefined = undefined
  /** Where the objects and lists in it begin and end, two numbers each, where nothing is made of them; so many count. */
  readonly places: number[] = []
  placed = 0

  open(start: number, isList: boolean): void {
    this.start = start
    this.isList = isList
    this.isEmpty = true
    this.placed = 0
  }

  clear(): void {
    this.items = undefined
    this.members = undefined
    this.keys = undefined
    this.repeated = undefined
  }

  place(start: number, end: number): void {
    this.places[this.placed++] = start
    this.places[this.placed++] = end
  }

  add(value: Json): void {
    this.isEmpty = false
    if (this.isList) {
      this.items ??= []
      this.items.push(value)
      return
    }
    const { text, span } = this.key!
    const member = { key: text, keySpan: span, value }
    this.keys ??= new Set()
    if (this.keys.has(text)) this.repeated ??= member
    this.keys.add(text)
    this.members ??= []
    this.members.push(member)
  }

  closed(end: number): Json {
    const { start, repeated } = this
    const span = { start, end }
    return this.isList
      ? { kind: "array", items: this.items ?? [], span }
      : { kind: "object", members: this.members ?? [], span, ...(repeated && { repeated }) }
  }
}

export interface Token {
  readonly text: string
  readonly span: Span
}
