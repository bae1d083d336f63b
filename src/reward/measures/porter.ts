/**
 * Porter's stemmer with NLTK's changes, as `rouge-score` uses it: lower-case words of a to z and digits.
 *
 * @source Porter 1980, An algorithm for suffix stripping; nltk.stem.porter (Apache-2.0), mode NLTK_EXTENSIONS
 */
const IRREGULAR = new Map(
  Object.entries({
    ...{ sky: "sky", skies: "sky", dying: "die", lying: "lie", tying: "tie", news: "news", innings: "inning" },
    ...{ inning: "inning", outings: "outing", outing: "outing", cannings: "canning", canning: "canning", howe: "howe" },
    ...{ proceed: "proceed", exceed: "exceed", succeed: "succeed" },
  }),
)

export function stem(word: string): string {
  const irregular = IRREGULAR.get(word)
  if (irregular !== undefined) return irregular
  if (word.length <= 2) return word
  return withoutDouble(withoutE(ending(STEP_4, ending(STEP_3, step2(step1c(step1b(step1a(word))))))))
}

type Rule = readonly [suffix: string, replacement: string, holds?: (stem: string) => boolean]

/** The first rule whose suffix fits decides, also when its condition fails. */
function ending(rules: readonly Rule[], word: string): string {
  for (const [suffix, replacement, holds] of rules) {
    if (!word.endsWith(suffix)) continue
    const rest = word.slice(0, word.length - suffix.length)
    return !holds || holds(rest) ? rest + replacement : word
  }
  return word
}

/** True for a consonant. A y is one at the start and behind a vowel. */
function consonants(word: string): boolean[] {
  const flags: boolean[] = []
  for (let i = 0; i < word.length; i++) {
    const letter = word[i]!
    flags.push(letter === "y" ? i === 0 || !flags[i - 1]! : !"aeiou".includes(letter))
  }
  return flags
}

/** How often a consonant follows a vowel. */
function measure(word: string): number {
  const flags = consonants(word)
  let count = 0
  for (let i = 1; i < flags.length; i++) if (flags[i] && !flags[i - 1]) count++
  return count
}

const isLong = (stem: string): boolean => measure(stem) > 0
const isLonger = (stem: string): boolean => measure(stem) > 1

/** Consonant, vowel, consonant at the end, the last one not w, x or y; or just vowel and consonant. */
function endsShort(word: string): boolean {
  const flags = consonants(word)
  const at = flags.length - 1
  if (at === 1) return !flags[0] && flags[1]!
  return at >= 2 && flags[at - 2]! && !flags[at - 1] && flags[at]! && !"wxy".includes(word[at]!)
}

const endsDouble = (word: string): boolean =>
  word.length >= 2 && word.at(-1) === word.at(-2) && consonants(word).at(-1) === true

function step1a(word: string): string {
  if (word.length === 4 && word.endsWith("ies")) return word.slice(0, -1)
  return ending([["sses", "ss"], ["ies", "i"], ["ss", "ss"], ["s", ""]], word) // biome-ignore format: one line reads better
}

function step1b(word: string): string {
  if (word.endsWith("ied")) return word.slice(0, word.length === 4 ? -1 : -2)
  if (word.endsWith("eed")) return isLong(word.slice(0, -3)) ? word.slice(0, -1) : word
  const suffix = ["ed", "ing"].find(
    (one) => word.endsWith(one) && consonants(word.slice(0, -one.length)).includes(false),
  )
  if (suffix === undefined) return word
  const rest = word.slice(0, -suffix.length)
  if (rest.endsWith("at") || rest.endsWith("bl") || rest.endsWith("iz")) return `${rest}e`
  if (endsDouble(rest)) return "lsz".includes(rest.at(-1)!) ? rest : rest.slice(0, -1)
  return measure(rest) === 1 && endsShort(rest) ? `${rest}e` : rest
}

const step1c = (word: string): string =>
  ending([["y", "i", (rest) => rest.length > 1 && consonants(rest).at(-1)!]], word)

function step2(word: string): string {
  if (word.endsWith("alli") && isLong(word.slice(0, -4))) return step2(word.slice(0, -2))
  return ending(STEP_2, word)
}

const rules = (pairs: string, holds: (stem: string) => boolean): Rule[] =>
  pairs.split(" ").map((pair) => {
    const [suffix, replacement = ""] = pair.split(">")
    return [suffix!, replacement, holds]
  })

const STEP_2: readonly Rule[] = [
  ...rules(
    "ational>ate tional>tion enci>ence anci>ance izer>ize bli>ble alli>al entli>ent eli>e ousli>ous ization>ize ation>ate " +
      "ator>ate alism>al iveness>ive fulness>ful ousness>ous aliti>al iviti>ive biliti>ble fulli>ful",
    isLong,
  ),
  // the l counts as part of the stem, so that geology is geolog as archaeology is archaeolog
  ["logi", "log", (rest) => isLong(`${rest}l`)],
]
const STEP_3 = rules("icate>ic ative> alize>al iciti>ic ical>ic ful> ness>", isLong)
const STEP_4: readonly Rule[] = [
  ...rules("al ance ence er ic able ible ant ement ment ent", isLonger),
  ["ion", "", (rest) => isLonger(rest) && "st".includes(rest.at(-1)!)],
  ...rules("ou ism ate iti ous ive ize", isLonger),
]

function withoutE(word: string): string {
  if (!word.endsWith("e")) return word
  const rest = word.slice(0, -1)
  const count = measure(rest)
  return count > 1 || (count === 1 && !endsShort(rest)) ? rest : word
}

const withoutDouble = (word: string): string =>
  word.endsWith("ll") && isLonger(word.slice(0, -1)) ? word.slice(0, -1) : word
