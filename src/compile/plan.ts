/** Meaning to reward plan: the same facts as plain data, without prose. */
import { posix } from "node:path"
import type { Place } from "../diagnostic.js"
import { labelSchema, type Meaning, type Term } from "../language/meaning.js"
import { rangeOf } from "../reward/combine.js"
import type { Plan, PlanTerm } from "../reward/plan.js"

export function planOf(meaning: Meaning): Plan {
  const origin = originIn(meaning)
  const term = ({ name, phrase, pays, otherwise, after, place }: Term): PlanTerm => ({
    name,
    verb: phrase.kind === "format" ? "format" : phrase.verb,
    subject: phrase.kind === "format" ? "" : phrase.subject,
    pays,
    otherwise,
    after,
    origin: origin(place),
  })
  const terms = meaning.rewards.map(term)
  return {
    version: 1,
    guideline: { name: meaning.name, version: meaning.version },
    answer: meaning.answers.map(({ name, type, between, tag, which, optional }) => ({
      name,
      type,
      ...(between && { between }),
      tag,
      which,
      optional,
    })),
    labels: labelSchema(meaning),
    accept: meaning.accept,
    terms,
    reports: meaning.reports.map(term),
    range: rangeOf(terms),
  }
}

/** A file's path from the folder of the guideline itself, so that nothing depends on where the guideline lies. */
export function relativePath(meaning: Meaning, path: string): string {
  const slashed = (p: string) => p.replaceAll("\\", "/")
  return posix.relative(posix.dirname(slashed(meaning.place.source.path)), slashed(path))
}

function originIn(meaning: Meaning): (place: Place) => PlanTerm["origin"] {
  return ({ source, span }) => ({
    path: relativePath(meaning, source.path),
    line: source.position(span.start).line,
  })
}
