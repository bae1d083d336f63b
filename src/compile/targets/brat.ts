/**
 * A guideline as a configuration for brat: entities with their hierarchy, relations with the types of their ends,
 * attributes for answers about the whole text.
 *
 * brat is in no package registry, so no test can install it: this follows its documentation of the configuration, and what
 * it writes was read once by the configuration reader and the verifier of brat's public sources.
 */
import { type BratEntity, type BratForm, type BratRelation, bratForm, depthOf } from "../../data/readers/brat-form.js"
import { isCompared, type TaskFields } from "../../data/readers/task-fields.js"
import type { Diagnostic, Place } from "../../diagnostic.js"
import { allNames, type Meaning } from "../../language/meaning.js"
import { report } from "./codes.js"
import { taskFields, unenforced, unshownReports } from "./fields.js"
import { hue } from "./palette.js"
import type { Exported, Target } from "./target.js"

const TOOL = "brat"

export const brat: Target = {
  name: "brat",
  summary: "configuration for brat: annotation.conf, visual.conf, tools.conf",
  files: bratFiles,
}

const HELP = "Label Studio can hold more: --to label-studio. The handbook holds all of it: --to handbook."

function bratFiles(meaning: Meaning): Exported {
  const task = taskFields(meaning)
  const form = bratForm(task)
  const refused = (why: string): Exported => ({
    files: {},
    diagnostics: [report("export-no-fit", { tool: TOOL, why }, { place: meaning.place, help: HELP })],
  })
  if (!form) return refused("there is no text to mark")
  const held = heldFields(form)
  if (held.length === 0 || (task.compared.length > 0 && !held.some((field) => isCompared(task, field))))
    return refused(
      "what is compared with gold is neither a mark in a text, nor a relation between marks, nor a choice about the text",
    )
  return {
    files: {
      "annotation.conf": annotationConf(meaning, form),
      "visual.conf": visualConf(meaning, form),
      "tools.conf": toolsConf(meaning),
    },
    diagnostics: troubles(meaning, task, form),
  }
}

const heldFields = ({ relation, triplets, quotes, attributes }: BratForm): string[] => [
  ...(relation ? [relation.field] : []),
  ...(triplets ? [triplets.field] : []),
  ...quotes.map(({ field }) => field),
  ...attributes.map(({ name }) => name),
]

function troubles(meaning: Meaning, task: TaskFields, form: BratForm): Diagnostic[] {
  const places = new Map<string, Place>(
    [...meaning.inputs, ...meaning.golds, ...meaning.answers, ...allNames(meaning)].map(({ name, place }) => [
      name,
      place,
    ]),
  )
  const at = (name: string) => ({ place: places.get(name) ?? meaning.place })
  const rules = unenforced(meaning)
  return [
    ...unshownReports(TOOL, form.unshown, task, at),
    ...form.collisions.map(({ name, other, legal }) =>
      report("export-names-alike", { tool: TOOL, name, other, written: legal }, at(name)),
    ),
    ...(rules.length > 0 ? [report("export-not-enforced", { tool: TOOL, rules }, { place: meaning.place })] : []),
  ]
}

const head = ({ name, version }: Meaning, about: string): string =>
  comment(`${about} of the guideline "${name}", version ${version}. Made by: glossator compile --to brat`)

function annotationConf(meaning: Meaning, form: BratForm): string {
  const { entities, relations, attributes } = form
  return sections(head(meaning, "Types"), [
    [
      "entities",
      entities.flatMap((entity) => [
        ...about(entity, entityNote(entity, form, meaning)),
        `${"\t".repeat(entity.role === "entity" ? depthOf(entity, entities) : 0)}${entity.brat}`,
      ]),
    ],
    [
      "relations",
      [
        ...relations.flatMap((relation) => [
          ...about(relation, relationNote(relation, meaning)),
          `${"\t".repeat(depthOf(relation, relations))}${relation.brat}\t${relationArguments(relation)}`,
        ]),
        comment("Marks may lie in each other and cross."),
        "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>",
      ],
    ],
    ["events", []],
    [
      "attributes",
      attributes.flatMap(({ name, brat, kind, values }) => {
        const carrier = entities.find(({ role }) => role === "whole-text")!.brat
        const listed = kind === "yes-no" ? "yes|no" : [...values.keys()].join("|")
        return [...about({ name, brat }, saysOf(name, meaning)), `${brat}\tArg:${carrier}, Value:${listed}`]
      }),
    ],
  ])
}

