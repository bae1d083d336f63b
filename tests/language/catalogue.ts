import type { Catalogue, Signature } from "../../src/catalogue.js"

const verb = (
  name: string,
  subject: Signature["subject"],
  object: Signature["object"],
  binary: boolean,
): Signature => ({
  name,
  subject,
  object,
  binary,
  summary: `a verb for tests: ${name}`,
})

/** A literal catalogue: the language must not need to know the real one. */
export const catalogue: Catalogue = new Map(
  [
    verb("equals", ["text", "relation"], "gold", true),
    verb("matches", ["relation"], "gold", true),
    verb("resembles", ["text", "relation"], "gold", false),
    verb("is-short", ["text"], "none", true),
  ].map((signature) => [signature.name, signature]),
)
