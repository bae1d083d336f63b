/**
 * Names that another tool can hold: ASCII letters, digits and "_", where the tool allows it also "-". A guideline's name
 * may be in any script. The same list of names always gives the same legal ones, so that a reader finds its way back.
 */

export interface LegalNames {
  /** @throws RangeError for a name that is not of the list */
  legal(name: string): string
  /** The guideline's name behind a legal one. */
  original(legal: string): string | undefined
  /** Names that had to be told apart by a number, because another one looks the same in this form. */
  readonly collisions: readonly { readonly name: string; readonly other: string; readonly legal: string }[]
}

export interface LegalRules {
  readonly hyphens: boolean
  /** Names that the tool keeps for itself, in lower case. */
  readonly reserved: readonly string[]
}

/** @param names a name that stands there twice counts once */
export function legalNames(names: readonly string[], { hyphens, reserved }: LegalRules): LegalNames {
  const legal = new Map<string, string>()
  const original = new Map<string, string>()
  const collisions: { name: string; other: string; legal: string }[] = []
  const kept = new Set(reserved)
  for (const name of new Set(names)) {
    const plain = legalName(name, hyphens)
    const start = kept.has(plain.toLowerCase()) ? `${plain}_` : plain
    let free = start
    for (let i = 2; original.has(free); i++) free = `${start}_${i}`
    if (free !== start) collisions.push({ name, other: original.get(start)!, legal: free })
    legal.set(name, free)
    original.set(free, name)
  }
  return {
    legal(name) {
      const found = legal.get(name)
      if (found === undefined) throw new RangeError(`"${name}" is not one of the names`)
      return found
    },
    original: (one) => original.get(one),
    collisions,
  }
}

/** @example legalName("Größe nach Maß", true) // "Grosse_nach_Mass" */
export function legalName(name: string, hyphens: boolean): string {
  let out = ""
  for (const sign of name.replaceAll("ß", "ss").normalize("NFKD")) {
    if (/\p{M}/u.test(sign)) continue
    if (/[A-Za-z0-9]/.test(sign) || (hyphens && sign === "-")) out += sign
    else if (/[\p{L}\p{N}]/u.test(sign)) out += `u${sign.codePointAt(0)!.toString(16)}`
    else if (!out.endsWith("_")) out += "_"
  }
  return /^[A-Za-z]/.test(out) ? out : `n${out}`
}
