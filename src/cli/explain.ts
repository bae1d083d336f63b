/** `glossator explain CODE`: what a diagnostic means, why it matters and how to get out; without a code, all of them. */
import { compileCodes } from "../compile/codes.js"
import { explanations } from "../compile/explanations/index.js"
import { findingsOf } from "../compile/explanations/run.js"
import { targetCodes } from "../compile/targets/codes.js"
import { dataCodes } from "../data/codes.js"
import { type Codes, printable, UserError } from "../diagnostic.js"
import { engineCodes } from "../engine/codes.js"
import { installCodes } from "../engine/install/codes.js"
import { kernelCodes } from "../kernel/codes.js"
import { allCodes as languageCodes } from "../language/codes.js"
import { modelCodes } from "../model/codes.js"
import { recipeCodes } from "../recipes/codes.js"
import { findingCodes } from "../reward/codes.js"
import { monitorCodes } from "../rollout/monitors/codes.js"
import { ownCodes } from "../rollout/own-codes.js"
import { runCodes } from "../rollout/run-codes.js"
import { serveCodes } from "../serve/codes.js"
import { nearest } from "../text.js"
import { trainCodes } from "../train/codes.js"
import { cliCodes, report } from "./codes.js"
import { EXIT } from "./exit.js"
import { type Io, out, outJson } from "./io.js"

const PARTS: readonly (readonly [about: string, codes: Codes])[] = [
  ["a guideline", languageCodes],
  ["a guideline, once it is compiled", compileCodes],
  ["a guideline in another tool", targetCodes],
  ["a model's answer", findingCodes],
  ["your own checks", ownCodes],
  ["data", dataCodes],
  ["an engine", engineCodes],
  ["installing an engine", installCodes],
  ["a model", modelCodes],
  ["training", trainCodes],
  ["a run's folder", runCodes],
  ["a training log", monitorCodes],
  ["what a recipe is given", recipeCodes],
  ["a notebook", kernelCodes],
  ["the reward server", serveCodes],
  ["the command line", cliCodes],
]

export function explain(name: string | undefined, options: { readonly json?: boolean }, io: Io): number {
  const known = PARTS.flatMap(([about, codes]) =>
    Object.entries(codes).map(([code, { severity, help }]) => ({ code, severity, about, help })),
  )
  if (name === undefined) {
    if (options.json) outJson(io, known)
    else
      for (const [about, codes] of PARTS) {
        out(io, `About ${about}:`)
        for (const [code, { severity }] of Object.entries(codes)) out(io, `  ${code} (${severity})`)
      }
    return EXIT.ok
  }
  const found = known.find(({ code }) => code === name)
  if (!found) {
    const near = nearest(
      name,
      known.map(({ code }) => code),
    )
    throw new UserError(report("code-unknown", { name, ...(near && { near }) }))
  }
  const example = exampleOf(found.code)
  if (options.json) outJson(io, { ...found, ...example })
  else out(io, [`${found.code}: ${found.severity} about ${found.about}`, found.help, ...shown(example)].join("\n"))
  return EXIT.ok
}

/** Of a guideline's codes, a small guideline with the mistake and one without. */
interface Shown {
  readonly why: string
  readonly wrong: string
  /** What is said of the wrong one. */
  readonly message?: string
  readonly right: string
}

function exampleOf(name: string): Shown | undefined {
  const explanation = Object.hasOwn(explanations, name) ? explanations[name] : undefined
  if (!explanation) return undefined
  const { why, wrong, right, isFile } = explanation
  const message = isFile ? undefined : findingsOf(explanation, wrong).find(({ code }) => code === name)?.message
  return { why, wrong, ...(message !== undefined && { message }), right }
}

function shown(example: Shown | undefined): string[] {
  if (!example) return []
  const { why, wrong, message, right } = example
  const indented = (text: string) =>
    text
      .trimEnd()
      .split("\n")
      .map((line) => `  ${printable(line)}`)
  const said = message === undefined ? [] : [`  = ${printable(message)}`]
  return ["", why, "", "Wrong:", ...indented(wrong), ...said, "", "Right:", ...indented(right)]
}
