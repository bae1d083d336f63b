/** Every check, by its verb. A new one is a file here and a line below. */
import { atLeast } from "./at-least.js"
import { atMost } from "./at-most.js"
import { avoids } from "./avoids.js"
import { beginsWith } from "./begins-with.js"
import type { Check } from "./check.js"
import { cites } from "./cites.js"
import { contains } from "./contains.js"
import { correlatesWith } from "./correlates-with.js"
import { covers } from "./covers.js"
import { edits } from "./edits.js"
import { equals } from "./equals.js"
import { firstOf } from "./first-of.js"
import { fits } from "./fits.js"
import { keeps } from "./keeps.js"
import { matches } from "./matches.js"
import { near } from "./near.js"
import { needs } from "./needs.js"
import { ordersLike } from "./orders-like.js"
import { quotes } from "./quotes.js"
import { repeatsNothing } from "./repeats-nothing.js"
import { resembles } from "./resembles.js"
import { runs } from "./runs.js"
import { tops } from "./tops.js"
import { writtenIn } from "./written-in.js"

export const checks: ReadonlyMap<string, Check> = new Map(
  [
    ...[equals, matches, contains, quotes, resembles],
    ...[atMost, atLeast, beginsWith, avoids, writtenIn, repeatsNothing],
    ...[covers, ordersLike, correlatesWith, tops, near, firstOf],
    ...[cites, needs, fits, keeps, edits, runs],
  ].map((check) => [check.signature.name, check] as const),
)
