/**
 * Cues against examples: a cue between the two mentions of an example states a label; the example must not say another.
 * Of cues that overlap the longer one counts ("founded by" over "founded"), and one cue that agrees settles it. A `not`
 * below the example says that the author knows. Of the example's own relation, turned around, every near miss says that:
 * there only a `not` with its rule does, or swapped roles of a cue would pass.
 */
import type { Diagnostic } from "../../diagnostic.js"
import { allExamples, type Cue, type GuidelineExample, type Relation } from "../../language/meaning.js"
import { type Label, relationText } from "../../value.js"
import { report } from "../codes.js"
import type { Task } from "../task.js"
import { canonicalLabels } from "./examples.js"

interface Known {
  readonly cue: Cue
  readonly relation: Relation
}

/** Cues by their words: a node for each beginning of a cue. */
interface Node {
  readonly next: Map<string, Node>
  readonly cues: Known[]
}

/** Longer cues are not searched for, so that no text can make the search slow. */
const MOST_WORDS = 16

export function cues(task: Task): Diagnostic[] {
  const tree = treeOf(task.meaning.relations)
  const asked = task.meaning.answers.find(({ type }) => type.kind === "relation")
  if (tree.next.size === 0 || asked?.type.kind !== "relation") return []
  const { name: field, type } = asked
  const canonical = canonicalLabels(task)
  const labels = new Set(task.labels)
  const labelIn = (values: GuidelineExample["gold"]): Label | undefined => {
    const value = Object.hasOwn(values, field) ? values[field] : undefined
    return typeof value === "string" ? canonical(value) : undefined
  }
  return allExamples(task.meaning).flatMap((example) => {
    const between = Object.values(example.input)
      .flatMap((text) => (typeof text === "string" ? [betweenMentions(text, type.between)] : []))
      .find((one) => one !== undefined)
    const gold = labelIn(example.gold)
    if (!between || gold === undefined || !labels.has(gold)) return []
    const found = longestCues(wordsOf(between.text), tree)
    if (found.length === 0) return []
    const stated = found.map((known) => {
      const [first, second] = between.order
      const mentions = known.cue.forward ? ([first, second] as const) : ([second, first] as const)
      return { ...known, value: canonical(relationText({ name: known.relation.name, mentions })) }
    })
    if (stated.some(({ value }) => value === gold)) return []
    const isDenied = ({ relation, value }: (typeof stated)[number]): boolean =>
      example.nots.some((one) => labelIn(one.value) === value && (one.by !== undefined || !isOf(relation, gold)))
    const open = stated.filter((one) => !isDenied(one))
    const wrong = open.find(({ relation }) => isOf(relation, gold)) ?? open[0]
    return wrong ? [diagnosticOf(wrong, gold, example)] : []
  })
}

function diagnosticOf(
  { cue, relation, value }: Known & { readonly value: Label },
  gold: Label,
  { place }: GuidelineExample,
): Diagnostic {
  const code = isOf(relation, gold) ? "cue-contradicts-example" : "cue-misleads"
  const notes = [{ message: "the cue", place: cue.place }]
  return report(code, { cue: cue.text, states: value, value: gold }, { place, notes })
}

const isOf = ({ name }: Relation, label: Label): boolean => label.startsWith(`${name}(`)

function treeOf(relations: readonly Relation[]): Node {
  const tree: Node = { next: new Map(), cues: [] }
  for (const relation of relations) {
    for (const cue of relation.cues) {
      const words = wordsOf(cue.text)
      if (words.length === 0 || words.length > MOST_WORDS) continue
      let node = tree
      for (const word of words) {
        const next = node.next.get(word) ?? { next: new Map(), cues: [] }
        node.next.set(word, next)
        node = next
      }
      node.cues.push({ cue, relation })
    }
  }
  return tree
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

/** The cues that stand in a text, from left to right, without those that lie inside a longer one. */
function longestCues(words: readonly string[], tree: Node): Known[] {
  const found: Known[] = []
  let reached = 0
  for (let at = 0; at < words.length; at++) {
    let node: Node | undefined = tree
    let longest: readonly Known[] = []
    let end = at
    for (let i = at; node && i < words.length; i++) {
      node = node.next.get(words[i]!)
      if (node && node.cues.length > 0) {
        longest = node.cues
        end = i + 1
      }
    }
    if (end <= reached) continue
    reached = end
    // the same wording may be a cue of two relations in two directions
    found.push(...longest)
  }
  return found
}

/** @returns the text between the two marked mentions, and their names in the order of the text */
function betweenMentions(
  text: string,
  [a, b]: readonly [string, string],
): { text: string; order: readonly [string, string] } | undefined {
  const [openA, openB] = [text.indexOf(`<${a}>`), text.indexOf(`<${b}>`)]
  if (openA < 0 || openB < 0) return undefined
  const [first, second] = openA < openB ? [a, b] : [b, a]
  const close = `</${first}>`
  const closed = text.indexOf(close)
  const opened = Math.max(openA, openB)
  return closed < 0 || closed > opened
    ? undefined
    : { text: text.slice(closed + close.length, opened), order: [first, second] }
}
