/**
 * A recogniser for llama.cpp's grammars, for the tests: does a text belong to the language? Follows all ways at once, so
 * it needs neither a look ahead nor an order among alternatives.
 */
type Node =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "class"; readonly not: boolean; readonly ranges: readonly (readonly [number, number])[] }
  | { readonly kind: "rule"; readonly name: string }
  | { readonly kind: "sequence" | "choice"; readonly nodes: readonly Node[] }
  | { readonly kind: "repeat"; readonly node: Node; readonly least: number; readonly most: number }

/** @throws Error for what is no grammar, and for a rule that is missing */
export function recogniser(grammar: string): (text: string) => boolean {
  const rules = new Map<string, Node>()
  for (const line of grammar.split("\n")) {
    if (line.trim() === "") continue
    const match = /^([a-zA-Z][a-zA-Z0-9-]*) ::= (.*)$/.exec(line)
    if (!match) throw new Error(`no rule: ${line}`)
    if (rules.has(match[1]!)) throw new Error(`twice: ${match[1]}`)
    rules.set(match[1]!, new GrammarParser(match[2]!).whole())
  }
  const used = new Set<string>()
  for (const node of rules.values()) walk(node, (one) => one.kind === "rule" && used.add(one.name))
  for (const name of used) if (!rules.has(name)) throw new Error(`no rule ${name}`)
  for (const name of rules.keys()) if (name !== "root" && !used.has(name)) throw new Error(`${name} is not used`)
  return (text) => new Matcher(rules, [...text]).ends({ kind: "rule", name: "root" }, 0).has([...text].length)
}

function walk(node: Node, visit: (node: Node) => void): void {
  visit(node)
  if ("nodes" in node) for (const one of node.nodes) walk(one, visit)
  if ("node" in node) walk(node.node, visit)
}

class Matcher {
  readonly #rules: ReadonlyMap<string, Node>
  readonly #text: readonly string[]
  readonly #known = new Map<string, ReadonlySet<number>>()

  constructor(rules: ReadonlyMap<string, Node>, text: readonly string[]) {
    this.#rules = rules
    this.#text = text
  }

  /** Where a match that begins here may end. */
  ends(node: Node, at: number): ReadonlySet<number> {
    switch (node.kind) {
      case "text": {
        const signs = [...node.text]
        return new Set(signs.every((sign, i) => this.#text[at + i] === sign) ? [at + signs.length] : [])
      }
      case "class": {
        const sign = this.#text[at]?.codePointAt(0)
        if (sign === undefined) return new Set()
        return new Set(node.ranges.some(([from, to]) => sign >= from && sign <= to) === node.not ? [] : [at + 1])
      }
      case "rule": {
        const key = `${node.name} ${at}`
        const known = this.#known.get(key)
        if (known) return known
        const found = this.ends(this.#rules.get(node.name)!, at)
        this.#known.set(key, found)
        return found
      }
      case "choice":
        return new Set(node.nodes.flatMap((one) => [...this.ends(one, at)]))
      case "sequence": {
        let from: ReadonlySet<number> = new Set([at])
        for (const one of node.nodes) from = this.#after(one, from)
        return from
      }
      case "repeat": {
        let from: ReadonlySet<number> = new Set([at])
        const all = new Set<number>(node.least === 0 ? [at] : [])
        for (let times = 1; times <= node.most && from.size > 0; times++) {
          from = new Set([...this.#after(node.node, from)].filter((end) => times < node.least || !all.has(end)))
          if (times >= node.least) for (const end of from) all.add(end)
        }
        return all
      }
    }
  }

  #after(node: Node, from: ReadonlySet<number>): Set<number> {
    return new Set([...from].flatMap((at) => [...this.ends(node, at)]))
  }
}

class GrammarParser {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  whole(): Node {
    const node = this.#choice()
    if (this.#at < this.#text.length) throw new Error(`what is ${this.#text.slice(this.#at)}`)
    return node
  }

  #choice(): Node {
    const nodes = [this.#sequence()]
    while (this.#eat("|")) nodes.push(this.#sequence())
    return nodes.length === 1 ? nodes[0]! : { kind: "choice", nodes }
  }

  #sequence(): Node {
    const nodes: Node[] = []
    for (;;) {
      this.#space()
      const sign = this.#text[this.#at]
      if (sign === undefined || sign === "|" || sign === ")") return { kind: "sequence", nodes }
      nodes.push(this.#repeated(this.#one()))
    }
  }

  #repeated(node: Node): Node {
    const sign = this.#text[this.#at]
    const counts = /^\{(\d+)(,?)(\d*)\}/.exec(this.#text.slice(this.#at))
    if (counts) {
      this.#at += counts[0].length
      const least = Number(counts[1])
      return {
        kind: "repeat",
        node,
        least,
        most: counts[2] === "" ? least : counts[3] === "" ? 1e9 : Number(counts[3]),
      }
    }
    if (sign === undefined || !"*+?".includes(sign)) return node
    this.#at++
    return { kind: "repeat", node, least: sign === "+" ? 1 : 0, most: sign === "?" ? 1 : 1e9 }
  }

  #one(): Node {
    const sign = this.#text[this.#at]!
    if (this.#eat("(")) {
      const node = this.#choice()
      if (!this.#eat(")")) throw new Error("no )")
      return node
    }
    if (sign === '"') {
      this.#at++
      let text = ""
      while (this.#text[this.#at] !== '"') text += this.#sign()
      this.#at++
      return { kind: "text", text }
    }
    if (sign === "[") return this.#class()
    const name = /^[a-zA-Z][a-zA-Z0-9-]*/.exec(this.#text.slice(this.#at))?.[0]
    if (!name) throw new Error(`what is ${this.#text.slice(this.#at)}`)
    this.#at += name.length
    return { kind: "rule", name }
  }

  #class(): Node {
    this.#at++
    const not = this.#text[this.#at] === "^"
    if (not) this.#at++
    const ranges: (readonly [number, number])[] = []
    while (this.#text[this.#at] !== "]") {
      const from = this.#sign().codePointAt(0)!
      if (this.#text[this.#at] === "-" && this.#text[this.#at + 1] !== "]") {
        this.#at++
        ranges.push([from, this.#sign().codePointAt(0)!])
      } else ranges.push([from, from])
    }
    this.#at++
    return { kind: "class", not, ranges }
  }

  /** One sign of a text or a class, escapes resolved. */
  #sign(): string {
    if (this.#at >= this.#text.length) throw new Error("not closed")
    const sign = String.fromCodePoint(this.#text.codePointAt(this.#at)!)
    this.#at += sign.length
    if (sign !== "\\") return sign
    const escaped = this.#text[this.#at++]!
    if (escaped === "x" || escaped === "u") {
      const length = escaped === "x" ? 2 : 4
      const code = Number.parseInt(this.#text.slice(this.#at, this.#at + length), 16)
      this.#at += length
      return String.fromCodePoint(code)
    }
    const known: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" }
    if (!(escaped in known) && !'\\"[]'.includes(escaped)) throw new Error(`the escape \\${escaped}`)
    return known[escaped] ?? escaped
  }

  #eat(sign: string): boolean {
    this.#space()
    if (this.#text[this.#at] !== sign) return false
    this.#at++
    return true
  }

  #space(): void {
    while (this.#text[this.#at] === " ") this.#at++
  }
}