/** A line above the type: the name, where brat writes another one, and what the guideline says of it. */
function about({ name, brat }: { readonly name: string; readonly brat: string }, says: string | undefined): string[] {
  const named = name === brat ? undefined : `"${name}" in the guideline.`
  const text = [named, says].filter((part) => part !== undefined).join(" ")
  return text === "" ? [] : [comment(text)]
}

function entityNote({ name, role }: BratEntity, { attributes }: BratForm, meaning: Meaning): string | undefined {
  if (role === "whole-text")
    return `Mark any word, and answer about the whole text in its attributes: ${attributes.map((one) => one.name).join(", ")}.`
  if (role === "mention") return saysOf(name, meaning) ?? "Given with the text."
  return saysOf(name, meaning)
}

function relationNote({ name }: BratRelation, meaning: Meaning): string | undefined {
  const relation = meaning.relations.find((one) => one.name === name)
  const roles = relation && `Arg1 is the ${relation.roles[0]}, Arg2 the ${relation.roles[1]}.`
  return [roles, saysOf(name, meaning)].filter((part) => part !== undefined).join(" ") || undefined
}

const saysOf = (name: string, meaning: Meaning): string | undefined =>
  [...allNames(meaning), ...meaning.inputs, ...meaning.answers, ...meaning.golds].find((one) => one.name === name)?.says

function relationArguments({ ends, symmetric }: BratRelation): string {
  const [from, to] = ends.map((types) => (types.length === 0 ? "<ENTITY>" : types.join("|")))
  return `Arg1:${from}, Arg2:${to}${symmetric ? ", <REL-TYPE>:symmetric" : ""}`
}

function visualConf(meaning: Meaning, form: BratForm): string {
  const { entities, relations, attributes } = form
  const all = [...entities, ...relations, ...attributes]
  return sections(head(meaning, "Looks"), [
    ["labels", all.map(({ name, brat }) => `${brat} | ${name}`)],
    [
      "drawing",
      [
        "SPAN_DEFAULT\tfgColor:black, bgColor:#e3e6ea, borderColor:darken",
        "ARC_DEFAULT\tcolor:black, arrowHead:triangle-5",
        "ATTRIBUTE_DEFAULT\tglyph:*",
        ...entities.map(({ brat }, i) => `${brat}\tbgColor:${hue(i).wash}`),
        ...relations.map(
          ({ brat, symmetric }, i) =>
            `${brat}\tcolor:${hue(i).ink}${symmetric ? ", dashArray:3-3, arrowHead:none" : ""}`,
        ),
      ],
    ],
  ])
}

/** Nothing is looked up on the network, and lines of the text are kept as they are. */
const toolsConf = (meaning: Meaning): string =>
  sections(head(meaning, "Tools"), [
    ["options", ["Validation\tvalidate:all", "Tokens\ttokenizer:whitespace", "Sentences\tsplitter:newline"]],
    ["search", []],
    ["annotators", []],
    ["disambiguators", []],
    ["normalization", []],
  ])

/** One line: a line of its own would be read as a type. */
const comment = (text: string): string => `# ${text.replace(/\s+/g, " ").trim()}`

const sections = (top: string, parts: readonly (readonly [name: string, lines: readonly string[]])[]): string =>
  `${top}\n${parts.map(([name, lines]) => `\n[${name}]\n${lines.map((line) => `${line}\n`).join("")}`).join("")}`
