/**
 * The official files of SemEval-2010 Task 8 (Hendrickx et al. 2010): TRAIN_FILE.TXT and TEST_FILE_FULL.TXT.
 *
 *     1<TAB>"The system … an arrayed <e1>configuration</e1> of antenna <e2>elements</e2>."
 *     Component-Whole(e2,e1)
 *     Comment: Not a collection: there is structure here, organisation.
 *     <blank line>
 *
 * Lines end in CR LF. The sentence keeps its marks; only the outer pair of quotation marks is taken off, because
 * sentences quote as well. TEST_FILE_KEY.TXT is not read: it has no directions.
 */
import type { Diagnostic } from "../../diagnostic.js"
import { nearest, type Source, type Span } from "../../text.js"
import type { Example } from "../../value.js"
import { report as diagnose } from "../codes.js"
import { lines, type Reader, type ReadRow } from "./reader.js"

export const SEMEVAL_RELATIONS = [
  "Cause-Effect",
  "Component-Whole",
  "Content-Container",
  "Entity-Destination",
  "Entity-Origin",
  "Instrument-Agency",
  "Member-Collection",
  "Message-Topic",
  "Product-Producer",
] as const

/** The 19 labels in canonical form: nine relations in two directions, then Other. */
export const SEMEVAL_LABELS: readonly string[] = [
  ...SEMEVAL_RELATIONS.flatMap((name) => [`${name}(e1,e2)`, `${name}(e2,e1)`]),
  "Other",
]

const COMMENT = "Comment:"
const known = new Set(SEMEVAL_LABELS)

type Line = { readonly text: string; readonly span: Span }

export const semeval2010Task8: Reader = {
  name: "semeval2010-task8",
  summary: "SemEval-2010 Task 8: sentence with two marked nominals, directed relation, comment",
  *rows(source, report, options) {
    for (const block of blocks(source)) {
      const row = readBlock(source, block, report, options.comments)
      if (row) yield row
    }
  },
}

/** Blank lines part the records; a record whose blank line got lost is parted at the next `id<TAB>`. */
function* blocks(source: Source): Generator<Line[]> {
  let block: Line[] = []
  for (const line of lines(source)) {
    const blank = line.text.trim() === ""
    if (block.length > 0 && (blank || /^\d+\t/.test(line.text))) {
      yield block
      block = []
    }
    if (!blank) block.push(line)
  }
  if (block.length > 0) yield block
}

function readBlock(
  source: Source,
  [head, label, comment, ...rest]: readonly Line[],
  report: (diagnostic: Diagnostic) => void,
  comments: boolean,
): ReadRow | undefined {
  const wrong = (span: Span, expected: string, found: string): undefined => {
    report(diagnose("data-row", { expected, found }, { place: { source, span } }))
  }
  const first = head!
  const withoutMark = first.span.start === 0 && first.text.startsWith("\ufeff") ? first.text.slice(1) : first.text
  const tab = withoutMark.indexOf("\t")
  const id = withoutMark.slice(0, Math.max(tab, 0))
  const quoted = withoutMark.slice(tab + 1)
  if (!/^\d{1,9}$/.test(id))
    return wrong(first.span, "a number, a tab and a sentence in quotation marks", shown(first.text))
  if (quoted.length < 2 || !quoted.startsWith('"') || !quoted.endsWith('"'))
    return wrong(first.span, `sentence ${id} between quotation marks`, shown(quoted))
  if (!label) return wrong(first.span, `a label on the line after sentence ${id}`, "the end of the record")
  const gold = label.text.trim()
  if (!known.has(gold)) {
    const near = nearest(gold, SEMEVAL_LABELS)
    report(
      diagnose("data-label-unknown", { label: gold, ...(near && { near }) }, { place: { source, span: label.span } }),
    )
    return undefined
  }
  if (!comment?.text.startsWith(COMMENT))
    return wrong((comment ?? label).span, `a line "${COMMENT}" after the label of sentence ${id}`, shown(comment?.text))
  if (rest.length > 0) return wrong(rest[0]!.span, `a blank line after record ${id}`, shown(rest[0]!.text))
  const sentence = quoted.slice(1, -1)
  const broken = brokenMark(sentence)
  if (broken) {
    report(diagnose("data-marks", broken, { place: { source, span: first.span } }))
    return undefined
  }
  const said = comment.text.slice(COMMENT.length).trim()
  const example: Example = {
    id,
    input: { sentence },
    gold: { label: gold },
    ...(comments && said && { comment: said }),
  }
  return { example, span: { start: first.span.start, end: comment.span.end } }
}

const shown = (text: string | undefined): string =>
  text === undefined ? "the end of the record" : `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`

function brokenMark(sentence: string): { mark: string; reason: string } | undefined {
  const ends: Record<string, [number, number]> = {}
  for (const mark of ["e1", "e2"]) {
    const open = sentence.indexOf(`<${mark}>`)
    const close = sentence.indexOf(`</${mark}>`)
    if (open < 0 || close < 0) return { mark, reason: "is missing" }
    if (sentence.indexOf(`<${mark}>`, open + 1) >= 0 || sentence.indexOf(`</${mark}>`, close + 1) >= 0)
      return { mark, reason: "stands there more than once" }
    if (close < open) return { mark, reason: "is closed before it is opened" }
    if (sentence.slice(open + mark.length + 2, close).trim() === "") return { mark, reason: "is empty" }
    ends[mark] = [open, close]
  }
  const [open1, close1] = ends.e1!
  const [open2, close2] = ends.e2!
  return open1 < close2 && open2 < close1 ? { mark: "e2", reason: "overlaps <e1>…</e1>" } : undefined
}
