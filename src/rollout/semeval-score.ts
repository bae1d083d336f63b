/**
 * The official score of SemEval-2010 Task 8 (rules of the release's scorer, version 1.2): (9+1)-way with direction,
 * macro-averaged F1 over the relations of the key, `Other` left out.
 *
 * The right relation in the wrong direction is no hit; it counts in that relation's denominator of precision and stays in
 * its denominator of recall. A skipped item counts as `Other`. A relation that is not in the key takes part in no average.
 */
import { type Label, relationFromText } from "../value.js"
import { counted, flatEvents, type Tally } from "./metrics.js"

export interface RelationScore {
  readonly name: string
  /** Right relation, right direction. */
  readonly hits: number
  /** Answered with this relation, without those in the wrong direction. */
  readonly proposed: number
  /** Right relation, wrong direction. */
  readonly wrongDirection: number
  /** In the key, skipped ones included. */
  readonly actual: number
  /** In [0, 1]; 0 where the denominator is 0. */
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

export interface OfficialScore {
  /** The official figure, in [0, 1]. */
  readonly macroF1: number
  readonly macroPrecision: number
  readonly macroRecall: number
  readonly microF1: number
  /** Of all items, skipped ones counted as `Other`. */
  readonly accuracy: number
  readonly items: number
  readonly skipped: number
  /** Relations of the key in alphabetical order, `Other` last if it is in the key. */
  readonly relations: readonly RelationScore[]
}

/**
 * @param gold     label of each id; labels in canonical form, `Name(e1,e2)` or the name of the other label
 * @param proposed answers by id; an id that is missing or undefined is skipped (an answer that could not be read is passed so)
 * @throws RangeError for an answer to an id that is not in the key, and for a label that has no canonical form
 */
export function officialScore(
  gold: ReadonlyMap<string, Label>,
  proposed: ReadonlyMap<string, Label | undefined>,
  other = "Other",
): OfficialScore {
  if (gold.size === 0) throw new RangeError("a key without items")
  for (const id of proposed.keys()) if (!gold.has(id)) throw new RangeError(`an answer to ${id}, which the key lacks`)
  const ids = [...gold.keys()]
  return officialTally(
    ids.map((id) => ({ gold: gold.get(id)!, answer: proposed.get(id) })),
    other,
  )()
}

/** @param items one each; an answer that is undefined is skipped */
export function officialTally(
  items: readonly { readonly gold: Label; readonly answer: Label | undefined }[],
  other = "Other",
): Tally<OfficialScore> {
  const known = new Map<string, number>()
  const eventOf = (name: string, event: number): number => {
    if (!known.has(name)) known.set(name, known.size)
    return OWN + EVENTS * known.get(name)! + event
  }
  const events_N = items.map(({ gold, answer }) => {
    const actual = nameOf(gold)
    const events = [ITEM, eventOf(actual, ACTUAL)]
    if (answer === undefined) return [...events, SKIPPED, ...(actual === other ? [RIGHT] : [])]
    const name = nameOf(answer)
    if (answer === gold) events.push(RIGHT, eventOf(actual, HIT))
    return [...events, eventOf(name, name === actual && answer !== gold ? WRONG_DIRECTION : PROPOSED)]
  })
  const events = flatEvents(events_N)
  return (times_N) => {
    const counts = counted(events, OWN + EVENTS * known.size, times_N)
    const of = (name: string): Counts => ({
      hits: counts[eventOf(name, HIT)]!,
      proposed: counts[eventOf(name, PROPOSED)]!,
      wrongDirection: counts[eventOf(name, WRONG_DIRECTION)]!,
      actual: counts[eventOf(name, ACTUAL)]!,
    })
    const names = [...known.keys()].filter((name) => of(name).actual > 0)
    names.sort((a, b) => Number(a === other) - Number(b === other) || (a < b ? -1 : 1))
    const relations = names.map((name) => ({ name, ...of(name), ...rates(of(name)) }))
    const averaged = relations.filter(({ name }) => name !== other)
    const average = (pick: (one: RelationScore) => number): number =>
      averaged.length === 0 ? 0 : sum(averaged.map(pick)) / averaged.length
    const micro = rates({
      hits: sum(averaged.map(({ hits }) => hits)),
      proposed: sum(averaged.map((one) => one.proposed)),
      wrongDirection: sum(averaged.map(({ wrongDirection }) => wrongDirection)),
      actual: sum(averaged.map(({ actual }) => actual)),
    })
    return {
      macroF1: average(({ f1 }) => f1),
      macroPrecision: average(({ precision }) => precision),
      macroRecall: average(({ recall }) => recall),
      microF1: micro.f1,
      accuracy: counts[RIGHT]! / counts[ITEM]!,
      items: counts[ITEM]!,
      skipped: counts[SKIPPED]!,
      relations,
    }
  }
}

/** Events of an item, and behind them those of each relation. */
const [ITEM, SKIPPED, RIGHT, OWN] = [0, 1, 2, 3]
const [HIT, PROPOSED, WRONG_DIRECTION, ACTUAL, EVENTS] = [0, 1, 2, 3, 4]

type Counts = Pick<RelationScore, "hits" | "proposed" | "wrongDirection" | "actual">

function rates({ hits, proposed, wrongDirection, actual }: Counts): Pick<RelationScore, "precision" | "recall" | "f1"> {
  const answered = proposed + wrongDirection
  const precision = answered > 0 ? hits / answered : 0
  const recall = actual > 0 ? hits / actual : 0
  return { precision, recall, f1: hits > 0 ? (2 * precision * recall) / (precision + recall) : 0 }
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)

function nameOf(label: Label): string {
  const relation = relationFromText(label)
  if (!relation) throw new RangeError(`"${label}" is not a label in canonical form`)
  return relation.name
}
