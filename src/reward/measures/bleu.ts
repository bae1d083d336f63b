/**
 * BLEU of one sentence, to the digit as sacrebleu's `sentence_bleu`: tokenizer 13a, exponential smoothing, effective order.
 *
 * @source Post 2018, A Call for Clarity in Reporting BLEU Scores; sacrebleu 2.6.0 (Apache-2.0)
 */
const ORDERS = 4

/** @returns from 0 to 1, sacrebleu's score over 100 */
export function bleu(text: string, references: readonly string[]): number {
  const own = tokens13a(text)
  const others = references.map(tokens13a)
  const nearest = others.map(({ length }) => length).sort((a, b) => gap(a, own) - gap(b, own) || a - b)[0]
  if (nearest === undefined || own.length === 0) return 0
  let logs = 0
  let order = 0
  let smoothing = 1
  let matches = 0
  for (let n = 1; n <= Math.min(ORDERS, own.length); n++) {
    const total = own.length - n + 1
    const correct = shared(own, others, n)
    matches += correct
    if (correct === 0) smoothing *= 2
    logs += Math.log(correct === 0 ? 100 / (smoothing * total) : (100 * correct) / total)
    order = n
  }
  if (matches === 0) return 0
  const brevity = own.length < nearest ? Math.exp(1 - nearest / own.length) : 1
  return (brevity * Math.exp(logs / order)) / 100
}

const gap = (length: number, own: readonly string[]): number => Math.abs(own.length - length)

/** How many n-grams stand in a reference as well, each at most as often as in the one that has most of it. */
function shared(own: readonly string[], others: readonly (readonly string[])[], n: number): number {
  const most = new Map<string, number>()
  for (const other of others) {
    const counts = new Map<string, number>()
    for (const gram of grams(other, n)) counts.set(gram, (counts.get(gram) ?? 0) + 1)
    for (const [gram, count] of counts) most.set(gram, Math.max(count, most.get(gram) ?? 0))
  }
  let correct = 0
  for (const gram of grams(own, n)) {
    const left = most.get(gram) ?? 0
    if (left === 0) continue
    correct++
    most.set(gram, left - 1)
  }
  return correct
}

function* grams(tokens: readonly string[], n: number): Generator<string> {
  for (let i = 0; i + n <= tokens.length; i++) yield tokens.slice(i, i + n).join(" ")
}

/** The patterns are sacrebleu's own; each has a fixed length, so none can backtrack. */
export function tokens13a(text: string): string[] {
  let line = withoutEnd(text).replaceAll("<skipped>", "").replaceAll("-\n", "").replaceAll("\n", " ")
  if (line.includes("&"))
    line = line.replaceAll("&quot;", '"').replaceAll("&amp;", "&").replaceAll("&lt;", "<").replaceAll("&gt;", ">")
  line = ` ${line} `
    .replace(/([{-~[-` -&(-+:-@/])/g, " $1 ")
    .replace(/([^0-9])([.,])/g, "$1 $2 ")
    .replace(/([.,])([^0-9])/g, " $1 $2")
    .replace(/([0-9])(-)/g, "$1 $2 ")
  return splitAtSpaces(line)
}

/** What Python's `str.split` takes for white space. */
function isSpace(unit: number): boolean {
  return (
    (unit >= 0x09 && unit <= 0x0d) ||
    (unit >= 0x1c && unit <= 0x20) ||
    unit === 0x85 ||
    unit === 0xa0 ||
    unit === 0x1680 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000
  )
}

function withoutEnd(text: string): string {
  let end = text.length
  while (end > 0 && isSpace(text.charCodeAt(end - 1))) end--
  return text.slice(0, end)
}

function splitAtSpaces(line: string): string[] {
  const tokens: string[] = []
  let start = -1
  for (let i = 0; i <= line.length; i++) {
    const isInside = i < line.length && !isSpace(line.charCodeAt(i))
    if (isInside && start < 0) start = i
    else if (!isInside && start >= 0) {
      tokens.push(line.slice(start, i))
      start = -1
    }
  }
  return tokens
}
