/**
 * Tables of signs for the Python module, asked of the TypeScript sign by sign: whatever its functions say is what the table
 * holds, so that the two can not drift apart.
 */
import { isHyphen, isSpacing, lookAlike, lower } from "../../../src/folds.js"
import { SCRIPTS, scriptOf } from "../../../src/reward/measures/scripts.js"
import { wordsOf } from "../../../src/reward/measures/words.js"

const BEGIN = "# --- tables:"
const END = "# --- end of tables"
const LAST = 0x10ffff

/** The module with the tables as they are now. */
export function withTables(source: string): string {
  const begin = source.indexOf("\n", source.indexOf(BEGIN)) + 1
  const end = source.indexOf(END)
  return `${source.slice(0, begin)}TABLES = json.loads(r"""{\n${lines(tables()).join(",\n")}\n}""")\n${source.slice(end)}`
}

function tables(): Readonly<Record<string, unknown>> {
  const isLetter = (sign: number) => /\p{L}/u.test(String.fromCodePoint(sign))
  return {
    spacing: ranges(isSpacing),
    hyphens: ranges(isHyphen),
    lower: runs(lower),
    looks: runs(lookAlike),
    letters: ranges(isLetter),
    noWord: ranges((sign) => wordsOf(String.fromCodePoint(sign)).length === 0),
    unspaced: ranges((sign) => wordsOf(`a${String.fromCodePoint(sign)}`).length === 2),
    scripts: Object.fromEntries(SCRIPTS.map((script) => [script, ranges((sign) => scriptOf(sign) === script)])),
  }
}

/** First and last sign of each range. */
function ranges(holds: (sign: number) => boolean): number[] {
  const found: number[] = []
  for (let sign = 0; sign <= LAST; sign++) {
    if (!holds(sign)) continue
    if (found.at(-1) === sign - 1) found[found.length - 1] = sign
    else found.push(sign, sign)
  }
  return found
}

/** First sign, how many, how far apart, and the distance to what they become. */
function runs(become: (sign: number) => number): number[] {
  const found: [first: number, count: number, step: number, distance: number][] = []
  for (let sign = 0; sign <= LAST; sign++) {
    const distance = become(sign) - sign
    if (distance === 0) continue
    const run = found.at(-1)
    const step = run ? (run[1] === 1 ? sign - run[0] : run[2]) : 0
    if (run && run[3] === distance && step <= 2 && sign === run[0] + run[1] * step) {
      run[1]++
      run[2] = step
    } else found.push([sign, 1, 1, distance])
  }
  return found.flat()
}

function lines(all: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(all).map(([name, value]) => {
    const text = `${JSON.stringify(name)}: ${JSON.stringify(value)}`
    return text.replace(/(.{100}[^,]*,)/g, "$1\n")
  })
}
