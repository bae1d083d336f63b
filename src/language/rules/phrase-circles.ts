/** Checks of each other's value. */
import type { Scope } from "../scope.js"

export function phraseCircles(scope: Scope): void {
  const done = new Set<string>()
  for (const name of scope.measured.keys()) {
    const chain = new Set<string>()
    let at: string | undefined = name
    for (; at !== undefined && !done.has(at) && !chain.has(at); at = ruleBehind(scope, at)) chain.add(at)
    if (at !== undefined && chain.has(at)) {
      const names = [...chain]
      const item = scope.measured.get(at)!
      const facts = { word: "looks at", chain: [...names.slice(names.indexOf(at)), at] }
      if (item.node.kind === "check") scope.report("circle", facts, item, item.node.phrase.subject.span)
    }
    for (const one of chain) done.add(one)
  }
}

/** @returns the rule whose value a rule looks at */
export function ruleBehind(scope: Scope, name: string): string | undefined {
  const node = scope.measured.get(name)?.node
  const phrase = node?.kind === "check" ? scope.phrases.get(node.phrase) : undefined
  if (phrase?.kind === "rule") return phrase.rule
  return phrase?.kind === "verb" && phrase.subject.kind === "rule" ? phrase.subject.name : undefined
}
